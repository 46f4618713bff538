"""`nianbao ...`: the program's front door in a terminal."""

from __future__ import annotations

from indexer.cli.main import main

__all__ = ["main"]
