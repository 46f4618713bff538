"""Made reports of every format family, in the conditions in which pages and files give them.

A file of the folder ``made`` begins with what must be understood of it; in its text every heading stands in braces with
its level and the slugs that count as right: ``{2 platform|（二）平台建设。}``. Nothing else may become a heading.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from reading import report_of

if TYPE_CHECKING:
    from indexer.model import Report

FOLDER = Path(__file__).parent / "made"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
HEADING = re.compile(r"\{(?P<level>\d) (?P<slugs>[a-z ]+)\|(?P<text>[^{}]*)\}")
CLOSING = " \n\u3000。：:"


class Expected(NamedTuple):
    """A heading: its words without closing marks, its level, and the slugs that count as right."""

    words: str
    level: int
    slugs: frozenset[str]


class Made(NamedTuple):
    """A made report: what must be understood, its headings by offset, and what was understood."""

    facts: dict[str, str]
    headings: dict[int, Expected]
    report: Report


@cache
def made(name: str) -> Made:
    """Read and understand a made report."""
    head, _, marked = (FOLDER / f"{name}.txt").read_text("utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    headings: dict[int, Expected] = {}
    text, position = "", 0
    for match in HEADING.finditer(marked):
        text += marked[position : match.start()]
        headings[len(text)] = Expected(
            match["text"].strip(CLOSING), int(match["level"]), frozenset(match["slugs"].split())
        )
        text += match["text"]
        position = match.end()
    text += marked[position:]
    return Made(facts, headings, report_of(text, name))


@pytest.mark.parametrize("name", NAMES)
def test_headings(name: str) -> None:
    """Every heading is found, with its words and level, and nothing else is one."""
    expected = made(name).headings
    found = {section.start: section for section in made(name).report.sections if section.level}

    assert {start: (heading.words, heading.level) for start, heading in expected.items()} == {
        start: (section.heading.strip(CLOSING), section.level) for start, section in found.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_slugs(name: str) -> None:
    """Every heading has a slug that a reader gives it."""
    expected = made(name).headings
    wrong = {
        section.heading: section.slug
        for section in made(name).report.sections
        if section.start in expected and section.level and section.slug not in expected[section.start].slugs
    }

    assert {} == wrong


@pytest.mark.parametrize("name", NAMES)
def test_facts(name: str) -> None:
    """Title, body, region, year and day are those of the report, and unknown where it does not tell them."""
    facts, report = made(name).facts, made(name).report
    body, region = report.body.value, report.region.value
    found = {
        "title": report.title_fact.value,
        "body": f"{body.name} | {body.kind} | {body.scope}" if body else None,
        "region": region.code if region else None,
        "year": report.year.value and str(report.year.value),
        "published": report.published.value and report.published.value.isoformat(),
    }

    assert facts == {name: value or "unknown" for name, value in found.items()}
