"""How an answer looks in a terminal. Text from reports is never read as markup and its control characters go."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from rich.padding import Padding
from rich.table import Table
from rich.text import Span, Text

from indexer.cli.text import harmless, one_line
from indexer.model import SECTION_LABELS
from indexer.query import command_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from indexer.model import FacetValue, Passage, Result, SearchRequest, SearchResponse

__all__ = ["Printer"]

_SHOWN_VALUES = 12
"""Values of one level of a facet that a terminal shows; the page and --json have all."""


_Line: TypeAlias = tuple[Text, str]
"""A facet value as it is called, and its count."""


class Printer:
    """Prints answers.

    Args:
        screen: Where to.
    """

    def __init__(self, screen: Console) -> None:
        self._console = screen

    def response(self, response: SearchResponse) -> None:
        """Print a whole answer."""
        for notice in response.notices:
            self._console.print(Text(f"注意：{harmless(notice.text)}", style="yellow"))
        self._console.print(_summary(response))
        for result in response.results:
            self._result(result)
        self._other_searches(response)
        facets = _facets(response)
        if facets.columns:
            self._console.print()
            self._console.print(facets)

    def _other_searches(self, response: SearchResponse) -> None:
        """What was perhaps meant and what is wider, each with the command that searches for it, whole on its line."""
        for correction in response.corrections:
            changed = f"“{one_line(correction.wrong)}” → “{correction.right}”"
            self._other_search(f"您要找的是不是：{changed}", correction.count, correction.request)
        for relaxation in response.relaxations:
            self._other_search(relaxation.label, relaxation.count, relaxation.request)
        if not (response.total_reports or response.corrections or response.relaxations):
            self._console.print(Text("  没有找到，放宽也没有；请换更短的检索词，或用 nianbao stats 看看收录了什么"))

    def _other_search(self, label: str, count: int, request: SearchRequest) -> None:
        line = Text(f"  {label}：{count:,} 份  ").append(harmless(command_line(request)), style="cyan")
        self._console.print(line, soft_wrap=True)

    def _result(self, result: Result) -> None:
        self._console.print()
        composed = "（拟题）" if result.title_composed else ""
        self._console.print(Text(f"{result.rank}. {one_line(result.title)}{composed}", style="bold"))
        region = " › ".join(result.region.path) if result.region else "地区未知"
        year = f"{result.year} 年" if result.year else "年度未知"
        hits = f" · {result.occurrences:,} 处" if result.occurrences else ""
        self._console.print(Text(f"   {region} · {year}{hits} · {harmless(result.id)}", style="dim"))
        for passage in result.passages:
            self._passage(passage)

    def _passage(self, passage: Passage) -> None:
        """One line into a pipe, for other programs; on a terminal a line for the section and the text folded below."""
        label = Text(f"[{SECTION_LABELS[passage.section]}] ", style="cyan")
        if self._console.is_terminal:
            self._console.print(Padding(label, (0, 0, 0, 3)))
            self._console.print(Padding(_marked(passage), (0, 0, 0, 3)))
        else:
            self._console.print(Text("   ") + label + _marked(passage), soft_wrap=True)


def _summary(response: SearchResponse) -> Text:
    text = f"共 {response.total_reports:,} 份报告、{response.total_occurrences:,} 处"
    if response.taiwan_occurrences:
        text += f"（其中同义 {response.taiwan_occurrences:,} 处）"
    if response.exact_reports < response.total_reports and response.exact_reports:
        text += f"，{response.exact_reports:,} 份含完整检索词"
    elif any(result.tier > 1 for result in response.results):  # tiers of looser matches
        text += "，没有一份含完整检索词"
    return Text(f"{text} · {response.took_ms / 1000:.3f} 秒 · 第 {response.page} / {response.pages} 页")


def _marked(passage: Passage) -> Text:
    text = "…" if passage.cut_before else ""
    spans = []
    position = passage.start
    for start, end in passage.marks:
        text += _slice(passage, position, start)
        begin = len(text)
        text += _slice(passage, start, end)
        spans.append(Span(begin, len(text), "bold red underline"))
        position = end
    text += _slice(passage, position, passage.start + len(passage.text))
    # Put together at once: a `Text` is looked through again with every piece that is added to it.
    return Text(text + ("…" if passage.cut_after else ""), spans=spans)


def _slice(passage: Passage, start: int, end: int) -> str:
    """A stretch of the passage on one line; blanks at its ends stay one blank, because a mark may follow."""
    raw = passage.text[start - passage.start : end - passage.start]
    before = " " if raw[:1].isspace() else ""
    after = " " if raw[-1:].isspace() and raw.strip() else ""
    return f"{before}{one_line(raw)}{after}"


def _facets(response: SearchResponse) -> Table:
    """A table of the facets that have values."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=True, header_style="bold")
    facets = response.facets
    named = (("地区", facets.region), ("年度", facets.year), ("章节", facets.section))
    columns = []
    for title, values in named:
        if lines := _lines(values):
            table.add_column(title, no_wrap=True)
            columns.append(lines)
    for number in range(max(map(len, columns), default=0)):
        table.add_row(*(column[number] if number < len(column) else "" for column in columns))
    return table


def _lines(values: Sequence[FacetValue]) -> list[Text]:
    """The values with all that is below them if that is little; else the first ones, opened where something is chosen.

    An archive of the whole country has thousands of regions; `nianbao facets` prints them.
    """
    everything = list(islice(_all_lines(values, 0), _SHOWN_VALUES + 1))
    lines = everything if len(everything) <= _SHOWN_VALUES else list(_first_lines(values, 0))
    names = max((name.cell_len for name, _ in lines), default=0)
    digits = max((len(count) for _, count in lines), default=0)
    return [name + Text(f"{' ' * (names - name.cell_len)}  {count:>{digits}}") for name, count in lines]


def _all_lines(values: Iterable[FacetValue], depth: int) -> Iterator[_Line]:
    for value in values:
        if _is_shown(value):
            yield _line(value, depth)
            yield from _all_lines(value.children, depth + 1)


def _first_lines(values: Iterable[FacetValue], depth: int) -> Iterator[_Line]:
    shown = [(value, value.leads_to_choice) for value in values if _is_shown(value)]
    for number, (value, opened) in enumerate(shown):
        if number < _SHOWN_VALUES or opened:
            yield _line(value, depth)
            if opened:
                yield from _first_lines(value.children, depth + 1)
    more = sum(not opened for _, opened in shown[_SHOWN_VALUES:])
    if more:
        yield Text(f"  {'  ' * depth}… 另有 {more} 项", style="dim"), ""


def _is_shown(value: FacetValue) -> bool:
    return bool(value.count or value.selected or value.excluded)


def _line(value: FacetValue, depth: int) -> _Line:
    mark = "✓ " if value.selected else "✗ " if value.excluded else "  "
    return Text(f"{mark}{'  ' * depth}{value.label}", style="bold" if value.selected else "none"), f"{value.count:,}"
