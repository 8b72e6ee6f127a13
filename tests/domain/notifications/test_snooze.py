"""Do snoozed notifications leave the new ones, come back at their time, and count while they are new?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.notification import Inbox
from shared.domain.notifications import snooze
from shared.domain.notifications.grouping import group_events, is_archived, is_new, notification_id, set_archived
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.snooze import change_counter, changed_snoozes, displaced, returns_at, unread
from tests.make import ANN, LEAD, NOON, SECOND

MADRID = ZoneInfo("Europe/Madrid")
HOUR = timedelta(hours=1)


def notice(number=0):
    """Return a new notification and an inbox that counts it."""
    event = NotificationEvent(ANN, "mention", NOON + number * SECOND, f"mention {number}", LEAD)
    return group_events(None, [event], Inbox(agent_id=ANN)), Inbox(agent_id=ANN, unread=1)


@pytest.mark.parametrize(("until", "now", "at"), [
    ("later", datetime(2026, 1, 5, 12, 0, 0, 7, tzinfo=UTC), datetime(2026, 1, 5, 15, tzinfo=UTC)),
    ("tomorrow", NOON, datetime(2026, 1, 6, 8, tzinfo=UTC)),
    ("tomorrow", datetime(2026, 1, 5, 23, 30, tzinfo=UTC), datetime(2026, 1, 7, 8, tzinfo=UTC)),  # Tuesday in Madrid
    ("tomorrow", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)),  # the clocks go forward
    ("monday", NOON, datetime(2026, 1, 12, 8, tzinfo=UTC)),  # on a Monday: the next one
    ("monday", datetime(2026, 1, 11, 12, tzinfo=UTC), datetime(2026, 1, 12, 8, tzinfo=UTC)),
])  # fmt: skip
def test_it_comes_back_in_three_hours_or_in_the_morning_of_the_teams_zone(until, now, at):
    assert returns_at(until, MADRID, now) == at


def test_it_is_not_new_until_its_time_and_new_then_without_a_write():
    one, inbox = snooze.snooze(*notice(), NOON + HOUR)
    assert (unread(inbox, NOON), is_new(one, inbox, NOON), is_archived(one, inbox)) == (0, False, False)
    assert (unread(inbox, NOON + HOUR), is_new(one, inbox, NOON + HOUR)) == (1, True)
    assert change_counter(inbox, NOON + HOUR) == change_counter(inbox, NOON) + 1


def test_archiving_all_archives_what_came_back_and_lets_the_others_sleep():
    first, inbox = snooze.snooze(*notice(), NOON + HOUR)
    second, _ = notice(1)
    second, inbox = snooze.snooze(second, inbox.model_copy(update={"unread": 1}), NOON + 9 * HOUR)
    after = snooze.archive_all(inbox, NOON + HOUR)
    assert is_archived(first, after)
    assert not is_archived(second, after)
    assert (unread(after, NOON + HOUR), unread(after, NOON + 9 * HOUR)) == (0, 1)


def test_what_happens_meanwhile_ends_the_snooze():
    one, inbox = snooze.snooze(*notice(), NOON + HOUR)
    archived, after = set_archived(one, inbox, archived=True)
    assert (is_archived(archived, after), unread(after, NOON + 9 * HOUR)) == (True, 0)
    back, after = set_archived(one, inbox, archived=False)
    assert (is_new(back, after, NOON), unread(after, NOON)) == (True, 1)


def test_of_one_more_than_fifty_the_next_to_come_back_makes_room():
    snoozed = {notification_id(_event(n)): NOON + n * HOUR for n in range(snooze.MAX_SNOOZED)}
    inbox = Inbox(agent_id=ANN, snoozed=snoozed)
    assert displaced(inbox, "notification_new") == next(iter(snoozed))
    assert displaced(inbox, next(iter(snoozed))) is None


def _event(number):
    return NotificationEvent(ANN, "mention", NOON + number * SECOND, f"mention {number}", LEAD)


@given(st.lists(st.tuples(st.sampled_from(["later", "archive", "back", "all"]), st.integers(0, 3)), max_size=20))
def test_the_count_equals_the_new_ones_and_what_clients_poll_never_falls(steps):
    notices = {n: group_events(None, [_event(n)], Inbox(agent_id=ANN)) for n in range(4)}
    inbox, now, polled = Inbox(agent_id=ANN, unread=4), NOON, 0
    for step, number in steps:
        now += HOUR
        before, one = inbox, notices[number]
        if step == "later":
            notices[number], inbox = snooze.snooze(one, inbox, returns_at("later", MADRID, now))
        elif step == "all":
            inbox = snooze.archive_all(inbox, now)
        else:
            notices[number], inbox = set_archived(one, inbox, archived=step == "archive")
        # as the table's write does
        inbox = inbox.model_copy(update={"counter": inbox.counter + 1 + changed_snoozes(before, inbox)})
        for at in (now, now + 2 * HOUR):
            assert unread(inbox, at) == sum(is_new(one, inbox, at) for one in notices.values())
        assert change_counter(inbox, now) > polled
        polled = change_counter(inbox, now)
