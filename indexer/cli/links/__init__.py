"""`nianbao links`: searches that were kept."""

from __future__ import annotations

from indexer.cli.links.group import command

__all__ = ["command"]
