"""Text that was read in a wrong encoding is put right where nothing is lost by it, and reported otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.corpus import extract
from indexer.corpus.formats.mojibake import mended
from indexer.model import DamageKind

SENTENCES = (
    "一、主动公开政府信息情况",
    "2024年，我市认真贯彻落实《中华人民共和国政府信息公开条例》，不断加强政府信息公开工作。",
    "（二）依申请公开情况。全年共收到申请143件，按期办结143件。",
    "加强政务新媒体日常管理，运用第三方检测平台实行常态化监测。",
    "2024 annual report, table 3: 0 0 0",
    "",
    "六、其他需要报告的事项",
)
RIGHT = "\n".join(SENTENCES)


def misread(line: str, right: str, wrong: str) -> str:
    """Read the bytes of a line in a wrong encoding, as programs do that show every byte."""
    data = line.encode(right)
    if wrong == "cp1252":  # browsers show a control character for the five bytes that have no character
        return "".join(
            chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252") for byte in data
        )
    return data.decode(wrong)


WAYS = [("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gb18030", "latin-1"), ("gb18030", "cp1252")]


def test_gbk_reading_of_whole_lines() -> None:
    """UTF-8 read as GBK loses nothing where its bytes happen to pair up; the euro sign stands for byte 0x80."""
    lines = ["（一）主动公开方面", "便捷获取政府信息", "持续推进重大决策预公开"]
    shown = [line.encode("utf-8").decode("gbk", "nianbao.euro") for line in lines]
    assert "锛堜竴锛変富鍔ㄥ叕寮€鏂归潰" == shown[0]

    assert "\n".join(lines) == mended("\n".join(shown)).text


@pytest.mark.parametrize(("right", "wrong"), WAYS)
def test_every_lossless_line_is_put_right(right: str, wrong: str) -> None:
    """What was misread without a loss comes out as it was, line by line."""
    result = mended("\n".join(misread(line, right, wrong) for line in SENTENCES))

    assert RIGHT == result.text
    assert (sum(not line.isascii() for line in SENTENCES), 0) == (result.lines, result.broken)


def test_twice_misread() -> None:
    """Two wrong readings on top of each other are undone."""
    twice = misread(misread(RIGHT, "utf-8", "latin-1"), "utf-8", "latin-1")

    assert RIGHT == mended(twice).text


@given(st.lists(st.sampled_from(SENTENCES), max_size=12), st.randoms(use_true_random=False))
def test_only_what_was_misread_changes(lines: list[str], random: object) -> None:
    """In a text of right and misread lines every line ends right, whatever stands beside it."""
    choose = random.choice  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    mixed = [misread(line, "utf-8", "latin-1") if choose([True, False]) else line for line in lines]
    telling = any(line != shown and len(line) > 8 for line, shown in zip(lines, mixed, strict=True))
    result = mended("\n".join(mixed)).text.split("\n")

    assert result == ((lines if telling else mixed) or [""])


def test_losses_are_reported_and_left() -> None:
    """A line whose bytes were lost stays as it is; nothing is guessed."""
    broken = SENTENCES[1].encode().decode("gbk", "replace")
    result = mended(broken)

    assert broken == result.text
    assert (0, 1) == (result.lines, result.broken)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Mending ends, keeps the number of lines, and does nothing more the second time."""
    once = mended(text).text

    assert text.count("\n") == once.count("\n")
    assert once == mended(once).text


def test_report_says_what_was_done() -> None:
    """The report carries what was put right and what is lost, and the given title is put right too."""
    title = misread(SENTENCES[0], "utf-8", "latin-1")
    value = {"title": title, "text": misread(RIGHT, "utf-8", "latin-1")}
    extracted = extract(json.dumps(value).encode(), Path("x.json"))

    assert RIGHT in extracted.text
    assert SENTENCES[0] == extracted.given.title
    assert [DamageKind.MENDED_MOJIBAKE] == [damage.kind for damage in extracted.warnings]


@pytest.mark.data
def test_real_broken_report(shared_data: Path) -> None:
    """A genuine report whose UTF-8 was read as GBK and lost bytes is read as it is, with the warning."""
    (path,) = (shared_data / "reports" / "mojibake").glob("*.json")
    extracted = extract(path.read_bytes(), path)

    assert {DamageKind.BROKEN_JSON, DamageKind.MOJIBAKE} == {damage.kind for damage in extracted.warnings}
    assert path.read_text("utf-8-sig") == extracted.text


@pytest.mark.data
def test_sound_texts_are_untouched(shared_data: Path) -> None:
    """Real texts in both scripts are left alone to the last character."""
    paths = [
        *(shared_data / "reports").glob("*/*.txt"),
        *sorted((shared_data / "corpora" / "laws").rglob("*.md"))[::20],
    ]
    assert len(paths) > 100
    for path in paths:
        text = path.read_text("utf-8")
        assert mended(text).text == text
        assert 0 == mended(text).broken
    lines = (shared_data / "ir" / "drcd_traditional" / "corpus.jsonl").read_text("utf-8").splitlines()[::10]
    text = "\n".join(json.loads(line)["text"] for line in lines)
    assert mended(text).text == text
