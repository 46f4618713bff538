"""What the places of characters and lines on a page say: blanks, paragraphs, columns."""

from __future__ import annotations

from indexer.corpus.formats.pdf_lines import paragraphs, text_of
from indexer.corpus.formats.pdf_page import Box, Glyph, Line

SIZE = 10.0
LEADING = 16.0
COLUMN = 20  # characters of a line of a column


def glyph(text: str, left: float, height: float = SIZE) -> Glyph:
    """A Chinese character; its lower edge is that of its line."""
    box = Box(left, 100 - height, left + SIZE, 100)
    return Glyph(text, box, box.middle)


def line(text: str, left: float, row: int) -> Line:
    """A line of a page, from a left edge."""
    top = row * LEADING
    return Line(text, left, left + SIZE * len(text), top, top + SIZE, SIZE)


def column(sentences: list[str], left: float, row: int = 0) -> list[Line]:
    """Paragraphs set in a column, the first line of each indented by two characters."""
    lines: list[Line] = []
    for sentence in sentences:
        cut = COLUMN - 2
        lines.append(line(sentence[:cut], left + 2 * SIZE, row + len(lines)))
        lines += [
            line(sentence[start : start + COLUMN], left, row + len(lines) + number)
            for number, start in enumerate(range(cut, len(sentence), COLUMN))
        ]
    return lines


def test_a_flat_character_leaves_no_blank() -> None:
    """Some fonts state of 一 only the stroke: the room of a blank is measured by the line and not by it."""
    spaced = [glyph("进", 0), glyph("一", 11.5, height=1), glyph("步", 23)]
    apart = [glyph("总", 0), glyph("一", 21, height=1)]

    assert "进一步" == text_of(spaced)
    assert "总 一" == text_of(apart)


def test_lines_of_columns_are_joined() -> None:
    """Each column has margins of its own; a paragraph may go on in the next column; a title may reach over both."""
    sentences = [f"第{number}段" + "本机关依法做好政府信息公开工作并接受监督" * 3 + "。" for number in range(6)]
    half = len(sentences) // 2
    page = [
        line("青山县人民政府二〇二一年政府信息公开工作年度报告全文", 120, 0),
        *column(sentences[:half], 0, 2),
        *column(sentences[half:], 300, 2),
    ]
    done = paragraphs([page])

    assert sentences == done[1:]


def test_a_page_of_one_column_has_no_gutter() -> None:
    """Short lines on the left and on the right of a page of prose do not make columns of it."""
    prose = column(["本机关依法做好政府信息公开工作并接受监督" * 5 + "。"] * 3, 0)
    page = [*prose, line("联系人与联系电话见封底", 0, 40), line("青山县人民政府办公室印", 90, 41)]

    assert 5 == len(paragraphs([page]))


def test_a_number_that_is_carried_over_whole() -> None:
    """The line before it is short by the number; one that ends a sentence is the last of its paragraph."""
    full = line("本机关依法做好政府信息公开工作并接受监督检查", 0, 0)
    carried = [full, line("检查，全年主动公开政府信息共计有", 0, 1), line("1234567890条，其中文件十二件。", 0, 2)]
    ended = [full, line("检查，全年主动公开政府信息共十条。", 0, 1), line("1234567890号文件另行公布。", 0, 2)]

    assert 1 == len(paragraphs([carried]))
    assert 2 == len(paragraphs([ended]))
