"""Suggestions and corrections: only what occurs, with the count that searching for it gives."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexing import INFO
from reading import report_of

from indexer.analysis import Analysis, canon
from indexer.backends.lexicon.folder import write_lexicon
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.model import MAX_QUERY_LENGTH, CorrectionKind, Mode, SearchRequest, SuggestionKind
from indexer.query import request_from_pairs
from indexer.search.searcher import IndexSearcher
from indexer.search.suggest.slips import one_slip, whole_words

TYPED = st.text(
    st.sampled_from("政府信息公开主动依申请沈阳zfxgk 行复议门戶網站資訊2018\"-(:\u3000'’\u200b\n\0\ud800😀Ｚ〔é"),
    max_size=8,
)


def texts(searcher: IndexSearcher, typed: str) -> list[str]:
    """What is suggested."""
    return [suggestion.text for suggestion in searcher.suggest(typed)]


@given(TYPED, st.integers(1, 8))
def test_every_suggestion_finds_what_it_says(searcher: IndexSearcher, typed: str, limit: int) -> None:
    """A suggestion is searched for and gives its count, at least one; the link is that of the search."""
    found = searcher.suggest(typed, limit)

    assert len(found) <= limit
    assert len({suggestion.text for suggestion in found}) == len(found)
    for suggestion in found:
        total = searcher.search(SearchRequest(q=suggestion.text)).total_reports
        assert total == suggestion.count > 0
        assert suggestion.url.startswith("/search?q=")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("沈阳", "沈阳市人民政府办公厅"),
        ("瀋陽", "沈阳市"),
        ("門\u200b戶", "门户网站"),
        ("網路", "网络"),
        ("依申", "依申请公开"),
        ("主动公开政", "主动公开政府信息情况"),
        ("xingzheng", "行政复议"),
        ("xing zheng fu", "行政复议"),
        ("xing'zheng’fu", "行政复议"),
        ("xzfy", "行政复议"),
        ("ZFXX", "政府信息公开工作机构"),
        ("微信 行政复", "微信 行政复议"),
    ],
)
def test_named(searcher: IndexSearcher, typed: str, expected: str) -> None:
    """By characters of either script or wording, by pinyin in one or in syllables, by initials; behind other words."""
    assert any(text.startswith(expected[:4]) for text in texts(searcher, typed)), texts(searcher, typed)


@pytest.mark.parametrize(
    "typed", ["", " ", "火星", '"政府', "-政府", "(政府", "title:政府", "政府 ", "qqqq", "x" * 600]
)
def test_nothing_to_suggest(searcher: IndexSearcher, typed: str) -> None:
    """Nothing is made up, and nothing is completed where syntax acts or a word has ended."""
    assert [] == texts(searcher, typed)


def test_no_suggestion_is_too_long_to_be_searched(searcher: IndexSearcher) -> None:
    """Behind a long query only those are suggested with which it is not longer than a query may be."""
    before = "公开 " * ((MAX_QUERY_LENGTH - 4) // 3)
    completed, behind = texts(searcher, "沈阳"), texts(searcher, f"{before}沈阳")

    assert behind
    assert {len(before + text) <= MAX_QUERY_LENGTH for text in completed} == {True, False}
    assert all(len(text) <= MAX_QUERY_LENGTH for text in behind)


def test_words_and_names_take_turns(searcher: IndexSearcher) -> None:
    """Words do not crowd out names and headings."""
    kinds = [suggestion.kind for suggestion in searcher.suggest("政府")]

    assert SuggestionKind.WORD in kinds[:2]
    assert {SuggestionKind.HEADING, SuggestionKind.BODY} & set(kinds[:2])


@pytest.mark.parametrize(
    ("query", "kind", "right"),
    [
        ("行证复议", CorrectionKind.HOMOPHONE, "行政复议"),
        ("政腐信息公开", CorrectionKind.HOMOPHONE, "政府信息公开"),
        ("依申请公升", CorrectionKind.SPELLING, "依申请公开"),
        ("依申请公公开", CorrectionKind.SPELLING, "依申请公开"),
        ("依请公开", CorrectionKind.SPELLING, "依申请公开"),
        ("沈阳市人民政俯", CorrectionKind.HOMOPHONE, "沈阳市人民政府"),
        ("依申公请开", CorrectionKind.SPELLING, "依申请公开"),
        ("沈用市", CorrectionKind.SPELLING, "沈阳市"),
        ("xingzhengfuyi", CorrectionKind.PINYIN, "行政复议"),
        ("shenqingxinxi", CorrectionKind.PINYIN, "申请信息"),
        ("shenqing xinxi", CorrectionKind.PINYIN, "申请信息"),
        ("xing’zheng fuyi", CorrectionKind.PINYIN, "行政复议"),
        ("786510", CorrectionKind.WHOLE, "7786510"),
        ("网际网路站", CorrectionKind.WORDING, "互联网站"),
    ],
)
def test_corrections(make: Callable[..., IndexSearcher], query: str, kind: CorrectionKind, right: str) -> None:
    """Sound, one character, pinyin, parts of numbers and Taiwan wording are put right by what occurs."""
    searcher = make(
        a="沈阳市人民政府依申请公开政府信息，因政府信息公开被申请行政复议，电话7786510，互联网站。申请信息。",
        b="沈阳市人民政府。",
    )
    answer = searcher.search(SearchRequest(q=query))

    assert (kind, query, right) in [(made.kind, made.wrong, made.right) for made in answer.corrections]


def test_what_is_gone_is_not_offered(analysis: Analysis, tmp_path: Path) -> None:
    """What only reports had that are left out is neither suggested nor a correction; all other numbers are exact."""
    texts_of = {"a": "沈阳市行政复议。门户网站。", "b": "盘锦市人民政府，行政复议，互联网。", "c": "沈阳市行政诉讼。"}
    reports = [report_of(text, name) for name, text in texts_of.items()]
    for number, part in enumerate((reports[:2], reports[2:])):
        write_segment(tmp_path / str(number), indexed_reports(part, analysis))
    write_lexicon(tmp_path / "lexicon", [tmp_path / "0", tmp_path / "1"])
    segments = [SegmentRef(tmp_path / "0", frozenset("b")), SegmentRef(tmp_path / "1")]
    index = WhooshIndex(segments, lexicon=tmp_path / "lexicon")
    searcher = IndexSearcher(index, analysis, INFO, 1 << 20)

    assert {"盘锦市", "互联网"} <= {entry.text for entry in index.lexicon}
    assert [[]] * 4 == [texts(searcher, typed) for typed in ("盘", "panjin", "hlw", "互联")]
    assert [()] * 3 == [searcher.search(SearchRequest(q=q)).corrections for q in ("盘绵市", "互连网", "panjinshi")]
    assert {"行政": 2, "行政复议": 1, "行政诉讼": 1} == {
        made.text: made.count for made in searcher.suggest("xingzheng")
    }
    index.close()


def test_another_number_is_no_correction(make: Callable[..., IndexSearcher]) -> None:
    """Digits are not put right by others; a number that holds them as its part comes first."""
    answer = make(a="受理222条，办结息32条，共1232条。").search(SearchRequest(q="232条"))

    assert [(CorrectionKind.WHOLE, "1232条")] == [(made.kind, made.right) for made in answer.corrections]


def test_what_is_offered_is_whole_words(make: Callable[..., IndexSearcher]) -> None:
    """What stands there as a part of words, 门户网公 in 门户网公布, is no correction beside what was meant."""
    answer = make(a="门户网站。在门户网公布。").search(SearchRequest(q="门户网占"))

    assert ["门户网站"] == [made.right for made in answer.corrections]


def test_one_spelling_of_what_is_found_alike(make: Callable[..., IndexSearcher]) -> None:
    """覆 and 复 are found alike, so that one of them is offered, the commoner one."""
    answer = make(a="行政复议，行政复议，行政覆议。").search(SearchRequest(q="行政付议"))

    assert ["行政复议"] == [made.right for made in answer.corrections]


@pytest.mark.parametrize(
    ("typed", "right"), [("淮政办密〔2018〕8号", ["淮政办秘[2018]8号"]), ("沈政办秘〔2018〕8号", [])]
)
def test_document_numbers(make: Callable[..., IndexSearcher], typed: str, right: list[str]) -> None:
    """An issuing code is put right by one that sounds like it; that of another body is no slip."""
    answer = make(a="见淮政办秘〔2018〕8号。").search(SearchRequest(q=typed))

    assert right == [made.right for made in answer.corrections]


@pytest.mark.parametrize(("typed", "right"), [("信息公开平太", ["信息公开平台"]), ("信息公开网站", [])])
def test_a_word_that_fell_to_pieces(make: Callable[..., IndexSearcher], typed: str, right: list[str]) -> None:
    """Where nothing near stands as a whole, a word that is none is put right; what is made of words is left alone."""
    answer = make(a="信息要公开。平台在网上。网站。", b="王占信息公开。").search(SearchRequest(q=typed))

    assert right == [made.right for made in answer.corrections]


@given(st.text('政府信息公开行证复议申请依a1 "', min_size=1, max_size=9))
def test_every_correction_finds_what_it_says(searcher: IndexSearcher, query: str) -> None:
    """Following a correction gives its count; nothing is corrected where some report holds what was typed."""
    answer = searcher.search(request_from_pairs([("q", query)]).request)

    assert not answer.corrections or not answer.exact_reports
    for made in answer.corrections:
        followed = searcher.search(made.request)
        assert made.url == followed.canonical_url
        assert made.count == followed.total_reports > 0
        assert searcher.search(SearchRequest(q=made.right)).total_reports


RELAXED = st.builds(
    dict,
    q=st.sampled_from(
        [
            "行政复议 火星",
            '"行政复议 公开"',
            "政府信息公开的收费标准是什么",
            "公开 -的",
            "複議",
            "沈政办发2015年15号",
            "火星",
        ]
    ),
    region=st.sampled_from(["", "430000", "210000"]),
    year=st.sampled_from(["", "1999", "2018"]),
    section=st.sampled_from(["", "fees", "requests"]),
    mode=st.sampled_from(["", "exact", "any"]),
)


@given(RELAXED)
def test_every_relaxation_finds_what_it_says(searcher: IndexSearcher, wanted: dict[str, str]) -> None:
    """A wider search is offered only where nothing was found; following it gives exactly the count it states."""
    request = request_from_pairs([(key, value) for key, value in wanted.items() if value]).request
    answer = searcher.search(request)

    assert not answer.relaxations or not answer.total_reports
    assert len({wider.url for wider in answer.relaxations}) == len(answer.relaxations)
    for wider in answer.relaxations:
        followed = searcher.search(wider.request)
        assert wider.url == followed.canonical_url != answer.canonical_url
        assert wider.count == followed.total_reports > 0


@pytest.mark.parametrize("sign", ["：", "(", "\\\\", '"'])
@pytest.mark.parametrize("form", ["行政覆义 {}公开{}", "行政覆义 -{}公开{}", '公开 "{}火星{}"'])
def test_nothing_is_offered_that_is_too_long_to_ask(searcher: IndexSearcher, sign: str, form: str) -> None:
    """A query at its limit is answered, though signs in it need a backslash where it is written anew."""
    filling = (MAX_QUERY_LENGTH - len(form)) // 2 + 1
    query = form.format(sign * filling, "火" * filling)[:MAX_QUERY_LENGTH]
    answer = searcher.search(SearchRequest(q=query, regions=("110000",)))

    assert not answer.total_reports
    for offered in (*answer.relaxations, *answer.corrections):
        assert searcher.search(offered.request).total_reports == offered.count


@pytest.mark.parametrize(
    ("request_", "label"),
    [
        (SearchRequest(q="行政复议", regions=("110000",)), "不限地区"),
        (SearchRequest(q="行政复议 火星"), "去掉任何报告都没有的“火星”"),
        (SearchRequest(q='"行政复议的公开"'), "不要求连续出现（去掉引号）"),
        (SearchRequest(q="行政複議", mode=Mode.EXACT), "不区分字形（简繁、全半角）"),
        (SearchRequest(q="公开 -的"), "不排除任何词"),
        (SearchRequest(q="沈政办发2015年第15号"), "作为文号查 沈政办发〔2015〕15号"),
        (SearchRequest(q="火星上的政府信息是什么"), "拆成词，出现任一个即可"),
    ],
)
def test_relaxations(searcher: IndexSearcher, request_: SearchRequest, label: str) -> None:
    """Each way of widening is offered where it helps."""
    assert label in [wider.label for wider in searcher.search(request_).relaxations]


@given(st.data())
def test_slips_like_a_loop(searcher: IndexSearcher, oracle_texts: list[str], data: st.DataObject) -> None:
    """What differs in one character is what a look at every stretch of the texts finds."""
    texts = searcher._index.texts
    first, end, *_ = data.draw(st.sampled_from(texts.layout.reports.tolist()))
    start = data.draw(st.integers(first, end - 8))
    right = texts.read(start, start + data.draw(st.integers(4, 7)))  # as it stands there: canonical 羣 is 群 in texts
    place = data.draw(st.integers(0, len(right) - 1))
    wrong = right[:place] + data.draw(st.sampled_from(["", "龘", "龘" + right[place]])) + right[place + 1 :]
    found = {canon(stretch) for stretch in one_slip(texts, wrong)}

    assert all(any(stretch in other for other in oracle_texts) for stretch in found)
    assert all(abs(len(stretch) - len(wrong)) <= 1 and stretch != canon(wrong) for stretch in found)
    between_words = texts.cuts(np.array([start, start + len(right)])).all()
    if right.isalnum() and right[place].isalpha() and "龘" in wrong and len(wrong) == len(right) and between_words:
        assert canon(right) in found


def test_whole_words_like_a_loop(searcher: IndexSearcher, oracle_texts: list[str]) -> None:
    """Digits cut out of a number are found in every number that holds them."""
    expected = {word for text in oracle_texts for word in _numbers(text) if "65" in word and word != "65"}

    assert expected == set(whole_words(searcher._index.texts, "65"))


def _numbers(text: str) -> list[str]:
    return "".join(character if character in "0123456789" else " " for character in text).split()


@pytest.fixture(scope="module")
def oracle_texts(searcher: IndexSearcher) -> list[str]:
    """Every canonical text of the seeds, the second readings included."""
    stored = [searcher._index.text(number) for number in range(searcher._index.columns.reports)]
    return [text for report in stored for text in (report.main, report.second) if text]
