"""The pages over a few made reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from plain_reports import plain_searcher

from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from jinja2.bccache import Bucket
    from made_searcher import MadeSearcher


class CompiledOnce(BytecodeCache):
    """Keeps compiled templates for all applications of this process: each test has one, and compiling takes 0.15 s."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called before a template is compiled."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called after it was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledOnce()})
        yield


@pytest.fixture
def searcher() -> MadeSearcher:
    """What the pages ask."""
    return plain_searcher()


@pytest.fixture
def client(searcher: MadeSearcher) -> FlaskClient:
    """A client of the pages that sees an error as a person would."""
    return create_app(searcher).test_client()
