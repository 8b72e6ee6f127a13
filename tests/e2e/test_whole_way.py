"""Does a lead posted by a provider go its whole way on the deployed stack?"""

import json
import time
from datetime import UTC, datetime
from functools import partial

import pytest

from local.api import send
from tests.e2e.stack import HOURS, SECONDS, at_once, pooled


def test_a_lead_is_offered_passed_expired_by_a_real_wait_and_claimed_by_the_third(stack, until):
    first, second, third = stack.agents[:3]
    source = stack.source()
    stack.route([first, second, third], SECONDS, source)
    lead_id = stack.lead(source)

    passed = until(lambda: stack.offered_to(first, lead_id))
    assert passed["contact"]["emails"] == []
    assert stack.ask(first, "POST", f"/leads/{lead_id}/pass", {"reason": "on a visit"})[0] == 204

    expired = until(lambda: stack.offered_to(second, lead_id))
    deadline = datetime.fromisoformat(expired["deadline"])
    offer = until(lambda: stack.offered_to(third, lead_id))
    assert datetime.fromisoformat(offer["made_at"]) >= deadline
    [expiry] = [event for event in timeline(stack, lead_id) if event["kind"] == "expired"]
    assert expiry["by"] == "clock"  # the clock expires it first: the sweep waits ten seconds more

    status, lead = stack.ask(third, "POST", f"/leads/{lead_id}/claim")
    assert (status, lead["state"], lead["owner"]) == (200, "owned", stack.id_of(third))
    assert lead["contact"]["emails"]
    assert stack.ask(third, "POST", f"/leads/{lead_id}/claim") == (200, lead)
    assert stack.ask(first, "POST", f"/leads/{lead_id}/claim")[1]["code"] == "already_claimed"
    assert stack.ask(stack.agents[3], "GET", f"/leads/{lead_id}")[0] == 404

    assert stack.kinds(lead_id) == ["received", "offered", "passed", "offered", "expired", "offered", "claimed"]
    ended = [until(partial(over, stack, o["offer_id"])) for o in (passed, expired, offer)]
    assert [status for status, _ in ended] == ["ABORTED", "SUCCEEDED", "ABORTED"]
    # A clock stopped at once may not have entered its Wait yet; none takes more than its two states.
    assert all(entered <= most for (_, entered), most in zip(ended, [1, 2, 1], strict=True))


def timeline(stack, lead_id):
    """Return what happened to the lead, in order."""
    return stack.rainmaker.ask("GET", f"/leads/{lead_id}/timeline")["items"]


def over(stack, clock_id):
    """Return the clock's end, once it has ended."""
    status, entered = stack.transitions(clock_id)
    return (status, entered) if status != "RUNNING" else None


def test_if_all_but_the_last_of_k_offers_expire_the_clocks_take_2k_minus_1_transitions(stack, until):
    agents, source = stack.agents[:3], stack.source()
    stack.route(agents, SECONDS, source)
    lead_id = stack.lead(source)
    clocks = [until(lambda agent=agent: stack.offered_to(agent, lead_id))["offer_id"] for agent in agents]
    assert stack.ask(agents[-1], "POST", f"/leads/{lead_id}/claim")[0] == 200
    ended = [until(partial(over, stack, clock)) for clock in clocks]
    # A clock stopped at once may not have entered its Wait yet.
    assert 2 * len(agents) - 2 <= sum(entered for _, entered in ended) <= 2 * len(agents) - 1


def test_with_nobody_left_the_lead_is_pooled_and_anyone_may_claim_it(stack, until):
    source = stack.source()
    stack.route(stack.agents[:1], HOURS, source)
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(stack.agents[0], lead_id))
    stack.ask(stack.agents[0], "POST", f"/leads/{lead_id}/pass", {})
    lead = until(lambda: (seen := stack.see(lead_id))["state"] == "pooled" and seen)
    assert lead["reason"] == "unclaimed"
    assert lead_id in pooled(stack, stack.agents[1])
    assert stack.ask(stack.agents[1], "POST", f"/leads/{lead_id}/claim")[0] == 200


def test_a_late_claim_is_refused_as_such(stack, until):
    source = stack.source()
    stack.route(stack.agents[:2], SECONDS, source)
    lead_id = stack.lead(source)
    offer = until(lambda: stack.offered_to(stack.agents[0], lead_id))
    until(lambda: datetime.now(UTC) >= datetime.fromisoformat(offer["deadline"]))
    status, body = stack.ask(stack.agents[0], "POST", f"/leads/{lead_id}/claim")
    assert (status, body["code"]) == (410, "offer_expired")


def test_a_manager_assigns_an_offered_lead_and_releases_it(stack, until):
    source = stack.source()
    stack.route(stack.agents[:1], HOURS, source)
    lead_id = stack.lead(source)
    offer = until(lambda: stack.offered_to(stack.agents[0], lead_id))
    other = stack.id_of(stack.agents[4])
    status, lead = stack.ask(stack.manager, "POST", f"/leads/{lead_id}/assign", {"agent_id": other})
    assert (status, lead["owner"]) == (200, other)
    assert stack.offered_to(stack.agents[0], lead_id) is None
    assert until(partial(over, stack, offer["offer_id"]))[0] == "ABORTED"
    assert stack.ask(stack.manager, "POST", f"/leads/{lead_id}/release")[1]["state"] == "pooled"
    assert stack.ask(stack.agents[4], "POST", f"/leads/{lead_id}/assign", {"agent_id": other})[0] == 403


def test_the_explanation_says_why(stack, until):
    source = stack.source()
    route = stack.route(stack.agents[:2], HOURS, source)
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(stack.agents[0], lead_id))
    [trace] = stack.rainmaker.ask("GET", f"/leads/{lead_id}/trace")["items"]
    assert (trace["outcome"], trace["route_id"]) == ("offered", route["route_id"])


@pytest.mark.parametrize("kind", ["standard", "api_key"])
def test_a_delivery_sent_sixteen_times_at_once_makes_one_lead(stack, kind):
    source = stack.source(kind)
    event, content = (
        f"event-{time.time_ns()}",
        json.dumps({"id": f"{time.time_ns()}", "contact": {"first_name": "Ada"}}).encode(),
    )
    answers = at_once([partial(stack.post, source, event, content)] * 16)
    assert {answer.status for answer in answers} <= {200, 202}
    assert sum(answer.status == 202 for answer in answers) == 1
    assert len({json.dumps(answer.body) for answer in answers}) == 1


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param({"webhook-signature": "v1,AAAA"}, id="another signature"),
        pytest.param({"webhook-id": "another"}, id="another id"),
        pytest.param({"webhook-timestamp": str(int(time.time()) - 301)}, id="stale"),
    ],
)
def test_a_forged_or_outdated_delivery_is_refused_and_creates_nothing(stack, forged):
    source = stack.source()
    answer = stack.post(source, **forged)
    assert (answer.status, answer.body["code"]) == (401, "signature_invalid")
    there = stack.client("dynamodb").query(
        TableName=stack.told["table"], KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues={":pk": {"S": f"DELIVERY#{source['source_id']}"}},
    )  # fmt: skip
    assert there["Items"] == []


def test_requests_without_a_valid_token_are_refused(stack):
    api = stack.told["api"]
    good = stack.agents[0]
    good.ask("GET", "/me")
    head, payload, signature = good._token.split(".")
    for token in (None, "abc", f"{head}.{payload}.{signature[:-4]}AAAA"):
        given = {"Authorization": f"Bearer {token}"} if token else {}
        assert send(api, "GET", "/me", None, given).status == 401


def test_unknown_paths_and_methods_are_404_and_405(stack):
    api = stack.told["api"]
    assert send(api, "GET", "/health", None, {}).body["status"] == "ok"
    unknown = send(api, "GET", "/nothing/here", None, {})
    assert (unknown.status, unknown.body["code"]) == (404, "not_found")
    wrong = send(api, "DELETE", "/me/offers", None, {})
    assert (wrong.status, wrong.body["code"]) == (405, "method_not_allowed")
