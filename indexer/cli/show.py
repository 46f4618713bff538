"""`nianbao show`: a report of the index, or where a query or a pasted passage stands in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from rich.text import Text

from indexer.cli.exit_codes import ExitCode
from indexer.cli.moved import following
from indexer.cli.report_text import print_hits, print_report
from indexer.cli.terminal import paged
from indexer.export import bibtex, citation
from indexer.model import MAX_QUERY_LENGTH, SECTION_SLUGS, SearchRequest, to_json, today_in_china
from indexer.query import report_path, request_from_pairs
from indexer.search import open_searcher

if TYPE_CHECKING:
    from indexer.model import ReportView
    from indexer.search import Searcher
    from indexer.settings import Settings

__all__ = ["command"]


def _section(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Take a slug or a label, as `search --section` does."""
    if value is None:
        return None
    slugs = request_from_pairs([("section", value)]).request.sections
    if slugs and slugs[0] in SECTION_SLUGS:
        return slugs[0]
    raise click.BadParameter(f"no section is called {value!r}; the sections are: {', '.join(SECTION_SLUGS)}")


@click.command("show")
@click.argument("report_id", metavar="ID")
@click.option(
    "--hits",
    "query",
    metavar="QUERY",
    help="Only the places where this matches; longer than 500 characters it is one literal passage; - reads it from "
    "standard input.",
)
@click.option("--section", metavar="SECTION", callback=_section, help="Only this section: slug or label.")
@click.option("--json", "form", flag_value="json", help="As one JSON object, hits included.")
@click.option("--cite", "form", flag_value="cite", help="Its citation as GB/T 7714 has it, and as BibTeX.")
@click.option("--original", "form", flag_value="original", help="The bytes it was made of, as they were published.")
@click.option("--text", "form", flag_value="text", help="The text that all offsets count in, and nothing else.")
@click.pass_context
def command(context: click.Context, report_id: str, *, query: str | None, section: str | None, form: str | None) -> int:
    """Show a report: what is known of it, then its text; or the hits of a query in it, numbered as on the page.

    ID is the report's id as `nianbao search -l` prints it. Exit code 1: it holds no hit, or not that section.

    \b
    Examples:
      nianbao show 000_b2cd71d51ff83e88
      nianbao show 000_b2cd71d51ff83e88 --section requests
      nianbao show 000_b2cd71d51ff83e88 --hits 依申请公开
      nianbao show 000_b2cd71d51ff83e88 --hits - < passage.txt
      nianbao show 000_b2cd71d51ff83e88 --cite
      nianbao show 000_b2cd71d51ff83e88 --original > report.txt
    """
    settings: Settings = context.obj
    if query == "-":
        query = _typed()
    searcher = open_searcher(settings)
    view = following(lambda known: _view(searcher, known, query), report_id)
    sections = [part for part in view.report.sections if section is None or section == part.slug]
    inside = [hit for hit in view.hits if any(part.start <= hit.start < part.end for part in sections)]
    if not sections:
        there = dict.fromkeys(part.slug for part in view.report.sections)
        click.echo(f"{view.report.id} has no section {section}; it has {', '.join(there)}", err=True)
    if form == "original":
        sys.stdout.buffer.write(searcher.original(view.report.id).data)
    elif form == "cite":
        click.echo(_citations(view, settings))
    elif form == "json":
        click.echo(to_json(view))
    elif form == "text":
        click.echo("".join(view.report.text[part.start : part.end] for part in sections), nl=False)
    else:
        with paged(settings.color) as screen:
            if query is None:
                print_report(screen, view.report, sections)
            else:
                screen.print(Text(f"{len(inside)} 处", style="bold"))
                print_hits(screen, view.report, inside)
    return ExitCode.DONE if sections and (query is None or inside) else ExitCode.NOTHING_FOUND


def _typed() -> str:
    """What stands on standard input.

    Raises:
        UsageError: It is no text.
    """
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        message = f"standard input is not {error.encoding} text; convert it first, as iconv does"
        raise click.UsageError(message) from None


def _citations(view: ReportView, settings: Settings) -> str:
    url = settings.web.public_url + report_path(SearchRequest(), view.report.id)
    today = today_in_china()
    return f"{citation(view.report, url, today)}\n\n{bibtex(view.report, url, today, view.generation)}"


def _view(searcher: Searcher, report_id: str, query: str | None) -> ReportView:
    if query is None:
        return searcher.report(report_id, SearchRequest())
    if len(query) > MAX_QUERY_LENGTH:
        return searcher.passage(report_id, query)
    return searcher.report(report_id, request_from_pairs([("q", query)]).request)
