"""Compute with weekly windows in real time: when they open and close, and when a duration of open time has passed.

Instants are aware datetimes in UTC; windows are local wall time. "Minutes of the week" count from Monday 00:00.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel.weekly_hours import DAYS, Window, covers

DAY = timedelta(days=1)
WEEK_MINUTES = 7 * 24 * 60
_BEGINS = {day: place * 1440 for place, day in enumerate(DAYS)}
FAR = timedelta(days=366)  # how far ahead to search


class Interval(NamedTuple):
    """An interval of time, in UTC: `start` included, `end` excluded."""

    start: datetime
    end: datetime


def week_ranges(windows: Iterable[Window]) -> tuple[tuple[int, int], ...]:
    """Return the minutes of the week that `windows` cover, as (start, end) pairs, merged and in order.

    A window past midnight on Sunday continues at the start of the week.
    """
    ranges: list[tuple[int, int]] = []
    for window in windows:
        start, to = _minute(window.start), _minute(window.to)
        for day in window.days:
            begins = _BEGINS[day]
            ends = begins + to + (1440 if to < start else 0)
            ranges.append((begins + start, min(ends, WEEK_MINUTES)))
            if ends > WEEK_MINUTES:
                ranges.append((0, ends - WEEK_MINUTES))
    return merge_ranges(ranges)


def shift_week(ranges: Iterable[tuple[int, int]], minutes: int) -> tuple[tuple[int, int], ...]:
    """Return ranges of minutes of the week so many minutes later; what passes the end of the week goes on at its start.

    The ranges must be merged and in order, and so are those that are returned.
    """
    moved: list[tuple[int, int]] = []
    for start, end in ranges:
        begins = (start + minutes) % WEEK_MINUTES
        ends = begins + end - start
        moved.append((begins, min(ends, WEEK_MINUTES)))
        if ends > WEEK_MINUTES:
            moved.append((0, ends - WEEK_MINUTES))
    return merge_ranges(moved)


def minute_of_week(local: datetime) -> int:
    """Return the minutes from Monday 00:00 to the wall clock time `local`."""
    return local.weekday() * 1440 + local.hour * 60 + local.minute


def open_intervals(windows: Sequence[Window], zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Interval]:
    """Yield the intervals between `since` and `until` that `windows` cover, in order and never adjacent.

    Wall time decides, as in `covers`: an hour that is skipped is left out, one that occurs twice counts twice.
    An empty `windows` covers everything.

    Source: docs/rules.md, "Matching" 1.
    """
    start: datetime | None = None
    for at in _edges(windows, zone, since, until):
        inside = covers(windows, at, zone)
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield Interval(start, at)
            start = None
    if start is not None:
        yield Interval(start, until)


def add_open_time(windows: Sequence[Window], zone: ZoneInfo, start: datetime, seconds: float) -> datetime:
    """Return the instant at which `seconds` of open time have passed since `start`; at most `FAR` after it.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """
    left = timedelta(seconds=seconds)
    if not windows:
        return start + left
    for interval in open_intervals(windows, zone, start, start + max(FAR, left)):
        if interval.end - interval.start >= left:
            return interval.start + left
        left -= interval.end - interval.start
    return start + FAR


def subtract_time(
    intervals: Callable[[datetime, datetime], Iterable[Interval]], end: datetime, seconds: float
) -> datetime:
    """Return the latest instant since which `seconds` of the time in `intervals` have passed; at most `FAR` before it.

    Args:
        intervals: returns the intervals that count, in order, between two instants.
        end: until when.
        seconds: how much must have passed.
    """
    left, until, earliest = timedelta(seconds=seconds), end, end - FAR
    while until > earliest:
        since = max(until - 7 * DAY, earliest)
        for interval in reversed(list(intervals(since, until))):
            if interval.end - interval.start >= left:
                return interval.end - left
            left -= interval.end - interval.start
        until = since
    return earliest


def next_open(windows: Sequence[Window], zone: ZoneInfo, now: datetime, until: datetime) -> datetime | None:
    """Return the first instant from `now` to `until` that `windows` cover; None if there is none."""
    if covers(windows, now, zone):
        return now
    return next((interval.start for interval in open_intervals(windows, zone, now, until)), None)


def first_when_all(conditions: Sequence[Callable[[datetime], datetime | None]], now: datetime) -> datetime | None:
    """Return the first instant from `now` at which every condition holds; None if there is none.

    Each condition returns the first instant, not before its argument, at which it holds.
    """
    at = now
    while True:
        start = at
        for condition in conditions:
            found = condition(at)
            if found is None:
                return None
            at = found
        if at == start:
            return at


def instant_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the instant at which the wall clock shows `wall` on `day`.

    A time that is skipped moves to the first minute after the gap; of a time that occurs twice, the first counts.

    Source: docs/rules.md, "Special routes" 1.
    """
    asked = datetime.combine(day, wall, tzinfo=zone)
    at = asked.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == asked.replace(tzinfo=None):
        return at
    return _clock_change(at - DAY, at + DAY, zone)


def next_midnight(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant at which the next local day begins."""
    return instant_of(at.astimezone(zone).date() + DAY, time.min, zone)


def clock_changes(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the instants between `since` and `until` at which the zone's clocks change."""
    step = timedelta(hours=1)
    at = since
    while at < until:
        following = min(at + step, until)
        if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            change = _clock_change(at, following, zone)
            if since < change < until:
                yield change
        at = following


def _edges(windows: Sequence[Window], zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """Yield `since`, and every instant before `until` at which a window may open or close."""
    yield since
    if not windows:
        return
    minutes: dict[int, set[int]] = {day: {0} for day in range(7)}
    for start, end in week_ranges(windows):
        for edge in (start, end % WEEK_MINUTES):
            minutes[edge // 1440].add(edge % 1440)
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        edges = {_minute_on(day, minute, zone, fold) for minute in minutes[day.weekday()] for fold in (0, 1)}
        edges = {edge for edge in edges if edge.astimezone(zone).date() == day}  # skipping may change the date
        midnight, next_midnight = _minute_on(day, 0, zone, 0), _minute_on(day + DAY, 0, zone, 0)
        if midnight.astimezone(zone).utcoffset() != next_midnight.astimezone(zone).utcoffset():
            edges.add(_clock_change(midnight, next_midnight, zone))
        yield from sorted(edge for edge in edges if since < edge < until)
        day += DAY


def _minute_on(day: date, minute: int, zone: ZoneInfo, fold: int) -> datetime:
    wall = time(minute // 60, minute % 60, fold=fold)
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def _clock_change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Find the instant, to the minute, at which the UTC offset changes between `low` and `high`."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return datetime.fromtimestamp(round(high.timestamp() / 60) * 60, UTC)


def _minute(wall: str) -> int:
    return int(wall[:2]) * 60 + int(wall[3:])


def merge_ranges(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the ranges of minutes in order, with overlapping and adjacent ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def shared_minutes(one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> int:
    """Count the minutes that two lists of ranges share."""
    others = list(other)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in others)


def subtract(ranges: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the parts of `ranges` that are in none of `others`. Both lists must be merged and in order."""
    left = list(ranges)
    for start, end in others:
        left = [
            (begins, ends) for s, e in left for begins, ends in ((s, min(e, start)), (max(s, end), e)) if begins < ends
        ]
    return tuple(left)


def gaps(covered: Iterable[Interval], since: datetime, until: datetime) -> Iterator[Interval]:
    """Yield the intervals between `since` and `until` that `covered`, which is in order, leaves free."""
    edges = [since, *(edge for interval in covered for edge in interval), until]
    yield from (Interval(start, end) for start, end in list(pairwise(edges))[::2] if start < end)
