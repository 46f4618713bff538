"""Did you mean: where no report holds what was typed, what does occur and is near it.

Each correction is offered with the number of reports that the whole query finds with it; nothing is searched for
instead. What is put in place of a run stands literally in a report; where nothing near does, a word of it that fell to
pieces (平太 in 信息公开平太) may be put right by one that sounds like it, if more is found with it.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from indexer.analysis import function_words, pinyin_of, sounds_alike
from indexer.backends.cache import ByteCache
from indexer.errors import SearchTimeout
from indexer.model import MAX_QUERY_LENGTH, Correction, CorrectionKind, Mode, SearchScope
from indexer.query import QueryText, canonical, canonical_path, phrase_text, run_text
from indexer.query.docnum import document_number_leaf
from indexer.search.suggest.slips import one_slip, whole_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.analysis import Analysis
    from indexer.backends.base import Index
    from indexer.model import SearchRequest

__all__ = ["Corrector"]

_OFFERED = 3
_TRIED = 6  # repairs of one run that are counted
_WINDOW = 6  # characters of the longest stretch inside of a run that is replaced by its sound; names only as a whole
_LONGEST = 20  # characters of a run in which a slip is looked for; longer ones are passages
_LEAST_LETTERS = 2  # of a word in pinyin or initials
_SPELT = 20  # words in pinyin that are looked for
_FRAMED = 3
_WAY_BYTES = 250  # about, of a repair in memory
_ORDER = {kind: place for place, kind in enumerate(CorrectionKind)}


class _Repair(msgspec.Struct, frozen=True):
    """What may stand in the place of a run.

    Attributes:
        kind: What it puts right.
        text: The whole run put right.
        weight: How often it stands there, roughly; orders repairs of one kind.
        more_than: It is offered if the query finds more reports with it than this.
        seen: Whether it was seen in a report, as words that nothing goes on.
    """

    kind: CorrectionKind
    text: str
    weight: int
    more_than: int = 0
    seen: bool = False


class _Ways(NamedTuple):
    """How a run may be put right, whatever the filters.

    Attributes:
        standing: Repairs that stand in a report, the most promising first.
        pieced: Where there are none, the run with a word of it put right.
    """

    standing: tuple[_Repair, ...]
    pieced: tuple[str, ...]

    @property
    def nbytes(self) -> int:
        return _WAY_BYTES * (len(self.standing) + len(self.pieced))


class Corrector:
    """Corrects queries over one index.

    Args:
        index: Holds what occurs.
        analysis: Folds, and knows Taiwan wording.
        count: Tells how many reports a request finds.
        cache_bytes: Memory for what runs were looked for, which takes tenths of seconds and does not go by filters.
    """

    def __init__(
        self, index: Index, analysis: Analysis, count: Callable[[SearchRequest], int], cache_bytes: int
    ) -> None:
        self._index = index
        self._analysis = analysis
        self._count = count
        self._known: ByteCache[_Ways] = ByteCache(cache_bytes, lambda ways: ways.nbytes)

    def corrections(self, request: SearchRequest) -> tuple[Correction, ...]:
        """At most three corrections, those that find most first; of those that time allows to look for.

        Args:
            request: A request for which no report holds every run and phrase as it was typed.
        """
        found: list[Correction] = []
        with suppress(SearchTimeout):
            for correction in self._corrections(request):
                found.append(correction)  # noqa: PERF402 - those before time was up are kept
        best = sorted(found, key=lambda made: (_ORDER[made.kind], -made.count, made.right))
        return tuple(best[:_OFFERED])

    def _corrections(self, request: SearchRequest) -> Iterator[Correction]:
        """Yield those that find something."""
        query = QueryText(request.q)
        made = set()
        for typed, run, with_right in _parts(query, request.q):
            if len(run) > _LONGEST or self._stands(request, typed):
                continue
            for repair in self._fitting(request, self._analysis.simplify(run)):
                changed = canonical(replace(request.on_page(1), q=with_right(repair.text)))
                if changed.q in made or len(changed.q) > MAX_QUERY_LENGTH:  # escapes make it longer
                    continue
                if (count := self._count(changed)) > repair.more_than:
                    made.add(changed.q)
                    yield Correction(repair.kind, typed, repair.text, changed, canonical_path(changed), count)

    def _fitting(self, request: SearchRequest, run: str) -> Iterable[_Repair]:
        """The repairs of a folded run that are counted."""
        ways = self._known.get((run, request.scope, request.mode), lambda: self._ways(request, run))
        if ways.standing or not ways.pieced:
            return ways.standing
        found = self._count(request)
        return [_Repair(CorrectionKind.HOMOPHONE, text, 0, found) for text in ways.pieced]

    def _ways(self, request: SearchRequest, run: str) -> _Ways:
        possible = (repair for repair in self._repairs(run) if self._may_stand(repair.text))
        as_seen = request.mode is not Mode.EXACT and request.scope is SearchScope.REPORT
        standing = (repair for repair in possible if (as_seen and repair.seen) or self._stands(request, repair.text))
        best = tuple(islice(standing, _TRIED))
        return _Ways(best, () if best else tuple(self._words_put_right(run)))

    def _stands(self, request: SearchRequest, text: str) -> bool:
        return self._count(replace(request.without_filters(), q=phrase_text(text))) > 0

    def _may_stand(self, text: str) -> bool:
        """Whether each pair of its characters stands somewhere, which is told in a tenth of the time."""
        return self._index.texts.at_most(self._analysis.canon(text)) > 0

    def _repairs(self, run: str) -> list[_Repair]:
        """Repairs of a folded run, the most promising first."""
        found: dict[str, _Repair] = {}
        ways = (self._wording, self._spelt, self._cut, self._slips, self._sounds, self._framed)
        for repair in chain.from_iterable(way(run) for way in ways):
            if repair.text != run:
                found.setdefault(repair.text, repair)
        ordered = sorted(found.values(), key=lambda repair: (_ORDER[repair.kind], -repair.weight, repair.text))
        alike: dict[str, _Repair] = {}
        for repair in ordered:  # 行政覆议 finds what 行政复议 finds
            alike.setdefault(self._analysis.canon(repair.text), repair)
        return list(alike.values())

    def _wording(self, run: str) -> Iterator[_Repair]:
        yield _Repair(CorrectionKind.WORDING, self._analysis.in_mainland_wording(run), 0)

    def _spelt(self, run: str) -> Iterator[_Repair]:
        letters = pinyin_of(run)
        if not letters:
            return
        if not (spelt := self._spelt_exactly(letters.lower())):
            cuts = range(_LEAST_LETTERS, len(letters) - _LEAST_LETTERS + 1)
            halves = [(letters[:cut].lower(), letters[cut:].lower()) for cut in cuts]
            spelt = [
                (first + second, min(count, other))
                for half, rest in halves
                for first, count in self._spelt_exactly(half)
                for second, other in self._spelt_exactly(rest)
            ]
        for text, count in sorted(spelt, key=lambda found: -found[1])[:_SPELT]:
            yield _Repair(CorrectionKind.PINYIN, text, count)

    def _spelt_exactly(self, letters: str) -> list[tuple[str, int]]:
        """The texts that letters spell, those in most reports first, with the number of reports."""
        return [(entry.text, entry.reports) for entry in self._index.lexicon.spelt_exactly(letters, _TRIED)]

    def _cut(self, run: str) -> Iterator[_Repair]:
        for text, count in whole_words(self._index.texts, run).most_common(_TRIED):
            yield _Repair(CorrectionKind.WHOLE, text, count)

    def _slips(self, run: str) -> Iterator[_Repair]:
        document = document_number_leaf(run, self._analysis)
        for text, count in one_slip(self._index.texts, run).most_common(_TRIED):
            if sounds_alike(run, text):
                yield _Repair(CorrectionKind.HOMOPHONE, text, count, seen=_has_no_number(text))
            elif document is None:  # another body's document of the same number is no slip
                yield _Repair(CorrectionKind.SPELLING, text, count, seen=_has_no_number(text))

    def _framed(self, run: str) -> Iterator[_Repair]:
        """Words and names of three characters whose middle one is another: 盘绵市 for 盘锦市."""
        if len(run) != _FRAMED:
            return
        lexicon = self._index.lexicon
        for entry in lexicon.beginning_with(run[0], len(lexicon)):
            if len(entry.text) == _FRAMED and entry.text[-1] == run[-1]:
                yield _Repair(CorrectionKind.SPELLING, entry.text, entry.reports)

    def _words_put_right(self, run: str) -> Iterator[str]:
        """The run with a word that fell to pieces put right by one that sounds like it."""
        text = self._analysis.normalise(run)[0].text
        tokens = self._analysis.query_tokens(text)
        broken = [len(token.term) == 1 and token.term not in function_words() for token in tokens]
        for first, token in enumerate(tokens):
            for last in range(first + 1, len(tokens)):
                start, end = token.start, tokens[last].end
                if end - start > _WINDOW:
                    break
                if any(broken[first : last + 1]):
                    alike = self._index.lexicon.sounding_like(text[start:end])
                    yield from (text[:start] + entry.text + text[end:] for entry in alike)

    def _sounds(self, run: str) -> Iterator[_Repair]:
        may_stand = cache(self._may_stand)
        for start, end in _windows(run):
            if not all(map(may_stand, filter(None, (run[:start], run[end:])))):
                continue
            for entry in self._index.lexicon.sounding_like(run[start:end]):
                yield _Repair(CorrectionKind.HOMOPHONE, run[:start] + entry.text + run[end:], 0)


def _parts(query: QueryText, q: str) -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """What may be wrong: as it was typed, as a run, and what gives the query with another text in its place.

    Words of letters side by side may spell one text together: zhengfu xinxi.
    """
    for number, leaf in enumerate(query.wanted):
        yield leaf.text, leaf.text, partial(query.replaced, number)
    if len(query.wanted) > 1 and (letters := pinyin_of(q)):
        yield q, letters, run_text


def _has_no_number(text: str) -> bool:
    """Whether no number or Latin word in a text may go on beside it or be written in another way."""
    return text.isalpha() and not any(map(str.isascii, text))


def _windows(run: str) -> Iterator[tuple[int, int]]:
    """The whole of a run, and stretches of it from long to short."""
    yield 0, len(run)
    for length in range(min(_WINDOW, len(run) - 1), 1, -1):
        yield from ((start, start + length) for start in range(len(run) - length + 1))
