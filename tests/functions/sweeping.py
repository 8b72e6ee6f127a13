"""Run the sweep over a table, for tests of what it repairs."""

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.expire.sweeping.build import SweepDoors, build
from functions.expire.sweeping.dead_letters import DeadLetters
from shared.blocked import BlockedStore
from shared.ledger import Ledger
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.schedules import Schedules
from shared.secrets import MasterSecret
from shared.store import keys
from shared.store.table import Write
from shared.uploads import Uploads
from tests.granted import granted

QUEUES = ("fetches", "imports", "outgoing")


def searchable():
    """Return the write that says that all leads are searchable."""
    pk, sk = keys.SEARCH_FILLED
    item = {"PK": {"S": pk}, "SK": {"S": sk}, "month": {"S": "0001-01"}, "after": {"M": {}}}
    return Write(keys.SEARCH_FILLED, "Put", {"Item": item})


class Nobody:
    """Stand for an AWS client that a test does not expect to be called."""

    def __getattr__(self, name):
        pytest.fail(f"the sweep called {name}")


class NothingWaits:
    """Stand for deliveries that were put off, where there are none."""

    def ask_again(self, _now):
        """Do nothing."""


class Unlisted:
    """Stand for deliveries that were put off, where S3 does not list them."""

    def ask_again(self, _now):
        """Fail as the client does."""
        raise EndpointConnectionError(endpoint_url="https://s3")


def sweeping(table, now, **doors):
    """Return the sweep, as its schedule calls it. What is not given may not be used."""
    if "secret" not in doors:  # hashes addresses only until all leads of earlier releases are searchable
        table.commit([searchable()])
    unused = {name: Queue(Nobody, name) for name in QUEUES} | {
        "schedules": Schedules(Nobody(), "group", "arn", "role"),
        "secret": MasterSecret(Nobody(), "master"),
        "uploads": Uploads(Nobody, "uploads"),
        "photos": Photos(Nobody, "photos"),
        "waiting": NothingWaits(),
        "raws": RawFiles(Uploads(Nobody, "waiting")),
        "ledger": Ledger(Nobody, "ledger"),
        "blocked": BlockedStore(Nobody, "blocked"),
        "dead_letters": DeadLetters(Nobody, {}),
    }
    sweep = build(SweepDoors(table=granted(table, "sweep"), now=now, **(unused | doors)))
    return lambda event=None: sweep(event or {}, None)
