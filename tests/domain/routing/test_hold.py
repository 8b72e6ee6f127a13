"""Which leads are held, until when, and do they go through routing at that instant, unless somebody took them?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.decision import unchanged
from shared.domain.leads.claim import claim, release
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.route import ToAgent
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.hold import end_hold, holds_leads
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOSS, END, MAIN, NIGHT, NOON, RESPONSE, SECOND, closed, offered, owned, pooled

HELD = pooled(reason="no_route", routes_at=END, attempts=2, skips=(MAIN,))


def test_at_its_instant_a_held_lead_goes_through_routing():
    decision = end_hold(HELD, END)
    lead = decision.lead
    assert (lead.state, lead.reason, lead.routes_at, lead.attempts) == ("unrouted", None, None, 0)
    assert (lead.todo, lead.stop_clock, lead.since) == ("route", None, END)
    assert (lead.history[-1].kind, lead.history[-1].by) == ("sent", "clock")
    assert (lead.skips, decision.workload_changes, decision.counters) == ((MAIN,), (), ())


@pytest.mark.parametrize("lead", [make.lead(), offered(), owned(), pooled(), closed], ids=lambda lead: lead.state)
def test_a_lead_that_is_not_held_is_unchanged(lead):
    assert end_hold(lead, END) == unchanged(lead)


def test_a_lead_held_until_later_is_unchanged():
    assert not end_hold(HELD, END - SECOND).changed


def test_a_held_lead_is_released_once():
    assert not end_hold(end_hold(HELD, END).lead, END).changed


def test_a_held_lead_that_a_member_took_stays_theirs():
    taken = claim(HELD, make.member(ANN), make.plan(), NOON, workload=Workload(agent_id=ANN), response_id=RESPONSE).lead
    assert (taken.routes_at, taken.clock, taken.skips) == (None, None, ())
    assert not end_hold(taken, END).changed


def test_a_lead_handed_to_routing_still_skips_its_routes_after_being_held():
    handed = make.lead(skips=(MAIN,))
    assert handed.pooled("no_route", at=NOON, by="route", routes_at=END).skips == (MAIN,)
    assert handed.pooled("no_route", at=NOON, by="route").skips == ()


def test_a_lead_returned_to_the_pool_by_hand_is_not_held():
    manager = make.member(BOSS, role="manager")
    assert release(owned(), manager, make.settings(), NOON, audit_id="audit_1").lead.routes_at is None
    assert release(HELD, manager, make.settings(), NOON, audit_id="audit_1").lead.routes_at == END


# Until when: docs/rules.md, "Matching" 6

HOUR = timedelta(hours=1)


def opens(at, to="23:59"):
    """Return windows of the Monday that `NOON` is in, by the clock of Madrid."""
    return (Window(days=("mon",), start=at, to=to),)


def held(route, lead=None, members=None, now=NOON):
    """Return the lead after routing found nobody for it, in a team that holds leads for four hours."""
    plan = make.plan([route], members, hold_hours=4)
    turns = Rotations({}, make.workloads(ANN, make.BOB, make.CAT, BOSS))
    return dispatch(lead or make.lead(), plan, turns, now, lambda kind: make.id_of(kind, "1"), lambda: 0.5).lead


@pytest.mark.parametrize(
    ("at", "routes_at"),
    [
        pytest.param("16:59", NOON + 4 * HOUR - 60 * SECOND, id="a minute before the end of the hold"),
        pytest.param("17:00", None, id="not at its end"),
    ],
)
def test_a_route_that_opens_within_the_time_is_waited_for(at, routes_at):
    lead = held(make.route(windows=opens(at)))
    assert (lead.reason, lead.routes_at, lead.held_until) == ("no_route", routes_at, NOON + 4 * HOUR)
    assert lead.todo is None  # who routes it starts its clock


@pytest.mark.parametrize(
    ("change", "until"),
    [
        pytest.param({}, NOON + 4 * HOUR, id="when the lead came"),
        pytest.param({"last_activity_at": NOON + HOUR}, NOON + 5 * HOUR, id="the person's latest inquiry"),
        pytest.param({"sent_at": NOON + HOUR}, NOON + 5 * HOUR, id="when it was routed anew"),
        pytest.param({"sent_at": NOON, "last_activity_at": NOON + HOUR}, NOON + 5 * HOUR, id="the later of both"),
    ],
)
def test_the_time_counts_from(change, until):
    lead = held(make.route(windows=opens("17:30")), make.lead(**change), now=NOON + 2 * HOUR)
    assert lead.held_until == until


@pytest.mark.parametrize(("late", "is_held"), [(SECOND, True), (0 * SECOND, False)], ids=["before", "at its end"])
def test_a_lead_whose_time_is_over_is_held_no_more(late, is_held):
    lead = held(make.route(status="paused"), now=NOON + 4 * HOUR - late)
    assert (lead.held_until is not None) is is_held


def test_a_lead_that_was_handed_over_does_not_wait_for_the_route_it_was_on():
    night = make.route(NIGHT, windows=opens("15:00"))
    assert held(night, make.lead(skips=(MAIN,))).routes_at == NOON + 2 * HOUR
    assert held(night, make.lead(skips=(NIGHT,))).routes_at is None


@pytest.mark.parametrize(
    ("off", "routes_at"),
    [
        pytest.param(NOON + 3 * HOUR, NOON + 2 * HOUR, id="open before it ends"),
        pytest.param(NOON + 2 * HOUR, None, id="over by the time its window opens"),
        pytest.param(NOON + HOUR, None, id="over before"),
    ],
)
def test_a_special_route_is_waited_for_only_if_it_opens_before_its_schedule_ends_it(off, routes_at):
    days = Activation(start="2026-01-05", to="2026-01-05")
    special = make.route(activation=days, windows=opens("15:00"), next_off=off)
    assert held(special).routes_at == routes_at


@pytest.mark.parametrize(
    ("on", "routes_at"),
    [
        pytest.param(NOON + 4 * HOUR - SECOND, NOON + 4 * HOUR - SECOND, id="a second before the end of the hold"),
        pytest.param(NOON + 4 * HOUR, None, id="not at its end"),
    ],
)
def test_a_special_route_is_waited_for_if_its_schedule_begins_it_in_time(on, routes_at):
    special = make.route(status="paused", activation=Activation(start="2026-01-05", to="2026-01-05"), next_on=on)
    assert held(special).routes_at == routes_at


@pytest.mark.parametrize("before", [HOUR, 0 * HOUR], ids=["before it begins again", "the very instant it does"])
def test_the_end_of_the_time_before_does_not_count(before):
    """A person paused it while its schedule had it on."""
    special = make.route(status="paused", next_on=NOON + HOUR, next_off=NOON + HOUR - before)
    assert held(special).routes_at == NOON + HOUR


def test_the_route_that_opens_first_is_waited_for_whatever_stands_above_it():
    plan = make.plan(
        [make.route(make.id_of("route", "off"), status="paused"), make.route(MAIN, windows=opens("16:00")),
         make.route(NIGHT, windows=opens("15:00"), rule="assign_to_agent", agents=(ANN,))],
        hold_hours=4,
    )  # fmt: skip
    lead = dispatch(make.lead(), plan, Rotations({}, make.workloads()), NOON, str, lambda: 0.5).lead
    assert (lead.reason, lead.routes_at) == ("no_route", NOON + 2 * HOUR)


def test_the_routes_that_would_take_the_lead_are_waited_for_and_no_others():
    """Source: docs/rules.md, "Matching" 2 and 6."""
    place = Condition(field="place", op="eq", value="Gracia")
    route = make.route(sources=(make.WEB,), conditions=(place,), windows=opens("15:00"))
    assert held(route, make.lead(attributes={"place": "Gracia"})).routes_at == NOON + 2 * HOUR
    assert held(route, make.lead(attributes={"place": "Sants"})).routes_at is None
    assert held(route, make.lead(attributes={"place": "Gracia"}, source_id=make.PORTAL)).routes_at is None


@pytest.mark.parametrize("route_id", [None, MAIN], ids=["away", "away from the route"])
def test_the_member_of_when_nobody_is_waited_for_at_any_hour(route_id):
    """Source: docs/rules.md, "Matching" 5 and 6."""
    away = Pause(side="own", until=NOON + HOUR, by=BOSS, at=NOON, route_id=route_id)
    members = [make.member(BOSS, hours=opens("23:00"), pauses=(away,))]
    lead = held(make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=BOSS)), members=members)
    assert lead.routes_at == NOON + HOUR


@pytest.mark.parametrize(("hold", "waits"), [(11, False), (12, True)], ids=["to its very end", "longer"])
def test_a_limit_that_ends_with_the_day_is_waited_for_within_the_time(hold, waits):
    """Midnight in Madrid is eleven hours after `NOON`."""
    plan = make.plan([make.route(agents=(ANN,))], [make.member(ANN, limits=Limits(per_day=1))], hold_hours=hold)
    loads = {ANN: Workload(agent_id=ANN, active=True, received={"2026-01-05": 1})}
    lead = dispatch(make.lead(), plan, Rotations({}, loads), NOON, str, lambda: 0.5).lead
    assert (lead.routes_at, lead.held_until) == (NOON + 11 * HOUR if waits else None, NOON + hold * HOUR)


@pytest.mark.parametrize(("hours", "holds"), [(0, False), (1, True)])
def test_a_team_holds_leads_if_it_chose_hours(hours, holds):
    assert holds_leads(make.plan(hold_hours=hours)) is holds


def test_the_first_of_several_agents_who_is_back_is_waited_for_in_whole_seconds():
    back = NOON + 2 * HOUR - timedelta(milliseconds=1)
    away = Pause(side="own", until=back, by=ANN, at=NOON)
    longer = Pause(side="team", until=back + HOUR, by=BOSS, at=NOON)
    members = [make.member(ANN, pauses=(longer,)), make.member(make.BOB, pauses=(away,))]
    lead = held(make.route(agents=(ANN, make.BOB)), members=members)
    assert (lead.reason, lead.routes_at) == ("nobody_eligible", NOON + 2 * HOUR)


@pytest.mark.parametrize(
    ("change", "is_held"),
    [
        pytest.param({}, True, id="nobody could be asked"),
        pytest.param({"tried": (ANN,), "returned_by": (ANN,)}, True, id="its owner sent it back"),
        pytest.param({"tried": (ANN,)}, False, id="an offer of it went by"),
        pytest.param({"tried": (ANN, BOSS), "returned_by": (BOSS,)}, False, id="one sent it back, one let it go by"),
    ],
)
def test_held_is_what_nobody_let_go_by(change, is_held):
    away = make.member(make.BOB, pauses=(Pause(side="own", until=NOON + HOUR, by=make.BOB, at=NOON),))
    lead = held(make.route(agents=(ANN, make.BOB)), make.lead(**change), members=[away, make.member(BOSS)])
    assert (lead.routes_at, lead.state) == (NOON + HOUR if is_held else None, "pooled")


DAY, EVENING = make.id_of("route", "day"), make.id_of("route", "evening")
AWAY_UNTIL_FOUR = make.member(ANN, pauses=(Pause(side="own", until=NOON + 3 * HOUR, by=ANN, at=NOON),))


@pytest.mark.parametrize(
    ("day", "evening", "change", "routes_at"),
    [
        pytest.param({"when_nobody": "next_route"}, {}, {}, NOON + HOUR, id="one below, if it goes on there"),
        pytest.param({}, {}, {}, NOON + 3 * HOUR, id="not one below, if it keeps the lead"),
        pytest.param({"windows": opens("08:00", "14:30")}, {}, {}, NOON + 1.5 * HOUR, id="until it closes"),
        pytest.param({"windows": opens("08:00", "13:30")}, {}, {}, NOON + HOUR, id="or has closed before"),
        pytest.param({}, {"windows": ()}, {}, NOON + 3 * HOUR, id="nor one below that is open already"),
        pytest.param(
            {}, {"rule": "assign_to_agent", "agents": (make.BOB,)}, {}, NOON + HOUR, id="one that assigns anywhere"
        ),
        pytest.param({"route_id": EVENING}, {"route_id": DAY}, {}, NOON + HOUR, id="one above"),
        pytest.param(
            {"route_id": EVENING}, {"route_id": DAY}, {"route_id": EVENING}, NOON + 3 * HOUR,
            id="but not one above the route that it stays on",
        ),
        pytest.param(
            {"when_nobody": "next_route"}, {}, {"route_id": DAY}, NOON + HOUR, id="but one below the route it stays on"
        ),
        pytest.param(
            {"route_id": EVENING, "when_nobody": "next_route"}, {"route_id": DAY}, {"route_id": EVENING},
            NOON + 3 * HOUR, id="nor one above, if that route would go on below",
        ),
        pytest.param(
            {"windows": (*opens("08:00", "13:30"), *opens("13:40"))}, {"windows": opens("22:00")}, {},
            NOON + 3 * HOUR, id="nor the very route of those who are away, when it opens again",
        ),
        pytest.param({"windows": opens("08:00", "14:30")}, {}, {"route_id": DAY}, None, id="nor when that closes"),
    ],
)  # fmt: skip
def test_a_lead_whose_agents_are_away_waits_for_what_opens_first_of_all_that_would_take_it(
    day, evening, change, routes_at
):
    """Ann of the day is back at four, and Bob's evening begins at two, by the clock of Madrid."""
    by_day = make.route(**{"route_id": DAY, "agents": (ANN,), **day})
    by_night = make.route(**{"route_id": EVENING, "agents": (make.BOB,), "windows": opens("14:00"), **evening})
    routes = sorted([by_day, by_night], key=lambda route: route.route_id)
    plan = make.plan(routes, [AWAY_UNTIL_FOUR], hold_hours=4)
    turns = Rotations({}, make.workloads(ANN, make.BOB))
    lead = dispatch(make.lead(**change), plan, turns, NOON, str, lambda: 0.5).lead
    assert (lead.reason, lead.routes_at) == ("nobody_eligible", routes_at)
