"""One object that says which terms a text gives, shared by indexer, query, highlighter and command line.

A rule that differed between them would lose results in silence.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.analysis.canon import canon, canon_table
from indexer.analysis.characters import CLASSES
from indexer.analysis.fold import fold, fold_table
from indexer.analysis.forms import Form
from indexer.analysis.literal import occurrences
from indexer.analysis.opencc_tables import opencc_digest
from indexer.analysis.readings import readings_of
from indexer.analysis.resources import digest_of_lines
from indexer.analysis.rewriting import rewrite
from indexer.analysis.scanner import is_han, scan
from indexer.analysis.script import t2s
from indexer.analysis.tokens import Token, Tokenizer
from indexer.analysis.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.analysis.reading import Reading
    from indexer.analysis.segmenter import Segmenter
    from indexer.analysis.taiwan import TaiwanTerms
    from indexer.analysis.vocabulary import Terms, Vocabulary

__all__ = ["Analysis"]

RULES = 1
"""Raised by hand with any change of code that changes terms, readings or canonical texts: indexes must be rebuilt."""

_ANY_CHARACTER = "字"
_REMEMBERED_TEXTS = 32  # a page of results and its neighbours


class Analysis:
    """The text layer. Safe to share between threads; nothing about it changes after construction.

    Args:
        segmenter: Cuts Han runs into words.
        taiwan: Taiwan terms.
        units: Characters that make one term with the number before them.
    """

    def __init__(self, segmenter: Segmenter, taiwan: TaiwanTerms, units: frozenset[str]) -> None:
        self._segmenter = segmenter
        self._taiwan = taiwan
        self._units = units
        self._words = Words(segmenter)
        self._tokenizer = Tokenizer(self._words, units)

    def load(self) -> None:
        """Load what would otherwise be loaded with the first text: tables of characters, places in the dictionary.

        It takes 40 ms, which a server spends before anybody asks.
        """
        self.forms(_ANY_CHARACTER)

    def normalise(self, original: str) -> tuple[Reading, ...]:
        """Give the readings of a text: one, or two for a Traditional text that holds Taiwan terms."""
        return readings_of(original, self._taiwan)

    @staticmethod
    def simplify(text: str) -> str:
        """Give a text in Simplified characters and folded width, character for character."""
        return t2s(fold(text))

    def in_mainland_wording(self, text: str) -> str:
        """Put Taiwan terms of a text in Simplified characters into mainland wording."""
        return rewrite(text, self._taiwan.edits(text)).text

    def canon(self, text: str) -> str:
        """Give the canonical form of a reading's text, character for character."""
        return canon(text)

    def query_tokens(self, text: str, breaks: Sequence[int] = ()) -> list[Token]:
        """Cut the text of a reading, with its line ends, into the terms that a query asks for."""
        return list(self._tokenizer.query_tokens(text, breaks))

    def vocabulary(self) -> Vocabulary:
        """An empty vocabulary for the texts of a batch."""
        return self._tokenizer.vocabulary()

    def terms(self, readings: Iterable[Reading], vocabulary: Vocabulary) -> list[Terms]:
        """Give every occurrence of a term to index in each of some readings: what `index_tokens` gives of each alone.

        Args:
            readings: What to cut; in memory it takes a hundred times what their texts take.
            vocabulary: One of this analysis; it takes in what is new.
        """
        return self._tokenizer.terms([(reading.text, reading.breaks) for reading in readings], vocabulary)

    def index_tokens(self, readings: Sequence[Reading]) -> Iterator[tuple[int, Token]]:
        """Yield (number of the reading, token) for every word to index.

        All of the main reading; of the second one only what overlaps other wording, so that nothing counts twice.
        """
        for number, reading in enumerate(readings):
            for token in self._tokenizer.index_tokens(reading.text, reading.breaks):
                if number == 0 or reading.is_alternative(token.start, token.end):
                    yield number, token

    def forms(self, piece: str) -> tuple[Form, ...]:
        """Give the wordings of a piece of a query; none when nothing visible is in it.

        Doors put letters and their marks together (NFC), where a text may have them apart: that is another wording.
        """
        forms = [self._form(reading) for reading in self.normalise(piece)]
        if (apart := unicodedata.normalize("NFD", piece)) != piece:
            text = self.normalise(apart)[0].text
            needle = canon(text)
            if all(needle != form.needle for form in forms):
                # No words are looked for: the letters without their marks are others.
                forms.append(Form(text, needle, (), single=False))
        return tuple(form for form in forms if form.text)

    def _form(self, reading: Reading) -> Form:
        terms = [token.term for token in self._tokenizer.query_tokens(reading.text, reading.breaks)]
        return Form(reading.text, canon(reading.text), tuple(dict.fromkeys(terms)), terms == [reading.text])

    def aligned(self, reading: Reading, start: int, end: int) -> bool:
        """Whether ``[start, end)`` of a reading is a word of the index there; true if it does not begin with Han.

        Only the run of Han characters around is cut, which gives the same words (see the segmenter), and remembered.
        """
        if not is_han(reading.text, start):
            return True
        starts, ends = _han_runs(reading.text, reading.breaks)
        number = bisect_right(starts, start) - 1
        first, after = starts[number], ends[number]
        return self._words.has(reading.text[first:after], start - first, end - first)

    @staticmethod
    def is_han(term: str) -> bool:
        """Whether a term is one of Han characters, not a number or a Latin word."""
        return is_han(term, 0)

    def has_word(self, word: str, start: int, end: int) -> bool:
        """Whether the index has ``[start, end)`` of a word as a word of its own inside."""
        return self._words.has(word, start, end)

    def word_spans(self, reading: Reading, term: str) -> list[tuple[int, int]]:
        """Give every range of a reading where the index has `term`, ascending; cuts no more than it must."""
        if is_han(term, 0):
            found = ((start, start + len(term)) for start in occurrences(reading.text, term))
            return [(start, end) for start, end in found if self.aligned(reading, start, end)]
        tokens = self._tokenizer.tokens_without_han(reading.text, reading.breaks)
        return [(token.start, token.end) for token in tokens if token.term == term]

    @cached_property
    def components(self) -> dict[str, str]:
        """What the terms depend on, name to value, so that a message can name what makes an index unfit."""
        return {
            "rules": str(RULES),
            "unicode": unicodedata.unidata_version,
            "characters": digest_of_lines(CLASSES),
            "tables": _digest_of_table(fold_table()) + _digest_of_table(canon_table()),
            "opencc": opencc_digest(),
            "taiwan": self._taiwan.digest,
            "units": digest_of_lines(tuple(sorted(self._units))),
            "dictionary": self._segmenter.dictionary.digest,
            "segmenter": self._segmenter.name,
        }

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the components; an index is read only by an analysis with the fingerprint it was built with."""
        return hashlib.sha256(msgspec.json.encode(sorted(self.components.items()))).hexdigest()


@lru_cache(_REMEMBERED_TEXTS)
def _han_runs(text: str, breaks: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """Starts and ends of the runs of Han characters."""
    runs = [run.span() for run in scan(text, breaks) if run.lastgroup == "han"]
    return [start for start, _ in runs], [end for _, end in runs]


def _digest_of_table(table: dict[int, int]) -> str:
    sources, targets = (np.fromiter(side, "<u4", len(table)) for side in (table.keys(), table.values()))
    order = sources.argsort()
    return hashlib.sha256(sources[order].tobytes() + targets[order].tobytes()).hexdigest()
