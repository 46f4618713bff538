"""How a report page shows its report: which of its parts, in which characters. Part of the page's URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["WHOLE", "ReportShape", "shape_from_pairs", "shape_pairs"]

_KEY, _SIMPLIFIED, _HITS_ONLY = "view", "hans", "hits"


class ReportShape(msgspec.Struct, frozen=True, kw_only=True):
    """What of a report is shown.

    Attributes:
        simplified: Whether a text in Traditional characters is shown in Simplified ones, character for character.
        hits_only: Whether only sections with hits are shown.
        section: Slug of the only kind of section that is shown; empty for all.
    """

    simplified: bool = False
    hits_only: bool = False
    section: str = ""


WHOLE = ReportShape()


def shape_from_pairs(pairs: Iterable[tuple[str, str]], section: str = "") -> tuple[ReportShape, list[tuple[str, str]]]:
    """Take the parameters of the shape, ``view=hans`` and ``view=hits``, out of those of a URL.

    Args:
        pairs: Keys and values in order, decoded.
        section: Slug from the path.

    Returns:
        The shape, and the other parameters in their order; an unknown view stays among them.
    """
    listed = list(pairs)
    views = {value for key, value in listed if key == _KEY}
    shape = ReportShape(simplified=_SIMPLIFIED in views, hits_only=_HITS_ONLY in views, section=section)
    return shape, [(key, value) for key, value in listed if key != _KEY or value not in {_SIMPLIFIED, _HITS_ONLY}]


def shape_pairs(shape: ReportShape) -> Iterator[tuple[str, str]]:
    """Yield the parameters of a shape in canonical order; the section is part of the path."""
    if shape.simplified:
        yield _KEY, _SIMPLIFIED
    if shape.hits_only:
        yield _KEY, _HITS_ONLY
