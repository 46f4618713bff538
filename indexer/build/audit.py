"""Whether an index is what it says, and finds what stands in its reports."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

from indexer.backends.leaves import LeafReader
from indexer.backends.whoosh import WhooshIndex
from indexer.build.entry import indexed_reports
from indexer.errors import IndexCorrupt, IndexStoreError
from indexer.query.tree import Exact, Field, Literal, Word
from indexer.regions import gazetteer
from indexer.store import originals_file, read_original

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.analysis import Analysis
    from indexer.backends.base import Index
    from indexer.model import Report
    from indexer.store import FileEntry, Generation

__all__ = ["audit"]

_LONGEST = 20  # characters of a string that is looked for
_CACHE_BYTES = 1 << 24


def audit(
    generation: Generation,
    analysis: Analysis,
    samples: int,
    progress: Callable[[int, int, str], None] = lambda _done, _all, _name: None,
) -> Iterator[str]:
    """Yield what is wrong with a generation, one sentence each; nothing when all is well. Nothing is changed.

    Sizes and hashes of all its files; rules; counts; every original; of each report, its texts analysed once more, and
    strings and words of it looked up.

    Args:
        generation: What to look at.
        analysis: The analysis of this program.
        samples: How many strings and how many words of each report are looked up.
        progress: Told reports done, reports in all and the one at hand.
    """
    try:
        generation.manifest.check_parts(generation.path, every=True)
        generation.manifest.check_rules(generation.path, analysis.components, gazetteer().version)
        files = generation.files()
        index = WhooshIndex(generation.segments(), _CACHE_BYTES, generation.lexicon)
    except IndexStoreError as error:  # what is damaged or of other rules cannot be read further
        yield str(error)
        return
    try:
        yield from _counts(generation, files, index)
        for number, report_id in enumerate(index.columns.ids):
            progress(number, index.columns.reports, report_id)
            yield from _report(number, index, analysis, samples)
        progress(index.columns.reports, index.columns.reports, "")
    finally:
        index.close()
    for entry in files:
        try:
            read_original([originals_file(generation.path, entry.segment)], entry.sha256)
        except IndexCorrupt as error:
            yield f"{entry.report_id}: {error}"


def _counts(generation: Generation, files: Sequence[FileEntry], index: Index) -> Iterator[str]:
    manifest, columns = generation.manifest, index.columns
    for name, said, found in (
        ("reports", manifest.reports, columns.reports),
        ("rows", manifest.rows, columns.rows),
        ("files", len(files), columns.reports),
        ("sections", manifest.sections, sum(entry.sections for entry in files)),
    ):
        if said != found:
            yield f"{generation.path} says that it has {said:,} {name} and has {found:,}"
    strangers = {entry.report_id for entry in files} ^ set(columns.ids)
    if strangers:
        yield f"{generation.path} lists or holds the report {min(strangers)} without the other"


def _report(number: int, index: Index, analysis: Analysis, samples: int) -> Iterator[str]:
    """What is wrong with one report."""
    try:
        stored, text = index.stored(number), index.text(number)
    except IndexCorrupt as error:
        yield str(error)
        return
    (again,) = indexed_reports([stored.report], analysis)
    name = stored.report.id
    if again.text.main != text.main or again.text.second != text.second:
        yield f"{name}: the canonical text is not that of the report"
    chance = random.Random(name)  # noqa: S311 - the same strings every time, so that a finding can be looked into
    leaves = LeafReader(index, 0)
    for string in _strings(stored.report, chance, samples):
        needle = analysis.forms(string)[0].needle
        if number not in leaves.matches(Literal(Field.TEXT, needle)).reports:
            yield f"{name}: “{string}” stands in it and is not found"
        elif number not in leaves.matches(Exact(needle, string)).reports:
            yield f"{name}: “{string}” stands in it and is not found as it was typed"
    words = sorted(again.rows[0].words) if again.rows else []
    for word in chance.sample(words, min(samples, len(words))):
        if number not in leaves.matches(Word(Field.TEXT, word)).reports:
            yield f"{name}: its word “{word}” is not found"


def _strings(report: Report, chance: random.Random, samples: int) -> Iterator[str]:
    """Random stretches of a text that begin and end in a Chinese character, so that none cuts a number or a word."""
    text = report.text
    starts = [place for place, character in enumerate(text) if _is_han(character)]
    for start in chance.choices(starts, k=samples) if starts else ():
        ends = [place for place in range(start, min(start + _LONGEST, len(text))) if _is_han(text[place])]
        yield text[start : chance.choice(ends) + 1]


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED")
