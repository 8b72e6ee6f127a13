"""Weekly windows on the line of time: when they open and close, and what an instant is after so much of them."""

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
FAR = timedelta(days=366)  # nothing is looked for beyond


class Interval(NamedTuple):
    """A stretch of time, in UTC: `start` included, `end` excluded."""

    start: datetime
    end: datetime


def week(windows: Iterable[Window]) -> tuple[tuple[int, int], ...]:
    """The minutes of the wall week that `windows` cover, as spans from Monday 00:00, merged and in order.

    Overlapping and touching windows become one; past midnight on Sunday goes on at Monday's start.
    """
    pieces: list[tuple[int, int]] = []
    for window in windows:
        start, to = _minute(window.start), _minute(window.to)
        for day in window.days:
            begins = _BEGINS[day]
            ends = begins + to + (1440 if to < start else 0)
            pieces.append((begins + start, min(ends, WEEK_MINUTES)))
            if ends > WEEK_MINUTES:
                pieces.append((0, ends - WEEK_MINUTES))
    return merged(pieces)


def minute_of_week(local: datetime) -> int:
    """How many minutes the wall clock `local` is past Monday 00:00."""
    return local.weekday() * 1440 + local.hour * 60 + local.minute


def spans(windows: Sequence[Window], zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Interval]:
    """The stretches between `since` and `until` that `windows` cover, in order; none touches the next.

    Wall time decides, as in `covers`: a skipped hour is left out, one that comes twice counts twice.
    No windows at all cover everything.

    Source: docs/rules.md, "Matching" 1.
    """
    start: datetime | None = None
    for at in _points(windows, zone, since, until):
        inside = covers(windows, at, zone)
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield Interval(start, at)
            start = None
    if start is not None:
        yield Interval(start, until)


def after(windows: Sequence[Window], zone: ZoneInfo, start: datetime, seconds: float) -> datetime:
    """The instant by which `seconds` of the windows' time have passed since `start`; a year later at the most.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """
    left = timedelta(seconds=seconds)
    for span in spans(windows, zone, start, start + max(FAR, left)) if windows else ():
        if span.end - span.start >= left:
            return span.start + left
        left -= span.end - span.start
    return start + left if not windows else start + FAR


def opens(windows: Sequence[Window], zone: ZoneInfo, now: datetime, until: datetime) -> datetime | None:
    """The first instant from `now` to `until` that `windows` cover; None if there is none."""
    if covers(windows, now, zone):
        return now
    return next((span.start for span in spans(windows, zone, now, until)), None)


def first(conditions: Sequence[Callable[[datetime], datetime | None]], now: datetime) -> datetime | None:
    """The first instant from `now` at which every condition holds; None if there is none.

    Each condition tells the first instant, from the one it is given, at which it holds.
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


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant at which the wall clock shows `wall` on `day`.

    A time that is skipped moves to the first minute there is; of one that comes twice it is the first.

    Source: docs/rules.md, "Special routes" 1.
    """
    asked = datetime.combine(day, wall, tzinfo=zone)
    at = asked.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == asked.replace(tzinfo=None):
        return at
    return _shift(at - DAY, at + DAY, zone)


def shifts(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The instants between `since` and `until` at which clocks are changed."""
    step = timedelta(hours=1)
    at = since
    while at < until:
        following = min(at + step, until)
        if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            change = _shift(at, following, zone)
            if since < change < until:
                yield change
        at = following


def _points(windows: Sequence[Window], zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """`since`, and every instant up to `until` at which what covers may change."""
    yield since
    if not windows:
        return
    minutes: dict[int, set[int]] = {day: {0} for day in range(7)}
    for start, end in week(windows):
        for edge in (start, end % WEEK_MINUTES):
            minutes[edge // 1440].add(edge % 1440)
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        edges = {_edge(day, minute, zone, fold) for minute in minutes[day.weekday()] for fold in (0, 1)}
        edges = {edge for edge in edges if edge.astimezone(zone).date() == day}  # a skipped time may be on another
        midnight, next_midnight = _edge(day, 0, zone, 0), _edge(day + DAY, 0, zone, 0)
        if midnight.astimezone(zone).utcoffset() != next_midnight.astimezone(zone).utcoffset():
            edges.add(_shift(midnight, next_midnight, zone))
        yield from sorted(edge for edge in edges if since < edge < until)
        day += DAY


def _edge(day: date, minute: int, zone: ZoneInfo, fold: int) -> datetime:
    wall = time(minute // 60, minute % 60, fold=fold)
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def _shift(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant between two with different offsets at which clocks are changed."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return datetime.fromtimestamp(round(high.timestamp() / 60) * 60, UTC)


def _minute(wall: str) -> int:
    return int(wall[:2]) * 60 + int(wall[3:])


def merged(pieces: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap or touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def overlap(one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> int:
    """How many minutes two lists of spans share."""
    others = list(other)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in others)


def without(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """What of the spans no other takes; both in order, and none of one list touching the next."""
    left, taken = list(spans), tuple(others)
    for start, end in taken:
        left = [
            (begins, ends) for s, e in left for begins, ends in ((s, min(e, start)), (max(s, end), e)) if begins < ends
        ]
    return tuple(left)


def gaps(covered: Iterable[Interval], since: datetime, until: datetime) -> Iterator[Interval]:
    """What of the time between `since` and `until` no span in `covered` (in order) takes."""
    edges = [since, *(edge for span in covered for edge in span), until]
    yield from (Interval(start, end) for start, end in list(pairwise(edges))[::2] if start < end)
