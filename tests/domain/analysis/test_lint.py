"""Does lint find what is probably unintended, and nothing in a healthy plan?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.analysis.lint import lint
from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.route import ToAgent
from shared.domain.routing.match import match
from tests import make
from tests.domain import plans
from tests.make import ANN, BOB, BOSS, CAT, DAN, EVE, MAIN, NIGHT, NOON, PORTAL, WEB, id_of

WEEKEND, OTHER = id_of("route", "weekend"), id_of("route", "other")
GRACIA = Condition(field="place", op="eq", value="Gracia")
DEAR = Condition(field="price_max", op="gte", value=500_000)
ALL_DAY = "00:00", "24:00"


def window(start, to, *days):
    return Window(days=days or DAYS, start=start, to=to)


def found(plan, *codes):
    """Return the problems, only of these codes if any are given."""
    return [one for one in lint(plan, lambda _holidays, _year: {}, NOON) if not codes or one.code in codes]


def route(route_id, title, *windows, **change):
    return make.route(route_id, **{"title": title, "windows": windows, **change})


def test_a_healthy_plan_has_no_problems():
    day, night = window("08:00", "22:00"), window("22:00", "08:00")
    plan = make.plan([
        route(OTHER, "Portal Casas", day, sources=(PORTAL,)),
        route(NIGHT, "Guardia de noche", night),
        route(MAIN, "Reparto de día", day),
    ])  # fmt: skip
    assert found(plan) == []


# Shadowed routes


SHADOWED = [
    pytest.param([{}], {}, [0], id="by one above"),
    pytest.param([{"windows": (window("08:00", "22:00"),)}], {}, [], id="not in all its minutes"),
    pytest.param(
        [{"windows": (window("08:00", "22:00"),)}, {"windows": (window("22:00", "08:00"),)}], {}, [0, 1], id="by two"
    ),
    pytest.param([{"sources": (WEB,)}, {"sources": (PORTAL,)}], {}, [0, 1], id="by two, source by source"),
    pytest.param([{"sources": (WEB,)}], {"sources": (WEB,)}, [0], id="in its one source"),
    pytest.param([{"sources": (WEB,)}], {}, [], id="not in all its sources"),
    pytest.param([{"when_nobody": "next_route"}], {}, [], id="not by one that sends leads on"),
    pytest.param([{"when_nobody": ToAgent(agent_id=EVE)}], {}, [0], id="by one that gives them to a member"),
    pytest.param([{"conditions": (GRACIA,)}], {}, [], id="not by one that asks for more"),
    pytest.param([{"conditions": (GRACIA,)}], {"conditions": (GRACIA, DEAR)}, [0], id="by one that asks for less"),
    pytest.param(
        [{"conditions": (DEAR,)}], {"conditions": (DEAR.model_copy(update={"value": 600_000}),)}, [0],
        id="by one whose condition takes in more",
    ),
    pytest.param([{"status": "paused"}], {}, [], id="not by a paused one"),
    pytest.param([{"rule": "assign_to_agent", "agents": (ANN,)}], {}, [], id="not by one whose agent may be away"),
    pytest.param([{"activation": Activation(start="2026-01-01", to="2026-12-31")}], {}, [], id="not by a special one"),
    pytest.param([{}], {"rule": "assign_to_agent", "agents": (BOB,)}, [], id="one that assigns never is"),
    pytest.param([{}], {"status": "paused"}, [], id="a paused one is not looked at"),
    pytest.param(
        [{}], {"status": "paused", "activation": Activation(start="2026-02-01", to="2026-02-02")}, [0],
        id="a special one is looked at while it is paused",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "by"), SHADOWED)
def test_a_route_is_shadowed_when_those_above_take_all_its_leads(above, below, by):
    ids = [id_of("route", f"above{n}") for n in range(len(above))]
    routes = [
        make.route(route_id, **{"title": route_id[-6:], **change}) for route_id, change in zip(ids, above, strict=True)
    ]
    problems = found(make.plan([*routes, make.route(**below)]), "route_shadowed")
    assert [one.route_ids for one in problems] == ([(MAIN, *(ids[n] for n in by))] if by else [])


def test_a_shadowed_route_is_reported_with_what_shadows_it():
    [problem] = found(make.plan([route(NIGHT, "Todo"), route(MAIN, "Día")]), "route_shadowed")
    assert problem.sentences == {
        "es": ("«Día» está tapada por otra ruta y nunca recibe prospectos: «Todo» toma antes todo lo suyo.",),
        "en": ("“Día” is shadowed and never takes a lead: “Todo” takes all of it before.",),
    }


@given(plans.plans(most=6), st.data())
def test_a_shadowed_route_never_takes_a_lead(plan, data):
    shadowed = {one.route_ids[0] for one in found(plan, "route_shadowed")}
    source_id = data.draw(st.sampled_from([WEB, PORTAL]))
    lead = data.draw(plans.leads(plan)).model_copy(update={"skips": (), "source_id": source_id})
    at = NOON + timedelta(minutes=30 * data.draw(st.integers(0, 7 * 48)))
    taken = match(plan, lead, at, lambda _: False).route
    assert taken is None or taken.route_id not in shadowed


# Routes that can take no lead


@pytest.mark.parametrize(
    ("sources", "change", "says"),
    [
        pytest.param([make.source(status="archived")], {"sources": (WEB,)}, "archived", id="archived"),
        pytest.param([make.source(owner=ANN)], {"sources": (WEB,)}, "belong to", id="a member's own"),
        pytest.param([], {}, "no active source", id="no source at all"),
        pytest.param(
            None, {"status": "paused", "activation": Activation(start="2025-12-01", to="2025-12-31")}, "dates are over",
            id="past",
        ),
    ],
)  # fmt: skip
def test_a_route_that_can_never_take_a_lead_is_unreachable(sources, change, says):
    [problem] = found(make.plan([make.route(**change)], sources=sources), "route_unreachable")
    assert problem.route_ids == (MAIN,)
    assert says in problem.sentences["en"][0]


@pytest.mark.parametrize(
    ("sources", "change"),
    [
        pytest.param([make.source(owner=BOSS)], {"sources": (WEB,)}, id="its owner is not active"),
        pytest.param([make.source(owner=ANN), make.source(PORTAL)], {}, id="one of several"),
        pytest.param(None, {"activation": Activation(start="2025-12-01", to="2025-12-31")}, id="switched on by hand"),
        pytest.param(
            None, {"status": "paused", "activation": Activation(start="2025-12-01", to="2025-12-31", yearly=True)},
            id="every year",
        ),
    ],
)  # fmt: skip
def test_a_route_that_may_still_take_a_lead_is_not_unreachable(sources, change):
    members = [make.member(a) for a in (ANN, BOB, CAT)]
    plan = make.plan([make.route(**change)], [*members, make.member(BOSS, status="removed")], sources)
    assert found(plan, "route_unreachable") == []


# Overrides


def test_a_route_that_assigns_overrides_those_it_overlaps_in_any_position():
    morning, evening = window("08:00", "12:00"), window("18:00", "22:00")
    plan = make.plan([
        route(NIGHT, "Evening", evening),
        route(MAIN, "Morning", morning, sources=(PORTAL,)),
        route(WEEKEND, "Both", morning, evening),
        route(OTHER, "To Dan", morning, sources=(WEB,), rule="assign_to_agent", agents=(DAN,)),
    ])  # fmt: skip
    [problem] = found(plan, "route_overridden")
    assert (problem.route_ids, problem.agent_ids) == ((OTHER, WEEKEND), (DAN,))
    assert problem.sentences["es"] == ("«To Dan» asigna directamente y anula a «Both» donde coinciden.",)


def test_of_two_routes_that_assign_the_higher_overrides_the_lower():
    plan = make.plan([
        make.route(title="A", rule="assign_to_agent", agents=(ANN,)),
        make.route(NIGHT, title="B", rule="assign_to_agent", agents=(BOB,)),
    ])  # fmt: skip
    assert [one.route_ids for one in found(plan, "route_overridden")] == [(MAIN, NIGHT)]


def test_routes_whose_conditions_exclude_each_other_do_not_overlap():
    sants = Condition(field="place", op="eq", value="Sants")
    plan = make.plan([
        make.route(title="Gracia", rule="assign_to_agent", agents=(ANN,), conditions=(GRACIA,)),
        make.route(NIGHT, title="Sants", conditions=(sants,)),
        make.route(OTHER, title="Todo"),
    ])  # fmt: skip
    assert [one.route_ids for one in found(plan, "route_overridden")] == [(MAIN, OTHER)]


def test_a_special_route_whose_dates_are_over_is_one_problem_and_overrides_nothing():
    past = {"status": "paused", "activation": Activation(start="2025-12-01", to="2025-12-31")}
    plan = make.plan([make.route(NIGHT, rule="assign_to_agent", agents=(ANN,), **past), make.route()])
    assert [one.code for one in found(plan)] == ["route_unreachable"]


# Hours


GAPS = [
    ((("08:00", "22:00"),), "todos los días 22:00–08:00", "every day 22:00–08:00"),
    (((*ALL_DAY, "mon", "tue", "wed", "thu", "fri"),), "sábado y domingo todo el día", "Saturday and Sunday all day"),
    ((("09:00", "24:00", "mon"), (*ALL_DAY, *DAYS[1:])), "lunes 00:00–09:00", "Monday 00:00–09:00"),
    (
        (("08:00", "20:00", *DAYS[:5]), (*ALL_DAY, "sat", "sun")),
        "lunes 00:00–08:00, lunes a jueves 20:00–08:00 y viernes 20:00–24:00",
        "Monday 00:00–08:00, Monday to Thursday 20:00–08:00 and Friday 20:00–24:00",
    ),
]


@pytest.mark.parametrize(("windows", "es", "en"), GAPS, ids=[row[2] for row in GAPS])
def test_hours_without_a_route_are_reported(windows, es, en):
    plan = make.plan([route(MAIN, "Main", *(window(*one) for one in windows))])
    [problem] = found(plan, "hours_uncovered")
    assert problem.source_ids == (WEB, PORTAL)
    assert problem.sentences == {
        "es": (f"Los prospectos de «Web» y «Portal» no tienen ruta en estas horas: {es}.",),
        "en": (f"Leads of “Web” and “Portal” have no route at these hours: {en}.",),
    }


def test_sources_with_different_gaps_are_different_problems():
    plan = make.plan([route(NIGHT, "Web", sources=(WEB,)), route(MAIN, "Main", window("08:00", "20:00"))])
    assert [one.source_ids for one in found(plan, "hours_uncovered")] == [(PORTAL,)]


def test_a_route_with_conditions_covers_no_hour():
    [problem] = found(make.plan([make.route(conditions=(GRACIA,))]), "hours_uncovered")
    assert problem.sentences == {
        "es": (
            "Los prospectos de «Web» y «Portal» solo tienen rutas especiales o con condiciones: "
            "lo que estas no tomen quedará sin asignar.",
        ),
        "en": (
            "Leads of “Web” and “Portal” have only special routes, or routes with conditions: "
            "whatever these leave goes to the pool.",
        ),
    }


WEEKEND_GAP = "Friday 20:00–24:00, Saturday and Sunday all day and Monday 00:00–09:00"


@pytest.mark.parametrize(
    ("held", "times"),
    [
        pytest.param(0, "Monday to Thursday 20:00–09:00, " + WEEKEND_GAP, id="not held"),
        pytest.param(12, "Monday to Thursday 20:00–09:00, " + WEEKEND_GAP, id="a night is longer"),
        pytest.param(13, WEEKEND_GAP, id="a night"),
        pytest.param(61, None, id="a weekend"),
    ],
)
def test_hours_during_which_leads_are_held_are_no_problem(held, times):
    week = window("09:00", "20:00", *DAYS[:5])
    problems = found(make.plan([make.route(windows=(week,))], hold_hours=held))
    assert [one.code for one in problems] == (["hours_uncovered"] if times else [])
    if times:
        assert problems[0].sentences["en"][0].endswith(f"at these hours: {times}.")


def test_a_source_covered_only_by_conditions_is_reported_however_long_leads_are_held():
    assert len(found(make.plan([make.route(conditions=(GRACIA,))], hold_hours=96), "hours_uncovered")) == 1


# Agents, percentages, chains


@pytest.mark.parametrize(
    ("agents", "members", "says"),
    [
        pytest.param((), [], "has no agents", id="none"),
        pytest.param((ANN, BOB), [make.member(ANN, status="invited")], "no active member", id="none active"),
        pytest.param(
            (ANN,), [make.member(ANN, hours=(window("08:00", "12:00"),))], "hours that meet", id="never there"
        ),
    ],
)
def test_a_route_that_no_agent_can_receive_from_is_reported(agents, members, says):
    plan = make.plan([route(MAIN, "Main", window("12:00", "08:00"), agents=agents)], members)
    [problem] = found(plan, "no_eligible_agents")
    assert says in problem.sentences["en"][0]
    assert (problem.route_ids, problem.agent_ids) == ((MAIN,), agents)


PAUSED = Pause(side="team", by=BOSS, at=NOON)
DAY = window("09:00", "18:00")


@pytest.mark.parametrize(
    ("pauses", "there"),
    [
        pytest.param([PAUSED, PAUSED], True, id="everybody"),
        pytest.param([PAUSED, None], False, id="not everybody"),
        pytest.param([PAUSED, PAUSED.model_copy(update={"until": NOON + timedelta(days=9)})], False, id="one ends"),
        pytest.param([PAUSED, PAUSED.model_copy(update={"start": NOON + timedelta(days=1)})], False, id="not yet"),
        pytest.param([PAUSED, PAUSED.model_copy(update={"route_id": MAIN})], True, id="on this route"),
        pytest.param([PAUSED, PAUSED.model_copy(update={"route_id": NIGHT})], False, id="on another"),
    ],
)
def test_a_route_whose_agents_are_all_paused_without_end_is_reported(pauses, there):
    members = [
        make.member(agent_id, pauses=(pause,) if pause else ())
        for agent_id, pause in zip((ANN, BOB), pauses, strict=True)
    ]
    problems = found(make.plan([route(MAIN, "Main", agents=(ANN, BOB))], members))
    assert [one.sentences["es"] for one in problems] == (
        [("En «Main» todo el mundo está en pausa, sin fecha de fin.",)] if there else []
    )


@pytest.mark.parametrize(
    ("change", "settings", "times"),
    [
        pytest.param({}, {}, "every day 18:00–09:00", id="always open"),
        pytest.param({"windows": (window("08:00", "20:00"),)}, {}, "every day 08:00–09:00 and every day 18:00–20:00",
                     id="longer than they work"),
        pytest.param({"windows": (window("10:00", "12:00"),)}, {}, None, id="shorter"),
        pytest.param({"agents": (ANN, BOB)}, {}, None, id="one works always"),
        pytest.param({"when_nobody": "next_route"}, {}, None, id="it sends them on"),
        pytest.param({"when_nobody": ToAgent(agent_id=BOB)}, {}, None, id="it gives them to a member"),
        pytest.param({"rule": "assign_to_agent"}, {}, None, id="it assigns, or does not apply"),
        pytest.param({}, {"hold_hours": 15}, None, id="they are held"),
    ],
)  # fmt: skip
def test_hours_in_which_a_route_is_open_and_no_agent_works_are_reported(change, settings, times):
    members = [make.member(ANN, hours=(DAY,)), make.member(BOB)]
    change = {"agents": (ANN,), **change}
    problems = found(make.plan([route(MAIN, "Main", **change)], members, **settings), "window_without_agents")
    assert [one.sentences["en"] for one in problems] == (
        [(f"“Main” is open at hours at which none of its agents works: {times}.",)] if times else []
    )


def test_percentages_that_do_not_add_up_to_100_are_reported():
    seats = [{"agent_id": ANN, "weight": 50}, {"agent_id": BOB, "weight": 30}]
    given = make.route().model_dump() | {"rule": "fair_share", "agents": seats}
    plan = make.plan([type(make.route()).model_validate(given)])
    [problem] = found(plan, "weights_not_100")
    assert problem.sentences["es"] == ("Los porcentajes de «Main» suman 80, no 100.",)


@pytest.mark.parametrize(
    ("change", "there"),
    [
        pytest.param({"claim_seconds": 1201}, True, id="too long"),
        pytest.param({"claim_seconds": 1200}, False, id="just long enough"),
        pytest.param({"claim_seconds": 1201, "claim_clock": "working"}, False, id="its clock counts working hours"),
        pytest.param({"claim_seconds": 1201, "rule": "jump_ball"}, False, id="all are asked at once"),
        pytest.param({"claim_seconds": 86_400, "windows": ()}, False, id="always open"),
        pytest.param({"claim_seconds": 86_400, "windows": (window(*ALL_DAY),)}, False, id="open all week"),
        pytest.param(
            {"claim_seconds": 2400, "windows": (window("23:00", "24:00"), window("00:00", "01:00"))}, False,
            id="windows that touch are one",
        ),
    ],
)  # fmt: skip
def test_a_chain_of_offers_longer_than_any_window_is_reported(change, there):
    plan = make.plan([make.route(**{"windows": (window("09:00", "10:00"),), **change})])
    problems = found(plan, "chain_longer_than_window")
    assert bool(problems) == there
    if there:
        assert "takes 1 h 1 min, and the route is open for 1 h at most" in problems[0].sentences["en"][0]


def test_only_agents_who_are_asked_count_for_the_length_of_a_chain():
    members = [make.member(ANN), make.member(BOB), make.member(CAT, status="invited")]
    plan = make.plan([make.route(claim_seconds=1201, windows=(window("09:00", "10:00"),))], members)
    assert found(plan, "chain_longer_than_window") == []


# The whole plan


def test_a_plan_without_routes_is_one_problem():
    for plan in (make.plan([]), make.plan([make.route(status="paused")])):
        assert [one.code for one in found(plan)] == ["no_routes"]


def test_a_source_without_a_route_is_one_problem_and_its_hours_are_no_other():
    [problem] = found(make.plan([make.route(sources=(WEB,))]))
    assert (problem.code, problem.source_ids) == ("source_without_route", (PORTAL,))


def test_problems_are_ordered_by_route_with_those_of_the_plan_last():
    plan = make.plan([
        route(NIGHT, "Nobody", window("22:00", "08:00"), agents=()),
        route(MAIN, "Main", window("08:00", "20:00")),
        route(OTHER, "Shadowed", window("09:00", "10:00"), agents=()),
    ])  # fmt: skip
    codes = ["no_eligible_agents", "route_shadowed", "no_eligible_agents", "hours_uncovered"]
    assert [one.code for one in found(plan)] == codes
    assert found(plan) == found(plan)


@given(plans.plans(most=6))
def test_every_problem_of_any_plan_has_a_sentence_and_names_existing_records(plan):
    for one in found(plan):
        assert all(len(sentences) == 1 and "{" not in sentences[0] for sentences in one.sentences.values())
        assert set(one.route_ids) <= set(plan.order.route_ids)
        assert set(one.source_ids) <= set(plan.sources)
    places = [plan.positions[one.route_ids[0]] for one in found(plan) if one.route_ids]
    assert places == sorted(places)
