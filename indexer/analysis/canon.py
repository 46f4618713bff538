"""The canonical form in which literals are compared.

Context-free: the canonical form of a substring is the substring of the canonical form, which is what the literal
guarantee rests on. `t2s` cannot give that (答覆 becomes 答复, but 覆 alone stays), so all characters that it relates in
any context are one class here, with one representative. Canonical text is never segmented.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis.fold import fold, fold_table
from indexer.analysis.opencc_tables import opencc_pairs
from indexer.code_points import CharacterMap, Codes, code_points

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
    ones, others = (code_points(fold("".join(side))) for side in zip(*_equal_characters(), strict=True))
    members, chosen = _representatives(ones, others)
    changed = members != chosen
    table = dict(zip(members[changed].tolist(), chosen[changed].tolist(), strict=True))
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


def _representatives(ones: Codes, others: Codes) -> tuple[Codes, Codes]:
    """All members of all classes, ascending, and what stands for the class of each.

    The member that most pairs convert to stands for its class, the first in code order where several do.

    Args:
        ones: The first character of each pair of equal ones.
        others: What it converts to.
    """
    members, places = np.unique(np.concatenate((ones, others)), return_inverse=True)
    one, other = places[: len(ones)], places[len(ones) :]
    # Whatever is paired takes the lowest number of both, until none is left that can be lowered.
    classes, before = np.arange(len(members)), np.full(len(members), -1)
    while (classes != before).any():
        before = classes.copy()
        lowest = np.minimum(classes[one], classes[other])
        np.minimum.at(classes, one, lowest)
        np.minimum.at(classes, other, lowest)
    conversions = np.bincount(other, minlength=len(members))
    order = np.lexsort((members, -conversions, classes))
    best = order[np.append(True, np.diff(classes[order]) > 0)]
    chosen = np.empty_like(members)
    chosen[classes[best]] = members[best]
    return members, chosen[classes]
