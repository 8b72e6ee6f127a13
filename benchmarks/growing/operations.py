"""Count what each operation costs in a team of a size; and the sweep, routing, an import and an export."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.growing.crowd import Size, person
from benchmarks.growing.ledger import Cost
from benchmarks.growing.world import COUNTED, World, event, world
from functions.route.build import RouteDoors
from functions.route.build import build as build_route
from tests import make
from tests.budgets import test_operations as budgets
from tests.functions import team
from tests.functions.sweeping import sweeping
from tests.make import ANN, BOB, CHIEF, NOON, PORTAL

SWEEPS = 3  # before one is measured: some of its parts work once an hour
ROUTED = 100  # leads of one batch of the stream

type Costs = dict[str, Cost]
type Pairs = dict[str, tuple[str, str]]

LISTS: dict[str, tuple[str, str, dict[str, str], Any]] = {
    "GET /leads, an agent's own": (ANN, "/leads", {"owner": "me"}, None),
    "GET /leads, owned": (CHIEF, "/leads", {"state": "owned"}, None),
    "GET /leads, closed": (CHIEF, "/leads", {"state": "closed"}, None),
    "GET /leads, offered": (CHIEF, "/leads", {"state": "offered"}, None),
    "GET /leads, of an agent": (CHIEF, "/leads", {"owner": BOB}, None),
    "GET /leads, of an agent, waiting": (CHIEF, "/leads", {"owner": BOB, "sort": "waiting"}, None),
    "GET /pool, an agent": (ANN, "/pool", {}, None),
    "GET /me/offers, an agent": (ANN, "/me/offers", {}, None),
    "GET /tasks, an agent": (ANN, "/tasks", {}, None),
    "GET /reports/routing, a year": (CHIEF, "/reports/routing", {"range": "2025-01-06..2026-01-05"}, None),
    "GET /reports/routing, all": (CHIEF, "/reports/routing", {"range": "all", "by": "route"}, None),
    "POST /leads/search, an agent": (ANN, "/leads/search", {}, {"q": "lucia"}),
    "POST /leads/search, two words": (CHIEF, "/leads/search", {}, {"q": "lucia per"}),
    "POST /leads/search, a phone": (CHIEF, "/leads/search", {}, {"q": "600 000 500"}),
}


def measure(size: Size, known: Pairs) -> Costs:
    """Return what everything costs at this size.

    Args:
        size: of the team.
        known: for each operation who may ask it, and about which lead; found out and added where it is not there.
    """
    with world(size) as there:
        return dict([*_operations(there, known), *_lists(there), *_others(there)])


def _operations(there: World, known: Pairs) -> Iterator[tuple[str, Cost]]:
    known |= {operation: budgets.granted(there, operation) for operation in COUNTED if operation not in known}
    for operation in sorted(COUNTED, key=lambda one: known[one]):  # the plan is read anew for another caller
        me, lead_id = known[operation]
        budgets.prepare(there, operation, me, lead_id)
        there.warm(operation, me)
        outcome = there.ask(operation, me, lead_id=lead_id, theirs=operation not in budgets.OF_ANOTHER)
        if outcome != "ok":
            raise RuntimeError(f"{operation} was refused: {outcome}")
        yield operation, there.cost


def _lists(there: World) -> Iterator[tuple[str, Cost]]:
    for name, (me, path, query, body) in LISTS.items():
        there.seat(CHIEF)
        operation = f"{name.split(' ')[0]} {path}"
        costs = []
        for _ in range(3):
            status, answer = there.send(operation, path, make.member(me).sub, query=query, body=body)
            if status >= 300:
                raise RuntimeError(f"{name}: {answer}")
            costs.append(there.cost)
        yield name, min(costs[1:], key=lambda cost: cost.cpu)


def _others(there: World) -> Iterator[tuple[str, Cost]]:
    there.seat(CHIEF)
    sweep = sweeping(there.table, lambda: NOON)
    for turn in range(SWEEPS + 1):
        there.measured(sweep)
        if turn == 0:
            yield "the first sweep of a process", there.cost
    yield "sweep", there.cost
    there.seat(CHIEF)
    yield from _deliveries(there)
    there.seat(CHIEF)
    route = build_route(RouteDoors(table=there.table, now=lambda: NOON, clocks=NoClocks()))  # type: ignore[arg-type]
    one, *leads = [_arrived(there, number) for number in range(ROUTED + 1)]
    route(team.stream(one), None)  # it has read the plan then
    there.measured(lambda: route(team.stream(*leads), None))
    yield f"routing of {ROUTED} leads", there.cost


def _deliveries(there: World) -> Iterator[tuple[str, Cost]]:
    """Receive a new person's inquiry twice: the function has read the plan and the secrets then."""
    headers = {"x-api-key": there.secret.source_secret(PORTAL, 2)}
    for number in (1, 2):
        body = {"contact": {"first_name": "Eva", "emails": [f"eva.{number}@example.com"]}}
        asked = event("POST", f"/webhooks/{PORTAL}", body=body)
        asked["headers"] |= headers
        if (answer := there.measured(partial(there.handle, "POST /webhooks/{source_id}", asked)))["statusCode"] >= 300:
            raise RuntimeError(json.dumps(answer))
    yield "POST /webhooks/{source_id}", there.cost


def _arrived(there: World, number: int) -> Any:
    at = NOON - timedelta(seconds=5)
    lead = make.lead(make.id_of("lead", f"r{number:04}"), contact=person(number), created_at=at, since=at)
    there.put(lead)
    return lead


class NoClocks:
    """Stand in for the state machine: run nothing."""

    start: Callable[..., None] = staticmethod(lambda *_: None)
    stop: Callable[..., None] = staticmethod(lambda *_: None)
