"""PDF: lines are joined, tables are rows, what is no report says what it is."""

from __future__ import annotations

import io
import random
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from made_pdf import pdf_of, words

from indexer.analysis import default_analysis
from indexer.corpus import Corpus, extract
from indexer.corpus.formats import Content, Unreadable
from indexer.corpus.formats.isolation import extract_isolated
from indexer.corpus.formats.pdf import PDF
from indexer.model import DamageKind

if TYPE_CHECKING:
    from indexer.model import Report

LONG = "the quick brown fox jumps over the"  # of which one line of a page consists
GRID = ["50 150 m 250 150 l S", "50 120 m 250 120 l S", "50 90 m 250 90 l S", "50 60 m 250 60 l S"]
GRID += ["50 150 m 50 60 l S", "150 120 m 150 60 l S", "250 150 m 250 60 l S"]


def text_of(data: bytes) -> str:
    """The text of a file."""
    return PDF.extract(Content(data)).text


def test_wrapped_lines_are_joined() -> None:
    """A full line goes on in the next one and on the next page; a short one, an indent, another size ends it."""
    first = [words(20, 180, LONG), words(20, 168, LONG), words(20, 156, "lazy dog."), words(40, 144, LONG[:-4])]
    second = [words(20, 180, LONG), words(20, 168, "end."), words(20, 150, "Large", size=16), words(20, 138, LONG)]

    assert text_of(pdf_of([first, second])).split("\n") == [
        f"{LONG} {LONG} lazy dog.",
        f"{LONG[:-4]} {LONG} end.",
        "Large",
        LONG,
    ]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    """What stands first or last on a page and is a number, or stands there on every page, is the page's."""
    pages = [
        [words(100, 190, f"Running head {n}"), words(20, 100, f"Text {n} of many."), words(140, 8, f"- {n} -")]
        for n in range(1, 5)
    ]

    assert text_of(pdf_of(pages)).split("\n") == [f"Text {n} of many." for n in range(1, 5)]


def test_number_in_the_text_stays() -> None:
    """A number that is neither first nor last on its page is text."""
    page = [words(20, 150, "Before"), words(20, 130, "42"), words(20, 110, "After")]

    assert "Before\n42\nAfter" == text_of(pdf_of([page]))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_table(rotate: int) -> None:
    """Ruled cells are rows, in their order, however they are drawn; joined cells stand where they begin."""
    drawing = [words(20, 170, "Above"), words(60, 65, "c"), words(160, 95, "b1"), words(160, 83 - 18, "d")]
    drawing += [words(60, 100, "a1"), words(60, 92, "a2"), words(60, 130, "head"), *GRID, words(20, 40, "Below")]
    text = text_of(pdf_of([drawing], rotate=rotate))

    assert "Above\nhead\na1 a2 | b1\nc | d\nBelow" == text


def test_frame_is_no_table() -> None:
    """A frame around text does not make cells of it."""
    page = ["10 10 280 180 re S", words(20, 150, LONG), words(20, 138, "end.")]

    assert f"{LONG} end." == text_of(pdf_of([page]))


def picture_page(document: pypdfium2.PdfDocument) -> None:
    """Add a page that shows a picture."""
    bitmap = pypdfium2.PdfBitmap.new_native(4, 4, pypdfium2.raw.FPDFBitmap_BGR)
    page = document.new_page(100, 100)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(100, 100))
    page.insert_obj(image)
    page.gen_content()


def saved(document: pypdfium2.PdfDocument) -> bytes:
    """The bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_scanned_pdf_is_named() -> None:
    """Pictures alone are refused with the way to text; some pages of pictures are a warning."""
    scanned = pypdfium2.PdfDocument.new()
    picture_page(scanned)
    picture_page(scanned)
    with pytest.raises(Unreadable, match=r"scanned PDF: 2 pages.*ocrmypdf"):
        text_of(saved(scanned))

    mixed = pypdfium2.PdfDocument(pdf_of([[words(20, 100, "Some text.")]]))
    picture_page(mixed)
    extracted = PDF.extract(Content(saved(mixed)))
    assert "Some text." == extracted.text
    assert [(DamageKind.PAGES_WITHOUT_TEXT, 1)] == [(damage.kind, damage.count) for damage in extracted.warnings]


def test_encrypted_pdf_is_named() -> None:
    """A file with a password says so."""
    data = (Path(__file__).parent / "files" / "encrypted.pdf").read_bytes()
    with pytest.raises(Unreadable, match="password"):
        text_of(data)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_truncated_pdf(share: float) -> None:
    """A file that was cut off is read as far as it goes or refused as damaged."""
    data = pdf_of([[words(20, 100, "Some text.")]])
    with suppress(Unreadable):
        assert "Some text." == text_of(data[: 9 + int(share * len(data))])


def squeezed(report: Report) -> list[tuple[str, int, str]]:
    """The outline without blanks, which the two readers put differently."""
    return [(part.slug, part.level, "".join(part.heading.split())) for part in report.sections]


@pytest.mark.data
def test_real_reports_agree_with_their_texts(shared_data: Path) -> None:
    """A published PDF and its text by another reader have one outline, year, region, body and title."""
    simplify = default_analysis().simplify
    pdfs = sorted((shared_data / "reports" / "jiangsu").glob("*.pdf"))
    assert 3 == len(pdfs)
    for path in pdfs:
        (report,) = Corpus([path], simplify).reports()
        (twin,) = Corpus([path.with_suffix(".txt")], simplify).reports()
        assert squeezed(twin) == squeezed(report)
        assert (twin.year.value, twin.region.value) == (report.year.value, report.region.value)
        assert twin.body.value == report.body.value
        assert twin.title.replace(" ", "") == report.title.replace(" ", "")
        # prose has the same characters; the rows of tables come in another order
        start = twin.text.index("五、存在的主要问题")
        prose = re.sub(r"\s|-[0-9]+-", "", twin.text[start:])
        assert report.text.replace(" ", "").replace("\n", "").endswith(prose)


@pytest.mark.data
def test_mutated_reports(shared_data: Path) -> None:
    """Real files with bytes changed, cut out or doubled give a text or the documented error, in bounded time."""
    generator = random.Random(20260101)
    originals = [path.read_bytes() for path in sorted((shared_data / "reports" / "jiangsu").glob("*.pdf"))]
    for _ in range(30):
        data = bytearray(generator.choice(originals))
        for _ in range(generator.randint(1, 40)):
            at = generator.randrange(len(data))
            match generator.randrange(4):
                case 0:
                    data[at] = generator.randrange(256)
                case 1:
                    del data[at : at + generator.randrange(1, 400)]
                case 2:
                    data[at:at] = data[at : at + generator.randrange(1, 400)]
                case _:
                    data[at : at + 20] = generator.randbytes(20)
        try:
            extracted = extract_isolated("pdf", Content(bytes(data)), seconds=10)
        except Unreadable:
            continue
        assert extracted.text.strip()


def test_same_report_in_two_formats(tmp_path: Path) -> None:
    """A folder with x.pdf and x.txt has two reports with ids of their own."""
    (tmp_path / "x.pdf").write_bytes(pdf_of([[words(20, 100, "Some text.")]]))
    (tmp_path / "x.txt").write_text("Some text.", "utf-8")
    reports = list(Corpus([tmp_path], default_analysis().simplify).reports())

    assert {"pdf", "text"} == {report.format for report in reports}
    assert 2 == len({report.id for report in reports})
    assert all(report.id.startswith("x-") for report in reports)


def test_detection() -> None:
    """A few bytes before the signature are accepted when the name says PDF, as other readers do."""
    data = b"\r\n" + pdf_of([[words(20, 100, "Some text.")]])

    assert "pdf" == extract(data, Path("x.pdf")).format
