"""Files that hold many reports: JSON Lines, one object a line, and JSON arrays of objects."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from indexer.corpus.files.files import MAX_BYTES, read_range

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Record", "records"]

_BOM = b"\xef\xbb\xbf"
_BLANK = re.compile(r"[ \t\r\n]*")
_LONGEST_ID = 120  # characters; an id is part of links and of file names
_USABLE_ID = re.compile(
    rf"[^\s/\\\x00-\x1f\x7f\ud800-\udfff](?:[^/\\\x00-\x1f\x7f\ud800-\udfff]{{0,{_LONGEST_ID - 1}}})"
)


class Record(NamedTuple):
    """Where one report stands in a file of many.

    Attributes:
        start: Offset of its first byte.
        length: Bytes; more than `MAX_BYTES` when it is too long to be read.
        given_id: The id that it states; empty when it states none that can be part of a link.
        place: Where it stands, for messages, such as ``line 3``.
    """

    start: int
    length: int
    given_id: str
    place: str


def records(file: BinaryIO, path: Path) -> Iterator[Record] | None:
    """The records of an open file; None when it is one report. Memory is that of one record, or of the array."""
    first = file.readline(MAX_BYTES + 1).removeprefix(_BOM)
    while first.isspace():
        first = file.readline(MAX_BYTES + 1)
    first = first.lstrip()
    if first.startswith(b"{") and _object(first) is not None:
        file.seek(0)
        return _lines(file)
    if first.startswith(b"["):
        return _elements(read_range(file, path))
    return None


def _object(line: bytes) -> dict[str, object] | None:
    """The object that a line holds, if it holds one and nothing else."""
    try:
        value = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _lines(file: BinaryIO) -> Iterator[Record]:
    """Every line that is not blank; what is wrong with one is said when it is read."""
    start = number = 0
    while line := file.readline(MAX_BYTES + 1):
        length, number = len(line), number + 1
        while length > MAX_BYTES and not line.endswith(b"\n") and (line := file.readline(MAX_BYTES)):
            length += len(line)
        content = (line.removeprefix(_BOM) if start == 0 else line).strip()
        if length > MAX_BYTES:
            yield Record(start, length, "", f"line {number}")
        elif content:
            yield Record(start + line.index(content), len(content), _given_id(_object(content) or {}), f"line {number}")
        start += length


def _elements(data: bytes) -> Iterator[Record] | None:
    """The elements of an array of objects; None when the bytes are something else."""
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
        found = list(_scanned(text))
    except (ValueError, TypeError, RecursionError):
        return None
    return _with_offsets(found, text, len(data) - len(data.removeprefix(_BOM)))


def _scanned(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end in characters and the id of each element.

    Raises:
        ValueError, TypeError: It is no array of objects.
    """
    decoder = json.JSONDecoder()
    position = _after_blanks(text, _after_blanks(text, 0) + 1)
    while True:
        value, end = decoder.raw_decode(text, position)
        if not isinstance(value, dict):
            raise TypeError("an element is no object")
        yield position, end, _given_id(value)
        position = _after_blanks(text, end)
        if text[position : position + 1] == "]":
            return
        if text[position : position + 1] != ",":
            raise ValueError("no comma behind an element")
        position = _after_blanks(text, position + 1)


def _after_blanks(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _with_offsets(found: list[tuple[int, int, str]], text: str, offset: int) -> Iterator[Record]:
    """Turn offsets in characters into offsets in bytes."""
    position = 0
    for number, (start, end, given_id) in enumerate(found, 1):
        offset += len(text[position:start].encode())
        length = len(text[start:end].encode())
        yield Record(offset, length, given_id, f"element {number}")
        offset, position = offset + length, end


def _given_id(value: dict[str, object]) -> str:
    given = value.get("id")
    text = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    return text if _USABLE_ID.fullmatch(text) and text not in {".", ".."} else ""
