"""Lines of text put together from the pieces of a page or document; a row of a table becomes one line."""

from __future__ import annotations

import re

__all__ = ["CELL_BORDER", "Lines", "joined", "with_title"]

CELL_BORDER = " | "
"""Between the cells of a row; the rules of the outline know it."""
_LONGEST_CELL = 300
"""Characters from which a cell is a paragraph or a column of the layout, and its row no row of a table."""

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f“”‘’…—"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
"""A line break in the source of a page that stands between two Chinese characters is none (CSS Text 3, §4.1.3)."""
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_TITLE_WITHIN = 2000  # characters from the top in which a title counts as being there


class Lines:
    """Takes text and the borders of blocks, rows and cells in their order; nesting may be broken."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._rows: list[list[list[str]]] = []  # open rows, the innermost last: cells of lines
        self._line: list[str] = []

    def add(self, text: str, *, keep_breaks: bool = False) -> None:
        """Add text to the line at hand; its line breaks are blanks unless they are to be kept."""
        if not keep_breaks:
            self._line.append(text)
            return
        first, *rest = text.split("\n")
        self._line.append(first)
        for line in rest:
            self.end_line()
            self._line.append(line)

    def end_line(self) -> None:
        """End the line at hand, unless it is empty."""
        line = _BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", "".join(self._line))).strip(" ")
        self._line.clear()
        if line.strip():
            self._target().append(line)

    def open_row(self) -> None:
        """Begin a row of a table."""
        self.end_line()
        self._rows.append([])

    def open_cell(self) -> None:
        """Begin a cell of the row at hand."""
        self.end_line()
        if self._rows:
            self._rows[-1].append([])

    def drop_cell(self) -> None:
        """Take back the cell that was opened last, if nothing stands in it."""
        if self._rows and self._rows[-1] and not self._rows[-1][-1]:
            self._rows[-1].pop()

    def close_row(self) -> None:
        """End the row at hand."""
        self.end_line()
        if self._rows:
            row = self._rows.pop()
            self._target().extend(_row(row))

    def text(self) -> str:
        """Everything so far, a line feed between lines."""
        while self._rows:
            self.close_row()
        self.end_line()
        return "\n".join(self._done)

    def _target(self) -> list[str]:
        """Where a finished line goes: into the open cell, or out."""
        if not self._rows:
            return self._done
        if not self._rows[-1]:
            self._rows[-1].append([])
        return self._rows[-1][-1]


def _row(cells: list[list[str]]) -> list[str]:
    """A row as one line; as the lines of its cells where it serves the layout of the page."""
    shown = [joined(cell) for cell in cells]
    holds_rows = any(CELL_BORDER in line for cell in cells for line in cell)
    if len(cells) > 1 and not holds_rows and max(map(len, shown)) <= _LONGEST_CELL:
        return [CELL_BORDER.join(shown).rstrip(" |")] if any(shown) else []
    return [line for cell in cells for line in cell]


def joined(lines: list[str]) -> str:
    """Lines as one, with a blank between them except between Chinese characters."""
    text = ""
    for line in lines:
        glue = "" if not text or (_IS_WIDE.match(text[-1]) and _IS_WIDE.match(line[:1])) else " "
        text += glue + line
    return text


def with_title(body: str, title: str) -> str:
    """A text with its title in it, so that what is stated beside the text can be found and marked too."""
    has_it = "".join(title.split()) in "".join(body[:_TITLE_WITHIN].split())
    return body if has_it else f"{title}\n\n{body}"
