"""The canonical form in which literals are compared.

Context-free: the canonical form of a substring is the substring of the canonical form, which is what the literal
guarantee rests on. `t2s` cannot give that (答覆 becomes 答复, but 覆 alone stays), so all characters that it relates in
any context are one class here, with one representative. Canonical text is never segmented.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from indexer.analysis.fold import fold, fold_table
from indexer.analysis.opencc_tables import opencc_pairs
from indexer.code_points import CharacterMap

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["canon", "canon_table"]


def canon(text: str) -> str:
    """Give the canonical form of a text; it has the same length. About 100 MB/s."""
    return _canonical()(text)


@cache
def _canonical() -> CharacterMap:
    return CharacterMap(canon_table())


@cache
def canon_table() -> dict[int, int]:
    """Map code point to code point, for every code point whose canonical form is another."""
    pairs = [(fold(one), fold(other)) for one, other in _equal_characters()]
    representative = _representatives(pairs)
    folded = fold_table()
    codes = folded.keys() | {ord(character) for character in representative}
    table = {code: ord(representative.get(char, char)) for code in codes for char in [chr(folded.get(code, code))]}
    return {code: target for code, target in table.items() if code != target}


def _equal_characters() -> Iterator[tuple[str, str]]:
    """Yield pairs (form, simplified or standard form) that count as one character in a literal."""
    yield from opencc_pairs("TSCharacters")
    for phrase, conversion in opencc_pairs("TSPhrases"):
        yield from zip(phrase, conversion, strict=True)
    for name in ("HKVariantsRev", "TWVariantsRev"):
        yield from (pair for pair in opencc_pairs(name) if len(pair[0]) == 1)
    yield "著", "着"


def _representatives(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Map each member of each class to the class's representative (union-find).

    The member that most pairs convert to stands for its class, the first in code order where several do.
    """
    parent: dict[str, str] = {}

    def root(member: str) -> str:
        while parent.setdefault(member, member) != member:
            member = parent[member]
        return member

    for one, other in pairs:
        parent[root(one)] = root(other)
    conversions = Counter(other for _, other in pairs)
    best: dict[str, str] = {}
    for member in sorted(parent, key=lambda member: (-conversions[member], member)):
        best.setdefault(root(member), member)
    return {member: best[root(member)] for member in parent}
