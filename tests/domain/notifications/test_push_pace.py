"""Does a phone tell of one lead at most once in five minutes, and of what has a deadline at once?"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.notification import Inbox
from shared.domain.kernel.weekly_hours import QuietHours
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.push_pace import MAX_PUSHED, QUIET, pace_mail, pace_push, quiet_until
from tests import make
from tests.make import ANN, LEAD, NOON, SECOND

INBOX = Inbox(agent_id=ANN)
OTHER = make.id_of("lead", "other")


def event(kind="message", at=NOON, lead_id=LEAD, key=None):
    return NotificationEvent(ANN, kind, at, key or f"{kind} {at.isoformat()}", lead_id)


def paced(*events):
    """Return when each of the events is pushed, each told at its instant."""
    inbox, found = INBOX, []
    for one in events:
        inbox, at = pace_push(inbox, one, one.at)
        found.append(at)
    return found


def after(seconds):
    return NOON + seconds * SECOND


def test_the_second_push_of_a_lead_waits_for_the_end_of_the_five_minutes_and_the_third_is_left_out():
    assert paced(event(), event("mention", after(20)), event("task_due", after(40))) == [NOON, NOON + QUIET, None]
    assert paced(event(), event(at=NOON + QUIET)) == [NOON, NOON + QUIET]


def test_other_leads_and_what_is_about_none_do_not_wait():
    assert paced(event(), event(at=after(1), lead_id=OTHER), event("route_switched", after(2), None)) == [
        NOON, after(1), after(2),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["offer", "response_due"])
def test_what_has_a_deadline_never_waits(kind):
    assert paced(event(), event(kind, after(9))) == [NOON, after(9)]
    waiting = paced(event(), event("mention", after(9)), event(kind, after(10)), event("mention", after(11)))
    assert waiting == [NOON, NOON + QUIET, after(10), None]


def test_what_the_stream_delivers_again_gets_the_same_answer():
    inbox, first = pace_push(INBOX, event(), NOON)
    assert pace_push(inbox, event(), after(9)) == (inbox, first)
    inbox, second = pace_push(inbox, event("mention", after(9)), after(9))
    assert pace_push(inbox, event("mention", after(9)), after(20)) == (inbox, second)


def test_an_inbox_knows_few_pushes():
    inbox = INBOX
    for number in range(2 * MAX_PUSHED):
        inbox, _ = pace_push(inbox, event(at=after(number), lead_id=make.id_of("lead", str(number))), after(number))
    assert len(inbox.pushed) == MAX_PUSHED
    later, _ = pace_push(inbox, event(at=NOON + timedelta(hours=1)), NOON + timedelta(hours=1))
    assert set(later.pushed) == {LEAD}


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["message", "mention", "asked_again"])), max_size=30))
def test_no_two_pushes_of_a_lead_come_within_five_minutes(told):
    at = sorted(one for one in paced(*(event(kind, after(second)) for second, kind in sorted(told))) if one)
    times = sorted(set(at))
    assert all(later - earlier >= QUIET for earlier, later in pairwise(times))


# quiet hours

NIGHT = datetime(2026, 1, 5, 22, tzinfo=UTC)  # 23:00 in Madrid
MORNING = datetime(2026, 1, 6, 7, tzinfo=UTC)  # 8:00 in Madrid
SIX = QuietHours(start="22:00", to="06:00")


@pytest.mark.parametrize(
    ("member", "team", "kind", "now", "at"),
    [
        pytest.param({}, {}, "message", NIGHT, MORNING, id="at night until morning"),
        pytest.param({}, {}, "message", NOON, NOON, id="not by day"),
        pytest.param({}, {}, "message", MORNING, MORNING, id="not when they are just over"),
        pytest.param({}, {}, "offer", NIGHT, NIGHT, id="an offer never waits"),
        pytest.param({}, {}, "sensitive_act", NIGHT, NIGHT, id="nor a sensitive act"),
        pytest.param({}, {}, "response_due", NIGHT, MORNING, id="a reminder does"),
        pytest.param({}, {"quiet_hours": "none"}, "message", NIGHT, NIGHT, id="a team without any"),
        pytest.param({"quiet_hours": "none"}, {}, "message", NIGHT, NIGHT, id="a member without any"),
        pytest.param({"quiet_hours": SIX}, {}, "message", NIGHT, MORNING - 7200 * SECOND, id="a member's own"),
        pytest.param({"time_zone": "America/New_York"}, {}, "message", NIGHT, NIGHT, id="by the member's clock"),
        pytest.param({"time_zone": "Atlantic/Canary"}, {}, "message", NIGHT, MORNING + 3600 * SECOND, id="by theirs"),
    ],
)
def test_quiet_hours(member, team, kind, now, at):
    assert quiet_until(make.member(ANN, **member), make.settings(**team), kind, now) == at


@pytest.mark.parametrize("pace", [pace_push, pace_mail])
def test_of_one_lead_one_message_waits_for_the_end_of_quiet_hours(pace):
    inbox, found = INBOX, []
    for one in (event(at=NIGHT), event("mention", NIGHT + SECOND), event(at=NIGHT + SECOND, lead_id=OTHER)):
        inbox, at = pace(inbox, one, one.at, MORNING)
        found.append(at)
    assert found == [MORNING, None, MORNING]
    assert pace(inbox, event(at=NIGHT), NIGHT + SECOND, MORNING) == (inbox, MORNING)  # delivered again
    assert pace(inbox, event("route_switched", NIGHT, None), NIGHT, MORNING)[1] == MORNING


def test_mails_wait_for_nothing_else():
    assert pace_mail(INBOX, event(), NOON, NOON) == (INBOX, NOON)


def test_an_offer_at_night_is_pushed_at_once_while_another_push_waits():
    inbox, _ = pace_push(INBOX, event(at=NIGHT), NIGHT, MORNING)
    assert pace_push(inbox, event("offer", NIGHT + SECOND), NIGHT + SECOND, NIGHT + SECOND)[1] == NIGHT + SECOND
