"""Spans of due times that tasks are listed by: today, tomorrow, the next seven days, later, or overdue."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from shared.store import keys

Due = Literal["overdue", "today", "tomorrow", "week", "later"]
_DAYS: dict[str, tuple[int, int | None]] = {"today": (0, 1), "tomorrow": (1, 2), "week": (0, 7), "later": (7, None)}


class Span(NamedTuple):
    """A span of time: `start` included, `end` excluded; None where it is open."""

    start: datetime | None = None
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Return whether the instant is in the span."""
        return (self.start is None or at >= self.start) and (self.end is None or at < self.end)

    @property
    def keys(self) -> tuple[str, str]:
        """Return the first and last sort key of an index by due time."""
        if self == Span():
            return "", ""
        return keys.instant(self.start) if self.start else "", keys.instant(self.end) if self.end else "~"


def span_of(due: Due | None, now: datetime, zone: ZoneInfo) -> Span:
    """Return the span of local days that `due` names; `week` is today and the six days after it."""
    if due is None:
        return Span()
    if due == "overdue":
        return Span(end=now + timedelta(microseconds=1))
    first, last = _DAYS[due]
    return Span(_midnight(now, first, zone), None if last is None else _midnight(now, last, zone))


def _midnight(now: datetime, days: int, zone: ZoneInfo) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), zone)
