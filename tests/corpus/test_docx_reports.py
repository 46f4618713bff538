"""DOCX: what Word shows, in its order, with the numbers that it counts itself; damage and bombs are named."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import default_analysis
from indexer.corpus import Corpus, extract
from indexer.corpus.formats import Content, Unreadable
from indexer.corpus.formats.docx import DOCX
from indexer.corpus.formats.docx_numbers import Numbering
from indexer.errors import UnreadableFile

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = f'{SPACE} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx_of(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A document of nothing but the named parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {MORE}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {SPACE}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {SPACE}>{styles}</w:styles>")
    return file.getvalue()


def text_of(data: bytes) -> str:
    """The text of a document."""
    return DOCX.extract(Content(data)).text


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


LISTS = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>"""
STYLES = """<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>"""


def test_numbers_that_word_counts() -> None:
    """Headings have the number that is seen, from the paragraph or its style; deeper levels begin anew."""
    body = (
        listed("总体", 5) + listed("甲", 5, 1) + listed("乙", 5, 1) + listed("细", 5, 2) + listed("主动", 5)
        + listed("丙", 5, 1) + listed("点", 6) + paragraph("依申请", '<w:pStyle w:val="b"/>') + listed("另起", 7)
        + paragraph("无", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>') + listed("十", 7)
    )  # fmt: skip

    assert text_of(docx_of(body, LISTS, STYLES)).split("\n") == [
        "一、总体", "（一）甲", "（二）乙", "一.1 细", "二、主动", "（一）丙", "点", "三、依申请",
        "九、另起", "无", "十、十",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 99, "九十九"),
        ("japaneseCounting", 10, "十"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "27"),
        ("none", 1, ""),
        ("unheardOf", 4, "4"),
    ],
)
def test_number_formats(form: str, number: int, shown: str) -> None:
    """Number formats of the standard, as Word writes them."""
    numbering = Numbering()
    numbering.start("abstractNum", {"abstractNumId": "0"})
    numbering.start("lvl", {"ilvl": "0"})
    numbering.start("start", {"val": str(number)})
    numbering.start("numFmt", {"val": form})
    numbering.start("lvlText", {"val": "第%1条"})
    numbering.start("num", {"numId": "1"})
    numbering.start("abstractNumId", {"val": "0"})

    assert f"第{shown}条" == numbering.label("1", 0)


BOX = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("甲") + paragraph("") + paragraph("乙"), "甲\n乙"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙 丙"),
        ("<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>", "增"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>", "显"),
        ("<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:t>接</w:t></w:r></w:p>", "链接"),
        ("<w:sdt><w:sdtContent>" + paragraph("控件") + "</w:sdtContent></w:sdt>", "控件"),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice>" + BOX + "</mc:Choice>"
            "<mc:Fallback>" + BOX + "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "框",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>正文</w:t></w:r></w:p>", "正文"),
    ],
)  # fmt: skip
def test_pieces(body: str, text: str) -> None:
    """What is seen is kept once; what was deleted, hidden or is a second version is not."""
    assert text == text_of(docx_of(body))


def test_report(tmp_path: Path) -> None:
    """A document made by another program becomes a report with its outline, tables in their place."""
    document = docx.Document()
    document.add_heading("测试市人民政府2024年政府信息公开工作年度报告", 0)
    document.add_paragraph("一、总体情况")
    document.add_paragraph("认真做好公开工作。")
    document.add_paragraph("三、收到和处理政府信息公开申请情况")
    table = document.add_table(3, 3)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "一、本年新收政府信息公开申请数量", "95", "7"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "三、本年度办理结果"
    table.cell(1, 1).text, table.cell(2, 1).text, table.cell(2, 2).text = "（一）予以公开", "（二）部分公开", "7"
    document.add_paragraph("六、其他需要报告的事项\n无。")
    document.save(str(tmp_path / "x.docx"))
    (report,) = Corpus([tmp_path], default_analysis().simplify).reports()

    assert "docx" == report.format
    assert [
        "测试市人民政府2024年政府信息公开工作年度报告",
        "一、总体情况",
        "认真做好公开工作。",
        "三、收到和处理政府信息公开申请情况",
        "一、本年新收政府信息公开申请数量 | 95 | 7",
        "三、本年度办理结果 | （一）予以公开",
        "（二）部分公开 | 7",
        "六、其他需要报告的事项",
        "无。",
    ] == report.text.split("\n")
    assert ["overview", "requests", "other"] == [part.slug for part in report.sections if part.level == 1]


WORDS = st.text("报告公开信息年度工作ab1", min_size=1, max_size=9)
BLOCKS = st.lists(
    WORDS | st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3), min_size=1, max_size=8
)


@given(BLOCKS)
@settings(max_examples=15)  # the other program takes a tenth of a second for each
def test_order_is_that_of_the_document(blocks: list[str | list[list[str]]]) -> None:
    """Paragraphs and tables, however they alternate, come in the order in which another program put them."""
    document = docx.Document()
    expected = []
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            expected.append(block)
            continue
        table = document.add_table(len(block), 2)
        for number, cells in enumerate(block):
            table.cell(number, 0).text, table.cell(number, 1).text = cells
            expected.append(" | ".join(cells))
    file = io.BytesIO()
    document.save(file)

    assert expected == text_of(file.getvalue()).split("\n")


def test_bomb_is_refused() -> None:
    """A small file that unpacks to gigabytes is refused in little time and memory."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write(f"<w:document {SPACE}><w:body><w:p><w:r><w:t>".encode())
        for _ in range(70):
            part.write(b"0" * 1_000_000)
    assert len(file.getvalue()) < 500_000

    with pytest.raises(Unreadable, match="unpacks to more than"):
        text_of(file.getvalue())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx_of(paragraph("文"))[:-30], "damaged DOCX"),
        (docx_of(paragraph("文"))[:200], "damaged DOCX"),
        (docx_of("<w:p>"), "damaged DOCX"),
        (docx_of(""), "without a text"),
        (docx_of("<w:p>" * 100_000), "damaged DOCX"),
    ],
)
def test_damage_is_named(data: bytes, reason: str) -> None:
    """A document that is not whole, or is empty, says so."""
    with pytest.raises(UnreadableFile, match=reason):
        extract(data, Path("x.docx"))


def test_document_type_is_refused() -> None:
    """Entities are never expanded."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(Unreadable, match="document type"):
        text_of(file.getvalue())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("OFD.xml", "OFD"),
        ("a.txt", "ZIP archive"),
    ],
)
def test_other_archives_are_named(name: str, kind: str) -> None:
    """Archives of other programs are refused by name, with what to do."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(UnreadableFile, match=kind):
        extract(file.getvalue(), Path("x.docx"))


def test_mutated_documents() -> None:
    """A document with bytes changed gives a text or the documented error."""
    generator = random.Random(20260101)
    original = docx_of("".join(paragraph(f"第{number}段文字。") for number in range(50)), LISTS, STYLES)
    for _ in range(300):
        data = bytearray(original)
        for _ in range(generator.randint(1, 8)):
            data[generator.randrange(len(data))] = generator.randrange(256)
        try:
            assert text_of(bytes(data))
        except Unreadable:
            continue
