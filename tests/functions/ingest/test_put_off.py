"""Is a delivery that comes too fast kept whole, and later handled once, as if it had come in its time?"""

import json
from datetime import timedelta

import pytest

from functions.ingest.providers import PROVIDERS
from functions.ingest.waiting.build import WaitingDoors, build
from functions.ingest.waiting.worker import WAITS
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.delivery import Delivery
from shared.queue import Queue
from shared.store import codec
from shared.waiting_deliveries import AT_ONCE, LOST_AFTER, WaitingDelivery
from tests import make, memory
from tests.functions import put_off, team
from tests.functions.messages import Messages
from tests.granted import Granted
from tests.make import PORTAL, WEB
from tests.tables import StagedTable

GOOGLE = make.id_of("source", "google")


@pytest.fixture
def flooded(door):
    """Return ingest with a source that has sent too much already."""
    put_off.files()
    door.open(Throttle(burst=1, per_second=0.001))
    assert door.signed(event_id="first")[0] == 202
    assert door.keyed(message="first")[0] == 202
    return door


def worker(door):
    """Return the function that handles what was put off, with its own grants."""
    doors = WaitingDoors(
        table=StagedTable(Granted(memory.client("dynamodb"), "waiting")), now=lambda: door.now, secret=door.secret,
        secrets=door.secrets, fetches=Queue(lambda: door.queue, "fetches"), waiting=put_off.waiting(door.put_off),
        raws=put_off.raws(),
    )  # fmt: skip
    return build(doors)


def handle(door):
    """Handle every message so far, in order; return the outcomes."""
    works = worker(door)
    return [works.work(message["key"]) for message in door.put_off.sent]


def leads(door):
    return [item for item in door.everything() if item["PK"]["S"].startswith("LEAD#") and item["SK"]["S"] == "LEAD"]


def test_what_comes_too_fast_is_kept_and_answered_as_pending(flooded):
    before = flooded.everything()
    status, answer = flooded.signed(event_id="second")
    assert (status, answer) == (202, {"leads": [], "pending": 1})
    assert flooded.everything() == before
    assert [message["key"] for message in flooded.put_off.sent] == put_off.kept()


def test_it_is_handled_later_as_if_it_came_then_and_forgotten(flooded):
    asked = {"contact": {"first_name": "Zoé", "emails": ["zoe@example.com"]}, "message": "¿Sigue libre? ñ"}
    flooded.signed(asked, event_id="second")
    assert handle(flooded) == ["accepted"]
    assert put_off.kept() == []
    assert handle(flooded) == ["not_waiting"]
    flooded.open(Throttle())
    assert flooded.signed(asked, event_id="second")[0] == 200, "the event is known"


def test_an_event_that_was_handled_and_not_forgotten_makes_no_second_lead(flooded):
    flooded.signed({"contact": {"first_name": "Zoé"}}, event_id="second")
    flooded.signed({"contact": {"first_name": "Zoé"}}, event_id="second")
    assert len(put_off.kept()) == 1, "the same delivery is kept once"
    works, number = worker(flooded), len(leads(flooded))
    kept = put_off.waiting(Messages()).read(put_off.kept()[0])
    works.work(put_off.kept()[0])
    put_off.waiting(flooded.put_off).put_off("again", kept)
    works.work(put_off.kept()[0])
    assert len(leads(flooded)) == number + 1


def test_events_with_the_same_body_and_other_ids_stay_apart(flooded):
    for event_id in ("second", "third"):
        flooded.signed({"contact": {"first_name": "Zoé"}}, event_id=event_id)
    number = len(leads(flooded))
    assert handle(flooded) == ["accepted", "accepted"]
    assert len(leads(flooded)) == number + 2


def test_a_providers_test_is_handled_later_with_its_preview(flooded):
    """It reads whose turn it is, so the function that handles it must be allowed to."""
    team.change(flooded.table, make.source(GOOGLE, title="google", kind="google"))
    flooded.open(Throttle(burst=0, per_second=0.001))
    key, named = flooded.secret.source_secret(GOOGLE, 1), [{"column_id": "FULL_NAME", "string_value": "Zoé"}]
    raw = json.dumps({"lead_id": "l1", "is_test": True, "google_key": key, "user_column_data": named})
    assert flooded.post(GOOGLE, raw, {})[1] == {"leads": [], "pending": 1}
    assert handle(flooded) == ["accepted"]
    (kept,) = [item for item in flooded.kept("DELIVERY#") if GOOGLE in item["PK"]["S"]]
    assert codec.from_item(Delivery, kept).foreseen.outcome == "offered"


def test_forgeries_are_refused_and_kept_nowhere(flooded):
    assert flooded.post(WEB, "{}", {"webhook-id": "x", "webhook-timestamp": "1"})[0] == 401
    assert put_off.kept() == []


def test_the_key_that_proves_a_delivery_is_not_kept_with_it(flooded):
    flooded.keyed(message="second")
    (kept,) = put_off.kept()
    body = memory.client("s3").get_object(Bucket=put_off.BUCKET, Key=kept)["Body"].read().decode()
    assert flooded.secret.source_secret(PORTAL, 1) not in body
    assert json.loads(body)["headers"] == {"content-type": "application/json"}


def test_what_cannot_be_read_is_told_as_always(flooded):
    raw = "no JSON"
    assert flooded.post(WEB, raw, flooded.headers(raw, event_id="second"))[0] == 202
    assert handle(flooded) == ["unreadable"]
    assert put_off.kept() == []


def test_a_busy_table_puts_off_too(door):
    def busy(_commit, _writes):
        raise Busy

    put_off.files()
    door.table.around("commit", busy)
    assert door.signed()[:2] == (202, {"leads": [], "pending": 1})


def unread(_items, _keys):
    raise Busy


def test_while_the_plan_cannot_be_read_the_last_one_proves_who_sent_it(door):
    put_off.files()
    assert door.signed(event_id="first")[0] == 202
    door.table.around("items", unread)
    asked = {"contact": {"first_name": "Zoé"}}
    assert door.signed(asked, event_id="second") == (202, {"leads": [], "pending": 1})
    assert door.post(WEB, "{}", {"webhook-id": "x", "webhook-timestamp": "1"})[0] == 401
    assert door.signed(source_id=make.id_of("source", "none"))[0] == 404
    door.table.around("items", None)
    assert handle(door) == ["accepted"]
    assert len(leads(door)) == 2


def test_a_process_that_never_read_the_plan_is_busy_until_it_can(door):
    put_off.files()
    door.table.around("items", unread)
    assert door.signed()[0] == 503
    assert put_off.kept() == []


def test_what_cannot_be_put_off_is_handled_at_once(door):
    door.open(Throttle(burst=0, per_second=0.001))
    assert door.signed()[0] == 202, "there is no bucket"
    assert len(leads(door)) == 1


def test_every_provider_reads_what_is_kept_as_it_read_what_came():
    """A provider that reads a header must name it, or what is put off would be read otherwise."""
    assert {kind: one.headers for kind, one in PROVIDERS.items() if one.headers} == {
        "standard": ("webhook-id",),
        "form": ("content-type", "content-encoding"),
        "email": ("content-type", "relevo-proven-sender"),
    }


def test_lost_messages_are_sent_again_every_quarter_of_an_hour(door):
    files, messages = put_off.files(), Messages()
    waiting = put_off.waiting(messages)
    for number in range(3):
        waiting.put_off(str(number), WaitingDelivery(WEB, {}, b"{}"))
    messages.sent.clear()
    came = next(iter(memory.client("s3").list_objects_v2(Bucket=put_off.BUCKET)["Contents"]))["LastModified"]
    quarter = came.replace(minute=0, second=0) + timedelta(hours=1)
    waiting.ask_again(quarter + timedelta(minutes=1))
    assert messages.sent == []
    waiting.ask_again(came.replace(minute=0))
    assert messages.sent == [], "they are not late"
    waiting.ask_again(quarter + LOST_AFTER)
    assert [message["key"] for message in messages.sent] == put_off.kept()
    assert len(list(files.before("waiting/", quarter))) == 3 <= AT_ONCE


def test_deliveries_that_always_fail_starve_no_other(door):
    put_off.files()
    messages = Messages()
    waiting = put_off.waiting(messages, at_once=2)
    for number in range(5):
        waiting.put_off(str(number), WaitingDelivery(WEB, {}, b"{}"))
    came = next(iter(memory.client("s3").list_objects_v2(Bucket=put_off.BUCKET)["Contents"]))["LastModified"]
    late, asked = came.replace(minute=0, second=0) + timedelta(hours=2), []
    for turn in range(4):
        messages.sent.clear()
        waiting.ask_again(late + turn * LOST_AFTER)
        asked.append([message["key"][-1] for message in messages.sent])
    assert asked == [["0", "1"], ["2", "3"], ["4"], ["0", "1"]]


# For a source that a newer release made


@pytest.fixture
def unknown(door):
    """Return ingest with two sources of a kind that only a newer release knows."""
    put_off.files()
    team.newer(door.table, make.source(), kind="tiktok")
    team.newer(door.table, make.source(PORTAL), kind="tiktok")
    return door


def known_again(door, source_id, kind):
    """Let the newer release come back: for it the kind is a known one."""
    team.newer(door.table, make.source(source_id), kind=kind)


def test_a_delivery_for_a_source_of_a_newer_release_is_kept_and_handled_when_that_is_back(unknown):
    assert unknown.signed()[:2] == (202, {"leads": [], "pending": 1})
    assert unknown.keyed()[:2] == (202, {"leads": [], "pending": 1})
    assert handle(unknown) == [WAITS, WAITS]
    assert (len(put_off.kept()), leads(unknown)) == (2, [])
    known_again(unknown, WEB, "standard")
    known_again(unknown, PORTAL, "api_key")
    unknown.now += timedelta(days=3)  # when its signature would be too old
    assert handle(unknown) == ["accepted", "accepted"]
    assert put_off.kept() == []
    assert len(leads(unknown)) == 1, "both are of one person"


def test_what_is_kept_unchecked_must_prove_itself_in_the_end(unknown):
    body = json.dumps({"contact": {"first_name": "Zoé"}})
    assert unknown.post(WEB, body, unknown.headers("another body"))[0] == 202
    assert unknown.post(PORTAL, body, {"X-Api-Key": "guessed"})[0] == 202
    known_again(unknown, WEB, "standard")
    known_again(unknown, PORTAL, "api_key")
    assert handle(unknown) == ["refused", "refused"]
    assert (put_off.kept(), leads(unknown)) == ([], [])


def test_no_more_is_kept_unchecked_than_a_source_may_send(unknown):
    unknown.open(Throttle(burst=1, per_second=0.001))
    assert unknown.signed(event_id="first")[0] == 202
    assert unknown.signed(event_id="second")[0] == 503
    assert len(put_off.kept()) == 1


def test_the_sweep_asks_again_for_what_waits_for_a_newer_release(unknown):
    unknown.signed()
    assert handle(unknown) == [WAITS]
    asked = Messages()
    came = next(iter(memory.client("s3").list_objects_v2(Bucket=put_off.BUCKET)["Contents"]))["LastModified"]
    put_off.waiting(asked).ask_again(came.replace(minute=0) + timedelta(hours=2))
    assert [message["key"] for message in asked.sent] == put_off.kept()


def test_a_busy_table_keeps_it_too(unknown):
    unknown.signed(event_id="first")  # this process has read the plan
    unknown.table.around("items", unread)
    assert unknown.signed(event_id="second")[0] == 202
    assert len(put_off.kept()) == 2
