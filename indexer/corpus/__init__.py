"""What does this file say, and about whom?

Bytes to text to `Report`: decoding, page furniture, outline, metadata with evidence. What is not known is unknown.
"""

from __future__ import annotations

from indexer.corpus.body_key import body_key
from indexer.corpus.corpus import Corpus, assign_ids
from indexer.corpus.decode import MAX_BYTES, decode
from indexer.corpus.discover import SourceFile, discover
from indexer.corpus.docnums import ParsedNumber, parse_document_number
from indexer.corpus.report import report_from_text

__all__ = [
    "MAX_BYTES",
    "Corpus",
    "ParsedNumber",
    "SourceFile",
    "assign_ids",
    "body_key",
    "decode",
    "discover",
    "parse_document_number",
    "report_from_text",
]
