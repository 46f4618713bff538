"""The lexicon of an index in a folder of its own.

directory.bin  what stands where, and what each text is
blocks.bin     the texts and their pinyin
reports.bin    how many reports have each text
owners.bin     which text each pinyin spells
sums.msgpack   sizes and sums by page of all of these
"""

from __future__ import annotations

import zlib
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import msgspec

from indexer.backends.files.checked_array import CheckedArray
from indexer.backends.files.checked_file import CheckedFile
from indexer.backends.files.page_sums import read_sums, write_sums
from indexer.backends.files.segment_files import LEXICON_FILE
from indexer.backends.lexicon.counts import LexiconCounts
from indexer.backends.lexicon.lexicon import Lexicon, LexiconDirectory, PackedLexicon
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["LexiconFolder", "write_lexicon"]

_DIRECTORY = "directory.bin"
_BLOCKS = "blocks.bin"
_REPORTS = "reports.bin"
_OWNERS = "owners.bin"


def write_lexicon(folder: Path, segments: Iterable[Path]) -> None:
    """Write what can be suggested from index segments into a folder, which is made.

    Raises:
        IndexCorrupt: A segment is damaged.
        OSError: The disk refuses.
    """
    folder.mkdir()
    packed = PackedLexicon.of(LexiconCounts.joined(map(_counts, segments)).entries())
    (folder / _DIRECTORY).write_bytes(zlib.compress(msgspec.msgpack.encode(packed.directory)))
    (folder / _BLOCKS).write_bytes(packed.blocks)
    (folder / _REPORTS).write_bytes(packed.reports.tobytes())
    (folder / _OWNERS).write_bytes(packed.owners.tobytes())
    write_sums(folder)


def _counts(segment: Path) -> LexiconCounts:
    with closing(CheckedFile(f"{segment}/{LEXICON_FILE}", read_sums(segment)[LEXICON_FILE])) as file:
        return LexiconCounts.from_bytes(file.whole())


class LexiconFolder:
    """An open lexicon.

    Args:
        folder: What `write_lexicon` filled.

    Attributes:
        lexicon: What stands in it.

    Raises:
        IndexCorrupt: It is damaged.
    """

    def __init__(self, folder: Path) -> None:
        sums = read_sums(folder)
        with ExitStack() as opened:
            try:
                packed, blocks = (
                    opened.enter_context(closing(CheckedFile(f"{folder}/{name}", sums[name])))
                    for name in (_DIRECTORY, _BLOCKS)
                )
                directory = msgspec.msgpack.decode(zlib.decompress(packed.whole()), type=LexiconDirectory)
                self.lexicon = Lexicon(
                    directory,
                    blocks.read,
                    CheckedArray(f"{folder}/{_REPORTS}", f"<u{directory.lane}", sums[_REPORTS]),
                    CheckedArray(f"{folder}/{_OWNERS}", f"<u{directory.owner_lane}", sums[_OWNERS]),
                )
            except (KeyError, TypeError, ValueError, zlib.error, msgspec.MsgspecError) as error:
                raise IndexCorrupt(f"{folder} holds no words to suggest ({error}); {REBUILD}") from error
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close the files."""
        self._opened.close()
