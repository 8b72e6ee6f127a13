"""Define rotas: the dated shifts of a route's agents, and who is on shift at an instant."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from shared.domain.kernel.hours import Interval, instant_of
from shared.domain.kernel.record import AgentId, NewerRule, Record, RouteId, ShiftId, Value, is_unset

MAX_SHIFTS, MAX_ON_SHIFT, MAX_SKIPS = 200, 20, 60
LONGEST = timedelta(days=7)  # so that a weekly shift never overlaps itself
KEPT_FOR = timedelta(days=35)  # how long a shift that is over is still shown
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

# A local date and time to the minute. Sorting the text sorts by time.
LocalTime = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$")]
ShiftTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Repeat(Value):
    """Every week at the same local time, until a date (the last on which it may begin) or without an end.

    `skips` are the dates on which it does not take place.
    """

    until: date | None = None
    skips: Annotated[tuple[date, ...], Field(max_length=MAX_SKIPS, exclude_if=is_unset)] = ()


class Shift(Value):
    """A time in which some of a route's agents take its leads, in the team's local time; `to` is excluded.

    Source: docs/rules.md, "Rotas" 1.
    """

    shift_id: ShiftId
    start: Annotated[LocalTime, Field(alias="from")]
    to: LocalTime
    agent_ids: Annotated[tuple[AgentId, ...], Field(min_length=1, max_length=MAX_ON_SHIFT)]
    title: Annotated[ShiftTitle | None, Field(exclude_if=is_unset)] = None
    repeat: Annotated[Repeat | None, Field(exclude_if=lambda value: value is None)] = None

    def walls(self, around: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the local beginnings and ends of those that may overlap `around` to `until`, local, in order."""
        start, end = datetime.fromisoformat(self.start), datetime.fromisoformat(self.to)
        if self.repeat is None:
            if start <= until and end >= around:
                yield start, end
            return
        weeks = max(0, (around - end) // _WEEK)
        while (begins := start + weeks * _WEEK) <= until:
            if self.repeat.until is not None and begins.date() > self.repeat.until:
                return
            if begins.date() not in self.repeat.skips:
                yield begins, end + weeks * _WEEK
            weeks += 1

    def intervals(self, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Interval]:
        """Yield every time it takes place that overlaps `since` to `until`, uncut and in order.

        A local time that is skipped when clocks change moves to the next valid minute; of a repeated one the first
        counts. One of which nothing is left does not take place.
        """
        first, last = (at.astimezone(zone).replace(tzinfo=None) for at in (since, until))
        for begins, ends in self.walls(first - _DAY, last + _DAY):
            one = Interval(*(instant_of(wall.date(), wall.time(), zone) for wall in (begins, ends)))
            if max(one.start, since) < min(one.end, until):
                yield one

    def is_over(self, zone: ZoneInfo, now: datetime) -> bool:
        """Return whether it never takes place again."""
        if self.repeat is not None and self.repeat.until is None:
            return False
        last = self.repeat.until if self.repeat and self.repeat.until else date.fromisoformat(self.start[:10])
        until = instant_of(last + _DAY, datetime.min.time(), zone) + LONGEST
        return not any(self.intervals(zone, now, until))


class Rota(Record):
    """The shifts of a route, beside the route itself. It is part of the plan; a route without one has no shifts.

    `rota_only` says that nobody of the route is offered leads while there is no shift.

    Source: docs/rules.md, "Rotas".
    """

    newer_rule: ClassVar[NewerRule] = NewerRule()
    route_id: RouteId
    rota_only: bool = False
    shifts: Annotated[tuple[Shift, ...], Field(max_length=MAX_SHIFTS)] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether it says nothing."""
        return not self.shifts and not self.rota_only

    def on_shift(self, zone: ZoneInfo, now: datetime) -> frozenset[AgentId] | None:
        """Return the agents whom the shifts of this instant leave; None if there is no shift, so all are left.

        Shifts that overlap add up. Without a shift, nobody is left if the route is for shifts only.

        Source: docs/rules.md, "Rotas" 2.
        """
        here = [one for one in self.shifts if any(one.intervals(zone, now, now + timedelta.resolution))]
        if here:
            return frozenset(agent_id for one in here for agent_id in one.agent_ids)
        return frozenset() if self.rota_only else None

    def edges(self, zone: ZoneInfo, since: datetime, until: datetime) -> set[datetime]:
        """Return the instants after `since` and before `until` at which a shift begins or ends."""
        spans = (one for shift in self.shifts for one in shift.intervals(zone, since, until))
        return {at for one in spans for at in one if since < at < until}

    def next_on(self, agent_id: AgentId, zone: ZoneInfo, at: datetime, until: datetime) -> datetime | None:
        """Return the first instant from `at` to before `until` at which the shifts leave this agent; None if none."""
        for edge in (at, *sorted(self.edges(zone, at, until))):
            left = self.on_shift(zone, edge)
            if left is None or agent_id in left:
                return edge
        return None

    def without(self, agent_ids: Iterable[AgentId]) -> "Rota":
        """Return it without these agents. A shift that is left without anybody goes, so that its leads reach others."""
        gone = frozenset(agent_ids)
        left = (
            shift.model_copy(update={"agent_ids": tuple(one for one in shift.agent_ids if one not in gone)})
            for shift in self.shifts
        )
        return self.model_copy(update={"shifts": tuple(shift for shift in left if shift.agent_ids)})
