"""From a syntax tree to a plan.

A run matches where all its words do, each as an indexed word or, failing that, as characters inside other words; so a
report that holds the run literally always matches. A phrase matches literally. An excluded run is read as a
phrase, because nobody wants to lose a report over two words that stand apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from unicodedata import normalize

import msgspec

from indexer.model import Mode, Notice
from indexer.query.docnum import document_number_leaf
from indexer.query.plan import Piece, Plan
from indexer.query.syntax import (
    AndItems,
    EveryReport,
    Excluded,
    FieldItem,
    Item,
    NearItems,
    OrItems,
    Phrase,
    Run,
)
from indexer.query.tree import (
    All,
    Exact,
    Field,
    Literal,
    Near,
    Node,
    Nothing,
    RegionIs,
    SectionIs,
    Word,
    YearIs,
    all_of,
    any_of,
    none_of,
)
from indexer.query.values import is_unknown, region_readings, section_slug, year_range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.analysis import Analysis, Form
    from indexer.query.parser import ParsedQuery
    from indexer.query.tree import DocumentNumberIs

__all__ = ["compile_query"]

_FILTERS = frozenset({"region", "year", "section", "docnum"})
_NO_YEAR = "“{}”不是年度；请写成 2018、2015..2018 或 2016.."
_NO_DOCUMENT = "“{}”不是完整的文号；请写成 国办发〔2014〕12号 的样子，不完整的直接当检索词"
_WORDS = "words"  # stands beside the names of filters


class _Reading(msgspec.Struct, frozen=True):
    """One subtree read in three ways, each stricter than the one before; see `Plan`."""

    tree: Node
    words: Node
    exact: Node


def compile_query(parsed: ParsedQuery, analysis: Analysis, mode: Mode) -> Plan:
    """Compile a parsed query."""
    compiler = _Compiler(analysis, mode, keep_marks=not _has_word(parsed.item))
    reading = compiler.read(parsed.item)
    if reading is None:
        reading = _plain(All())
        if not isinstance(parsed.item, EveryReport):
            compiler.notices.append(Notice("empty_query", "检索词里没有看得见的字，已列出全部报告"))
    return Plan(
        tree=reading.tree,
        words=reading.words,
        exact=reading.exact,
        pieces=tuple(compiler.pieces),
        alternatives=compiler.alternatives,
        documents=tuple(compiler.documents),
        by_section=compiler.by_section,
        notices=(*parsed.notices, *compiler.notices),
    )


def _has_word(item: Item) -> bool:
    return any(any(map(str.isalnum, leaf.text)) for leaf in _leaves(item))


def _narrows(item: Item) -> bool:
    """Whether an item says what results must not be, or where they come from, and nothing that they should say."""
    match item:
        case Excluded():
            return True
        case FieldItem():
            return item.name in _FILTERS
        case AndItems() | OrItems():
            return all(map(_narrows, item.items))
        case _:
            return False


def _leaves(item: Item) -> Iterator[Run | Phrase]:
    match item:
        case Run() | Phrase():
            yield item
        case FieldItem():
            yield item.value
        case Excluded():
            yield from _leaves(item.item)
        case AndItems() | OrItems() | NearItems():
            for part in item.items:
                yield from _leaves(part)


class _Compiler:
    """Compiles items and collects pieces and notices on the way.

    `keep_marks` says whether a run of punctuation is searched for: only when nothing else is, since a lone dash between
    two words would otherwise empty the result. What stands in quotation marks is always meant.
    """

    def __init__(self, analysis: Analysis, mode: Mode, *, keep_marks: bool) -> None:
        self._analysis = analysis
        self._mode = mode
        self._keep_marks = keep_marks
        self._excluded = False
        self._required = True
        self.alternatives = ""
        self.pieces: list[Piece] = []
        self.documents: list[DocumentNumberIs] = []
        self.by_section = False
        self.notices: list[Notice] = []

    def read(self, item: Item) -> _Reading | None:
        """Compile one item; None when nothing is left of it."""
        match item:
            case EveryReport():
                return None
            case Run() | Phrase():
                return self._piece(item)
            case FieldItem():
                node = self._field(item)
                return _plain(node) if node else None
            case NearItems():
                return self._near(item)
            case Excluded():
                return self._exclusion(item)
            case OrItems():
                return self._either(item.items)
            case AndItems():
                either = self._mode is Mode.ANY and not item.stated
                return self._side_by_side(item) if either else _joined(all_of, [self.read(part) for part in item.items])

    def _side_by_side(self, item: AndItems) -> _Reading | None:
        """Mode ``any``: one of the words is enough, but what narrows the search keeps narrowing it.

        Filters on one field side by side are alternatives, as they are in a facet.
        """
        either: dict[str, list[Item]] = defaultdict(list)
        always: list[_Reading | None] = []
        for part in item.items:
            if isinstance(part, FieldItem):
                either[part.name if part.name in _FILTERS else _WORDS].append(part)
            elif _narrows(part):
                always.append(self.read(part))
            else:
                either[_WORDS].append(part)
        first = len(self.pieces)
        readings = [self._either(parts) for parts in either.values()]
        runs = [piece.forms[0].needle for piece in self.pieces[first:] if not piece.is_phrase]
        self.alternatives += "".join(runs)
        return _joined(all_of, [*readings, *always])

    def _either(self, items: Iterable[Item]) -> _Reading | None:
        outer, self._required = self._required, False
        reading = _joined(any_of, [self.read(part) for part in items])
        self._required = outer
        return reading

    def _exclusion(self, item: Excluded) -> _Reading | None:
        outer, self._excluded = self._excluded, not self._excluded
        reading = self.read(item.item)
        self._excluded = outer
        return _plain(none_of(reading.tree)) if reading else None

    def _piece(self, leaf: Run | Phrase) -> _Reading | None:
        if not self._counts(leaf):
            return None
        forms = self._analysis.forms(leaf.text)
        if not forms:
            return None
        if self._mode is Mode.EXACT:
            return _plain(any_of(self._string(leaf.text, forms)))
        as_phrase = isinstance(leaf, Phrase) or self._excluded
        document = document_number_leaf(leaf.text, self._analysis)
        readings = [self._form(form, as_phrase=as_phrase) for form in forms]
        reading = _joined(any_of, [*readings, _plain(document) if document else None])
        if reading and not self._excluded:
            self.pieces.append(Piece(as_phrase, forms, reading.exact, self._required))
            self.documents += [document] if document else []
        return reading

    def _counts(self, leaf: Run | Phrase) -> bool:
        return self._keep_marks or isinstance(leaf, Phrase) or any(map(str.isalnum, leaf.text))

    def _string(self, text: str, forms: tuple[Form, ...]) -> tuple[Literal, ...] | tuple[Exact]:
        """The wordings of a piece that counts only as a whole; one in exact mode."""
        wordings: tuple[Literal, ...] | tuple[Exact] = tuple(map(_whole, forms))
        if self._mode is Mode.EXACT:
            forms = forms[:1]
            wordings = (self._exact(text, forms[0]),)
        if not self._excluded:
            self.pieces.append(Piece(is_phrase=True, forms=forms, exact=any_of(wordings), required=self._required))
        return wordings

    def _exact(self, text: str, form: Form) -> Exact:
        """What was typed, without blanks and invisible characters around it, which nobody can see to be there."""
        reading = self._analysis.normalise(text)[0]
        first, after = reading.span(0, len(reading.text))
        return Exact(form.needle, normalize("NFC", text[first:after]))

    def _form(self, form: Form, *, as_phrase: bool) -> _Reading:
        whole = _whole(form)
        if as_phrase or not form.segments:
            return _plain(whole)
        words = all_of(Word(Field.TEXT, segment) for segment in form.segments)
        return _Reading(
            tree=all_of(self._word(Field.TEXT, segment) for segment in form.segments),
            words=words,
            exact=words if form.single else whole,
        )

    def _word(self, field: Field, segment: str) -> Node:
        return any_of((Word(field, segment), Literal(field, self._analysis.canon(segment))))

    def _near(self, item: NearItems) -> _Reading | None:
        counting = [part for part in item.items if self._counts(part)]
        found = [(part, forms) for part in counting if (forms := self._analysis.forms(part.text))]
        if len(found) < 2:  # noqa: PLR2004 - nearness is between two
            return _joined(all_of, [self.read(part) for part in item.items])
        strings = tuple(self._string(part.text, forms) for part, forms in found)
        return _plain(Near(strings, item.distance))

    def _field(self, item: FieldItem) -> Node | None:
        value, column = item.value.text, item.column
        match item.name:
            case "title":
                return self._title(item.value)
            case "region":
                places = region_readings(value, self._analysis.simplify)
                if len(places) > 1:
                    self._notice("several_regions", column, f"有 {len(places)} 个地区叫“{value}”，都算在内")
                codes = tuple(code for place in places for code in place)
                return RegionIs(codes) if codes else self._unknown(column, f"没有叫“{value}”的地区")
            case "year":
                text = self._analysis.simplify(value)
                if is_unknown(text):
                    return none_of(YearIs(0, 9999))
                span = year_range(text)
                return YearIs(span.first, span.last) if span else self._unknown(column, _NO_YEAR.format(value))
            case "section":
                self.by_section = True
                slug = section_slug(self._analysis.simplify(value))
                return SectionIs(slug) if slug else self._unknown(column, f"没有叫“{value}”的章节")
            case _:
                document = document_number_leaf(value, self._analysis)
                if document and not self._excluded:
                    self.documents.append(document)
                return document or self._unknown(column, _NO_DOCUMENT.format(value))

    def _title(self, value: Run | Phrase) -> Node | None:
        forms = self._analysis.forms(value.text)
        if not forms:
            return None
        if self._mode is Mode.EXACT:
            forms = forms[:1]
        as_phrase = isinstance(value, Phrase) or self._excluded or self._mode is Mode.EXACT
        return any_of(
            Literal(Field.TITLE, form.needle)
            if as_phrase or not form.segments
            else all_of(self._word(Field.TITLE, segment) for segment in form.segments)
            for form in forms
        )

    def _unknown(self, column: int, text: str) -> Node:
        self._notice("unknown_value", column, text)
        return Nothing()

    def _notice(self, code: str, column: int, text: str) -> None:
        self.notices.append(Notice(code, f"第 {column + 1} 个字：{text}", column))


def _whole(form: Form) -> Literal:
    return Literal(Field.TEXT, form.needle)


def _plain(node: Node) -> _Reading:
    return _Reading(node, node, node)


def _joined(join: Callable[[Iterable[Node]], Node], readings: Iterable[_Reading | None]) -> _Reading | None:
    kept = [reading for reading in readings if reading is not None]
    if not kept:
        return None
    return _Reading(
        tree=join(reading.tree for reading in kept),
        words=join(any_of((reading.words, reading.exact)) for reading in kept),
        exact=join(reading.exact for reading in kept),
    )
