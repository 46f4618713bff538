"""`nianbao export`: all results of a search as a file, the same bytes as the links 导出 of the page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.cli.exit_codes import ExitCode
from indexer.cli.options import parsed_request, search_options
from indexer.cli.text import counted, tell
from indexer.errors import OutputError
from indexer.export import FORMATS, export
from indexer.model import today_in_china
from indexer.search import open_searcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.settings import Settings

__all__ = ["command"]


@click.command("export")
@search_options(order=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="csv, jsonl, json, bib (BibTeX) or txt (GB/T 7714); default: what the output's name ends in, else csv.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, replaced only when all is written; default: standard output.",
)
@click.option("--bom", is_flag=True, help="With csv: begin with a byte order mark, as spreadsheets ask for.")
@click.option("--base-url", metavar="URL", help="Stands before paths; default: NIANBAO_PUBLIC_URL.")
@click.pass_context
def command(
    context: click.Context,
    /,
    query: tuple[str, ...],
    *,
    form: str | None,
    output: Path | None,
    bom: bool,
    base_url: str | None,
    **options: Any,  # noqa: ANN401 - click hands over what the shared options declare
) -> int:
    """Write all results of a search, or all reports, as a file.

    docs/exports.md describes the columns. Exit code 0: found, 1: nothing found, 2: the request is wrong.

    \b
    Examples:
      nianbao export 依申请公开 > requests.csv
      nianbao export 行政复议 --year 2018 -o remedies.jsonl
      nianbao export --region 辽宁省 --format bib
      nianbao export --from-url '/search?q=依申请公开&region=210000' --format csv --bom
    """
    settings: Settings = context.obj
    form = form or (output.suffix.removeprefix(".") if output and output.suffix[1:] in FORMATS else "csv")
    if bom and form != "csv":
        raise click.UsageError("--bom goes with --format csv")
    parsed = parsed_request(query, options)
    listing = open_searcher(settings).all_results(parsed.request, parsed.notices)
    if not FORMATS[form].has_notices:
        tell(listing.notices)
    base_url = settings.web.public_url if base_url is None else base_url.rstrip("/")
    pieces = export(listing, FORMATS[form], base_url, today_in_china(), bom=bom)
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
    else:
        _write(output, pieces)
        click.echo(f"wrote {counted(listing.total_reports, 'report')} to {output}", err=True)
    return ExitCode.DONE if listing.total_reports else ExitCode.NOTHING_FOUND


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a file that is either whole or not there."""
    draft = path.with_name(f".{path.name}.partial")
    try:
        with draft.open("wb") as file:
            file.writelines(pieces)
        draft.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written ({error.strerror}); check folder, space and permissions"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
