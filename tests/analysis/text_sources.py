"""Source texts for properties: prose of both scripts with everything in it that normalisation has to deal with."""

from itertools import pairwise

from hypothesis import strategies as st

from indexer.analysis import Analysis

SIMPLIFIED = "政府信息公开 工作 公开 年度报告 沈阳市民 覆盖 沉淀 依申请公开 答复 三公经费 民政局"
TRADITIONAL = "政府信息公開 瞭解 瞭望 答覆 藉由 彷彿 乾隆 乾淨 著名 看著 頭髮 發展 籲請"
TAIWAN = "入口網站 最佳化 觸控螢幕 檔案館 檔案 資料庫 視窗 設定 建設定點 連結 網際網路"
WORDS = (*SIMPLIFIED.split(), *TRADITIONAL.split(), *TAIWAN.split())
NUMBERS = (
    "2015年",
    "39号",
    "139",
    "82.2%",
    "2,514条",
    "3:30",
    "１００％",
    "①2015",
    "㎡",
    "½",
    "〔2015〕39号",
    "二〇一五",
)
LATIN = (
    "APP",
    "app下载",
    "C++",
    "COVID-19",
    "www.gov.cn",
    "Straße",
    "İstanbul",
    "ＷｅＣｈａｔ",
    "ﬁ",
    "日本語かな",
    "Привет",
)
MARKS = ("，", "。", "、", "“", "”", "（", "）", "—", "《", "》", "·", "：", "!", "-", "…", "\0", "_")
BLANKS = (" ", "  ", "\n", "\n\n  ", "\t", "\u00a0", "\u3000\u3000", " \n", "\f", "\u2028", "\r\n")
INVISIBLE = ("\u200b", "\u200d", "\ufeff", "\u00ad", "\ufe0f", "\U000e0100", "\u2066")
RARE = ("𠮷", "🙂", "👩\u200d👩", "\ud800", "\udfff", "㊣", "豈", "﨑", "😀", "\U0010ffff", "Ⅳ")

PIECES = (*WORDS, *NUMBERS, *LATIN, *MARKS, *BLANKS, *INVISIBLE, *RARE)

sources = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(BLANKS),
        st.sampled_from(PIECES),
        st.text(alphabet=st.characters(), max_size=2),
    ),
    max_size=14,
).map("".join)
"""Texts of a few words with blanks, invisible characters, numbers, other scripts and lone surrogates between them."""


def pairs_by_a_loop(text: str) -> set[str]:
    """Every pair of neighbours that are letters or digits."""
    return {one + other for one, other in pairwise(text) if one.isalnum() and other.isalnum()}


def canonical_texts(analysis: Analysis, text: str) -> list[str]:
    """The canonical text of each reading of a text."""
    return [analysis.canon(reading.text) for reading in analysis.normalise(text)]
