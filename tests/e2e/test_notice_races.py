"""Does the inbox stay right when many deliver the same events at the same moment, and others archive meanwhile?"""

from contextlib import suppress
from functools import partial

import pytest

from functions.notify.inbox_writer import Ending, group_by_notification, write_inboxes
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.notification import Notification
from shared.domain.notifications.grouping import is_new, notification_id
from shared.domain.notifications.notification_events import NotificationEvent
from shared.store import codec, inboxes, keys
from shared.store.retry import retry_on_conflict
from tests import make
from tests.e2e.stack import at_once
from tests.make import NOON, SECOND
from tests.soak import rounds

pytestmark = pytest.mark.sampled
ROUNDS = (3, 300)


def news(agent_id, number, kind="offer"):
    lead_id = make.id_of("lead", str(number))
    return NotificationEvent(agent_id, kind, NOON + number * SECOND, f"{kind} {number}", lead_id)


def hear(table, told):
    """Write notifications as the stream's function does: it repeats a batch until it succeeds."""
    while True:
        with suppress(Busy):
            return write_inboxes(
                table, group_by_notification(told), {}, make.plan(members=[make.member(told[0].agent_id)]), NOON
            )


def archive_all(table, agent_id):
    """Archive all as the API does."""

    def attempt():
        before = inboxes.read(table, {agent_id: ()})[agent_id].inbox
        after = before.model_copy(update={"epoch": before.epoch + 1, "unread": 0})
        table.commit(inboxes.writes(before, after, ()))

    with suppress(Busy):
        retry_on_conflict(table, attempt)


def end(table, agent_id, told):
    """Archive the notifications of offers that ended, as the stream's function does."""
    ends = {(agent_id, notification_id(one)): Ending("taken") for one in told}
    while True:
        with suppress(Busy):
            return write_inboxes(table, {}, ends, make.plan(), NOON)


def inbox(table, agent_id):
    """Return the inbox and its notifications, as they are in the end."""
    found = [codec.from_item(Notification, item) for item in table.query(keys.inbox(agent_id).pk, "notification_")]
    return inboxes.read(table, {agent_id: ()})[agent_id].inbox, found


def test_events_delivered_sixteen_times_at_once_are_notified_once(tables):
    for number in rounds(*ROUNDS):
        agent_id = make.id_of("agent", f"heard{number}")
        told = [*(news(agent_id, n) for n in range(4)), *(news(agent_id, n, "pooled") for n in range(7))]
        at_once(partial(hear, table, told) for table in tables)
        whole, found = inbox(tables[0], agent_id)
        assert whole.unread == len(found) == 5, "each offer by itself, what came to the pool together"
        assert sorted(notice.count for notice in found) == [1, 1, 1, 1, 7]


def test_when_archiving_races_with_new_events_the_count_equals_the_new_notifications(tables):
    for number in rounds(*ROUNDS):
        agent_id = make.id_of("agent", f"away{number}")
        hearing = [partial(hear, table, [news(agent_id, n)]) for n, table in enumerate(tables[::2])]
        at_once([*hearing, *(partial(archive_all, table, agent_id) for table in tables[1::4])])
        whole, found = inbox(tables[0], agent_id)
        assert len(found) == len(hearing)
        assert whole.unread == sum(is_new(notice, whole, NOON) for notice in found)


def test_when_offers_end_while_their_reader_archives_all_and_more_arrive_the_count_stays_right(tables):
    for number in rounds(*ROUNDS):
        agent_id = make.id_of("agent", f"ended{number}")
        told = [news(agent_id, n) for n in range(6)]
        hear(tables[0], told)
        ending = [partial(end, table, agent_id, told[:4]) for table in tables[::3]]  # the stream delivers twice
        arriving = [partial(hear, table, [news(agent_id, 10 + n)]) for n, table in enumerate(tables[1::3])]
        at_once([*ending, *arriving, partial(archive_all, tables[2], agent_id)])
        whole, found = inbox(tables[0], agent_id)
        assert whole.unread == sum(is_new(notice, whole, NOON) for notice in found)
        assert [one.ended for one in found].count("taken") == 4
        assert not any(is_new(one, whole, NOON) for one in found if one.ended)
