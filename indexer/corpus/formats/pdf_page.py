"""What is drawn on a PDF page: characters and ruled lines, in points from the upper left corner as it is seen."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Box", "Glyph", "Line", "PageContent", "read_page"]

_THIN = 4.0  # points; a rule drawn as a narrow box
_SHORTEST_RULE = 6.0  # points; what is shorter is no border of a cell
_NO_CHARACTERS = "\ufffe\uffff"  # what the parser gives for a hyphen at the end of a line, and for no character
_DEPTH = 3  # of forms in forms in which paths are looked for
_MOST_PATHS = 20_000  # of one page; a table of a report has a hundred, a map has millions


class Box(NamedTuple):
    """A rectangle; `top` is above `bottom`, so it is the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre, x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Glyph(msgspec.Struct, frozen=True):
    """A character on a page.

    Attributes:
        text: One character; a blank where the page only has a gap.
        box: Its place, as high as its line and as wide as its advance.
        ink: The middle of what is seen of it, x and y; the box of upright writing may lie beside it.
    """

    text: str
    box: Box
    ink: tuple[float, float]


class Line(msgspec.Struct, frozen=True):
    """A line of a page.

    Attributes:
        text: Its characters, blanks at its ends left out.
        left: Where it begins.
        right: Where it ends.
        top: Its upper edge.
        bottom: Its lower edge.
        size: Of its characters: the width of a Chinese one, because fonts differ in what height they state.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


class PageContent(msgspec.Struct, frozen=True):
    """A page.

    Attributes:
        glyphs: In the order of the page, blanks that the parser made up left out.
        rules: Lines and borders, each at most `_THIN` in one direction.
        height: Of the page.
        is_picture: Whether it shows pictures and has no characters.
    """

    glyphs: list[Glyph]
    rules: list[Box]
    height: float
    is_picture: bool


def read_page(page: Any, raw: Any) -> PageContent:  # noqa: ANN401 - the parser has no types
    """Take a page apart.

    Args:
        page: A page of pypdfium2.
        raw: Its module of the parser's own functions.
    """
    width, height = page.get_width(), page.get_height()  # as it is seen
    turn = _turned(page.get_rotation(), width, height)
    textpage = page.get_textpage()
    glyphs = list(_glyphs(textpage, raw, turn))
    rules: list[Box] = []
    pictures = 0
    for number, shape in enumerate(page.get_objects(max_depth=_DEPTH)):
        if number == _MOST_PATHS:
            break
        if shape.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif shape.type == raw.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(turn(*shape.get_bounds()), stroked=_is_stroked(shape, raw)))
    return PageContent(glyphs, rules, height, is_picture=bool(pictures) and not glyphs)


def _turned(rotation: int, width: float, height: float) -> Callable[[float, float, float, float], Box]:
    """Give the function from the page's own coordinates (left, bottom, right, top, upwards) to those seen."""
    match rotation:
        case 90:
            return lambda left, bottom, right, top: Box(bottom, left, top, right)
        case 180:
            return lambda left, bottom, right, top: Box(width - right, bottom, width - left, top)
        case 270:
            return lambda left, bottom, right, top: Box(width - top, height - right, width - bottom, height - left)
        case _:
            return lambda left, bottom, right, top: Box(left, height - top, right, height - bottom)


def _glyphs(textpage: Any, raw: Any, turn: Callable[..., Box]) -> Iterator[Glyph]:  # noqa: ANN401 - see above
    rectangle = raw.FS_RECTF()
    reference = ctypes.byref(rectangle)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(textpage, index))
        if raw.FPDFText_IsGenerated(textpage, index) or character < " " or character in _NO_CHARACTERS:
            continue
        if raw.FPDFText_GetLooseCharBox(textpage, index, reference):
            box = turn(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
            ink = turn(left.value, bottom.value, right.value, top.value)
            yield Glyph(character, box, box.middle if character == " " else ink.middle)


def _is_stroked(shape: Any, raw: Any) -> bool:  # noqa: ANN401 - see above
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    return bool(stroke.value)


def _rules(box: Box, *, stroked: bool) -> Iterator[Box]:
    """A thin box is a rule; the border of a larger one is four when it is drawn."""
    wide, high = box.right - box.left, box.bottom - box.top
    if min(wide, high) <= _THIN:
        if max(wide, high) >= _SHORTEST_RULE:
            yield box
    elif stroked:
        yield Box(box.left, box.top, box.right, box.top)
        yield Box(box.left, box.bottom, box.right, box.bottom)
        yield Box(box.left, box.top, box.left, box.bottom)
        yield Box(box.right, box.top, box.right, box.bottom)
