"""Writes a laid text with all that literal search needs of it: numbered characters, and where every pair stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.analysis import canon
from indexer.backends.text.pair_positions import MAX_CHARACTERS, PairPositions
from indexer.backends.text.strays import SpeltText
from indexer.code_points import CODE_POINTS, code_points

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.arrays import IntArray
    from indexer.backends.text.laid import LaidText

__all__ = ["LARGE_ARRAYS", "SMALL_FILE", "SmallArrays", "array_kind", "write_text"]

LARGE_ARRAYS = ("characters", "cuts", "followers", "ends", "steps")
"""Names of the arrays of which a search reads what it needs, each in a file ``<name>.bin``."""

SMALL_FILE = "small.msgpack"
"""Name of the file of all that is read when a text is opened; to look at a file takes longer than to read it."""


class SmallArrays(msgspec.Struct, frozen=True):
    """What stands in `SMALL_FILE`.

    Attributes:
        prefixes: As in `TextLayout`.
        arrays: The bytes of the other arrays, by name.
    """

    prefixes: tuple[str, ...]
    arrays: dict[str, bytes]


_KINDS: dict[str, npt.DTypeLike] = {
    **dict.fromkeys(("alphabet", "canonical", "ends"), np.uint32),
    "bases": np.int64,
    **dict.fromkeys(("cuts", "steps"), np.uint8),
}
_NUMBERED = frozenset({"classes", "characters", "followers"})  # characters by their number in the alphabet


def array_kind(name: str, alphabet: int) -> npt.DTypeLike:
    """The dtype of one of the arrays of a text in which `alphabet` different characters occur."""
    if name in _NUMBERED:
        return np.uint16 if alphabet < 1 << 16 else np.uint32
    return _KINDS.get(name, np.int32)


def write_text(folder: Path, laid: LaidText) -> SpeltText:
    """Write a text into a folder, which is made.

    Args:
        folder: Where to.
        laid: The text.

    Returns:
        The text as literals are found in it.

    Raises:
        OverflowError: It has more than `MAX_CHARACTERS` characters.
        OSError: The disk refuses.
    """
    if len(laid.text) > MAX_CHARACTERS:
        raise OverflowError(f"{len(laid.text):,} characters in one index segment; at most {MAX_CHARACTERS:,} fit")
    folder.mkdir(parents=True, exist_ok=True)
    layout = laid.layout
    characters, spelt = _characters(laid)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        **characters,
        "cuts": _bits(laid.cuts, len(laid.text)),
        "breaks": layout.breaks,
        "torn": layout.torn,
        "reports": layout.reports,
        "passages": layout.passages,
        "furniture": layout.furniture,
        "alternatives": layout.alternatives,
        "numbers": layout.numbers,
        "seconds": layout.seconds,
    }
    size = len(arrays["alphabet"])
    stored = {name: np.ascontiguousarray(values, array_kind(name, size)) for name, values in arrays.items()}
    for name in LARGE_ARRAYS:
        (folder / f"{name}.bin").write_bytes(stored.pop(name).data)
    small = SmallArrays(layout.prefixes, {name: values.tobytes() for name, values in stored.items()})
    (folder / SMALL_FILE).write_bytes(msgspec.msgpack.encode(small))
    return spelt


def _characters(laid: LaidText) -> tuple[dict[str, npt.NDArray[np.generic]], SpeltText]:
    """The text as numbers of an alphabet, what each number stands for, and where pairs of canonical ones stand."""
    alphabet, characters = _numbered(laid)
    points = np.array([ord(canon(chr(point))) for point in alphabet.tolist()], np.uint32)
    canonical, classes = np.unique(points, return_inverse=True)
    classes = np.append(0, classes + 1).astype(characters.dtype)
    spelt = classes[characters]
    pairs = PairPositions.of(spelt, len(canonical) + 1)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "alphabet": alphabet,
        "classes": classes,
        "canonical": canonical,
        "characters": characters,
        "firsts": pairs.firsts,
        "bases": pairs.bases,
        "followers": np.asarray(pairs.seconds),
        "ends": np.asarray(pairs.ends),
        "steps": np.asarray(pairs.steps),
    }
    return arrays, SpeltText(spelt, canonical, pairs)


def _numbered(laid: LaidText) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.unsignedinteger]]:
    """The distinct characters, ascending, and the text as their numbers from 1, with 0 for borders."""
    points = code_points(laid.text)
    present = np.zeros(CODE_POINTS, np.bool_)
    present[points] = True
    alphabet = np.flatnonzero(present).astype(np.uint32)
    numbers = np.zeros(CODE_POINTS, np.uint32)
    numbers[alphabet] = np.arange(1, len(alphabet) + 1)
    characters: npt.NDArray[np.unsignedinteger] = numbers[points].astype(array_kind("characters", len(alphabet)))
    characters[_borders(laid)] = 0
    return alphabet, characters


def _borders(laid: LaidText) -> IntArray:
    reports = laid.layout.reports
    return np.concatenate(([np.int32(0)], reports[:, 1], reports[reports[:, 3] > 0, 3]))


def _bits(positions: IntArray, size: int) -> npt.NDArray[np.uint8]:
    """One bit a position, the first of a byte lowest."""
    flags = np.zeros(size + 1, np.bool_)
    flags[positions] = True
    return np.packbits(flags, bitorder="little")
