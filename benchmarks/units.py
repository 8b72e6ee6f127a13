"""Count the write units of a lead on its whole way, by size, from the functions' transactions, and price them.

Lines that are printed at once say where the units go: by step, kind of item, and index.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

from benchmarks import stage
from benchmarks.buckets import STATES, bucketed, transitions
from benchmarks.result import Result, judged
from benchmarks.stage import Stage
from infra.cost.prices import Prices, Used
from tests import make
from tests.functions import team
from tests.make import WEB
from tests.metering import Meter, Spent

LEADS = 100  # a batch of the stream: what it writes once is shared by so many leads
LATER = timedelta(minutes=6)  # past the deadline
MILLION = 1_000_000
DECISION = 41
GOALS = {1: (24, 40), 2: (38, 95), 5: (80, 260)}
"""State, by how many agents have a lead, the most that it may take: write units, and dollars a million leads."""
TEXTBOOK = {1: 156, 2: 283, 5: 667}
"""State the dollars of a million leads, each with a state machine that loops over its agents."""


class Way(NamedTuple):
    """Hold what leads took on their way, by step in their order."""

    meter: Meter
    steps: Sequence[tuple[str, Sequence[Spent]]]


def measure() -> Iterable[Result]:
    """Measure leads with an email and a phone, offered to one, two and five agents; all but the last let it expire."""
    prices = Prices.read()
    for agents, (units, dollars) in GOALS.items():
        way = _way(agents)
        _print(agents, way)
        offered, meter = f"a lead offered to {agents} and claimed", way.meter
        told = f"the largest is {meter.largest:,} bytes; {meter.small / LEADS:g} if none were over 1 KB"
        sized = meter.sized / LEADS
        yield judged("P5", f"{offered}, as stored", sized, "units", f"≤ {units}", told, decision=DECISION)
        entered = transitions(agents)
        told = f"a clock that is stopped enters one state, one that fires {STATES}"
        yield judged("P6", f"{offered}", entered, "transitions", f"≤ {2 * agents - 1}", told)
        writes, clocks = Used("writes", "write", sized * MILLION), Used("clocks", "transition", entered * MILLION)
        told = f"writes {prices.of(writes):.0f}, clocks {prices.of(clocks):.0f}, prices of {prices.date}"
        few, many = (bucketed(agents, leads).dollars(prices) + prices.of(writes) for leads in (10_000, MILLION))
        told = f"{told}; with buckets {few:.0f} of 10,000 a month, {many:.0f} of a million; textbook {TEXTBOOK[agents]}"
        what, paid = f"a million times {offered}", prices.total([writes, clocks])
        yield judged("P7", what, paid, "dollars", f"≤ {dollars}", told, decision=DECISION)


def _way(agents: int) -> Way:
    steps: list[tuple[str, Sequence[Spent]]] = []
    with stage.metered(**_plan()) as (there, meter):

        def took(step: str) -> None:
            known = sum(len(spent) for _, spent in steps)
            steps.append((step, meter.spent[known:]))

        lead_ids = [there.came_in(number) for number in range(LEADS)]
        took("received")
        for turn in range(agents):
            there.route(team.stream(*(team.read(there.table, lead_id) for lead_id in lead_ids)), None)
            took("offered")
            if turn < agents - 1:
                _expire(there, lead_ids)
                took("expired")
        for lead_id in lead_ids:
            stage.answered(there.claimed(lead_id, team.read(there.table, lead_id).offer.agent_ids[0]))
        took("claimed")
    return Way(meter, steps)


def _plan() -> dict[str, Any]:
    """Return a plan whose ids are as incompressible as real ones."""
    chance = Random(0)
    agents = [f"agent_{uuid.UUID(int=chance.getrandbits(128)).hex}" for _ in range(5)]
    route_id = f"route_{uuid.UUID(int=chance.getrandbits(128)).hex}"
    return {
        "routes": [make.route(route_id, agents, claim_seconds=300)],
        "members": [make.member(one) for one in agents],
        "sources": [make.source(WEB)],
    }


def _expire(there: Stage, lead_ids: Sequence[str]) -> None:
    """Fire every lead's clock."""
    there.late += LATER
    for lead_id in lead_ids:
        offer = team.read(there.table, lead_id).offer
        there.expire({"lead_id": lead_id, "clock_id": offer.offer_id, "at": offer.deadline.isoformat()}, None)


def _print(agents: int, way: Way) -> None:
    """Print where the units of a lead go, steps that repeat added up."""
    rows: dict[tuple[str, str, str], list[Spent]] = {}
    for step, spent in way.steps:
        for one in spent:
            kind = one.kind.partition(" ")[0] if one.kind.startswith(("CONTACT", "DELIVERY", "TALLY")) else one.kind
            rows.setdefault((step, kind, one.index or "table"), []).append(one)
    print(f"\nWrite units of a lead offered to {agents} and claimed: {way.meter.sized / LEADS:g}")
    for (step, kind, place), took in rows.items():
        units, largest = sum(one.units for one in took) / LEADS, max(one.bytes for one in took)
        told = f"in {len(took) / LEADS:5.2f} writes of ≤ {largest:5,} bytes"
        print(f"  {step:9} {kind:15} {place:13} {units:6.2f} units {told}")
