"""Does the next choice use the route as it is now, whatever it was when the lead came to it?"""

import pytest

from shared.domain.kernel.event_details import PassedDetail
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.route import RULES, SCHEDULE, WEIGHTED, Seat
from shared.domain.routing.dispatch import dispatch, routes_to_read
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, DAN, MAIN, NIGHT, NOON, SECOND

ALL = (ANN, BOB, CAT)
ONE_BY_ONE = tuple(rule for rule in RULES if rule not in ("jump_ball", "assign_to_agent"))


def route(rule, agents=ALL, **change):
    """Return the route with this rule; each edit makes a new version of it."""
    weights = (40, 30, 30) if len(agents) == 3 else (25,) * 4 if len(agents) == 4 else (50, 50)
    seats = tuple(
        Seat(agent_id=one, weight=weights[place] if rule in WEIGHTED else None) for place, one in enumerate(agents)
    )
    return make.route(rule=rule, agents=()).model_copy(update={"agents": seats, **change})


def routed(lead, *routes, at=NOON):
    plan = make.plan(routes)
    turns = Rotations({}, make.workloads())
    return dispatch(lead, plan, turns, at, lambda kind: make.id_of(kind, "1"), lambda: 0.0).lead.stored()


def passed(lead):
    agent_ids = lead.offer.agent_ids
    return lead.sent_to_next_agent(PassedDetail(agent_ids=agent_ids), at=NOON + SECOND, by=agent_ids[0]).stored()


@pytest.mark.parametrize("rule", ONE_BY_ONE)
def test_edited_to_a_jump_ball_all_who_were_not_asked_get_the_lead(rule):
    first = routed(make.lead(), route(rule))
    [asked] = first.offer.agent_ids
    ball = routed(passed(first), route("jump_ball", version=2))
    assert set(ball.offer.agent_ids) == {*ALL} - {asked}
    assert ball.offer.together
    assert (routed(passed(ball), route("jump_ball", version=2)).reason) == "unclaimed"


@pytest.mark.parametrize("rule", ONE_BY_ONE)
def test_edited_from_a_jump_ball_whoever_was_not_asked_is_asked_one_by_one(rule):
    ball = passed(routed(make.lead(), route("jump_ball", (ANN, BOB))))
    later = routed(ball, route(rule, (ANN, BOB, CAT, DAN), version=2))
    assert later.offer.agent_ids[0] in (CAT, DAN)
    last = routed(passed(later), route(rule, (ANN, BOB, CAT, DAN), version=2))
    assert {*later.offer.agent_ids, *last.offer.agent_ids} == {CAT, DAN}


@pytest.mark.parametrize("before", ONE_BY_ONE)
@pytest.mark.parametrize("after", ONE_BY_ONE)
def test_from_one_rule_to_another_each_agent_is_asked_once(before, after):
    lead, asked = routed(make.lead(), route(before)), []
    while lead.state == "offered":
        asked += lead.offer.agent_ids
        lead = routed(passed(lead), route(after, version=2))
    assert sorted(asked) == sorted(ALL)


@pytest.mark.parametrize("rule", [*ONE_BY_ONE, "jump_ball"])
def test_an_agent_who_was_added_is_asked_and_one_who_was_removed_is_not(rule):
    first = routed(make.lead(), route(rule, (ANN, BOB)))
    edited = route(rule, tuple(one for one in (CAT, DAN, ANN) if one not in first.offer.agent_ids), version=2)
    asked, lead = [], routed(passed(first), edited)
    while lead.state == "offered":
        asked += lead.offer.agent_ids
        lead = routed(passed(lead), edited)
    assert {CAT, DAN} <= set(asked)
    assert BOB not in asked


@pytest.mark.parametrize("rule", ONE_BY_ONE)
def test_edited_to_assign_the_agent_gets_the_lead_unless_they_passed(rule):
    first = routed(make.lead(), route(rule))
    assert routed(passed(first), route("assign_to_agent", (DAN,), version=2)).owner == DAN
    assert routed(passed(first), route("assign_to_agent", first.offer.agent_ids, version=2)).reason == "unclaimed"


def test_a_jump_ball_of_an_unedited_route_is_not_thrown_to_who_comes_later():
    off = make.route(rule="jump_ball", agents=(ANN, BOB))
    assert routed(passed(routed(make.lead(), off)), route("jump_ball", ALL)).reason == "unclaimed"
    edited = make.route(rule="jump_ball", agents=(ANN, BOB), version=3)
    assert routed(passed(routed(make.lead(), edited)), route("jump_ball", ALL, version=3)).reason == "unclaimed"


# special routes

SPECIAL = make.route(NIGHT, (ANN, BOB), activation=Activation(start="2026-01-05", to="2026-01-05"), title="Special")
OVER = {"status": "paused", "switched_at": NOON}


def test_an_end_by_schedule_keeps_the_leads_of_a_special_route_on_it_to_their_end():
    ended = SPECIAL.model_copy(update={**OVER, "switched_by": SCHEDULE})
    lead = passed(routed(make.lead(), SPECIAL))
    plan = make.plan([ended, make.route()])
    assert routes_to_read(lead, plan, NOON) == (ended,)
    second = routed(lead, ended, make.route())
    assert (second.route_id, second.offer.agent_ids) == (NIGHT, (BOB,))
    assert routed(passed(second), ended, make.route()).reason == "unclaimed"
    assert routed(make.lead(), ended, make.route()).route_id == MAIN


def test_at_its_end_such_a_route_leads_on_to_the_next_route():
    ended = SPECIAL.model_copy(update={**OVER, "switched_by": SCHEDULE, "when_nobody": "next_route"})
    lead = passed(routed(passed(routed(make.lead(), SPECIAL)), ended))
    assert routed(lead, ended, make.route()).offer.agent_ids == (CAT,)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({**OVER, "switched_by": BOSS}, id="a person paused it"),
        pytest.param({**OVER, "switched_by": SCHEDULE, "activation": None}, id="it is no special route any more"),
    ],
)
def test_paused_by_a_person_its_leads_are_matched_anew(change):
    lead = passed(routed(make.lead(), SPECIAL))
    matched = routed(lead, SPECIAL.model_copy(update=change), make.route())
    assert (matched.route_id, matched.offer.agent_ids) == (MAIN, (BOB,))
