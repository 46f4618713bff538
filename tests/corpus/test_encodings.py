"""Encodings are told from the bytes, whatever the text and its length; damage is marked, bounded and reported."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.corpus.formats.base import Unreadable
from indexer.corpus.formats.encoding import decode

if TYPE_CHECKING:
    from pathlib import Path

SIMPLIFIED = (
    "2024年，我市认真贯彻落实《中华人民共和国政府信息公开条例》，不断加强和改进政府信息公开工作，全年主动公开信息。"
)
TRADITIONAL = (
    "2008年，盤錦市認真貫徹落實《中華人民共和國政府信息公開條例》，不斷加強和改進政府信息公開工作，全年主動公開信息。"
)

CODECS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "cp950": "big5",
}


@pytest.mark.parametrize("codec", CODECS)
@given(st.data())
def test_stretches(codec: str, data: st.DataObject) -> None:
    """Ten characters of prose and more are told right in every encoding, with whatever digits and letters around."""
    prose = TRADITIONAL if codec == "cp950" else data.draw(st.sampled_from([SIMPLIFIED, TRADITIONAL]))
    start = data.draw(st.integers(5, len(prose) - 10))
    around = data.draw(st.text("abc 0123456789\n", max_size=30))
    text = around + prose[start : start + data.draw(st.integers(10, 60))]
    decoded = decode(text.encode(codec))

    assert (text, CODECS[codec]) == (decoded.text, decoded.encoding)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_byte_order_marks(mark: bytes, codec: str) -> None:
    """A byte order mark decides, and is no part of the text."""
    decoded = decode(mark + SIMPLIFIED.encode(codec))

    assert (SIMPLIFIED, codec) == (decoded.text, decoded.encoding)


@pytest.mark.data
def test_real_texts(shared_data: Path) -> None:
    """Reports, government work reports and articles in both scripts, cut to many lengths: none is told wrong."""
    generator = random.Random(20260101)
    reports = [path.read_text("utf-8") for path in sorted((shared_data / "corpora" / "cities_2024").glob("*.txt"))]
    articles = (shared_data / "ir" / "drcd_traditional" / "corpus.jsonl").read_text("utf-8").splitlines()
    for codec, texts in (
        ("gb18030", reports),
        ("utf-16-le", reports),
        ("cp950", [json.loads(line)["text"] for line in articles]),
    ):
        told = tried = 0
        for length in (20, 50, 200, 1000, 20_000):
            for text in generator.sample(texts, 60):
                start = generator.randrange(max(1, len(text) - length))
                stretch = text[start : start + length].strip()
                try:
                    data = stretch.encode(codec)
                except UnicodeEncodeError:  # Big5 lacks some characters
                    continue
                tried += 1
                told += decode(data).text == data.decode(codec).replace("\r", "\n")  # Big5 loses some forms of signs
        assert tried > 200
        assert tried == told


def test_declared_encoding_counts_only_where_it_fits() -> None:
    """What a page says of its encoding decides between two that fit, and is not believed against the bytes."""
    assert SIMPLIFIED == decode(SIMPLIFIED.encode("gbk"), "utf-8").text
    assert SIMPLIFIED == decode(SIMPLIFIED.encode("utf-8"), "gb2312").text
    assert SIMPLIFIED == decode(SIMPLIFIED.encode("gbk"), "no such encoding").text
    assert SIMPLIFIED == decode(SIMPLIFIED.encode("gbk"), "编码").text


def test_lines_in_several_encodings() -> None:
    """Files that were put together from several have each line in its own encoding, without a loss."""
    lines = [SIMPLIFIED.encode("utf-8"), TRADITIONAL.encode("gb18030"), b"ascii", TRADITIONAL.encode("cp950")]
    decoded = decode(b"\n".join(lines))

    assert f"{SIMPLIFIED}\n{TRADITIONAL}\nascii\n{TRADITIONAL}" == decoded.text
    assert {"utf-8", "gb18030", "big5"} == set(decoded.encoding.split("+"))


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_few_damaged_bytes_are_marked(codec: str) -> None:
    """A damaged place is U+FFFD; the text around it is read."""
    text = SIMPLIFIED * 20
    data = bytearray(text.encode(codec))
    at = data.index("加强".encode(codec), len(data) // 2)
    data[at : at + 2] = b"\xff\xff" if codec != "utf-16-le" else b"\x00\xd8"
    decoded = decode(bytes(data))

    assert 1 <= decoded.text.count("\ufffd") <= 3
    assert text[:300] == decoded.text[:300]
    assert text[-300:] == decoded.text[-300:]


def test_much_damage_is_refused() -> None:
    """What is damaged all over is no text."""
    generator = random.Random(1)
    data = bytearray((SIMPLIFIED * 20).encode("utf-8"))
    for at in range(0, len(data), 20):
        data[at] = generator.choice(b"\xff\xfe\xc0")
    with pytest.raises(Unreadable, match=r"not valid|no Chinese text"):
        decode(bytes(data))


def test_nul_characters() -> None:
    """A stray NUL is marked as a loss; many of them are no text."""
    assert f"\ufffd{SIMPLIFIED * 3}" == decode(b"\x00" + (SIMPLIFIED * 3).encode("utf-8")).text
    with pytest.raises(Unreadable, match="NUL"):
        decode(b"ab\x00" * 100)


@given(st.binary(max_size=300), st.binary(max_size=20))
def test_any_bytes(data: bytes, tail: bytes) -> None:
    """Any bytes are a clean text or the documented error."""
    for candidate in (data, SIMPLIFIED.encode("gbk") + tail, SIMPLIFIED.encode("utf-8") + tail, b"\xff\xfe" + data):
        try:
            text = decode(candidate).text
        except Unreadable:
            continue
        text.encode("utf-8")
        assert "\x00" not in text
        assert "\r" not in text
