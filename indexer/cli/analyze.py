"""`nianbao analyze`: the first thing to look at when a query surprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec
from rich.table import Table

from indexer.analysis import default_analysis
from indexer.cli.terminal import console
from indexer.cli.text import one_line
from indexer.model import SearchRequest
from indexer.query import plan_of

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("analyze")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.pass_context
def command(context: click.Context, text: str, *, as_json: bool) -> None:
    """Show what a text is turned into: readings, canonical form, index terms, and the plan if it were a query.

    \b
    Examples:
      nianbao analyze 辽政办发〔2015〕39号
      nianbao analyze 入口網站 --json
    """
    settings: Settings = context.obj
    analysis = default_analysis()
    facts = _facts(text, analysis)
    if as_json:
        click.echo(msgspec.json.encode(facts))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in facts.items():
        shown = value if isinstance(value, list) else [value]
        table.add_row(name, one_line(" | ".join(map(str, shown))))
    console(settings.color).print(table)


def _facts(text: str, analysis: Analysis) -> dict[str, object]:
    readings = analysis.normalise(text)
    plan = plan_of(SearchRequest(q=text), analysis)
    return {
        "readings": [reading.text for reading in readings],
        "canonical": [analysis.canon(reading.text) for reading in readings],
        "index terms": [token.term for _, token in analysis.index_tokens(readings)],
        "query terms": [term for piece in plan.pieces for form in piece.forms for term in form.segments],
        "plan": str(plan.tree),
        "notices": [notice.text for notice in plan.notices],
        "fingerprint": analysis.fingerprint,
    }
