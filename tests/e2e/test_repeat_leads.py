"""On the deployed stack, does a person stay one lead, however and how often they ask?"""

import json
import time
from functools import partial

from tests.e2e.stack import HOURS, at_once


def person(name, **more):
    """Return a delivery of a new person."""
    return {"contact": {"first_name": name, "emails": [f"{name.lower()}-{time.time_ns()}@example.com"], **more}}


def post(stack, source, asked):
    """Deliver it as an event of its own; return the lead's id, and whether it is a repeat."""
    answer = stack.post(source, content=json.dumps(asked).encode())
    assert answer.status == 202, answer
    return answer.body["lead_id"], answer.body["repeat"]


def closed_by(stack, until, agent, source, asked):
    """Return a lead that the agent has claimed and closed."""
    lead_id, _ = post(stack, source, asked)
    until(lambda: stack.offered_to(agent, lead_id))
    assert stack.ask(agent, "POST", f"/leads/{lead_id}/claim")[0] == 200
    status, lead = stack.ask(agent, "POST", f"/leads/{lead_id}/close", {"outcome": "lost"})
    assert (status, lead["state"], lead["owner"]) == (200, "closed", stack.id_of(agent))
    return lead_id


def test_a_repeat_of_a_closed_lead_reopens_it_for_its_owner(stack, until):
    agent, source, asked = stack.newcomer(), stack.source(), person("Berta")
    stack.route([agent], HOURS, source)
    lead_id = closed_by(stack, until, agent, source, asked)
    assert stack.ask(agent, "GET", "/me")[1]["receiving"]["now"]
    assert post(stack, source, asked) == (lead_id, True)
    lead = stack.see(lead_id)
    assert (lead["state"], lead["owner"], lead.get("outcome")) == ("owned", stack.id_of(agent), None)
    assert lead["asked_again_at"] == lead["last_activity_at"]
    assert stack.kinds(lead_id) == ["received", "offered", "claimed", "closed", "repeated", "reopened"]


def test_eight_first_inquiries_of_one_person_at_once_make_one_lead(stack, until):
    """One that lost against the others six times is taken a little later: its answer names no lead."""
    source = stack.source()
    for number in range(5):
        asked = person(f"Ocho{number}", phones=[f"6{time.time_ns() % 10**8:08}"])
        content = json.dumps(asked).encode()
        answers = at_once([partial(stack.post, source, content=content)] * 8)
        assert {answer.status for answer in answers} == {202}
        [lead_id] = {answer.body["lead_id"] for answer in answers if "lead_id" in answer.body}
        assert [answer.body.get("repeat") for answer in answers].count(False) <= 1

        def happened(lead_id=lead_id):
            kinds = stack.kinds(lead_id)
            return kinds.count("received"), kinds.count("repeated")

        until(lambda happened=happened: sum(happened()) >= 8)
        assert happened() == (1, 7)


def test_two_leads_of_one_person_are_reported_and_merged_into_one(stack):
    source, phone = stack.source("standard"), f"6{time.time_ns() % 10**8:08}"
    by_email, both = person("Marta"), person("Marta", phones=[phone])
    first, _ = post(stack, source, by_email)
    second, _ = post(stack, source, {"contact": {"first_name": "Marta", "phones": [phone]}})
    both["contact"]["emails"] = by_email["contact"]["emails"]
    assert post(stack, source, both) == (first, True)
    assert stack.see(first)["possible_duplicates"] == [second]

    status, gone = stack.ask(stack.manager, "POST", f"/leads/{second}/merge", {"into": first})
    assert (status, gone["state"], gone["outcome"], gone["merged_into"]) == (200, "closed", "duplicate", first)
    lead = stack.see(first)
    assert "possible_duplicates" not in lead
    assert lead["contact"]["phones"] == [f"+34{phone}"]
    assert post(stack, source, {"contact": {"first_name": "Marta", "phones": [phone]}}) == (first, True)
    assert stack.ask(stack.manager, "POST", f"/leads/{second}/merge", {"into": first}) == (200, gone)
    status, problem = stack.ask(stack.manager, "POST", f"/leads/{second}/reopen")
    assert (status, problem["code"], problem["merged_into"]) == (409, "lead_merged", first)

    status, back = stack.ask(stack.manager, "POST", f"/leads/{second}/merge/undo")
    assert (status, back["state"] == "closed", "merged_into" in back) == (200, False, False)
    assert stack.see(first)["contact"]["phones"] == [f"+34{phone}"]  # it had it before: the third inquiry brought it
    assert "merged_from" not in stack.see(first)


def test_entering_anothers_lead_is_refused_and_notified_to_managers_only(stack):
    owner, other = stack.agents[:2]
    body = person("Carla") | {"routing": {"agent_id": stack.id_of(owner)}}
    lead_id = stack.ask(owner, "POST", "/leads", body)[1]["lead_id"]
    body["routing"] = {"agent_id": stack.id_of(other)}
    refused = at_once([partial(stack.ask, other, "POST", "/leads", body)] * 4)
    assert {(status, problem["code"]) for status, problem in refused} == {(409, "already_in_team")}
    assert stack.kinds(lead_id) == ["received", "assigned", "attempted"]
    shown = owner.ask("GET", f"/leads/{lead_id}/timeline")["items"]
    assert [event["kind"] for event in shown] == ["received", "assigned"]


def test_thirty_two_first_inquiries_of_one_person_at_once_are_one_lead_that_asked_again_thirty_one_times(stack):
    """Each is an event of its own, of either of two providers."""
    sources, content = [stack.source("standard"), stack.source("api_key")], person("Prisca")
    bodies = [json.dumps(content | {"id": f"{number}"}).encode() for number in range(32)]
    posts = [partial(stack.post, sources[number % 2], content=body) for number, body in enumerate(bodies)]
    answers = at_once(posts)
    assert [answer.status for answer in answers] == [202] * 32
    assert sorted(answer.body["repeat"] for answer in answers) == [False] + [True] * 31
    [lead_id] = {answer.body["lead_id"] for answer in answers}
    kinds = stack.kinds(lead_id)
    assert (kinds.count("received"), kinds.count("repeated")) == (1, 31)
