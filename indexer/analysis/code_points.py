"""Texts as arrays of code points and back; lone surrogates survive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["CODE_POINTS", "code_points", "text_of"]

CODE_POINTS = 0x110000
"""How many there are."""


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text; read only."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: npt.NDArray[np.uint32]) -> str:
    """The text of code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
