"""Do members subscribe only their own browsers, and only at real push services?"""

import json
from datetime import timedelta

import pytest

from shared.domain.kernel.rates import TEST_PUSHES
from shared.domain.notifications import vapid
from shared.domain.notifications.subscription import MAX_SUBSCRIPTIONS, Subscription
from shared.store import codec, keys, record_keys
from tests import make
from tests.functions import supervising, team
from tests.functions.deliver.pushing import Browser, subscribe
from tests.make import ANN, BOB, BOSS, CHIEF, NOON

PATH = "/me/push-subscriptions"
ENDPOINT = "https://push.example.com/send/abc"


@pytest.fixture
def pushes():
    return supervising.Pushes()


@pytest.fixture
def loopback():
    return False


@pytest.fixture
def ask(table, secret, event, pushes, loopback):
    """Provide a caller of the function as a member; return the status and the body."""
    team.seat(table)
    call = supervising.caller(table, secret, event, pushes=pushes, loopback=loopback)

    def ask(method, me=ANN, body=None, path=PATH, key=None):
        headers = {"idempotency-key": key} if key else {}
        return call(path, me, method=method, body=body, headers=headers)

    return ask


def given(endpoint=ENDPOINT, number=1, **more):
    return {"endpoint": endpoint, "keys": Browser(number).keys, **more}


def stored(table, agent_id=ANN):
    return [codec.from_item(Subscription, item) for item in table.query(keys.subscription(agent_id, "").pk)]


def test_a_browser_is_subscribed_with_its_description(table, ask):
    status, body = ask("POST", body=given(expirationTime=None))
    assert (status, body["endpoint"]) == (201, ENDPOINT)
    [one] = stored(table)
    assert (one.agent_id, one.endpoint, one.keys.model_dump()) == (ANN, ENDPOINT, Browser().keys)
    assert ENDPOINT not in record_keys.key(one).sk


def test_the_list_shows_the_callers_own_subscriptions_and_the_public_key(ask, secret):
    ask("POST", body=given())
    ask("POST", BOB, body=given("https://push.example.com/bob"))
    status, body = ask("GET")
    assert status == 200
    assert [one["endpoint"] for one in body["items"]] == [ENDPOINT]
    assert body["public_key"] == vapid.public_key(secret.push_key())
    assert Browser().keys["auth"] not in json.dumps(body)


def test_the_public_key_is_per_tenant_and_constant(ask):
    first, again = (ask("GET")[1]["public_key"] for _ in range(2))
    assert first == again
    assert ask("GET", BOB)[1]["public_key"] == first


def test_subscribing_again_renews_the_subscription(table, ask):
    ask("POST", body=given())
    ask("POST", body=given(number=2))
    [one] = stored(table)
    assert one.keys.model_dump() == Browser(2).keys
    assert one.version == 2


def test_the_same_key_answers_the_same_and_another_body_is_refused(table, ask):
    first = ask("POST", body=given(), key="k")
    assert ask("POST", body=given(), key="k") == first
    assert stored(table)[0].version == 1
    assert ask("POST", body=given(number=2), key="k")[1]["code"] == "key_reused"


def test_an_eleventh_browser_replaces_the_oldest(table, ask):
    for n in range(MAX_SUBSCRIPTIONS):
        subscribe(table, f"https://push.example.com/{n}", Browser(n + 1), n, at=NOON + n * timedelta(minutes=1))
    assert ask("POST", body=given())[0] == 201
    endpoints = {one.endpoint for one in stored(table)}
    assert len(endpoints) == MAX_SUBSCRIPTIONS
    assert ENDPOINT in endpoints
    assert "https://push.example.com/0" not in endpoints


def test_a_browser_is_unsubscribed_by_its_endpoint_and_repeating_changes_nothing(table, ask):
    ask("POST", body=given())
    ask("POST", BOB, body=given())
    for _ in range(2):
        assert ask("DELETE", body={"endpoint": ENDPOINT}) == (204, None)
    assert stored(table) == []
    assert len(stored(table, BOB)) == 1


@pytest.mark.parametrize("endpoint", [
    "http://push.example.com/a", "https://169.254.169.254/latest", "https://localhost/a", "https://db.internal/a", "",
    "x", "https://push.example.com/a\nb", "https://" + "x" * 2000 + ".com",
])  # fmt: skip
def test_an_endpoint_that_is_no_push_service_is_refused_and_not_stored(table, ask, endpoint):
    status, body = ask("POST", body=given(endpoint))
    assert (status, body["code"]) == (422, "invalid")
    assert body["errors"][0]["loc"] == ["body", "endpoint"]
    assert stored(table) == []


@pytest.mark.parametrize(("loopback", "status"), [(False, 422), (True, 201)])
def test_a_local_run_accepts_its_own_address(ask, status):
    assert ask("POST", body=given("http://127.0.0.1:8099/a"))[0] == status


@pytest.mark.parametrize("keys_", [{}, {"p256dh": "x", "auth": "y"}, {**Browser().keys, "other": "z"}])
def test_keys_that_cannot_encrypt_are_refused_without_repeating_them(ask, keys_):
    status, body = ask("POST", body={"endpoint": ENDPOINT, "keys": keys_})
    assert status == 422
    assert Browser().keys["auth"] not in json.dumps(body)


@pytest.mark.parametrize(("method", "body", "path"), [
    ("GET", None, PATH), ("POST", given(), PATH), ("DELETE", {"endpoint": ENDPOINT}, PATH),
    ("POST", None, f"{PATH}/test"),
])  # fmt: skip
def test_inactive_members_have_no_subscriptions(table, ask, method, body, path):
    team.change(table, make.member(ANN, status="removed", version=1))
    assert ask(method, body=body, path=path)[1]["code"] == "forbidden"
    assert ask(method, None, body=body, path=path)[1]["code"] == "forbidden"


def test_a_test_push_can_be_sent(ask, pushes):
    assert ask("POST", path=f"{PATH}/test") == (202, None)
    assert pushes.messages == [{"channel": "push_test", "agent_id": ANN}]


@pytest.mark.parametrize("me", [ANN, BOSS, CHIEF], ids=["agent", "manager", "rainmaker"])
def test_test_pushes_are_limited_per_caller_whatever_the_role(ask, pushes, me):
    """Each makes the sender wait for up to ten servers of the caller's choice."""
    told = [ask("POST", me, path=f"{PATH}/test")[0] for _ in range(TEST_PUSHES.most + 1)]
    assert told == [202] * TEST_PUSHES.most + [429]
    assert ask("POST", me, path=f"{PATH}/test")[1]["code"] == "too_many_requests"
    assert len(pushes.messages) == TEST_PUSHES.most
    assert ask("POST", BOB, path=f"{PATH}/test") == (202, None)


def test_number_of_calls(table, ask):
    ask("GET")
    table.calls.clear()
    ask("GET")
    assert table.calls == ["batch_get_item", "query"]
    table.calls.clear()
    ask("POST", body=given())
    assert table.calls == ["batch_get_item", "query", "transact_write_items"]
    table.calls.clear()
    ask("DELETE", body={"endpoint": ENDPOINT})
    assert table.calls == ["batch_get_item", "query", "transact_write_items"]


def test_no_browsers_endpoint_is_logged(ask, logged):
    for endpoint in (ENDPOINT, "https://db.internal/send/abc"):
        ask("POST", body=given(endpoint))
    ask("DELETE", body={"endpoint": ENDPOINT})
    said = logged()
    assert "push-subscriptions" in said
    assert "send/abc" not in said
