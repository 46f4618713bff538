"""`nianbao links short`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indexer.cli.link_file import link_store
from indexer.cli.options import parsed_request, search_options
from indexer.links import request_to_save
from indexer.model import today_in_china
from indexer.query import canonical_query

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("short")
@search_options(order=True)
@click.pass_context
def command(
    context: click.Context,
    /,
    query: tuple[str, ...],
    **options: Any,  # noqa: ANN401 - click hands over what the shared options declare
) -> None:
    """Save and print the short link of a search; equal searches have equal links everywhere.

    \b
    Examples:
      nianbao links short 依申请公开 --region 辽宁省
      nianbao links short --from-url '/search?q=依申请公开&region=210000'
    """
    settings: Settings = context.obj
    parsed = parsed_request(query, options)
    request = request_to_save(canonical_query(parsed.request, parsed.extra))
    click.echo(f"{settings.web.public_url}/l/{link_store(settings).shorten(request, today_in_china()).name}")
