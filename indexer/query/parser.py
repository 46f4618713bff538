"""From tokens to a syntax tree. Total: a query that makes no sense gets its best reading and notices, never an error.

query = or ;   or = and { "OR" and } ;   and = not { [ "AND" ] not } ;   not = { "NOT" | "-" } atom ;
atom  = "(" or ")" [ "~" n ] | field ":" value | phrase | run
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.model import Notice
from indexer.query.lexer import Kind, Token, tokens_of
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

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MAX_LEAVES", "SYNTAX_CODES", "ParsedQuery", "parse"]

MAX_LEAVES = 32
"""Items of a query; further ones are left out with a notice."""

_STARTS_OF_LEAVES = {Kind.RUN, Kind.PHRASE, Kind.FIELD}
_STARTS_OF_ITEMS = {*_STARTS_OF_LEAVES, Kind.OPEN}
_OPERATOR_KINDS = {Kind.AND, Kind.OR, Kind.NOT}

_OF_EACH = 3  # notices of one kind; a longer list nobody reads

_ALONE = "这里没有要连接的检索词，已按普通词检索"
"""Who asks for 与 and nothing else asks for that word."""

_NO_WILDCARD = "“*”和“?”是普通字符；字句的任何一段都查得到，不需要通配符"


SYNTAX_CODES = frozenset(
    {
        "dangling_operator",
        "empty_field",
        "empty_group",
        "near_ignored",
        "too_deep",
        "too_many_terms",
        "unclosed_group",
        "unclosed_quote",
    }
)
"""Codes of notices that a query was not read as it was written; others only explain."""


class ParsedQuery(msgspec.Struct, frozen=True):
    """A query as read.

    Attributes:
        item: The tree.
        notices: What could not be read as meant, by column.
    """

    item: Item
    notices: tuple[Notice, ...]


def parse(text: str) -> ParsedQuery:
    """Read a query text. Linear in its length; columns of the notices count its characters."""
    tokens, notices = tokens_of(text)
    if not any(token.kind in _STARTS_OF_LEAVES for token in tokens):
        notices += [_notice("dangling_operator", token, _ALONE) for token in tokens if token.kind in _OPERATOR_KINDS]
        tokens = [replace(token, kind=Kind.RUN) if token.kind in _OPERATOR_KINDS else token for token in tokens]
    notices += [_notice("no_wildcard", token, _NO_WILDCARD) for token in tokens if _has_wildcard(token)][:1]
    item = _Parser(tokens, notices).query()
    return ParsedQuery(item, _few_of_each(sorted(notices, key=lambda notice: notice.column or 0)))


def _few_of_each(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The first of each kind; its last one tells how many are left out, so that none is buried by a hundred others."""
    by_code: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_code[notice.code].append(notice)
    few: list[Notice] = []
    for alike in by_code.values():
        few += alike[:_OF_EACH]
        if (more := len(alike) - _OF_EACH) > 0:
            few[-1] = replace(few[-1], text=f"{few[-1].text}（后面还有 {more} 处）")
    return tuple(sorted(few, key=lambda notice: notice.column or 0))


def _has_wildcard(token: Token) -> bool:
    return token.kind is Kind.RUN and ("*" in token.text or "?" in token.text)


def _notice(code: str, token: Token, text: str) -> Notice:
    return Notice(code, f"第 {token.column + 1} 个字：{text}", token.column)


class _Parser:
    """Recursive descent; the lexer bounds the depth of groups, so the stack is bounded too."""

    def __init__(self, tokens: Sequence[Token], notices: list[Notice]) -> None:
        self._tokens = tokens
        self._notices = notices
        self._at = 0
        self._leaves = 0

    def query(self) -> Item:
        """Read everything."""
        return self._or() or EveryReport()

    def _kind(self) -> Kind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _or(self) -> Item | None:
        items = [self._and()]
        while self._kind() is Kind.OR:
            operator = self._take()
            items.append(self._and())
            if items[-1] is None or items[-2] is None:
                self._dangling(operator)
        return _disjunction([item for item in items if item is not None])

    def _and(self) -> Item | None:
        """A sequence of items; what AND joins binds tighter than what merely stands side by side."""
        groups: list[list[Item]] = []
        joined: Token | None = None
        while self._kind() not in {None, Kind.OR, Kind.CLOSE}:
            if self._kind() is Kind.AND:
                operator = self._take()
                if not groups or joined or self._kind() in {None, Kind.OR, Kind.CLOSE}:
                    self._dangling(operator)
                else:
                    joined = operator
                continue
            item = self._not()
            if item is None:
                continue
            if joined:
                groups[-1].append(item)
            else:
                groups.append([item])
            joined = None
        return _conjunction([_conjunction(group, stated=True) for group in groups], stated=False)

    def _not(self) -> Item | None:
        excluded = False
        while self._kind() is Kind.NOT:
            operator = self._take()
            excluded = not excluded
            if self._kind() not in {Kind.NOT, *_STARTS_OF_ITEMS}:
                self._dangling(operator)
                return None
        item = self._atom()
        return _excluded(item) if excluded and item else item

    def _atom(self) -> Item | None:
        token = self._take()
        match token.kind:
            case Kind.OPEN:
                return self._group(token)
            case Kind.FIELD:
                value = self._leaf(self._take())
                return FieldItem(token.text, value, token.column) if value else None
            case _:
                return self._leaf(token)

    def _leaf(self, token: Token) -> Run | Phrase | None:
        self._leaves += 1
        if self._leaves > MAX_LEAVES:
            if self._leaves == MAX_LEAVES + 1:
                self._notices.append(_notice("too_many_terms", token, f"检索词超过 {MAX_LEAVES} 个，从这里起略去"))
            return None
        return (Phrase if token.kind is Kind.PHRASE else Run)(token.text, token.column)

    def _group(self, opening: Token) -> Item | None:
        item = self._or()
        closing = self._take()
        if item is None:
            self._left_out("empty_group", opening, "括号里没有检索词，已略去")
        if not closing.text or item is None:
            return item
        parts = item.items if isinstance(item, AndItems) else (item,)
        words = tuple(part for part in parts if isinstance(part, Run | Phrase))
        if len(words) < len(parts) or len(words) < 2:  # noqa: PLR2004 - nearness is between two
            self._left_out("near_ignored", closing, "“~”只能用于括号里的两个以上检索词，已略去")
            return item
        return NearItems(words, int(closing.text))

    def _dangling(self, operator: Token) -> None:
        self._left_out("dangling_operator", operator, f"“{operator.text}”的一边没有检索词，已略去")

    def _left_out(self, code: str, token: Token, text: str) -> None:
        """Notice what has nothing to act on, unless that is so because too many items were left out."""
        if self._leaves <= MAX_LEAVES:
            self._notices.append(_notice(code, token, text))


def _excluded(item: Item) -> Item:
    return item.item if isinstance(item, Excluded) else Excluded(item)


def _disjunction(items: Sequence[Item]) -> Item | None:
    flat = [part for item in items for part in (item.items if isinstance(item, OrItems) else (item,))]
    if len(flat) < 2:  # noqa: PLR2004 - one item stands for itself
        return flat[0] if flat else None
    return OrItems(tuple(flat))


def _conjunction(items: Sequence[Item | None], *, stated: bool) -> Item | None:
    flat: list[Item] = []
    for item in items:
        if isinstance(item, AndItems) and item.stated is stated:
            flat += item.items
        elif item is not None:
            flat.append(item)
    if len(flat) < 2:  # noqa: PLR2004 - one item stands for itself
        return flat[0] if flat else None
    return AndItems(tuple(flat), stated)
