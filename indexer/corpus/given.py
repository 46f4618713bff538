"""What a collection or a page states beside the text, joined with what the text itself says.

The text comes first where it says the same thing explicitly; what is given fills in where it is silent.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from indexer.model import Evidence, Fact

if TYPE_CHECKING:
    from indexer.corpus.formats import Given

__all__ = ["with_given_day", "with_given_title", "with_given_year"]

_DAY = re.compile(r"((?:19|20)[0-9]{2})[-年./]?([0-9]{1,2})[-月./]?([0-9]{1,2})(?![0-9])")
_YEAR = re.compile(r"(20[0-9]{2})年?度?")
_STATED = 0.9  # the words of the text itself have 1.0


def with_given_title(fact: Fact[str], given: Given) -> Fact[str]:
    """The title as it stands in the text, else as given, with both pieces of evidence."""
    if not given.title:
        return fact
    evidence = (*fact.evidence, _given(given, given.title))
    return Fact(value=fact.value or given.title, confidence=1.0, evidence=evidence)


def with_given_day(fact: Fact[dt.date], given: Given) -> Fact[dt.date]:
    """The day of publication; as given where it is, because a text has many dates."""
    match = _DAY.match(given.published)
    if match is None:
        return fact
    try:
        value = dt.date(*map(int, match.groups()))
    except ValueError:
        return fact
    return Fact(value=value, confidence=1.0, evidence=(_given(given, given.published), *fact.evidence))


def with_given_year(fact: Fact[int], given: Given) -> Fact[int]:
    """The report year; as given only where the text does not state it."""
    match = _YEAR.fullmatch(given.year)
    if match is None or (fact.value is not None and not fact.inferred):
        return fact
    return Fact(value=int(match[1]), confidence=_STATED, evidence=(_given(given, given.year),))


def _given(given: Given, quote: str) -> Evidence:
    return Evidence("given", quote, -1, -1, given.rule)
