"""Did you mean: where no report holds what was typed, what does occur and is near it.

Each correction is offered with the number of reports that the whole query finds with it; nothing is searched for
instead. What is put in place of a run stands literally in a report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.analysis import homophones
from indexer.model import Correction, CorrectionKind
from indexer.query import QueryText, canonical, canonical_path, phrase_text
from indexer.search.slips import one_slip, whole_words
from indexer.search.sounds import SoundAlikes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.analysis import Analysis
    from indexer.backends.base import Index
    from indexer.model import SearchRequest

__all__ = ["Corrector"]

_OFFERED = 3
_TRIED = 6  # repairs of one run that are counted
_WINDOW = 6  # characters of the longest stretch inside of a run that is replaced by its sound; names only as a whole
_LONGEST = 20  # characters of a run in which a slip is looked for; longer ones are passages
_ORDER = {kind: place for place, kind in enumerate(CorrectionKind)}


@dataclass(frozen=True, slots=True)
class _Repair:
    """What may stand in the place of a run.

    Attributes:
        kind: What it puts right.
        text: The whole run put right.
        weight: How often it stands there, roughly; orders repairs of one kind.
    """

    kind: CorrectionKind
    text: str
    weight: int


class Corrector:
    """Corrects queries over one index.

    Args:
        index: Holds what occurs.
        analysis: Folds, and knows Taiwan wording.
        count: Tells how many reports a request finds.
    """

    def __init__(self, index: Index, analysis: Analysis, count: Callable[[SearchRequest], int]) -> None:
        self._index = index
        self._analysis = analysis
        self._count = count

    @cached_property
    def _sound_alikes(self) -> list[SoundAlikes]:
        return [SoundAlikes(lexicon) for lexicon in self._index.lexicons()]

    def corrections(self, request: SearchRequest) -> tuple[Correction, ...]:
        """At most three corrections, those that find most first.

        Args:
            request: A request for which no report holds every run and phrase as it was typed.
        """
        query = QueryText(request.q)
        found: dict[str, Correction] = {}
        for number, leaf in enumerate(query.wanted):
            if len(leaf.text) > _LONGEST or self._stands(request, leaf.text):
                continue
            repairs = self._repairs(self._analysis.simplify(leaf.text))
            for repair in [repair for repair in repairs if self._stands(request, repair.text)][:_TRIED]:
                changed = canonical(replace(request.on_page(1), q=query.replaced(number, repair.text)))
                if changed.q not in found and (count := self._count(changed)):
                    url = canonical_path(changed)
                    found[changed.q] = Correction(repair.kind, leaf.text, repair.text, changed, url, count)
        best = sorted(found.values(), key=lambda made: (_ORDER[made.kind], -made.count, made.right))
        return tuple(best[:_OFFERED])

    def _stands(self, request: SearchRequest, text: str) -> bool:
        return self._count(replace(request.without_filters(), q=phrase_text(text))) > 0

    def _repairs(self, run: str) -> list[_Repair]:
        """Repairs of a folded run, the most promising first."""
        found: dict[str, _Repair] = {}
        for repair in (*self._wording(run), *self._spelt(run), *self._cut(run), *self._slips(run), *self._sounds(run)):
            if repair.text != run:
                found.setdefault(repair.text, repair)
        return sorted(found.values(), key=lambda repair: (_ORDER[repair.kind], -repair.weight, repair.text))

    def _wording(self, run: str) -> Iterator[_Repair]:
        yield _Repair(CorrectionKind.WORDING, self._analysis.in_mainland_wording(run), 0)

    def _spelt(self, run: str) -> Iterator[_Repair]:
        letters = run.replace("'", "")
        if not letters.isascii() or not letters.isalpha():
            return
        for lexicon in self._index.lexicons():
            for number in lexicon.spelt_exactly(letters.lower(), _TRIED):
                yield _Repair(CorrectionKind.PINYIN, lexicon.texts[number], lexicon.reports[number])

    def _cut(self, run: str) -> Iterator[_Repair]:
        for text, count in whole_words(self._index.texts, run).most_common(_TRIED):
            yield _Repair(CorrectionKind.WHOLE, text, count)

    def _slips(self, run: str) -> Iterator[_Repair]:
        for text, count in one_slip(self._index.texts, run).most_common(_TRIED):
            sounds = len(text) == len(run) and all(map(_same_sound, run, text))
            yield _Repair(CorrectionKind.HOMOPHONE if sounds else CorrectionKind.SPELLING, text, count)

    def _sounds(self, run: str) -> Iterator[_Repair]:
        for start, end in _windows(run):
            for words in self._sound_alikes:
                for text in words.of(run[start:end]):
                    yield _Repair(CorrectionKind.HOMOPHONE, run[:start] + text + run[end:], 0)


def _same_sound(one: str, other: str) -> bool:
    return other in homophones(one)


def _windows(run: str) -> Iterator[tuple[int, int]]:
    """The whole of a run, and stretches of it from long to short."""
    yield 0, len(run)
    for length in range(min(_WINDOW, len(run) - 1), 1, -1):
        yield from ((start, start + length) for start in range(len(run) - length + 1))
