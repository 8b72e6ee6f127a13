"""Whatever call of AWS a function dies before or after, is the lead neither lost, nor doubled, nor miscounted?

A lead's whole way is walked again and again, each time with a crash at another call; what died is
done again as AWS, a provider or a person would do it.
"""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from functions.claim import handler as claim
from functions.expire import handler as expire
from functions.expire import sweep
from functions.ingest import handler as ingest
from functions.route import handler as route
from shared.domain.lead import Lead
from shared.domain.route import ResponseRule
from shared.secrets import MasterSecret
from shared.store import codec, keys
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, CAT, MAIN, PORTAL

BODY = {"id": "event-1", "contact": {"first_name": "Ada", "emails": ["ada@example.com"], "phones": ["600112233"]}}


CALLS = 44  # of one walk without a crash


class Crash(BaseException):
    """The process dies: no handler of ours may catch it."""


class Trap:
    """Dies at the call numbered `at`, before it is made or after."""

    def __init__(self):
        self.at, self.before, self.calls = None, True, 0
        functions = [ingest.table, route.table, claim.table, expire.table, sweep.table, ingest.secret, claim.secret]
        for client in {door._client for door in functions} | {route.winder._clocks._client}:
            client.meta.events.register("before-call", self._before)
            client.meta.events.register("after-call", self._after)
        self.clients = functions

    def set(self, at, *, before):
        self.at, self.before, self.calls = at, before, 0

    def _before(self, **_):
        self.calls += 1
        if self.before and self.calls == self.at:
            raise Crash

    def _after(self, **_):
        if not self.before and self.calls == self.at:
            raise Crash


@pytest.fixture(scope="module")
def trap():
    return Trap()


@pytest.fixture
def clocks(table):
    """A state machine that accepts executions."""
    machine = boto3.client("stepfunctions").create_state_machine(
        name="clock",
        definition=json.dumps({"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}}),
        roleArn="arn:aws:iam::123456789012:role/clock",
    )["stateMachineArn"]
    route.winder._clocks._arn = machine
    return machine


def again(do):
    """Do it until it does not crash: the stream, the state machine, providers and people all try again."""
    while True:
        try:
            return do()
        except Crash:
            continue


def ask(event, function, path, me=None, **given):
    method = "POST"
    sub = make.member(me).sub if me else None
    return again(lambda: function.handler(event(method, path, sub=sub, **given), None))["statusCode"]


def only_lead(table):
    [entry] = {
        item["PK"]["S"]
        for item in team.everything(table._client)
        if item["SK"]["S"] == "LEAD" and item["PK"]["S"].startswith("LEAD#")
    }
    return table.get(Lead, keys.Key(entry, "LEAD"))


def streamed(table):
    """Deliver what the last change of the lead put into the stream."""
    image = codec.to_item(only_lead(table).model_copy(update={"version": only_lead(table).version - 1}))
    again(lambda: route.handler({"Records": [{"dynamodb": {"NewImage": image}}]}, None))


def overdue(table):
    """Time passes: the open offer's deadline is behind us. Its clock's input."""
    lead = only_lead(table)
    past = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
    offer = lead.offer.model_copy(update={"deadline": past})
    item = codec.to_item(lead.model_copy(update={"offer": offer, "version": lead.version - 1}))
    table._client.put_item(TableName="relevo", Item=item)
    return {"lead_id": lead.lead_id, "clock_id": offer.offer_id, "at": f"{past:%Y-%m-%dT%H:%M:%SZ}"}


def walk(table, event):
    """Received, offered, passed, offered, expired, offered, claimed, called; the id of the response that was owed."""
    secret = MasterSecret(boto3.client("secretsmanager"), "master").of_source(PORTAL, 1)
    assert ask(event, ingest, f"/webhooks/{PORTAL}", body=BODY, headers={"x-api-key": secret}) in {200, 202}
    streamed(table)
    lead_id = only_lead(table).lead_id
    assert ask(event, claim, f"/leads/{lead_id}/pass", ANN, body={}) == 204
    streamed(table)
    clock = overdue(table)
    again(lambda: expire.handler(clock, None))
    streamed(table)
    assert ask(event, claim, f"/leads/{lead_id}/claim", CAT) == 200
    owed = only_lead(table).response.response_id
    streamed(table)
    called = {"body": {"kind": "call"}, "headers": {"idempotency-key": "called"}}
    assert ask(event, claim, f"/leads/{lead_id}/interactions", CAT, **called) == 201
    streamed(table)
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
    month = f"{datetime.now(UTC):%Y-%m}"
    rows = [item for key in {month} for item in table.query(f"TALLY#{key}")]
    counted = Counter(
        {
            name: sum(int(row.get(name, {}).get("N", 0)) for row in rows)
            for name in ("received", "passed", "expired", "claimed")
        }
    )
    assert counted == {"received": 1, "passed": 1, "expired": 1, "claimed": 1}
    offered = {entry.detail["offer_id"] for entry in lead.history if entry.kind == "offered"}
    wound = {
        one["name"] for one in boto3.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
    }
    assert offered | {owed, owed.replace("response_", "reminder_")} == wound
    rotation = next(table.query(f"ROUTE#{MAIN}"))
    assert json.loads(rotation["body"]["S"])["turn"] == 1
    assert len([item for item in team.everything(table._client) if item["SK"]["S"].startswith("TRACE#")]) == 3


def forget():
    """Each walk begins with functions that know nothing yet."""
    for plans in (ingest.plans, route.router._plans, claim.desk._plans, expire.plans, sweep.plans):
        plans._warm = None
    for secret in (ingest.secret, claim.secret):
        secret._master = None


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("point", range(1, CALLS + 1))
def test_a_crash_at_any_call_changes_nothing_about_the_end(table, clocks, event, trap, point, before):
    forget()
    team.seat(table, routes=[make.route(response=ResponseRule(within_seconds=600))])
    trap.set(point, before=before)
    owed = walk(table, event)
    assert trap.calls > point, "the walk has fewer calls: no crash was tried"
    trap.set(None, before=before)
    check(table, clocks, owed)
