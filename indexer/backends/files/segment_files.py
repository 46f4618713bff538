"""Names of the files of an index segment, for who writes them and who reads them."""

from __future__ import annotations

__all__ = [
    "ENDS_FILE",
    "GLYPHS_FOLDER",
    "INDEX_NAME",
    "LEXICON_FILE",
    "POSTINGS_FILE",
    "RECORDS_FILE",
    "SEGMENT_NAME",
    "TABLE_FILE",
    "TERMS_FILE",
    "TEXT_FOLDER",
]

INDEX_NAME = "MAIN"
"""Whoosh's name of an index, its own default; it begins the names of Whoosh's files."""

SEGMENT_NAME = "words"
"""Whoosh's name of the one segment; Whoosh would draw a random one."""

TERMS_FILE = "MAIN_words.trm"
POSTINGS_FILE = "MAIN_words.pst"
TABLE_FILE = "table.msgpack"
LEXICON_FILE = "lexicon.bin"
RECORDS_FILE = "records.bin"

ENDS_FILE = "ends.bin"
"""Where the sample and each record of `RECORDS_FILE` end, eight bytes each."""

GLYPHS_FOLDER = "glyphs"
"""Folder of how the text is written, in that of the segment."""

TEXT_FOLDER = "text"
"""Folder of the text, in that of the segment."""
