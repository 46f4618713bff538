"""`nianbao stats`: what the archive holds, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from indexer.build.coverage import coverage_of
from indexer.cli.terminal import paged
from indexer.cli.text import one_line
from indexer.model import to_json
from indexer.regions import region_name
from indexer.store import ORIGINALS, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from indexer.build.coverage import BodyCoverage, Coverage
    from indexer.settings import Settings
    from indexer.store import Generation

__all__ = ["command"]

_MEBIBYTE = 1024 * 1024


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.option("--gaps", is_flag=True, help="Only bodies that lack a year between their first and their last.")
@click.pass_context
def command(context: click.Context, *, as_json: bool, gaps: bool) -> None:
    """Show what the archive holds: reports by year, every body with its years and those it lacks, size of the index.

    A year is lacking when a body has reports of years before and after it. No report is read, so this is quick, and it
    works on an index that another version of the program has built.

    \b
    Examples:
      nianbao stats
      nianbao stats --gaps
      nianbao stats --json
    """
    settings: Settings = context.obj
    store = Store(settings.index_dir, settings.lock_timeout_s)
    generation = store.current()
    coverage = coverage_of(generation.files())
    bodies = [body for body in coverage.bodies if body.lacking or not gaps]
    facts = _facts(generation, store.remembered().paths)
    if as_json:
        found = {"years": coverage.years, "unknown_year": coverage.unknown_year, "unknown_body": coverage.unknown_body}
        click.echo(to_json({**facts, **found, "bodies": bodies}))
        return
    with paged(settings.color) as screen:
        _print_facts(screen, facts)
        _print_years(screen, coverage)
        _print_bodies(screen, bodies)


def _facts(generation: Generation, places: Sequence[str]) -> dict[str, object]:
    manifest = generation.manifest
    originals = sum(part.size for part in manifest.parts if part.name.startswith(f"{ORIGINALS}/"))
    return {
        "reports": manifest.reports,
        "sections": manifest.sections,
        "characters": manifest.characters,
        "generation": generation.name,
        "built": manifest.created,
        "program": manifest.program,
        "format": manifest.schema_version,
        "analysis": manifest.analysis,
        "gazetteer": manifest.gazetteer,
        "index_segments": len(manifest.segments),
        "index_bytes": sum(part.size for part in manifest.parts) - originals,
        "originals_bytes": originals,
        "places": list(places),
    }


def _print_facts(screen: Console, facts: dict[str, object]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in facts.items():
        table.add_row(name, Text(one_line(_shown(name, value))))
    screen.print(table)


def _shown(name: str, value: object) -> str:
    if isinstance(value, int) and name.endswith("_bytes"):
        return f"{value / _MEBIBYTE:,.1f} MiB"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {str(part)[:12]}" for key, part in value.items())
    return "; ".join(value) if isinstance(value, list) else str(value)


def _print_years(screen: Console, coverage: Coverage) -> None:
    table = Table(title="年度", title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for year, count in coverage.years.items():
        table.add_row(str(year), f"{count:,}")
    if coverage.unknown_year:
        table.add_row(Text("未知", style="yellow"), f"{coverage.unknown_year:,}")
    screen.print(table)


def _print_bodies(screen: Console, bodies: Sequence[BodyCoverage]) -> None:
    table = Table("机关", "地区", "年度", "缺", box=None, pad_edge=False)
    for body in bodies:
        region = f"{region_name(body.region)} {body.region}" if body.region else "未知"
        lacking = Text(_spans(body.lacking), style="yellow")
        table.add_row(one_line(body.body), region, _spans(body.years) or "未知", lacking)
    screen.print(table)


def _spans(years: Sequence[int]) -> str:
    """Years with runs joined, such as ``2008–2010, 2012``."""
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in _runs(years))


def _runs(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(years) + 1):
        if place == len(years) or years[place] != years[place - 1] + 1:
            yield years[start], years[place - 1]
            start = place
