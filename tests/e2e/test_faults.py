"""If DynamoDB throttles, loses answers and delays, does every lead get through, and is every refusal a `busy`?

Ingest, route, claim, expire and the sweep run in this process, each with a client of its own that reaches an engine
through a proxy (`fault_proxy.py`): with the product's own retries of the SDK, and without any.
"""

import json
import random
from collections import Counter
from datetime import timedelta

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.expire.build import build as build_expire
from functions.ingest.build import build as build_ingest
from functions.ingest.doors import IngestDoors
from functions.route.build import RouteDoors
from functions.route.build import build as build_route
from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.lead import Lead
from shared.doors import Doors
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store import codec
from shared.store.table import Table
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import make, memory
from tests.e2e.fault_proxy import FaultProxy
from tests.e2e.test_routers import EVERYONE, NoClocks, everything
from tests.faults import invariants
from tests.functions import team
from tests.functions.sweeping import Nobody, sweeping
from tests.make import NOON, PORTAL
from tests.soak import often
from tests.watch import Watch

pytestmark = pytest.mark.sampled
LEADS = often(20, 200)
SHARE = 0.25
OUTAGE = range(10, 40)  # among the deliveries, and longer than any call is repeated: some are refused for certain
PATIENCE = 40  # times that one thing is tried again


class Unreachable:
    """Stand for S3 while it does not answer either: what the table refuses cannot be put off."""

    def __getattr__(self, name):
        raise EndpointConnectionError(endpoint_url="https://s3")


class Team:
    """Run a team's functions through the proxy, and repeat what fails, as AWS and people do."""

    def __init__(self, clean, url, event, attempts, seed):
        self.clean, self._event, self.now = clean, event, Watch(NOON)
        self.chance, self.refused = random.Random(seed), Counter()
        self.secret = MasterSecret(memory.client("secretsmanager"), "master")
        config = Config(retries={"mode": "standard", "total_max_attempts": attempts}, read_timeout=3, connect_timeout=1)

        def table():
            client = boto3.client(
                "dynamodb", endpoint_url=url, region_name="us-east-1", aws_access_key_id="local",
                aws_secret_access_key="local", config=config,
            )  # fmt: skip
            return Table(client, clean._name, pause=lambda _: None)

        known = {"now": self.now, "secret": self.secret}
        none = Queue(Nobody, "none")
        self.ingest = build_ingest(IngestDoors(
            **known, table=table(), secrets=SourceSecrets(self.secret, Nobody(), "x"), fetches=none, imports=none,
            uploads=Uploads(Nobody, "x"), waiting=WaitingDeliveries(Uploads(Unreachable, "x"), none),
            raws=RawFiles(Uploads(Nobody, "x")),
        ))  # fmt: skip
        self.claim = build_claim(ClaimDoors(**known, table=table()))
        self.route = build_route(RouteDoors(table=table(), now=self.now, clocks=NoClocks()))
        self.expire = build_expire(Doors(table=table(), now=self.now))
        self.sweep = sweeping(table(), self.now)

    def again(self, do):
        """Repeat what raises `Busy`, as the stream and the clock's state machine do; nothing else may be raised."""
        for _ in range(PATIENCE):
            try:
                return do()
            except Busy:
                self.refused["raised"] += 1
        pytest.fail("it never succeeded")

    def ask(self, function, path, **given):
        """Send a request until its answer is no `busy`; return the status and the body."""
        for _ in range(PATIENCE):
            answer = function.handler(self._event("POST", path, **given), None)
            body = json.loads(answer["body"]) if answer.get("body") else {}
            if answer["statusCode"] < 500:
                return answer["statusCode"], body
            assert (answer["statusCode"], body["code"]) == (503, "busy")
            self.refused["answered"] += 1
        pytest.fail("it never succeeded")

    def leads(self):
        return [codec.from_item(Lead, item) for item in everything(self.clean) if invariants.is_lead(item)]

    def streamed(self):
        """Deliver the stream records of all unrouted leads, at most ten a batch."""
        waiting = [item for item in everything(self.clean) if item.get("todo", {}).get("S") == "route"]
        waiting.sort(key=lambda item: item["all_sk"]["S"])
        for first in range(0, len(waiting), 10):
            batch = {"Records": [{"dynamodb": {"NewImage": item}} for item in waiting[first : first + 10]]}
            self.again(lambda batch=batch: self.route(batch, None))
        return len(waiting)


def receive(world):
    """Post leads by webhook, some twice; return the ids that were acknowledged."""
    key, acknowledged = world.secret.source_secret(PORTAL, 1), []
    for number in range(LEADS):
        contact = {"first_name": "Ada", "emails": [f"ada{number}@example.com"]}
        for _ in range(1 + number % 2):
            status, body = world.ask(
                world.ingest, f"/webhooks/{PORTAL}", body={"id": f"event-{number}", "contact": contact},
                headers={"x-api-key": key},
            )  # fmt: skip
            assert status in (200, 202)
            acknowledged.append(body["lead_id"])
    return acknowledged


def act(world):
    """Let those who were offered a lead claim it, pass it, or miss it; race for some."""
    for lead in world.leads():
        if lead.offer is None:
            continue
        [asked], path = lead.offer.agent_ids, f"/leads/{lead.lead_id}"
        what = world.chance.choice(("claim", "pass", "miss", "race"))
        if what in ("claim", "race"):
            rivals = [asked] if what == "claim" else [asked, world.chance.choice(EVERYONE)]
            answers = [world.ask(world.claim, f"{path}/claim", sub=make.member(me).sub)[0] for me in rivals]
            assert answers[0] == 200, "nobody else could claim it"
        elif what == "pass":
            assert world.ask(world.claim, f"{path}/pass", sub=make.member(asked).sub, body={})[0] == 204
        else:
            fired = {"lead_id": lead.lead_id, "clock_id": lead.offer.offer_id, "at": f"{lead.offer.deadline:%FT%TZ}"}
            before, world.now.now = world.now.now, lead.offer.deadline
            world.again(lambda fired=fired: world.expire(fired, None))
            world.now.now = before


@pytest.mark.parametrize("attempts", [1, 2], ids=["without the SDK's retries", "with them"])
@pytest.mark.parametrize("seed", range(often(1, 5)))
def test_every_lead_gets_through_a_table_that_throttles_loses_answers_and_delays(
    local_tables, aws, event, attempts, seed
):
    clean = local_tables[0]
    team.seat(clean, routes=[make.route(agents=EVERYONE, claim_seconds=300)])
    proxy = FaultProxy(clean._client.meta.endpoint_url, seed, SHARE, OUTAGE)
    try:
        world = Team(clean, proxy.url, event, attempts, seed)
        acknowledged = receive(world)
        for _ in range(len(EVERYONE) + 2):
            world.streamed()
            act(world)
        world.now.now += timedelta(hours=1)
        world.again(world.sweep)
        world.streamed()
    finally:
        proxy.close()
    assert {"throttled", "lost", "delayed"} <= set(proxy.done)
    assert world.refused["answered"], "no refusal was tried"
    leads = invariants.hold(everything(clean), make.settings().zone)
    assert {lead.lead_id for lead in leads} == set(acknowledged), "lost, or made twice"
    assert len(leads) == LEADS
    assert {lead.state for lead in leads} <= {"owned", "pooled", "offered"}
