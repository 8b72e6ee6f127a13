"""Count what every operation, the sweep and routing cost as a team grows: in leads, agents, routes and open offers.

Flat is what reads as much from ten times as many. With RELEVO_GROWTH_LEADS=1000000 the table grows to a million leads,
which takes half an hour; the curves in docs/images are drawn from the largest run.
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
DECISION = 43
NEARLY = 990  # a team may have 1,000 members, and as many routes, some of which the tests have

PAGE = 450  # items: one page reads at most 200 leads, and the entries that tell of them
BOUNDED: dict[str, int] = {
    "GET /dashboard": 42_000,  # four partitions are counted up to 10,000 each, and its lists are read
    "GET /contacts/retention": 110_000,  # eight queries of 1,000 entries for each of its pages
    "sweep": 10_500,  # it looks at 2,000 open offers, and at 8,000 owned leads while it looks for inactive ones
    "the first sweep of a process": 12_000,
}
"""Limit the items that these read: they grow until they reach it, and no further."""


def measure() -> Iterable[Result]:
    """Measure in four directions, each from a small team."""
    known: Pairs = {}
    small = operations.measure(SMALL, known)
    leads = {SMALL.leads: small}
    size = SMALL.leads
    while size < MOST:
        size *= 10
        leads[size] = operations.measure(SMALL._replace(leads=size), known)
    offers = operations.measure(SMALL._replace(offers=10_000), known)
    agents = operations.measure(SMALL._replace(agents=NEARLY), known)
    routes = operations.measure(SMALL._replace(routes=NEARLY), known)
    yield from _flat("leads", leads[size // 10], leads[size], f"{size // 10:,} and {size:,} leads")
    yield from _flat("offers", small, offers, "10 and 10,000 open offers")
    yield from _sweep(small, leads[size], offers)
    yield from _team(small, agents, routes)
    draw(leads)


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


def draw(leads: Mapping[int, Costs]) -> None:
    """Draw what some operations read, and how long they take, by the number of leads."""
    shown = {
        "GET /dashboard": "dashboard", "sweep": "sweep, a minute's", "GET /leads": "list of leads",
        "POST /leads/search": "search", "POST /leads/{lead_id}/claim": "claim",
        "POST /webhooks/{source_id}": "delivery",
    }  # fmt: skip
    for file, title, value in (
        ("growth-items.svg", "items read", lambda cost: float(cost.items)),
        ("growth-calls.svg", "calls of DynamoDB", lambda cost: float(cost.calls)),
        ("growth-cpu.svg", "milliseconds of CPU, without DynamoDB's", lambda cost: cost.cpu * 1000),
    ):
        found = {told: [(size, value(costs[name])) for size, costs in leads.items()] for name, told in shown.items()}
        curves.draw(PICTURES / file, title, "leads", found)
