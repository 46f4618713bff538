"""Wider searches to offer when nothing was found, each with the number of reports it really finds."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.errors import SearchTimeout
from indexer.model import MAX_QUERY_LENGTH, Mode, Relaxation, SearchScope
from indexer.query import QueryText, canonical, canonical_path, words_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.analysis import Analysis
    from indexer.model import SearchRequest

__all__ = ["Relaxer"]

_QUOTES = str.maketrans("", "", '"“”「」『』')

_FEW = 6
"""Items of a query that are left out one at a time; a longer list nobody reads."""

_NUMBER = r"([\u4e00-\u9fff]{1,10}?)\W{0,2}((?:19|20)[0-9]{2})[^0-9号]{0,3}([0-9]{1,4})号?"
"""A document number without its brackets, such as 国办发2014年第32号."""


class Relaxer:
    """Widens searches over one index.

    Args:
        analysis: Takes sentences apart.
        count: Tells how many reports a request finds.
    """

    def __init__(self, analysis: Analysis, count: Callable[[SearchRequest], int]) -> None:
        self._analysis = analysis
        self._count = count

    def relaxations(self, request: SearchRequest) -> tuple[Relaxation, ...]:
        """The wider searches that find something, those that change least first; as many as time allows.

        When time is up it is already known that nothing was found, which is an answer.

        Args:
            request: A request that found nothing.
        """
        first_page = canonical(request.on_page(1))
        offered: dict[str, Relaxation] = {}
        with suppress(SearchTimeout):
            for label, wider in self._wider(first_page):
                asked = canonical(wider)
                url = canonical_path(asked)
                if asked == first_page or url in offered or len(asked.q) > MAX_QUERY_LENGTH:  # escapes make it longer
                    continue
                if found := self._count(asked):
                    offered[url] = Relaxation(asked, label, url, found)
        return tuple(offered.values())

    def _wider(self, request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
        yield "不限地区", replace(request, regions=(), not_regions=())
        yield "不限年度", request.without_years()
        yield "不限章节", replace(request, sections=(), scope=SearchScope.REPORT)
        yield "不限文号", replace(request, docnums=())
        yield "去掉全部筛选", request.without_filters()
        yield "不要求连续出现（去掉引号）", replace(request, q=request.q.translate(_QUOTES))
        yield "不区分字形（简繁、全半角）", replace(request, mode=Mode.ALL)
        yield from self._other_words(request)
        if len(QueryText(request.q).wanted) > 1:
            yield "出现任一检索词即可", replace(request, mode=Mode.ANY)
            yield "出现任一检索词即可，并去掉全部筛选", replace(request.without_filters(), mode=Mode.ANY)
        apart = replace(request, q=words_apart(request.q, self._analysis), mode=Mode.ANY)
        yield "拆成词，出现任一个即可", apart
        yield "拆成词，出现任一个即可，并去掉全部筛选", apart.without_filters()

    def _other_words(self, request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
        """Without the exclusions, as a document number, without what stands nowhere or else without one item each."""
        query = QueryText(request.q)
        yield "不排除任何词", replace(request, q=query.without_exclusions())
        for number, leaf in enumerate(query.wanted):
            if cited := re.fullmatch(_NUMBER, leaf.text):
                document = f"{cited[1]}〔{cited[2]}〕{cited[3]}号"
                asked = replace(request, q=query.without((number,)), docnums=(*request.docnums, document))
                yield f"作为文号查 {document}", asked
        if len(query.wanted) < 2:  # noqa: PLR2004 - without its one item a query asks for nothing
            return
        alone = [replace(request.without_filters(), q=query.alone(number)) for number in range(len(query.wanted))]
        if any(len(asked.q) > MAX_QUERY_LENGTH for asked in alone):
            return
        nowhere = [number for number, asked in enumerate(alone) if not self._count(asked)]
        if nowhere and len(nowhere) < len(query.wanted):
            words = "".join(f"“{query.wanted[number].text}”" for number in nowhere)
            yield f"去掉任何报告都没有的{words}", replace(request, q=query.without(nowhere))
        elif not nowhere and len(query.wanted) <= _FEW:
            for number, leaf in enumerate(query.wanted):
                yield f"去掉“{leaf.text}”", replace(request, q=query.without((number,)))
