"""Compute with the team's working time: its weekly hours without its days off, and the time that counts besides."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel.hours import DAY, FAR, Interval, add_open_time, gaps, instant_of, open_intervals
from shared.domain.kernel.weekly_hours import Window


class ExtraTime(NamedTuple):
    """Time that counts as working time whatever the team's hours and days off say: `windows` within `span`."""

    windows: tuple[Window, ...]
    span: Interval


class WorkingTime(NamedTuple):
    """The team's working time. No windows means always; a day off lasts from local midnight to midnight.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """

    windows: tuple[Window, ...]
    zone: ZoneInfo
    days_off: tuple[date, ...] = ()
    extra: ExtraTime | None = None

    def intervals(self, since: datetime, until: datetime) -> Iterator[Interval]:
        """Yield the working time between `since` and `until`, in order, never adjacent."""
        usual = (
            interval
            for free in gaps(self._off(since, until), since, until)
            for interval in open_intervals(self.windows, self.zone, *free)
        )
        return _joined(heapq.merge(usual, self._extra(since, until)))

    def covers(self, now: datetime) -> bool:
        """Return whether `now` is working time."""
        return any(self.intervals(now, now + timedelta.resolution))

    def add(self, start: datetime, seconds: float) -> datetime:
        """Return the instant at which `seconds` of working time have passed since `start`; at most `FAR` after it."""
        if not self.days_off and self.extra is None:
            return add_open_time(self.windows, self.zone, start, seconds)
        left = timedelta(seconds=seconds)
        for interval in self.intervals(start, start + FAR):
            if interval.end - interval.start >= left:
                return interval.start + left
            left -= interval.end - interval.start
        return start + FAR

    def next_at(self, now: datetime, until: datetime) -> datetime | None:
        """Return the first instant of working time from `now` to `until`; None if there is none."""
        if self.covers(now):
            return now
        return next((interval.start for interval in self.intervals(now, until)), None)

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Return how much working time lies between `since` and `until`."""
        return sum((interval.end - interval.start for interval in self.intervals(since, until)), timedelta())

    def _off(self, since: datetime, until: datetime) -> list[Interval]:
        first, last = since.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        return [
            Interval(instant_of(day, time(), self.zone), instant_of(day + DAY, time(), self.zone))
            for day in sorted(set(self.days_off))
            if first <= day <= last
        ]

    def _extra(self, since: datetime, until: datetime) -> Iterator[Interval]:
        if self.extra is not None:
            start, end = max(since, self.extra.span.start), min(until, self.extra.span.end)
            if start < end:
                yield from open_intervals(self.extra.windows, self.zone, start, end)


def _joined(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Yield ordered intervals with those that touch or overlap joined."""
    current: Interval | None = None
    for interval in intervals:
        if current is None:
            current = interval
        elif interval.start <= current.end:
            current = Interval(current.start, max(current.end, interval.end))
        else:
            yield current
            current = interval
    if current is not None:
        yield current
