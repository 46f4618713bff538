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
    ones, others = ("".join(side) for side in zip(*_equal_characters(), strict=True))
    representative = _representatives([*zip(fold(ones), fold(others), strict=True)])
    table = {ord(member): ord(chosen) for member, chosen in representative.items() if member != chosen}
    table |= {code: table.get(folded, folded) for code, folded in fold_table().items() if code != folded}
    return table


def _equal_characters() -> Iterator[tuple[str, str]]:
    """Yield pairs (form, simplified or standard form) that count as one character in a literal."""
    yield from opencc_pairs("TSCharacters")
    for phrase, conversion in opencc_pairs("TSPhrases"):
        yield from zip(phrase, conversion, strict=True)
    for name in ("HKVariantsRev", "TWVariantsRev"):
        yield from (pair for pair in opencc_pairs(name) if len(pair[0]) == 1)
    yield "著", "着"


def _representatives(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Map each member of each class to the class's representative.

    The member that most pairs convert to stands for its class, the first in code order where several do.
    """
    classes: dict[str, list[str]] = {}
    for one, other in dict.fromkeys(pairs):
        members, more = classes.setdefault(one, [one]), classes.setdefault(other, [other])
        if members is not more:
            members += more
            classes.update(dict.fromkeys(more, members))
    conversions = Counter(other for _, other in pairs)
    found: dict[str, str] = {}
    for members in classes.values():
        if members[0] not in found:
            _, chosen = min((-conversions[member], member) for member in members)
            found.update(dict.fromkeys(members, chosen))
    return found
