"""Define workloads: the counts of each member that limits and least loaded use.

They are written in the transaction of the change that they count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, Record, RouteId


class Workload(Record):
    """The workload of a member. Every write increments its version, so an offer decided on an older one is not written.

    Attributes:
        received: leads received through routing per period: days `2026-11-22`, ISO weeks `2026-W47`, months
            `2026-11`, in the team's time zone.
        missed: how many offers in a row expired on the member.
        owed: turns given back, by route: how often the member is first out of turn, because a lead that took their turn
            was none, or an offer ended without their doing.
        waited_for: whether a held lead waits until the member is at no limit any more. A change of their counts is then
            work for `route`.

    Source: docs/rules.md, "Eligible agents" 3, "Matching" 6.
    """

    agent_id: AgentId
    active: bool = False
    open_offers: int = 0
    open_leads: int = 0
    last_offered_at: AwareDatetime | None = None
    received: dict[str, int] = {}
    missed: int = 0
    owed: dict[RouteId, int] = {}
    waited_for: bool = False

    def offered(self, at: datetime, zone: ZoneInfo) -> "Workload":
        """Add an open offer, and remove past periods."""
        tidy = self.without_past_periods(at, zone)
        return tidy.model_copy(update={"open_offers": self.open_offers + 1, "last_offered_at": at})

    def assigned(self, at: datetime, zone: ZoneInfo) -> "Workload":
        """Add an open lead that a route assigned, and remove past periods."""
        received = WorkloadChange(self.agent_id, open_leads=1, received=dict.fromkeys(periods(at, zone), 1))
        return self.without_past_periods(at, zone).with_change(received).model_copy(update={"last_offered_at": at})

    def repaid(self, route_id: RouteId) -> "Workload":
        """Return the workload once the member was first out of turn on this route."""
        return self.with_change(WorkloadChange(self.agent_id, owed={route_id: -1}))

    def marked(self) -> "Workload":
        """Return the workload once a held lead waits for the member."""
        return self.model_copy(update={"waited_for": True})

    def unmarked(self) -> "Workload":
        """Return the workload once held leads were told that the member has room."""
        return self.model_copy(update={"waited_for": False})

    def with_missed_reset(self) -> "Workload":
        """Reset the offers missed in a row, because the agent is back."""
        return self.model_copy(update={"missed": 0})

    def with_change(self, change: "WorkloadChange") -> "Workload":
        """Add `change`, for a write guarded by the version."""
        received = dict(self.received)
        for period, count in change.received.items():
            received[period] = received.get(period, 0) + count
        return self.model_copy(
            update={
                "open_offers": self.open_offers + change.open_offers,
                "open_leads": self.open_leads + change.open_leads,
                "received": received,
                "owed": {
                    one: count
                    for one in {**self.owed, **change.owed}
                    if (count := self.owed.get(one, 0) + change.owed.get(one, 0))
                },
                "missed": 0 if change.resets_missed else self.missed + change.missed,
            }
        )

    def without_past_periods(self, at: datetime, zone: ZoneInfo) -> "Workload":
        """Remove the counts of past periods.

        Keep a day's margin on both sides, because another server's clock may be ahead and count in the next period.
        """
        day = timedelta(days=1)
        current = {period for when in (at - day, at, at + day) for period in periods(when, zone)}
        return self.model_copy(
            update={"received": {key: count for key, count in self.received.items() if key in current}}
        )


@dataclass(frozen=True, slots=True)
class WorkloadChange:
    """A change added to a member's workload, whatever its version.

    `missed` is added to the offers missed in a row; `resets_missed` sets them to 0 instead. `owed` is added to the
    turns given back.
    """

    agent_id: AgentId
    open_offers: int = 0
    open_leads: int = 0
    received: Mapping[str, int] = field(default_factory=dict)
    missed: int = 0
    resets_missed: bool = False
    owed: Mapping[RouteId, int] = field(default_factory=dict)


def reversed_change(change: WorkloadChange) -> WorkloadChange:
    """Return the change that takes back what was added, but for a reset."""
    return WorkloadChange(
        change.agent_id,
        -change.open_offers,
        -change.open_leads,
        {period: -count for period, count in change.received.items()},
        -change.missed,
        owed={route_id: -count for route_id, count in change.owed.items()},
    )


def first_day(period: str) -> date:
    """Return the first day of a day `2026-11-22`, a week `2026-W47` or a month `2026-11`."""
    if "W" in period:
        return date.fromisoformat(f"{period}-1")
    return date.fromisoformat(period if period.count("-") > 1 else f"{period}-01")


def periods(at: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """Return the day, ISO week and month of `at` in the team's time zone."""
    local = at.astimezone(zone)
    year, week, _ = local.isocalendar()
    return f"{local:%Y-%m-%d}", f"{year}-W{week:02}", f"{local:%Y-%m}"
