"""Count what every operation, the sweep and routing cost as a team grows: in leads, agents, routes and open offers.

Flat is what reads as much from ten times as many. With RELEVO_GROWTH_LEADS=1000000 the table grows to a million leads:
6 GB on disk, 4 GB of memory, and ten minutes more. The curves in docs/images are drawn from the largest run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.growing import curves, operations
from benchmarks.growing.crowd import Size
from benchmarks.growing.ledger import Cost
from benchmarks.growing.operations import Costs, Pairs
from benchmarks.result import Result, judged

MOST = int(os.environ.get("RELEVO_GROWTH_LEADS", "100000"))
SMALL = Size(leads=1_000, agents=100, routes=10, offers=10)
PICTURES = Path(__file__).parents[1] / "docs" / "images"
CPU = "milliseconds of CPU, without DynamoDB's"
DECISION = 43
NEARLY = 990  # a team may have 1,000 members, and as many routes, some of which the tests have

type Curve = Mapping[int, Costs]

PAGE = 450  # items: one page reads at most 200 leads, and the entries that tell of them
BOUNDED: dict[str, int] = {
    "GET /dashboard": 42_000,  # four partitions are counted up to 10,000 each, and its lists are read
    "GET /contacts/retention": 110_000,  # eight queries of 1,000 entries for each of its pages
    "POST /leads/search, two words": 5_500,  # a page looks at 5,000 entries
    "sweep": 10_500,  # it looks at 2,000 open offers, and at 8,000 owned leads while it looks for inactive ones
    "the first sweep of a process": 12_000,
}
"""Limit the items that these read: they grow until they reach it, and no further."""


def measure() -> Iterable[Result]:
    """Measure in four directions, each from a small team."""
    known: Pairs = {}
    small = operations.measure(SMALL, known)
    decades = [SMALL.leads * 10**power for power in range(1, 10) if SMALL.leads * 10**power <= MOST]
    leads = {SMALL.leads: small} | {many: operations.measure(SMALL._replace(leads=many), known) for many in decades}
    offers = {SMALL.offers: small} | {
        many: operations.measure(SMALL._replace(offers=many), known) for many in (100, 1_000, 10_000)
    }
    agents = {10: operations.measure(SMALL._replace(agents=10), known), SMALL.agents: small}
    agents[NEARLY] = operations.measure(SMALL._replace(agents=NEARLY), known)
    routes = {SMALL.routes: small} | {
        many: operations.measure(SMALL._replace(routes=many), known) for many in (100, NEARLY)
    }
    yield from results(leads, offers, agents, routes)
    draw(leads, offers, agents, routes)


def results(leads: Curve, offers: Curve, agents: Curve, routes: Curve) -> Iterator[Result]:
    """Judge what was measured: costs by the number of each."""
    most, small = max(leads), leads[SMALL.leads]
    yield from _flat("leads", leads[most // 10], leads[most], f"{most // 10:,} and {most:,} leads")
    yield from _flat("offers", small, offers[10_000], "10 and 10,000 open offers")
    yield from _sweep(small, leads[most], offers[10_000])
    yield from _team(small, agents[NEARLY], routes[NEARLY])


def _flat(of: str, less: Costs, more: Costs, between: str) -> Iterator[Result]:
    bounded = {name for name, most in BOUNDED.items() if more[name].items <= most}
    calls = [one for one in more if one not in bounded and more[one].calls > 1.1 * less[one].calls + 1]  # + a visit
    items = [name for name in more if _grows(name, less[name], more[name])]
    for what, found in (("calls", calls), ("items read", items)):
        told = ", ".join(f"{name} {_told(what, less[name])} → {_told(what, more[name])}" for name in found[:6])
        asked = f"{what} that grow with {of}, of {len(more)} operations"
        yield judged("P13", asked, len(found), "operations", "≤ 0", f"{between}; {told or 'none'}", decision=DECISION)


def _told(what: str, cost: Cost) -> str:
    return f"{cost.calls if what == 'calls' else cost.items:,}"


def _grows(name: str, less: Cost, more: Cost) -> bool:
    """Return whether it reads more than a tenth more, and more than what bounds it."""
    return more.items > max(1.1 * less.items + 2, BOUNDED.get(name, PAGE))


def _sweep(small: Costs, many: Costs, offers: Costs) -> Iterator[Result]:
    told = f"{small['sweep'].items:,} with 10 offers, {many['sweep'].items:,} with as many leads as were made"
    yield judged("P13", "items a sweep reads with 10,000 open offers", offers["sweep"].items, "items", "≤ 2200", told)


def _team(small: Costs, agents: Costs, routes: Costs) -> Iterator[Result]:
    for of, more in (("agents", agents), ("routes", routes)):
        cost, before = more["routing of 100 leads"], small["routing of 100 leads"]
        told = f"{before.calls} in a small team; CPU {before.cpu * 1e3:.0f} → {cost.cpu * 1e3:.0f} ms, items {before.items} → {cost.items}"  # noqa: E501  # fmt: skip
        yield judged("P13", f"calls to route 100 leads among {NEARLY} {of}", cost.calls, "calls", f"≤ {before.calls}", told, decision=DECISION)  # noqa: E501  # fmt: skip
    cost = agents["GET /dashboard"]
    told = f"{small['GET /dashboard'].calls} with 100; {cost.items:,} items, CPU {cost.cpu * 1e3:.0f} ms"
    yield judged("P12", f"dashboard of {NEARLY} agents, calls", cost.calls, "calls", "≤ 16", told)


def draw(leads: Curve, offers: Curve, agents: Curve, routes: Curve) -> None:
    """Draw what some operations read, and how long they take, by the number of each."""
    usual = {
        "GET /dashboard": "dashboard", "sweep": "sweep, a minute's", "GET /leads": "list of leads",
        "POST /leads/search": "search", "POST /leads/{lead_id}/claim": "claim",
        "POST /webhooks/{source_id}": "delivery",
    }  # fmt: skip
    offered = {
        "sweep": "sweep, a minute's", "GET /dashboard": "dashboard", "GET /leads, offered": "list of offered",
        "GET /me/offers, an agent": "my offers", "POST /leads/{lead_id}/claim": "claim",
    }  # fmt: skip
    team = {
        "GET /dashboard": "dashboard", "GET /reports/routing": "report by agents", "GET /leads": "list of leads",
        "POST /leads/{lead_id}/claim": "claim", "routing of 100 leads": "routing of 100",
    }  # fmt: skip
    items, cpu = ("items read", lambda cost: float(cost.items)), (CPU, lambda cost: cost.cpu * 1000)
    calls = "calls of DynamoDB", lambda cost: float(cost.calls)
    for file, (title, value), across, curve, shown in (
        ("growth-items.svg", items, "leads", leads, usual),
        ("growth-calls.svg", calls, "leads", leads, usual),
        ("growth-cpu.svg", cpu, "leads", leads, usual),
        ("growth-offers.svg", items, "open offers", offers, offered),
        ("growth-agents.svg", cpu, "agents", agents, team),
        ("growth-routes.svg", cpu, "routes", routes, team),
    ):
        found = {told: [(size, value(costs[name])) for size, costs in curve.items()] for name, told in shown.items()}
        curves.draw(PICTURES / file, title, across, found)
