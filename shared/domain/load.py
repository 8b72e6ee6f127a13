"""What each member carries: counts that limits and fairness read, kept in the transactions they count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from shared.domain.record import AgentId, Record


class Load(Record):
    """A member's counts.

    `received` counts leads received through routing per period: days `2026-11-22`, ISO weeks
    `2026-W47`, months `2026-11`, in the team's time zone. Every write, also an unguarded addition,
    moves the version, so an offer decided on an older reading does not land.

    Source: docs/rules.md, "Eligible agents" 3.
    """

    agent_id: AgentId
    active: bool = False
    open_offers: int = 0
    open_leads: int = 0
    last_offered_at: AwareDatetime | None = None
    received: dict[str, int] = {}

    def offered(self, at: datetime, zone: ZoneInfo) -> Load:
        """One more open offer; periods long over are forgotten.

        A day's margin on both sides: another's clock may be ahead of `at`, and count in a period
        that `at` does not know yet.
        """
        day = timedelta(days=1)
        current = {period for when in (at - day, at, at + day) for period in periods(when, zone)}
        return self.model_copy(
            update={
                "open_offers": self.open_offers + 1,
                "last_offered_at": at,
                "received": {key: count for key, count in self.received.items() if key in current},
            }
        )


@dataclass(frozen=True, slots=True)
class LoadChange:
    """What an ending adds to a member's counts, unguarded."""

    agent_id: AgentId
    open_offers: int = 0
    open_leads: int = 0
    received: Mapping[str, int] = field(default_factory=dict)


def periods(at: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """The day, ISO week and month of `at` in the team's time zone."""
    local = at.astimezone(zone)
    year, week, _ = local.isocalendar()
    return f"{local:%Y-%m-%d}", f"{year}-W{week:02}", f"{local:%Y-%m}"
