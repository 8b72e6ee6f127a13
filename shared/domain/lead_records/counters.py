"""Count events for the statistics report; the counts are added in the transaction of the event."""

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
    "calls", "emails", "texts", "appointments", "messages", "responded", "merged",
]  # fmt: skip
TAKEN = "taken#"  # followed by a member's id: counts the jump balls that they lost
RATIO = 1.1  # upper bound / lower bound of each histogram bucket


@dataclass(frozen=True, slots=True)
class CounterRow:
    """Counts to add to one row: a day, with a member, route and source where they apply.

    Attributes:
        counts: a count for each key. Besides the names in `Counted`, keys are `t<n>`, bucket n of the time to claim;
            `r<n>`, bucket n of the time to the owner's first answer; `h<n>`, leads received in hour n of the week; and
            `taken#<member>`, lost jump balls.

    Source: docs/rules.md, "Supervision" 2.
    """

    day: str
    agent_id: AgentId | None
    route_id: RouteId | None
    source_id: SourceId | None
    counts: Mapping[str, int]

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Return the row's key: day, agent, route and source, with `-` for None."""
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
    """Count one event on its day in the team's time zone; a received lead also in its hour of the week.

    `took` is the time to claim, if it was a claim; `answered` the time to the owner's first answer, if it was one.
    """
    counts: dict[str, int] = {what: 1} if took is None else {what: 1, f"t{bucket(took)}": 1}
    if what == "received":
        counts[f"h{hour_of_week(at, zone)}"] = 1
    if answered is not None:
        counts[f"r{bucket(answered)}"] = 1
    return CounterRow(day_of(at, zone), agent_id, route_id, source_id, counts)


def count_lost_jump_ball(
    agent_ids: Iterable[AgentId], at: datetime, zone: ZoneInfo, *, route_id: RouteId, source_id: SourceId | None
) -> tuple[CounterRow, ...]:
    """Count a lost jump ball for each of `agent_ids`, in one row that all of them share."""
    counts = {f"{TAKEN}{agent_id}": 1 for agent_id in agent_ids}
    return (CounterRow(day_of(at, zone), None, route_id, source_id, counts),) if counts else ()


def day_of(at: datetime, zone: ZoneInfo) -> str:
    """Return the day on which `at` is counted, in the team's time zone: `2026-11-22`."""
    return f"{at.astimezone(zone):%Y-%m-%d}"


def hour_of_week(at: datetime, zone: ZoneInfo) -> int:
    """Return the hour of the week in which `at` lies in the team's time zone: 0 begins on Monday at midnight."""
    local = at.astimezone(zone)
    return local.weekday() * 24 + local.hour


def bucket(took: timedelta) -> int:
    """Return the histogram bucket of a duration: bucket n holds 1.1^n to 1.1^(n+1) seconds; under 1 s is bucket 0."""
    return max(0, math.floor(math.log(max(took.total_seconds(), 1.0), RATIO)))


def merge_counters(counters: Sequence[CounterRow]) -> tuple[CounterRow, ...]:
    """Merge the counters into one per row, because a transaction may write each item only once."""
    rows: dict[tuple[str, str, str, str], CounterRow] = {}
    for one in counters:
        row = rows.get(one.row)
        if row is None:
            rows[one.row] = one
            continue
        counts = dict(row.counts)
        for name, count in one.counts.items():
            counts[name] = counts.get(name, 0) + count
        rows[one.row] = CounterRow(one.day, one.agent_id, one.route_id, one.source_id, counts)
    return tuple(rows.values())
