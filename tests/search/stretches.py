"""Stretches of texts as people copy or type them, and odd texts to take them from. Knows nothing of the program."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import opencc
from character_kinds import INVISIBLE, kind

if TYPE_CHECKING:
    import random

PIECES = (
    *("政府信息公开", "依申请公开", "沈阳市民", "民政局", "答复", "三公经费", "企事业单位", "局局", "的的"),
    *("政府信息公開", "瞭解", "答覆", "乾隆", "看著", "入口網站", "最佳化", "觸控螢幕", "檔案館", "檔案", "資料庫"),
    *("2015年", "39号", "139", "82.2%", "2,514条", "3:30", "１００％", "①2015", "㎡", "½", "〔2015〕39号", "二〇一五"),
    *(
        "APP",
        "app下载",
        "C++",
        "COVID-19",
        "www.gov.cn",
        "Straße",
        "ＷｅＣｈａｔ",
        "ﬁ",
        "かな",
        "Привет",
        "𠮷",
        "🙂",
        "㊣",
    ),
    *("，", "。", "、", "“", "”", "（", "）", "—", "《", "》", "·", "：", "!", "-", "…", "_", "[", "］", "【"),
    *(
        " ",
        "  ",
        "\n",
        "\n\n  ",
        "\t",
        "\u00a0",
        "\u3000\u3000",
        " \n",
        "\u2028",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u00ad",
    ),
)

_SIGNS = re.compile(r'(["“”「」『』＂\\])')


def odd_text(rng: random.Random) -> str:
    """A text of some dozens of pieces, every few of them a sentence."""
    return "某市2016年政府信息公开工作年度报告\n" + "".join(rng.choices(PIECES, k=rng.randint(20, 60)))


@cache
def _kind(character: str) -> str:
    """The kind of a character, ``-`` for one that shows nothing."""
    return "-" if unicodedata.category(character) in INVISIBLE else kind(character)


@dataclass(frozen=True)
class Source:
    """A text, and at every place of it the kind of the last character before and the next after that show something."""

    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Source:
        """Look at a text once."""
        before, after = [""], [""]
        for character in text:
            before.append(before[-1] if _kind(character) == "-" else _kind(character))
        for character in reversed(text):
            after.append(after[-1] if _kind(character) == "-" else _kind(character))
        return cls(text, tuple(before), tuple(reversed(after)))

    def can_be_asked(self, start: int, end: int) -> bool:
        """Whether a stretch shows something and cuts no number and no Latin word: the exception of the guarantee."""
        shows = any(_kind(character) != "-" and not character.isspace() for character in self.text[start:end])
        return shows and not any(self.before[place] == self.after[place] != "" for place in (start, end))


def quoted(stretch: str) -> str:
    """A stretch as a phrase of the query language."""
    return '"' + _SIGNS.sub(r"\\\1", stretch) + '"'


def respelt(stretch: str, rng: random.Random) -> str:
    """The stretch in another script and width, with blanks and line ends where they tell nothing."""
    if rng.random() < 0.5:
        table = _spellings("STCharacters" if rng.random() < 0.5 else "TSCharacters")
        stretch = "".join(table.get(character, character) for character in stretch)
    if rng.random() < 0.5:
        stretch = "".join(
            chr(ord(char) + 0xFEE0) if "!" <= char <= "~" and char not in '"\\' else char for char in stretch
        )
    if rng.random() < 0.5:
        gap = rng.choice((" ", "\n", "\u3000", " \n ", "\u200b"))
        stretch = re.sub(
            "(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: gap if rng.random() < 0.2 else "", stretch
        )
    return stretch


@cache
def _spellings(name: str) -> dict[str, str]:
    """Every character of a table of OpenCC with its first other spelling, where both ways lead back to it."""
    folder = Path(opencc.__path__[0]) / "dictionary"
    lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
    return {line.split("\t")[0]: line.split("\t")[1].split(" ")[0] for line in lines}
