"""Shingles: which stretches of text two reports share, and a short signature that tells it without the texts.

A shingle is `SIZE` consecutive letters and digits of a canonical text, so script, width, blanks and punctuation make
no difference. The resemblance of two texts is the part of all their shingles that both have (Broder 1997, "On the
resemblance and containment of documents"); a signature estimates it (MinHash with one permutation, bins that stay
empty filled by hashing again). A change here changes what an index stores: raise the schema version of `store`.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.code_points import CODE_POINTS, code_points

__all__ = ["BINS", "SIZE", "Shingles", "estimates", "resemblance", "shingles", "signature"]

SIZE = 5
"""Characters of a shingle. On annual reports of different bodies 3 give up to .28 for the law's own wording, 5 give
.20, and one body's reports of two years stay at .3 to .64."""

BINS = 128
"""Bytes of a signature; the standard error of an estimate is below .045, and .027 at a resemblance of .9."""

Shingles: TypeAlias = npt.NDArray[np.uint64]
"""Hashes of shingles, ascending and distinct. Two of a million different shingles agree with a chance of 10⁻⁷."""

_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63], np.uint64
)  # any odd numbers do, one a character
_ROUND = np.uint64(0xD6E8FEB86659FD93)
_BIN_SHIFT = np.uint64(64 - 7)  # the upper bits of a hash are its bin, 2⁷ = BINS; the last byte is shown
_BYTE = np.uint64(0xFF)
_ROUNDS = 64
"""Ten shingles fill every bin in this many; of a text of one or two words some bins stay 0 and seem to agree."""
_CHANCE = 1 / 256  # that the bytes of two different shingles agree


def shingles(canonical: str) -> Shingles:
    """Give the distinct shingles of a canonical text.

    A text shorter than a shingle is one shingle; a text without letters and digits has none.
    """
    every = code_points(canonical)
    codes = every[_letters()[every]].astype(np.uint64)
    if not len(codes):
        return np.empty(0, np.uint64)
    codes = np.append(codes, np.zeros(max(SIZE - len(codes), 0), np.uint64))
    count = len(codes) - SIZE + 1
    hashes = np.zeros(count, np.uint64)
    for place, factor in enumerate(_FACTORS):
        hashes += codes[place : place + count] * factor
    return _distinct(_mixed(hashes))


def resemblance(one: Shingles, other: Shingles) -> float:
    """The part of all shingles of two texts that both have, 0 to 1; 0 when neither has any."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    every = len(one) + len(other) - common
    return common / every if every else 0.0


def signature(of: Shingles) -> bytes:
    """Give `BINS` bytes that agree with another text's in each place with a chance of about their resemblance.

    Each shingle falls into one bin, and a bin shows the least of its shingles. Bins that none fell into take the least
    of another round with other hashes, so that short texts compare as well as long ones. All zero without shingles.
    """
    filled = np.zeros(BINS, np.uint8)
    if not len(of):
        return filled.tobytes()
    empty = np.ones(BINS, np.bool_)
    hashes = of
    for _ in range(_ROUNDS):
        every = hashes >> _BIN_SHIFT
        least = np.flatnonzero(np.append(True, every[1:] != every[:-1]))
        bins = every[least]
        fresh = empty[bins]
        filled[bins[fresh]] = hashes[least[fresh]] & _BYTE
        empty[bins] = False
        if not empty.any():
            break
        hashes = np.sort(_mixed(hashes + _ROUND))
    return filled.tobytes()


def estimates(signatures: npt.NDArray[np.uint8], own: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Estimate the resemblance of one text to every text; 4 ms for 100,000 (numpy 2.4, one core).

    Args:
        signatures: One column a text, shape ``(BINS, texts)``.
        own: Signature of the text to compare with all, shape ``(BINS,)``.
    """
    equal = np.zeros(signatures.shape[1], np.uint8)
    for row, byte in zip(signatures, own, strict=True):
        equal += row == byte
    return np.maximum((equal / BINS - _CHANCE) / (1 - _CHANCE), 0.0)


@cache
def _letters() -> npt.NDArray[np.bool_]:
    """Whether each code point is a letter or digit; 70 ms."""
    return np.array([chr(code).isalnum() for code in range(CODE_POINTS)])


def _distinct(hashes: Shingles) -> Shingles:
    """Each once, ascending. On so few numbers `np.unique` takes five times as long, because it hashes them first."""
    hashes.sort()
    kept: Shingles = hashes[np.append(True, hashes[1:] != hashes[:-1])]
    return kept


def _mixed(hashes: Shingles) -> Shingles:
    """Spread every bit over all bits (the finalizer of SplitMix64; Steele, Lea, Flood 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
