"""What tests of functions share."""

from dataclasses import replace

import pytest

from functions.ingest import handler as ingest
from functions.ingest.by_hand import ByHand
from functions.ingest.webhooks.deliveries import Deliveries
from functions.ingest.webhooks.gate import Gate
from shared.queue import Queue
from shared.store.plans import Plans
from shared.web import app
from shared.web.call import read_call
from tests import make
from tests.functions import team
from tests.functions.door import HAND, Door
from tests.make import PORTAL


@pytest.fixture
def door(table, event, monkeypatch):
    """The door, with a webhook, a keyed and a manual source."""
    door = Door(table, event, table._client)
    sources = [make.source(), make.source(PORTAL, title="Portal", kind="api_key"), make.source(HAND, kind="manual")]
    team.seat(table, sources=sources)
    plans = Plans(table)
    fetches = Queue(lambda: door.queue, "fetches")
    gate = Gate(plans, door.secret, door.secrets)
    monkeypatch.setattr(ingest, "gate", gate)
    monkeypatch.setattr(ingest, "deliveries", Deliveries(table, gate, door.secret, fetches))
    monkeypatch.setattr(ingest, "by_hand", ByHand(table, plans, door.secret))
    monkeypatch.setattr(app, "read_call", lambda e: replace(read_call(e), now=door.now))
    return door
