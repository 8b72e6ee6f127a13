"""Count events for the statistics report; the counts are added in the transaction of the event."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel.record import AgentId, RouteId, SourceId
from shared.domain.kernel.working_time import WorkingTime
from shared.domain.plan_records.settings import Settings

Result = Literal["won", "appointments", "responded"]
Counted = Literal[
    "received", "claimed", "passed", "expired", "withdrawn", "assigned", "pool_claimed", "hand_assigned",
    "won", "appointments", "responded", "won_taken_over", "appointments_taken_over", "responded_taken_over",
    "contacted", "in_time", "in_time_working", "response_met", "response_missed", "re_routed", "credited", "merged",
    "calls", "emails", "texts", "messages",
]  # fmt: skip
type Timed = Literal["t", "r", "o", "d", "s", "c", "f"]
"""Name what is timed, one letter each.

`t`: from the offer to its claim. `r`: from getting the lead to its owner's first answer. `o`: from receiving the lead
to its first offer or assignment. `d`: from the offer until it was delivered. `s`: from then until it was seen.
`c`: from then to the claim. `f`: from receiving the lead to the first contact with the person.
"""
WORKING = "w"  # follows the letter where working time is meant
TAKEN = "taken#"  # followed by a member's id: counts the jump balls that they lost
VALUE, VALUE_TAKEN_OVER = "won_value#", "won_value_taken_over#"  # followed by a currency: add up the values of deals
RATIO = 1.1  # upper bound / lower bound of each histogram bucket


@dataclass(frozen=True, slots=True)
class CounterRow:
    """Counts to add to one row: a day, with a member, route and source where they apply.

    Attributes:
        counts: a count for each key. Besides the names in `Counted`, keys are `t<n>`, bucket n of what `t` times, and
            `tw<n>` of the same in working time; `h<n>`, leads received in hour n of the week; `taken#<member>`,
            lost jump balls; and `won_value#<currency>`, the values of deals that are won, added up.

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


class Times(NamedTuple):
    """How long something took: by the clock, and, where it is measured, of the team's working time."""

    wall: timedelta
    working: timedelta | None = None


def measure(working: WorkingTime, since: datetime, until: datetime) -> Times:
    """Return how long it took from `since` until `until`, by the clock and of this working time.

    Source: docs/rules.md, "Supervision" 2.
    """
    return Times(until - since, working.between(since, until))


def in_time(took: Times, settings: Settings) -> tuple[Counted, ...]:
    """Return as what a claim counts that took so long: as in time by the clock, in working time, both or neither."""
    target = timedelta(seconds=settings.claim_target_seconds)
    wall: tuple[Counted, ...] = ("in_time",) if took.wall <= target else ()
    working: tuple[Counted, ...] = ("in_time_working",) if took.working is not None and took.working <= target else ()
    return (*wall, *working)


def count_event(
    what: Counted | None,
    at: datetime,
    zone: ZoneInfo,
    *,
    agent_id: AgentId | None = None,
    route_id: RouteId | None = None,
    source_id: SourceId | None = None,
    also: Iterable[Counted] = (),
    times: Mapping[Timed, Times] | None = None,
) -> CounterRow:
    """Count one event on its day in the team's time zone; a received lead also in its hour of the week.

    Without a name only its times are counted. `also` are further names to count it under; `times` are the durations
    that ended with it.
    """
    counts: dict[str, int] = dict.fromkeys((what, *also) if what else also, 1)
    if what == "received":
        counts[f"h{hour_of_week(at, zone)}"] = 1
    for letter, took in (times or {}).items():
        counts[f"{letter}{bucket(took.wall)}"] = 1
        if took.working is not None:
            counts[f"{letter}{WORKING}{bucket(took.working)}"] = 1
    return CounterRow(day_of(at, zone), agent_id, route_id, source_id, counts)


def count_lost_jump_ball(
    agent_ids: Iterable[AgentId], at: datetime, zone: ZoneInfo, *, route_id: RouteId, source_id: SourceId | None
) -> tuple[CounterRow, ...]:
    """Count a lost jump ball for each of `agent_ids`, in one row that all of them share."""
    counts = {f"{TAKEN}{agent_id}": 1 for agent_id in agent_ids}
    return (CounterRow(day_of(at, zone), None, route_id, source_id, counts),) if counts else ()


def negative(row: CounterRow) -> CounterRow:
    """Return the row that takes the counts back."""
    return replace(row, counts={name: -count for name, count in row.counts.items()})


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
