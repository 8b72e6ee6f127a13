"""Is what waits marked in time: by all the time there is, or by the team's working time?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.hours import add_open_time
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.conversation import Conversation
from shared.domain.leads.waiting_levels import WaitingLimits, is_away, passed_since, waits_too_long
from shared.domain.plan_records.member import Pause
from tests import make
from tests.make import ANN, CHIEF, MAIN, NOON, SECOND

HOUR = timedelta(hours=1)
MADRID = ZoneInfo("Europe/Madrid")
OFFICE = (Window(days=("mon", "tue", "wed", "thu", "fri"), start="09:00", to="18:00"),)
WALL = {"warn_after_seconds": 1800, "attention_after_seconds": 7200}
WORKING = {**WALL, "working_hours": OFFICE, "waiting_clock": "working"}


def at(day, hour, minute=0):
    return datetime(2026, 1, day, hour, minute, tzinfo=MADRID)


def level(now, opened, waiting=None, **settings):
    talk = Conversation(opened_at=opened, waiting_since=waiting)
    return WaitingLimits.of(make.settings(**settings), now).level(talk)


@pytest.mark.parametrize(("waited", "found"), [(1799, "ok"), (1800, "warn"), (7199, "warn")])
def test_one_who_waits_is_a_warning_after_its_time(waited, found):
    assert level(NOON, NOON - waited * SECOND, NOON - waited * SECOND, **WALL) == found


@pytest.mark.parametrize(("opened", "found"), [(7199, "ok"), (7200, "attention")])
def test_an_open_conversation_needs_attention_after_its_time_although_nobody_waits(opened, found):
    assert level(NOON, NOON - opened * SECOND, **WALL) == found


def test_a_night_and_a_weekend_do_not_count_in_working_time():
    friday = at(9, 17, 40)
    assert level(at(12, 9, 9), friday, friday, **WORKING) == "ok"
    assert level(at(12, 9, 10), friday, friday, **WORKING) == "warn"
    assert level(at(12, 9, 10), friday, friday, **WORKING | {"waiting_clock": "always"}) == "attention"
    assert level(at(12, 10, 40), friday, friday, **WORKING) == "attention"


def test_what_came_at_night_counts_from_the_morning_on():
    night = at(12, 23)
    assert level(at(13, 9, 29), night, night, **WORKING) == "ok"
    assert level(at(13, 9, 30), night, night, **WORKING) == "warn"


def test_a_holiday_does_not_count_in_working_time():
    monday = {**WORKING, "days_off": (date(2026, 1, 12),)}
    assert level(at(13, 9, 9), at(9, 17, 40), at(9, 17, 40), **monday) == "ok"
    assert level(at(13, 9, 10), at(9, 17, 40), at(9, 17, 40), **monday) == "warn"


def test_without_working_hours_all_time_counts():
    assert passed_since(60, make.settings(waiting_clock="working"), NOON) == NOON - timedelta(minutes=1)


@given(st.integers(0, 14 * 24 * 60), st.integers(60, 40 * 3600))
def test_it_is_time_when_so_much_working_time_has_passed(minutes, seconds):
    settings, now = make.settings(working_hours=OFFICE, waiting_clock="working"), NOON + timedelta(days=30)
    start = now - timedelta(minutes=minutes)
    due = add_open_time(OFFICE, settings.zone, start, seconds)
    assert (start <= passed_since(seconds, settings, now)) == (due <= now)


def test_away_is_who_is_paused_everywhere():
    on_one, everywhere = (Pause(side="own", by=CHIEF, at=NOON, route_id=route) for route in (MAIN, None))
    found = [is_away(make.member(ANN, pauses=pauses), NOON) for pauses in ((), (on_one,), (everywhere,))]
    assert found == [False, False, True]


def test_away_is_nobody_whose_pause_has_ended_or_is_still_to_begin():
    pause = Pause(side="own", by=CHIEF, at=NOON - HOUR, start=NOON, until=NOON + HOUR)
    found = [is_away(make.member(ANN, pauses=(pause,)), NOON + n * HOUR / 2) for n in (-1, 0, 1, 2)]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    ("idle", "found"), [(None, False), (NOON - 1799 * SECOND, False), (NOON - 1800 * SECOND, True)]
)
def test_a_lead_is_left_alone_once_its_owner_has_done_nothing_for_so_long(idle, found):
    assert WaitingLimits.of(make.settings(**WALL), NOON).is_unactioned(idle) is found


@pytest.mark.parametrize(
    ("waited", "found"),
    [
        pytest.param(1799, False, id="within the time the team allows"),
        pytest.param(1800, True, id="as long as it allows"),
        pytest.param(None, False, id="answered"),
    ],
)
def test_one_waits_too_long_as_the_dashboard_warns_of_it(waited, found):
    talk = Conversation(
        opened_at=NOON - 7200 * SECOND, waiting_since=None if waited is None else NOON - waited * SECOND
    )
    assert waits_too_long(talk, make.settings(**WALL), NOON) is found


def test_nobody_waits_where_no_conversation_is_open():
    assert waits_too_long(None, make.settings(**WALL), NOON) is False
