"""What does this file say, and about whom?

Bytes to text to `Report`: formats and encodings, page furniture, outline, metadata with evidence. What is not known is
unknown.
"""

from __future__ import annotations

from indexer.corpus.corpus import Corpus, read_report
from indexer.corpus.docnums import ParsedNumber, parse_document_number
from indexer.corpus.files.discover import PassedOver, SourceFile, discover
from indexer.corpus.files.files import MAX_BYTES
from indexer.corpus.files.sources import RawFile, Source, assign_ids
from indexer.corpus.formats import extract
from indexer.corpus.issuer.body_key import body_key
from indexer.corpus.report import understand

__all__ = [
    "MAX_BYTES",
    "Corpus",
    "ParsedNumber",
    "PassedOver",
    "RawFile",
    "Source",
    "SourceFile",
    "assign_ids",
    "body_key",
    "discover",
    "extract",
    "parse_document_number",
    "read_report",
    "understand",
]
