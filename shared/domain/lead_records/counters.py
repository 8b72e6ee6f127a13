"""Counts for the statistics report, added in the transaction of the event they count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.kernel.record import AgentId, RouteId, SourceId

Counted = Literal[
    "received", "claimed", "passed", "expired", "withdrawn", "assigned", "won", "pool_claimed", "hand_assigned",
    "calls", "emails", "texts", "appointments", "messages", "responded",
]  # fmt: skip
TAKEN = "taken#"  # and a member: a jump ball of theirs that another won
RATIO = 1.1


@dataclass(frozen=True, slots=True)
class CounterRow:
    """What is added to one row: a day, with a member, route and source where they apply.

    `counts` maps what is counted to how many; keys `t<n>` are buckets of the time to claim, `r<n>` of the time to the
    owner's first answer, `taken#<member>` jump balls that another won: of any number of members in one row.

    Source: docs/rules.md, "Supervision" 2.
    """

    day: str
    agent_id: AgentId | None
    route_id: RouteId | None
    source_id: SourceId | None
    counts: Mapping[str, int]

    @property
    def row(self) -> tuple[str, str, str, str]:
        """What tells this row from others."""
        return self.day, self.agent_id or "-", self.route_id or "-", self.source_id or "-"


def count_event(
    what: Counted,
    at: datetime,
    zone: ZoneInfo,
    *,
    agent_id: AgentId | None = None,
    route_id: RouteId | None = None,
    source_id: SourceId | None = None,
    took: timedelta | None = None,
    answered: timedelta | None = None,
) -> CounterRow:
    """One event, counted on its day in the team's time zone.

    `took` adds its time to claim, `answered` the time in which the owner first answered.
    """
    counts: dict[str, int] = {what: 1} if took is None else {what: 1, f"t{bucket(took)}": 1}
    if answered is not None:
        counts[f"r{bucket(answered)}"] = 1
    return CounterRow(day_of(at, zone), agent_id, route_id, source_id, counts)


def count_lost_jump_ball(
    agent_ids: Iterable[AgentId], at: datetime, zone: ZoneInfo, *, route_id: RouteId, source_id: SourceId | None
) -> tuple[CounterRow, ...]:
    """A jump ball that another won, counted for each of `agent_ids` in one row of nobody's own."""
    counts = {f"{TAKEN}{agent_id}": 1 for agent_id in agent_ids}
    return (CounterRow(day_of(at, zone), None, route_id, source_id, counts),) if counts else ()


def day_of(at: datetime, zone: ZoneInfo) -> str:
    """The day on which `at` is counted, in the team's time zone: `2026-11-22`."""
    return f"{at.astimezone(zone):%Y-%m-%d}"


def bucket(took: timedelta) -> int:
    """The histogram bucket of a duration: bucket n holds 1.1^n to 1.1^(n+1) seconds; under a second is 0."""
    return max(0, math.floor(math.log(max(took.total_seconds(), 1.0), RATIO)))


def merge_counters(tallies: Sequence[CounterRow]) -> tuple[CounterRow, ...]:
    """One tally per row: a transaction may touch a record only once."""
    rows: dict[tuple[str, str, str, str], CounterRow] = {}
    for one in tallies:
        row = rows.get(one.row)
        if row is None:
            rows[one.row] = one
            continue
        counts = dict(row.counts)
        for name, count in one.counts.items():
            counts[name] = counts.get(name, 0) + count
        rows[one.row] = CounterRow(one.day, one.agent_id, one.route_id, one.source_id, counts)
    return tuple(rows.values())
