"""Reports under ids that they no longer have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from indexer.errors import ReportMoved

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["following"]

T = TypeVar("T")


def following(ask: Callable[[str], T], report_id: str) -> T:
    """Ask about a report; where it has another id now, ask by that one and say so on standard error.

    Raises:
        UnknownReport: No report has or had this id, or it is no longer in the archive.
    """
    try:
        return ask(report_id)
    except ReportMoved as moved:
        click.echo(f"{report_id} is {moved.target} now", err=True)
        return ask(moved.target)
