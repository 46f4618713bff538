"""Laying out a report."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import hits_by_section, hits_of, made_report, spans

from indexer.model import Hit, Report, ReportView, SearchRequest, Section
from webapp.views.body import body_of, depths
from webapp.views.outline import outline_of

ALL = SearchRequest()
TEXT = (
    "某市年报\n首页 打印\n\n一、概述\n\u3000\u3000第一段公开。\n第二段。\n\n\n（一）公开\n正文公开。\n二、问题\n没有。"
)


def view_of(report: Report, hits: Sequence[Hit] = ()) -> ReportView:
    """A view with its hits counted by section."""
    return ReportView(report, tuple(hits), hits_by_section(report, hits), "g")


def joined(view: ReportView) -> str:
    """The text of all pieces in page order."""
    return "".join(
        piece.text
        for section in body_of(view, ALL)
        for pieces in (section.heading, *(line.pieces for run in section.runs for line in run.paragraphs))
        for piece in pieces
    )


@st.composite
def views(draw: st.DrawFn) -> ReportView:
    """Any text in any sections, with any furniture and any hits."""
    text = draw(st.text(st.sampled_from("公开一、\n \u3000\t<|"), max_size=60))

    def cuts(most: int) -> list[int]:
        return sorted(draw(st.sets(st.integers(0, len(text)), max_size=most)))

    borders = sorted({0, len(text), *cuts(5)}) if text else []
    sections = []
    for start, end in itertools.pairwise(borders):
        heading_end = draw(st.integers(start, end))
        level = draw(st.integers(1, 4)) if heading_end > start else 0
        sections.append(Section("other", text[start:heading_end], level, start, end, heading_end, "drawn"))
    furniture = list(zip(*[iter(cuts(6))] * 2, strict=False))
    ends = cuts(8)
    hits = [Hit(number, *pair, synonym=False) for number, pair in enumerate(itertools.pairwise(ends), 1)]
    report = made_report("r", text, sections=tuple(sections), furniture=spans(*furniture))
    return view_of(report, hits)


@given(views())
def test_no_character_is_lost(view: ReportView) -> None:
    """All pieces of the page joined are the report's text, whatever its sections, furniture and hits."""
    assert joined(view) == view.report.text


@given(views())
def test_every_hit_has_one_anchor(view: ReportView) -> None:
    """Each hit has exactly one place on the page that carries its id, in order."""
    anchors = [
        piece.hit
        for section in body_of(view, ALL)
        for pieces in (section.heading, *(line.pieces for run in section.runs for line in run.paragraphs))
        for piece in pieces
        if piece.first
    ]
    assert anchors == [hit.number for hit in view.hits]


@given(views())
def test_hits_are_never_folded_away(view: ReportView) -> None:
    """Furniture that holds part of a hit stands open."""
    for section in body_of(view, ALL):
        for run in section.runs:
            holds = any(piece.marked for line in run.paragraphs for piece in line.pieces)
            assert run.opened == (run.furniture and holds)


def test_lines_are_paragraphs() -> None:
    """A line is a paragraph; blank lines belong to the one before; furniture is apart; the title is known."""
    report = made_report("r", TEXT, furniture=spans((5, 10)))
    runs = [run for section in body_of(view_of(report), ALL) for run in section.runs]
    lines = ["".join(piece.text for piece in line.pieces) for run in runs for line in run.paragraphs if not line.blank]
    assert lines == [
        "某市年报\n",
        "首页 打印",
        "\n\u3000\u3000第一段公开。\n",
        "第二段。\n\n\n",
        "\n正文公开。\n",
        "\n没有。",
    ]
    assert [run.furniture for run in runs] == [False, True, False, False, False]
    assert next(line.is_title for run in runs for line in run.paragraphs)
    assert [line.indented for run in runs for line in run.paragraphs if not line.blank] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]


def test_paragraph_numbers_do_not_depend_on_the_query() -> None:
    """A paragraph keeps its id under every query, so that links to it stay right."""
    report = made_report("r", TEXT)

    def numbers(hits: Sequence[Hit]) -> list[tuple[int, str]]:
        sections = body_of(view_of(report, hits), ALL)
        lines = [line for section in sections for run in section.runs for line in run.paragraphs]
        return [(line.number, "".join(piece.text for piece in line.pieces)) for line in lines]

    assert numbers(()) == numbers(hits_of(TEXT, "公开"))
    assert [number for number, _ in numbers(())] == list(range(1, len(numbers(())) + 1))


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((0, 1, 2, 2, 1), (2, 2, 3, 3, 2)),
        ((2, 2, 1, 2), (2, 2, 2, 3)),
        ((1, 3, 3, 2), (2, 3, 3, 3)),
        ((1, 2, 3, 4, 5, 6, 7), (2, 3, 4, 5, 6, 6, 6)),
        ((), ()),
    ],
)
def test_no_heading_level_is_skipped(levels: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """Heading elements go down one level at a time, whatever levels the report's own headings have."""
    sections = [Section("other", "x", level, 0, 0, 0, "x") for level in levels]
    assert depths(sections) == expected


def test_labels_stand_where_they_change() -> None:
    """The label of a section is shown once for sections of one kind that follow each other."""
    report = made_report("r", TEXT)
    assert [section.label for section in body_of(view_of(report), ALL)] == [
        "引言与编制说明",
        "其他需要报告的事项",
        "",
        "问题与改进",
    ]


def test_outline_leads_to_the_first_hit_of_a_section() -> None:
    """An entry with hits leads to the first of them, another one to the section; 0 hits before it or many."""
    report = made_report("r", TEXT)
    outline = outline_of(view_of(report, hits_of(TEXT, "公开")), range(1, 9), "/doc/r")
    assert [(entry.heading, entry.hits, entry.href) for entry in outline] == [
        ("", 0, "#s-1"),
        ("一、概述", 1, "#hit-1"),
        ("（一）公开", 2, "#hit-2"),
        ("二、问题", 0, "#s-4"),
    ]
    assert outline[0].label == "引言与编制说明"
