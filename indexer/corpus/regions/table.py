"""The committed table of regions: one row for each code, name and span of years."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Level", "Region", "read_table"]

FIRST_YEAR = 2008
"""The first report year; units that ended before are left out of the table."""

LAST_YEAR = 2026
"""The year of the newest source."""

OPEN = 9999
"""Last year of what is still valid."""


class Level(StrEnum):
    """Level of the administrative division."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"

    @classmethod
    def of(cls, code: str) -> Level:
        """The level that a code's trailing zeros tell."""
        if code.endswith("0000"):
            return cls.PROVINCE
        return cls.PREFECTURE if code.endswith("00") else cls.COUNTY


@dataclass(frozen=True, slots=True)
class Region:
    """One unit under one code and name.

    Attributes:
        code: Six digits.
        name: Full name.
        level: Its level.
        valid_from: First year of validity at year's end; 0 when before the records.
        valid_to: Last year of validity; 9999 when still valid.
        successors: Codes of the units that its territory went to, main receivers only; empty when it is still valid or
            its lineage is not known.
        aliases: Short names in use, such as 恩施州 for 恩施土家族苗族自治州.
    """

    code: str
    name: str
    level: Level
    valid_from: int
    valid_to: int
    successors: tuple[str, ...]
    aliases: tuple[str, ...]

    def valid_about(self, year: int) -> bool:
        """Whether the name was in use in a year or beside it: a report on a year is written in the next one."""
        return self.valid_from - 1 <= year <= self.valid_to + 1


def read_table() -> tuple[tuple[Region, ...], str]:
    """Read the table: its rows by code and year, and the SHA-256 of its bytes."""
    data = (resources.files("indexer.corpus.regions") / "data" / "regions.tsv").read_bytes()
    lines = data.decode("utf-8").splitlines()
    return tuple(_region(line) for line in lines[1:]), hashlib.sha256(data).hexdigest()


def _region(line: str) -> Region:
    code, name, valid_from, valid_to, successors, aliases = line.split("\t")
    return Region(
        code=code,
        name=name,
        level=Level.of(code),
        valid_from=int(valid_from or 0),
        valid_to=int(valid_to or OPEN),
        successors=tuple(successors.split(";")) if successors else (),
        aliases=tuple(aliases.split(";")) if aliases else (),
    )
