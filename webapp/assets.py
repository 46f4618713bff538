"""Static files under names that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from indexer import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Assets"]

_HERE = Path(__file__).parent
_DIGEST_LENGTH = 12
"""Hexadecimal digits: 48 bits tell the few versions of a file apart."""


class Assets:
    """The static files and templates of the program, read once.

    Attributes:
        build: Changes whenever the program's version, a template or a static file does.
    """

    def __init__(self) -> None:
        static = _HERE / "static"
        self._digests = {path.relative_to(static).as_posix(): _digest([path.read_bytes()]) for path in _files(static)}
        parts = [path.read_bytes() for path in (*_files(static), *_files(_HERE / "templates"))]
        self.build = _digest([__version__.encode(), *parts])

    def url(self, name: str) -> str:
        """Path of a static file, such as ``logo.svg``, with a digest of its content."""
        return f"/static/{name}?v={self._digests[name]}"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()[:_DIGEST_LENGTH]
