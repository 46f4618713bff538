"""From URL parameters to a request. The command line makes its requests here too."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import msgspec

from indexer.analysis import default_analysis
from indexer.errors import InvalidRequest
from indexer.model import (
    CURSOR,
    MAX_PAGE,
    PAGE_SIZES,
    Mode,
    Notice,
    Place,
    SearchRequest,
    SearchScope,
    Sort,
    YearRange,
)
from indexer.query.canonical import canonical, clean_text
from indexer.query.docnum import document_number_leaf
from indexer.query.planning import check_length
from indexer.query.values import is_unknown, region_readings, section_slug, year_range
from indexer.regions import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["MAX_PARAMETERS", "Choice", "ParsedRequest", "request_from_pairs"]

MAX_PARAMETERS = 200
"""Parameters of one request; more than every facet has values people tick."""

_MAX_VALUE = 100  # characters of any value but the query; the longest name of a region has 15
_MAX_UNKNOWN = 500  # characters of an unknown parameter; the longest click identifiers have about 200
_KEYS = ("q", "scope", "mode", "region", "-region", "year", "section", "docnum", "sort", "page", "size", "cursor")
_FORM_KEYS = ("year_from", "year_to")
_TRACKING = ("from", "isappinstalled")  # WeChat adds them to every link that is shared in it

E = TypeVar("E", bound=StrEnum)


class Choice(msgspec.Struct, frozen=True):
    """A region name that means several places.

    Attributes:
        key: The parameter, ``region`` or ``-region``.
        name: The name as given.
        candidates: The paths it may mean, province first.
    """

    key: str
    name: str
    candidates: tuple[tuple[Place, ...], ...]


class ParsedRequest(msgspec.Struct, frozen=True):
    """A request with everything noticed while it was read.

    Attributes:
        request: The request, in canonical form; values of `choices` are left out.
        notices: What could not be read as meant.
        extra: Unknown parameters, to be kept at the end of the URL.
        choices: Names that must be decided on first.
    """

    request: SearchRequest
    notices: tuple[Notice, ...]
    extra: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]


def request_from_pairs(pairs: Iterable[tuple[str, str]]) -> ParsedRequest:
    """Read the parameters of a URL.

    Args:
        pairs: Keys and values in order, decoded.

    Raises:
        InvalidRequest: A limit is broken, or the page is not a number; anything else is read as well as possible.
    """
    listed = list(pairs)
    if len(listed) > MAX_PARAMETERS:
        raise InvalidRequest(
            "too_many_parameters", f"参数有 {len(listed)} 个，最多 {MAX_PARAMETERS} 个", "请减少筛选条件"
        )
    for key, value in listed:
        if "\0" in key + value:
            raise InvalidRequest("invalid_character", f"参数“{_shown(key)}”含有空字符", "请去掉它再试")
    return _Reader(listed).read()


class _Years(msgspec.Struct):
    """The values of the year filter: ranges, those that are no years, and whether unknown years are wanted."""

    spans: list[YearRange]
    unreadable: list[str]
    unknown: bool


class _Reader:
    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = defaultdict(list)
        self._extra: list[tuple[str, str]] = []
        self._notices: list[Notice] = []
        self._choices: list[Choice] = []
        for key, value in pairs:
            self._sort_in(key, value)

    def _sort_in(self, key: str, value: str) -> None:
        if key in _KEYS or key in _FORM_KEYS:
            cleaned = clean_text(value)
            if key != "q":
                _check_length(key, cleaned, _MAX_VALUE)
            self._values[key].append(cleaned)
        elif key not in _TRACKING and not key.startswith("utm_"):
            _check_length(_shown(key), key + value, _MAX_UNKNOWN)
            self._extra.append((key, value))
            self._notice("unknown_key", f"不认识的参数“{_shown(key)}”，已忽略")

    def read(self) -> ParsedRequest:
        """Make the request."""
        years = self._years()
        request = SearchRequest(
            q=self._query(),
            scope=self._one_of("scope", SearchScope) or SearchScope.REPORT,
            mode=self._one_of("mode", Mode) or Mode.ALL,
            regions=self._regions("region"),
            not_regions=self._regions("-region"),
            years=tuple(years.spans),
            unknown_year=years.unknown,
            unreadable_years=tuple(years.unreadable),
            sections=self._sections(),
            docnums=self._document_numbers(),
            sort=self._one_of("sort", Sort),
            page=self._page(),
            cursor=self._cursor(),
            size=self._size(),
        )
        return ParsedRequest(canonical(request), tuple(self._notices), tuple(self._extra), tuple(self._choices))

    def _notice(self, code: str, text: str) -> None:
        self._notices.append(Notice(code, text))

    def _last(self, key: str) -> str:
        """The last value of a key that is meant to stand once; empty when it does not stand."""
        values = [value for value in self._values[key] if value]
        if len(set(values)) > 1:
            self._notice("repeated_key", f"参数 {key} 只能有一个值，只用最后一个“{_shown(values[-1])}”")
        return values[-1] if values else ""

    def _filters(self, key: str) -> list[str]:
        """The values of a repeatable key."""
        return [value for value in self._values[key] if value]

    def _query(self) -> str:
        query = self._last("q")
        check_length(query)
        return query

    def _one_of(self, key: str, kind: type[E]) -> E | None:
        value = self._last(key)
        if not value:
            return None
        try:
            return kind(value)
        except ValueError:
            self._notice("unknown_value", f"参数 {key} 没有“{_shown(value)}”这个取值，已按默认值处理")
            return None

    def _page(self) -> int:
        value = self._last("page")
        if not value:
            return 1
        if not (value.isascii() and value.isdigit() and int(value[:9]) > 0):
            raise InvalidRequest("page_invalid", f"页码“{_shown(value)}”不是从 1 起的整数", "请改用 page=1")
        page = int(value[:9])
        if page > MAX_PAGE:
            raise InvalidRequest("page_too_deep", f"最多翻到第 {MAX_PAGE} 页", "请缩小检索范围，或导出全部结果")
        return page

    def _cursor(self) -> str:
        value = self._last("cursor")
        if value and not CURSOR.fullmatch(value):
            raise InvalidRequest("cursor_invalid", f"看不懂游标“{_shown(value)}”", "请用上一次回答里的 next_cursor")
        return value

    def _size(self) -> int:
        value = self._last("size")
        if not value:
            return SearchRequest().size
        if value in map(str, PAGE_SIZES):
            return int(value)
        self._notice(
            "unknown_value", f"每页只能是 {'、'.join(map(str, PAGE_SIZES))} 份，已按 {SearchRequest().size} 份处理"
        )
        return SearchRequest().size

    def _regions(self, key: str) -> tuple[str, ...]:
        codes: list[str] = []
        for value in self._filters(key):
            found = region_readings(value, _simplify)
            if len(found) > 1:
                self._choices.append(Choice(key, value, tuple(_path(place[0]) for place in found)))
            elif not found:
                self._notice("unknown_value", f"没有叫“{value}”的地区，请用行政区划全称或六位代码")
                codes.append(value)
            else:
                codes += found[0]
        return tuple(codes)

    def _sections(self) -> tuple[str, ...]:
        slugs = []
        for value in self._filters("section"):
            slug = section_slug(_simplify(value))
            if slug is None:
                self._notice("unknown_value", f"没有叫“{value}”的章节，请用全称（如 依申请公开）或代号（如 requests）")
            slugs.append(slug or value)
        return tuple(slugs)

    def _document_numbers(self) -> tuple[str, ...]:
        numbers = self._filters("docnum")
        for number in numbers:
            if document_number_leaf(number, default_analysis()) is None:
                self._notice("unknown_value", f"“{number}”不是文号，请写成 沈政办发〔2015〕15号 这样")
        return tuple(numbers)

    def _years(self) -> _Years:
        years = _Years([], [], unknown=False)
        for value in (*self._filters("year"), *self._typed_range()):
            text = _simplify(value)
            if is_unknown(text):
                years.unknown = True
            elif span := year_range(text):
                years.spans.append(span)
            else:
                years.unreadable.append(value)
                self._notice("unknown_value", f"看不懂年度“{value}”，请写成 2015、2015..2018、2016.. 或 ..2018")
        return years

    def _typed_range(self) -> Iterator[str]:
        """What stands in the two inputs of a form, as a value of the year filter."""
        first, last = map(self._last, _FORM_KEYS)
        if first or last:
            value = first if first == last else f"{first}..{last}"
            _check_length("year", value, _MAX_VALUE)
            yield value


def _check_length(key: str, value: str, longest: int) -> None:
    if len(value) > longest:
        raise InvalidRequest("value_too_long", f"参数 {key} 有 {len(value)} 个字，最多 {longest} 个字", "请缩短它")


def _shown(text: str) -> str:
    """As much of a text as fits into a message."""
    return f"{text:.40}"


def _simplify(text: str) -> str:
    return default_analysis().simplify(text)


def _path(code: str) -> tuple[Place, ...]:
    return tuple(Place(region.code, region.name) for region in gazetteer().path(code))
