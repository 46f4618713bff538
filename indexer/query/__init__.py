"""What did the person ask?

Query text to tree, URL parameters and options to request, request to URL, chips and command line. Nothing here
evaluates anything.
"""

from __future__ import annotations

from indexer.query import refine
from indexer.query.apart import words_apart
from indexer.query.argv import command_line, pairs_from_options
from indexer.query.canonical import canonical, clean_text
from indexer.query.chips import Chip, chips
from indexer.query.docnum import document_number_leaf
from indexer.query.params import Choice, ParsedRequest, request_from_pairs
from indexer.query.parser import SYNTAX_CODES
from indexer.query.planning import passage_plan, plan_of
from indexer.query.query_text import QueryText
from indexer.query.shape import WHOLE, ReportShape, shape_from_pairs, shape_pairs
from indexer.query.syntax import phrase_text, run_text
from indexer.query.urls import (
    SHORT_LENGTH,
    RegionLinks,
    ReportLinks,
    YearLinks,
    canonical_path,
    canonical_query,
    facet_path,
    hash_of_query,
    report_path,
    request_pairs,
    saved_query,
    short_hash,
    to_hit,
)

__all__ = [
    "SHORT_LENGTH",
    "SYNTAX_CODES",
    "WHOLE",
    "Chip",
    "Choice",
    "ParsedRequest",
    "QueryText",
    "RegionLinks",
    "ReportLinks",
    "ReportShape",
    "YearLinks",
    "canonical",
    "canonical_path",
    "canonical_query",
    "chips",
    "clean_text",
    "command_line",
    "document_number_leaf",
    "facet_path",
    "hash_of_query",
    "pairs_from_options",
    "passage_plan",
    "phrase_text",
    "plan_of",
    "refine",
    "report_path",
    "request_from_pairs",
    "request_pairs",
    "run_text",
    "saved_query",
    "shape_from_pairs",
    "shape_pairs",
    "short_hash",
    "to_hit",
    "words_apart",
]
