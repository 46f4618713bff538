"""The pages: routes, view models, templates and static files over the public names of `indexer`."""

from __future__ import annotations

from webapp.app import create_app
from webapp.server import CannotListen, serve

__all__ = ["CannotListen", "create_app", "serve"]
