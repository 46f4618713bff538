"""The dictionary files of OpenCC, read as data.

Only the text files are used, and the package is found but not imported, which takes 5 ms of every start.
`opencc-python-reimplemented`, `opencc` and `opencc-py` all install a package of this name over each other, and their
conversions differ.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["opencc_digest", "opencc_pairs"]

_FILES = ("TSCharacters", "TSPhrases", "HKVariantsRev", "TWVariantsRev")


@cache
def opencc_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Read one dictionary as (source, first conversion) pairs of equal length; offsets rest on that.

    Args:
        name: File name without its ending, such as ``TSCharacters``.

    Raises:
        ImportError: The installed `opencc` is another distribution.
    """
    pairs = (line.split("\t") for line in _read(name).decode("utf-8").splitlines())
    firsts = ((source, conversions.split(" ")[0]) for source, conversions in pairs)
    return tuple((source, conversion) for source, conversion in firsts if len(source) == len(conversion))


def opencc_digest() -> str:
    """SHA-256 over the files in use."""
    return hashlib.sha256(b"\0".join(map(_read, _FILES))).hexdigest()


@cache
def _read(name: str) -> bytes:
    try:
        return (_folder() / f"{name}.txt").read_bytes()
    except FileNotFoundError as error:
        raise ImportError(
            f"the installed package `opencc` has no dictionary {name}.txt, so it is not that of "
            "opencc-python-reimplemented; uninstall opencc and opencc-py and install opencc-python-reimplemented again"
        ) from error


def _folder() -> Path:
    spec = find_spec("opencc")
    return Path(spec.origin).parent / "dictionary" if spec and spec.origin else Path("opencc")
