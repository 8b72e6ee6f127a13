"""Generate plans and leads with hypothesis, with all rules, windows, conditions and last resorts."""

from hypothesis import strategies as st

from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.route import RULES, WEIGHTED, Rotation, Seat, ToAgent
from shared.domain.plan_records.workload import Workload
from tests import make
from tests.make import ANN, BOB, CAT, DAN, EVE, NOON, PORTAL, SECOND, WEB

TEAM = (ANN, BOB, CAT, DAN, EVE)
TIMES = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]

windows = st.builds(
    lambda days, start, to: Window(days=tuple(days), start=start, to=to if to != start else "24:00"),
    st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    st.sampled_from(TIMES),
    st.sampled_from(TIMES),
)
hours = st.one_of(st.just(()), st.lists(windows, max_size=2).map(tuple))
conditions = st.sampled_from([
    Condition(field="place", op="eq", value="Gracia"),
    Condition(field="place", op="ne", value="Gracia"),
    Condition(field="price_max", op="gte", value=300_000),
    Condition(field="price_max", op="lt", value=300_000),
    Condition(field="intent", op="exists", value=True),
])  # fmt: skip


@st.composite
def routes(draw, number):
    """Draw a route, any of all."""
    rule = draw(st.sampled_from(RULES))
    agents = draw(st.lists(st.sampled_from(TEAM), min_size=1, max_size=1 if rule == "assign_to_agent" else 5,
                           unique=True))  # fmt: skip
    weighted = rule in WEIGHTED
    return make.route(
        make.id_of("route", f"r{number:02}"),
        title=f"Route {number}",
        rule=rule,
        agents=(),
        sources=draw(st.sampled_from(["all", "all", (WEB,), (PORTAL,), (WEB, PORTAL)])),
        windows=draw(hours),
        conditions=tuple(draw(st.one_of(st.just([]), st.lists(conditions, max_size=2, unique=True)))),
        when_nobody=draw(st.sampled_from(["pool", "next_route", "next_route", ToAgent(agent_id=EVE)])),
        status=draw(st.sampled_from(["active", "active", "active", "paused"])),
    ).model_copy(
        update={
            "agents": tuple(Seat(agent_id=a, weight=draw(st.integers(1, 60)) if weighted else None) for a in agents)
        }
    )


@st.composite
def plans(draw, most=6, zones=("Europe/Madrid",)):
    """Draw a plan, with members who are sometimes away."""
    members = [
        make.member(
            agent_id,
            hours=draw(hours),
            time_zone=draw(st.sampled_from([None, None, "Atlantic/Canary", "America/New_York"])),
            status=draw(st.sampled_from(["active", "active", "active", "invited", "removed"])),
            limits=Limits(per_day=draw(st.sampled_from([None, None, 2]))),
        )
        for agent_id in TEAM
    ]
    number = draw(st.one_of(st.integers(0, most), st.integers(2, most)))
    return make.plan([draw(routes(n)) for n in range(number)], members, time_zone=draw(st.sampled_from(zones)))


@st.composite
def leads(draw, plan):
    """Draw a lead that is new, or comes back from a route."""
    attributes = {
        "place": draw(st.sampled_from(["Gracia", "Sants", None])),
        "price_max": draw(st.sampled_from([200_000, 400_000, None])),
        "intent": draw(st.sampled_from(["buy", None])),
    }
    lead = Lead(
        **{
            **dict(make.lead()),
            "source_id": draw(st.sampled_from([WEB, WEB, PORTAL, None])),
            "attributes": {name: value for name, value in attributes.items() if value is not None},
        }
    )
    if not plan.routes or draw(st.booleans()):
        return lead
    route = draw(st.sampled_from(plan.routes))
    tried = tuple(draw(st.lists(st.sampled_from(route.agent_ids), min_size=1, unique=True)))
    back = {"route_id": route.route_id, "turns": {route.route_id: 1}, "tried": tried, "place": 0}
    skips = draw(st.lists(st.sampled_from(plan.order.route_ids), max_size=2, unique=True))
    return lead.model_copy(update=draw(st.sampled_from([back, {"skips": tuple(skips)}])))


def workloads():
    """Draw each member's workload."""

    def one(agent_id):
        return st.builds(
            lambda active, leads, offered: Workload(agent_id=agent_id, active=active, open_leads=leads, version=1,
                                                open_offers=leads, last_offered_at=offered),
            st.sampled_from([True, True, True, False]),
            st.integers(0, 3),
            st.one_of(st.none(), st.integers(0, 9).map(lambda n: NOON - n * SECOND)),
        )  # fmt: skip

    return st.fixed_dictionaries({agent_id: one(agent_id) for agent_id in TEAM})


@st.composite
def rotations(draw, plan):
    """Draw each route's rotation."""
    return {
        route.route_id: Rotation(
            route_id=route.route_id,
            last=draw(st.sampled_from([None, *TEAM])),
            place=draw(st.integers(-1, 4)),
            turn=draw(st.integers(0, 9)),
            credits={a: draw(st.integers(-9, 9)) / 10 for a in route.agent_ids},
            version=1,
        )
        for route in plan.routes
    }
