"""The pages over a few made reports."""

import pytest
from flask.testing import FlaskClient
from made_searcher import MadeSearcher
from plain_reports import plain_searcher

from webapp import create_app


@pytest.fixture
def searcher() -> MadeSearcher:
    """What the pages ask."""
    return plain_searcher()


@pytest.fixture
def client(searcher: MadeSearcher) -> FlaskClient:
    """A client of the pages that sees an error as a person would."""
    app = create_app(searcher)
    return app.test_client()
