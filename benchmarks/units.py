"""Count the write units of a lead on its whole way, by size, from the functions' transactions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import Stage
from tests.functions import team
from tests.metering import Meter

LEADS = 100  # a batch of the stream: what it writes once is shared by so many leads
LATER = timedelta(minutes=6)  # past the deadline


def measure() -> Iterable[Result]:
    """Measure leads with an email and a phone, offered to one, two and five agents; all but the last let it expire."""
    for agents in (1, 2, 5):
        meter, goal = _spent(agents), f"≤ {24 + 12 * (agents - 1)}"
        offered = f"a lead offered to {agents} and claimed"
        told = f"the largest is {meter.largest:,} bytes"
        yield judged("P5", f"{offered}, if no item were over 1 KB", meter.small / LEADS, "units", goal, told)
        yield judged("P5", f"{offered}, items as large as they are", meter.sized / LEADS, "units", goal, told)


def _spent(agents: int) -> Meter:
    """Return the units that LEADS leads took together."""
    with stage.metered() as (there, meter):
        lead_ids = [there.came_in(number) for number in range(LEADS)]
        for turn in range(agents):
            there.route(team.stream(*(team.read(there.table, lead_id) for lead_id in lead_ids)), None)
            if turn < agents - 1:
                _expire(there, lead_ids)
        for lead_id in lead_ids:
            stage.answered(there.claimed(lead_id, team.read(there.table, lead_id).offer.agent_ids[0]))
    return meter


def _expire(there: Stage, lead_ids: list[str]) -> None:
    """Fire every lead's clock."""
    there.late += LATER
    for lead_id in lead_ids:
        offer = team.read(there.table, lead_id).offer
        there.expire({"lead_id": lead_id, "clock_id": offer.offer_id, "at": offer.deadline.isoformat()}, None)
