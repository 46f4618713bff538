"""The same report in another format is the same report."""

from __future__ import annotations

import io
import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from indexer.analysis import default_analysis
from indexer.corpus import extract, understand

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.model import Report


def as_html(text: str) -> bytes:
    """A page with a paragraph for each line, in GBK where it can be."""
    lines = "".join(f"<p style='text-indent:2em'><span>{escape(line)}</span></p>\n" for line in text.split("\n"))
    page = f"<!DOCTYPE html><html><head><meta charset=gbk><title>x</title></head><body><div>{lines}</div></body></html>"
    return page.encode("gb18030")


def as_docx(text: str) -> bytes:
    """A document with a paragraph for each line."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_json(text: str) -> bytes:
    """An object with the text alone."""
    return json.dumps({"text": text}).encode()


FORMATS: dict[str, Callable[[str], bytes]] = {"html": as_html, "docx": as_docx, "json": as_json}


def read(data: bytes, name: str) -> Report:
    """Understand some bytes."""
    simplify = default_analysis().simplify
    return understand(extract(data, Path(name)), simplify, report_id="x", source_name=name, sha256="")


def known(report: Report) -> tuple[object, ...]:
    """What is known of a report, without blanks and offsets, which depend on the format."""
    sections = [(part.slug, part.level, "".join(part.heading.split())) for part in report.sections]
    numbers = [number.normal for number in report.document_numbers]
    return sections, numbers, report.title, report.year.value, report.region.value, report.body.value


@pytest.mark.parametrize("name", FORMATS)
def test_seeds(name: str, seeds_dir: Path) -> None:
    """Every sample report is understood alike in every format."""
    for path in sorted(seeds_dir.glob("*.txt")):
        text = path.read_text("utf-8")
        report = read(FORMATS[name](text), f"x.{name}")
        assert name == report.format
        assert known(read(text.encode(), path.name)) == known(report)


@pytest.mark.data
@pytest.mark.parametrize("name", ["html", "docx"])
def test_real_reports(name: str, shared_data: Path) -> None:
    """So is every third of the real ones."""
    paths = sorted((shared_data / "reports").rglob("*.txt"))[::3]
    assert len(paths) > 5
    for path in paths:
        text = path.read_text("utf-8").replace("\f", "")  # XML has no form feeds
        assert known(read(text.encode(), path.name)) == known(read(FORMATS[name](text), f"x.{name}"))
