"""`nianbao serve`: the pages, by a production server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from indexer.search import open_searcher
from indexer.settings import LinkCreation

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Requests at once.")
@click.option("--public-url", metavar="URL", help="Address under which people outside know the pages.")
@click.option("--prefix", metavar="PATH", help="Path below which the pages are mounted, such as /nianbao.")
@click.option(
    "--trusted-proxy",
    "trusted_proxies",
    multiple=True,
    metavar="ADDRESS",
    help="Address or network whose X-Forwarded-* headers are believed. Repeatable.",
)
@click.option("--rate-limit", type=click.IntRange(0), metavar="N", help="Searches a minute of one client; 0: no limit.")
@click.option("--read-only", is_flag=True, help="Visitors cannot make saved links.")
@click.option("--access-log", metavar="FILE", help="A line of JSON for each request; - is standard error.")
@click.option("--log-queries", is_flag=True, default=None, help="Log what people look for, too.")
@click.option("--metrics", is_flag=True, default=None, help="Answer /metrics for Prometheus.")
@click.pass_context
def command(
    context: click.Context,
    /,
    host: str,
    port: int,
    threads: int,
    *,
    read_only: bool,
    **web: Any,  # noqa: ANN401 - options by the name of their setting
) -> None:
    """Serve the pages until interrupted.

    The index is opened before the first connection is accepted. A new index takes effect without a restart. Options
    that are not given are taken from the environment; docs/settings.md lists the variables.

    \b
    Examples:
      nianbao serve
      nianbao serve --port 8080
      nianbao --index-dir /srv/nianbao/index serve --host 0.0.0.0 --read-only
      nianbao serve --prefix /nianbao --trusted-proxy 127.0.0.1 --access-log -
    """
    from webapp import serve  # noqa: PLC0415 - the one door that needs the pages

    settings: Settings = context.obj
    changes = {name: value for name, value in web.items() if value not in {None, ()}}
    if read_only:
        changes["link_creation"] = LinkCreation.OFF
    settings = replace(settings, web=replace(settings.web, **changes))
    searcher = open_searcher(settings, fall_back=True)

    def announce(url: str) -> None:
        click.echo(f"serving {url} (Ctrl-C to stop)", err=True)

    serve(searcher, host, port, threads, settings=settings, announce=announce)
