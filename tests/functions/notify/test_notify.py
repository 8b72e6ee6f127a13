"""Is every event of the stream notified once to the members it concerns, whatever fails?"""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from functions.notify.build import NotifyDoors, build
from shared.domain.intake.to_read import dismiss, set_aside
from shared.domain.kernel.audit import Audit, AuditCopy
from shared.domain.kernel.event_details import ClaimedDetail, DoNotContactMarkedDetail
from shared.domain.kernel.notification import Notification
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.retention_progress import Announcement, RetentionProgress
from shared.domain.lead_records.source_watch import SourceWatch, WatchedSources
from shared.domain.leads.claim import release
from shared.domain.leads.reminders import remind_of_lead
from shared.domain.notifications.address_pause import AddressPause
from shared.domain.notifications.grouping import set_archived
from shared.domain.plan_records.member import Limits, Member, Notifications
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.workload import Workload
from shared.queue import Queue
from shared.store import codec, inboxes, keys
from shared.store.table import put
from tests import make
from tests.functions import team
from tests.functions.live_sockets import Connections
from tests.granted import granted
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, MAIN, NOON, SECOND, offered, owned, pooled


class Messages:
    """Record the queue's messages, or fail."""

    def __init__(self):
        self.sent, self.queues, self.broken = [], [], False

    def send_message(self, QueueUrl, MessageBody, DelaySeconds):
        if self.broken:
            raise ClientError({"Error": {"Code": "ServiceUnavailable"}}, "SendMessage")
        self.sent.append(json.loads(MessageBody))
        self.queues.append(QueueUrl)


def queues(queue):
    """Return the function's queues, which all keep their messages in one, and its live connections."""
    named = {name: Queue(lambda: queue, name) for name in ("outgoing", "mails", "pushes")}
    return named | {"live": Connections().sockets}


@pytest.fixture
def queue():
    """Provide what the queues got."""
    return Messages()


@pytest.fixture
def notify(table, queue):
    """Provide the function over the tests' table, with a plan in it, at noon."""
    team.seat(table)
    return build(NotifyDoors(table=granted(table, "notify"), **queues(queue), now=lambda: NOON))


@pytest.fixture
def hear(notify):
    """Provide a function that sends writes, as pairs of old and new, in one batch of the stream."""
    return lambda *steps: notify({"Records": [record(*step) for step in steps]}, None)


def record(old, new):
    images = {"NewImage": codec.to_item(new)} | ({"OldImage": codec.to_item(old)} if old else {})
    return {"eventName": "MODIFY" if old else "INSERT", "dynamodb": images}


def inbox(table, agent_id):
    return inboxes.read(table, {agent_id: ()})[agent_id].inbox


def notices(table, agent_id):
    found = table.query(keys.inbox(agent_id).pk, "notification_")
    return [codec.from_item(Notification, item) for item in found]


def offering(lead_id=LEAD, agent_id=ANN):
    before = make.lead(lead_id)
    return before, before.offered(make.offer(agent_id), place=0)


def pooling(lead_id=LEAD):
    before = make.lead(lead_id)
    return before, before.pooled("no_route", at=NOON, by="route")


def test_an_offer_is_notified_to_its_agent_and_sent_by_email_and_push(table, queue, hear):
    hear(offering())
    (notice,) = notices(table, ANN)
    assert (notice.kind, notice.lead_ids, inbox(table, ANN).unread) == ("offer", (LEAD,), 1)
    asked = {"agent_id": ANN, "notification_id": notice.notification_id, "lead_id": LEAD}
    assert queue.sent == [{"channel": "push"} | asked, {"channel": "email"} | asked]
    assert queue.queues == ["pushes", "mails"]


def test_a_repeated_record_changes_no_inbox_and_requests_sending_again(table, queue, hear):
    hear(offering())
    before = notices(table, ANN), inbox(table, ANN).unread
    hear(offering())
    assert (notices(table, ANN), inbox(table, ANN).unread) == before
    assert len(queue.sent) == 4


def test_forty_pooled_leads_within_a_minute_are_one_notification_per_manager(table, queue, hear):
    leads = [make.id_of("lead", f"n{n}") for n in range(40)]
    hear(*(pooling(lead_id) for lead_id in leads))
    for boss in (BOSS, CHIEF):
        (notice,) = notices(table, boss)
        assert (notice.count, inbox(table, boss).unread) == (40, 1)
    assert queue.sent == []


def test_a_batch_takes_few_calls(table, hear):
    hear()  # a warm function has read the plan
    table.calls.clear()
    hear(*(offering(make.id_of("lead", f"n{n}"), agent) for n, agent in enumerate([ANN, BOB] * 20)))
    version = "batch_get_item"
    connections = "query"
    assert table.calls == [version, "batch_get_item", "transact_write_items", "transact_write_items", connections]


def test_a_mention_is_notified_and_a_changed_comment_is_not(table, queue, hear):
    team.store(table, owned())
    comment = Comment(
        comment_id=make.id_of("comment", "c"), lead_id=LEAD, body="@Ana", mentions=(ANN, BOB), by=BOSS, at=NOON
    )
    hear((None, comment))
    hear((comment, comment.stored()))
    assert [notice.kind for notice in notices(table, ANN)] == ["mention"]
    assert notices(table, BOB) == []


def test_a_mention_on_a_lead_that_is_not_real_tells_nobody(table, queue, hear):
    team.store(table, owned(origin="sample"))
    hear((None, Comment(comment_id=make.id_of("comment", "c"), lead_id=LEAD, body="@Ana", mentions=(ANN,), by=BOSS,
                        at=NOON)))  # fmt: skip
    assert (notices(table, ANN), queue.sent) == ([], [])


def test_a_reached_limit_is_notified_once_per_period(table, queue, hear):
    member = table.get(type(make.member()), keys.member(ANN))
    team.change(table, member.model_copy(update={"limits": Limits(open=1)}))
    load = table.get(Workload, keys.workload(ANN))
    table.commit([put(load.model_copy(update={"open_leads": 1}))])
    for minutes in (0, 5):
        at = NOON + timedelta(minutes=minutes)
        hear((pooled(), pooled().owned(ClaimedDetail(), ANN, at=at, by=ANN)))
    assert [notice.kind for notice in notices(table, ANN)] == ["limit_reached"]


def test_a_reached_limit_is_read_with_what_the_function_is_granted(table, hear):
    member = table.get(type(make.member()), keys.member(ANN))
    team.change(table, member.model_copy(update={"limits": Limits(open=1)}))
    load = table.get(Workload, keys.workload(ANN))
    table.commit([put(load.model_copy(update={"open_leads": 1}))])
    for minutes in (0, 5):
        at = NOON + timedelta(minutes=minutes)
        hear((pooled(), pooled().owned(ClaimedDetail(), ANN, at=at, by=ANN)))
    assert [notice.kind for notice in notices(table, ANN)] == ["limit_reached"]


def test_members_who_want_no_emails_get_none(table, queue, hear):
    member = table.get(type(make.member()), keys.member(ANN))
    team.change(table, member.model_copy(update={"notifications": Notifications(email=(), push=("offer",))}))
    hear(offering())
    assert [one["channel"] for one in queue.sent] == ["push"]


def test_outside_the_teams_hours_nothing_is_sent_about_an_offer_that_waits(table, queue, hear):
    settings = table.get(type(make.settings()), keys.SETTINGS)
    never = Window(days=("mon",), **{"from": "00:00", "to": "00:01"})
    team.change(table, settings.model_copy(update={"working_hours": (never,)}))
    route = table.get(type(make.route()), keys.route(make.MAIN))
    team.change(table, route.model_copy(update={"claim_clock": "working"}))
    hear(offering())
    assert len(notices(table, ANN)) == 1
    assert queue.sent == []


def test_if_the_queue_fails_the_batch_is_repeated_and_nothing_is_notified_twice(table, queue, hear):
    queue.broken = True
    with pytest.raises(ClientError):
        hear(offering())
    queue.broken = False
    hear(offering())
    assert (len(notices(table, ANN)), inbox(table, ANN).unread, len(queue.sent)) == (1, 1, 2)


def test_an_unreadable_record_does_not_stop_others(table, notify):
    broken = record(*offering(make.id_of("lead", "broken")))
    broken["dynamodb"]["NewImage"]["body"] = {"S": "{}"}
    notify({"Records": [broken, record(*offering())]}, None)
    assert len(notices(table, ANN)) == 1


def test_change_counters_move_for_members_concerned_and_for_the_pool(table, queue, hear):
    def counted():
        items = table.items([keys.LEADS_CHANGED, keys.POOL_CHANGED])
        shared = [int(items[key]["n"]["N"]) if key in items else 0 for key in (keys.LEADS_CHANGED, keys.POOL_CHANGED)]
        return [*shared, inbox(table, ANN).counter, inbox(table, BOB).counter]

    hear((offered(), release(offered(), make.plan().members[BOSS], make.settings(), NOON, audit_id="a").lead))
    assert counted()[:2] == [1, 1]
    assert counted()[2] > 0
    assert counted()[3] == 0
    hear((owned(), owned().with_event(DoNotContactMarkedDetail(channels="all"), at=NOON, by=ANN)))
    assert counted()[:2] == [2, 1]


def test_an_inbox_with_only_change_counters_has_no_notification(table, queue, hear):
    table.commit([inboxes.increment_counter(ANN)])
    assert (inbox(table, ANN).counter, inbox(table, ANN).version) == (1, 0)
    hear(offering())
    assert (inbox(table, ANN).unread, inbox(table, ANN).version) == (1, 1)


CALLS = 4  # calls of a batch without a crash: two reads, two commits


class Dies(Exception):
    """Stand for the end of the process."""


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("call", range(CALLS))
def test_after_a_crash_at_any_call_the_next_delivery_leaves_the_same_inboxes(table, hear, call, before):
    steps, made = [offering(), pooling(make.id_of("lead", "p"))], []

    def die(real, *given, **more):
        made.append(real)
        if before and len(made) == call + 1:
            raise Dies
        answer = real(*given, **more)
        if not before and len(made) == call + 1:
            raise Dies
        return answer

    hear()  # a warm function has read the plan
    for method in ("items", "commit"):
        table.around(method, die)
    with pytest.raises(Dies):
        hear(*steps)
    hear(*steps)
    assert [inbox(table, agent_id).unread for agent_id in (ANN, BOSS, CHIEF)] == [1, 1, 1]


def test_no_personal_data_goes_to_the_queue_the_log_or_the_inbox(table, queue, hear, logged):
    hear(offering(), pooling(make.id_of("lead", "p")))
    kept = [notice.model_dump_json() for notice in (*notices(table, ANN), *notices(table, BOSS))]
    assert queue.sent
    assert len(kept) == 2
    for secret in ("Lucía", "Pérez", "lucia@example.com", "600112233"):
        assert secret not in json.dumps([queue.sent, kept, logged()], ensure_ascii=False)


# Messages of one person


def wants(table, agent_id, **channels):
    """Let a member be told of these kinds by each channel."""
    member = table.get(Member, keys.member(agent_id))
    team.change(table, member.model_copy(update={"notifications": Notifications(**channels)}))


def wrote(number, before=None, *, since=NOON):
    """Return the step in which a person wrote once more, and waits since `since`."""
    talk = Conversation(opened_at=NOON, waiting_since=since)
    before = before or owned(conversation=Conversation(opened_at=NOON), tell="claimed")
    at = since + timedelta(seconds=number)
    change = {"conversation": talk, "last_message_at": at, "tell": "message", "version": before.version + 1}
    return before, before.model_copy(update=change)


def test_ten_messages_of_a_person_are_one_notification_one_mail_and_one_push(table, queue, hear):
    wants(table, ANN, email=("message",), push=("message",))
    before = None
    for number in range(10):
        step = wrote(number, before)
        hear(step)
        before = step[1]
    (notice,) = notices(table, ANN)
    assert (notice.count, notice.at, inbox(table, ANN).unread) == (10, NOON + timedelta(seconds=9), 1)
    channels = [one["channel"] for one in queue.sent]
    assert (channels.count("email"), channels.count("push")) == (1, 2), "the second push waits for five minutes"


def test_a_mail_that_may_not_have_been_sent_is_sent_again(table, queue, hear):
    wants(table, ANN, email=("message",), push=())
    step = wrote(1)
    hear(step)
    hear(step)
    assert [one["channel"] for one in queue.sent] == ["email", "email"]


@pytest.mark.parametrize(("change", "end"), [
    ({}, "answered"), ({"state": "closed", "outcome": "lost", "conversation": None}, "over"), ({"owner": BOB}, "over"),
])  # fmt: skip
def test_the_notification_of_messages_is_archived_when_they_are_answered(table, hear, change, end):
    step = wrote(1)
    hear(step)
    answered = {"conversation": Conversation(opened_at=NOON), "tell": "noted", "version": 9, **change}
    hear((step[1], step[1].model_copy(update=answered)))
    (notice,) = notices(table, ANN)
    assert (notice.archived, notice.ended, inbox(table, ANN).unread) == (True, end, 0)


def test_what_a_person_writes_after_an_answer_is_told_anew(table, hear):
    hear(wrote(1), wrote(2, since=NOON + timedelta(hours=1)))
    assert [one.count for one in notices(table, ANN)] == [1, 1]


# Offers that end


def claiming(before):
    return before, before.owned(ClaimedDetail(), ANN, at=NOON + timedelta(seconds=9), by=ANN)


def test_the_notification_of_an_offer_is_archived_when_the_offer_ends(table, hear):
    step = offering()
    hear(step)
    hear(claiming(step[1]))
    (notice,) = notices(table, ANN)
    assert (notice.archived, notice.ended, inbox(table, ANN).unread) == (True, "claimed", 0)


def test_an_offer_that_begins_and_ends_within_a_batch_is_never_new(table, hear):
    step = offering()
    for _ in range(2):  # the stream delivers it again
        hear(step, claiming(step[1]))
    (notice,) = notices(table, ANN)
    assert (notice.archived, inbox(table, ANN).unread) == (True, 0)


def test_what_its_reader_brought_back_is_not_archived_again_by_a_repeated_record(table, hear):
    step = offering()
    hear(step, claiming(step[1]))
    opened = inboxes.read(table, {ANN: [notices(table, ANN)[0].notification_id]})[ANN]
    back, after = set_archived(*opened.notifications.values(), opened.inbox, archived=False)
    table.commit(inboxes.writes(opened.inbox, after, (back,)))
    hear(claiming(step[1]))
    assert (notices(table, ANN)[0].archived, inbox(table, ANN).unread) == (False, 1)


def test_an_end_without_a_notification_writes_nothing(table, hear):
    hear(claiming(offered()))
    assert notices(table, ANN) == []
    assert inbox(table, ANN).version == 0


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("call", range(CALLS))
def test_after_a_crash_at_any_call_an_ended_offer_is_archived_once(table, hear, call, before):
    step, made = offering(), []
    hear(step)

    def die(real, *given, **more):
        made.append(real)
        if before and len(made) == call + 1:
            raise Dies
        answer = real(*given, **more)
        if not before and len(made) == call + 1:
            raise Dies
        return answer

    for method in ("items", "commit"):
        table.around(method, die)
    with pytest.raises(Dies):
        hear(claiming(step[1]))
    hear(claiming(step[1]))
    assert (notices(table, ANN)[0].archived, inbox(table, ANN).unread) == (True, 0)


# The pace of pushes


def tagging(name, agent_id=ANN):
    return None, Comment(
        comment_id=make.id_of("comment", name), lead_id=LEAD, body="@Ana", mentions=(agent_id,), by=BOSS, at=NOON
    )  # fmt: skip


def pushes(queue):
    return [one for one in queue.sent if one["channel"] == "push"]


def test_of_three_pushes_of_a_lead_within_five_minutes_the_second_waits_and_the_third_is_left_out(table, queue, hear):
    team.store(table, owned())
    for name in "abc":
        hear(tagging(name))
    hear(tagging("c"))  # again
    first, second, *others = pushes(queue)
    assert ("not_before" in first, others) == (False, [])
    assert second["not_before"] == (NOON + timedelta(minutes=5)).isoformat()
    assert len([one for one in queue.sent if one["channel"] == "email"]) == 4


def test_a_push_that_was_not_sent_is_sent_when_the_batch_comes_again(table, queue, hear):
    team.store(table, owned())
    queue.broken = True
    with pytest.raises(ClientError):
        hear(tagging("a"))
    queue.broken = False
    hear(tagging("a"))
    assert ["not_before" in one for one in pushes(queue)] == [False]


# Sensitive acts


def audited(what, subject, by=CHIEF, **change):
    entry = {"audit_id": make.id_of("audit", subject), "at": NOON, "by": by, "what": what, "subject": subject, **change}
    return None, Audit(**entry)


def test_a_sensitive_act_reaches_rainmakers_the_actor_and_the_security_address(table, queue, hear):
    hear(audited("report.exported", "report", by=BOSS))
    for agent_id in (CHIEF, BOSS):
        (notice,) = notices(table, agent_id)
        assert (notice.kind, notice.detail) == (
            "sensitive_act", {"act": "report.exported", "by": BOSS, "subject": "report"}
        )  # fmt: skip
    assert [one.get("agent_id") for one in queue.sent] == [BOSS, CHIEF, None]
    assert queue.sent[-1] == {
        "channel": "security", "act": "report.exported", "by": BOSS, "subject": "report", "at": NOON.isoformat()
    }  # fmt: skip


def test_a_repeated_entry_is_one_notification_and_a_changed_one_none(table, hear):
    step = audited("audit.exported", "audit")
    hear(step)
    hear(step)
    hear((step[1], step[1].model_copy(update={"by": BOSS})))
    assert len(notices(table, CHIEF)) == 1
    assert notices(table, BOSS) == []


def test_an_export_of_many_leads_is_told_once(table, queue, hear):
    hear(*(audited("contact.exported", make.id_of("lead", f"n{number}")) for number in range(20)))
    assert [one["channel"] for one in queue.sent] == ["email", "security"]
    assert len(notices(table, CHIEF)) == 1


def test_an_ordinary_change_is_told_to_nobody(table, queue, hear):
    hear(audited("route.changed", make.MAIN))
    assert queue.sent == []
    assert notices(table, CHIEF) == []


def copies(table):
    found = table.query(keys.kept(keys.audits(f"{NOON:%Y-%m}")))
    return [codec.from_item(AuditCopy, item) for item in found]


def test_an_entry_is_copied_once_as_it_was_first_written(table, hear):
    step = audited("route.changed", make.MAIN, after={"title": "A"})
    hear(step)
    hear(step)
    hear((step[1], step[1].model_copy(update={"after": {"title": "B"}})))
    hear((None, step[1].model_copy(update={"after": {"title": "C"}})))
    assert [one.after for one in copies(table)] == [{"title": "A"}]
    assert keys.TELL not in next(iter(table.query(keys.kept(keys.audits(f"{NOON:%Y-%m}")))))


def test_an_entry_is_copied_though_its_notices_fail(table, queue, hear):
    queue.broken = True
    with pytest.raises(ClientError):
        hear(audited("audit.exported", "audit"))
    assert len(copies(table)) == 1


def test_many_entries_cost_one_transaction(table, hear):
    hear()
    table.calls.clear()
    hear(*(audited("lead.assigned", make.id_of("lead", f"n{number}")) for number in range(40)))
    assert table.calls == ["transact_write_items", "batch_get_item"]


def mail_to_read(name, at=NOON):
    known = {"source_id": make.id_of("source", "mail"), "hash": name, "at": at}
    return set_aside(Delivery(**known), at + timedelta(days=90))


def waiting_mails(table):
    """Return who was told, and of how many."""
    kinds = [(one, each) for one in (ANN, BOSS, CHIEF) for each in notices(table, one) if each.kind == "to_read"]
    return [(agent_id, notice.detail["waiting"]) for agent_id, notice in kinds]


def test_the_first_mail_to_read_of_a_day_is_told_to_managers_and_mailed_and_no_other(table, queue, hear):
    for name, hours in (("first", 0), ("second", 1), ("third", 2)):
        mail = mail_to_read(name, NOON + timedelta(hours=hours))
        table.commit([put(mail)])
        hear((None, mail))
        if name == "first":
            assert {(one["channel"], one["agent_id"]) for one in queue.sent} == {("email", BOSS), ("email", CHIEF)}
    assert waiting_mails(table) == [(BOSS, 1), (CHIEF, 1)]


def test_the_next_day_it_is_told_how_many_wait_in_all(table, hear):
    for name, days in (("first", 0), ("second", 1)):
        mail = mail_to_read(name, NOON + timedelta(days=days))
        table.commit([put(mail)])
        hear((None, mail))
    assert waiting_mails(table) == [(BOSS, 1), (BOSS, 2), (CHIEF, 1), (CHIEF, 2)]


def test_several_mails_of_a_batch_are_told_once(table, hear):
    mails = [mail_to_read(name, NOON + timedelta(seconds=at)) for at, name in enumerate("abc")]
    for mail in mails:
        table.commit([put(mail)])
    hear(*((None, mail) for mail in mails))
    assert waiting_mails(table) == [(BOSS, 3), (CHIEF, 3)]


def test_a_mail_that_is_put_back_is_told_to_nobody(table, hear):
    mail = mail_to_read("first")
    hear((dismiss(mail), mail))
    assert waiting_mails(table) == []


def test_consoles_of_those_who_may_read_it_learn_of_every_mail(table, hear):
    for name in ("first", "second"):
        before = [inbox(table, one).counter for one in (BOSS, ANN)]
        hear((None, mail_to_read(name)))
        after = [inbox(table, one).counter for one in (BOSS, ANN)]
        assert after[0] > before[0]
        assert after[1] == before[1]


def test_at_night_one_mail_and_one_push_of_a_lead_wait_for_the_morning(table, queue, hear):
    """It is 13:00 in Madrid, and 22:00 where the owner is."""
    member = table.get(type(make.member()), keys.member(ANN))
    team.change(table, member.model_copy(update={"time_zone": "Australia/Brisbane"}))
    for seconds in (0, 90):
        at = NOON + timedelta(seconds=seconds)
        hear((owned(), owned().updated(last_message_at=at, tell="message")))
    morning = (NOON + timedelta(hours=10)).isoformat()  # 8:00 in Brisbane
    assert [(one["channel"], one["not_before"]) for one in queue.sent] == [("push", morning), ("email", morning)]
    assert inbox(table, ANN).unread == 2
    queue.sent.clear()
    hear(offering(make.id_of("lead", "other")))
    assert [(one["channel"], "not_before" in one) for one in queue.sent] == [("push", False), ("email", False)]


def out_of(lead):
    """Return a pooled lead once somebody claimed it."""
    return lead.owned(ClaimedDetail(), ANN, at=NOON + SECOND, by=ANN)


def unread(table, *agents):
    return [inbox(table, one).unread for one in agents]


def test_what_is_told_of_the_pool_is_archived_for_all_once_the_last_lead_has_left_it(table, hear):
    others = [make.id_of("lead", name) for name in "ab"]
    hear(*(pooling(one) for one in others))
    assert unread(table, BOSS, CHIEF) == [1, 1]
    steps = [(before, out_of(before)) for before in (pooling(one)[1] for one in others)]
    hear(steps[0])
    assert unread(table, BOSS, CHIEF) == [1, 1]
    hear(steps[0], steps[1])
    assert unread(table, BOSS, CHIEF) == [0, 0]
    assert [one.archived for one in notices(table, CHIEF)] == [True]


def test_a_stay_in_the_pool_that_is_over_within_a_batch_is_never_new(table, hear):
    before, after = pooling()
    hear((before, after), (after, out_of(after)))
    assert unread(table, BOSS, CHIEF) == [0, 0]


SOURCE, TARGET = make.id_of("source", "s"), make.id_of("target", "t")
WEBHOOK = Target(target_id=TARGET, url="https://crm.example.com", events=("lead.claimed",), created_at=NOON)
GIVEN_UP = WEBHOOK.model_copy(update={"status": "disabled", "disabled_at": NOON, "trouble": "gone"})
SILENT = {"silent_since": NOON - timedelta(days=1), "silent_told_at": NOON}
FAILING = {"failing_since": NOON, "failing_told_at": NOON}
ANNOUNCED = Announcement(at=NOON, before=NOON, leads=3)


def watched(was_told=False, **change):
    return WatchedSources(sources={SOURCE: SourceWatch(last_at=NOON, **change)}, was_told=was_told)


@pytest.mark.parametrize(("before", "told", "over"), [
    pytest.param(watched(), watched(**SILENT), watched(was_told=True), id="a source delivers again"),
    pytest.param(watched(), watched(**FAILING), WatchedSources(was_told=True), id="a source was archived"),
    pytest.param(WEBHOOK, GIVEN_UP, WEBHOOK, id="a target is enabled"),
    pytest.param(RetentionProgress(), RetentionProgress(announcements=(ANNOUNCED,)), RetentionProgress(), id="erased"),
    pytest.param(make.route(), make.route(status="paused", switched_at=NOON, switched_by="schedule"),
                 make.route(switched_at=NOON + SECOND, switched_by=CHIEF), id="a route is switched back"),
])  # fmt: skip
def test_what_is_told_of_the_team_is_archived_when_it_is_over(table, hear, before, told, over):
    hear((before, told))
    assert unread(table, CHIEF) == [1]
    hear((told, told.model_copy(update={"version": 7})))
    assert unread(table, CHIEF) == [1]
    hear((told, over))
    assert unread(table, CHIEF) == [0]
    assert keys.TELL in codec.to_item(over)  # or the stream's filter would leave it out


def test_that_mails_are_to_be_read_is_archived_for_all_when_none_is_left(table, hear):
    mails = [mail_to_read(name) for name in "ab"]
    table.commit([*map(put, mails)])
    hear(*((None, mail) for mail in mails))
    steps = [(mail, dismiss(mail)) for mail in mails]
    hear(steps[0])
    assert unread(table, BOSS, CHIEF) == [1, 1]
    table.commit([put(step[1].model_copy(update={"version": 1})) for step in steps])
    hear(steps[1])
    assert unread(table, BOSS, CHIEF) == [0, 0]
    assert keys.TELL in codec.to_item(steps[1][1])


@pytest.mark.parametrize(("day", "most"), [(1, 1), (0, 2)], ids=["the next day", "the limit is raised"])
def test_that_a_limit_is_reached_is_archived_once_it_is_not_any_more(table, queue, hear, day, most):
    member = table.get(type(make.member()), keys.member(ANN)).model_copy(update={"limits": Limits(per_day=1)})
    team.change(table, member)
    load = table.get(Workload, keys.workload(ANN))
    table.commit([put(load.model_copy(update={"received": {"2026-01-05": 1}}))])
    step = make.lead(), make.lead().assigned(ANN, at=NOON, route_id=MAIN, turn=0, response=None)
    hear(step)
    assert {one.kind for one in notices(table, ANN) if not one.archived} == {"limit_reached", "lead_assigned"}
    seen = table.get(type(member), keys.member(ANN))
    team.change(table, seen.model_copy(update={"limits": Limits(per_day=most, open=9)}))
    later = build(NotifyDoors(table=granted(table, "notify"), **queues(queue), now=lambda: NOON + timedelta(days=day)))
    later({"Records": [record(step[1], step[1].updated(state="closed", outcome="lost"))]}, None)
    assert [one.kind for one in notices(table, ANN) if not one.archived] == []


def reminded(lead, seconds=0):
    return remind_of_lead(lead, make.member(BOSS, role="manager"), make.settings(), NOON + seconds * SECOND).lead


def test_an_owner_gets_one_notification_mail_and_push_of_all_leads_they_are_reminded_of(table, queue, hear):
    talk = Conversation(opened_at=NOON, waiting_since=NOON)
    leads = [make.received(ANN, lead_id=make.id_of("lead", f"n{number}"), conversation=talk) for number in range(25)]
    steps = [(lead, reminded(lead)) for lead in leads]
    hear(*steps[:10])
    hear(*steps[10:])
    (notice,) = notices(table, ANN)
    assert (notice.kind, notice.count, len(notice.lead_ids), notice.detail["by"]) == ("reminded", 25, 20, BOSS)
    assert sorted(one["channel"] for one in queue.sent) == ["email", "push"]
    hear((leads[0], reminded(leads[0], 3600)))
    assert inbox(table, ANN).unread == 2
    hear(*((after, after.updated(conversation=talk.model_copy(update={"waiting_since": None}), answered_at=NOON))
           for _, after in steps))  # fmt: skip
    assert [one.archived for one in notices(table, ANN)] == [True, False]


def test_who_has_a_paused_address_and_the_rainmaker_are_told_until_it_is_used_again(hear, table, queue):
    paused = AddressPause(agent_id=ANN, at=NOON, cause="bounce", version=1)
    hear((None, paused), (None, paused))
    assert {who: inbox(table, who).unread for who in (ANN, CHIEF, BOSS)} == {ANN: 1, CHIEF: 1, BOSS: 0}
    hear((paused, paused.model_copy(update={"used_again_at": NOON})))
    assert {who: inbox(table, who).unread for who in (ANN, CHIEF)} == {ANN: 0, CHIEF: 0}
