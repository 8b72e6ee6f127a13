"""On the deployed stack, does the permission matrix hold, and can people be found, corrected and changed in bulk?"""

import json
import time
from functools import partial

import pytest

from tests.e2e import waiting
from tests.e2e.stack import HOURS, at_once
from tests.functions.matrix import BODIES, expected, rows

KINDS = ("mine", "offered to me", "another's", "pooled", "unknown")
# A sample of requests that can be repeated on a lead. What an Agent is refused is tested for Agents alone.
ASKED = (
    "GET /leads/{lead_id}", "GET /leads/{lead_id}/timeline", "GET /leads/{lead_id}/trace", "PATCH /leads/{lead_id}",
    "POST /leads/{lead_id}/interactions", "PUT /leads/{lead_id}/do-not-contact",
)  # fmt: skip
REFUSED = ("assign", "release", "route", "merge", "reopen")


class World:
    """Hold a Manager, an Agent and an Agent who sees the team's leads, each with a lead of every kind."""

    def __init__(self, stack, until):
        self.stack, self.ask = stack, stack.rainmaker.ask
        self.people = {"manager": stack.newcomer("manager"), "agent": stack.newcomer(),
                       "agent of an open team": stack.newcomer()}  # fmt: skip
        self.ask("PATCH", f"/agents/{stack.id_of(self.people['agent of an open team'])}", {"sees": "team"})
        self.other = stack.newcomer()
        theirs = self._lead([self.other], rule="assign_to_agent")
        pooled = self.ask("POST", "/leads", {"contact": {"first_name": "Piscina"}, "routing": "pool"})["lead_id"]
        common = {"another's": theirs, "pooled": pooled, "unknown": f"lead_{'0' * 32}"}
        self.leads = {
            who: {**common, "mine": self._lead([person], rule="assign_to_agent"), "offered to me": self._lead([person])}
            for who, person in self.people.items()
        }
        for who, person in self.people.items():
            until(lambda mine=self.leads[who]["mine"]: stack.see(mine)["state"] == "owned")
            until(partial(stack.offered_to, person, self.leads[who]["offered to me"]))
        until(lambda: stack.see(theirs)["state"] == "owned")

    def _lead(self, agents, **change):
        source = self.stack.source()
        self.stack.route(agents, HOURS, source, **change)
        return self.stack.lead(source)


@pytest.fixture(scope="module")
def world(stack):
    return World(stack, waiting.until)


def outcome(stack, caller, operation, lead_id):
    method, path = operation.split(" ")
    status, body = stack.ask(caller, method, path.format(lead_id=lead_id), BODIES.get(operation))
    return "ok" if status < 300 else body["code"]


@pytest.mark.parametrize("operation", ASKED)
def test_requests_about_a_lead_are_answered_as_the_matrix_says(stack, world, operation):
    row = rows("Leads")[f"`{operation}`"]
    found = {
        (who, kind): outcome(stack, person, operation, world.leads[who][kind])
        for who, person in world.people.items() for kind in KINDS
    }  # fmt: skip
    assert found == {(who, kind): expected(row[kind])[who] for who in world.people for kind in KINDS}


@pytest.mark.parametrize("verb", REFUSED)
def test_an_agent_is_refused_as_the_matrix_says(stack, world, verb):
    operation = f"POST /leads/{{lead_id}}/{verb}"
    row, agents = rows("Leads")[f"`{operation}`"], [who for who in world.people if who != "manager"]
    found = {
        (who, kind): outcome(stack, world.people[who], operation, world.leads[who][kind])
        for who in agents for kind in KINDS
    }  # fmt: skip
    assert found == {(who, kind): expected(row[kind])[who] for who in agents for kind in KINDS}


def found(caller, q, **filters):
    return {lead["lead_id"] for lead in caller.ask("POST", "/leads/search", {"q": q, **filters})["items"]}


def test_a_person_is_found_and_corrected_by_members_who_may(stack, until):
    agent, other = stack.newcomer(), stack.newcomer()
    source, mark = stack.source(), str(time.time_ns())
    stack.route([agent], HOURS, source, rule="assign_to_agent")
    person = {"first_name": f"Zoé{mark}", "last_name": "Gil", "emails": [f"zoe-{mark}@example.com"]}
    lead_id = stack.post(source, content=json.dumps({"contact": person}).encode()).body["lead_id"]
    until(lambda: stack.see(lead_id)["state"] == "owned")
    for q in (f"zoe{mark}", f"ZOÉ{mark} G", f"ZOE-{mark}@example.com"):
        assert until(partial(found, agent, q)) == {lead_id}
        assert found(stack.manager, q) == {lead_id}
        assert found(other, q) == set()
    assert found(agent, f"zoe{mark}", owner="me", source=source["source_id"]) == {lead_id}
    stack.manager.ask("PATCH", f"/leads/{lead_id}", {"contact": {"emails": [f"nueva-{mark}@example.com"]}})
    assert found(agent, f"nueva-{mark}@example.com") == {lead_id}
    assert found(agent, f"zoe-{mark}@example.com") == set()
    # The person is recognised by the new address, and a stranger by the old one.
    again = {"contact": {"first_name": "Zoé", "emails": [f"NUEVA-{mark}@example.com"]}}
    assert stack.post(source, content=json.dumps(again).encode()).body == {"lead_id": lead_id, "repeat": True}
    before = {"contact": {"first_name": "Zoé", "emails": [f"zoe-{mark}@example.com"]}}
    assert stack.post(source, content=json.dumps(before).encode()).body["repeat"] is False
    assert "edited" in stack.kinds(lead_id)


def test_a_hundred_leads_change_owner_in_one_request(stack, world):
    agent = world.people["agent"]
    entered = at_once(
        partial(stack.manager.ask, "POST", "/leads", {"contact": {"first_name": f"Cien {number}"}, "routing": "pool"})
        for number in range(100)
    )
    ids = [lead["lead_id"] for lead in entered]
    asked = {"ids": ids, "action": "assign", "agent_id": stack.id_of(agent), "note": "all hers"}
    assert stack.ask(agent, "POST", "/leads/bulk", asked)[1]["code"] == "forbidden"
    items, rounds = stack.manager.ask("POST", "/leads/bulk", asked)["items"], 1
    while late := [item["lead_id"] for item in items if item.get("code") == "busy"]:
        assert [item["lead_id"] for item in items if item.get("done")]
        items, rounds = stack.manager.ask("POST", "/leads/bulk", {**asked, "ids": late})["items"], rounds + 1
    assert all(stack.see(lead_id)["owner"] == stack.id_of(agent) for lead_id in ids[::33])
    assert rounds < 10
    closing = {"action": "close", "outcome": "lost"}
    left = ids
    while left:
        items = stack.manager.ask("POST", "/leads/bulk", {**closing, "ids": left})["items"]
        left = [item["lead_id"] for item in items if item.get("code") == "busy"]
