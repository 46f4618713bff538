"""Terms of a text."""

import pytest
from hypothesis import example, given, settings
from text_sources import sources

from indexer.analysis import Analysis, Reading, Token
from indexer.analysis.fold import fold
from indexer.analysis.script import t2s

# text, terms of the index, terms of a query; by the rules, written down by hand
TABLE = [
    ("39号", "39 39号 号", "39号"),
    ("2015年度", "2015 2015年 年度", "2015 年度"),
    ("2015年12月31日", "2015 2015年 年 12 12月 月 31 31日 日", "2015年 12月 31日"),
    ("82.2%", "82.2% 82.2", "82.2%"),
    ("1.3万", "1.3 1.3万 万", "1.3万"),
    ("1.3万余件", "1.3 1.3万 万余件 万余", "1.3 万余件"),
    ("2,514条", "2,514 2514 2,514条 2514条 条", "2,514条"),
    ("1,234,567.8元", "1,234,567.8 1234567.8 1,234,567.8元 1234567.8元 元", "1,234,567.8元"),
    ("3:30", "3:30 3 30", "3:30"),
    ("1.2.3", "1.2.3 1 2 3", "1.2.3"),
    ("12,34", "12,34 12 34", "12,34"),
    ("96123", "96123", "96123"),
    ("0736-7786510", "0736 7786510", "0736 7786510"),
    ("2019-02-15", "2019 02 15", "2019 02 15"),
    ("100%", "100% 100", "100%"),
    ("辽政办发[2015]39号", "辽 政办发 办发 2015 39 39号 号", "辽 政办发 2015 39号"),
    ("c++", "c++", "c++"),
    ("covid-19", "covid 19", "covid 19"),
    ("www.gov.cn", "www gov cn", "www gov cn"),
    ("app下载", "app 下载", "app 下载"),
    ("covid19", "covid19", "covid19"),
    ("4g网络", "4 g 网络", "4 g 网络"),
    ("人民政府", "人民政府 人民 政府", "人民政府"),
    ("二〇一五年", "二 〇 一 五年", "二 〇 一 五年"),
    ("日本語かな", "日本 語", "日本 語"),
    ("、。\0 \ud800🙂½", "", ""),
    ("", "", ""),
]


def index_tokens(analysis: Analysis, text: str, breaks: tuple[int, ...] = ()) -> list[Token]:
    """The tokens to index of a text that stands as it is read."""
    return [token for _, token in analysis.index_tokens([Reading(text, None, None, (), breaks)])]


@pytest.mark.parametrize(("text", "index", "query"), TABLE)
def test_table(analysis: Analysis, text: str, index: str, query: str) -> None:
    """The index has every term that a query may ask for, a query asks for the fewest that say it."""
    assert index.split() == [token.term for token in index_tokens(analysis, text)]
    assert query.split() == [token.term for token in analysis.query_tokens(text)]


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "【】", "〖〗"])
def test_brackets_do_not_matter(analysis: Analysis, brackets: str) -> None:
    """A document number has the same terms and the same canonical form in any brackets."""
    (form,) = analysis.forms(f"辽政办发{brackets[0]}2015{brackets[1]}39号")
    assert form.segments == ("辽", "政办发", "2015", "39号")
    assert form.needle == "辽政办发[2015]39号"


@pytest.mark.parametrize(
    ("text", "breaks", "index"),
    [
        ("政府信息", (1,), "政 府 信息"),
        ("政府信息", (2,), "政府 信息"),
        ("共2015年度", (5,), "共 2015 年度"),
        ("2015年度", (5,), "2015 2015年 年 度"),
        ("信息公开", (1, 2, 3), "信 息 公 开"),
    ],
)
def test_no_term_goes_across_a_break(analysis: Analysis, text: str, breaks: tuple[int, ...], index: str) -> None:
    """What stands on two lines is not one word, nor a number with its unit."""
    assert index.split() == [token.term for token in index_tokens(analysis, text, breaks)]


@pytest.mark.parametrize(
    ("text", "breaks", "query"),
    [("2015年度", (5,), "2015年 度"), ("39号令", (3,), "39号 令"), ("39号", (2,), "39 号")],
)
def test_units_at_a_break(analysis: Analysis, text: str, breaks: tuple[int, ...], query: str) -> None:
    """The line ends where the text would: what follows the unit on the next line does not claim it."""
    assert query.split() == [token.term for token in analysis.query_tokens(text, breaks)]


def check_tokens(tokens: list[Token], text: str) -> None:
    """Each token's range holds its term, but for thousands commas."""
    for token in tokens:
        covered = text[token.start : token.end]
        assert token.term in {covered, covered.replace(",", "")}


@settings(max_examples=300)
@given(sources)
@example("2,514条39号\n2015年度82.2%")
def test_ranges_hold_their_terms(analysis: Analysis, source: str) -> None:
    """Offsets of a token cut its term out of the text, of the index or of a query, and no break lies inside."""
    for reading in analysis.normalise(source):
        of_index = index_tokens(analysis, reading.text, reading.breaks)
        for tokens in (of_index, analysis.query_tokens(reading.text, reading.breaks)):
            check_tokens(tokens, reading.text)
            assert not any(token.start < place < token.end for token in tokens for place in reading.breaks)


@settings(max_examples=300)
@given(sources)
def test_query_terms_are_index_terms(analysis: Analysis, source: str) -> None:
    """Whatever a whole text asks for as a query, its own index has."""
    for reading in analysis.normalise(source):
        index = set(index_tokens(analysis, reading.text, reading.breaks))
        query = analysis.query_tokens(reading.text, reading.breaks)
        assert [token for token in query if token not in index] == []


@settings(max_examples=300)
@given(sources)
def test_query_tokens_and_the_gaps_are_the_text(analysis: Analysis, source: str) -> None:
    """Tokens of a query do not overlap, and nothing that a term could be made of stands between them."""
    text = analysis.normalise(source)[0].text
    position, gaps = 0, ""
    for token in analysis.query_tokens(text):
        assert token.start >= position
        gaps += text[position : token.start]
        position = token.end
    gaps += text[position:]
    assert [character for character in gaps if character.isascii() and character.isalnum()] == []
    assert [character for character in gaps if "\u4e00" <= character <= "\u9fff"] == []


@settings(max_examples=300)
@given(sources)
def test_index_tokens(analysis: Analysis, source: str) -> None:
    """The words to index are all of the main reading and those of the other that overlap another wording."""
    readings = analysis.normalise("關於" + source)
    expected = [(0, token) for token in index_tokens(analysis, readings[0].text, readings[0].breaks)]
    for second in readings[1:]:
        replaced = {place for start, end in second.alternatives for place in range(start, end)}
        tokens = index_tokens(analysis, second.text, second.breaks)
        expected += [(1, token) for token in tokens if replaced & set(range(token.start, token.end))]
    assert expected == list(analysis.index_tokens(readings))


def test_terms_are_never_canonical(analysis: Analysis) -> None:
    """Words are made of the reading: 俱 and 具, one character in a literal, give different words."""
    assert [token.term for token in analysis.query_tokens(t2s(fold("俱樂部")))] == ["俱乐部"]
