"""If a process crashes at any AWS call of a lead's whole way, is the lead neither lost, doubled nor miscounted?

The lead goes its way again and again, each time with a crash at another call. The failed step is repeated as AWS, a
provider or a person would repeat it, by functions started anew.
"""

import json
from datetime import timedelta

import pytest

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.route import ResponseRule
from shared.store import codec, keys
from tests import make, memory
from tests.faults import invariants
from tests.faults.cloud import Cloud
from tests.faults.crash_points import Crash, CrashPoints, points
from tests.faults.process import Process
from tests.faults.requests import BODY
from tests.functions import team
from tests.make import ANN, BOB, CAT, MAIN, NOON, PORTAL
from tests.soak import SOAK
from tests.watch import Watch

pytestmark = pytest.mark.sampled


class Way:
    """Take a lead its whole way, through functions that crash where they are told to. A new process follows a crash."""

    def __init__(self, event, crash):
        self._event, self.now = event, Watch(NOON)
        self.cloud = Cloud()
        team.seat(self.cloud.table, routes=[make.route(response=ResponseRule(within_seconds=600))])
        self._crash, self._process = crash, Process(self.cloud, self.now)

    def call(self, function, event):
        """Call a function until it does not crash: the stream, the state machine, providers and people all retry."""
        while True:
            try:
                with memory.observed(self._crash):
                    return self._process.call(function, event)
            except Crash:
                self._process = Process(self.cloud, self.now)

    def ask(self, function, path, me=None, **given):
        """Send a request; return the answer's status."""
        sub = make.member(me).sub if me else None
        return self.call(function, self._event("POST", path, sub=sub, **given))["statusCode"]

    def lead(self):
        """Return the only lead there is."""
        [entry] = [item["PK"]["S"] for item in self.cloud.items() if invariants.is_lead(item)]
        return self.cloud.table.get(Lead, keys.Key(entry, "LEAD"))

    def streamed(self):
        """Deliver the stream record of the lead's last change."""
        image = codec.to_item(self.lead().model_copy(update={"version": self.lead().version - 1}))
        self.call("route", {"Records": [{"dynamodb": {"NewImage": image}}]})

    def overdue(self):
        """Advance time to the open offer's deadline, and fire its clock."""
        lead = self.lead()
        self.now.now = lead.offer.deadline
        at = f"{lead.offer.deadline:%Y-%m-%dT%H:%M:%SZ}"
        self.call("expire", {"lead_id": lead.lead_id, "clock_id": lead.offer.offer_id, "at": at})

    def go(self):
        """Receive, offer, pass, offer, expire, offer, claim, call; return the id of the response that was due."""
        secret = self.cloud.secret.source_secret(PORTAL, 1)
        assert self.ask("ingest", f"/webhooks/{PORTAL}", body=BODY, headers={"x-api-key": secret}) in {200, 202}
        self.streamed()
        lead_id = self.lead().lead_id
        assert self.ask("claim", f"/leads/{lead_id}/pass", ANN, body={}) == 204
        self.streamed()
        self.overdue()
        self.streamed()
        assert self.ask("claim", f"/leads/{lead_id}/claim", CAT) == 200
        owed = self.lead().response.response_id
        self.streamed()
        self.now.now += timedelta(minutes=1)
        called = {"body": {"kind": "call"}, "headers": {"idempotency-key": "called"}}
        assert self.ask("claim", f"/leads/{lead_id}/interactions", CAT, **called) == 201
        self.streamed()
        return owed


def check(way, owed):
    items = way.cloud.items()
    [lead] = invariants.hold(items, make.settings().zone)
    assert (lead.state, lead.owner, lead.via, lead.response) == ("owned", CAT, MAIN, None)
    assert len(list(way.cloud.table.query(f"LEAD#{lead.lead_id}", "NOTE#"))) == 1
    told = [entry.kind for entry in lead.history]
    assert told == ["received", "offered", "passed", "offered", "expired", "offered", "claimed"]
    for agent_id, open_leads in ((ANN, 0), (BOB, 0), (CAT, 1)):
        load = team.load(way.cloud.table, agent_id)
        assert (load.open_offers, load.open_leads) == (0, open_leads)
    offered = {entry.detail["offer_id"] for entry in lead.history if entry.kind == "offered"}
    runs = memory.client("stepfunctions").list_executions(stateMachineArn=way.cloud.clock_arn)["executions"]
    assert offered | {owed, owed.replace("response_", "reminder_")} == {one["name"] for one in runs}
    rotation = next(way.cloud.table.query(f"ROUTE#{MAIN}"))
    assert json.loads(rotation["body"]["S"])["turn"] == 1
    assert len([item for item in items if item["SK"]["S"].startswith("TRACE#")]) == 3


def test_a_crash_at_any_call_changes_nothing_about_the_end(memory_of_process, event):
    whole = CrashPoints()
    way = Way(event, whole)
    check(way, way.go())
    for number, before in points(whole.made, whole=SOAK):
        crash = CrashPoints(number, before=before)
        way = Way(event, crash)
        owed = way.go()
        assert crash.crashed, "the way has fewer calls: no crash was tried"
        check(way, owed)
