"""When the stream has several shards, do routers at once on one rotation give each lead one turn, and keep limits?

The routers run in this process, as many as shards, each with a client of its own; what their batches do after a
failure is the embedded engine's own rule (`local/fixes/shard_queue.py`).
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.route.build import RouteDoors, build
from local.fixes.shard_queue import ShardQueue
from local.fixes.shards import shard_of
from shared.domain.plan_records.member import Limits
from shared.store import codec
from shared.store.table import Table
from tests import make
from tests.faults import invariants
from tests.faults.conflicts import Conflicts
from tests.functions import team
from tests.make import ANN, BOB, CAT, DAN, EVE, NOON
from tests.soak import SOAK, often

pytestmark = pytest.mark.sampled
LEADS = often(60, 200)
BATCH = 10
EVERYONE = (ANN, BOB, CAT, DAN, EVE)


class NoClocks:
    """Stand in for Step Functions: every clock runs."""

    def start(self, lead_id, clock_id, at):
        """Do nothing."""

    def stop(self, clock_id):
        """Do nothing."""


def stored(table, number):
    """Store leads that came in one after another; return the stream's records of their writes."""
    leads = [
        make.lead(make.id_of("lead", f"{n:04}"), created_at=NOON + timedelta(milliseconds=n)) for n in range(number)
    ]
    team.store(table, *leads)
    return [
        {"eventName": "INSERT", "dynamodb": {
            "Keys": {"PK": item["PK"], "SK": item["SK"]}, "NewImage": item,
        }}
        for item in map(codec.to_item, leads)
    ]  # fmt: skip


def route_in_shards(tables, records, shards, every=0):
    """Route the records by as many routers at once; return the records that were given up."""
    ready, dead, failures = threading.Barrier(shards), [], []

    def run(number):
        client, name = tables[number]._client, tables[number]._name
        table = Table(Conflicts(client, every, number) if every else client, name)
        handle = build(RouteDoors(table=table, clocks=NoClocks(), now=lambda: NOON + timedelta(seconds=30)))
        mine = [record for record in records if shard_of(record, shards) == number]
        queue = ShardQueue(10, bisect=True)
        ready.wait()
        for first in range(0, len(mine), BATCH):
            queue.read(mine[first : first + BATCH])
            while (batch := queue.next()) is not None:
                try:
                    handle({"Records": batch}, None)
                except Exception as error:
                    failures.append(type(error).__name__)
                    dead.extend(queue.failed(too_old=False) or ())
                else:
                    queue.succeeded()

    with ThreadPoolExecutor(shards) as pool:
        list(pool.map(run, range(shards)))
    assert set(failures) <= {"Busy"}
    return dead


def everything(table):
    pages = table._client.get_paginator("scan").paginate(TableName=table._name, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


# How many routers, and every how many a transaction is cancelled; 0 is none.
RACES = [(4, 0), (8, 3)] if not SOAK else [(shards, every) for shards in (4, 5, 6, 7, 8) for every in (0, 3)]


@pytest.mark.parametrize(("shards", "every"), RACES)
def test_several_routers_at_once_take_each_turn_once_and_lose_no_lead(tables, shards, every):
    team.seat(tables[0], routes=[make.route(agents=EVERYONE)])
    dead = route_in_shards(tables, stored(tables[0], LEADS), shards, every)
    assert dead == []
    items = everything(tables[0])
    leads = invariants.hold(items, make.settings().zone)
    offered = sorted(leads, key=lambda lead: lead.offer.turn)
    assert [lead.offer.turn for lead in offered] == list(range(1, LEADS + 1)), "each turn once"
    assert [lead.offer.agent_ids[0] for lead in offered] == [EVERYONE[n % 5] for n in range(LEADS)], "in order"
    assert len({lead.offer.offer_id for lead in leads}) == LEADS
    [rotation] = [item for item in items if item["SK"]["S"] == "ROTATION"]
    assert json.loads(rotation["body"]["S"])["turn"] == LEADS
    assert len([item for item in items if item["SK"]["S"].startswith("TRACE#")]) == LEADS


def test_several_routers_at_once_exceed_no_limit(tables):
    """Two members may get four leads a day each, the others have one lead at a time; the rest is pooled."""
    four, one = Limits(per_day=4), Limits(open=1)
    members = [make.member(who, limits=four if who in (ANN, BOB) else one) for who in EVERYONE]
    team.seat(tables[0], routes=[make.route(agents=EVERYONE)], members=members)
    assert route_in_shards(tables, stored(tables[0], LEADS), 8) == []
    leads = invariants.hold(everything(tables[0]), make.settings().zone)
    given = {who: [lead for lead in leads if lead.offer and who in lead.offer.agent_ids] for who in EVERYONE}
    assert {who: len(found) for who, found in given.items()} == {ANN: 4, BOB: 4, CAT: 1, DAN: 1, EVE: 1}
    assert {lead.state for lead in leads if not lead.offer} == {"pooled"}
