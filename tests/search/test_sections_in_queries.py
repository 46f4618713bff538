"""``section:`` in a query looks inside sections of that kind, as ticking one does."""

import pytest
from msgspec.structs import replace

from indexer.model import Mode, SearchRequest, SearchResponse, SearchScope
from indexer.search.searcher import IndexSearcher

QUERIES = [
    "收费",
    "依申请公开 答复",
    '"政府信息公开"',
    "微信 OR 行政复议",
    "公开 -收费",
    "(公开 信息)~5",
    "title:年度",
    "的",
]
SLUGS = ["requests", "fees", "remedies", "annex"]


def found(response: SearchResponse) -> list[tuple[str, int, int]]:
    """What was found, in order, with tiers and hits."""
    return [(result.id, result.tier, result.occurrences) for result in response.results]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_section_is_asked_for_as_by_the_filter(searcher: IndexSearcher, query: str, slug: str, mode: Mode) -> None:
    """The field before or behind the query finds what the filter finds, with the same hits."""
    ticked = searcher.search(SearchRequest(q=query, sections=(slug,), mode=mode))
    for asked in (f"section:{slug} ({query})", f"({query}) section:{slug}"):
        request = SearchRequest(q=asked, mode=mode)
        answer = searcher.search(request)

        assert sorted(found(answer)) == sorted(found(ticked)), asked
        assert searcher._matcher.count(request) == ticked.total_reports
        assert searcher.search(replace(request, scope=SearchScope.SECTION)).total_reports == ticked.total_reports
        for result in answer.results:
            view = searcher.report(result.id, request)
            inside = {part.slug for part, hits in zip(view.report.sections, view.hits_by_section, strict=True) if hits}
            assert inside <= {slug}


def test_a_section_left_out(searcher: IndexSearcher) -> None:
    """An excluded section is one in which the rest is not looked for; other sections of the same report are."""
    everywhere = {result.id for result in searcher.search(SearchRequest(q="行政复议")).results}
    elsewhere = searcher.search(SearchRequest(q="行政复议 -section:remedies"))

    assert {result.id for result in elsewhere.results} < everywhere
    assert all(part.section != "remedies" for result in elsewhere.results for part in result.by_section)
