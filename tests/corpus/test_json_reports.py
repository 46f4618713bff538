"""Reports given as JSON: one object a line, an array, or a file of its own."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import TYPE_CHECKING

import pytest

from indexer.analysis import default_analysis
from indexer.corpus import MAX_BYTES, Corpus, read_report
from indexer.model import DamageKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.model import Report

OBJECTS = [
    {
        "id": "heb-2023",
        "title": "河北省教育厅2023年政府信息公开工作年度报告",
        "text": "一、总体情况\n认真做好公开工作。\n二、主动公开政府信息情况\n公开100条。",
        "url": "https://jyt.hebei.gov.cn/x.html",
        "published": "2024-01-26",
        "year": 2023,
    },
    {"title": "说明", "content": "没有编号的一条。", "url": "javascript:alert(1)"},
    {"id": 7, "text": "编号是数字。"},
    {"id": "../../etc/passwd", "text": "编号不能用。"},
]


def corpus(path: Path) -> Corpus:
    """The corpus of one file or folder."""
    return Corpus([path], default_analysis().simplify)


def read(path: Path) -> list[Report]:
    """Its reports, all of which can be read."""
    reader = corpus(path)
    reports = list(reader.reports())
    assert [] == reader.failures
    return reports


def lines(objects: Sequence[object]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in objects).encode()


def test_given_values_are_evidence(tmp_path: Path) -> None:
    """Id, title, address and day of publication come from the object, and each fact says so."""
    (tmp_path / "all.jsonl").write_bytes(lines(OBJECTS))
    report = read(tmp_path)[0]

    assert ("heb-2023", "json", OBJECTS[0]["url"]) == (report.id, report.format, report.url)
    assert OBJECTS[0]["title"] == report.title
    assert dt.date(2024, 1, 26) == report.published.value
    assert ["given"] == [quote.source for quote in report.published.evidence if quote.rule == "json"]
    assert "given" in [quote.source for quote in report.title_fact.evidence]
    assert 2023 == report.year.value
    assert report.region.value is not None
    assert "130000" == report.region.value.code
    assert ["overview", "proactive"] == [part.slug for part in report.sections if part.level == 1]


def test_given_title_stands_in_the_text(tmp_path: Path) -> None:
    """A title that is given beside the text can be found in it, once."""
    (tmp_path / "all.jsonl").write_bytes(lines([OBJECTS[0], {"title": "标题", "text": "标题\n正文。"}]))
    first, second = read(tmp_path)

    assert first.text.startswith(f"{OBJECTS[0]['title']}\n\n一、总体情况")
    assert "标题\n正文。" == second.text


def test_ids_that_cannot_be_links_are_replaced(tmp_path: Path) -> None:
    """Without a usable id the report is named after the file and its own bytes, not after its line number."""
    (tmp_path / "all.jsonl").write_bytes(lines(OBJECTS))
    ids = [report.id for report in read(tmp_path)]
    (tmp_path / "all.jsonl").write_bytes(b"\n" + lines([{"text": "新的一条。"}, *OBJECTS]))
    longer = [report.id for report in read(tmp_path)]

    assert "7" == ids[2]
    assert ids[1].startswith("all-")
    assert ids[3].startswith("all-")
    assert "/" not in ids[3]
    assert ids == longer[1:]


def test_only_web_addresses_are_links(tmp_path: Path) -> None:
    """An address that a page must not link to is dropped."""
    (tmp_path / "all.jsonl").write_bytes(lines(OBJECTS))

    assert [OBJECTS[0]["url"], "", "", ""] == [report.url for report in read(tmp_path)]


def test_array_and_lines_are_the_same(tmp_path: Path) -> None:
    """An array of objects is read like one object a line; so is one with a byte order mark and blanks."""
    written = json.dumps(OBJECTS, ensure_ascii=False, indent=1).encode()
    (tmp_path / "lines").write_bytes(lines(OBJECTS))
    (tmp_path / "array").write_bytes(b"\xef\xbb\xbf \n" + written)

    def texts(path: Path) -> list[str]:
        return [report.text for report in read(path)]

    assert len(OBJECTS) == len(texts(tmp_path / "array"))
    assert texts(tmp_path / "lines") == texts(tmp_path / "array")


def test_a_single_object_is_named_after_its_file(tmp_path: Path) -> None:
    """A file of one object, on one line or many, is one report."""
    (tmp_path / "甲.json").write_text(json.dumps({"text": "一个。"}), "utf-8")
    (tmp_path / "乙.json").write_text(
        json.dumps({"sections": [{"title": "一、概述", "content": "内容。"}]}, indent=2), "utf-8"
    )
    first, second = read(tmp_path)

    assert {"甲", "乙"} == {first.id, second.id}
    assert {"一个。", "一、概述\n内容。"} == {first.text, second.text}


def test_original_bytes_of_a_part(tmp_path: Path) -> None:
    """The bytes that are kept are those of the object alone, and they give the report again."""
    (tmp_path / "all.jsonl").write_bytes(b"\xef\xbb\xbf" + lines(OBJECTS))
    reader = corpus(tmp_path)
    reports = list(reader.reports())

    assert OBJECTS == [json.loads(source.read().data) for source in reader.sources]
    assert reports == [read_report(source.read(), default_analysis().simplify) for source in reader.sources]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"title": "x"}', "without a text"),
        (b'{"text": "   "}', "without a text"),
        (b'{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}", "no JSON"),
        (b"[1, 2]", "no object"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, line: bytes, reason: str) -> None:
    """A line that is no report is named with its place; the others are read."""
    (tmp_path / "all.jsonl").write_bytes(lines(OBJECTS[:1]) + line + b"\n" + lines(OBJECTS[2:3]))
    reader = corpus(tmp_path)

    assert ["heb-2023", "7"] == [report.id for report in reader.reports()]
    (failure,) = reader.failures
    assert reason in str(failure)
    assert "line 2" in str(failure)


def test_long_line_is_named(tmp_path: Path) -> None:
    """A line beyond the limit is passed by without taking memory; the others are read."""
    with (tmp_path / "all.jsonl").open("wb") as file:
        file.write(lines(OBJECTS[:1]))
        file.write(b'{"text": "')
        file.seek(2 * MAX_BYTES, os.SEEK_CUR)
        file.write(b'"}\n')
        file.write(lines(OBJECTS[2:3]))
    reader = corpus(tmp_path)

    assert ["heb-2023", "7"] == [report.id for report in reader.reports()]
    assert "128 MiB" in str(reader.failures[0])


def test_broken_object_is_read_as_text(tmp_path: Path) -> None:
    """A file that only begins like JSON is read as it is, with a warning."""
    (tmp_path / "x.json").write_text('{"text": "没有写完', "utf-8")
    (report,) = read(tmp_path)

    assert '{"text": "没有写完' == report.text
    assert [DamageKind.BROKEN_JSON] == [damage.kind for damage in report.warnings]


def test_surrogates_in_escapes(tmp_path: Path) -> None:
    r"""A pair of \u escapes is one character; half a pair is marked as lost."""
    (tmp_path / "x.json").write_bytes(rb'{"text": "\ud842\udfb7 ' + "一".encode() * 200 + rb' \ud800"}')
    (report,) = read(tmp_path)

    assert report.text.startswith("𠮷")
    assert report.text.endswith("\ufffd")


def test_surrogates_in_given_values(tmp_path: Path) -> None:
    """What is given with half a character in it can still be stored and shown."""
    (tmp_path / "x.json").write_bytes(
        rb'{"id": "\ud800", "title": "\udfff x", "published": "2024-01-02\ud800", "text": "a"}'
    )
    (report,) = read(tmp_path)

    assert "x" == report.id
    assert "\ufffd x" == report.title
    for quote in (*report.title_fact.evidence, *report.published.evidence):
        quote.quote.encode("utf-8")
