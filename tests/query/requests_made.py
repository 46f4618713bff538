"""Random requests and random parameters, for the properties of URLs and states."""

from __future__ import annotations

from hypothesis import strategies as st

from indexer.model import PAGE_SIZES, SECTION_SLUGS, UNKNOWN, Mode, SearchRequest, SearchScope, Sort, YearRange

REGIONS = ["110000", "110101", "210000", "210100", "210102", "211100", "230702", "429004", UNKNOWN, "999999", "火星"]
YEARS = [2008, 2014, 2015, 2016, 2018]

TEXT = st.text(st.characters(exclude_characters="\0"), max_size=60)
QUERIES = st.one_of(
    TEXT,
    st.lists(st.sampled_from(['"', "(", ")", "-", "OR", "政务", "公开", "　", "&", "=", "%", "+", "#"])).map("".join),
)


def _range(first: int, last: int) -> YearRange:
    return YearRange(min(first, last), max(first, last))


RANGES = st.one_of(
    st.builds(_range, st.sampled_from(YEARS), st.sampled_from(YEARS)),
    st.sampled_from(YEARS).map(lambda year: YearRange(year, 9999)),
    st.sampled_from(YEARS).map(lambda year: YearRange(0, year)),
)

REQUESTS = st.builds(
    SearchRequest,
    q=QUERIES,
    scope=st.sampled_from(SearchScope),
    mode=st.sampled_from(Mode),
    regions=st.lists(st.sampled_from(REGIONS), max_size=5).map(tuple),
    not_regions=st.lists(st.sampled_from(REGIONS), max_size=5).map(tuple),
    years=st.lists(RANGES, max_size=4).map(tuple),
    unknown_year=st.booleans(),
    unreadable_years=st.lists(st.sampled_from(["2015,2016", "20155", "unknownx", "去年"]), max_size=2).map(tuple),
    sections=st.lists(st.sampled_from([*SECTION_SLUGS, "火星"]), max_size=5).map(tuple),
    docnums=st.lists(st.one_of(TEXT, st.just("沈政办发〔2015〕15号")), max_size=3).map(tuple),
    sort=st.one_of(st.none(), st.sampled_from(Sort)),
    page=st.integers(1, 200),
    size=st.sampled_from(PAGE_SIZES),
)

KNOWN_KEYS = [
    *("q", "scope", "mode", "region", "-region", "year", "year_from", "year_to", "section", "docnum", "sort", "page"),
    *("size", "utm_source", "from", "x", "", "-year"),
]
KNOWN_VALUES = [
    *("", "section", "any", "exact", "沈阳市", "瀋陽市", "辽宁省/沈阳市", "鼓楼区", "210100", "unknown", "requests"),
    *(
        "2015",
        "2015..2018",
        "2018..2015",
        "..2016",
        "２０１６..",
        "2015-2016",
        "..",
        "2015,2016",
        "依申请公开",
        "hits",
        "rel",
    ),
    *("50", "3", "007"),
]
KEYS = st.one_of(st.sampled_from(KNOWN_KEYS), st.text(max_size=5))
VALUES = st.one_of(st.sampled_from(KNOWN_VALUES), st.text(max_size=8))
PAIRS = st.lists(st.tuples(KEYS, VALUES), max_size=12)
