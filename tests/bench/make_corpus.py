"""Make a corpus of any size. Run by hand: ``python tests/bench/make_corpus.py FOLDER REPORTS [--seed N]``.

The reports have what decides the speed of a search engine: headings as published, regions, years, numbers and document
numbers, a vocabulary of some hundred thousand words and names with few common and many rare ones, and lengths like the
seeds' (mean about 3,250 characters). One in twenty is in Traditional characters. A report depends on the seed and its
own number alone, so a small corpus is the beginning of a large one.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
from corpus_phrases import BODIES, CLAUSES, HEADINGS_2008, HEADINGS_2019, ISSUERS, SURNAMES, SYLLABLES
from opencc import OpenCC

from indexer.regions import Level
from indexer.regions.table import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["made_report", "write_corpus"]

FIRST_YEAR, LAST_YEAR = 2008, 2024
NEW_FORM = 2019  # the year from which reports have the fixed form
PER_FOLDER = 1000
TRADITIONAL = 20  # one report in so many
MEAN_CHARACTERS = 3250
NUMERALS = "一二三四五六七八九"


class Words:
    """Words of jieba's dictionary of one part of speech, drawn about as often as they occur."""

    def __init__(self, tag: str) -> None:
        lines = (line.split(" ") for line in (files(jieba) / "dict.txt").read_text("utf-8").splitlines())
        found = [(word, int(count)) for word, count, kind in lines if kind == tag and 2 <= len(word) <= 4]
        self._words = [word for word, _ in found]
        # The root flattens newspaper frequencies, of which 公安部 and 先生 would be half of all text.
        self._weights = list(accumulate((count + 1) ** 0.7 for _, count in found))

    def draw(self, rng: random.Random) -> str:
        """One word."""
        return self._words[bisect(self._weights, rng.random() * self._weights[-1])]


@cache
def words(tag: str) -> Words:
    """The words of one part of speech."""
    return Words(tag)


@cache
def regions() -> tuple[tuple[str, str, int, int], ...]:
    """Full name, own name and years of every prefecture and county."""
    rows, _version = read_table()
    units = [region for region in rows if region.level is not Level.PROVINCE]
    provinces = {region.code[:2]: region.name for region in rows if region.level is Level.PROVINCE}
    return tuple(
        (provinces[region.code[:2]] + region.name, region.name, region.valid_from, region.valid_to) for region in units
    )


class ReportMaker:
    """Draws one report.

    Args:
        seed: Seed of the corpus.
        number: Number of the report in it, from 0.
    """

    def __init__(self, seed: int, number: int) -> None:
        self.rng = random.Random(seed * 1_000_003 + number)
        self.number = number
        self.year = self.rng.randint(FIRST_YEAR, LAST_YEAR)
        fitting = [region for region in regions() if region[2] <= self.year <= region[3]]
        self.region, self.place = self.rng.choice(fitting)[:2]
        # A report goes on about its own affairs: most of its words come from a small choice of its own.
        self.topics = {tag: [words(tag).draw(self.rng) for _ in range(size)] for tag, size in TOPIC_SIZES.items()}
        self.towns = [self.name(2) + self.rng.choice(("镇", "乡", "街道", "社区")) for _ in range(6)]
        self.firms = [self.name(3) + self.rng.choice(("有限公司", "集团", "合作社", "医院")) for _ in range(4)]

    def name(self, length: int) -> str:
        """A made name."""
        return "".join(self.rng.choices(SYLLABLES, k=length))

    def word(self, tag: str) -> str:
        """A word of the report's topics, or now and then any other."""
        return self.rng.choice(self.topics[tag]) if self.rng.random() < OWN_TOPIC else words(tag).draw(self.rng)

    def number_text(self) -> str:
        """A number; small ones are more frequent."""
        return str(int(10 ** self.rng.triangular(0, 5, 0.5)))

    def person(self) -> str:
        """A name of a person."""
        return self.rng.choice(SURNAMES) + self.name(self.rng.randint(1, 2))

    def clause(self, pattern: str) -> str:
        """One clause with its slots filled."""
        parts = pattern.replace("{year}", str(self.year)).split("{")
        return parts[0] + "".join(self.slot(*part.split("}", 1)) for part in parts[1:])

    def slot(self, slot: str, rest: str) -> str:
        """Fill one slot; give what follows with it."""
        rng = self.rng
        match slot:
            case "n":
                return self.number_text() + rest
            case "p":
                return f"{rng.uniform(0, 100):.{rng.randint(0, 2)}f}%" + rest
            case "d":
                return f"{self.year}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日" + rest
            case "doc":
                issuer = self.place[:1] + rng.choice(ISSUERS)
                return f"{issuer}〔{self.year - rng.randint(0, 2)}〕{rng.randint(1, 180)}号" + rest
            case "place":
                return self.place + rest
            case "town":
                return rng.choice(self.towns) + rest
            case "firm":
                return rng.choice(self.firms) + rest
            case "who":
                return self.person() + rest
            case "last":
                return str(self.year - 1) + rest
            case _:
                return self.word(SLOT_TAGS[slot]) + rest

    def section(self, kind: str, characters: int) -> Iterator[str]:
        """Paragraphs of about so many characters in all."""
        while characters > 0:
            sentences = "".join(
                "，".join(map(self.clause, self.rng.sample(CLAUSES[kind], self.rng.randint(1, 2)))) + "。"
                for _ in range(self.rng.randint(1, 4))
            )
            characters -= len(sentences)
            yield f"　　{sentences}"

    def text(self) -> str:
        """The whole report."""
        rng = self.rng
        headings = HEADINGS_2019 if self.year >= NEW_FORM else HEADINGS_2008
        body = rng.choice(BODIES)
        issuer = self.place + body if body else f"{self.place}人民政府"
        length = rng.lognormvariate(0, 0.5) * MEAN_CHARACTERS * LOGNORMAL_MEAN
        name = f"{self.year}年政府信息公开工作年度报告"
        lines = [issuer + name, f"{self.year + 1}-0{rng.randint(1, 3)}-{rng.randint(10, 28)}"]
        lines.append(f"　　根据《中华人民共和国政府信息公开条例》的规定，现公布{self.region}{body}{name}。")
        shares = [rng.uniform(0.5, 2) * (SHORT if kind in SHORT_SECTIONS else 1) for _, kind in headings]
        for numeral, (titles, kind), share in zip(NUMERALS, headings, shares, strict=False):
            lines.append(f"　　{numeral}、{rng.choice(titles)}")
            lines += self.section(kind, int(length * share / sum(shares)))
        return "\n".join(lines) + "\n"


TOPIC_SIZES = {"n": 40, "v": 25, "a": 12}
OWN_TOPIC = 0.7
SLOT_TAGS = {"noun": "n", "noun2": "n", "verb": "v", "adj": "a"}
LOGNORMAL_MEAN = 0.65  # the mean of what is drawn is 1.13, and the last paragraphs of sections overshoot
SHORT_SECTIONS, SHORT = {"fees", "remedies", "other"}, 0.15


def made_report(seed: int, number: int) -> str:
    """The text of one report of a corpus."""
    text = ReportMaker(seed, number).text()
    return _traditional().convert(text) if number % TRADITIONAL == TRADITIONAL - 1 else text


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2tw")


def write_corpus(folder: Path, reports: int, seed: int = 1) -> int:
    """Write a corpus into folders of a thousand; gives its characters."""
    characters = 0
    for number in range(reports):
        path = folder / f"{number // PER_FOLDER:03d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = made_report(seed, number)
        path.write_text(text, "utf-8")
        characters += len(text)
    return characters


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description="Make a corpus of reports.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("reports", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    characters = write_corpus(arguments.folder, arguments.reports, arguments.seed)
    print(f"{arguments.reports:,} reports, {characters:,} characters in {arguments.folder}")


if __name__ == "__main__":
    main()
