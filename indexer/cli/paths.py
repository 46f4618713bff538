"""Paths that stand on a command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["GivenPath"]


class GivenPath(click.Path):
    """A path that is not empty: that of a shell variable without a value would be the working folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own signature
        """Read a path; an empty one ends the program as any wrong value does."""
        if not os.fspath(value):
            self.fail("a path is empty; does a variable have no value?", param, ctx)
        return super().convert(value, param, ctx)
