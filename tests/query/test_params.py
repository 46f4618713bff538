"""Reading parameters: every key, names for codes, limits, and what becomes of what nobody knows."""

from __future__ import annotations

import pytest

from indexer.errors import InvalidRequest
from indexer.model import Mode, SearchRequest, SearchScope, Sort, YearRange
from indexer.query import ParsedRequest, request_from_pairs
from indexer.query.params import MAX_PARAMETERS


def read(*pairs: tuple[str, str]) -> ParsedRequest:
    """Read parameters."""
    return request_from_pairs(pairs)


def codes(parsed: ParsedRequest) -> list[str]:
    """The codes of the notices."""
    return [notice.code for notice in parsed.notices]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], SearchRequest()),
        ([("q", " 政务　公开 ")], SearchRequest(q="政务 公开")),
        ([("q", ""), ("region", ""), ("year", ""), ("sort", ""), ("page", "")], SearchRequest()),
        ([("scope", "section")], SearchRequest(scope=SearchScope.SECTION)),
        ([("scope", "report"), ("mode", "all")], SearchRequest()),
        ([("mode", "exact")], SearchRequest(mode=Mode.EXACT)),
        ([("region", "210100"), ("region", "110000")], SearchRequest(regions=("110000", "210100"))),
        ([("region", "210100"), ("region", "210000")], SearchRequest(regions=("210000",))),
        ([("-region", "340000")], SearchRequest(not_regions=("340000",))),
        ([("region", "unknown")], SearchRequest(regions=("unknown",))),
        ([("region", "未知"), ("year", "未知")], SearchRequest(regions=("unknown",), unknown_year=True)),
        ([("year", "2015")], SearchRequest(years=(YearRange(2015, 2015),))),
        ([("year", "2015..2018")], SearchRequest(years=(YearRange(2015, 2018),))),
        ([("year", "2016..")], SearchRequest(years=(YearRange(2016, 9999),))),
        ([("year", "..2018")], SearchRequest(years=(YearRange(0, 2018),))),
        ([("year", "2015"), ("year", "2016"), ("year", "2018")],
         SearchRequest(years=(YearRange(2015, 2016), YearRange(2018, 2018)))),
        ([("year", "..2015"), ("year", "2015..")], SearchRequest(years=(YearRange(0, 9999),))),
        ([("year", "unknown"), ("year", "2015")],
         SearchRequest(years=(YearRange(2015, 2015),), unknown_year=True)),
        ([("year_from", "2015"), ("year_to", "2018")], SearchRequest(years=(YearRange(2015, 2018),))),
        ([("year_from", "2015"), ("year_to", "")], SearchRequest(years=(YearRange(2015, 9999),))),
        ([("year_from", ""), ("year_to", "2015")], SearchRequest(years=(YearRange(0, 2015),))),
        ([("year_from", "2015"), ("year_to", "2015")], SearchRequest(years=(YearRange(2015, 2015),))),
        ([("year_from", "2018"), ("year_to", "2015")], SearchRequest(years=(YearRange(2015, 2018),))),
        ([("section", "remedies"), ("section", "requests")], SearchRequest(sections=("requests", "remedies"))),
        ([("docnum", "沈政办发〔2015〕15号")], SearchRequest(docnums=("沈政办发〔2015〕15号",))),
        ([("sort", "hits"), ("q", "甲")], SearchRequest(q="甲", sort=Sort.HITS)),
        ([("sort", "year-desc")], SearchRequest()),
        ([("page", "3"), ("size", "50")], SearchRequest(page=3, size=50)),
        ([("page", "200"), ("size", "20")], SearchRequest(page=200)),
        ([("utm_source", "x"), ("utm_", "y"), ("from", "timeline"), ("isappinstalled", "0")], SearchRequest()),
    ],
)  # fmt: skip
def test_reading(pairs: list[tuple[str, str]], expected: SearchRequest) -> None:
    """Each key has the meaning of the grammar; empty and default values say nothing, tracking keys are dropped."""
    assert ParsedRequest(expected, (), (), ()) == request_from_pairs(pairs)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("沈阳市", ("210100",)),
        ("沈阳", ("210100",)),
        ("瀋陽市", ("210100",)),
        ("遼寧省/瀋陽市", ("210100",)),
        ("辽宁省／沈阳市", ("210100",)),
        ("福州市鼓楼区", ("350102",)),
        ("２１０１００", ("210100",)),
        ("襄樊市", ("420600",)),
        ("北京市东城区", ("110101", "110103")),  # 崇文区 became part of it in 2010
    ],
)
def test_region_names(name: str, expected: tuple[str, ...]) -> None:
    """A place may be called by its name, in either script and width, by a path, or by a former name."""
    assert ParsedRequest(SearchRequest(regions=expected), (), (), ()) == read(("region", name))
    assert expected == read(("-region", name)).request.not_regions


@pytest.mark.parametrize("name", ["依申请公开", "依申請公開", "Requests", " requests "])
def test_section_names(name: str) -> None:
    """A section may be called by its label, in either script, or by its slug in any case."""
    assert read(("section", name)) == ParsedRequest(SearchRequest(sections=("requests",)), (), (), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０１５", YearRange(2015, 2015)),
        ("2015年", YearRange(2015, 2015)),
        ("2015-2018", YearRange(2015, 2018)),
        ("2015—2018", YearRange(2015, 2018)),
        ("2015年至2018年", YearRange(2015, 2018)),
        ("2015 ~ 2018", YearRange(2015, 2018)),
        ("2018..2015", YearRange(2015, 2018)),
        ("..", YearRange(0, 9999)),
    ],
)
def test_year_spellings(text: str, expected: YearRange) -> None:
    """Ranges may be written as people write them, and in either direction."""
    assert read(("year", text)) == ParsedRequest(SearchRequest(years=(expected,)), (), (), ())


@pytest.mark.parametrize(
    "text", ["abc", "15", "20155", "0000", "9999", "-", "2015..2016..2017", "2015,2016", "二〇一五"]
)
def test_unreadable_years(text: str) -> None:
    """What is no year stays in the request, where it matches nothing, and is said."""
    parsed = read(("year", text), ("q", "甲"))

    assert parsed.request == SearchRequest(q="甲", unreadable_years=(text,))
    assert codes(parsed) == ["unknown_value"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("abc", "2018", SearchRequest(unreadable_years=("abc..2018",))),
        ("abc", "", SearchRequest(unreadable_years=("abc..",))),
        ("unknown", "unknown", SearchRequest(unknown_year=True)),
    ],
)
def test_form_years_read_as_one(first: str, last: str, expected: SearchRequest) -> None:
    """The two fields of the form mean what the one value means that their link has."""
    assert expected == read(("year_from", first), ("year_to", last)).request


def test_long_form_years_refused() -> None:
    """No link is made that could not be followed."""
    with pytest.raises(InvalidRequest, match="year"):
        read(("year_from", "1" * 60), ("year_to", "2" * 60))


def test_ambiguous_name() -> None:
    """A name of several places is a choice among paths; it filters by none of them meanwhile."""
    parsed = read(("region", "鼓楼区"), ("region", "沈阳市"))
    (choice,) = parsed.choices

    assert ("region", "鼓楼区") == (choice.key, choice.name)
    assert parsed.request.regions == ("210100",)
    assert [
        ["江苏省", "南京市", "鼓楼区"],
        ["江苏省", "徐州市", "鼓楼区"],
        ["福建省", "福州市", "鼓楼区"],
        ["河南省", "开封市", "鼓楼区"],
    ] == [[place.name for place in path] for path in choice.candidates]


def test_unknown_values_stay() -> None:
    """What nobody knows stays in the request, where it matches nothing, and is said."""
    parsed = read(("region", "火星"), ("-region", "999999"), ("section", "火星"), ("docnum", "火星"))

    expected = SearchRequest(regions=("火星",), not_regions=("999999",), sections=("火星",), docnums=("火星",))
    assert expected == parsed.request
    assert ["unknown_value"] * 4 == codes(parsed)
    assert all("火星" in notice.text or "999999" in notice.text for notice in parsed.notices)


def test_unknown_keys_stay() -> None:
    """Keys nobody knows, the reserved ones among them, are kept in order and listed."""
    pairs = [("b", "1"), ("-year", "2015"), ("a", ""), ("", "x")]
    parsed = read(*pairs, ("q", "甲"))

    assert parsed.request == SearchRequest(q="甲")
    assert tuple(pairs) == parsed.extra
    assert ["unknown_key"] * 4 == codes(parsed)


@pytest.mark.parametrize("pair", [("scope", "x"), ("mode", "ANY"), ("sort", "date"), ("size", "21"), ("size", "x")])
def test_unknown_choices(pair: tuple[str, str]) -> None:
    """A value that is none of a few leaves the default in force, and is said."""
    parsed = read(pair)

    assert parsed.request == SearchRequest()
    assert codes(parsed) == ["unknown_value"]


def test_repeated_key() -> None:
    """Of a key that has one value the last one counts; that is said unless they are equal."""
    assert read(("q", "甲"), ("q", "")) == ParsedRequest(SearchRequest(q="甲"), (), (), ())
    assert read(("q", "甲"), ("q", "甲")).notices == ()
    parsed = read(("q", "甲"), ("q", "乙"), ("sort", "rel"), ("sort", "hits"))
    assert parsed.request == SearchRequest(q="乙", sort=Sort.HITS)
    assert codes(parsed) == ["repeated_key", "repeated_key"]


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([("page", "0")], "page_invalid"),
        ([("page", "-1")], "page_invalid"),
        ([("page", "x")], "page_invalid"),
        ([("page", "1.5")], "page_invalid"),
        ([("page", "٣")], "page_invalid"),
        ([("page", "201")], "page_too_deep"),
        ([("page", "1000000000")], "page_too_deep"),
        ([("page", "9" * 99)], "page_too_deep"),
        ([("q", "甲" * 501)], "query_too_long"),
        ([("region", "甲" * 101)], "value_too_long"),
        ([("year_from", "1" * 101)], "value_too_long"),
        ([("sort", "甲" * 101)], "value_too_long"),
        ([("x", "甲" * 500)], "value_too_long"),
        ([("x" * 501, "")], "value_too_long"),
        ([("q", "甲\0乙")], "invalid_character"),
        ([("\0", "")], "invalid_character"),
        ([("x", "")] * (MAX_PARAMETERS + 1), "too_many_parameters"),
    ],
)
def test_refused(pairs: list[tuple[str, str]], code: str) -> None:
    """A broken limit is refused with its name, what happened and what to do."""
    with pytest.raises(InvalidRequest) as raised:
        request_from_pairs(pairs)

    assert code == raised.value.code
    assert raised.value.hint
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("q", "甲" * 500)], SearchRequest(q="甲" * 500)),
        ([("q", " " * 9000 + "甲")], SearchRequest(q="甲")),
        ([("page", "0003")], SearchRequest(page=3)),
        ([("region", "甲" * 100)], SearchRequest(regions=("甲" * 100,))),
        ([("x", "")] * MAX_PARAMETERS, SearchRequest()),
        ([("q", "../../etc/passwd%00<script>")], SearchRequest(q="../../etc/passwd%00<script>")),
    ],
)
def test_not_refused(pairs: list[tuple[str, str]], expected: SearchRequest) -> None:
    """Just inside the limits everything is read."""
    assert expected == request_from_pairs(pairs).request
