"""Measure what becomes of many leads that come in at once, on one route and over a hundred.

What binds then is the record of whose turn it is: every lead of a route needs it. The reference keeps it as most teams
would, in one row of PostgreSQL that every lead adds to: its rate is measured in the same run.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import batched
from typing import Any, NamedTuple

from moto.core.model_instances import reset_model_data
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from benchmarks import stage
from benchmarks.partitions import UNITS
from benchmarks.postgres import running_postgres
from benchmarks.result import Result, judged
from benchmarks.stage import AGENTS
from shared.domain.lead_records.lead import Lead
from tests import make, quick_moto
from tests.functions import team

BATCH = 100  # what the stream hands over at once
ONE, MANY, ROUTES = 1_000, 10_000, 100
TURNS, AT_ONCE = 2_000, 8


class Burst(NamedTuple):
    """What a burst took: leads offered, leads whose agent was not the next, and what turns wrote."""

    offered: int
    out_of_turn: int
    writes: float
    units: float


def measure() -> Iterable[Result]:
    """Measure a burst on one route, one over a hundred, and PostgreSQL's one-row counter."""
    with quick_moto.parts(quick_moto.PATCHES):
        one, many = burst(ONE, 1), burst(MANY, ROUTES)
    yield judged("P9", f"a burst of {ONE:,} leads on one route, offered", one.offered, "leads", f"≥ {ONE}", "all")
    yield judged("P9", "of these, not to the next agent in turn", one.out_of_turn, "leads", "≤ 0", "round robin")
    rate = f"one route takes {UNITS / one.units:,.0f} turns a second; {_row()}"
    yield judged("P9", "writes of whose turn it is", one.writes, "a lead", "≤ 0.05", rate)
    over, told = f"a burst of {MANY:,} leads over {ROUTES} routes", f"{many.writes:.2f} writes of turns a lead"
    yield judged("P9", f"{over}, offered", many.offered, "leads", f"≥ {MANY}", told)
    yield judged("P9", f"{over}, not to the next agent", many.out_of_turn, "leads", "≤ 0", "round robin on each")


def burst(leads: int, routes: int) -> Burst:
    """Route so many leads, of which each route gets every nth, as the stream hands them over."""
    sources = [make.id_of("source", f"{number:03}") for number in range(routes)]
    plan = {
        "sources": [make.source(source_id) for source_id in sources],
        "routes": [
            make.route(make.id_of("route", source_id[-6:]), AGENTS, sources=(source_id,)) for source_id in sources
        ],
    }
    with stage.metered(**plan) as (there, meter):
        there.stopped = there.now()
        came = [_lead(number, sources[number % routes], there) for number in range(leads)]
        routed = [lead for some in batched(came, BATCH, strict=False) for lead in _routed(there, some)]
        turns = [units for one in meter.transactions for (_, key), units in one.items() if key.startswith("ROUTE#")]
    offered = [lead for lead in routed if lead.state == "offered"]
    return Burst(len(offered), _out_of_turn(offered), len(turns) / leads, sum(turns) / leads)


def _lead(number: int, source_id: str, there: stage.Stage) -> Lead:
    at = there.now() + timedelta(microseconds=number)
    lead: Lead = make.lead(
        make.id_of("lead", f"{number:06}"), source_id=source_id, created_at=at, since=at, last_activity_at=at
    )
    return lead


def _routed(there: stage.Stage, leads: Sequence[Lead]) -> list[Lead]:
    """Return leads that came in as the functions routed them.

    They are forgotten then: moto copies the whole table for each transaction, and no decision reads another's leads.
    """
    team.store(there.table, *leads)
    there.route(team.stream(*leads), None)
    routed = [team.read(there.table, lead.lead_id) for lead in leads]
    table = dynamodb_backends[DEFAULT_ACCOUNT_ID][there.client.meta.region_name].tables["relevo"]
    for kept in [kept for kept in table.items if str(getattr(kept, "value", kept)).startswith("LEAD#")]:
        del table.items[kept]
    reset_model_data()  # moto keeps each copy that it ever made
    return routed


def _out_of_turn(leads: Sequence[Lead]) -> int:
    """Return how many leads, in the order in which they came, did not go to the agent after the one before."""
    of_route: dict[str, list[int]] = defaultdict(list)
    for lead in leads:
        assert lead.offer and lead.source_id  # noqa: S101, PT018 - it is offered, and came by a source
        of_route[lead.source_id].append(AGENTS.index(lead.offer.agent_ids[0]))
    return sum(agent != number % len(AGENTS) for agents in of_route.values() for number, agent in enumerate(agents))


def _row() -> str:
    """Return how many turns one row of PostgreSQL takes a second, in words."""
    with running_postgres() as address:
        if not address:
            return "PostgreSQL is not installed here, to compare with"
        import psycopg  # here: nothing else needs it

        with psycopg.connect(address, autocommit=True) as first:
            first.execute("CREATE TABLE turn (route int PRIMARY KEY, n bigint NOT NULL)")
            first.execute("INSERT INTO turn VALUES (1, 0)")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            connections = [psycopg.connect(address, autocommit=True) for _ in range(AT_ONCE)]
            began = time.monotonic()
            list(pool.map(_take_turns, connections))
            took = time.monotonic() - began
        for connection in connections:
            connection.close()
    return f"one row of PostgreSQL, that need not reach the disk, by {AT_ONCE} at once: {TURNS / took:,.0f}"


def _take_turns(connection: Any) -> None:
    for _ in range(TURNS // AT_ONCE):
        connection.execute("UPDATE turn SET n = n + 1 WHERE route = 1 RETURNING n").fetchone()
