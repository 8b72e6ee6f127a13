"""Is a source that has fallen silent or begun to fail told once, by what is usual for it alone?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.intake.watch import KNOWN, WatchedDelivery, is_silent, watch, watched_deliveries
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.source_watch import SourceWatch, WatchedSources
from shared.domain.notifications.team_events import events_of_sources
from tests import make
from tests.make import BOSS, CHIEF, NOON, PORTAL, WEB

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFICE = range(9, 19)  # hours of the day
GOOD, BAD = WatchedDelivery(NOON, False), WatchedDelivery(NOON, True)  # NOON is that of a Monday


def delivered(days, hours=OFFICE, until=NOON):
    """Return when a source delivered that does so in these hours of these weekdays, for four weeks."""
    begin = until.replace(hour=0) - 28 * DAY
    each = (begin + n * HOUR for n in range(29 * 24))
    return [at for at in each if at <= until and at.hour in hours and at.weekday() in days]


def known(came):
    return watch(None, came, (), max(came))


def silent_after(came, most=28 * 24):
    """Return after how many hours without a delivery the source is silent; None if it never is."""
    source = known(came)
    return next((n for n in range(most) if is_silent(source, source.last_at + n * HOUR)), None)


def test_a_source_that_delivers_every_hour_is_silent_once_five_whole_hours_have_passed():
    assert silent_after(delivered(range(7), range(24))) == 6


def test_nights_and_weekends_in_which_it_never_delivers_do_not_count():
    friday = NOON.replace(hour=18) + 4 * DAY
    came = delivered(range(5), until=friday)
    assert silent_after(came) == 68, "from Friday at 18 until five whole hours of Monday are over, at 14"


def test_a_source_that_delivers_once_a_day_is_silent_after_five_days():
    came = [NOON - n * DAY for n in range(28)]
    assert silent_after(came) == 5 * 24 + 1


def test_a_rare_source_with_ten_deliveries_is_silent_after_weeks_and_with_nine_never():
    came = [NOON - n * 67 * HOUR for n in range(10)]
    assert 9 * 24 < silent_after(came) < 21 * 24
    assert silent_after(came[:9]) is None


def test_many_deliveries_at_once_say_nothing_of_what_is_usual():
    burst = [NOON - n * timedelta(seconds=1) for n in range(500)]
    assert silent_after(burst) is None


def test_it_is_told_once_until_it_delivers_again():
    source = known(delivered(range(7), range(24)))
    first = watch(source, [], (), NOON + 6 * HOUR)
    assert (first.silent_since, first.silent_told_at) == (NOON, NOON + 6 * HOUR)
    assert watch(first, [NOON], (), NOON + 9 * HOUR) == first
    back = watch(first, [NOON + 9 * HOUR], (), NOON + 9 * HOUR)
    assert (back.silent_since, back.silent_told_at) == (None, None)
    again = watch(back, [], (), NOON + 20 * HOUR)
    assert (again.silent_since, again.silent_told_at) == (NOON + 9 * HOUR, NOON + 20 * HOUR)


def test_what_is_usual_is_how_long_it_takes_on_average():
    assert known([NOON - n * DAY for n in range(28)]).usual_gap == DAY
    assert known([NOON, NOON - DAY]).usual_gap is None


def test_a_source_that_never_delivered_is_not_watched():
    assert watch(None, [], (), NOON) is None


@given(st.lists(st.integers(0, KNOWN + 100), max_size=60), st.integers(0, 60))
def test_however_the_deliveries_are_split_among_looks_the_same_is_known(hours, cut):
    came = sorted(NOON - n * HOUR for n in hours)
    at_once = watch(None, came, (), NOON)
    first = watch(None, came[:cut], (), NOON - (KNOWN + 200) * HOUR)
    then = watch(first, came[cut:], (), NOON)
    told = {"silent_since", "silent_told_at"}
    assert (at_once and at_once.model_dump(exclude=told)) == (then and then.model_dump(exclude=told))


@pytest.mark.parametrize(
    ("latest", "fails"),
    [
        ([BAD, BAD, BAD], True),
        ([BAD, BAD], False),
        ([BAD, BAD, BAD, *[GOOD] * 10], True),
        ([GOOD, *[BAD, BAD, GOOD] * 3, *[GOOD] * 10], True),
        ([*[GOOD, BAD] * 5, *[GOOD] * 10], False),
        ([BAD] * 20, False),
        ([BAD, BAD, BAD, *[GOOD, BAD, BAD] * 5], False),
    ],
    ids=["the first three", "two", "three in a row", "over half", "half", "ever since", "as ever"],
)
def test_a_source_fails_where_it_did_not_before(latest, fails):
    found = watch(None, [NOON], latest, NOON + HOUR)
    assert found.failing_told_at == (NOON + HOUR if fails else None)


def test_failing_is_told_once_until_three_could_be_read():
    source = watch(None, [NOON], [BAD] * 3, NOON)
    assert watch(source, [], [GOOD, GOOD, *[BAD] * 8], NOON + HOUR) == source
    assert watch(source, [], [GOOD, GOOD, GOOD, BAD], NOON + HOUR).failing_since is None


def test_the_results_that_count():
    one = Delivery(source_id=WEB, hash="h", at=NOON)
    changes = [
        ({}, [False]),
        ({"nobody_found": True}, [True]),
        ({"outcome": "unreadable"}, [True]),
        ({"outcome": "failed", "tries": 9}, [True]),
        ({"outcome": "pending"}, []),
        ({"outcome": "pending", "tries": 1}, [True]),
        ({"tries": 2}, [False]),
        ({"outcome": "test"}, []),
    ]
    for change, bad in changes:
        assert [found.bad for found in watched_deliveries([one.model_copy(update=change)])] == bad


def test_every_rainmaker_is_told_of_each_source_once():
    silent = known(delivered(range(7), range(24))).model_copy(
        update={"silent_since": NOON, "silent_told_at": NOON + HOUR}
    )
    failing = SourceWatch(last_at=NOON, failing_since=NOON, failing_told_at=NOON + HOUR)
    before = WatchedSources(sources={WEB: known([NOON])})
    after = WatchedSources(sources={WEB: silent, PORTAL: failing})
    told = list(events_of_sources(before, after, make.plan()))
    assert {one.agent_id for one in told} == {CHIEF}
    assert BOSS in make.plan().members
    since = {"since": f"{NOON:%Y-%m-%dT%H:%M:%SZ}"}
    assert [(one.kind, one.at, one.detail) for one in told] == [
        ("source_silent", NOON + HOUR, {"source_id": WEB, **since, "usual_seconds": 3600}),
        ("source_failing", NOON + HOUR, {"source_id": PORTAL, **since}),
    ]
    assert list(events_of_sources(after, after, make.plan())) == []
