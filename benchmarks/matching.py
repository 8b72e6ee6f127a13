"""Measure choosing a route among 1,000: the index against a plain loop over the same routes.

Both run alternately in one process, so the ratio is meaningful on any machine. The loop checks the source, the windows
and the conditions of each active route, in the plan's order, and stops at the first that takes the lead: the index must
give the same result. What the loop would cost at most, over the largest plan that limits allow, decides whether the
index is worth its code (decision 42).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo

from benchmarks.result import Result, judged
from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.plan_records.condition import Condition, matches_condition
from shared.domain.plan_records.route import Route, Seat
from shared.domain.plan_records.route_index import RouteIndex, first_position

ROUTES = 1000  # the limit of a team
LEADS = 2_000
CHECKED = 100_000
ROUNDS = 7
ZONE = ZoneInfo("Europe/Madrid")
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
SOURCES = [f"source_{n:032x}" for n in range(20)]
PLACES = [f"Barrio {n}" for n in range(50)]
KINDS = ["piso", "chalet", "ático", "local", "garaje", "nave", "solar", "oficina"]
AGENT = Seat(agent_id=f"agent_{1:032x}")

# What a loop would cost at most: a lead is matched to know what to read, and again to decide.
DECISIONS, GIGABYTES = 2, 1.0  # of the function `route`
GIGABYTE_SECOND = 0.0000133334  # dollars, of Lambda on arm64
REST = 40  # dollars, what a million leads cost at most otherwise (P7)
CONDITIONS, VALUES, WINDOWS = 20, 30, 49  # of a route; limits are 20, 32 kB together, and 50

type Lead = tuple[str, dict[str, object], datetime]


def plan(number: int, chance: Random) -> list[Route]:
    """Return routes with three sources, five days, a kind, some places, often a price."""
    return [_route(n, chance) for n in range(number)]


def leads(number: int, chance: Random) -> list[Lead]:
    """Return leads of any source, place, kind and price, at any minute of a week, with precomputed local times."""
    return [
        (
            chance.choice(SOURCES),
            {
                "place": chance.choice(PLACES),
                "property_type": chance.choice(KINDS),
                "price_max": chance.randrange(50_000, 900_000),
                "rooms": chance.randrange(6),
            },
            (MONDAY + timedelta(minutes=chance.randrange(7 * 24 * 60))).astimezone(ZONE),
        )
        for _ in range(number)
    ]


HARDEST: Lead = (SOURCES[0], {f"field_{n}": f"value {n}" for n in range(CONDITIONS - 1)}, MONDAY.astimezone(ZONE))
"""A lead that meets all conditions of `largest_plan`, except the last of each route."""


def largest_plan() -> list[Route]:
    """Return as many routes, with as many windows and conditions, as limits allow."""
    windows = tuple(
        Window(days=(DAYS[n % 7],), start=f"{n // 7 * 3:02}:00", to=f"{n // 7 * 3 + 2:02}:59") for n in range(WINDOWS)
    )
    return [
        Route(
            route_id=f"route_{number:032x}", title=f"{number}", rule="round_robin", sources="all", windows=windows,
            conditions=tuple(
                Condition(field=f"field_{n}", op="in", value=(*(f"{number} {m}" for m in range(VALUES)), f"value {n}"))
                for n in range(CONDITIONS)
            ),
            claim_seconds=300, agents=(AGENT,), created_at=MONDAY,
        )
        for number in range(ROUTES)
    ]  # fmt: skip


def plain(routes: list[Route]) -> Callable[[Lead], int | None]:
    """Return the loop: find the first route that takes the lead."""

    def find(lead: Lead) -> int | None:
        source_id, attributes, local = lead
        for place, route in enumerate(routes):
            if route.status != "active":
                continue
            if route.sources != "all" and source_id not in route.sources:
                continue
            if route.windows and not any(window.covers(local) for window in route.windows):
                continue
            if all(matches_condition(condition, attributes) for condition in route.conditions):  # type: ignore[arg-type]
                return place
        return None

    return find


def indexed(index: RouteIndex) -> Callable[[Lead], int | None]:
    """Return the index: find the lowest bit of the routes that take the lead."""

    def find(lead: Lead) -> int | None:
        source_id, attributes, local = lead
        taking = index.covering(source_id, attributes, local)  # type: ignore[arg-type]
        return first_position(taking) if taking else None

    return find


def measure() -> Iterable[Result]:
    """Measure speed against the loop, what the loop would cost at most, building time, and equality."""
    routes, sample = plan(ROUTES, Random(7)), leads(LEADS, Random(11))
    begun = process_time()
    index = RouteIndex(routes)
    built = (process_time() - begun) * 1000
    seconds, ratio = _interleaved(plain(routes), indexed(index), sample)
    wrong = _wrong(plan(100, Random(3)), leads(CHECKED, Random(5)))
    slowest = min(_seconds(plain(largest_plan()), [HARDEST]) for _ in range(3))
    dollars = slowest * DECISIONS * GIGABYTES * GIGABYTE_SECOND * 1e6
    speed = f"{1 / seconds:,.0f} decisions a second"
    yield judged("P8", "index against a plain loop, 1,000 routes", ratio, "times", "≥ 50", speed)
    said = f"{slowest:.2f} s of CPU a decision, ${dollars:,.0f} a million leads; else the index is not worth its code"
    share = dollars / REST
    yield judged("P8", "a loop over the largest plan against all else a lead costs", share, "times", "≥ 0.1", said)
    yield judged("P8", "building the index of 1,000 routes", built, "ms", "≤ 20", "once per version of the plan")
    yield judged("P8", f"of {CHECKED:,} decisions that differ from the loop's", wrong, "leads", "≤ 0", "100 routes")


type Find = Callable[[Lead], object]


def _interleaved(
    one: Callable[[Lead], object], other: Callable[[Lead], object], sample: list[Lead]
) -> tuple[float, float]:
    """Return the seconds per decision of `other`, and how many times as long `one` takes.

    Medians of alternate rounds.
    """
    for lead in sample:
        other(lead)  # fill caches of values
    few = sample[:200]
    ours: list[float] = []
    ratios: list[float] = []
    for _ in range(ROUNDS):
        slow = _seconds(one, few)
        fast = _seconds(other, sample * 5)
        ours.append(fast)
        ratios.append(slow / fast)
    return median(ours), median(ratios)


def _seconds(find: Find, sample: list[Lead]) -> float:
    begun = process_time()
    for lead in sample:
        find(lead)
    return (process_time() - begun) / len(sample)


def _wrong(routes: list[Route], sample: list[Lead]) -> int:
    one, other = plain(routes), indexed(RouteIndex(routes))
    return sum(one(lead) != other(lead) for lead in sample)


def _route(number: int, chance: Random) -> Route:
    conditions = [
        Condition(field="property_type", op="in", value=tuple(chance.sample(KINDS, 2))),
        Condition(field="place", op="in", value=tuple(chance.sample(PLACES, 5))),
    ]
    if chance.random() < 0.6:
        conditions.append(Condition(field="price_max", op="gte", value=chance.choice([100_000, 250_000, 400_000])))
    if chance.random() < 0.3:
        conditions.append(Condition(field="rooms", op="lt", value=chance.choice([2, 4])))
    start, to = chance.choice(["00:00", "08:00", "09:00"]), chance.choice(["17:00", "20:00", "24:00"])
    return Route(
        route_id=f"route_{number:032x}",
        title=f"{number}",
        rule="round_robin",
        sources=tuple(chance.sample(SOURCES, 3)),
        windows=(Window(days=tuple(chance.sample(DAYS, 5)), start=start, to=to),),
        conditions=tuple(conditions),
        claim_seconds=300,
        agents=(AGENT,),
        created_at=MONDAY,
    )
