"""If a function crashes before or after any AWS call, is the lead neither lost, doubled nor miscounted?

A lead goes its whole way again and again, each time with a crash at another call. The failed step is repeated as AWS, a
provider or a person would repeat it, by functions started anew.
"""

import json
from collections import Counter
from datetime import timedelta

import pytest

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.expire.build import build as build_expire
from functions.ingest.build import IngestDoors
from functions.ingest.build import build as build_ingest
from functions.route.build import RouteDoors
from functions.route.build import build as build_route
from shared.clocks import Clocks
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.route import ResponseRule
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret, SourceSecrets
from shared.store import codec, keys
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import make, memory
from tests.functions import team
from tests.functions.crash_injection import Crash, CrashInjection
from tests.functions.sweeping import Nobody
from tests.granted import granted
from tests.make import ANN, BOB, CAT, MAIN, NOON, PORTAL
from tests.tables import StagedTable
from tests.watch import Watch

BODY = {"id": "event-1", "contact": {"first_name": "Ada", "emails": ["ada@example.com"], "phones": ["600112233"]}}


CALLS = 42  # of one way without a crash


class World:
    """Run the functions of a lead's way with crash injection. A crashed process is followed by a new one."""

    def __init__(self, crashes, machine, event):
        self._crashes, self._machine, self._event, self.now = crashes, machine, event, Watch(NOON)
        self._start()

    def _start(self):
        clients = [self._crashes.around(memory.client("dynamodb")) for _ in range(4)]
        names = ("ingest", "claim", "route", "expire")
        known = [
            {"table": granted(StagedTable(client), name), "now": self.now}
            for client, name in zip(clients, names, strict=True)
        ]
        secrets = [MasterSecret(self._crashes.around(memory.client("secretsmanager")), "master") for _ in range(2)]
        ingest = IngestDoors(
            **known[0],
            secret=secrets[0],
            secrets=SourceSecrets(secrets[0], Nobody(), "relevo/sources"),
            fetches=Queue(Nobody, "fetches"),
            imports=Queue(Nobody, "imports"),
            uploads=Uploads(Nobody, "imports"),
            waiting=WaitingDeliveries(Uploads(Nobody, "waiting"), Queue(Nobody, "waiting")),
        )
        self.ingest, self.claim = build_ingest(ingest), build_claim(ClaimDoors(**known[1], secret=secrets[1]))
        clocks = Clocks(self._crashes.around(memory.client("stepfunctions")), self._machine)
        self.route, self.expire = build_route(RouteDoors(**known[2], clocks=clocks)), build_expire(Doors(**known[3]))

    def again(self, do):
        """Repeat a step until it does not crash: the stream, the state machine, providers and people all retry."""
        while True:
            try:
                return do()
            except Crash:
                self._start()

    def ask(self, function, path, me=None, **given):
        """Send a request to the function of that name; return the answer's status."""
        event = self._event("POST", path, sub=make.member(me).sub if me else None, **given)
        return self.again(lambda: getattr(self, function).handler(event, None))["statusCode"]

    def streamed(self, table):
        """Deliver the stream record of the lead's last change."""
        image = codec.to_item(only_lead(table).model_copy(update={"version": only_lead(table).version - 1}))
        self.again(lambda: self.route({"Records": [{"dynamodb": {"NewImage": image}}]}, None))

    def overdue(self, table):
        """Advance time to the open offer's deadline, and fire its clock."""
        lead = only_lead(table)
        self.now.now = lead.offer.deadline
        at = f"{lead.offer.deadline:%Y-%m-%dT%H:%M:%SZ}"
        fired = {"lead_id": lead.lead_id, "clock_id": lead.offer.offer_id, "at": at}
        self.again(lambda: self.expire(fired, None))


@pytest.fixture
def machine(table):
    """Provide a state machine that accepts executions."""
    return memory.client("stepfunctions").create_state_machine(
        name="clock",
        definition=json.dumps({"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}}),
        roleArn="arn:aws:iam::123456789012:role/clock",
    )["stateMachineArn"]


@pytest.fixture
def begin(table, machine, event):
    """Provide a function that stores a team and returns the functions with crash injection."""

    def begin(crashes):
        team.seat(table, routes=[make.route(response=ResponseRule(within_seconds=600))])
        return World(crashes, machine, event)

    return begin


def only_lead(table):
    [entry] = {
        item["PK"]["S"]
        for item in team.everything(table._client)
        if item["SK"]["S"] == "LEAD" and item["PK"]["S"].startswith("LEAD#")
    }
    return table.get(Lead, keys.Key(entry, "LEAD"))


def walk(table, world):
    """Receive, offer, pass, offer, expire, offer, claim, call; return the id of the response that was due."""
    secret = MasterSecret(memory.client("secretsmanager"), "master").source_secret(PORTAL, 1)
    assert world.ask("ingest", f"/webhooks/{PORTAL}", body=BODY, headers={"x-api-key": secret}) in {200, 202}
    world.streamed(table)
    lead_id = only_lead(table).lead_id
    assert world.ask("claim", f"/leads/{lead_id}/pass", ANN, body={}) == 204
    world.streamed(table)
    world.overdue(table)
    world.streamed(table)
    assert world.ask("claim", f"/leads/{lead_id}/claim", CAT) == 200
    owed = only_lead(table).response.response_id
    world.streamed(table)
    world.now.now += timedelta(minutes=1)
    called = {"body": {"kind": "call"}, "headers": {"idempotency-key": "called"}}
    assert world.ask("claim", f"/leads/{lead_id}/interactions", CAT, **called) == 201
    world.streamed(table)
    return owed


def check(table, machine, owed):
    lead = only_lead(table)
    assert (lead.state, lead.owner, lead.via, lead.response) == ("owned", CAT, MAIN, None)
    assert len(list(table.query(f"LEAD#{lead.lead_id}", "NOTE#"))) == 1
    told = [entry.kind for entry in lead.history]
    assert told == ["received", "offered", "passed", "offered", "expired", "offered", "claimed"]
    for agent_id, open_leads in ((ANN, 0), (BOB, 0), (CAT, 1)):
        load = team.load(table, agent_id)
        assert (load.open_offers, load.open_leads) == (0, open_leads)
    rows = list(table.query(f"TALLY#{NOON:%Y-%m}"))
    counted = Counter(
        {
            name: sum(int(row.get(name, {}).get("N", 0)) for row in rows)
            for name in ("received", "passed", "expired", "claimed")
        }
    )
    assert counted == {"received": 1, "passed": 1, "expired": 1, "claimed": 1}
    offered = {entry.detail["offer_id"] for entry in lead.history if entry.kind == "offered"}
    executions = memory.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
    assert offered | {owed, owed.replace("response_", "reminder_")} == {one["name"] for one in executions}
    rotation = next(table.query(f"ROUTE#{MAIN}"))
    assert json.loads(rotation["body"]["S"])["turn"] == 1
    assert len([item for item in team.everything(table._client) if item["SK"]["S"].startswith("TRACE#")]) == 3


def test_a_way_without_a_crash_makes_exactly_the_tested_calls(table, machine, begin):
    crashes = CrashInjection(before=True)
    check(table, machine, walk(table, begin(crashes)))
    assert crashes.made == CALLS


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("point", range(1, CALLS + 1))
def test_a_crash_at_any_call_changes_nothing_about_the_end(table, machine, begin, point, before):
    crashes = CrashInjection(point, before=before)
    owed = walk(table, begin(crashes))
    assert crashes.made > point, "the walk has fewer calls: no crash was tried"
    check(table, machine, owed)
