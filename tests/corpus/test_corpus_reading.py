"""Reading what people really have: any bytes become a report or one clear error."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import report_of

from indexer.analysis import default_analysis
from indexer.corpus import MAX_BYTES, Corpus, PassedOver, SourceFile, assign_ids, discover, extract
from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from indexer.model import Report

TITLE = "测试市人民政府2015年政府信息公开工作年度报告"
TEXT = f"{TITLE}\n\n一、概述\n2015年,我市认真做好政府信息公开工作。\n\n二、主动公开情况\n全年公开100条。\n"


def corpus(*paths: Path) -> Corpus:
    """The corpus of some paths."""
    return Corpus(paths, default_analysis().simplify)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("\n", "\r\n").encode("gbk"), "gb18030"),
        (TEXT.replace("\n", "\r").encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    """The encoding is told from the bytes; line ends become line feeds and nothing else changes."""
    decoded = extract(data, Path("r.txt"))

    assert (TEXT, encoding) == (decoded.text, decoded.encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\u3000\u3000\n".encode(), "white space"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\xd0\xcf\x11\xe0rest", "Office"),
        (b"<!DOCTYPE html><html>", "web page without a text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"abc\x00def", "NUL"),
        (bytes(range(128, 256)) * 20, "no Chinese text"),
        ("Ein Bericht über öffentliche Stellen in Österreich.".encode("latin-1") * 20, "no Chinese text"),
        (b"\xff\xfea", "NUL|utf-16|UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    """The message names the file, says what it is, and what to do."""
    with pytest.raises(UnreadableFile, match=reason) as caught:
        extract(data, Path("年报 一.txt"))
    assert "年报 一.txt" in str(caught.value)
    assert caught.value.advice


def test_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    """A text of 200 MB is named with its size."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    reader = corpus(path)

    assert [] == list(reader.reports())
    assert "200 MiB" in str(reader.failures[0])
    assert MAX_BYTES < 200 * 1024 * 1024


def test_discovery(tmp_path: Path) -> None:
    """Files are found in a fixed order, once; what by its name is no report is passed over; all the rest is named."""
    for name in ("乙.txt", "甲/丙 丁.txt", "甲/.hidden.txt", ".git/x.txt", "README.md", "_meta.tsv", "~$年报.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "missing")
    os.mkfifo(tmp_path / "pipe")
    found = list(discover([tmp_path, tmp_path / "乙.txt", tmp_path / "missing"]))

    assert ["乙.txt", "甲/丙 丁.txt"] == sorted(file.name for file in found if isinstance(file, SourceFile))
    failed = sorted(failure.path.name for failure in found if isinstance(failure, UnreadableFile))
    assert ["missing", "nowhere.txt", "pipe"] == failed
    passed_over = sorted(other.path.name for other in found if isinstance(other, PassedOver))
    assert [".git", ".hidden.txt", "README.md", "_meta.tsv", "loop", "~$年报.docx"] == passed_over


def test_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the disk or its permissions refuse is named with the system's reason."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")

    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    reader = corpus(tmp_path)

    assert [] == list(reader.reports())
    assert "Permission denied" in str(reader.failures[0])


def test_ids() -> None:
    """An id is the file's stem; where stems clash the hash tells them apart, in whatever order the files come."""
    files = [
        ("年报", "a/年报.txt", "1" * 64),
        ("年报", "b/年报.txt", "2" * 64),
        ("年报", "c/年报.txt", "1" * 64),
        ("其他", "其他.txt", "3" * 64),
    ]
    expected = {
        "a/年报.txt": "年报-11111111",
        "b/年报.txt": "年报-22222222",
        "c/年报.txt": "年报-11111111-2",
        "其他.txt": "其他",
    }
    generator = random.Random(1)
    for _ in range(6):
        generator.shuffle(files)
        assert expected == dict(zip([name for _, name, _ in files], assign_ids(files), strict=True))


def check_sound(report: Report) -> None:
    """Sections partition the text in order; headings, furniture and numbers lie where they say."""
    text = report.text
    assert text == "".join(text[section.start : section.end] for section in report.sections)
    for section in report.sections:
        assert section.start <= section.heading_end <= section.end
        assert section.heading == text[section.start : section.heading_end]
    assert all(0 <= span.start < span.end <= len(text) for span in report.furniture)
    starts = [span.start for span in report.furniture]
    assert sorted(starts) == starts
    for fact in (report.title_fact, report.body, report.region, report.year, report.published, report.index_number):
        assert fact.value is None or fact.evidence
        for quote in fact.evidence:
            assert quote.quote == text[quote.start : quote.end]


PIECES = st.sampled_from(
    [
        "一、概述",
        "二、主动公开",
        "(一)制度。",
        "1.网站",
        "一是",
        "二是",
        "。",
        ",",
        " ",
        "\x0c",
        "\u3000",
        "0000",
        "2015年",
        "沈阳市",
        "和平区",
        "我市",
        "盤錦市",
        "檔案",
        "〔2018108号\n    ",
        "政府信息公开工作年度报告",
        "首页 -> 公开",
        "【打印】",
        "第二十条第(一)项",
        "一、本年新收政府信息公开申请数量\n    ",
        "四、政府信息公开行政复议、行政诉讼情况",
        "由沈阳市水利局编制",
        "现将和平区2015年政府信息公开工作情况报告如下",
        "请与河包镇党政办公室联系",
        "发布机构：\n",
        "索引号：0001/2016-1 ",
        "附表：",
        "第一部分",
        "二〇一六年",
        "2016年3月5日",
        "我局",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_texts_made_of_headings(text: str) -> None:
    """However headings, furniture and places are put together, the report is sound."""
    check_sound(report_of(text or "空"))


@given(st.text(min_size=1, max_size=300))
def test_any_text(text: str) -> None:
    """Any text has a sound reading, and the same one each time."""
    report = report_of(text)

    check_sound(report)
    assert report == report_of(text)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a text or the one documented error."""
    try:
        decoded = extract(data, Path("x"))
    except UnreadableFile:
        return
    check_sound(report_of(decoded.text))


@pytest.mark.parametrize(
    "piece",
    [
        "一、概述 ",
        "1.",
        "(一)",
        "一是",
        "沈阳市",
        "〔2018",
        "《",
        "2015年",
        "政府信息公开",
        " ",
        "一、概述\n",
        "\n",
        "(",
        "由某局",
        "发布机构：",
        "我局",
    ],
)
def test_long_texts_take_bounded_time(piece: str) -> None:
    """A million characters of one thing are read in seconds; nothing is quadratic."""
    text = piece * (400_000 // len(piece))
    started = time.process_time()
    report_of(text)

    assert time.process_time() - started < 60


def test_unknown_is_not_guessed() -> None:
    """A text that says neither place nor year has neither."""
    report = report_of("我们认真做好工作。会同有关部门推进公共资源交易,加强和政府的沟通。")

    assert report.region.value is None
    assert report.year.value is None
    assert report.body.value is None
    assert report.published.value is None


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("福州市鼓楼区人民政府2019年政府信息公开工作年度报告", "350102"),
        ("鼓楼区2019年政府信息公开工作年度报告", None),
        ("襄樊市2009年度政府信息公开工作报告", "420600"),
        ("恩施土家族苗族自治州2015年政府信息公开工作年度报告", "422800"),
        ("巢湖市居巢区2010年政府信息公开工作年度报告", "341402"),
        ("会同县2016年政府信息公开工作年度报告", "431225"),
        ("盘锦市大洼县2014年度政府信息公开工作报告", "211121"),
        ("重庆市江北区2023年政府信息公开工作年度报告", "500105"),
        ("上海市黄浦区人民政府2023年政府信息公开工作年度报告", "310101"),
    ],
)
def test_region_of_a_title(title: str, code: str | None) -> None:
    """A title names the region, and one that may be several places is none."""
    region = report_of(f"{title}\n\n一、概述\n认真做好工作。").region.value

    assert code == (region.code if region else None)


def test_rows_of_tables_are_no_headings() -> None:
    """Labels of the rows of the 2019 and 2021 tables are not headings, in lines or run together; parts are."""
    text = (
        f"{TITLE}\n一、总体情况\n今年工作很好。\n二、主动公开政府信息情况\n第二十条第（一）项\n三、收到和处理政府信息公开申请情况\n"
        "一、本年新收政府信息公开申请数量3\n二、上年结转政府信息公开申请数量0\n三、本年度办理结果\n（一）予以公开1\n1.属于国家秘密0\n"
        "四、结转下年度继续办理0000000四、政府信息公开行政复议、行政诉讼情况\n000\n五、存在的主要问题及改进情况\n有问题。\n六、其他需要报告的事项\n无。\n"
    )
    slugs = [section.slug for section in report_of(text).sections if section.level]

    assert ["overview", "proactive", "requests", "remedies", "problems", "other"] == slugs
