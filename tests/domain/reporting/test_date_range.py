"""Are the days of a date range right in the team's time zone, and is it compared with an equal one?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.errors import Invalid
from shared.domain.reporting.date_range import DateRange, comparison_range, next_month, parse_date_range, whole_month
from tests import make

ZONE = make.settings().zone
BEGAN = datetime(2025, 3, 10, 12, tzinfo=UTC)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def at(day):
    return datetime.fromisoformat(f"{day}T12:00:00Z")


def asked(what, day="2026-11-26"):
    return parse_date_range(what, at(day), BEGAN, ZONE)


@pytest.mark.parametrize(
    ("what", "day", "first", "last", "before_first", "before_last"),
    [
        ("mtd", "2026-11-26", "2026-11-01", "2026-11-26", "2026-10-01", "2026-10-26"),
        ("mtd", "2026-03-31", "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("mtd", "2026-01-01", "2026-01-01", "2026-01-01", "2025-12-01", "2025-12-01"),
        ("ytd", "2026-11-26", "2026-01-01", "2026-11-26", "2025-01-01", "2025-11-26"),
        ("ytd", "2028-02-29", "2028-01-01", "2028-02-29", "2027-01-01", "2027-02-28"),
        ("2026-11-20..2026-11-26", "2026-11-26", "2026-11-20", "2026-11-26", "2026-11-13", "2026-11-19"),
        ("2026-03-01..2026-03-01", "2026-11-26", "2026-03-01", "2026-03-01", "2026-02-28", "2026-02-28"),
    ],
)
def test_a_range_and_the_one_before_it(what, day, first, last, before_first, before_last):
    span = asked(what, day)
    assert span == (date.fromisoformat(first), date.fromisoformat(last))
    assert comparison_range(what, span) == (date.fromisoformat(before_first), date.fromisoformat(before_last))


def test_all_time_begins_with_the_team_and_has_no_range_before_it():
    span = asked("all")
    assert span == (date(2025, 3, 10), date(2026, 11, 26))
    assert comparison_range("all", span) is None


def test_today_is_the_teams_local_day():
    just_after_midnight_in_madrid = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert parse_date_range("mtd", just_after_midnight_in_madrid, BEGAN, ZONE) == (date(2026, 11, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    "what",
    [
        "2026-11-26..2026-11-25", "2026-11-26..2026-11-27", "2026-02-30..2026-03-01", "1999-12-31..2000-01-01",
        "2019-01-01..2026-01-01", "0000-00-00..2026-01-01", "0001-01-01..0001-01-01",
    ],
)  # fmt: skip
def test_an_invalid_range_is_refused(what):
    with pytest.raises(Invalid) as refused:
        asked(what)
    assert refused.value.mistakes[0].loc == ("query", "range")


@given(days, st.integers(0, 1000))
def test_the_months_of_a_range_cover_all_its_days_once(first, more):
    span = DateRange(first, first + timedelta(days=more))
    parts = list(span.months())
    covered = [one.first + timedelta(days=n) for one in parts for n in range((one.last - one.first).days + 1)]
    assert covered == [first + timedelta(days=n) for n in range(span.days)]
    for part in parts:
        assert part.whole == (part == whole_month(part.month))
        assert {f"{part.first:%Y-%m}", f"{part.last:%Y-%m}"} == {part.month}
    assert len(span.steps) == (span.days if span.daily else len(parts))


@given(days)
def test_the_next_month_begins_right_after_this_one(day):
    following = next_month(day)
    assert following.day == 1
    assert (following - timedelta(days=1)).month == day.month


@given(days, st.integers(0, 400))
def test_the_range_before_two_dates_has_equally_many_days_and_ends_right_before(first, more):
    span = DateRange(first, first + timedelta(days=more))
    earlier = comparison_range("x..y", span)
    assert (earlier.days, earlier.last + timedelta(days=1)) == (span.days, span.first)


def test_a_range_that_begins_before_the_team_is_read_from_the_teams_first_day():
    span = DateRange(date(2025, 1, 1), date(2025, 4, 1))
    assert span.starting_from(date(2025, 3, 10)) == (date(2025, 3, 10), date(2025, 4, 1))
    assert span.starting_from(date(2024, 3, 10)) == span
    assert span.starting_from(date(2025, 4, 2)) is None
