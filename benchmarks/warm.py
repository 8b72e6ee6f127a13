"""Measure the CPU of ingest, route and claim in a warm process, beside a typical handler and what a team would build.

All run alternately in one process: ours, `typical.py`, and FastAPI on PostgreSQL (`reference.py`). Counted is the CPU,
user and system, of this process alone: reading the request, deciding, and all that each driver does to build, sign,
send and read its calls, over a socket of this machine without TLS. Not counted are DynamoDB, for which a stub stands
(`stub_dynamodb.py`), and PostgreSQL, the web server or gateway in front, the check of a caller's token, which API
Gateway makes, and what ends an offer that nobody claims.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median
from time import process_time
from typing import Any, cast

from benchmarks import stage
from benchmarks.postgres import running_postgres
from benchmarks.quiet import quiet
from benchmarks.result import Result, judged
from benchmarks.stage import AGENTS, Json, Stage
from benchmarks.typical import Context, Typical
from tests import make
from tests.functions import team
from tests.make import WEB

ROUNDS = 9
REQUESTS = 100  # per round, and leads of a batch of the stream
STEPS = ("ingest", "route", "claim")
UNITS = {"ingest": "requests", "route": "leads", "claim": "requests"}
DECISION = 42  # why a request may take more

type Spent = dict[tuple[str, str], list[float]]
"""Hold the CPU seconds of one request in each round, by who handled it and which step it was."""


def measure() -> Iterable[Result]:
    """Measure ratios of alternate rounds' medians, and how much one processor would handle in a second."""
    spent: Spent = defaultdict(list)
    with quiet(), stage.stage_over_http() as there, running_postgres() as database:
        there.came_in(0)  # reads the plan and the master secret
        typical = Typical(partial(there.secret.source_secret, version=1))
        team_built = _FastApi(database, there) if database else None
        for number in range(ROUNDS + 1):  # the first round fills caches
            _round(number, there, typical, team_built, spent)
        if team_built:
            team_built.close()
    if database is None:
        print("PostgreSQL is not installed: ingest, route and claim are compared with nothing that is built on it")
    yield from _results(spent)


def _results(spent: Spent) -> Iterable[Result]:
    told = f"{_cpu(spent, 'ours', 'ingest'):,.0f} µs and {_cpu(spent, 'typical', 'ingest'):,.0f} µs"
    ratio = _ratio(spent, "ingest", "typical")
    what = "CPU of an ingest request, warm, against a typical handler"
    yield judged("P3", what, ratio, "times", "≤ 0.4", told, decision=DECISION)
    for step in STEPS:
        if ("fastapi", step) in spent:  # as much as FastAPI on PostgreSQL, in the same run
            each, theirs = 1e6 / _cpu(spent, "ours", step), 1e6 / _cpu(spent, "fastapi", step)
            what, told = f"{step}, per second of CPU", f"FastAPI on PostgreSQL {theirs:,.0f}"
            yield judged("P3", what, each, UNITS[step], f"≥ {theirs:.0f}", told, decision=DECISION)


def _ratio(spent: Spent, step: str, other: str) -> float:
    """Return the median of the rounds' ratios, without the first round."""
    both = zip(spent["ours", step][1:], spent[other, step][1:], strict=True)
    return median(mine / theirs for mine, theirs in both)


def _cpu(spent: Spent, who: str, step: str) -> float:
    """Return the median CPU of one request, in microseconds."""
    return median(spent[who, step][1:]) * 1e6


def _round(number: int, there: Stage, typical: Typical, team_built: _FastApi | None, spent: Spent) -> None:
    """Take the same leads from delivery to owner, once by each."""
    first = number * REQUESTS * 3 + 1
    events = [there.delivery(first + n) for n in range(REQUESTS * 3)]
    lead_ids: list[str] = []

    def take_in() -> None:
        lead_ids.extend(stage.answered(there.ingest.handler(event, None))["lead_id"] for event in events[::3])

    def take_in_typically() -> None:
        for event in events[1::3]:
            stage.answered(typical.handler(event, Context()))

    _spend(spent, "ours", "ingest", take_in)
    _spend(spent, "typical", "ingest", take_in_typically)
    if team_built:
        _spend(spent, "fastapi", "ingest", partial(team_built.take_in, events[2::3]))
    batch = team.stream(*(team.read(there.table, lead_id) for lead_id in lead_ids))
    _spend(spent, "ours", "route", lambda: there.route(batch, None))
    if team_built:
        _spend(spent, "fastapi", "route", team_built.route)
    offered = [(lead_id, team.read(there.table, lead_id).offer.agent_ids[0]) for lead_id in lead_ids]
    claims = [there.claim_of(lead_id, agent_id) for lead_id, agent_id in offered]
    _spend(spent, "ours", "claim", lambda: [stage.answered(there.claim.handler(one, None)) for one in claims])
    if team_built:
        _spend(spent, "fastapi", "claim", team_built.claim)


def _spend(spent: Spent, who: str, step: str, work: Callable[[], object]) -> None:
    begun = process_time()
    work()
    spent[who, step].append((process_time() - begun) / REQUESTS)


class _FastApi:
    """Drive the app and the worker that a team would build."""

    def __init__(self, database: str, there: Stage) -> None:
        from psycopg import AsyncConnection  # of the group `bench`, as FastAPI

        from benchmarks import reference

        self._call, self._loop = reference.call, asyncio.new_event_loop()
        self._db = self._run(AsyncConnection.connect(database, autocommit=True))
        self._there = reference.Reference(self._db, there.secret.source_secret(WEB, 1), AGENTS)
        self._run(self._there.prepare({make.member(agent_id).sub: agent_id for agent_id in AGENTS}))

    def take_in(self, events: list[Json]) -> None:
        """Deliver what API Gateway would have passed on."""

        async def deliver() -> None:
            for event in events:
                await self._call(self._there.app, event["rawPath"], event["body"], event["headers"])

        self._run(deliver())

    def route(self) -> None:
        """Route all that wait."""
        if self._run(self._there.route(REQUESTS)) != REQUESTS:
            raise RuntimeError("not all were offered")
        asked = self._run(self._db.execute("select lead_id, agent_id from leads where state = 'offered'"))
        self._offered = self._run(asked.fetchall())

    def claim(self) -> None:
        """Claim all that is offered."""

        async def claim() -> None:
            for lead_id, agent_id in self._offered:
                sub = cast("str", make.member(agent_id).sub)
                await self._call(self._there.app, f"/leads/{lead_id}/claim", "", {"x-sub": sub})

        self._run(claim())

    def close(self) -> None:
        """Close the connection."""
        self._run(self._db.close())
        self._loop.close()

    def _run(self, work: Any) -> Any:
        return self._loop.run_until_complete(work)
