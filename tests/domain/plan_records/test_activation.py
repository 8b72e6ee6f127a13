"""Is a special route on exactly when its activation says, whatever the clocks do?

The oracle knows nothing about time zones: it walks minute by minute and compares local times.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.hours import Interval
from shared.domain.plan_records.activation import (
    Activation,
    Holidays,
    HolidaysUnknown,
    active_intervals,
    check_activation,
    is_on,
    next_switches,
)
from tests.soak import often

MADRID, NEW_YORK, BOGOTA, LORD_HOWE = (
    ZoneInfo(name) for name in ("Europe/Madrid", "America/New_York", "America/Bogota", "Australia/Lord_Howe")
)
ZONES = (MADRID, NEW_YORK, BOGOTA, LORD_HOWE)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SINCE, UNTIL = datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

# Public holidays of an invented country: fixed ones, a moved one, one only in leap years, and two on one day.
FIXED = {(1, 1): ("Año Nuevo",), (12, 25): ("Navidad", "Día de Todos"), (12, 26): ("San Esteban",)}


def calendar(holidays, year):
    if holidays.country != "ES":
        raise HolidaysUnknown("country", ["ES", "FR"])
    if holidays.region not in (None, "MD"):
        raise HolidaysUnknown("region", ["MD"])
    days = {date(year, *day): names for day, names in FIXED.items()}
    if holidays.observed:
        days[date(year, 11, 2)] = ("Santos (lunes)",)
    days[date(year, 11, 1)] = ("Santos",)
    if year % 4 == 0:
        days[date(year, 2, 29)] = ("Bisiesto",)
    return days


def madrid(*wall):
    return datetime(*wall, tzinfo=MADRID).astimezone(UTC)


def on(activation, zone=MADRID, since=SINCE, until=UNTIL):
    return list(active_intervals(activation, zone, calendar, since, until))


# The oracle


@lru_cache(maxsize=200_000)
def shown(zone, at):
    """Return the local time, without a zone."""
    return at.astimezone(zone).replace(tzinfo=None)


@lru_cache(maxsize=50_000)
def first_minute(zone, wall):
    """Return the first minute whose local time is `wall` or, where that is skipped, later."""
    at = wall.replace(tzinfo=UTC) - DAY
    while shown(zone, at) < wall:
        at += MINUTE
    return at


def told(text, year, *, ends=False):
    """Return the local time that a text means in a year: a date alone ends with its day.

    29 February may be the 28th.
    """
    month, day = int(text[5:7]), int(text[8:10])
    while True:
        try:
            at = datetime.combine(date(year, month, day), time())
            break
        except ValueError:
            day -= 1
    if "T" in text:
        return at.replace(hour=int(text[11:13]), minute=int(text[14:16]))
    return at + DAY if ends else at


def minutes_on(activation, zone):
    """Return the periods as a person would mark them on a calendar, one by one."""
    marked = []
    if activation.start:
        first, last = int(activation.start[:4]), int(activation.to[:4])
        for year in range(first, 2036) if activation.yearly else (first,):
            begins, ends = told(activation.start, year), told(activation.to, year + last - first, ends=True)
            marked.append((first_minute(zone, begins), first_minute(zone, ends)))
    days = set(activation.dates)
    if activation.holidays:
        for year in range(2022, 2036):
            for day, names in calendar(activation.holidays, year).items():
                if activation.holidays.names == "all" or any(
                    name in names or f"{name} (lunes)" in names for name in activation.holidays.names
                ):
                    days.add(day)
    for day in days:
        midnight = datetime.combine(day, time())
        marked.append((first_minute(zone, midnight), first_minute(zone, midnight + DAY)))
    return [(start, end) for start, end in marked if start < end]


def inside(marked, at):
    return any(start <= at < end for start, end in marked)


# Days on which clocks change somewhere, leap days and New Year are drawn often.
EVENTFUL = (
    *(date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5), date(2026, 10, 4)),
    *(date(2028, 2, 29), date(2028, 2, 28), date(2027, 2, 28), date(2026, 12, 31), date(2027, 1, 1), date(2031, 3, 30)),
)
days = st.one_of(st.sampled_from(EVENTFUL), st.dates(date(2024, 1, 1), date(2033, 12, 31)))
times = st.one_of(
    st.none(),
    st.sampled_from(["T00:00", "T01:30", "T01:59", "T02:00", "T02:15", "T02:30", "T02:59", "T03:00", "T23:59"]),
    st.times().map(lambda t: f"T{t:%H:%M}"),
)
locals_ = st.builds(lambda day, at: f"{day}{at or ''}", days, times)


@st.composite
def from_to(draw):
    start, length = draw(locals_), draw(st.one_of(st.integers(0, 3), st.integers(0, 364)))
    to = f"{date.fromisoformat(start[:10]) + timedelta(days=length)}{draw(times) or ''}"
    activation = Activation(start=start, to=to, yearly=draw(st.booleans()))
    try:
        check_activation(activation, MADRID, calendar, datetime(2000, 1, 1, tzinfo=UTC))
    except Invalid:
        return Activation(start=start[:10], to=start[:10], yearly=activation.yearly)
    return activation


names = st.one_of(
    st.just("all"), st.lists(st.sampled_from(["Año Nuevo", "Navidad", "Santos", "Bisiesto"]), min_size=1).map(tuple)
)
holidays = st.builds(Holidays, country=st.just("ES"), names=names, observed=st.booleans())
dated = st.builds(Activation, holidays=holidays, dates=st.lists(days, max_size=4).map(tuple))
both = st.builds(lambda one, other: one.model_copy(update={"dates": other.dates}), from_to(), dated)
activations = st.one_of(from_to(), dated, both)


@settings(max_examples=often(150))
@given(activations, st.sampled_from(ZONES))
def test_over_ten_years_it_is_on_exactly_in_the_minutes_of_its_local_times(activation, zone):
    marked = minutes_on(activation, zone)
    found = on(activation, zone)
    edges = {at for span in (*found, *marked) for at in span if SINCE <= at <= UNTIL}
    # Nothing changes between two edges, so checking the minutes at and around each edge suffices.
    for edge in edges:
        for at in (edge - MINUTE, edge, edge + MINUTE, edge + 12 * 60 * MINUTE):
            if SINCE <= at < UNTIL:
                assert any(span.start <= at < span.end for span in found) == inside(marked, at), at
    assert is_on(activation, zone, calendar, NOW) == inside(marked, NOW)


@settings(max_examples=often(20))
@given(activations, st.sampled_from(ZONES), st.sampled_from(EVENTFUL))
def test_around_a_clock_change_every_single_minute_is_right(activation, zone, day):
    marked, start = minutes_on(activation, zone), datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
    found = on(activation, zone, start, start + 3 * DAY)
    for number in range(3 * 24 * 60):
        at = start + number * MINUTE
        assert any(span.start <= at < span.end for span in found) == inside(marked, at), at


@given(activations, st.sampled_from(ZONES))
def test_periods_are_in_order_and_never_touch(activation, zone):
    found = on(activation, zone)
    assert all(span.start < span.end for span in found)
    assert all(one.end < other.start for one, other in pairwise(found))


@given(activations, st.sampled_from(ZONES), st.integers(0, 6 * 365 * 24 * 60))
def test_the_next_changes_are_the_next_edges(activation, zone, minutes):
    now = SINCE + minutes * MINUTE
    found = on(activation, zone, now, now + 2 * 365 * DAY)
    start, end = next_switches(activation, zone, calendar, now)
    assert [at for at in (start,) if at] or not [span for span in found if span.start > now]
    if start and found and start <= now + 2 * 365 * DAY:
        assert start == next(span.start for span in found if span.start > now)
    if found:
        assert end == found[0].end
    assert all(at > now for at in (start, end) if at)


# Examples that a person can check


def test_a_date_alone_as_the_end_includes_that_day():
    assert on(Activation(start="2026-08-01", to="2026-08-31")) == [Interval(madrid(2026, 8, 1), madrid(2026, 9, 1))]


def test_a_time_as_the_end_is_excluded():
    activation = Activation(start="2026-08-01T09:00", to="2026-08-01T17:00")
    assert on(activation) == [Interval(madrid(2026, 8, 1, 9), madrid(2026, 8, 1, 17))]
    assert not is_on(activation, MADRID, calendar, madrid(2026, 8, 1, 17))
    assert is_on(activation, MADRID, calendar, madrid(2026, 8, 1, 9))
    assert not is_on(activation, MADRID, calendar, madrid(2026, 8, 1, 9) - timedelta(milliseconds=1))


def test_yearly_dates_begin_with_the_first_year_and_may_cross_new_year():
    found = on(Activation(start="2026-12-20", to="2027-01-06", yearly=True), until=madrid(2028, 2, 1))
    assert found == [
        Interval(madrid(2026, 12, 20), madrid(2027, 1, 7)),
        Interval(madrid(2027, 12, 20), madrid(2028, 1, 7)),
    ]


def test_in_january_it_is_still_on_from_the_year_before():
    activation, now = Activation(start="2026-12-20", to="2027-01-06", yearly=True), madrid(2028, 1, 3)
    assert is_on(activation, MADRID, calendar, now)
    assert next_switches(activation, MADRID, calendar, now) == (madrid(2028, 12, 20), madrid(2028, 1, 7))


def test_dates_that_exist_only_in_leap_years_occur_only_then():
    found = on(Activation(start="2028-02-28T12:00", to="2028-02-29T10:00", yearly=True), until=madrid(2033, 1, 1))
    assert [span.start for span in found] == [madrid(2028, 2, 28, 12), madrid(2032, 2, 28, 12)]


def test_29_february_is_the_28th_in_common_years():
    found = on(Activation(start="2028-02-29", to="2028-02-29", yearly=True), until=madrid(2033, 1, 1))
    assert [f"{span.start.astimezone(MADRID):%F}" for span in found] == [
        "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29",
    ]  # fmt: skip


def test_a_skipped_time_moves_to_the_next_minute_and_a_repeated_one_is_the_first():
    skipped = Activation(start="2026-03-29T02:30", to="2026-03-29T12:00")
    assert on(skipped)[0].start == datetime(2026, 3, 29, 1, tzinfo=UTC)
    doubled = Activation(start="2026-10-25T02:30", to="2026-10-25T12:00")
    assert on(doubled)[0].start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_consecutive_days_are_one_period():
    christmas = Activation(holidays=Holidays(country="ES", names=("Navidad",)), dates=(date(2026, 12, 26),))
    found = on(christmas, since=NOW, until=madrid(2027, 6, 1))
    assert found == [Interval(madrid(2026, 12, 25), madrid(2026, 12, 27))]


def test_new_years_eve_and_new_years_day_are_one_period():
    both = Activation(holidays=Holidays(country="ES", names=("Año Nuevo",)), dates=(date(2026, 12, 31),))
    assert on(both, since=madrid(2027, 1, 1, 5), until=madrid(2027, 1, 1, 6)) == [
        Interval(madrid(2026, 12, 31), madrid(2027, 1, 2))
    ]


@pytest.mark.parametrize(
    ("name", "observed", "days"),
    [
        pytest.param("navidad", True, ["12-25"], id="without case"),
        pytest.param("ano nuevo", True, ["01-01"], id="without accents"),
        pytest.param("Día de todos", True, ["12-25"], id="the second name of a day"),
        pytest.param("Santos", True, ["11-01", "11-02"], id="with the day it is moved to"),
        pytest.param("Santos", False, ["11-01"], id="without it"),
        pytest.param("Sant", True, [], id="not a part of a name"),
    ],
)
def test_holidays_are_picked_by_name(name, observed, days):
    picked = Activation(holidays=Holidays(country="ES", names=(name,), observed=observed))
    found = on(picked, since=madrid(2027, 1, 1), until=madrid(2027, 12, 31))
    covered = {f"{span.start.astimezone(MADRID) + number * DAY:%m-%d}"
               for span in found for number in range((span.end - span.start) // (23 * 60 * MINUTE))}  # fmt: skip
    assert covered == set(days)


def test_a_distant_date_is_found_without_computing_every_year_before_it():
    asked = []

    def asking(holidays, year):
        asked.append(year)
        return calendar(holidays, year)

    far = Activation(start="2150-01-01", to="2150-01-02", holidays=Holidays(country="ES", names=("Bisiesto",)))
    start, _ = next_switches(far, MADRID, asking, NOW)
    assert start == madrid(2028, 2, 29)
    assert max(asked) == 2028
    once = Activation(start="2150-01-01", to="2150-01-02")
    assert next_switches(once, MADRID, calendar, NOW) == (madrid(2150, 1, 1), madrid(2150, 1, 3))


def test_without_future_periods_there_is_no_next_change():
    over = Activation(start="2026-01-01", to="2026-01-02")
    assert next_switches(over, MADRID, calendar, NOW) == (None, None)


def test_if_a_later_release_drops_a_country_only_own_dates_remain():
    there = Activation(holidays=Holidays(country="XX"), dates=(date(2026, 12, 31),))
    assert on(there) == [Interval(madrid(2026, 12, 31), madrid(2027, 1, 1))]


# Refusals


def refused(**given):
    with pytest.raises(Invalid) as refusal:
        check_activation(Activation(**given), MADRID, calendar, NOW)
    assert refusal.value.mistakes[0].loc[:2] == ("body", "activation")
    return refusal.value.mistakes[0].loc[2:], refusal.value.detail


@pytest.mark.parametrize(
    ("given", "loc"),
    [
        pytest.param({"start": "2026-02-30", "to": "2026-12-31"}, ("from",), id="30 February"),
        pytest.param({"start": "2026-12-01", "to": "2026-12-32"}, ("to",), id="32 December"),
        pytest.param({"start": "2027-02-29", "to": "2027-03-01", "yearly": True}, ("from",), id="no such leap day"),
        pytest.param({"start": "9999-12-31", "to": "9999-12-31"}, ("from",), id="a year far off"),
        pytest.param({"start": "2026-12-02", "to": "2026-12-01"}, ("to",), id="before from"),
        pytest.param({"start": "2026-12-02T10:00", "to": "2026-12-02T10:00"}, ("to",), id="equal to from"),
        pytest.param({"start": "2026-11-01", "to": "2026-11-21"}, ("to",), id="past"),
        pytest.param({"start": "2026-01-01", "to": "2026-12-31", "yearly": True}, ("to",), id="a whole year each year"),
        pytest.param({"dates": (date(2026, 11, 21), date(2020, 1, 1))}, ("dates",), id="own dates past"),
        pytest.param({"dates": (date(2026, 12, 1), date(1, 1, 1))}, ("dates", 1), id="own date of antiquity"),
        pytest.param({"holidays": Holidays(country="XX")}, ("holidays", "country"), id="country"),
        pytest.param({"holidays": Holidays(country="ES", region="ZZ")}, ("holidays", "region"), id="region"),
        pytest.param(
            {"holidays": Holidays(country="ES", names=("Navidad", "Nada"))}, ("holidays", "names", 1), id="name"
        ),
    ],
)
def test_an_invalid_activation_names_its_field(given, loc):
    assert refused(**given)[0] == loc


def test_an_unknown_holiday_country_or_region_is_refused_with_the_known_ones():
    detail = refused(holidays=Holidays(country="ES", names=("Nada",)))[1]
    assert "Navidad" in detail
    assert "Santos" in detail
    assert "(" not in detail
    assert "ES, FR" in refused(holidays=Holidays(country="XX"))[1]
    assert "MD" in refused(holidays=Holidays(country="ES", region="ZZ"))[1]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"start": "2026-11-01", "to": "2026-11-22"}, id="it is on until tonight"),
        pytest.param({"start": "2020-08-01", "to": "2020-08-31", "yearly": True}, id="every year is never past"),
        pytest.param({"start": "2027-01-01", "to": "2027-12-30", "yearly": True}, id="a day short of a year"),
        pytest.param({"dates": (date(2020, 1, 1), date(2026, 11, 22))}, id="one date is today"),
        pytest.param({"holidays": Holidays(country="ES", names=("bisiesto",))}, id="a holiday of the year after next"),
        pytest.param({"holidays": Holidays(country="ES", region="MD")}, id="of a region"),
    ],
)
def test_a_valid_activation_is_accepted(given):
    assert check_activation(Activation(**given), MADRID, calendar, NOW) is None
