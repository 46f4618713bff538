"""`nianbao inspect`: what was understood of a file, and from which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.text import Text

from indexer.analysis import default_analysis
from indexer.cli.exit_codes import ExitCode
from indexer.cli.explain import plan_tree
from indexer.cli.inspect_json import as_object
from indexer.cli.paths import GivenPath
from indexer.cli.terminal import console
from indexer.cli.text import damage_text, harmless, one_line
from indexer.corpus import Corpus
from indexer.model import SECTION_LABELS, SearchRequest
from indexer.query import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import Console

    from indexer.model import Fact, Report
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("inspect")
@click.argument("paths", nargs=-1, type=GivenPath())
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--text", "as_text", is_flag=True, help="Print the text that all offsets count in, and nothing else.")
@click.option("--query", help="Show how this query is read; files are not needed then.")
@click.pass_context
def command(
    context: click.Context, /, paths: tuple[Path, ...], *, as_json: bool, as_text: bool, query: str | None
) -> int:
    """Show what was understood of files: title, body, region, year, sections, each with its evidence.

    Offsets count Unicode code points of the text that --text prints. Files that cannot be read are named at the end,
    and the exit code is 2.

    \b
    Examples:
      nianbao inspect seeds/000_b2cd71d51ff83e88.txt
      nianbao inspect seeds --json
      nianbao inspect seeds/002_7cdf9aad39d2617c.txt --text
      nianbao inspect --query '主动公开 OR "依申请"'
    """
    settings: Settings = context.obj
    if not paths and query is None:
        raise click.UsageError("name a file or folder, or give --query")
    screen = console(settings.color)
    if query is not None:
        screen.print(plan_tree(plan_of(SearchRequest(q=query), default_analysis())))
    corpus = Corpus(paths, default_analysis().simplify)
    for report in corpus.reports():
        if as_json:
            click.echo(msgspec.json.encode(as_object(report)))
        elif as_text:
            click.echo(report.text, nl=False)
        else:
            _show(report, screen)
    for failure in corpus.failures:
        click.echo(f"not read: {harmless(str(failure))}", err=True)
    return ExitCode.BAD_INPUT if corpus.failures else ExitCode.DONE


def _show(report: Report, screen: Console) -> None:
    composed = "（拟题）" if report.title_composed else ""
    screen.print(Text(f"{one_line(report.title)}{composed}", style="bold"))
    for line in _facts(report):
        screen.print(line, soft_wrap=True)
    for warning in report.warnings:
        screen.print(Text(f"  warning   {damage_text(warning)}", style="yellow"))
    for span in report.furniture:
        screen.print(
            Text(f"  {span.start:>7}  furniture  {one_line(report.text[span.start : span.end])}", style="dim"),
            soft_wrap=True,
        )
    screen.print(Text("  sections", style="dim"))
    for part in report.sections:
        heading = one_line(part.heading) or ("—" if part.level == 0 else "(lost heading)")
        line = Text(f"  {part.start:>7}  {'  ' * max(part.level - 1, 0)}")
        line.append(SECTION_LABELS[part.slug], style="cyan")
        line.append(f"  {heading}")
        line.append(f"  {part.evidence}", style="dim")
        screen.print(line, soft_wrap=True)
    screen.print()


def _facts(report: Report) -> Iterator[Text]:
    body, region = report.body.value, report.region.value
    where = " › ".join(f"{place.name} {place.code}" for place in region.path) if region else None
    yield _fact_line("id", report.id, None)
    yield _fact_line("file", " · ".join(filter(None, (report.format, report.encoding, report.url))), None)
    yield _fact_line("title", report.title_fact.value, report.title_fact)
    yield _fact_line("body", f"{body.name} ({body.kind}, {body.scope})" if body else None, report.body)
    yield _fact_line("region", where, report.region)
    yield _fact_line("year", report.year.value, report.year)
    yield _fact_line("published", report.published.value, report.published)
    yield _fact_line("index no.", report.index_number.value, report.index_number)
    numbers = "; ".join(
        f"{number.normal}{' (damaged)' if number.damaged else ''}" for number in report.document_numbers
    )
    yield _fact_line("numbers", numbers or None, None)


def _fact_line(name: str, value: object, fact: Fact[Any] | None) -> Text:
    line = Text(f"  {name:<10}")
    line.append("unknown" if value is None else one_line(str(value)), style="yellow" if value is None else "none")
    if fact is not None and fact.evidence:
        quote = fact.evidence[0]
        inferred = ", too weak" if value is None else ", inferred" if fact.inferred else ""
        place = f" {quote.start}–{quote.end}" if quote.start >= 0 else ""
        line.append(f"  ← {quote.rule}{inferred} “{one_line(quote.quote)}”{place}", style="dim")
    return line
