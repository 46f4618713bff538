"""Compact sets and counts for what is remembered of answers: a bit a member, as few bytes a count as it needs."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray, mask_of, spread

__all__ = ["PackedMask", "PackedNumbers", "narrow"]

_PLACE_BITS = 32  # of a place in a list


class PackedMask(msgspec.Struct, frozen=True):
    """A mask.

    Attributes:
        bits: Eight places a byte, the first in the highest bit.
        size: Places.
    """

    bits: npt.NDArray[np.uint8]
    size: int

    @classmethod
    def of(cls, mask: BoolArray) -> PackedMask:
        """Pack; takes a microsecond for 20,000 places, as unpacking does."""
        return cls(np.packbits(mask), len(mask))

    def mask(self) -> BoolArray:
        """Unpack."""
        return np.unpackbits(self.bits, count=self.size).view(np.bool_)

    @property
    def nbytes(self) -> int:
        """Bytes of the bits."""
        return self.bits.nbytes


class PackedNumbers(msgspec.Struct, frozen=True):
    """One number a place; a 0 takes a bit, or nothing where most are 0.

    Attributes:
        size: Places.
        where: Places with another number than 0: a bit for every place or, where that is less, a list, ascending.
        numbers: Their numbers, in the least kind that takes them; read only.
    """

    size: int
    where: PackedMask | IntArray
    numbers: npt.NDArray[Any]

    @classmethod
    def of(cls, numbers: npt.NDArray[Any]) -> PackedNumbers:
        """Pack integers, none below 0."""
        places = np.flatnonzero(numbers)
        return cls.at(places.astype(np.int32), numbers.take(places), len(numbers))

    @classmethod
    def at(cls, places: IntArray, numbers: npt.NDArray[Any], size: int) -> PackedNumbers:
        """Pack positive integers that stand at ascending places, of `size` places in all."""
        if len(places) * _PLACE_BITS < size:
            return cls(size, places, narrow(numbers))
        return cls(size, PackedMask.of(mask_of(places, size)), narrow(numbers))

    def mask(self) -> BoolArray:
        """Which places have another number than 0."""
        return self.where.mask() if isinstance(self.where, PackedMask) else mask_of(self.where, self.size)

    def all(self) -> IntArray:
        """The numbers of all places."""
        return spread(self._places(), self.numbers.astype(np.int32), self.size)

    def filled(self) -> tuple[IntArray, npt.NDArray[Any]]:
        """The places with another number than 0, ascending, and their numbers."""
        return self._places().astype(np.int32, copy=False), self.numbers

    def of_chosen(self, chosen: BoolArray) -> npt.NDArray[Any]:
        """The numbers of the chosen places that have another than 0, in order."""
        # a tenth of the time of indexing by masks
        return self.numbers.take(np.flatnonzero(chosen.take(self._places())))

    def _places(self) -> npt.NDArray[np.integer[Any]]:
        return np.flatnonzero(self.where.mask()) if isinstance(self.where, PackedMask) else self.where

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self.where.nbytes + self.numbers.nbytes


def narrow(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Integers, none below 0, in the smallest unsigned dtype that holds them; convert before calculating with them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
