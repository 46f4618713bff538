"""Which reports stand beside a report, compared with loops over plain sets of strings."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from indexing import INFO
from opencc import OpenCC

from indexer.analysis import Analysis
from indexer.backends.memory import MemoryIndex
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.errors import UnknownReport
from indexer.model import RelatedReport, Relation, Report, SearchRequest
from indexer.search.searcher import IndexSearcher

Make = Callable[..., IndexSearcher]

LETTER = re.compile(r"[^\W_]")
OF_TEXTS = {Relation.COPY, Relation.MIRROR, Relation.SAME_BUT_YEARS, Relation.NEAR_COPY, Relation.SIMILAR_TEXT}


@pytest.fixture(scope="module")
def texts(reports: list[Report]) -> dict[str, str]:
    """Texts of the seeds by the first three digits of their ids."""
    return {report.id[:3]: report.text for report in reports}


def only(found: Sequence[RelatedReport], name: str) -> RelatedReport:
    """The one entry of a report."""
    (entry,) = [report for report in found if report.id == name]
    return entry


def stretches(text: str) -> set[str]:
    """Every five letters side by side, once what is no letter is gone."""
    letters = "".join(LETTER.findall(text))
    return {letters[start : start + 5] for start in range(len(letters) - 4)}


def jaccard(one: set[str], other: set[str]) -> float:
    """Size of the intersection by size of the union."""
    return len(one & other) / len(one | other)


def share_of(one: str, other: str) -> float:
    """The share of common text of two texts."""
    return jaccard(stretches(one), stretches(other))


def test_report_equal_to_the_year_before_but_for_the_year(make: Make, texts: dict[str, str]) -> None:
    """A report taken over from the year before with only the years changed is told, in both directions."""
    old = texts["004"]
    new = re.sub(r"20(\d\d)", lambda year: f"20{int(year[1]) + 1:02d}", old)
    searcher = make(old=old, new=new, other=texts["002"])

    for one, other, year in (("old", "new", 2017), ("new", "old", 2016)):
        related = searcher.related(one)
        entry = only(related.other_years, other)
        assert (Relation.SAME_BUT_YEARS, Relation.SAME_BODY) == entry.reasons
        assert year == entry.year
        assert share_of(old, new) == pytest.approx(entry.share, abs=1e-4)
        assert not related.similar


def test_taken_over_with_changed_numbers(make: Make, texts: dict[str, str]) -> None:
    """With some figures changed as well it is a near copy, and the share is that of the texts."""
    old = texts["004"]
    new = re.sub(r"(\d+)(件|次|条)", lambda found: f"{int(found[1]) + 7}{found[2]}", old.replace("2016", "2017"))
    entry = only(make(old=old, new=new).related("old").other_years, "new")

    assert (Relation.NEAR_COPY, Relation.SAME_BODY) == entry.reasons
    assert share_of(old, new) == pytest.approx(entry.share, abs=1e-4)


def test_copies_and_mirrors(make: Make, texts: dict[str, str]) -> None:
    """The same text is a copy, in the other script a mirror; layout and width make no difference."""
    text = texts["002"]
    searcher = make(
        one=text,
        same=text.replace("。", "。\n"),
        traditional=OpenCC("s2t").convert(text),
        other=texts["001"],
    )
    related = searcher.related("one").similar

    assert Relation.COPY == only(related, "same").reasons[0]
    assert Relation.MIRROR == only(related, "traditional").reasons[0]
    assert [1.0, 1.0] == [report.share for report in related]
    assert Relation.MIRROR == only(searcher.related("traditional").similar, "one").reasons[0]


def test_mirror_in_mainland_wording(make: Make, texts: dict[str, str]) -> None:
    """A Traditional report in Taiwan wording and its translation into mainland wording are mirrors."""
    searcher = make(taiwan=texts["003"], mainland=OpenCC("tw2sp").convert(texts["003"]), other=texts["001"])
    entry = only(searcher.related("mainland").similar, "taiwan")

    assert Relation.MIRROR == entry.reasons[0]
    assert entry.share > 0.9


def test_reports_that_say_nothing(make: Make) -> None:
    """Texts without letters are like no other text but the very same; nothing is divided by nothing."""
    searcher = make(empty="", dash="——\n", dots="……")

    assert all(not searcher.related(name).other_years for name in ("empty", "dash", "dots"))
    assert all(not searcher.related(name).similar for name in ("empty", "dash", "dots"))


def test_unknown_report(searcher: IndexSearcher) -> None:
    """A report that does not exist is an error of its own."""
    with pytest.raises(UnknownReport):
        searcher.related("no-such-report")


def test_real_reports_against_a_loop(analysis: Analysis, shared_data: Path) -> None:
    """On real reports every pair that a loop finds alike is found, with its share, and no other."""
    reports = list(
        Corpus([shared_data / "reports" / "hebei", shared_data / "reports" / "pingtan"], analysis.simplify).reports()
    )
    entries = list(indexed_reports(reports, analysis))
    searcher = IndexSearcher(MemoryIndex(entries), analysis, INFO, 1 << 24)
    sets = {entry.stored.report.id: stretches(entry.text.second or entry.text.main) for entry in entries}
    for one, mine in sets.items():
        related = searcher.related(one)
        shown = {entry.id: entry for entry in (*related.other_years, *related.similar)}
        for other in sets.keys() - {one}:
            share, entry = jaccard(mine, sets[other]), shown.get(other)
            assert (share >= 0.3) == bool(entry and OF_TEXTS & set(entry.reasons))
            assert entry is None or share == pytest.approx(entry.share, abs=1e-4)


def test_results_tell_their_copies(make: Make, texts: dict[str, str]) -> None:
    """Copies, mirrors and near copies of one body and year have one group and name each other; no result is lost."""
    text = texts["002"]
    searcher = make(
        a=text,
        b=OpenCC("s2t").convert(text),
        c=text.replace("0736-7786510", "0736-7786511"),
        next_year=text.replace("2018", "2019"),
        other=texts["001"],
    )
    results = {result.id: result for result in searcher.search(SearchRequest(q="公开")).results}

    assert {"a", "b", "c", "next_year", "other"} == set(results)
    for name in ("a", "b", "c"):
        assert "a" == results[name].group
        assert {"a", "b", "c"} - {name} == set(results[name].same_as)
    for name in ("next_year", "other"):
        assert (name, ()) == (results[name].group, results[name].same_as)
