"""Date ranges of reports: the local days that a report covers, and those it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel.errors import Invalid

MAX_DAILY = 62  # days; a longer range is reported by month
MAX_YEARS = 5  # of a range given by two dates
_EARLIEST = date(2000, 1, 1)
_DAY = timedelta(days=1)
_LOC = ("query", "range")


class DateRange(NamedTuple):
    """Consecutive local days, `first` and `last` included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1

    @property
    def daily(self) -> bool:
        """Return whether it is reported by day rather than by month."""
        return self.days <= MAX_DAILY

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the labels of the days (`2026-11-22`) or months (`2026-11`) by which it is reported."""
        if self.daily:
            return tuple(f"{self.first + n * _DAY:%Y-%m-%d}" for n in range(self.days))
        return tuple(part.month for part in self.months())

    def months(self) -> Iterator[Month]:
        """Yield its months in order, each with the days that the range covers."""
        first = self.first
        while first <= self.last:
            following = next_month(first)
            last = min(following - _DAY, self.last)
            yield Month(f"{first:%Y-%m}", first, last, first.day == 1 and last == following - _DAY)
            first = following

    def starting_from(self, began: date) -> DateRange | None:
        """Return the part from the day `began` on; None if there is none."""
        first = max(self.first, began)
        return DateRange(first, self.last) if first <= self.last else None


class Month(NamedTuple):
    """A month (`2026-11`), the days of it that a date range covers, and whether these are all its days."""

    month: str
    first: date
    last: date
    whole: bool


def parse_date_range(text: str, now: datetime, began: datetime, zone: ZoneInfo) -> DateRange:
    """Return the days that a request asks for, in the team's time zone.

    Args:
        text: `mtd` or `ytd`, the month or year to date; `all`, since the team began; or two dates, `{from}..{to}`.
        now: UTC, from the shell's clock.
        began: when the team began.
        zone: the team's.

    Raises:
        Invalid: not dates, in the wrong order, in the future, or too long a range.

    Source: docs/rules.md, "Supervision" 2.
    """
    today = now.astimezone(zone).date()
    starts = {"mtd": today.replace(day=1), "ytd": today.replace(month=1, day=1), "all": began.astimezone(zone).date()}
    if text in starts:
        return DateRange(min(starts[text], today), today)
    found = _parse_dates(text)
    if found.first > found.last:
        raise Invalid(_LOC, "range_backwards", "A range begins before it ends.")
    if found.last > today:
        raise Invalid(_LOC, "range_in_future", f"A range ends today at the latest: {today}.", today=str(today))
    if found.first < _EARLIEST or found.days > MAX_YEARS * 366:
        says = f"A range is at most {MAX_YEARS} years, none of them before {_EARLIEST.year}."
        raise Invalid(_LOC, "range_too_long", says, years=MAX_YEARS, since=_EARLIEST.year)
    return found


def comparison_range(text: str, days: DateRange) -> DateRange | None:
    """Return the earlier days with which `days` are compared; None for `all`.

    The month to date is compared with the same days of the month before, up to its end; the year to date with the same
    days of the year before; two dates with the same number of days just before them.

    Args:
        text: what was asked for, as in `parse_date_range`.
        days: what that means now.

    Source: docs/rules.md, "Supervision" 2.
    """
    if text == "all":
        return None
    if text == "mtd":
        end = days.first - _DAY
        return DateRange(end.replace(day=1), end.replace(day=min(days.last.day, end.day)))
    if text == "ytd":
        leap_day = (days.last.month, days.last.day) == (2, 29)
        last = days.last.replace(year=days.last.year - 1, day=28 if leap_day else days.last.day)
        return DateRange(days.first.replace(year=days.first.year - 1), last)
    return DateRange(days.first - days.days * _DAY, days.first - _DAY)


def whole_month(month: str) -> Month:
    """Return a month (`2026-11`) with all its days."""
    first = date.fromisoformat(f"{month}-01")
    return Month(month, first, next_month(first) - _DAY, True)


def next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=28) + 4 * _DAY).replace(day=1)


def _parse_dates(text: str) -> DateRange:
    first, _, last = text.partition("..")
    try:
        return DateRange(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise Invalid(_LOC, "not_a_date", "There is no such date.") from error
