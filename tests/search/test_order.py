"""What stands above what: literal before loose, one section before several, rare words before common ones."""

from collections.abc import Callable, Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import UNKNOWN, FacetValue, Mode, SearchRequest, Sort
from indexer.search.searcher import IndexSearcher

Make = Callable[..., IndexSearcher]


def order(searcher: IndexSearcher, query: str, mode: Mode = Mode.ALL) -> list[str]:
    """Ids in the order of relevance."""
    return [result.id for result in searcher.search(SearchRequest(q=query, mode=mode)).results]


def test_one_section_before_several(make: Make) -> None:
    """Of two reports of one length, the one that has both words under one heading comes first."""
    searcher = make(
        apart="一、主动公开情况\n收费标准如下。\n二、依申请公开情况\n减免办法如下。\n",
        together="一、主动公开情况\n收费减免如下。\n二、依申请公开情况\n标准办法如下。\n",
    )

    assert ["together", "apart"] == order(searcher, "收费 减免")


def test_rare_alternative_before_many_common_ones(make: Make) -> None:
    """Among alternatives the word that tells most counts most, not the number of words."""
    others = {f"other{number}": "政府工作 信息工作 服务工作。" for number in range(20)}
    searcher = make(rare="档案馆工作。", **others)

    assert "rare" == order(searcher, "工作 政府 信息 服务 档案馆", Mode.ANY)[0]


def test_alternatives_that_belong_together(make: Make) -> None:
    """A name that is no word, cut to pieces by the dictionary, is found where its pieces stand side by side."""
    searcher = make(
        name="汉斯雷顿来访，陆特未到。",
        pieces="雷声，汉斯停顿，特大陆地。",
        other="没有来访。",
    )

    assert "name" == order(searcher, "陆 特 汉斯 雷 顿", Mode.ANY)[0]


@given(st.lists(st.text("政府信息公开年报，", min_size=1, max_size=12), min_size=2, max_size=6), st.data())
def test_nothing_loose_above_the_whole(make: Make, texts: list[str], data: st.DataObject) -> None:
    """A report that holds the query as written stands above every report that does not, whatever the scores."""
    runs = sorted({run[:4] for text in texts for run in text.split("，") if run})
    query = data.draw(st.sampled_from(runs or ["政府"]))
    named = {f"r{number}": text for number, text in enumerate(texts)}
    holds = [query in named[report] for report in order(make(**named), query)]

    assert sorted(holds, reverse=True) == holds
    assert sum(query in text for text in texts) == sum(holds)


def test_regions_stand_as_in_the_facet(make: Make) -> None:
    """Sorted by region, reports come as in the facet: a county right below a province among the prefectures."""
    places = [
        "河南省",
        "河南省济源市",
        "河南省郑州市",
        "河南省郑州市中原区",
        "河南省信阳市",
        "湖北省仙桃市",
        "湖北省武汉市",
    ]
    texts = {f"r{n}": f"{place}人民政府2018年政府信息公开工作年度报告\n" for n, place in enumerate(places)}
    searcher = make(**texts, unknown="政府信息公开工作年度报告\n")
    answer = searcher.search(SearchRequest(sort=Sort.REGION))
    codes = [result.region.code if result.region else UNKNOWN for result in answer.results]
    listed = list(values(answer.facets.region))

    assert len(set(codes)) == len(places) + 1
    assert codes == [value for value in listed if value in codes]
    assert codes == sorted(codes)


def values(facet: Iterable[FacetValue]) -> Iterator[str]:
    """The values of a facet from the top down."""
    for value in facet:
        yield value.value
        yield from values(value.children)
