"""Does a lead write no more than was agreed on its whole way?"""

from dataclasses import dataclass
from typing import Any

import pytest

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.expire.build import build as build_expire
from functions.ingest.build import build as build_ingest
from functions.ingest.doors import IngestDoors
from functions.route.build import RouteDoors
from functions.route.build import build as build_route
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import SourceSecrets
from tests import make, memory
from tests.budgets.budget import budget
from tests.functions import put_off, team
from tests.functions.messages import Messages
from tests.make import ANN, BOB, CAT, DAN, EVE, MAIN, NOON, PORTAL
from tests.metering import Meter
from tests.tables import StagedTable
from tests.watch import Watch

LEADS = 10  # a batch of the stream: what it writes once is shared by so many leads
AGENTS = (ANN, BOB, CAT, DAN, EVE)


class Clocks:
    """Stand in for the state machine: run nothing."""

    def start(self, *_):
        """Start nothing."""

    def stop(self, *_):
        """Stop nothing."""


@dataclass
class Way:
    """Hold the functions of a lead's way over one metered table."""

    meter: Meter
    now: Watch
    ingest: Any
    route: Any
    expire: Any
    claim: Any


@pytest.fixture
def way(table, secret):
    sources = [make.source(PORTAL, title="Portal", kind="api_key")]
    team.seat(table, routes=[make.route(MAIN, AGENTS, claim_seconds=300)], sources=sources)
    meter, now = Meter(memory.client("dynamodb")), Watch(NOON)
    secrets = SourceSecrets(secret, memory.client("secretsmanager"), "relevo/sources")
    doors, queue = {"table": StagedTable(meter, packs=True), "now": now}, Queue(Messages, "queue")
    return Way(
        meter,
        now,
        build_ingest(
            IngestDoors(
                **doors,
                secret=secret,
                secrets=secrets,
                fetches=queue,
                imports=queue,
                uploads=None,
                waiting=None,
                raws=put_off.raws(),
            )
        ),
        build_route(RouteDoors(**doors, clocks=Clocks())),
        build_expire(Doors(**doors)),
        build_claim(ClaimDoors(**doors, secret=secret)),
    )


def come_in(way, secret, event, number):
    """Deliver a new person's inquiry; return its lead."""
    contact = {
        "first_name": "Lucía", "last_name": "Pérez",
        "emails": [f"lucia.perez.{number}@example.com"], "phones": [f"+34600{number:06}"],
    }  # fmt: skip
    asked = {
        "contact": contact,
        "attributes": {"place": "Retiro", "intent": "buy", "price_max": 300_000},
        "message": "Busco un piso de dos habitaciones con luz.",
    }
    key = {"x-api-key": secret.source_secret(PORTAL, 1)}
    answer = way.ingest.handler(event("POST", f"/webhooks/{PORTAL}", body=asked, headers=key), None)
    assert answer["statusCode"] == 202, answer


@pytest.mark.parametrize("agents", [1, 2, 5])
def test_a_leads_way_takes_no_more_write_units_than_allowed(table, secret, event, way, agents):
    for number in range(LEADS):
        come_in(way, secret, event, number)
    there = {item["PK"]["S"] for item in team.everything(memory.client("dynamodb"))}
    lead_ids = sorted(pk.removeprefix("LEAD#") for pk in there if pk.startswith("LEAD#"))
    assert len(lead_ids) == LEADS
    for turn in range(agents):
        way.route(team.stream(*(team.read(table, lead_id) for lead_id in lead_ids)), None)
        for lead_id in lead_ids if turn < agents - 1 else ():
            offer = team.read(table, lead_id).offer
            way.now.now = offer.deadline
            clock = {"lead_id": lead_id, "clock_id": offer.offer_id, "at": f"{offer.deadline:%Y-%m-%dT%H:%M:%SZ}"}
            assert way.expire(clock, None)["ended"]
    for lead_id in lead_ids:
        [agent_id] = team.read(table, lead_id).offer.agent_ids
        claim = event("POST", f"/leads/{lead_id}/claim", sub=make.member(agent_id).sub)
        assert way.claim.handler(claim, None)["statusCode"] == 200
    offered = f"{LEADS} leads offered to {agents} and claimed"
    budget("units", offered).hold(way.meter.sized)
