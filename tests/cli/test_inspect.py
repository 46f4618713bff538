"""`nianbao inspect`: the shape of its JSON, the text that offsets count in, and how it goes on after a bad file."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
import pytest

from indexer.model import SECTION_SLUGS

if TYPE_CHECKING:
    from in_process import Nianbao

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    """Every field is needed and no other is there."""


class Quote(Shape):
    """Words that a value rests on."""

    source: str
    quote: str
    start: int
    end: int
    rule: str


class Unit(Shape):
    """A unit of the administrative division."""

    code: str
    name: str


class Body(Shape):
    """An issuing body."""

    name: str
    kind: Literal["government", "government_office", "department", "party_organ", "township", "zone", "unknown"]
    scope: Literal["own_body", "government_wide", "unknown"]


class Region(Shape):
    """A region with its path and what it is today."""

    code: str
    name: str
    path: list[Unit]
    today: Unit | None


class Number(Shape):
    """A document number."""

    text: str
    normal: str
    start: int
    end: int
    damaged: bool


class Part(Shape):
    """A section."""

    slug: str
    heading: str
    level: int
    start: int
    end: int


class Warned(Shape):
    """A damage."""

    code: str
    count: int
    text: str


class Inspected(Shape):
    """One line of the output."""

    id: str
    title: str
    title_evidence: list[Quote]
    body: Body | None
    region: Region | None
    year: int | None
    published: dt.date | None
    script: Literal["Hans", "Hant"]
    format: str
    encoding: str | None
    url: str | None
    index_number: str | None
    document_numbers: list[Number]
    sections: list[Part]
    furniture: list[tuple[int, int]]
    warnings: list[Warned]


@pytest.fixture
def lines(nianbao: Nianbao) -> dict[str, Inspected]:
    """What is printed of the seeds, by their number."""
    answer = nianbao("inspect", str(SEEDS), "--json")
    assert 0 == answer.code, answer.err
    objects = [msgspec.json.decode(line, type=Inspected) for line in answer.out.splitlines()]
    return {found.id[:3]: found for found in objects}


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_offsets_count_in_the_text(nianbao: Nianbao, lines: dict[str, Inspected], seed: str) -> None:
    """Quotes, numbers, headings and furniture stand where the offsets say in what --text prints."""
    found = lines[seed]
    text = nianbao("inspect", str(SEEDS / f"{found.id}.txt"), "--text").out

    assert [0, len(text)] == [found.sections[0].start, found.sections[-1].end]
    assert all(before.end == after.start for before, after in pairwise(found.sections))
    for quote in found.title_evidence:
        assert quote.quote == text[quote.start : quote.end]
    for number in found.document_numbers:
        assert number.text == text[number.start : number.end]
    for part in found.sections:
        assert part.slug in SECTION_SLUGS
        assert part.heading == text[part.start : part.start + len(part.heading)]
    assert all(start < end <= len(text) for start, end in found.furniture)


def test_known_values(lines: dict[str, Inspected]) -> None:
    """The old district has its own code and leads to the one of today; damage has a code and a count."""
    region = lines["004"].region

    assert region is not None
    assert ["230000", "230700", "230702"] == [unit.code for unit in region.path]
    assert Unit("230717", "伊美区") == region.today
    assert [("lost_brackets", 10)] == [(warned.code, warned.count) for warned in lines["001"].warnings]


def test_goes_on_after_a_bad_file(nianbao: Nianbao, tmp_path: Path) -> None:
    """A file that cannot be read is named on the error stream, the others are shown, and the exit code is 2."""
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    answer = nianbao("inspect", str(empty), str(SEEDS / "004_4945465fd94ef0c7.txt"), "--json")

    assert 2 == answer.code
    assert "空.txt" in answer.err
    assert 1 == len(answer.out.splitlines())


def test_for_a_person(nianbao: Nianbao) -> None:
    """Every fact stands beside the words it was read from; what is not known is called unknown."""
    shown = nianbao("inspect", str(SEEDS / "004_4945465fd94ef0c7.txt")).out

    assert "伊春区 230702" in shown
    assert "“现将伊春区2016年" in shown
    assert "published unknown" in shown
    assert "四、政府信息公开的收费情况" in shown


def test_query(nianbao: Nianbao) -> None:
    """A query is shown as it is read, without a file; nothing at all to inspect is a mistake."""
    shown = nianbao("inspect", "--query", '"依申请" OR 查阅').out
    assert shown == nianbao("search", "--explain", '"依申请" OR 查阅').out
    assert ["Or", "├── Literal  field text  needle 依申请"] == shown.splitlines()[:2]
    assert 2 == nianbao("inspect").code
