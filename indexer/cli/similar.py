"""`nianbao similar`: related reports, and why they are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from rich.text import Text

from indexer.cli.exit_codes import ExitCode
from indexer.cli.moved import following
from indexer.cli.terminal import console
from indexer.cli.text import harmless, one_line
from indexer.model import RELATION_LABELS, to_json
from indexer.search import open_searcher

if TYPE_CHECKING:
    from rich.console import Console

    from indexer.model import RelatedReport, RelatedReports
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("similar")
@click.argument("report_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="The answer as one JSON object.")
@click.pass_context
def command(context: click.Context, /, report_id: str, *, as_json: bool) -> int:
    """Show related reports, each with the reasons and the share of common text.

    First every other year of the same body, newest first; then copies, mirrors in the other script, reports with
    similar text, and reports of the same region and year. The share is the common text as a part of
    all the text of both. Exit code 0: some are shown, 1: there are none, 2: no report has this id.

    \b
    Examples:
      nianbao similar 000_b2cd71d51ff83e88
      nianbao similar 000_b2cd71d51ff83e88 --json
    """
    settings: Settings = context.obj
    related = following(open_searcher(settings).related, report_id)
    if as_json:
        sys.stdout.buffer.write(to_json(related) + b"\n")
    else:
        _show(related, console(settings.color))
    return ExitCode.DONE if related.other_years or related.similar else ExitCode.NOTHING_FOUND


def _show(related: RelatedReports, screen: Console) -> None:
    for heading, reports in (("同一机关的其他年度", related.other_years), ("相似报告", related.similar)):
        if reports:
            screen.print(Text(heading, style="bold"))
        for report in reports:
            screen.print(_line(report), soft_wrap=True)
    if not related.other_years and not related.similar:
        screen.print("没有相关的报告")


def _line(report: RelatedReport) -> Text:
    year = f"{report.year} 年" if report.year else "年度未知"
    reasons = "、".join(RELATION_LABELS[reason] for reason in report.reasons)
    line = Text(f"  {year}  ")
    line.append(f"{report.share:4.0%}", style="cyan")
    line.append(f"  {one_line(report.title)}")
    line.append(f"  {reasons} · {harmless(report.id)}", style="dim")
    return line
