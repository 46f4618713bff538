"""Parsers that not every installation has."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from indexer.corpus.formats.base import Unreadable

__all__ = ["parser_module"]


def parser_module(name: str, kind: str) -> Any:  # noqa: ANN401 - what is imported has no types
    """Import a parser when it is first needed.

    Args:
        name: Of the module.
        kind: What it reads, for the message.

    Raises:
        Unreadable: It is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise Unreadable(
            f"is {kind}, and its parser is not installed", "install it with: pip install 'nianbao[formats]'"
        ) from None
