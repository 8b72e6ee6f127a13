"""Does an upgrade from the release before lose anything that is under way, or going back to it?

The stack begins as that release (`tests/released`), with the team that it has set up. Work is begun, the stack becomes
this release while leads go on coming in, and the work ends well. Then work is begun on this release, the stack goes
back, and that ends well too. Clocks and schedules may run out before, during or after a change: each is right.
"""

import threading
import time
import urllib.request
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from infra.checked_out import commit
from local import deployment
from local.released import archive
from local.released.deploy import copy_release, deploy
from shared.domain.lead_records.lead import Lead
from shared.store import codec
from tests.e2e.stack import HOURS, at_once
from tests.faults import invariants
from tests.functions.deliver.receiver import Receiver

pytestmark = pytest.mark.slow
CLOCK_SECONDS = 120  # mostly longer than a change takes
ROWS = 200  # several chunks of the worker
MEANWHILE = 20  # leads, so that a page of deliveries holds all, however long a change takes
LOOK_SECONDS = 5
PATIENCE, PAUSE = 600, 0.5  # how often a lead is posted again, and after how many seconds
REFUSALS = 2  # so that the webhook waits in its queue meanwhile
SAME = ("ApiId", "UserPoolId", "UserPoolClientId", "TableName", "ClockArn", "MasterSecretArn", "ContactSecretArn")
"""Name outputs that no release may change."""
SCREENS = ("/dashboard", "/leads?limit=100", "/reports/routing", "/notifications", "/audit")
MY_DAY = ("/me/offers", "/leads?limit=100", "/tasks", "/notifications")
OF_A_LEAD = ("", "/timeline", "/trace", "/deliveries")


class UnderWay:
    """Begin one of everything that takes time, and see how it ends.

    Args:
        stack: running, of one release.
        until: waits for a condition.
    """

    def __init__(self, stack, until):
        self.stack, self._until = stack, until
        self.agent, self.other = stack.agents[:2]
        self._begin_offers()
        self._begin_schedule()
        self._begin_webhook()
        self._begin_import()

    def look(self):
        """Open screens on the release that runs now: they read more of what the other one wrote than acts do."""
        for screen in SCREENS:
            self.stack.rainmaker.ask("GET", screen)
        for screen in MY_DAY:
            self.agent.ask("GET", screen)
        for lead_id in (self.offered, self.passed, self.owned, self.closed, self.pooled, self.timed):
            for part in OF_A_LEAD:
                self.stack.rainmaker.ask("GET", f"/leads/{lead_id}{part}")

    def end(self):
        """End it all on the release that runs now."""
        self._end_offers()
        self._end_import()
        self._end_webhook()
        self._end_clock()
        self._end_schedule()

    def _begin_offers(self):
        stack = self.stack
        patient, hasty = stack.source(), stack.source()
        stack.route([self.agent], HOURS, patient)
        stack.route([self.agent, self.other], CLOCK_SECONDS, hasty)
        self.offered, self.passed, self.owned, self.closed, self.timed = [
            *(stack.lead(patient) for _ in range(4)), stack.lead(hasty)
        ]  # fmt: skip
        for lead_id in (self.offered, self.passed, self.owned, self.closed):
            self._until(lambda i=lead_id: stack.offered_to(self.agent, i))
        self._until(lambda: stack.see(self.timed)["state"] == "offered")
        for lead_id in (self.owned, self.closed):
            self.agent.ask("POST", f"/leads/{lead_id}/claim")
        self.agent.ask("POST", f"/leads/{self.closed}/close", {"outcome": "won"})
        body = {"contact": {"first_name": "Pilar", "emails": [f"p-{time.time_ns()}@example.com"]}, "routing": "pool"}
        self.pooled = stack.rainmaker.ask("POST", "/leads", body, key=f"pool-{time.time_ns()}")["lead_id"]

    def _end_offers(self):
        stack = self.stack
        for lead_id in (self.offered, self.pooled):
            self.agent.ask("POST", f"/leads/{lead_id}/claim")
            assert stack.see(lead_id)["owner"] == stack.id_of(self.agent)
        self.agent.ask("POST", f"/leads/{self.passed}/pass")
        assert stack.see(self.owned)["owner"] == stack.id_of(self.agent)
        self.agent.ask("POST", f"/leads/{self.owned}/close", {"outcome": "lost"})
        self.agent.ask("POST", f"/leads/{self.closed}/reopen")
        assert stack.see(self.closed)["state"] == "owned"
        assert stack.kinds(self.closed) == ["received", "offered", "claimed", "closed", "reopened"]

    def _end_clock(self):
        """The offer ends unanswered, and goes to the other agent."""
        self._until(lambda: "expired" in self.stack.kinds(self.timed))
        kinds = self._until(lambda: self._offered_twice())
        assert kinds[:4] == ["received", "offered", "expired", "offered"]

    def _offered_twice(self):
        kinds = self.stack.kinds(self.timed)
        return kinds if kinds.count("offered") >= 2 else None

    def _begin_schedule(self):
        stack, source = self.stack, self.stack.source()
        zone = ZoneInfo(stack.rainmaker.ask("GET", "/settings")["time_zone"])
        start = (datetime.now(zone) + timedelta(seconds=CLOCK_SECONDS)).replace(second=0, microsecond=0)
        times = {"from": f"{start:%Y-%m-%dT%H:%M}", "to": f"{start + timedelta(hours=5):%Y-%m-%dT%H:%M}"}
        self.special = stack.route([self.other], HOURS, source, activation=times)
        assert self.special["status"] == "paused"

    def _end_schedule(self):
        where = f"/routes/{self.special['route_id']}"
        route = self._until(lambda: (r := self.stack.rainmaker.ask("GET", where))["status"] == "active" and r)
        assert (route["switched_by"], route["switched_at"]) == ("schedule", self.special["next_on"])

    def _begin_webhook(self):
        """A program answers 500, so that its event is tried again later; it is told of one lead."""
        self.crm = Receiver()
        self.crm.answers = [500] * REFUSALS
        made = self.stack.rainmaker.ask("POST", "/outbound", {"url": self.crm.url, "events": ["lead.offered"]})
        self.target = made["target_id"]
        source = self.stack.source()
        self.stack.route([self.agent], HOURS, source)
        self.told = self.stack.lead(source)
        self._until(lambda: len(self.crm.got) >= 1)

    def _end_webhook(self):
        where = f"/outbound/{self.target}/deliveries?limit=100"

        def statuses():
            found = self.stack.rainmaker.ask("GET", where)["items"]
            return [one["status"] for one in found if one["lead_id"] == self.told]

        self._until(lambda: statuses() == ["delivered"])
        self.stack.rainmaker.ask("DELETE", f"/outbound/{self.target}")
        self.crm.close()

    def _begin_import(self):
        stack, self.imported = self.stack, self.stack.source()
        stack.route([self.agent, self.other], HOURS, self.imported)
        mark = time.time_ns()
        rows = "\n".join(["nombre;correo", *(f"Persona {n};p{n}-{mark}@example.com" for n in range(ROWS))])
        body = {"source_id": self.imported["source_id"], "routing": "pool", "bytes": len(rows.encode())}
        made = stack.manager.ask("POST", "/imports", body)
        told = made["upload"]
        asked = urllib.request.Request(told["url"], rows.encode(), told["headers"], method=told["method"])  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own stack
            assert answer.status == 200
        self.import_id = made["import_id"]
        stack.manager.ask("POST", f"/imports/{self.import_id}/start", {})

    def _end_import(self):
        where = f"/imports/{self.import_id}"
        shown = self._until(lambda: (i := self.stack.manager.ask("GET", where))["status"] != "running" and i)
        assert (shown["status"], shown["rows"], shown["created"], shown["failed"]) == ("done", ROWS, ROWS, 0)
        assert Counter(lead["state"] for lead in self.stack.leads_of(self.imported)) == {"pooled": ROWS}


class Meanwhile:
    """Post leads, one after the other, while something is done; each is accepted at once or after a retry."""

    def __init__(self, stack):
        self._stack, self._done = stack, threading.Event()
        self._source = stack.source()
        stack.route(stack.agents, HOURS, self._source)
        self.ids = []
        self._thread = threading.Thread(target=self._post)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _post(self):
        """Post the first one at once, however quickly the thing is done, and then one a second."""
        while len(self.ids) < MEANWHILE:
            event_id = f"meanwhile-{time.time_ns()}"
            content = f'{{"contact": {{"emails": ["{event_id}@example.com"]}}}}'.encode()
            self.ids.append(self._accepted(event_id, content).body["lead_id"])
            if self._done.wait(1):
                return

    def _accepted(self, event_id, content):
        """Post until it has become a lead, as a provider does, also when the thing is done meanwhile."""
        for _ in range(PATIENCE):
            answer = self._stack.post(self._source, event_id, content)
            if "lead_id" in answer.body:
                return answer
            time.sleep(PAUSE)
        pytest.fail(f"answered {answer} for minutes")


@pytest.fixture
def until(until):
    """Look every few seconds: what is waited for takes minutes, and each look has its cost."""
    return partial(until, first=LOOK_SECONDS, rarest=LOOK_SECONDS)


@pytest.fixture
def upgrade(stacks):
    """Provide a function that makes a stack one of this checkout: like that of most tests, which `make deploy` made."""
    present = stacks.told("shared")["aws_endpoint"]
    return lambda stack: copy_release(present, stack.told["aws_endpoint"], f"relevo-{stack.told['tenant']}")


def go_back(stack):
    """Make the stack one of the release before."""
    deploy(stack.told["aws_endpoint"], archive.read(archive.kept()), f"relevo-{stack.told['tenant']}")


def outputs(stack):
    return deployment.stack_outputs(stack.told["aws_endpoint"], f"relevo-{stack.told['tenant']}")


def all_well(stack, ids, until):
    """Wait until these leads are offered, then recount what is stored beside all leads."""
    until(lambda: all(found["state"] == "offered" for found in at_once([lambda i=i: stack.see(i) for i in ids])))
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.told["table"], ConsistentRead=True)
    items = [item for page in pages for item in page["Items"]]
    leads = [codec.from_item(Lead, item) for item in items if invariants.is_lead(item)]
    for lead in leads:
        invariants.one_state(lead)
        invariants.one_winner(lead)
    invariants.open_counts_equal_leads(leads, invariants.workloads(items))


def change(stack, to, until):
    """Begin work, change the release meanwhile, and end the work on the other one."""
    before = outputs(stack)
    work = UnderWay(stack, until)
    with Meanwhile(stack) as meanwhile:
        to(stack)
    after = outputs(stack)
    assert {name: after[name] for name in SAME} == {name: before[name] for name in SAME}
    work.look()
    work.end()
    work.look()
    assert meanwhile.ids
    all_well(stack, meanwhile.ids, until)


def test_what_is_under_way_ends_well_after_an_upgrade_and_after_going_back(stack, upgrade, until):
    kept = archive.read(archive.kept()).commit
    assert outputs(stack)["Commit"] == kept
    change(stack, upgrade, until)
    assert outputs(stack)["Commit"] == commit()
    change(stack, go_back, until)
    assert outputs(stack)["Commit"] == kept
