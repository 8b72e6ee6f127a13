"""If a function crashes before or after any AWS call, is the end the same as without the crash?

Each scenario runs once, and botocore's events list its calls. Then it runs again and again, each time with a crash at
another call, and the event comes again to a new process as AWS, a provider or a program would send it.
"""

import json
import random
import re
from collections import Counter
from contextlib import suppress

import pytest

from infra import wiring
from infra.grants import Resource
from tests.faults import requests
from tests.faults.cloud import masked
from tests.faults.crash_points import Crash, CrashPoints, is_write, points
from tests.faults.events import EVENTS
from tests.faults.variants import variants
from tests.functions import matrix
from tests.soak import SOAK

pytestmark = pytest.mark.sampled

SERVICES = {"states": "stepfunctions", "ses": "sesv2"}
OTHERS = ("dynamodb:", "iam:", "sqs:ReceiveMessage", "sqs:DeleteMessage")  # the table, and what Lambda does itself
BY_LAMBDA = {Resource.STREAM_DEAD_LETTERS, Resource.NEWS_DEAD_LETTERS}
NOT_MADE = {
    "bootstrap": {"cognito-idp.AdminDeleteUser"},  # of a stranger's user: tests/functions/plan
    "fetch": {"s3.PutObject"},  # of details that are too large for the table: tests/functions/ingest/test_raws.py
    "mail": {"sqs.SendMessage"},  # of a mail that waits until the team works: tests/functions/deliver
    "waiting": {"s3.PutObject"},  # of a delivery that is too large for the table: the same
    "mailbox": {"s3.PutObject"},  # the same
    "supervise": {"s3.PutObject"},  # of a photo, which it signs for a browser: tests/functions/supervise/test_photos.py
    "sweep": {"s3.PutObjectRetention"},  # no call of its own: a deal that is put with a lock
    "notify": {"execute-api.ManageConnections"},  # of hints, of which a lost one harms nobody: tests/functions/notify
    "push": {"sqs.SendMessage"},  # of a push whose service fails: tests/functions/deliver
}

# What the second request is refused with, because the first did it; docs/api.md says so under "Trying again".
REFUSED_AGAIN = {
    "POST /leads/{lead_id}/give-back": "not_owner",
    "POST /leads/{lead_id}/handover": "not_owner",
    "POST /leads/{lead_id}/reopen": "not_closed",
    "POST /me/sign-out": "session_ended",
    "POST /agents/{agent_id}/sign-out": "session_ended",  # of oneself
    "PUT /routes/order": "changed_by_other",
    "DELETE /routes/{route_id}": "not_found",
    "DELETE /outbound/{target_id}": "not_found",
    "DELETE /me/absences/{absence_id}": "not_found",
    "DELETE /agents/{agent_id}/absences/{absence_id}": "not_found",
}
# What the second request is answered in place of what the first one did.
ANSWERED_AGAIN = {"POST /sources/{source_id}/deliveries/{delivery_id}/read-again": {"outcome": "unchanged"}}
# What is sent again is told twice by the audit: who exported or searched, as often as they did.
AUDITED_AGAIN = {
    "GET /audit.csv",
    "GET /audit.json",
    "GET /reports/routing.csv",
    "POST /contacts/search",
    "POST /leads/export",
}
AUDITS = ('"AUDIT#',)
# Its token is kept as a hash alone, so it cannot be shown again: another is made, which is one more change of the plan.
MADE_AGAIN = {"POST /me/calendar"}
PLAN_VERSION = ('{"PK": {"S": "PLAN"}, "SK": {"S": "VERSION"}',)
# Who is answered a lead that the request did not change has seen it: docs/rules.md, "Restrictions" 4.
TOLD_AGAIN = ('"SEEN#',)
# How far a walk of the sweep is: a sweep more goes further.
HOW_FAR = ('{"PK": {"S": "CHANGES"}, "SK": {"S": "TASKS"}',)
# Operations that are no GET and yet write nothing.
READ_ONLY = {"POST /contacts/search", "POST /plan/preview", "POST /sources/{source_id}/mapping/preview"}


@pytest.fixture
def empty(memory_of_process):
    """Mock AWS; each scenario empties it."""


def crash(scenario, undisturbed, where, again=lambda _second, _first: True, *, audited_again=False, made_again=False):
    """Crash at each of these points of a scenario and repeat its event; compare the end, and what `again` accepts."""
    made, answer, end = undisturbed
    for number, before in where:
        cloud, event = scenario.begin()
        points_of_run = CrashPoints(number, before=before)
        with suppress(Crash):  # a batch's threads keep it to themselves
            scenario.run(cloud, event, points_of_run)
        assert points_of_run.crashed
        second = scenario.run(cloud, event, None, at=scenario.again_at)
        place = f"{'before' if before else 'after'} call {number}, {made[number - 1]}"
        assert again(second, answer), (place, second, answer)
        found = different(scenario.end(cloud), end)
        told = TOLD_AGAIN + AUDITS * (audited_again or made_again)
        assert without(told, found, HOW_FAR + PLAN_VERSION * made_again) == {}, place


@pytest.mark.parametrize("scenario", EVENTS, ids=str)
def test_an_event_that_comes_again_after_a_crash_at_any_call_ends_as_without_it(empty, scenario):
    undisturbed = scenario.calls()
    assert any(map(is_write, undisturbed.made)) or undisturbed.end["posted"]
    where = points(undisturbed.made, whole=SOAK)
    crash(scenario, undisturbed, where if SOAK else sample(scenario, where, 4))


def test_every_function_that_no_request_starts_has_a_scenario_for_each_service_it_may_change(empty):
    """Each grant outside the table is used by some scenario of its function."""
    made = {function.name: set() for function in wiring.FUNCTIONS if not function.http}
    for scenario in EVENTS:
        made[scenario.function] |= set(scenario.calls().made)
    for function in wiring.FUNCTIONS:
        if not function.http:
            assert made[function.name], function.name
            assert granted(function) - made[function.name] == NOT_MADE.get(function.name, set()), function.name


@pytest.mark.parametrize("number", range(10))
def test_a_change_of_another_service_ends_the_same_after_a_crash_at_any_call(empty, event, number):
    scenario = variants(event)[number]
    assert len(variants(event)) == 10
    undisturbed = scenario.calls()
    assert undisturbed.answer["statusCode"] < 300, undisturbed.answer
    where = points(undisturbed.made, whole=SOAK)
    crash(scenario, undisturbed, where if SOAK else sample(scenario, where, 4))


@pytest.mark.soak
@pytest.mark.parametrize("function", [one for one in wiring.FUNCTIONS if one.http and one.grants], ids=lambda f: f.name)
def test_the_requests_of_a_function_change_each_service_that_it_may_change(empty, event, function):
    made, keys = set(), {http.key for http in function.http} - requests.NOT_TRIED.keys()
    for operation in (key for key in sorted(keys) if not key.startswith("GET ")):
        made |= set(requests.scenario(operation, event)[1].made)
    for scenario in variants(event):
        made |= set(scenario.calls().made) if scenario.function == function.name else set()
    assert granted(function) - made == NOT_MADE.get(function.name, set())


def granted(function):
    """Return the calls by which a function may change other services than the table, as `service.Operation`."""
    grants = [grant for grant in function.grants if grant.resource not in BY_LAMBDA]
    actions = {action for grant in grants for action in grant.actions if not action.startswith(OTHERS)}
    calls = {".".join((SERVICES.get(service, service), name)) for service, name in (a.split(":") for a in actions)}
    return {call for call in calls if is_write(call)}


@pytest.mark.parametrize("operation", [one for one in matrix.OPERATIONS if one not in requests.NOT_TRIED])
def test_a_request_sent_again_after_a_crash_at_any_call_ends_as_without_it(empty, event, operation):
    def again(second, first):
        assert first["statusCode"] < 300, first
        if operation in REFUSED_AGAIN and second["statusCode"] >= 400:
            return json.loads(second["body"])["code"] == REFUSED_AGAIN[operation]
        return shown(second) in (shown(first), shown(first, **ANSWERED_AGAIN.get(operation, {})))

    scenario, undisturbed = requests.scenario(operation, event)
    reads = operation.startswith("GET ") or operation in READ_ONLY
    assert reads or any(map(is_write, undisturbed.made)), "a writing operation whose scenario writes nothing"
    where = points(undisturbed.made, whole=SOAK)
    where = where if SOAK else sample(operation, where)
    repeats = {"audited_again": operation in AUDITED_AGAIN, "made_again": operation in MADE_AGAIN}
    crash(scenario, undisturbed, where, again, **repeats)


def without(told, differs, moved=HOW_FAR):
    """Return what differs beside items of these partitions that are there once more, and items that `moved`."""
    table = differs.get("table", {})
    more = [item for item in table.get("more", ()) if not any(one in item for one in (*told, *moved))]
    less = [item for item in table.get("less", ()) if not any(one in item for one in moved)]
    known = {"table": {**table, "more": more, "less": less}} if table else {}
    return {name: one for name, one in (differs | known).items() if one["more"] or one["less"]}


def sample(name, where, most=1):
    """Return some of the points after a write: others for each scenario, but always the same."""
    after = [point for point in where if not point[1]]
    return random.Random(str(name)).sample(after, min(most, len(after)))


def different(found, expected):
    """Return what is there too much and too little, by where."""
    differs = {name: (Counter(found[name]), Counter(expected[name])) for name in found if found[name] != expected[name]}
    return {name: {"more": [*(a - b)], "less": [*(b - a)]} for name, (a, b) in differs.items()}


def shown(answer, **instead):
    """Return what an answer says, without new ids, secrets and signatures; a repeated delivery is 200, not 202.

    The address of a calendar feed holds its secret. Fields of `instead` take the place of the answer's.
    """
    kind, body = answer["statusCode"] // 100, answer.get("body") or ""
    if "json" in answer.get("headers", {}).get("Content-Type", ""):
        new = {"secret", "ticket", "upload"} | ({"url", "fields"} if "signature" in body.lower() else set())
        body = {name: value for name, value in json.loads(body).items() if name not in new} | instead
        body = re.sub(r"/calendars/[^/]+\.ics", "/calendars/TOKEN.ics", json.dumps(body))
        return kind, masked(body)
    return kind, masked(json.dumps(body))
