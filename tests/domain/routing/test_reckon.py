"""Do held leads and owed responses follow the plan as it is now, and does nothing else move?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.contact import DoNotContact
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.decision import unchanged
from shared.domain.leads.transfer import give_back
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.route import ResponseRule, ToAgent
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.hold import is_held
from shared.domain.routing.reckon import reckon_hold, reckon_response
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NIGHT, NOON, RESPONSE, SECOND

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NEW = make.id_of("response", "new")


def window(start, to="23:59"):
    return (Window(days=("mon",), **{"from": start, "to": to}),)


EVENING = make.route(agents=(ANN, BOB), windows=window("18:00"))
AT_SIX = NOON + 5 * HOUR  # 18:00 in Madrid
TWO = (make.member(ANN), make.member(BOB))


def plan(*routes, members=TWO, **settings):
    return make.plan(routes, members=[*members, make.member(BOSS, role="manager")], **{"hold_hours": 12, **settings})


def turns():
    return Rotations({}, make.workloads(ANN, BOB, CAT, BOSS))


def held(at=None, lead=None):
    """Return a lead that came at noon and was held by this plan."""
    at = at or plan(EVENING)
    return dispatch(
        lead or make.lead(), at, turns(), NOON, lambda kind: make.id_of(kind, "1"), lambda: 0.5
    ).lead.stored()


def reckoned(lead, by, now=NOON + HOUR):
    found = reckon_hold(lead, by, turns(), now, lambda kind: make.id_of(kind, "1"), lambda: 0.5)
    return found and found.lead


def paused(until, agent_id=ANN, side="team"):
    return make.member(agent_id, pauses=(Pause(side=side, until=until, by=BOSS, at=NOON),))


def test_a_lead_is_held_until_its_route_opens_and_for_no_longer_than_the_setting_says():
    lead = held()
    assert (lead.routes_at, lead.held_until, lead.reason) == (AT_SIX, NOON + 12 * HOUR, "no_route")
    assert is_held(lead, NOON)


def test_a_lead_that_no_route_will_take_is_held_too_but_without_an_instant():
    lead = held(plan(make.route(status="paused")))
    assert (lead.routes_at, lead.held_until, lead.clock) == (None, NOON + 12 * HOUR, None)
    assert is_held(lead, lead.held_until - SECOND)
    assert not is_held(lead, lead.held_until)


def test_a_team_that_holds_no_leads_holds_none():
    lead = held(plan(EVENING, hold_hours=0))
    assert (lead.routes_at, lead.held_until) == (None, None)
    assert reckoned(lead, plan(make.route())) is None


ASSIGNS = make.route(NIGHT, (ANN,), rule="assign_to_agent")
OPENED = [
    pytest.param(plan(make.route(agents=(ANN,))), "offered", id="the route is open now"),
    pytest.param(plan(EVENING, make.route(NIGHT, (BOB,))), "offered", id="another route was made"),
    pytest.param(plan(EVENING, ASSIGNS), "owned", id="one that assigns was made"),
    pytest.param(plan(make.route(rule="random")), "offered", id="one that draws"),
    pytest.param(
        plan(EVENING.model_copy(update={"windows": window("13:30")})), "offered", id="its windows were edited"
    ),
    pytest.param(plan(EVENING, time_zone="Asia/Tokyo"), "offered", id="the team moved to another time zone"),
    pytest.param(
        plan(make.route(agents=(CAT,), when_nobody=ToAgent(agent_id=BOSS))), "owned", id="somebody takes what is left"
    ),
]


@pytest.mark.parametrize(("by", "state"), OPENED)
def test_a_held_lead_is_routed_as_soon_as_the_plan_lets_it(by, state):
    before = held()
    after = reckoned(before, by)
    assert (after.state, after.routes_at, after.held_until) == (state, None, None)
    assert [(event.kind, event.by) for event in after.history[-2:]] == [
        ("sent", "route"),
        ({"offered": "offered", "owned": "assigned"}[state], "route"),
    ]
    assert after.version == before.version
    assert after.todo == ("wind" if state == "offered" else None)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        pytest.param((paused(NOON + 3 * HOUR),), (make.member(ANN),), id="a pause ended early"),
        pytest.param((make.member(ANN, hours=window("19:00")),), (make.member(ANN),), id="their hours were edited"),
        pytest.param(
            (paused(None),), (paused(None), make.member(BOB)), id="another agent joined the team and the route"
        ),
        pytest.param(
            (make.member(ANN, limits=Limits(open=0)), paused(NOON + HOUR, BOB)),
            (make.member(ANN, limits=Limits(open=5)), paused(NOON + HOUR, BOB)),
            id="a limit was raised",
        ),
    ],
)
def test_a_lead_that_waits_for_its_agents_is_routed_once_one_is_there(was, now):
    route = make.route(agents=(ANN, BOB))
    before = held(plan(route, members=was))
    assert (before.reason, is_held(before, NOON)) == ("nobody_eligible", True)
    assert reckoned(before, plan(route, members=now), NOON + SECOND).state == "offered"


@pytest.mark.parametrize(
    ("by", "reason", "routes_at"),
    [
        pytest.param(plan(EVENING.model_copy(update={"windows": window("20:00")})), "no_route", 7, id="opens later"),
        pytest.param(plan(EVENING.model_copy(update={"windows": window("15:00")})), "no_route", 2, id="opens sooner"),
        pytest.param(plan(), "no_route", None, id="the route is deleted"),
        pytest.param(plan(EVENING.model_copy(update={"status": "paused"})), "no_route", None, id="it is paused"),
        pytest.param(plan(EVENING, hold_hours=3), "no_route", None, id="leads are held less long"),
        pytest.param(
            plan(make.route(agents=(ANN,)), members=(paused(NOON + 4 * HOUR),)), "nobody_eligible", 4,
            id="it is open, but its agent is away",
        ),
    ],
)  # fmt: skip
def test_a_held_lead_that_still_waits_gets_its_new_instant_and_no_event(by, reason, routes_at):
    before = held()
    after = reckoned(before, by)
    assert (after.state, after.reason, after.routes_at) == (
        "pooled", reason, routes_at and NOON + routes_at * HOUR
    )  # fmt: skip
    assert (after.history, after.since, after.tell, after.todo) == (
        before.history, before.since, "noted", routes_at and "wind"
    )  # fmt: skip
    assert reckoned(after.stored(), by) is None


def test_a_plan_that_changes_nothing_for_a_held_lead_changes_nothing():
    assert reckoned(held(), plan(EVENING, make.route(NIGHT, (CAT,), sources=(make.PORTAL,)))) is None


@pytest.mark.parametrize("lead", [make.owned(), make.offered(), make.pooled(), make.closed], ids=lambda one: one.state)
def test_what_is_not_held_stays(lead):
    assert reckoned(lead, plan(make.route())) is None


def test_a_hold_that_is_over_is_not_reckoned_anew():
    lead = held(plan(make.route(status="paused")))
    assert reckoned(lead, plan(make.route()), lead.held_until) is None


def test_a_special_route_that_is_switched_on_takes_the_leads_that_waited_for_it():
    days = Activation(start="2026-01-06", to="2026-01-07")
    off = make.route(status="paused", activation=days, next_on=NOON + 11 * HOUR)
    lead = held(plan(off))
    assert lead.routes_at == NOON + 11 * HOUR
    assert reckoned(lead, plan(off.model_copy(update={"status": "active"}))).state == "offered"


def test_the_time_of_a_hold_counts_from_when_a_lead_was_routed_anew():
    """It came in days ago; its owner gives it back while the others are off hours."""
    late = NOON + timedelta(days=2)
    lead = make.received(ANN, via=MAIN)
    back = give_back(lead, make.member(ANN), make.settings(), late, reason="no_time").lead
    assert back.sent_at == late
    away = plan(make.route(agents=(ANN, BOB)), members=(make.member(ANN), paused(late + HOUR, BOB)))
    sent = dispatch(back, away, turns(), late, lambda kind: make.id_of(kind, "1"), lambda: 0.5).lead
    assert (sent.reason, sent.routes_at, sent.held_until) == ("unclaimed", late + HOUR, late + 12 * HOUR)


# responses

RULE = ResponseRule(within_seconds=3600, actions=("call", "text"))
OWED = make.received(response=make.response())


def owes(by, now=NOON + 10 * MINUTE, lead=OWED):
    decision = reckon_response(lead, by, now, NEW)
    return decision.lead if decision.changed else None


def asks(**change):
    return make.route(response=RULE.model_copy(update=change))


@pytest.mark.parametrize(
    ("by", "due"),
    [
        pytest.param(plan(asks(within_seconds=7200)), 120, id="more time"),
        pytest.param(plan(asks(within_seconds=7200), working_hours=window("15:00")), 120, id="more time, at any hour"),
        pytest.param(
            plan(asks(within_seconds=2400), working_hours=window("15:00")), 50, id="less, likewise at any hour"
        ),
        pytest.param(plan(asks(within_seconds=2400)), 50, id="less, which leaves the whole time from now"),
        pytest.param(plan(asks(within_seconds=60)), 11, id="much less, likewise"),
        pytest.param(plan(asks(within_seconds=3300)), 60, id="a little less: never more than they had"),
        pytest.param(plan(asks(clock="working"), working_hours=window("15:00")), 180, id="only in working hours"),
    ],
)
def test_a_response_that_is_owed_follows_its_route_and_the_working_hours(by, due):
    lead = owes(by)
    if due == 60:
        assert lead is None
        return
    assert (lead.response.due, lead.response.since) == (NOON + due * MINUTE, NOON)
    assert lead.response.response_id == NEW
    assert (lead.todo, lead.stop_clock, lead.history) == ("wind", RESPONSE, OWED.history)


def test_a_response_keeps_its_clock_if_nothing_changes_for_it():
    assert owes(plan(asks())) is None


def test_other_actions_count_from_now_on():
    assert owes(plan(asks(actions=("email",)))).response.actions == ("email",)


@pytest.mark.parametrize("paused", [False, True])
def test_a_route_that_asks_for_no_response_any_more_ends_it_paused_or_not(paused):
    lead = owes(plan(make.route(status="paused" if paused else "active")))
    assert (lead.response, lead.owner, lead.todo, lead.stop_clock) == (None, ANN, "stop", RESPONSE)


def test_what_may_not_be_done_to_the_person_is_not_owed():
    mark = DoNotContact(channels=("email",), by=BOSS, at=NOON)
    marked = OWED.model_copy(update={"do_not_contact": mark})
    assert owes(plan(asks(actions=("email",))), lead=marked).response is None


@pytest.mark.parametrize(
    ("by", "now"),
    [
        pytest.param(plan(make.route(NIGHT)), NOON + MINUTE, id="its route is deleted: the deadline stays"),
        pytest.param(plan(asks(within_seconds=7200)), NOON + HOUR, id="it is over: its clock decides"),
    ],
)
def test_some_responses_do_not_move(by, now):
    assert owes(by, now) is None


@pytest.mark.parametrize("lead", [make.owned(), make.offered(), make.pooled(), make.lead()], ids=lambda one: one.state)
def test_who_owes_nothing_owes_nothing(lead):
    assert reckon_response(lead, plan(asks()), NOON, NEW) == unchanged(lead)


def test_where_nothing_changes_nothing_is_written():
    assert reckon_response(OWED, plan(asks()), NOON + 10 * MINUTE, NEW) == unchanged(OWED)


def test_the_trace_of_a_lead_that_waits_on_tells_until_when():
    later = EVENING.model_copy(update={"windows": window("20:00")})
    found = reckon_hold(held(), plan(later), turns(), NOON + HOUR, lambda kind: make.id_of(kind, "1"), lambda: 0.5)
    assert (found.trace.reason, found.trace.routes_at) == ("no_route", NOON + 7 * HOUR)
