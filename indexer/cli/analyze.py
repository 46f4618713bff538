"""`nianbao analyze`: the first thing to look at when a query surprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec
from rich.table import Table

from indexer.analysis import default_analysis
from indexer.cli.explain import plan_tree
from indexer.cli.terminal import console
from indexer.cli.text import one_line
from indexer.model import SearchRequest
from indexer.query import plan_of

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.query.plan import Plan
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
    plan = plan_of(SearchRequest(q=text), analysis)
    terms = _terms(text, plan, analysis)
    if as_json:
        notices = [notice.text for notice in plan.notices]
        rest = {"plan": str(plan.tree), "notices": notices, "fingerprint": analysis.fingerprint}
        click.echo(msgspec.json.encode(terms | rest))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, values in terms.items():
        table.add_row(name, one_line(" | ".join(values)))
    table.add_row("plan", plan_tree(plan))
    table.add_row("fingerprint", analysis.fingerprint)
    console(settings.color).print(table)


def _terms(text: str, plan: Plan, analysis: Analysis) -> dict[str, list[str]]:
    readings = analysis.normalise(text)
    return {
        "readings": [reading.text for reading in readings],
        "canonical": [analysis.canon(reading.text) for reading in readings],
        "index terms": [token.term for _, token in analysis.index_tokens(readings)],
        "query terms": [term for piece in plan.pieces for form in piece.forms for term in form.segments],
    }
