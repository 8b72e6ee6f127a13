"""Does every event enter an inbox once, and do many of one kind within a minute become one notification?"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.notification import MAX_LEADS, Inbox
from shared.domain.notifications.grouping import KEPT, SINGLE, group_events, is_new, notification_id, set_archived
from shared.domain.notifications.notification_events import NotificationEvent
from tests import make
from tests.make import ANN, BOB, NOON, SECOND

INBOX = Inbox(agent_id=ANN)
LEADS = tuple(make.id_of("lead", f"l{n}") for n in range(30))


def news(kind="pooled", lead=0, at=NOON, agent_id=ANN, key=None):
    return NotificationEvent(agent_id, kind, at, key or f"{LEADS[lead]}:{at.isoformat()}", LEADS[lead], {"by": "route"})


def test_many_events_of_one_kind_within_a_minute_are_one_notification():
    first, second = news(lead=1), news(lead=2, at=NOON + 59 * SECOND)
    assert notification_id(first) == notification_id(second) != notification_id(news(at=NOON + 60 * SECOND))
    notice = group_events(None, [first, second], INBOX)
    assert (notice.count, notice.lead_ids, notice.at) == (2, (LEADS[1], LEADS[2]), second.at)


def test_events_that_the_reader_must_find_again_are_never_grouped():
    for kind in SINGLE:
        assert notification_id(news(kind, lead=1)) != notification_id(news(kind, lead=2))


def test_two_members_never_share_a_notification():
    assert notification_id(news()) != notification_id(news(agent_id=BOB))


def test_ids_sort_by_time():
    ids = [notification_id(news(at=NOON + minutes * 60 * SECOND)) for minutes in range(0, 3000, 61)]
    assert ids == sorted(ids)


def test_an_event_is_not_notified_again():
    notice = group_events(None, [news(lead=1)], INBOX)
    assert group_events(notice, [news(lead=1)], INBOX) is None


def test_a_notification_names_the_latest_leads_and_counts_all():
    notice = group_events(None, [news(lead=n) for n in range(30)], INBOX)
    assert (notice.count, notice.lead_ids) == (30, LEADS[-MAX_LEADS:])
    assert notice.forget_at == NOON + KEPT


def test_an_archived_notification_is_new_again_when_more_events_join():
    notice = group_events(None, [news(lead=1)], INBOX)
    put_away, inbox = set_archived(notice, INBOX.model_copy(update={"unread": 1}), archived=True)
    assert (is_new(put_away, inbox, NOON), inbox.unread) == (False, 0)
    assert is_new(group_events(put_away, [news(lead=2)], inbox), inbox, NOON)


def test_archiving_all_leaves_nothing_new_and_unarchiving_restores_one():
    notice = group_events(None, [news()], INBOX)
    later = INBOX.model_copy(update={"epoch": 1})
    assert not is_new(notice, later, NOON)
    back, inbox = set_archived(notice, later, archived=False)
    assert (is_new(back, inbox, NOON), inbox.unread) == (True, 1)


def test_archiving_twice_counts_once():
    notice = group_events(None, [news()], INBOX)
    once = set_archived(notice, INBOX.model_copy(update={"unread": 1}), archived=True)
    assert set_archived(*once, archived=True)[1].unread == 0


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.randoms())
def test_repeated_and_reordered_events_give_the_same_notifications(heard, chance):
    """Deliveries of the stream repeat: the set of events counts, not how often each came."""
    told = None
    for again in (heard, chance.sample(heard, len(heard)), heard[:3]):
        told = group_events(told, [news(lead=n) for n in again], INBOX) or told
    assert told.count == len(set(heard))
    assert set(told.lead_ids) == {LEADS[n] for n in heard}


def test_a_notification_is_kept_for_ninety_days():
    assert timedelta(days=90) == KEPT
