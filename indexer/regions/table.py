"""The committed table of regions: one row for each code, name and span of years."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FIRST_YEAR", "LAST_YEAR", "OPEN", "Level", "Region", "format_table", "parse_table", "read_table"]

FIRST_YEAR = 2008
"""The first report year; units that ended before are left out of the table (none of the sources ends one in 2007)."""

LAST_YEAR = 2026
"""The year of the newest source."""

OPEN = 9999
"""Last year of what is still valid."""

_COLUMNS = ("code", "name", "level", "valid_from", "valid_to", "successors", "aliases")


class Level(StrEnum):
    """Level of the administrative division."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"

    @classmethod
    def of(cls, code: str) -> Level:
        """The level that a code's trailing zeros tell (GB/T 2260)."""
        if code.endswith("0000"):
            return cls.PROVINCE
        return cls.PREFECTURE if code.endswith("00") else cls.COUNTY


class Region(msgspec.Struct, frozen=True, gc=False):
    """One unit under one code and name; 3,600 are made in every process, which takes a dataclass three times as long.

    Attributes:
        code: Six digits.
        name: Full name.
        level: Its level.
        valid_from: First year at whose end it was valid; 0 when before the records.
        valid_to: Last year at whose end it was valid, inclusive; 9999 when still valid.
        successors: Codes of the units that its territory went to, main receivers only; empty when it is still valid or
            its lineage is not known.
        aliases: Short names in use, such as 恩施州 for 恩施土家族苗族自治州.
    """

    code: str
    name: str
    level: Level
    valid_from: int
    valid_to: int
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def valid_in(self, year: int) -> bool:
        """Whether it was valid at the end of a year."""
        return self.valid_from <= year <= self.valid_to

    def valid_about(self, year: int) -> bool:
        """Whether the name was in use in a year or beside it: a report on a year is written in the next one."""
        return self.valid_from - 1 <= year <= self.valid_to + 1


def read_table() -> tuple[tuple[Region, ...], str]:
    """Read the committed table: its rows by code and year, and the SHA-256 of its bytes. About 4 ms."""
    data = (Path(__file__).parent / "data" / "regions.tsv").read_bytes()
    return parse_table(data.decode("utf-8")), hashlib.sha256(data).hexdigest()


def parse_table(text: str) -> tuple[Region, ...]:
    """Read the rows of a table, in its order."""
    return tuple(_region(line) for line in text.splitlines()[1:])


def format_table(rows: Iterable[Region]) -> str:
    """Write rows as a table with a header: tabs between fields, semicolons inside them, empty for no year."""
    return "".join("\t".join(fields) + "\n" for fields in (_COLUMNS, *map(_fields, rows)))


def _region(line: str) -> Region:
    code, name, level, valid_from, valid_to, successors, aliases = line.split("\t")
    return Region(
        code=code,
        name=name,
        level=_LEVELS[level],
        valid_from=int(valid_from or 0),
        valid_to=int(valid_to or OPEN),
        successors=tuple(successors.split(";")) if successors else (),
        aliases=tuple(aliases.split(";")) if aliases else (),
    )


def _fields(region: Region) -> tuple[str, ...]:
    return (
        region.code,
        region.name,
        region.level.value,
        str(region.valid_from) if region.valid_from else "",
        str(region.valid_to) if region.valid_to != OPEN else "",
        ";".join(region.successors),
        ";".join(region.aliases),
    )


_LEVELS = {level.value: level for level in Level}
