"""Does each target get each event once, signed, although calls fail on the way; and a removed target nothing?"""

import json
import threading
from concurrent.futures import FIRST_COMPLETED, wait
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import EndpointConnectionError
from standardwebhooks import WebhookVerificationError

from functions.deliver.batch import wait_at_most
from functions.deliver.safe_http import SafeHttp, Unreachable
from functions.deliver.webhooks import build as delivering
from functions.deliver.webhooks.webhook import Webhooks
from functions.notify import build as notifying
from functions.notify import outbound_writer
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.event_details import ClaimedDetail
from shared.domain.notifications.outbound import LEASE, requeued
from shared.domain.notifications.resting import RESTS, TRIAL, Rest
from shared.domain.plan_records.source import FormerSecret
from shared.domain.plan_records.target import OutboundDelivery, Target
from shared.domain.planning.change_target import delete_target
from shared.domain.planning.changes import ChangeContext
from shared.queue import Queue
from shared.store import codec, keys
from shared.store.plan_writes import writes
from shared.store.table import Collision, put, put_whole
from tests import make, memory
from tests.functions import team
from tests.functions.crash_injection import Crash, CrashInjection
from tests.functions.deliver.receiver import Receiver
from tests.functions.live_sockets import Connections
from tests.functions.messages import Messages
from tests.functions.sweeping import sweeping
from tests.granted import granted
from tests.make import ANN, CHIEF, NOON, SECOND, id_of
from tests.tables import StagedTable

CRM, SHEET = id_of("target", "crm"), id_of("target", "sheet")
OFFERED = make.offered()
CLAIMED = OFFERED.owned(ClaimedDetail(), ANN, at=NOON, by=ANN).model_copy(update={"version": 2})
DAY = timedelta(days=1)


@pytest.fixture
def crm():
    receiver = Receiver()
    yield receiver
    receiver.close()


class World:
    """Run notify, deliver and the sweep on the table, at an instant that the test sets.

    `theirs` is the table as the functions use it; `post` is how they post to a target.
    """

    def __init__(self, table, secret, url, theirs=None):
        self.table, self.secret, self.url, self.now, self.queue = table, secret, url, NOON, Messages()
        self.chance = 0.0
        self.outgoing, self.post = Queue(lambda: self.queue, "outgoing"), SafeHttp(loopback=True).post
        doors = {"table": theirs or table, "outgoing": self.outgoing, "now": lambda: self.now}
        others = {"mails": Queue(lambda: self.queue, "mails"), "pushes": Queue(lambda: self.queue, "pushes")}
        self.doors = notifying.NotifyDoors(
            **doors | {"table": granted(doors["table"], "notify")}, **others, live=Connections().sockets
        )
        doors["table"] = granted(doors["table"], "deliver")
        self.plans, self.hear = self.doors.plans, notifying.build(self.doors)
        self.webhooks = Webhooks(
            doors["table"], self.plans, secret, self.outgoing, lambda *sent: self.post(*sent), self.doors.now,
            lambda: self.chance,
        )  # fmt: skip
        self.sweep = sweeping(table, self.doors.now, outgoing=self.outgoing)
        self.handler = lambda wait: delivering.build(
            delivering.DeliverDoors(**doors, **others, secret=secret, post=lambda *sent: self.post(*sent), wait=wait)
        )
        self.take = self.handler(wait_at_most)

    def target(self, target_id=CRM, events=("lead.received", "lead.claimed"), **change):
        given = {"target_id": target_id, "url": self.url, "events": events, "created_at": NOON}
        team.change(self.table, Target(**{**given, **change}))

    def notify(self, before, after):
        self.hear({"Records": [record(before, after)]}, None)

    def hang(self, *urls):
        """Let these targets answer nothing: each request takes ten seconds. Return when requests were made."""
        tried = []

        def post(url, *rest):
            if urls and url not in urls:
                return answering(url, *rest)
            tried.append(self.now)
            self.now += 10 * SECOND
            raise Unreachable("timed_out")

        answering, self.post = self.post, post
        return tried

    def rest(self, target_id=CRM):
        return self.table.get(Rest, keys.rest(target_id))

    def deliver(self):
        """Process all messages of the queue; return the result of each."""
        asked, self.queue.sent = self.queue.sent, []
        return [self.webhooks.send(one["target_id"], one["delivery_id"]) for one in asked]

    def deliveries(self, target_id=CRM):
        return [codec.from_item(OutboundDelivery, item) for item in self.table.query(f"OUTBOUND#{target_id}")]

    def delivery(self):
        [one] = self.deliveries()
        return one


def record(before, after):
    """Return the stream record of a lead's write."""
    old = {"OldImage": written(before)} if before else {}
    return {"dynamodb": {"NewImage": written(after), **old}}


def written(lead):
    return codec.to_item(lead.model_copy(update={"version": lead.version - 1}))


@pytest.fixture
def world(table, secret, crm):
    team.seat(table)
    team.store(table, CLAIMED)
    return World(table, secret, crm.url)


# From the stream


def test_an_event_is_stored_for_each_subscribed_target_and_then_requested(world):
    world.target()
    world.target(SHEET, ("lead.closed",))
    world.notify(OFFERED, CLAIMED)
    one = world.delivery()
    assert (one.type, one.lead_id, one.at, one.state, one.due) == ("lead.claimed", make.LEAD, NOON, "pending", NOON)
    assert world.deliveries(SHEET) == []
    assert world.queue.sent == [{"channel": "webhook", "target_id": CRM, "delivery_id": one.delivery_id, "delay": 0}]


def test_a_repeated_record_makes_one_delivery(world):
    world.target()
    world.notify(OFFERED, CLAIMED)
    world.notify(OFFERED, CLAIMED)
    assert len(world.deliveries()) == len(world.queue.sent) == 1


def test_of_a_partly_stored_batch_the_new_events_are_stored(world):
    world.target()
    leads = [make.lead(id_of("lead", f"{number:03}")) for number in range(130)]
    world.notify(None, leads[7])
    world.hear({"Records": [record(None, lead) for lead in leads]}, None)
    assert len(world.deliveries()) == len(world.queue.sent) == 130


def test_an_unreadable_record_does_not_affect_others(world, logged):
    world.target()
    broken = {"dynamodb": {"NewImage": written(CLAIMED) | {"body": {"S": '{"contact": "Lucía"}'}}}}
    route = {"dynamodb": {"NewImage": codec.to_item(make.route())}}
    world.hear({"Records": [broken, route, record(OFFERED, CLAIMED)]}, None)
    assert len(world.deliveries()) == 1
    told = logged()
    assert "NewsUnreadable" in told
    assert "Luc" not in told


@pytest.mark.parametrize("targets", [[], ["disabled"]], ids=["no target", "none active"])
def test_without_an_active_target_no_call_is_made(world, targets):
    for status in targets:
        world.target(status=status)
    plan = world.plans.current()
    world.table.calls.clear()
    assert outbound_writer.send_outbound(world.table, world.outgoing, plan, [(OFFERED, CLAIMED)]) == 0
    assert (world.table.calls, world.queue.sent) == ([], [])


# To the target


def test_the_target_receives_the_event_and_the_current_lead_signed(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    assert world.deliver() == ["delivered"]
    [(headers, _)] = crm.got
    assert headers["webhook-id"] == world.delivery().delivery_id
    assert headers["webhook-timestamp"] == str(int(NOON.timestamp()))
    assert (headers["host"], headers["content-type"]) == (f"127.0.0.1:{crm.server_port}", "application/json")
    one = world.delivery()
    assert (one.state, one.due, one.tries, [a.status for a in one.attempts]) == ("delivered", None, 1, [204])


def test_body_and_signature_are_as_documented(world, crm):
    world.now = datetime.now(UTC)  # the signature is verified against the real time
    world.target()
    world.notify(OFFERED, CLAIMED)
    world.deliver()
    [body] = crm.verified(world.secret.target_secret(CRM, 1))
    assert set(body) == {"type", "timestamp", "data"}
    assert (body["type"], body["timestamp"]) == ("lead.claimed", "2026-01-05T12:00:00Z")
    lead, event = body["data"]["lead"], body["data"]["event"]
    assert lead["contact"] == {"first_name": "Lucía", "last_name": "Pérez", "emails": ["lucia@example.com"],
                               "phones": ["+34600112233"]}  # fmt: skip
    assert (lead["owner"], lead["owner_name"], lead["version"]) == (ANN, "Ana García", 1)
    assert event == {"kind": "claimed", "at": "2026-01-05T12:00:00Z", "by": ANN, "detail": {}}


def test_another_secret_gives_another_signature(world, crm):
    world.now = datetime.now(UTC)  # as above
    world.target()
    world.notify(OFFERED, CLAIMED)
    world.deliver()
    for other in (
        world.secret.target_secret(SHEET, 1),
        world.secret.target_secret(CRM, 2),
        world.secret.source_secret(CRM, 1),
    ):
        with pytest.raises(WebhookVerificationError):
            crm.verified(other)


def test_for_a_day_after_a_renewal_both_secrets_verify_what_is_sent(world, crm):
    """So no delivery is lost until the target has the new one; Standard Webhooks allows several signatures."""
    world.now = datetime.now(UTC)  # the signatures are verified against the real time
    former = FormerSecret(version=1, until=world.now + SECOND)
    world.target(secret_version=2, former=former)
    world.notify(OFFERED, CLAIMED)
    world.deliver()
    assert crm.verified(world.secret.target_secret(CRM, 2)) == crm.verified(world.secret.target_secret(CRM, 1))
    [(headers, _)] = crm.got
    assert len(headers["webhook-signature"].split()) == 2


@pytest.mark.parametrize("left", [timedelta(0), None], ids=["after its day", "revoked"])
def test_a_former_secret_that_has_ended_signs_nothing(world, crm, left):
    world.now = datetime.now(UTC)  # as above
    former = None if left is None else FormerSecret(version=1, until=world.now + left)
    world.target(secret_version=2, former=former)
    world.notify(OFFERED, CLAIMED)
    world.deliver()
    assert crm.verified(world.secret.target_secret(CRM, 2))
    with pytest.raises(WebhookVerificationError):
        crm.verified(world.secret.target_secret(CRM, 1))


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(world, crm, status):
    world.target()
    crm.answers = [status]
    world.notify(OFFERED, CLAIMED)
    assert world.deliver() == ["delivered"]


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 429, 500, 503])
def test_any_other_status_is_retried_and_no_redirect_is_followed(world, crm, status):
    world.target()
    crm.answers = [status]
    world.notify(OFFERED, CLAIMED)
    assert world.deliver() == ["postponed"]
    [asked] = world.queue.sent
    assert asked["delay"] == 6
    assert len(crm.got) == 1
    one = world.delivery()
    assert (one.state, one.due, one.attempts[-1].status) == ("pending", NOON + 5 * SECOND, status)
    assert world.deliver() == ["not_due"]
    world.queue.sent, world.now = [asked], one.due
    assert world.deliver() == ["delivered"]
    (first, _), (second, _) = crm.got
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-signature"] != second["webhook-signature"], "each try is signed anew"


def test_a_target_that_does_not_answer_is_retried(world, crm):
    world.target(url="http://127.0.0.1:1/")
    world.notify(OFFERED, CLAIMED)
    assert world.deliver() == ["postponed"]
    assert world.delivery().attempts[-1].error == "not_connected"


def test_a_target_that_hangs_rests_and_others_are_sent_to(world, crm):
    """One dead CRM must not keep ten senders waiting."""
    tried = world.hang("http://127.0.0.1:1/dead")
    world.target(url="http://127.0.0.1:1/dead")
    world.target(SHEET)
    world.notify(None, make.lead(version=1))
    world.notify(OFFERED, CLAIMED)
    assert sorted(world.deliver()) == ["delivered", "delivered", "postponed", "rested"]
    assert (len(tried), len(crm.got)) == (1, 2)
    [late] = [one for one in world.deliveries() if not one.attempts]
    assert (late.state, late.tries, late.due) == ("pending", 0, world.rest().until)
    assert world.rest().until == world.now + RESTS[0]
    assert (world.rest(SHEET), world.queue.sent[-1]["delay"]) == (None, 61)


def test_after_each_failure_one_delivery_is_tried_after_a_longer_rest(world):
    tried = world.hang()
    world.target()
    for number in range(4):
        world.notify(None, make.lead(id_of("lead", f"{number}"), version=1))
        team.store(world.table, make.lead(id_of("lead", f"{number}")))
    for rest in RESTS:
        assert sum(outcome == "postponed" for outcome in world.deliver()) == 1
        world.now = world.rest().until
        world.queue.sent = [{"target_id": CRM, "delivery_id": one.delivery_id} for one in world.deliveries()]
        assert world.now - tried[-1] == 10 * SECOND + rest


def test_while_one_sender_tries_a_target_again_no_other_does(world, crm):
    world.target()
    world.notify(None, make.lead(version=1))
    world.notify(OFFERED, CLAIMED)
    world.table.commit([put(Rest(subject=CRM, failures=1, until=NOON, forget_at=NOON + DAY))])
    first, second = world.queue.sent
    others = []
    crm.meanwhile = lambda: others.append(world.webhooks.send(CRM, second["delivery_id"]))
    assert world.webhooks.send(CRM, first["delivery_id"]) == "delivered"
    assert (others, len(crm.got)) == (["rested"], 1)
    [late] = [one for one in world.deliveries() if not one.attempts]
    assert late.due == NOON + TRIAL
    assert world.rest() is None, "an answer in time ends it"


def test_of_two_senders_who_try_a_resting_target_at_once_one_does(world, crm):
    world.target()
    world.notify(None, make.lead(version=1))
    world.notify(OFFERED, CLAIMED)
    world.table.commit([put(Rest(subject=CRM, failures=1, until=NOON, forget_at=NOON + DAY))])
    first, second = world.queue.sent
    others = []

    def overtaken(commit, writes):
        world.table.around("commit", None)
        others.append(world.webhooks.send(CRM, second["delivery_id"]))
        commit(writes)

    world.table.around("commit", overtaken)
    assert (world.webhooks.send(CRM, first["delivery_id"]), others) == ("rested", ["delivered"])
    assert len(crm.got) == 1


def resting(world, failures=0):
    """Let the target rest for a second from now."""
    until = world.now + SECOND
    world.table.commit([put_whole(Rest(subject=CRM, failures=failures, until=until, forget_at=until + DAY))])


def slow(world, seconds=4):
    """Let every target accept what it gets, after so many seconds."""

    def post(*_):
        world.now += seconds * SECOND
        return 204

    world.post = post


def test_a_slow_target_that_accepts_everything_is_never_in_trouble_for_it(world):
    """A delivery that waited for it a whole day has not failed."""
    world.target()
    world.notify(OFFERED, CLAIMED)
    asked = world.queue.sent[0]
    for _ in range(60):
        world.now += timedelta(hours=1)
        resting(world)
        world.queue.sent = [asked]
        assert world.deliver() == ["rested"]
        world.now = world.delivery().due
    slow(world)
    assert world.webhooks.send(CRM, asked["delivery_id"]) == "delivered"
    assert (world.delivery().trouble, world.delivery().put_offs) == (None, 0)


def test_after_a_slow_day_one_failure_is_no_trouble(world):
    world.target()
    world.notify(OFFERED, CLAIMED)
    asked, world.now = world.queue.sent[0], NOON + 2 * DAY
    resting(world)
    assert world.deliver() == ["rested"]
    world.now = world.delivery().due
    world.hang()
    assert world.webhooks.send(CRM, asked["delivery_id"]) == "postponed"
    assert (world.delivery().state, world.delivery().trouble) == ("pending", None)


def test_what_waits_for_a_target_is_spread_for_ever_longer(world):
    world.target()
    world.notify(OFFERED, CLAIMED)
    asked, waits, world.chance = world.queue.sent[0], [], 0.5
    for _ in range(8):
        resting(world)
        assert world.webhooks.send(CRM, asked["delivery_id"]) == "rested"
        waits.append((world.delivery().due - world.now - SECOND).total_seconds())
        world.now = world.delivery().due
    assert waits == [15, 30, 60, 120, 240, 450, 450, 450]


def test_a_delivery_to_a_resting_target_still_ends_within_its_day(world):
    tried = world.hang()
    world.target()
    world.notify(OFFERED, CLAIMED)
    late = NOON + DAY - SECOND
    world.table.commit([put(Rest(subject=CRM, failures=9, until=late + SECOND * 60, forget_at=NOON + 2 * DAY))])
    world.now = late
    assert world.deliver() == ["unreachable"]
    one = world.delivery()
    assert (one.state, one.due, one.attempts[-1].error, one.trouble) == (
        "failed",
        None,
        "target_resting",
        "unreachable",
    )
    assert tried == []
    check_disabled(world, "unreachable")


# In batches


def batch(world):
    """Return the event that gives all messages of the queue to one call, and forget them."""
    sent, world.queue.sent = world.queue.sent, []
    return {"Records": [{"messageId": f"{n}", "body": json.dumps(one)} for n, one in enumerate(sent)]}


def failed(answer):
    return [int(one["itemIdentifier"]) for one in answer["batchItemFailures"]]


def test_one_batch_spends_a_bounded_time_and_sends_again_what_it_did_not_begin(world):
    """A target that answers after four seconds gets three requests of a call; the others are no failures."""
    tried = []

    def post(*_):
        tried.append(world.now)
        world.now += 4 * SECOND
        return 204

    world.post = post
    world.target()
    leads = [make.lead(id_of("lead", f"{number}")) for number in range(10)]
    team.store(world.table, *leads)
    world.hear({"Records": [record(None, lead) for lead in leads]}, None)
    event = batch(world)
    assert failed(world.take(event, None)) == []
    assert [{**one, "delay": 0} for one in world.queue.sent] == [json.loads(r["body"]) for r in event["Records"][3:]]
    assert [at - NOON for at in tried] == [0 * SECOND, 4 * SECOND, 8 * SECOND]
    assert sorted(one.state for one in world.deliveries()) == ["delivered"] * 3 + ["pending"] * 7


def test_what_was_not_begun_and_cannot_be_sent_again_returns_to_the_queue(world, logged):
    slow(world, 12)
    world.target()
    leads = [make.lead(id_of("lead", f"{number}")) for number in range(3)]
    team.store(world.table, *leads)
    world.hear({"Records": [record(None, lead) for lead in leads]}, None)
    event = batch(world)
    world.queue.send_message = lambda **_: throw(EndpointConnectionError(endpoint_url="https://sqs"))
    assert failed(world.take(event, None)) == [1, 2]
    assert "sqs_send_failed" in logged()


def throw(error):
    raise error


class OneAtATime:
    """Let threads call a client one after another: AWS in memory cannot take calls at once."""

    def __init__(self, client):
        self._client, self._lock = client, threading.Lock()

    def __getattr__(self, method):
        def call(**given):
            with self._lock:
                return getattr(self._client, method)(**given)

        return call


def test_nine_targets_that_never_answer_delay_no_tenth(world, crm):
    """The call ends although they hang, and returns theirs alone."""
    world = World(world.table, world.secret, crm.url, StagedTable(OneAtATime(memory.client("dynamodb"))))
    ends, hung = threading.Event(), [id_of("target", f"hung {number}") for number in range(9)]

    def post(url, *rest):
        if url != crm.url:
            ends.wait()
            raise Unreachable("timed_out")
        return SafeHttp(loopback=True).post(url, *rest)

    world.post, threads = post, []
    for target_id in (*hung, CRM):
        world.target(target_id, url=crm.url if target_id == CRM else "http://127.0.0.1:1/")
    world.notify(OFFERED, CLAIMED)

    def until_one_is_done(futures, _most):
        threads.extend(futures)
        return wait(futures, return_when=FIRST_COMPLETED)

    try:
        told = world.handler(until_one_is_done)(batch(world), None)
        assert (len(failed(told)), world.delivery().state, len(crm.got)) == (9, "delivered", 1)
    finally:
        ends.set()
        wait(threads)
    assert {world.deliveries(one)[0].state for one in hung} == {"pending"}


def test_a_message_that_fails_returns_to_the_queue_alone(world, crm, logged):
    world.target()
    world.notify(OFFERED, CLAIMED)
    world.queue.sent.insert(0, {"channel": "fax"})
    assert failed(world.take(batch(world), None)) == [0]
    assert (len(crm.got), "message_failed" in logged()) == (1, True)


def test_delays_too_long_for_the_queue_are_left_to_the_sweep(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    for _ in range(4):
        crm.answers.append(500)
        world.now = world.delivery().due
        world.deliver()
    assert world.delivery().due - world.now == timedelta(minutes=15)
    assert world.queue.sent == [], "15 minutes and a second are more than a queue can wait"


def test_a_delivery_that_arrived_is_not_sent_again(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    asked = list(world.queue.sent)
    world.deliver()
    world.queue.sent, world.now = asked, NOON + DAY
    assert world.deliver() == ["not_due"]
    assert len(crm.got) == 1


def test_a_delivery_is_sent_by_one_sender_at_a_time(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    one, seen = world.delivery(), []
    crm.meanwhile = lambda: seen.append(world.webhooks.send(CRM, one.delivery_id))
    world.deliver()
    assert (seen, len(crm.got), world.delivery().state) == (["not_due"], 1, "delivered")


def test_of_two_senders_who_read_it_at_once_one_sends_it(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    one, others = world.delivery(), []

    def overtaken(commit, writes):
        world.table.around("commit", None)
        others.append(world.webhooks.send(CRM, one.delivery_id))
        commit(writes)

    world.table.around("commit", overtaken)
    assert world.deliver() == ["overtaken"]
    assert (others, len(crm.got)) == (["delivered"], 1)


def test_a_delivery_resent_meanwhile_is_not_marked_delivered(world, crm):
    """The Rainmaker's latest request counts."""
    world.target()
    world.notify(OFFERED, CLAIMED)
    crm.meanwhile = lambda: world.table.commit([put(requeued(world.delivery(), world.now))])
    assert world.deliver() == ["overtaken"]
    assert world.delivery().state == "pending"


@pytest.mark.parametrize("gone", ["disabled", "deleted"])
def test_a_removed_target_is_sent_nothing(world, crm, gone):
    world.target()
    world.notify(OFFERED, CLAIMED)
    stored = world.table.get(Target, keys.target(CRM))
    if gone == "disabled":
        team.change(world.table, stored.model_copy(update={"status": "disabled"}))
    else:
        plan, stamp = world.plans.current(), ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "1"))
        world.table.commit(writes(plan.version, delete_target(plan, CRM, None, stamp)))
    assert world.deliver() == [f"target_{gone}"]
    one = world.delivery()
    assert (crm.got, one.state, one.due, one.attempts[-1].error) == ([], "failed", None, f"target_{gone}")


def test_an_event_of_a_deleted_lead_is_not_sent(world, crm):
    world.target()
    world.notify(None, make.lead(id_of("lead", "gone")))
    assert world.deliver() == ["lead_gone"]
    assert (crm.got, world.delivery().state) == ([], "failed")


def test_a_missing_delivery_is_not_due(world):
    assert world.webhooks.send(CRM, id_of("delivery", "none")) == "not_due"


# Giving up


def audits(world):
    months = {
        item["PK"]["S"] for item in team.everything(memory.client("dynamodb")) if item["PK"]["S"].startswith("AUDIT#")
    }
    return [codec.from_item(Audit, item) for month in months for item in world.table.query(month)]


def check_disabled(world, trouble):
    """The sender may not write the plan: what it marked, the sweep acts on."""
    assert world.table.get(Target, keys.target(CRM)).status == "active"
    world.sweep()
    assert world.delivery().trouble is None
    target = world.table.get(Target, keys.target(CRM))
    assert (target.status, target.disabled_at, target.trouble) == ("disabled", world.now, trouble)
    [item] = [one for one in world.table.query(keys.PLAN) if one["SK"]["S"].startswith("TARGET#")]
    assert item[keys.TELL] == {"S": "target_disabled"}, "the stream tells notify"
    [entry] = audits(world)
    assert (entry.what, entry.by, entry.subject) == ("target.disabled", "deliver", CRM)
    assert (entry.before["status"], entry.after["status"]) == ("active", "disabled")
    assert world.plans.current().targets[CRM].status == "disabled"


def test_after_a_day_without_success_the_target_is_disabled_and_rainmakers_are_notified(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    outcomes = []
    while world.delivery().due is not None:
        crm.answers, world.now = [500], world.delivery().due
        world.queue.sent = world.queue.sent or [{"target_id": CRM, "delivery_id": world.delivery().delivery_id}]
        outcomes += world.deliver()
    assert set(outcomes[:-1]) == {"postponed"}
    assert outcomes[-1] == "unreachable"
    assert world.delivery().state == "failed"
    assert timedelta(hours=22) < world.now - NOON <= DAY
    check_disabled(world, "unreachable")


def test_a_target_that_answers_410_is_disabled_by_the_next_sweep(world, crm):
    world.target()
    crm.answers = [410]
    world.notify(OFFERED, CLAIMED)
    assert world.deliver() == ["gone"]
    assert (world.delivery().state, world.queue.sent) == ("failed", [])
    check_disabled(world, "gone")


def test_a_changed_plan_is_read_again_before_the_target_is_disabled(world, crm):
    world.target()
    crm.answers = [410]
    world.notify(OFFERED, CLAIMED)
    moved = []

    def overtaken(commit, writes):
        if len(writes) > 1 and not moved:
            moved.append(True)
            team.change(world.table, make.source(id_of("source", "new")))
        commit(writes)

    assert world.deliver() == ["gone"]
    world.table.around("commit", overtaken)
    check_disabled(world, "gone")
    assert moved


def test_a_second_failed_delivery_writes_no_second_audit_entry(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    world.notify(None, make.lead())
    crm.answers = [410]
    assert world.deliver() == ["gone", "rested"]
    assert len(crm.got) == 1
    crm.answers, world.now = [410], world.rest().until
    world.queue.sent = [{"target_id": CRM, "delivery_id": one.delivery_id} for one in world.deliveries() if one.due]
    assert world.deliver() == ["gone"]
    world.sweep()
    world.sweep()
    assert len(audits(world)) == 1
    assert not [one for one in world.deliveries() if one.trouble]


def test_a_target_that_was_deleted_meanwhile_is_left_alone(world, crm):
    world.target()
    crm.answers = [410]
    world.notify(OFFERED, CLAIMED)
    world.deliver()
    plan, stamp = world.plans.current(), ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "1"))
    world.table.commit(writes(plan.version, delete_target(plan, CRM, None, stamp)))
    world.sweep()
    assert world.table.get(Target, keys.target(CRM)) is None
    assert world.delivery().trouble is None


# Numbers, people, and what dies


def test_a_delivery_takes_as_many_calls_as_documented(world, crm):
    world.target()
    plan, calls = world.plans.current(), world.table.calls
    calls.clear()
    outbound_writer.send_outbound(world.table, world.outgoing, plan, [(OFFERED, CLAIMED)])
    assert calls == ["transact_write_items"]
    calls.clear()
    world.deliver()
    assert calls == ["batch_get_item", "transact_write_items", "get_item", "transact_write_items"]
    delivery = world.delivery()
    calls.clear()
    world.webhooks.send(CRM, delivery.delivery_id)
    assert calls == ["batch_get_item"]


def test_neither_log_nor_queue_nor_delivery_holds_personal_data_or_a_secret(world, crm, logged):
    world.target(url=f"{crm.url}?token=capability")
    crm.answers = [500]
    world.notify(OFFERED, CLAIMED)
    sent = json.dumps(world.queue.sent)
    for one in list(world.queue.sent):
        world.take({"Records": [{"messageId": "1", "body": json.dumps(one)}]}, None)
    assert "postponed" in (log := logged())
    assert b"lucia@example.com" in crm.got[0][1]
    kept = str(list(world.table.query(f"OUTBOUND#{CRM}")))
    for secret in ("Luc", "600112233", "lucia@", "whsec_", "capability", world.secret.target_secret(CRM, 1)[6:]):
        assert secret not in log + sent + kept


def test_the_sweep_requests_due_deliveries_that_nobody_sent(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    asked = [{name: value for name, value in one.items() if name != "delay"} for one in world.queue.sent]
    world.queue.sent.clear()
    world.now = NOON + LEASE
    world.sweep()
    assert [{name: value for name, value in one.items() if name != "delay"} for one in world.queue.sent] == asked
    assert world.deliver() == ["delivered"]
    world.sweep()
    assert world.queue.sent == []


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("answers", [[], [500], [410] * 9], ids=["taken", "refused first", "gone"])
def test_after_a_crash_at_any_call_the_target_gets_the_event_under_one_id(world, crm, before, answers):
    """The stream repeats its records, and the sweep requests due deliveries again."""
    crashes = CrashInjection(before=before)
    world = World(world.table, world.secret, crm.url, StagedTable(crashes.around(memory.client("dynamodb"))))
    for fatal in range(1, 9):
        target_id, world.now = id_of("target", f"{fatal}"), NOON
        crm.answers, crm.got = list(answers), []
        world.target(target_id)
        left = crashes.run(lambda: world.notify(OFFERED, CLAIMED), fatal)
        while due := [one for one in world.deliveries(target_id) if one.due]:
            world.now = due[0].due
            world.queue.sent = [{"target_id": target_id, "delivery_id": one.delivery_id} for one in due]
            left = crashes.run(world.deliver, left)
        assert left == 0, "there are fewer calls: no crash was tried"
        [one] = world.deliveries(target_id)
        gone = answers[:1] == [410]
        if gone:
            world.sweep()
        assert one.state == ("failed" if gone else "delivered")
        assert {headers["webhook-id"] for headers, _ in crm.got} == {one.delivery_id}
        assert len(crm.got) - len(answers[:1]) * (not gone) in (1, 2), "told twice only where a sender died"
        assert world.table.get(Target, keys.target(target_id)).status == ("disabled" if gone else "active")
        team.change(world.table, world.table.get(Target, keys.target(target_id)).model_copy(
            update={"status": "disabled"}))  # fmt: skip


def test_after_a_minute_another_sender_continues_for_a_crashed_one(world, crm):
    world.target()
    world.notify(OFFERED, CLAIMED)
    asked, one, post = list(world.queue.sent), world.delivery(), world.post

    def die(*_):
        raise Crash

    world.post = die
    with pytest.raises(Crash):
        world.deliver()
    world.post = post
    world.queue.sent = asked
    assert world.deliver() == ["not_due"]
    world.now = NOON + LEASE
    assert world.webhooks.send(CRM, one.delivery_id) == "delivered"


def test_a_failed_guard_on_a_first_write_makes_no_new_delivery(world):
    """Show the promise of `keep` in its smallest case."""
    world.target()
    world.notify(OFFERED, CLAIMED)
    with pytest.raises(Collision):
        world.table.commit([put(world.delivery().model_copy(update={"version": 0}))])


# A target that a newer release made


def test_what_a_target_of_a_newer_release_is_to_get_waits_until_that_is_back(world, crm):
    world.target()
    target = world.plans.current().targets[CRM]
    team.newer(world.table, target, events=["lead.claimed", "lead.reassigned"])
    world.notify(OFFERED, CLAIMED)
    assert world.deliver() == ["rested"]
    for _ in range(20):  # days pass
        world.now += timedelta(hours=6)
        world.sweep()
        assert "rested" in world.deliver()
    assert (crm.got, world.delivery().state) == ([], "pending")
    team.newer(world.table, target, events=["lead.claimed"])
    world.now += timedelta(hours=1)
    world.sweep()
    assert "delivered" in world.deliver()
    assert len(crm.got) == 1
