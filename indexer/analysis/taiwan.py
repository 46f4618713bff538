"""Taiwan terms put back into mainland wording.

A reviewed list of pairs and a list of compounds to be left alone, both in Simplified characters. Matching ignores word
borders: a guard at jieba's borders was measured and rejects more right replacements than wrong ones, so
accidents are in the list of compounds.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.analysis.resources import digest_of_lines, read_lines
from indexer.analysis.rewriting import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TaiwanTerms"]


class TaiwanTerms:
    """The pairs and the compounds.

    Args:
        replacements: Term to mainland wording.
        kept: Compounds that contain a term and are not touched.
    """

    def __init__(self, replacements: Mapping[str, str], kept: tuple[str, ...]) -> None:
        self._replacements = dict(replacements)
        self._kept = kept

    @classmethod
    def shipped(cls) -> TaiwanTerms:
        """The lists that come with the program."""
        pairs = (line.split("\t") for line in read_lines("taiwan_terms.tsv"))
        return cls(dict(pairs), read_lines("taiwan_keep.txt"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of both lists."""
        return digest_of_lines((*(f"{old}\t{new}" for old, new in self._replacements.items()), "", *self._kept))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted({*self._replacements, *self._kept}, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(re.escape, longest_first)))

    def edits(self, text: str) -> list[Edit]:
        """Find what is to be replaced in a text of Simplified characters, from left to right, the longest first."""
        return [
            Edit(match.start(), match.end(), replacement)
            for match in self._pattern.finditer(text)
            if (replacement := self._replacements.get(match[0])) is not None
        ]
