"""What to type instead or further: suggestions while a person types, corrections when little was found."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from indexer.model.request import SearchRequest

__all__ = ["SUGGESTIONS", "Correction", "CorrectionKind", "Suggestion", "SuggestionKind"]

SUGGESTIONS = 8
"""Suggestions that are shown at most: more are not read while typing."""


class SuggestionKind(StrEnum):
    """What a suggestion is; the first that applies."""

    REGION = "region"
    """The name of a region that reports are about."""

    BODY = "body"
    """The name of an issuing body."""

    SECTION = "section"
    """The label of one of the twelve sections."""

    HEADING = "heading"
    """A heading of reports, without its number."""

    WORD = "word"
    """A word of their texts."""


class Suggestion(msgspec.Struct, frozen=True):
    """A query to go on with.

    Attributes:
        text: The whole query, what was typed before included.
        kind: What its last part is.
        count: How many reports it finds, at least 1.
        url: Path and query of its results page.
    """

    text: str
    kind: SuggestionKind
    count: int
    url: str


class CorrectionKind(StrEnum):
    """What a correction puts right; the order is that of how likely it was meant."""

    PINYIN = "pinyin"
    """Letters that spell a word or its initials."""

    WORDING = "wording"
    """Taiwan wording in Simplified characters."""

    WHOLE = "whole"
    """A part of a number or Latin word, which is found as a whole only."""

    HOMOPHONE = "homophone"
    """Characters that sound like others."""

    SPELLING = "spelling"
    """One character wrong, missing or too many."""


class Correction(msgspec.Struct, frozen=True):
    """A query that was perhaps meant. It is offered, never searched for instead.

    Attributes:
        kind: What it puts right.
        wrong: The part of the query that is replaced.
        right: What it is replaced by; stands in at least one report.
        request: The corrected search.
        url: Path and query of its results page.
        count: How many reports it finds, at least 1.
    """

    kind: CorrectionKind
    wrong: str
    right: str
    request: SearchRequest
    url: str
    count: int
