"""Provide fixtures for tests of functions."""

import pytest

from tests import make
from tests.functions import team
from tests.make import PORTAL


@pytest.fixture
def door(table, secret, event):
    """Provide the ingest function, with a webhook, a keyed and a manual source."""
    from tests.functions.ingest_client import HAND, IngestClient

    sources = [make.source(), make.source(PORTAL, title="Portal", kind="api_key"), make.source(HAND, kind="manual")]
    team.seat(table, sources=sources)
    return IngestClient(table, secret, event)
