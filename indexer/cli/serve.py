"""`nianbao serve`: the pages, by a production server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.search import open_searcher

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Requests at once.")
@click.pass_context
def command(context: click.Context, host: str, port: int, threads: int) -> None:
    """Serve the pages until interrupted.

    The index is opened before the first connection is accepted. A new index takes effect without a restart.

    \b
    Examples:
      nianbao serve
      nianbao serve --port 8080
      nianbao --index-dir /srv/nianbao/index serve --host 0.0.0.0
    """
    from webapp import serve  # noqa: PLC0415 - the one door that needs the pages

    settings: Settings = context.obj
    searcher = open_searcher(settings, fall_back=True)
    serve(searcher, host, port, threads, announce=lambda url: click.echo(f"serving {url} (Ctrl-C to stop)", err=True))
