"""Spans: the local days that figures cover, and those they are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel.errors import Invalid

DAILY = 62  # days: a longer span is told by months
MOST_YEARS = 5  # of a span that is given
_EARLIEST = date(2000, 1, 1)
_DAY = timedelta(days=1)
_LOC = ("query", "range")


class DateRange(NamedTuple):
    """Days, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    @property
    def daily(self) -> bool:
        """Whether it is told day by day, and not month by month."""
        return self.days <= DAILY

    @property
    def steps(self) -> tuple[str, ...]:
        """What it is told by: its days, `2026-11-22`, or its months, `2026-11`."""
        if self.daily:
            return tuple(f"{self.first + n * _DAY:%Y-%m-%d}" for n in range(self.days))
        return tuple(part.month for part in self.months())

    def months(self) -> Iterator[Month]:
        """Its months in order, each with the part of it that is covered."""
        first = self.first
        while first <= self.last:
            following = next_month(first)
            last = min(following - _DAY, self.last)
            yield Month(f"{first:%Y-%m}", first, last, first.day == 1 and last == following - _DAY)
            first = following

    def since(self, began: date) -> DateRange | None:
        """The part of it that is not before the team began; None if there is none."""
        first = max(self.first, began)
        return DateRange(first, self.last) if first <= self.last else None


class Month(NamedTuple):
    """A month (`2026-11`), the days of it that a span covers, and whether these are all."""

    month: str
    first: date
    last: date
    whole: bool


def date_range_of(asked: str, now: datetime, began: datetime, zone: ZoneInfo) -> DateRange:
    """The days that were asked for, in the team's time zone.

    Args:
        asked: `mtd` or `ytd`, the month or the year to date; `all` since the team began; or `{from}..{to}`, two dates.
        now: UTC, from the shell's clock.
        began: when the team began.
        zone: the team's.

    Raises:
        Invalid: the dates are none, go backwards, lie ahead, or are more than five years.

    Source: docs/rules.md, "Supervision" 2.
    """
    today = now.astimezone(zone).date()
    starts = {"mtd": today.replace(day=1), "ytd": today.replace(month=1, day=1), "all": began.astimezone(zone).date()}
    if asked in starts:
        return DateRange(min(starts[asked], today), today)
    span = _given(asked)
    if span.first > span.last:
        raise Invalid(_LOC, "range_backwards", "A range begins before it ends.")
    if span.last > today:
        raise Invalid(_LOC, "range_in_future", f"A range ends today at the latest: {today}.", today=str(today))
    if span.first < _EARLIEST or span.days > MOST_YEARS * 366:
        says = f"A range is at most {MOST_YEARS} years, none of them before {_EARLIEST.year}."
        raise Invalid(_LOC, "range_too_long", says, years=MOST_YEARS, since=_EARLIEST.year)
    return span


def before(asked: str, span: DateRange) -> DateRange | None:
    """The days that `span` is compared with; None before all time.

    The month to date is compared with the same days of the month before, as far as it has them; the year to date with
    the same days of the year before; dates that were given with as many days right before them.

    Source: docs/rules.md, "Supervision" 2.
    """
    if asked == "all":
        return None
    if asked == "mtd":
        end = span.first - _DAY
        return DateRange(end.replace(day=1), min(end, end.replace(day=min(span.last.day, end.day))))
    if asked == "ytd":
        leap = (span.last.month, span.last.day) == (2, 29)
        last = span.last.replace(year=span.last.year - 1, day=28 if leap else span.last.day)
        return DateRange(span.first.replace(year=span.first.year - 1), last)
    return DateRange(span.first - span.days * _DAY, span.first - _DAY)


def whole(month: str) -> Month:
    """All of a month (`2026-11`)."""
    first = date.fromisoformat(f"{month}-01")
    return Month(month, first, next_month(first) - _DAY, True)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + 4 * _DAY).replace(day=1)


def _given(asked: str) -> DateRange:
    first, _, last = asked.partition("..")
    try:
        return DateRange(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise Invalid(_LOC, "not_a_date", "There is no such date.") from error
