"""Are consoles told that something moved: those whom it concerns, at once, and without ever failing notifications?"""

import json
import threading
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from functions.notify.build import NotifyDoors, build
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Busy
from shared.domain.notifications.live_connection import LiveConnection
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.live import LiveSockets
from shared.queue import Queue
from shared.store import codec, keys, live
from shared.store.table import put
from tests import make
from tests.functions import team
from tests.functions.live_sockets import Connections
from tests.functions.messages import Messages
from tests.granted import granted
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, LEAD, NOON, SECOND


@pytest.fixture
def connections():
    return Connections()


@pytest.fixture
def sent():
    """Provide what the queues got."""
    return Messages()


@pytest.fixture
def doors(table, sent, connections):
    team.seat(table)
    queues = {name: Queue(lambda: sent, name) for name in ("outgoing", "mails", "pushes")}
    return {"table": granted(table, "notify"), **queues, "now": lambda: NOON, "live": connections.sockets}


@pytest.fixture
def hear(doors):
    """Provide a function that sends writes, as pairs of old and new, in one batch of the stream."""
    notify = build(NotifyDoors(**doors))
    return lambda *steps: notify({"Records": [record(*step) for step in steps]}, None)


def record(old, new):
    images = {"NewImage": codec.to_item(new)} | ({"OldImage": codec.to_item(old)} if old else {})
    return {"eventName": "MODIFY" if old else "INSERT", "dynamodb": images}


def connect(table, agent_id, name=None, **change):
    """Store a connection of a member's, by default as a name that ends as their id does."""
    given = {"connection_id": name or agent_id, "agent_id": agent_id, "until": NOON + timedelta(hours=1)}
    table.commit([put(LiveConnection(**given | change))])


def everybody(table):
    for agent_id in (ANN, BOB, CAT, BOSS, CHIEF):
        connect(table, agent_id)


def jump_ball(*agents):
    before = make.lead()
    return before, before.offered(make.offer(*agents), place=0)


def stored(table):
    return {one.connection_id for one in live.connections(table)}


def test_a_jump_ball_is_told_to_all_its_agents_and_to_those_who_see_the_team(table, hear, connections):
    everybody(table)
    hear(jump_ball(ANN, BOB))
    assert sorted(connections.told) == sorted([ANN, BOB, BOSS, CHIEF])


def test_a_hint_says_only_that_something_moved(table, hear, connections):
    connect(table, ANN)
    hear(jump_ball(ANN, BOB))
    assert [json.loads(text) for text in connections.texts] == [{"kind": "moved"}]


def test_every_connection_of_a_member_is_told_once_for_a_batch(table, hear, connections):
    connect(table, ANN, "phone")
    connect(table, ANN, "desk")
    hear(jump_ball(ANN), (None, make.lead(make.id_of("lead", "other"))))
    assert sorted(connections.told) == ["desk", "phone"]


def test_whoever_may_not_see_a_lead_is_not_told_of_it(table, hear, connections):
    everybody(table)
    lead = make.owned(CAT)
    hear((lead, lead.model_copy(update={"version": 2})))
    assert sorted(connections.told) == sorted([CAT, BOSS, CHIEF])


def test_a_member_whose_inbox_changes_is_told(table, hear, connections):
    everybody(table)
    team.change(table, table.get(Settings, keys.SETTINGS).model_copy(update={"agents_see": "own"}))
    lead = make.owned(CAT)
    hear((make.offered(ANN), lead))
    assert set(connections.told) == {ANN, CAT, BOSS, CHIEF}


def test_a_change_of_the_plan_is_told_to_everybody_and_a_search_to_nobody(table, hear, connections):
    everybody(table)
    hear((None, Audit(audit_id="a", at=NOON, by=CHIEF, what="contact.searched", subject=CHIEF)))
    assert connections.told == []
    hear((None, Audit(audit_id="b", at=NOON, by=CHIEF, what="settings.changed", subject="settings")))
    assert len(connections.told) == 5


def test_an_ended_session_is_told_nothing_and_its_connection_is_closed(table, hear, connections):
    connect(table, ANN, "ended", signed_in_at=NOON - SECOND)
    connect(table, ANN, "new", signed_in_at=NOON)
    member = table.get(Member, keys.member(ANN))
    team.change(table, member.model_copy(update={"sessions_valid_from": NOON}))
    hear((None, Audit(audit_id="a", at=NOON, by=ANN, what="member.signed_out", subject=ANN)))
    assert (connections.told, connections.closed, stored(table)) == (["new"], ["ended"], {"new"})


@pytest.mark.parametrize("change", [{"status": "removed"}, {"status": "invited"}])
def test_a_member_who_left_is_told_nothing(table, hear, connections, change):
    connect(table, ANN)
    team.change(table, table.get(Member, keys.member(ANN)).model_copy(update=change))
    hear(jump_ball(ANN, BOB))
    assert (connections.told, connections.closed, stored(table)) == ([], [ANN], set())


def test_a_connection_whose_time_is_over_is_told_nothing(table, hear, connections):
    connect(table, ANN, until=NOON)
    hear(jump_ball(ANN))
    assert (connections.told, connections.closed, stored(table)) == ([], [ANN], set())


def test_a_connection_that_is_gone_is_forgotten(table, hear, connections):
    everybody(table)
    connections.gone = {ANN, CHIEF}
    hear(jump_ball(ANN, BOB))
    assert sorted(connections.told) == sorted([BOB, BOSS])
    assert stored(table) == {BOB, CAT, BOSS}


THROTTLED = ClientError({"Error": {"Code": "LimitExceededException"}}, "PostToConnection")


@pytest.mark.parametrize("broken", [THROTTLED, ReadTimeoutError(endpoint_url="x"), ValueError("no reply")])
def test_notifications_are_sent_although_hints_fail_and_the_connections_stay(table, hear, sent, connections, broken):
    everybody(table)
    connections.broken = broken
    assert hear(jump_ball(ANN)) == {"notifications": 1}
    assert [one["channel"] for one in sent.sent] == ["push", "email"]
    assert len(stored(table)) == 5


def test_notifications_are_sent_although_connections_cannot_be_read(table, hear, sent, doors, logged):
    everybody(table)

    def busy(*_given, **_more):
        raise Busy

    hear()  # a warm function has read the plan
    doors["table"].around("query", busy)
    assert hear(jump_ball(ANN)) == {"notifications": 1}
    assert len(sent.sent) == 2
    assert "hints_skipped" in logged()


def test_notifications_are_sent_although_ended_connections_cannot_be_forgotten(table, hear, doors, connections, logged):
    everybody(table)
    connections.gone = {ANN}

    def busy_for_deletes(real, writes):
        if any(write.action == "Delete" for write in writes):
            raise Busy
        return real(writes)

    doors["table"].around("commit", busy_for_deletes)
    assert hear(jump_ball(ANN)) == {"notifications": 1}
    assert "connections_not_forgotten" in logged()


def test_messages_are_sent_while_hints_are_under_way(table, doors, sent):
    """A slow API Gateway delays no notification: it is waited for afterwards, and only a moment."""
    connect(table, ANN)
    answer = threading.Event()

    class Slow:
        def post_to_connection(self, **_):
            assert answer.wait(60)

    class Channel:
        def send_message(self, **message):
            sent.send_message(**message)
            answer.set()  # the hint ends only once a message was sent

    queues = {name: Queue(Channel, name) for name in ("mails", "pushes")}
    notify = build(NotifyDoors(**doors | queues | {"live": LiveSockets(Slow)}))
    assert notify({"Records": [record(*jump_ball(ANN))]}, None) == {"notifications": 1}
    assert len(sent.sent) == 2


def test_a_hint_holds_up_the_function_only_for_a_moment(table, doors, logged):
    connect(table, ANN)
    answer = threading.Event()

    class Silent:
        def post_to_connection(self, **_):
            assert answer.wait(60)

    notify = build(NotifyDoors(**doors | {"live": LiveSockets(Silent), "hint_seconds": 0}))
    notify({"Records": [record(*jump_ball(ANN))]}, None)
    answer.set()
    assert "hints_late" in logged()
    assert stored(table) == {ANN}


def test_nothing_is_read_where_nothing_moved(table, hear):
    hear()
    table.calls.clear()
    hear()
    assert "query" not in table.calls


def test_no_connection_is_logged_with_what_it_concerns(table, hear, logged):
    everybody(table)
    hear(jump_ball(ANN, BOB))
    assert LEAD not in json.dumps(logged())
