"""`nianbao links add`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indexer.cli.link_file import link_store
from indexer.cli.options import parsed_request, search_options
from indexer.links import named_link
from indexer.model import today_in_china
from indexer.query import canonical_query

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("add")
@click.argument("name")
@search_options(order=True)
@click.option("--title", required=True, help="What the link is called.")
@click.option("--note", default="", help="Anything to say about it.")
@click.option("--author", default="", help="Who saves it.")
@click.option("--min-reports", default=0, type=click.IntRange(0), help="Reports that `links check` must find.")
@click.option("--replace", is_flag=True, help="Replace another link of this name.")
@click.pass_context
def command(
    context: click.Context,
    /,
    name: str,
    query: tuple[str, ...],
    *,
    replace: bool,
    **options: Any,  # noqa: ANN401 - click hands over what the options declare
) -> None:
    """Save a search as /v/NAME: 1 to 64 lowercase letters, digits and hyphens.

    \b
    Examples:
      nianbao links add liaoning-requests 依申请公开 --region 辽宁省 --title 辽宁省报告中的依申请公开
      nianbao links add remedies --from-url '/search?q=行政复议&section=remedies' --title 行政复议 --min-reports 2
    """
    settings: Settings = context.obj
    described = {field: options.pop(field) for field in ("title", "note", "author", "min_reports")}
    parsed = parsed_request(query, options)
    link = named_link(
        name=name, query=canonical_query(parsed.request, parsed.extra), date=today_in_china(), **described
    )
    link_store(settings).save(link, overwrite=replace)
    click.echo(f"{settings.web.public_url}/v/{link.name}")
