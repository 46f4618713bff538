"""How a report and the hits in it look in a terminal."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.text import Text

from indexer.cli.text import harmless, one_line
from indexer.model import SECTION_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from indexer.model import Hit, Report, Section

__all__ = ["print_hits", "print_report"]

_AROUND = 40  # characters shown on each side of a hit


def print_report(screen: Console, report: Report, sections: Sequence[Section]) -> None:
    """Print what is known of a report and the text of some of its sections."""
    composed = "（拟题）" if report.title_composed else ""
    screen.print(Text(f"{one_line(report.title)}{composed}", style="bold"), soft_wrap=True)
    for name, value in _facts(report):
        screen.print(Text(f"  {name}  ").append(value, style="none" if value != "未知" else "yellow"), soft_wrap=True)
    for section in sections:
        screen.print()
        screen.print(Text(f"[{SECTION_LABELS[section.slug]}]", style="cyan"))
        text = Text(harmless(report.text[section.start : section.end]).strip("\n").rstrip())
        text.stylize("bold", 0, section.heading_end - section.start)
        screen.print(text, soft_wrap=not screen.is_terminal)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    """Name and value of what is known, in the order of the report page."""
    body, region, day = report.body.value, report.region.value, report.published.value
    unknown = "未知"
    yield "编号", harmless(report.id)
    yield "地区", f"{' › '.join(place.name for place in region.path)} {region.code}" if region else unknown
    yield "年度", f"{report.year.value} 年" if report.year.value else unknown
    yield "机关", one_line(body.name) if body else unknown
    yield "发布", day.isoformat() if day else unknown
    yield "来源", f"{one_line(report.source)} ({report.encoding}, sha256 {report.sha256[:12]}…)"


def print_hits(screen: Console, report: Report, hits: Sequence[Hit]) -> None:
    """Print each hit with its number, section and offsets, and the words around it, one line each into a pipe."""
    starts = [section.start for section in report.sections]
    for hit in hits:
        section = report.sections[max(bisect_right(starts, hit.start) - 1, 0)]
        line = Text(f"{hit.number:>4} ", style="dim")
        line.append(f"[{SECTION_LABELS[section.slug]}]", style="cyan")
        line.append(f" {hit.start}–{hit.end}{' 同义' if hit.synonym else ''} ", style="dim")
        screen.print(line + _around(report.text, hit), soft_wrap=not screen.is_terminal)


def _around(text: str, hit: Hit) -> Text:
    start, end = max(hit.start - _AROUND, 0), min(hit.end + _AROUND, len(text))
    shown = Text("…" if start else "")
    shown.append(one_line(text[start : hit.start]))
    shown.append(_shortened(one_line(text[hit.start : hit.end])), style="bold red underline")
    shown.append(one_line(text[hit.end : end]))
    shown.append("…" if end < len(text) else "")
    return shown


def _shortened(hit: str) -> str:
    """A hit as long as a passage shows how it begins and ends."""
    left_out = len(hit) - 2 * _AROUND
    return hit if left_out <= _AROUND else f"{hit[:_AROUND]}…（略 {left_out:,} 字）…{hit[-_AROUND:]}"
