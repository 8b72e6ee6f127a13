"""On the deployed stack, does a lead's conversation go on from the first inquiry to its end, and reopen?"""

import json
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from tests.e2e.stack import HOURS, at_once


def soon():
    return (datetime.now(UTC) + timedelta(hours=1)).isoformat()


def person(name):
    return {"contact": {"first_name": name, "emails": [f"{name.lower()}-{time.time_ns()}@example.com"]}}


def wrote(stack, source, asked, said, **more):
    """Send a message of the person by webhook; return the provider's answer."""
    content = {**asked, "message": said, "kind": "message", "id": f"m-{time.time_ns()}", **more}
    return stack.post(source, content=json.dumps(content).encode())


def test_a_conversation_goes_on_until_the_lead_is_closed_and_reopens_when_the_person_writes(stack, until):
    agent, source, asked = stack.newcomer(), stack.source(), person("Olga")
    stack.route([agent], HOURS, source, response={"within_seconds": 3600, "actions": ["text"]})
    first = wrote(stack, source, asked, "¿Sigue libre?")
    assert (first.status, first.body["repeat"]) == (202, False)  # nobody knows them yet: a lead like any other
    lead_id = first.body["lead_id"]
    path = f"/leads/{lead_id}"
    until(lambda: stack.offered_to(agent, lead_id))
    lead = stack.ask(agent, "POST", f"{path}/claim")[1]
    assert (lead["stage"], lead["conversation"]["waiting_since"]) == ("new", lead["created_at"])
    assert lead["response"]["actions"] == ["text"]

    sent = {"direction": "out", "channel": "whatsapp", "body": "Sí, ¿el viernes?"}
    assert stack.ask(agent, "POST", f"{path}/messages", sent)[0] == 201
    lead = stack.see(lead_id)
    assert (lead["stage"], "response" in lead, "waiting_since" in lead["conversation"]) == ("contacted", False, False)

    assert wrote(stack, source, asked, "El viernes va bien.").body == {"lead_id": lead_id, "repeat": True}
    assert "waiting_since" in stack.see(lead_id)["conversation"]
    assert stack.ask(agent, "POST", f"{path}/interactions", {"kind": "call", "outcome": "appointment"})[0] == 201
    assert stack.see(lead_id)["stage"] == "appointment"
    said = stack.ask(agent, "GET", f"{path}/messages")[1]["items"]
    assert [one["body"] for one in said] == ["El viernes va bien.", "Sí, ¿el viernes?"]

    closed = stack.ask(agent, "POST", f"{path}/close", {"outcome": "won"})[1]
    assert (closed["stage"], "conversation" in closed) == ("closed", False)
    refused = stack.ask(agent, "POST", f"{path}/conversation", {"state": "open"})
    assert (refused[0], refused[1]["code"]) == (409, "lead_closed")
    assert wrote(stack, source, asked, "Una pregunta más.", channel="text").status == 202
    lead = stack.see(lead_id)
    assert (lead["state"], lead["owner"], "waiting_since" in lead["conversation"]) == (
        "owned", stack.id_of(agent), True
    )  # fmt: skip
    assert stack.kinds(lead_id) == [
        "received", "offered", "claimed", "message", "message", "interaction", "closed", "reopened", "message"
    ]  # fmt: skip


def test_a_task_belongs_to_its_owner_follows_the_lead_and_is_done(stack):
    agent, other = stack.newcomer(), stack.newcomer()
    body = person("Rita") | {"routing": {"agent_id": stack.id_of(agent)}}
    lead_id = stack.ask(agent, "POST", "/leads", body)[1]["lead_id"]
    path = f"/leads/{lead_id}/comments"
    manager = stack.id_of(stack.manager)
    status, comment = stack.ask(
        agent, "POST", path, {"body": "Enseñar el piso", "mentions": [manager], "task": {"due_at": soon()}}
    )
    assert (status, comment["task"]["agent_id"]) == (201, stack.id_of(agent))
    refused = stack.ask(agent, "POST", path, {"body": "¿Puedes?", "mentions": [stack.id_of(other)]})
    assert (refused[0], refused[1]["code"]) == (422, "may_not_see")
    assert stack.ask(other, "GET", path)[0] == 404

    to = {"agent_id": stack.id_of(other)}
    assert stack.ask(stack.manager, "POST", f"/leads/{lead_id}/assign", to)[0] == 200
    assert agent.ask("GET", "/tasks")["items"] == []
    [task] = other.ask("GET", "/tasks")["items"]
    assert (task["body"], task["lead_name"], task["by"]) == ("Enseñar el piso", "Rita", "agent")
    assert stack.manager.ask("GET", f"/tasks?owner={stack.id_of(other)}")["items"][0]["by"] == stack.id_of(agent)
    done = stack.ask(other, "PATCH", f"{path}/{task['comment_id']}", {"done": True})
    assert (done[0], "done_at" in done[1]["task"]) == (200, True)
    assert other.ask("GET", "/tasks")["items"] == []
    assert [one["comment_id"] for one in other.ask("GET", "/tasks?state=done")["items"]] == [task["comment_id"]]


def test_two_members_who_finish_a_task_at_once_both_find_it_done(stack):
    agent = stack.newcomer()
    body = person("Ines") | {"routing": {"agent_id": stack.id_of(agent)}}
    lead_id = stack.ask(agent, "POST", "/leads", body)[1]["lead_id"]
    path = f"/leads/{lead_id}/comments"
    comment = stack.ask(agent, "POST", path, {"body": "Llamar", "task": {"due_at": soon()}})[1]
    calls = [partial(stack.ask, who, "PATCH", f"{path}/{comment['comment_id']}", {"done": True})
             for who in (agent, stack.manager) * 4]  # fmt: skip
    answers = at_once(calls)
    assert {status for status, _ in answers} == {200}
    assert len({told["task"]["done_at"] for _, told in answers}) == 1
