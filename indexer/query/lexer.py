"""From a query text to tokens. Total: every string gives tokens, and notices for what could not be read as meant.

Quotation marks, parentheses, the minus and ``field:`` act only where an item begins, a closing mark only where one
ends. Anywhere else they are characters: “三公”经费, 通知(试行), (试行)通知, 0736-7786510 and 电话:0736 are plain runs.
A backslash makes the next character plain.

One pass from left to right. The one step back is to a parenthesis that turns out to belong to a word, as in (试行)通知;
at most `MAX_DEPTH` parentheses are open, so a character is read at most `MAX_DEPTH` + 1 times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from enum import Enum
from itertools import accumulate

import msgspec

from indexer.model import Notice
from indexer.query.syntax import FIELD_START, OPERATORS

__all__ = ["MAX_DEPTH", "Kind", "Token", "tokens_of"]

MAX_DEPTH = 20
"""Parentheses inside parentheses; deeper ones are read as characters."""

_OPENING = "(（"
_CLOSING = ")）"
_MINUS = "-－"
_TILDE = "~～"
_CLOSING_MARK = {'"': '"', "＂": "＂", "“": "”", "「": "」", "『": "』"}
_DOUBLE_MARKS = '"＂”'
"""What ends a double quotation whose own closing mark is missing: an input method was switched in between."""

_NEAR = re.compile(rf"[{_TILDE}](\d*)(?=[\s{_CLOSING}]|$)")
_MAX_DISTANCE_DIGITS = 4
_ESCAPED_OR_MARK = re.compile(r'\\.|["＂”」』]', re.DOTALL)


class Kind(Enum):
    """What a token is."""

    RUN = "run"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "open"
    CLOSE = "close"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


_OPERATOR = re.compile(rf"(?:{'|'.join(OPERATORS)})(?=\s|$)")


class Token(msgspec.Struct, frozen=True):
    """One token.

    Attributes:
        kind: What it is.
        text: Text of a run or phrase, name of a field, an operator as typed, the distance after a closing parenthesis;
            empty where there is nothing to say.
        column: Where it begins in the query, from 0.
    """

    kind: Kind
    text: str
    column: int


def tokens_of(text: str) -> tuple[list[Token], list[Notice]]:
    """Cut a query text into tokens; every parenthesis among them has its partner."""
    lexer = _Lexer(text)
    lexer.read()
    return lexer.tokens, lexer.notices


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[int] = []  # places in `tokens` of the groups that are open
        self._blanks_before = list(accumulate((character.isspace() for character in text), initial=0))
        self._marks = _closing_marks(text)
        self.tokens: list[Token] = []
        self.notices: list[Notice] = []

    def read(self) -> None:
        """Read everything."""
        while (column := self._skip_blanks()) < len(self._text):
            token = self._operator(column) or self._mark(column) or self._item(column)
            self.tokens.append(token)
            if token.kind is Kind.FIELD:
                self.tokens.append(self._item(self._at))
        self._close_what_is_open()

    def _skip_blanks(self) -> int:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at

    def _operator(self, column: int) -> Token | None:
        """AND, OR, NOT and 与, 或, 非 when they stand alone between blanks, or first in a group."""
        match = _OPERATOR.match(self._text, column)
        first_in_group = bool(self.tokens) and self.tokens[-1].kind is Kind.OPEN
        if match is None or not (column == 0 or self._text[column - 1].isspace() or first_in_group):
            return None
        self._at = match.end()
        return Token(Kind(OPERATORS[match[0]]), match[0], column)

    def _mark(self, column: int) -> Token | None:
        character = self._text[column]
        if character in _OPENING and self._may_open(column):
            self._open.append(len(self.tokens))
            self._at += 1
            return Token(Kind.OPEN, "", column)
        if self._closes(column):
            return self._close(column)
        if character in _MINUS and not self._ends(column + 1):
            self._at += 1
            return Token(Kind.NOT, character, column)
        if match := FIELD_START.match(self._text, column):
            return self._field(column, match)
        return None

    def _may_open(self, column: int) -> bool:
        if len(self._open) < MAX_DEPTH:
            return True
        self._notice("too_deep", column, f"括号超过 {MAX_DEPTH} 层，已按普通字符检索")
        return False

    def _close(self, column: int) -> Token:
        self._open.pop()
        self._at = column + 1
        return Token(Kind.CLOSE, self._distance(), column)

    def _distance(self) -> str:
        """Read the number behind a tilde; empty when there is none."""
        near = _NEAR.match(self._text, self._at)
        if near is None:
            return ""
        self._at = near.end()
        if 1 <= len(near[1]) <= _MAX_DISTANCE_DIGITS:
            return near[1]
        self._notice("near_ignored", near.start(), "“~”后面要写 0 到 9999 的数，已略去")
        return ""

    def _close_what_is_open(self) -> None:
        """Close groups at the end of the text: what is inside is more likely meant together than not."""
        for place in self._open:
            self._notice("unclosed_group", self.tokens[place].column, "括号没有闭合，已在末尾补上")
        self.tokens += [Token(Kind.CLOSE, "", len(self._text)) for _ in self._open]

    def _field(self, column: int, match: re.Match[str]) -> Token | None:
        """The name of a field that has a value right behind it."""
        if self._ends(match.end()):
            self._notice("empty_field", column, f"“{match[0]}”后面没有内容，已按普通词检索")
            return None
        self._at = match.end()
        return Token(Kind.FIELD, match[1].lower(), column)

    def _item(self, column: int) -> Token:
        """A phrase if a quotation mark opens and closes it, else a run."""
        own = _CLOSING_MARK.get(self._text[column])
        if own is None:
            return self._run(column)
        end = self._next_mark(own, column)
        if end is None:
            end = self._next_mark(_DOUBLE_MARKS, column) if own in _DOUBLE_MARKS else None
            if end is None or not self._is_phrase(column, end):
                return self._without_mark(column)
        if not self._is_phrase(column, end):
            return self._run(column)
        self._at = end + 1
        if distance := self._distance():
            self._notice("near_ignored", end + 1, f"“~{distance}”只能用在括号后面，已略去")
        return Token(Kind.PHRASE, _unescaped(self._text[column + 1 : end]), column)

    def _next_mark(self, marks: str, column: int) -> int | None:
        """Where the next of the marks that is not escaped stands."""
        return min(filter(None, (_first_after(self._marks[mark], column) for mark in marks)), default=None)

    def _is_phrase(self, column: int, end: int) -> bool:
        """Whether there is something between the marks and an item may end behind them."""
        return end > column + 1 and self._boundary(end + 1)

    def _without_mark(self, column: int) -> Token:
        """A run that begins behind a quotation mark that nothing closes; the mark itself when it stands alone."""
        if self._ends(column + 1):
            return self._run(column)
        self._notice("unclosed_quote", column, "引号没有闭合，已按普通词检索")
        return self._run(column + 1)

    def _run(self, column: int) -> Token:
        """Read up to the next blank, or to a parenthesis that closes a group."""
        characters: list[str] = []
        depth = 0
        at = column
        while not self._blank(at):
            character = self._text[at]
            if character == "\\" and not self._blank(at + 1):
                at += 1
                character = self._text[at]
            elif character in _OPENING:
                depth += 1
            elif character in _CLOSING and depth:
                depth -= 1
            elif self._closes(at):
                break
            elif character in _CLOSING and self._opened_in_same_word(at):
                return self._run(self._reopened())
            characters.append(character)
            at += 1
        self._at = at
        return Token(Kind.RUN, "".join(characters), column)

    def _opened_in_same_word(self, column: int) -> bool:
        """Whether the innermost group began without a blank since, so that ( and ) are characters of one word."""
        if not self._open:
            return False
        return self._blanks_before[self.tokens[self._open[-1]].column] == self._blanks_before[column]

    def _reopened(self) -> int:
        """Take back everything since the innermost group began; gives the column of its parenthesis."""
        place = self._open.pop()
        column = self.tokens[place].column
        del self.tokens[place:]
        while self.notices and (self.notices[-1].column or 0) >= column:
            self.notices.pop()
        return column

    def _closes(self, column: int) -> bool:
        """Whether a parenthesis there ends a group."""
        return bool(self._open) and self._is_closing(column) and self._boundary(column + 1)

    def _ends(self, column: int) -> bool:
        """Whether no item can begin there, right behind a minus or the name of a field."""
        return self._blank(column) or self._closes(column)

    def _blank(self, column: int) -> bool:
        """Whether nothing stands there."""
        return column >= len(self._text) or self._text[column].isspace()

    def _boundary(self, column: int) -> bool:
        """Whether an item may end before this column."""
        if self._blank(column) or _NEAR.match(self._text, column):
            return True
        return bool(self._open) and self._is_closing(column)

    def _is_closing(self, column: int) -> bool:
        return column < len(self._text) and self._text[column] in _CLOSING

    def _notice(self, code: str, column: int, text: str) -> None:
        self.notices.append(Notice(code, f"第 {column + 1} 个字：{text}", column))


def _closing_marks(text: str) -> dict[str, list[int]]:
    """The columns of every closing quotation mark that no backslash makes plain."""
    places: dict[str, list[int]] = defaultdict(list)
    for match in _ESCAPED_OR_MARK.finditer(text):
        places[match[0]].append(match.start())
    return places


def _first_after(columns: list[int], column: int) -> int | None:
    place = bisect_right(columns, column)
    return columns[place] if place < len(columns) else None


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
