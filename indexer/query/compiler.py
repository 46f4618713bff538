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
from indexer.query.filters import FILTERS, filter_node
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
    DocumentNumberIs,
    Exact,
    Field,
    Literal,
    Near,
    Node,
    Word,
    all_of,
    any_of,
    none_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.analysis import Analysis, Form
    from indexer.query.parser import ParsedQuery

__all__ = ["compile_query"]

_WORDS = "words"  # stands beside the names of filters


class _Trees(msgspec.Struct, frozen=True):
    """One item as three trees, each stricter than the one before; see `Plan`."""

    tree: Node
    words: Node
    exact: Node


def compile_query(parsed: ParsedQuery, analysis: Analysis, mode: Mode) -> Plan:
    """Compile a parsed query."""
    compiler = _Compiler(analysis, mode, keep_marks=not _has_word(parsed.item))
    trees = compiler.compile(parsed.item)
    if trees is None:
        trees = _plain(All())
        if not isinstance(parsed.item, EveryReport):
            compiler.notices.append(Notice("empty_query", "检索词里没有看得见的字，已列出全部报告"))
    return Plan(
        tree=trees.tree,
        words=trees.words,
        exact=trees.exact,
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
            return item.name in FILTERS
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

    def compile(self, item: Item) -> _Trees | None:
        """Compile one item; None when nothing is left of it."""
        match item:
            case EveryReport():
                return None
            case Run() | Phrase():
                return self._piece(item)
            case FieldItem(name="title"):
                node = self._title(item.value)
                return _plain(node) if node else None
            case FieldItem():
                return self._filter(item)
            case NearItems():
                return self._near(item)
            case Excluded():
                return self._exclusion(item)
            case OrItems():
                return self._either(item.items)
            case AndItems():
                either = self._mode is Mode.ANY and not item.stated
                return (
                    self._side_by_side(item) if either else _joined(all_of, [self.compile(part) for part in item.items])
                )

    def _side_by_side(self, item: AndItems) -> _Trees | None:
        """Mode ``any``: one of the words is enough, but what narrows the search keeps narrowing it.

        Filters on one field side by side are alternatives, as they are in a facet.
        """
        either: dict[str, list[Item]] = defaultdict(list)
        always: list[_Trees | None] = []
        for part in item.items:
            if isinstance(part, FieldItem):
                either[part.name if part.name in FILTERS else _WORDS].append(part)
            elif _narrows(part):
                always.append(self.compile(part))
            else:
                either[_WORDS].append(part)
        first = len(self.pieces)
        enough = [self._either(parts) for parts in either.values()]
        runs = [piece.forms[0].needle for piece in self.pieces[first:] if not piece.is_phrase]
        self.alternatives += "".join(runs)
        return _joined(all_of, [*enough, *always])

    def _either(self, items: Iterable[Item]) -> _Trees | None:
        outer, self._required = self._required, False
        trees = _joined(any_of, [self.compile(part) for part in items])
        self._required = outer
        return trees

    def _exclusion(self, item: Excluded) -> _Trees | None:
        outer, self._excluded = self._excluded, not self._excluded
        trees = self.compile(item.item)
        self._excluded = outer
        return _plain(none_of(trees.tree)) if trees else None

    def _piece(self, leaf: Run | Phrase) -> _Trees | None:
        if not self._counts(leaf):
            return None
        forms = self._analysis.forms(leaf.text)
        if not forms:
            return None
        if self._mode is Mode.EXACT:
            return _plain(any_of(self._string(leaf.text, forms)))
        as_phrase = isinstance(leaf, Phrase) or self._excluded
        document = document_number_leaf(leaf.text, self._analysis)
        wordings = [self._form(form, as_phrase=as_phrase) for form in forms]
        trees = _joined(any_of, [*wordings, _plain(document) if document else None])
        if trees and not self._excluded:
            self.pieces.append(Piece(as_phrase, forms, trees.exact, self._required))
            self.documents += [document] if document else []
        return trees

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

    def _exact(self, text: str, form: Form, field: Field = Field.TEXT) -> Exact:
        """What was typed, without blanks and invisible characters around it, which nobody can see to be there."""
        reading = self._analysis.normalise(text)[0]
        first, after = reading.span(0, len(reading.text))
        return Exact(form.needle, normalize("NFC", text[first:after]), field)

    def _form(self, form: Form, *, as_phrase: bool) -> _Trees:
        whole = _whole(form)
        if as_phrase or not form.segments:
            return _plain(whole)
        words = all_of(Word(Field.TEXT, segment) for segment in form.segments)
        return _Trees(
            tree=all_of(self._word(Field.TEXT, segment) for segment in form.segments),
            words=words,
            exact=words if form.single else whole,
        )

    def _word(self, field: Field, segment: str) -> Node:
        return any_of((Word(field, segment), Literal(field, self._analysis.canon(segment))))

    def _near(self, item: NearItems) -> _Trees | None:
        counting = [part for part in item.items if self._counts(part)]
        found = [(part, forms) for part in counting if (forms := self._analysis.forms(part.text))]
        if len(found) < 2:  # noqa: PLR2004 - nearness is between two
            return _joined(all_of, [self.compile(part) for part in item.items])
        strings = tuple(self._string(part.text, forms) for part, forms in found)
        return _plain(Near(strings, item.distance))

    def _filter(self, item: FieldItem) -> _Trees:
        node, notice = filter_node(item, self._analysis)
        self.notices += [notice] if notice else []
        self.by_section |= item.name == "section"
        if isinstance(node, DocumentNumberIs) and not self._excluded:
            self.documents.append(node)
        return _plain(node)

    def _title(self, value: Run | Phrase) -> Node | None:
        forms = self._analysis.forms(value.text)
        if not forms:
            return None
        if self._mode is Mode.EXACT:
            return self._exact(value.text, forms[0], Field.TITLE)
        as_phrase = isinstance(value, Phrase) or self._excluded
        return any_of(
            Literal(Field.TITLE, form.needle)
            if as_phrase or not form.segments
            else all_of(self._word(Field.TITLE, segment) for segment in form.segments)
            for form in forms
        )


def _whole(form: Form) -> Literal:
    return Literal(Field.TEXT, form.needle)


def _plain(node: Node) -> _Trees:
    return _Trees(node, node, node)


def _joined(join: Callable[[Iterable[Node]], Node], parts: Iterable[_Trees | None]) -> _Trees | None:
    kept = [part for part in parts if part is not None]
    if not kept:
        return None
    return _Trees(
        tree=join(part.tree for part in kept),
        words=join(any_of((part.words, part.exact)) for part in kept),
        exact=join(part.exact for part in kept),
    )
