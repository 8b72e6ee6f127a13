"""Does the Rainmaker manage targets, is each secret shown once, and are deliveries listed and resent?"""

from datetime import timedelta

import pytest

from shared.domain.notifications.outbound import delivered, leased, new_deliveries
from shared.domain.plan_records.target import DeliveryAttempt, OutboundDelivery, Target
from shared.queue import Queue
from shared.store import codec, indexes, keys
from shared.store.table import put
from tests import make
from tests.functions import planning, team
from tests.functions.messages import Messages
from tests.functions.planning import everything
from tests.make import ANN, BOSS, CHIEF, NOON, SECOND, id_of

URL = "https://crm.example.com/hook"
BODY = {"url": URL, "events": ["lead.received", "lead.claimed"]}
NOBODY = id_of("target", "nobody")
LATER = NOON + timedelta(days=2)  # later than the deliveries, which are from noon


@pytest.fixture
def queue():
    """Provide the client of the queue of what is sent."""
    return Messages()


@pytest.fixture
def ask(table, secret, event, queue):
    return planning.seated(table, secret, event, outgoing=Queue(lambda: queue, "outgoing"), now=lambda: LATER)


def made(ask, **change):
    return ask("POST", "/outbound", {**BODY, **change})[1]


def test_a_new_target_has_a_secret_that_is_shown_once_and_never_stored(ask, table, secret, logged):
    status, target = ask("POST", "/outbound", BODY)
    shown = target.pop("secret")
    assert status == 201
    assert shown == secret.target_secret(target["target_id"], 1)
    assert (target["url"], target["events"], target["status"]) == (URL, BODY["events"], "active")
    assert ask("GET", "/outbound") == (200, {"items": [target], "next": None})
    [entry] = planning.audits(table)
    assert (entry.what, entry.subject, entry.by) == ("target.created", target["target_id"], CHIEF)
    stored = str(everything()) + logged()
    assert "whsec_" not in stored
    assert shown.removeprefix("whsec_") not in stored


def test_each_target_has_a_secret_of_its_own(ask):
    assert made(ask)["secret"] != made(ask)["secret"]


def test_a_repeated_request_creates_one_target_and_shows_its_secret_again(ask):
    first = ask("POST", "/outbound", BODY, key="crm")
    before = everything()
    assert ask("POST", "/outbound", BODY, key="crm") == first
    assert everything() == before
    assert ask("POST", "/outbound", {**BODY, "events": ["lead.closed"]}, key="crm")[1]["code"] == "key_reused"


REFUSED = [
    ({"url": "http://crm.example.com"}, "url"),
    ({"url": "http://127.0.0.1:8000/"}, "url"),
    ({"url": "https://10.0.0.1/"}, "url"),
    ({"url": "https://[::ffff:169.254.169.254]/"}, "url"),
    ({"url": ""}, "url"),
    ({"url": f"https://crm.example.com/{'x' * 2_000}"}, "url"),
    ({"events": []}, "events"),
]


@pytest.mark.parametrize(("change", "field"), REFUSED)
def test_an_invalid_target_is_refused(ask, change, field):
    target = made(ask)
    before = everything()
    for method, path in (("POST", "/outbound"), ("PATCH", f"/outbound/{target['target_id']}")):
        status, problem = ask(method, path, {**BODY, **change})
        assert (status, problem["code"], problem["errors"][0]["loc"]) == (422, "invalid", ["body", field])
    assert everything() == before


@pytest.mark.parametrize("change", [{"events": ["lead.exploded"]}, {"secret": "x"}, {"status": "gone"}, {"url": None}])
def test_a_body_of_another_shape_is_refused(ask, change):
    assert ask("POST", "/outbound", {**BODY, **change})[0] == 422
    assert ask("PATCH", f"/outbound/{made(ask)['target_id']}", change)[0] == 422


def test_in_a_local_run_a_target_may_be_on_this_machine(table, secret, event):
    ask = planning.seated(table, secret, event, loopback=True)
    assert ask("POST", "/outbound", {**BODY, "url": "http://127.0.0.1:8000/"})[0] == 201


def test_a_team_has_at_most_ten_targets(ask):
    for _ in range(10):
        target = made(ask)
    assert ask("POST", "/outbound", BODY)[0] == 422
    ask("DELETE", f"/outbound/{target['target_id']}")
    assert ask("POST", "/outbound", BODY)[0] == 201


def test_events_named_twice_count_once(ask):
    assert made(ask, events=["lead.closed", "lead.closed"])["events"] == ["lead.closed"]


def test_only_sent_fields_change(ask, table):
    target = made(ask)
    path = f"/outbound/{target['target_id']}"
    status, after = ask("PATCH", path, {"events": ["lead.closed"]}, match=1)
    assert (status, after["events"], after["url"], after["version"]) == (200, ["lead.closed"], URL, 2)
    assert ask("PATCH", path, {"url": URL}, match=1)[1]["code"] == "changed_by_other"
    before = everything()
    assert ask("PATCH", path, {"events": ["lead.closed"]}) == (200, after)
    assert everything() == before, "what is so already is not written"


def test_a_disabled_and_reactivated_target_shows_its_date_and_no_trouble(ask, table):
    path = f"/outbound/{made(ask)['target_id']}"
    off = ask("PATCH", path, {"status": "disabled"})[1]
    assert (off["status"], "disabled_at" in off, "trouble" in off) == ("disabled", True, False)
    assert item(table)[keys.TELL] == {"S": "target"}, "who disabled it by hand need not be told of trouble"
    stored = table.get(Target, keys.target(off["target_id"]))
    team.change(table, stored.model_copy(update={"trouble": "unreachable"}))
    assert item(table)[keys.TELL] == {"S": "target_disabled"}
    on = ask("PATCH", path, {"status": "active"})[1]
    assert (on["status"], "disabled_at" in on, "trouble" in on) == ("active", False, False)
    assert item(table)[keys.TELL] == {"S": "target"}


def item(table):
    """Return the only target, as it is stored."""
    [found] = [one for one in table.query(keys.PLAN) if one["SK"]["S"].startswith("TARGET#")]
    return found


def test_a_deleted_target_is_gone_and_its_audit_entry_says_what_it_was(ask, table):
    target = made(ask)
    path = f"/outbound/{target['target_id']}"
    assert ask("DELETE", path, match=7)[1]["code"] == "changed_by_other"
    assert ask("DELETE", path, match=1) == (204, None)
    assert ask("GET", "/outbound")[1]["items"] == []
    assert [ask("DELETE", path)[0], ask("PATCH", path, {})[0], ask("GET", f"{path}/deliveries")[0]] == [404] * 3
    assert [ask("POST", f"{path}/secret")[0], ask("DELETE", f"{path}/secret/former")[0]] == [404] * 2
    entry = planning.audits(table)[-1]
    assert (entry.what, entry.before["url"], entry.after) == ("target.deleted", URL, None)


def test_a_renewed_secret_is_shown_once_and_the_former_one_signs_for_a_day_more(ask, table, secret):
    target = made(ask)
    path, target_id = f"/outbound/{target['target_id']}", target["target_id"]
    assert ask("POST", f"{path}/secret", match=7)[1]["code"] == "changed_by_other"
    status, renewed = ask("POST", f"{path}/secret", match=1)
    assert (status, renewed["secret"], renewed["version"]) == (200, secret.target_secret(target_id, 2), 2)
    assert renewed["secret"] != target["secret"]
    assert renewed["previous_until"] == "2026-01-08T12:00:00Z"
    [shown] = ask("GET", "/outbound")[1]["items"]
    assert (shown["previous_until"], "secret" in shown) == (renewed["previous_until"], False)
    stored = table.get(Target, keys.target(target_id))
    assert (stored.secret_version, stored.former.version, stored.former.until) == (2, 1, LATER + timedelta(hours=24))
    assert stored.valid_former(stored.former.until) is None
    entry = planning.audits(table)[-1]
    assert (entry.what, entry.by, entry.after["secret_version"]) == ("target.secret_renewed", CHIEF, 2)
    assert "whsec_" not in str(everything())


def test_a_targets_former_secret_can_be_revoked_or_never_be(ask, table):
    path = f"/outbound/{made(ask)['target_id']}/secret"
    ask("POST", path)
    assert ask("DELETE", f"{path}/former", match=1)[1]["code"] == "changed_by_other"
    assert ask("DELETE", f"{path}/former", match=2) == (204, None)
    before = everything()
    assert ask("DELETE", f"{path}/former") == (204, None)
    assert everything() == before, "it is revoked already"
    assert "previous_until" not in ask("GET", "/outbound")[1]["items"][0]
    assert "previous_until" not in ask("POST", path, {"revoke_former": True})[1]
    told = [entry.what for entry in planning.audits(table)]
    assert told == ["target.created", "target.secret_renewed", "target.secret_revoked", "target.secret_renewed"]


def test_a_repeated_renewal_shows_the_same_secret(ask, table):
    path, other = (f"/outbound/{made(ask)['target_id']}" for _ in range(2))
    first = ask("POST", f"{path}/secret", key="renew")
    before = everything()
    assert ask("POST", f"{path}/secret", key="renew") == first
    assert everything() == before
    assert ask("POST", f"{path}/secret", {"revoke_former": True}, key="renew")[1]["code"] == "key_reused"
    assert ask("POST", f"{other}/secret", key="renew")[1]["secret"] != first[1]["secret"]


def test_only_the_rainmaker_manages_targets_and_reads_their_deliveries(ask):
    path = f"/outbound/{made(ask)['target_id']}"
    again = f"{path}/deliveries/{id_of('delivery', '1')}/resend"
    before = everything()
    for me in (BOSS, ANN, None):
        asked = [("GET", "/outbound", None), ("POST", "/outbound", BODY), ("PATCH", path, {}), ("DELETE", path, None),
                 ("GET", f"{path}/deliveries", None), ("POST", again, None),
                 ("POST", f"{path}/secret", None), ("DELETE", f"{path}/secret/former", None)]  # fmt: skip
        assert [ask(*one, me=me)[0] for one in asked] == [403] * 8
    assert everything() == before


# Deliveries to targets


def deliver(table, target_id, count=1, **change):
    """Store deliveries to the target, oldest first, a second apart."""
    target = table.get(Target, keys.target(target_id))
    found = []
    for number in range(count):
        lead = make.lead(version=number + 1, history=make.lead().history).model_copy(
            update={"history": (make.lead().history[0].model_copy(update={"at": NOON + number * SECOND}),)}
        )
        [one] = new_deliveries(None, lead, [target])
        table.commit([put(one.model_copy(update=change))])
        found.append(one)
    return found


def pages(ask, path, **query):
    found, after = [], {}
    while True:
        status, page = ask("GET", path, **query, **after)
        assert status == 200
        found.append([one["delivery_id"] for one in page["items"]])
        if page["next"] is None:
            return found
        after = {"cursor": page["next"]}


@pytest.mark.parametrize("limit", [1, 3, 5, 6, 100])
def test_deliveries_are_listed_newest_first_with_any_page_size(ask, table, limit):
    target_id, other = made(ask)["target_id"], made(ask)["target_id"]
    wanted = [one.delivery_id for one in reversed(deliver(table, target_id, 6))]
    deliver(table, other, 2)
    found = pages(ask, f"/outbound/{target_id}/deliveries", limit=limit)
    assert [one for page in found for one in page] == wanted
    assert all(len(page) <= limit for page in found)


def test_a_cursor_is_valid_for_its_target_only(ask, table):
    target_id, other = made(ask)["target_id"], made(ask)["target_id"]
    deliver(table, target_id, 2)
    after = ask("GET", f"/outbound/{target_id}/deliveries", limit=1)[1]["next"]
    assert ask("GET", f"/outbound/{other}/deliveries", cursor=after)[1]["code"] == "cursor_invalid"


def test_a_delivery_shows_its_result_and_no_personal_data(ask, table):
    target_id = made(ask)["target_id"]
    [one] = deliver(table, target_id)
    stored = table.get(OutboundDelivery, keys.outbound(target_id, one.delivery_id))
    table.commit([put(delivered(leased(stored, NOON), DeliveryAttempt(at=NOON, status=204, milliseconds=31)))])
    [shown] = ask("GET", f"/outbound/{target_id}/deliveries")[1]["items"]
    assert shown == {
        "delivery_id": one.delivery_id, "event": "lead.received", "lead_id": make.LEAD, "at": "2026-01-05T12:00:00Z",
        "status": "delivered", "tries": 1,
        "attempts": [{"at": "2026-01-05T12:00:00Z", "status": 204, "milliseconds": 31}],
    }  # fmt: skip


def test_a_delivery_can_be_resent_whatever_its_result(ask, table, queue):
    target_id = made(ask)["target_id"]
    [one] = deliver(table, target_id, state="failed", due=None, tries=18)
    status, shown = ask("POST", f"/outbound/{target_id}/deliveries/{one.delivery_id}/resend")
    assert (status, shown["status"], shown["tries"]) == (200, "pending", 0)
    assert queue.sent == [{"channel": "webhook", "target_id": target_id, "delivery_id": one.delivery_id, "delay": 0}]
    stored = table.get(OutboundDelivery, keys.outbound(target_id, one.delivery_id))
    assert codec.to_item(stored)[indexes.DUE.pk] == {"S": indexes.OUTBOUND}, "the sweep makes good what the queue loses"
    assert stored.since == LATER


def test_deliveries_to_a_disabled_or_missing_target_are_not_resent(ask, table, queue):
    target_id = made(ask)["target_id"]
    [one] = deliver(table, target_id)
    path = f"/outbound/{target_id}/deliveries"
    assert ask("POST", f"{path}/{id_of('delivery', 'none')}/resend")[0] == 404
    assert ask("POST", f"/outbound/{NOBODY}/deliveries/{one.delivery_id}/resend")[0] == 404
    assert ask("POST", f"{path}/{'x' * 3_000}/resend")[0] == 422
    ask("PATCH", f"/outbound/{target_id}", {"status": "disabled"})
    assert ask("POST", f"{path}/{one.delivery_id}/resend")[1]["code"] == "target_disabled"
    assert queue.sent == []


def test_other_changes_of_the_plan_keep_its_targets(ask, table):
    """Any other change of the plan leaves targets unchanged."""
    target = made(ask)
    ask("POST", "/routes", planning.route())
    assert ask("GET", "/outbound")[1]["items"][0]["version"] == target["version"] == 1
