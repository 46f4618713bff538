"""Every format holds every result, is read back by other programs, and runs nowhere."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import msgspec
import pytest
from exported import BASE, LISTED, TODAY, listed, listing
from hypothesis import given
from pybtex.database import parse_string

from indexer.export import COLUMNS, FORMATS, export
from indexer.model import SearchRequest

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.model import ListedReport

PLAIN = [listed(1, ("a", "沈阳市2015年报告", "沈阳市人民政府"), TODAY, 2015), listed(2, ("b", "无名", ""), None, None)]


def written(name: str, reports: list[ListedReport], *, bom: bool = False) -> str:
    """The whole file."""
    return b"".join(export(listing(reports), FORMATS[name], BASE, TODAY, bom=bom)).decode()


@given(LISTED)
def test_csv(reports: list[ListedReport]) -> None:
    """Each report is one line with every column; no cell is a formula, none has a control character."""
    text = written("csv", reports)
    lines = list(csv.reader(io.StringIO(text, newline="")))

    assert [*(column.name for column in COLUMNS), "search", "generation"] == lines[0]
    assert len(reports) == len(lines) - 1 == text.count("\r\n") - 1
    for line, report in zip(lines[1:], reports, strict=True):
        assert str(report.result.rank) == line[0]
        for cell in line:
            assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
            assert not re.search("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", cell)


@given(LISTED)
def test_json_lines(reports: list[ListedReport]) -> None:
    """Each report is one object that has every field of the API's result, with whole URLs."""
    lines = written("jsonl", reports).split("\n")

    assert "" == lines.pop()
    assert len(reports) == len(lines)
    for line, report in zip(lines, reports, strict=True):
        record = json.loads(line)
        assert {*report.result.__struct_fields__} <= record.keys()
        assert ("g000007", f"{BASE}/search?q=%E5%B9%B4%E6%8A%A5") == (record["generation"], record["search"])
        assert record["url"].startswith(f"{BASE}/doc/")
        assert record["passages"][0]["url"].startswith(f"{BASE}/doc/")


@given(LISTED)
def test_json(reports: list[ListedReport]) -> None:
    """The JSON file is one object whose results are those of JSON Lines."""
    whole = json.loads(written("json", reports))
    lines = [json.loads(line) for line in written("jsonl", reports).split("\n")[:-1]]
    for line in lines:
        del line["search"], line["generation"]

    assert (len(reports), "g000007", "年报") == (whole["total_reports"], whole["generation"], whole["request"]["q"])
    assert lines == whole["results"]


@given(LISTED)
def test_bibtex(reports: list[ListedReport]) -> None:
    """Another program reads every entry, each under a key of its own, with the URL as it is."""
    entries = parse_string(written("bib", reports), "bibtex").entries

    assert len(reports) == len(entries)
    for entry, report in zip(entries.values(), reports, strict=True):
        assert f"{BASE}{report.result.url}" == entry.fields["url"]
        assert "g000007" in entry.fields["note"]
        assert re.fullmatch(r"[A-Za-z0-9_.:-]+", entry.key)
        assert bool(report.result.office and "institution" in entry.fields) == bool(report.result.office)


@given(LISTED)
def test_citations(reports: list[ListedReport]) -> None:
    """Each report is one numbered line."""
    lines = written("txt", reports).split("\n")

    assert f"检索：{BASE}/search?q=%E5%B9%B4%E6%8A%A5" == lines[0]
    assert f"共 {len(reports)} 份；索引代次 g000007；导出日期 2026-01-02" == lines[1]
    assert (
        ["", *(f"[{number}] " for number in range(1, len(reports) + 1)), ""]
        == [
            re.match(r"(\[\d+\] )?", line)[0]  # type: ignore[index]  # an empty match is one
            for line in lines[2:]
        ]
    )


def test_citation_by_the_standard() -> None:
    """As GB/T 7714-2015 sets a report read online: 责任者. 题名[R/OL]. (发布日期)[引用日期]. 网址."""
    assert (
        f"[1] 沈阳市人民政府. 沈阳市2015年报告[R/OL]. (2026-01-02)[2026-01-02]. {BASE}/doc/1a\n"
        f"[2] 无名[R/OL]. [2026-01-02]. {BASE}/doc/2b\n"
    ) == written("txt", PLAIN).split("\n\n", 1)[1]


def test_byte_order_mark() -> None:
    """It comes first when asked for, and changes nothing else."""
    assert written("csv", PLAIN, bom=True) == "\ufeff" + written("csv", PLAIN)


@pytest.mark.parametrize("name", FORMATS)
def test_written_piece_by_piece(name: str) -> None:
    """A report is asked for only when all pieces before it were taken."""
    asked = []

    def reports() -> object:
        for report in PLAIN:
            asked.append(report.result.id)
            yield report

    made = msgspec.structs.replace(listing(PLAIN), reports=reports())
    for piece in export(made, FORMATS[name], BASE, TODAY):
        if b"/doc/1a" in piece:
            break
    assert ["1a"] == asked


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str) -> None:
    """A file without results is whole all the same."""
    text = b"".join(export(listing([], SearchRequest()), FORMATS[name], "", TODAY)).decode()
    assert text.count("/doc/") == 0
    if name == "json":
        assert [] == json.loads(text)["results"]


def test_columns_are_documented(checkout: Path) -> None:
    """The description of exports has a line for each column."""
    described = (checkout / "docs" / "exports.md").read_text("utf-8")
    for name in (*(column.name for column in COLUMNS), "search", "generation"):
        assert re.search(rf"^\| `{name}` \| .+ \|$", described, re.MULTILINE), name
