"""Where does an unrouted lead go, and in whose turn?"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.lead_records.counters import hour_of_week, merge_counters
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.route import ResponseRule, Rotation, Seat, ToAgent
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.dispatch import agents_to_read, dispatch, routes_to_read
from shared.domain.routing.expire import expire
from shared.domain.routing.hold import LATE
from shared.domain.routing.match import NAMED_ROUTES
from shared.domain.routing.response_deadline import compute_deadline
from shared.domain.routing.turns import Rotations
from tests import make
from tests.domain import plans
from tests.domain.routing.replay import Replayed, replay
from tests.make import ANN, BOB, BOSS, CAT, DAN, EVE, MAIN, NIGHT, NOON, SECOND

TEAM = (ANN, BOB, CAT, DAN, EVE)
OTHER = make.id_of("route", "other")


def ids():
    numbers = count()
    return lambda kind: make.id_of(kind, f"o{next(numbers)}")


HOUR = f"h{hour_of_week(NOON, make.settings().zone)}"  # in which a lead that comes at noon is counted


def send(lead, plan, turns, now=NOON, new_id=None):
    return dispatch(lead, plan, turns, now, new_id or ids(), chance=lambda: 0.5)


def expired(lead, plan):
    """Return the lead after its open offer expired, read again."""
    after = expire(lead, lead.offer.offer_id, plan.settings.zone, lead.offer.deadline).lead
    return after.stored()


def turns(*agent_ids, rotation=None):
    return Rotations({MAIN: rotation} if rotation else {}, make.workloads(*agent_ids))


def test_leads_of_one_batch_take_turns_in_list_order():
    plan, at = make.plan(), turns()
    got = [send(make.lead(), plan, at).lead.offer for _ in range(7)]
    assert [offer.agent_ids[0] for offer in got] == [ANN, BOB, CAT, ANN, BOB, CAT, ANN]
    assert [offer.turn for offer in got] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("last", "place", "agents", "chosen"),
    [
        pytest.param(None, -1, (ANN, BOB, CAT), ANN, id="the first lead goes to the first"),
        pytest.param(BOB, 1, (ANN, BOB, CAT), CAT, id="after the previous lead's first recipient"),
        pytest.param(CAT, 2, (ANN, BOB, CAT), ANN, id="around the end"),
        pytest.param(BOB, 1, (ANN, CAT, DAN), CAT, id="who left the list: from the place they held"),
        pytest.param(DAN, 3, (ANN, BOB), BOB, id="who left from beyond the end: around it"),
        pytest.param(BOB, 1, (BOB, ANN, CAT), ANN, id="who moved: after where they stand now"),
    ],
)
def test_the_turn_goes_on_from_the_rotation(last, place, agents, chosen):
    rotation = Rotation(route_id=MAIN, last=last, place=place, turn=9, version=3)
    at = turns(rotation=rotation)
    sent = send(make.lead(), make.plan([make.route(agents=agents)]), at)
    assert sent.lead.offer.agent_ids == (chosen,)
    assert at.changed_rotations[MAIN].last == chosen
    assert at.changed_rotations[MAIN].turn == 10


def test_an_unclaimed_lead_goes_to_the_next_and_takes_no_turn():
    plan, at = make.plan(), turns()
    first = send(make.lead(), plan, at).lead
    at = at.after_commit()
    second = send(expired(first, plan), plan, at)
    assert second.lead.offer.agent_ids == (BOB,)
    assert second.lead.offer.turn == first.offer.turn
    assert at.changed_rotations == {}


def test_a_later_offer_keeps_the_turn_that_its_lead_took_whatever_came_between():
    plan, at = make.plan(), turns()
    first = send(make.lead(), plan, at).lead
    send(make.lead(), plan, at)
    assert send(expired(first, plan), plan, at).lead.offer.turn == first.offer.turn == 1


def test_after_the_whole_list_was_tried_once_the_lead_goes_to_the_pool():
    plan, lead, seen = make.plan(), make.lead(), []
    while lead.state == "unrouted":
        lead = send(lead, plan, turns()).lead
        if lead.offer:
            seen += lead.offer.agent_ids
            lead = expired(lead, plan)
    assert seen == [ANN, BOB, CAT]
    assert (lead.state, lead.reason, lead.todo) == ("pooled", "unclaimed", None)
    assert (lead.history[-1].kind, lead.history[-1].by) == ("pooled", "route")


@pytest.mark.parametrize(
    ("plan", "change", "reason"),
    [
        pytest.param(make.plan(), {"source_id": None}, "no_source", id="a lead without a source is not routed"),
        pytest.param(make.plan([]), {}, "no_route", id="no route at all"),
        pytest.param(make.plan([make.route(status="paused")]), {}, "no_route", id="no active route"),
        pytest.param(make.plan(members=[]), {}, "nobody_eligible", id="nobody eligible"),
    ],
)
def test_the_pool_says_why(plan, change, reason):
    sent = send(make.lead(**change), plan, turns())
    assert (sent.lead.state, sent.lead.reason, sent.trace.reason) == ("pooled", reason, reason)


@pytest.mark.parametrize(
    ("members", "workloads", "verdict"),
    [
        pytest.param([make.member(BOB)], make.workloads(), "not_a_member", id="left the team"),
        pytest.param(
            [make.member(ANN, status="removed"), make.member(BOB)], make.workloads(), "not_a_member", id="removed"
        ),
        pytest.param(
            [make.member(ANN, status="invited"), make.member(BOB)], make.workloads(), "not_signed_in", id="invited"
        ),
        pytest.param(
            [make.member(ANN), make.member(BOB)], make.workloads(BOB), "not_active", id="workload says inactive"
        ),
    ],
)
def test_an_ineligible_agent_is_skipped_and_the_trace_says_why(members, workloads, verdict):
    plan = make.plan([make.route(agents=(ANN, BOB))], members=members)
    sent = send(make.lead(), plan, Rotations({}, workloads))
    assert sent.lead.offer.agent_ids == (BOB,)
    assert [(one.agent_id, one.verdict) for one in sent.trace.agents] == [(ANN, verdict), (BOB, "chosen")]


def test_a_lead_stays_on_its_route_when_the_order_changes():
    plan = make.plan()
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    other = make.route(NIGHT, agents=(EVE,), title="Night")
    sent = send(lead, make.plan([other, make.route()]), turns())
    assert sent.lead.route_id == MAIN
    assert sent.trace.stays_on == MAIN


def test_a_lead_whose_route_was_paused_is_matched_again_and_tried_agents_stay_tried():
    plan = make.plan()
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    other = make.route(NIGHT, agents=(ANN, EVE), title="Night")
    sent = send(lead, make.plan([make.route(status="paused"), other]), turns())
    assert (sent.lead.route_id, sent.lead.offer.agent_ids, sent.trace.stays_on) == (NIGHT, (EVE,), None)


def paused(plan, *ids):
    """Return the plan with exactly these routes paused."""
    return make.plan(
        [r.model_copy(update={"status": "paused" if r.route_id in ids else "active"}) for r in plan.routes]
    )


def test_a_lead_that_comes_back_to_a_route_takes_no_second_turn_there():
    plan = make.plan([make.route(), make.route(NIGHT, agents=(EVE,), title="Night")])
    at = turns()
    lead = expired(send(make.lead(), plan, at).lead, plan)
    at = at.after_commit()
    lead = expired(send(lead, paused(plan, MAIN), at).lead, plan)
    at = at.after_commit()
    back = send(lead, paused(plan, NIGHT), at)
    assert (back.lead.route_id, back.lead.offer.agent_ids, back.lead.offer.turn) == (MAIN, (BOB,), 1)
    assert at.changed_rotations == {}


def test_an_offer_counts_for_its_agent():
    at = turns()
    send(make.lead(), make.plan(), at)
    assert at.changed_workloads[ANN].open_offers == 1
    assert at.changed_workloads[ANN].last_offered_at == NOON


def test_a_lead_is_counted_as_received_once():
    plan, at = make.plan(), turns()
    first = send(make.lead(), plan, at)
    again = send(expired(first.lead, plan), plan, at)
    assert [tally.counts for tally in first.counters] == [{"received": 1, HOUR: 1, "o0": 1, "ow0": 1}]
    assert again.counters == ()
    assert merge_counters([*first.counters, *first.counters])[0].counts == {"received": 2, HOUR: 2, "o0": 2, "ow0": 2}


@pytest.mark.parametrize("micros", [0, 1, 999_999])
def test_a_deadline_is_a_whole_second_rounded_up(micros):
    now = NOON + timedelta(microseconds=micros)
    end = compute_deadline(now, 5, "always", make.settings(), make.route())
    assert end.microsecond == 0
    assert timedelta(seconds=5) <= end - now < timedelta(seconds=6)


def test_a_later_recipients_trace_holds_the_agent_before_them():
    plan = make.plan()
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    drawn = send(lead, plan, turns(rotation=Rotation(route_id=MAIN, last=CAT, place=2, turn=9))).trace.draw
    assert (drawn.last, drawn.place, drawn.first) == (ANN, 0, False)


def test_the_rotation_to_read_is_that_of_the_route_the_lead_will_take():
    plan = make.plan()
    assert routes_to_read(make.lead(), plan, NOON) == plan.routes
    assert routes_to_read(make.lead(source_id=None), plan, NOON) == ()


@given(st.data())
def test_no_decision_reads_or_changes_a_turn_or_a_workload_that_was_not_to_be_read(data):
    """Else two leads might use the same turn: only what was read is guarded. Source: docs/rules.md, "Rules" 8."""
    plan = data.draw(plans.plans())
    lead, rotations = data.draw(plans.leads(plan)), data.draw(plans.rotations(plan))
    loads, now = data.draw(plans.workloads()), NOON + timedelta(minutes=30 * data.draw(st.integers(0, 7 * 48)))
    routes = routes_to_read(lead, plan, now)
    assert len({route.route_id for route in routes}) == len(routes)
    needed = {agent_id for route in routes for agent_id in agents_to_read(route)}
    whole = Rotations(rotations, loads)
    read = Rotations(
        {route.route_id: rotations[route.route_id] for route in routes},
        {agent_id: load for agent_id, load in loads.items() if agent_id in needed},
    )
    assert send(lead, plan, read, now).lead == send(lead, plan, whole, now).lead
    assert read.changed_rotations == whole.changed_rotations
    assert read.changed_workloads == whole.changed_workloads
    assert set(read.changed_rotations) <= set(read.rotations)
    assert set(read.changed_workloads) <= needed


def test_of_a_route_its_agents_and_its_last_resort_are_read():
    assert list(agents_to_read(make.route(agents=(ANN, BOB)))) == [ANN, BOB]
    assert list(agents_to_read(make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=BOSS)))) == [ANN, BOSS]


def test_no_more_is_read_than_the_routes_that_may_decide():
    """More would be guarded in vain: decisions that have nothing to do with one another would be made again."""
    first = make.route(agents=(ANN,), when_nobody="next_route")
    plan = make.plan([make.route(NIGHT, (EVE,), rule="assign_to_agent"), first, make.route(OTHER, (BOB,))])
    assert [route.route_id for route in routes_to_read(make.lead(), plan, NOON)] == [NIGHT, MAIN, OTHER]
    back = make.lead(route_id=MAIN, turns={MAIN: 1}, tried=(ANN,), place=0)
    assert [route.route_id for route in routes_to_read(back, plan, NOON)] == [MAIN, OTHER]
    ends = make.plan([first.model_copy(update={"when_nobody": "pool"}), make.route(OTHER, (BOB,))])
    assert [route.route_id for route in routes_to_read(back, ends, NOON)] == [MAIN]


@given(st.lists(st.sets(st.sampled_from(TEAM), max_size=4), min_size=1, max_size=40), st.integers(1, 7))
def test_round_robin_is_exact_whoever_is_away(away, chunk):
    """Oracle: after the previous first recipient, the first available agent in the list; for any split into batches."""
    route, last, turn, expected, got = make.route(agents=TEAM), -1, 0, [], []
    at = Rotations({}, make.workloads(*TEAM))
    for number, absent in enumerate(away):
        there = [make.member(a) for a in TEAM if a not in absent]
        plan = make.plan([route], members=there)
        order = [TEAM[(last + 1 + step) % 5] for step in range(5)]
        first = next(a for a in order if a not in absent)
        last, turn = TEAM.index(first), turn + 1
        expected.append((first, turn))
        offer = send(make.lead(), plan, at, NOON + number * SECOND).lead.offer
        got.append((offer.agent_ids[0], offer.turn))
        if number % chunk == 0:
            at = at.after_commit()
    assert got == expected


def test_a_workload_keeps_what_a_slightly_faster_clock_has_counted():
    """A claim at midnight is counted in a day that routing, 20 ms behind, has not reached yet."""
    zone, before_midnight = make.settings().zone, datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC)
    workload = Workload(agent_id=ANN, active=True, received={"2026-02-01": 1, "2026-02": 1, "2026-01": 5})
    assert workload.offered(before_midnight, zone).received == workload.received


def test_a_workload_drops_counts_of_past_periods():
    zone = make.settings().zone
    workload = Workload(
        agent_id=ANN, active=True, received={"2025-12-31": 4, "2025-12": 9, "2026-W02": 2, "2026-01": 2}
    )
    assert workload.offered(NOON, zone).received == {"2026-W02": 2, "2026-01": 2}


def seats(*parts):
    return {"agents": tuple(Seat(agent_id=agent_id, weight=weight) for agent_id, weight in parts)}


OVERNIGHT = (Window(days=DAYS, start="22:00", to="06:00"),)


def test_a_route_that_assigns_beats_those_above_it_and_makes_its_agent_the_owner():
    plan = make.plan([make.route(), make.route(NIGHT, rule="assign_to_agent", agents=(EVE,), title="Hers")])
    at = turns()
    sent = send(make.lead(), plan, at)
    assert (sent.lead.state, sent.lead.owner, sent.lead.via, sent.lead.offer) == ("owned", EVE, NIGHT, None)
    assert [(one.route_id, one.verdict) for one in sent.trace.routes] == [(MAIN, "overridden"), (NIGHT, "covers")]
    assert (at.changed_workloads[EVE].open_leads, at.changed_workloads[EVE].open_offers) == (1, 0)
    assert at.changed_workloads[EVE].received["2026-01-05"] == 1
    assert {name for tally in sent.counters for name in tally.counts} == {"received", HOUR, "o0", "ow0", "assigned"}


def test_what_a_route_assigns_or_offers_counts_for_the_day_by_the_teams_clock():
    """At 23:30 UTC it is tomorrow in Madrid, where Monday's counts are kept for a day more."""
    late, old = NOON + timedelta(hours=11, minutes=30), {"2026-01-04": 1, "2026-01-05": 1}
    loads = {ANN: Workload(agent_id=ANN, active=True, received=old)}
    hers = make.plan([make.route(rule="assign_to_agent", agents=(ANN,))])
    at = Rotations({}, dict(loads))
    rows = send(make.lead(), hers, at, late).counters
    assert {row.day for row in rows} == {"2026-01-06"}
    assert at.changed_workloads[ANN].received == {"2026-01-05": 1, "2026-01-06": 1, "2026-W02": 1, "2026-01": 1}
    at = Rotations({}, dict(loads))
    assert send(make.lead(), make.plan([make.route(agents=(ANN,))]), at, late).lead.state == "offered"
    assert at.changed_workloads[ANN].received == {"2026-01-05": 1}


def test_a_lead_that_is_assigned_takes_no_turn_and_owes_its_response_by_the_teams_hours():
    rule = ResponseRule(within_seconds=600, actions=("call",), clock="working")
    plan = make.plan(
        [make.route(rule="assign_to_agent", agents=(ANN,), response=rule)],
        working_hours=(Window(days=DAYS, start="08:00", to="09:00"),),
    )
    lead = send(make.lead(), plan, turns(rotation=Rotation(route_id=MAIN, turn=4))).lead
    assert (lead.turns, lead.response.due) == ({MAIN: 4}, datetime(2026, 1, 6, 7, 10, tzinfo=UTC))


def test_of_several_routes_that_assign_the_highest_wins():
    hers = make.route(MAIN, rule="assign_to_agent", agents=(EVE,))
    his = make.route(NIGHT, rule="assign_to_agent", agents=(DAN,), title="His")
    assert send(make.lead(), make.plan([hers, his]), turns()).lead.owner == EVE


def test_a_route_that_assigns_does_not_apply_while_its_agent_is_away():
    hers = make.route(NIGHT, rule="assign_to_agent", agents=(EVE,), title="Hers")
    members = [make.member(ANN), make.member(EVE, hours=OVERNIGHT)]
    sent = send(make.lead(), make.plan([hers, make.route(agents=(ANN,))], members=members), turns())
    assert sent.lead.offer.agent_ids == (ANN,)
    assert [(one.route_id, one.verdict) for one in sent.trace.routes] == [(NIGHT, "agent"), (MAIN, "covers")]


def test_when_nobody_next_route_goes_on_below_and_asks_nobody_twice():
    first = make.route(agents=(ANN, BOB), when_nobody="next_route")
    plan = make.plan([first, make.route(NIGHT, agents=(BOB, CAT), title="Night")])
    lead, asked = make.lead(), []
    while lead.state == "unrouted":
        sent = send(lead, plan, turns())
        lead = sent.lead
        if lead.offer:
            asked.append((lead.offer.route_id, *lead.offer.agent_ids))
            lead = expired(lead, plan)
    assert asked == [(MAIN, ANN), (MAIN, BOB), (NIGHT, CAT)]
    assert (lead.state, lead.reason) == ("pooled", "unclaimed")


def test_the_trace_holds_every_route_that_a_lead_passed():
    first = make.route(agents=(ANN,), when_nobody="next_route")
    plan = make.plan([first, make.route(NIGHT, agents=(BOB,), title="Night")], members=[make.member(BOB)])
    trace = send(make.lead(), plan, turns(BOB)).trace
    assert [(step.route_id, step.agents[0].verdict) for step in trace.over] == [(MAIN, "not_a_member")]
    assert [step.route_id for step in trace.steps] == [MAIN, NIGHT]


@pytest.mark.parametrize(
    ("boss", "outcome"),
    [
        pytest.param({}, ("owned", BOSS, None), id="a member is there for it"),
        pytest.param({"hours": OVERNIGHT}, ("owned", BOSS, None), id="at any hour"),
        pytest.param({"limits": Limits(open=0)}, ("pooled", None, "nobody_eligible"), id="not beyond a limit"),
        pytest.param({"status": "removed"}, ("pooled", None, "nobody_eligible"), id="nor once they have left"),
    ],
)
def test_when_no_agent_is_eligible_the_last_resort_may_own_the_lead(boss, outcome):
    plan = make.plan(
        [make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=BOSS))], members=[make.member(BOSS, **boss)]
    )
    lead = send(make.lead(), plan, turns(BOSS)).lead
    assert (lead.state, lead.owner, lead.reason) == outcome


def test_the_last_resort_gets_what_they_let_go_by_as_an_agent_but_not_while_away_from_the_route():
    """Source: docs/rules.md, "Matching" 5."""
    route = make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=ANN))
    lead = expired(send(make.lead(), make.plan([route]), turns()).lead, make.plan([route]))
    for route_id, outcome in ((NIGHT, ("owned", ANN)), (MAIN, ("pooled", None))):
        away = Pause(side="own", by=ANN, at=NOON, route_id=route_id)
        sent = send(lead, make.plan([route], [make.member(ANN, pauses=(away,))]), turns())
        assert (sent.lead.state, sent.lead.owner) == outcome


def test_a_jump_ball_is_offered_to_all_and_counts_for_no_agent():
    at = turns()
    offer = send(make.lead(), make.plan([make.route(rule="jump_ball")]), at).lead.offer
    assert (offer.agent_ids, offer.together) == ((ANN, BOB, CAT), True)
    assert at.changed_workloads == {}
    assert at.changed_rotations == {}


def test_an_unclaimed_jump_ball_is_over():
    plan = make.plan([make.route(rule="jump_ball", agents=(ANN, BOB))])
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    assert send(lead, plan, turns()).lead.reason == "unclaimed"


def test_a_limit_applies_within_a_batch():
    members = [make.member(ANN, limits=Limits(per_day=2)), make.member(BOB)]
    plan, at = make.plan([make.route(agents=(ANN, BOB))], members=members), turns(ANN, BOB)
    got = [send(make.lead(), plan, at).lead.offer.agent_ids[0] for _ in range(7)]
    assert got == [ANN, BOB, ANN, BOB, BOB, BOB, BOB]


def test_fair_share_carries_its_credits_through_a_batch():
    plan, at = make.plan([make.route(rule="fair_share").model_copy(update=seats((ANN, 75), (BOB, 25)))]), turns()
    got = [send(make.lead(), plan, at).lead.offer.agent_ids[0] for _ in range(8)]
    assert (got.count(ANN), got.count(BOB)) == (6, 2)
    assert at.changed_rotations[MAIN].credits == {ANN: 0.0, BOB: 0.0}


def test_a_handed_over_lead_skips_the_routes_it_was_on():
    plan = make.plan([make.route(), make.route(NIGHT, agents=(EVE,), title="Night")])
    assert send(make.lead(skips=(MAIN,)), plan, turns()).lead.route_id == NIGHT


REYES = Activation(start="2026-01-05", to="2026-01-06")


def test_a_clock_of_all_time_runs_at_any_hour():
    """Source: docs/rules.md, "Offers and deadlines" 1."""
    hours = (Window(days=DAYS, start="08:00", to="09:00"),)
    offer = send(make.lead(), make.plan([make.route(claim_clock="always")], working_hours=hours), turns()).lead.offer
    assert offer.deadline == NOON + 300 * SECOND


def test_a_working_hours_clock_lets_an_offer_stand_overnight():
    hours = (Window(days=DAYS, start="08:00", to="13:05"),)
    plan = make.plan([make.route(claim_clock="working", claim_seconds=600)], working_hours=hours)
    offer = send(make.lead(), plan, turns()).lead.offer  # it is 13:00 in Madrid
    assert offer.deadline == datetime(2026, 1, 6, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("special", "deadline"),
    [
        pytest.param({}, datetime(2026, 1, 7, 7, 10, tzinfo=UTC), id="holidays are no working time"),
        pytest.param({"activation": REYES}, NOON + 600 * SECOND, id="but on a special route that is active"),
        pytest.param(
            {"activation": REYES, "next_off": NOON + 60 * SECOND},
            datetime(2026, 1, 7, 7, 9, tzinfo=UTC),
            id="until it ends",
        ),
    ],
)
def test_the_teams_holidays_stop_a_working_hours_clock(special, deadline):
    hours = (Window(days=DAYS, start="08:00", to="21:00"),)
    today_and_tomorrow = (date(2026, 1, 5), date(2026, 1, 6))
    plan = make.plan(
        [make.route(claim_clock="working", claim_seconds=600, **special)],
        working_hours=hours,
        days_off=today_and_tomorrow,
    )
    assert send(make.lead(), plan, turns()).lead.offer.deadline == deadline


def test_a_response_rule_applies_to_an_agent_whom_a_route_assigns():
    rule = ResponseRule(within_seconds=900, actions=("call",))
    plan = make.plan([make.route(rule="assign_to_agent", agents=(ANN,), response=rule)])
    lead = send(make.lead(), plan, turns()).lead
    assert lead.response.due == NOON + 900 * SECOND
    assert lead.clock == (lead.response.response_id, lead.response.due)


TUESDAY = (Window(days=("tue",), start="09:00", to="18:00"),)
NINE = datetime(2026, 1, 6, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hold", "route", "ann", "routes_at"),
    [
        pytest.param(0, {"windows": TUESDAY}, {}, None, id="nothing is held unless asked for"),
        pytest.param(24, {"windows": TUESDAY}, {}, NINE, id="until a route opens"),
        pytest.param(12, {"windows": TUESDAY}, {}, None, id="not for one that opens too late"),
        pytest.param(24, {"windows": TUESDAY, "sources": (make.PORTAL,)}, {}, None, id="nor for another source"),
        pytest.param(24, {"windows": TUESDAY, "status": "paused"}, {}, None, id="nor for a paused one"),
        pytest.param(
            24, {"status": "paused", "next_on": NINE, "windows": ()}, {}, NINE, id="until a special route begins"
        ),
        pytest.param(24, {}, {"hours": TUESDAY}, NINE, id="until an agent's hours begin"),
        pytest.param(
            24, {"rule": "assign_to_agent"}, {"hours": TUESDAY}, NINE, id="also where a route assigns to them"
        ),
        pytest.param(24, {"rule": "assign_to_agent"}, {"limits": Limits(open=0)}, None, id="but not to one at a limit"),
        pytest.param(24, {}, {"limits": Limits(open=0)}, None, id="not where a limit is in the way"),
    ],
)
def test_a_lead_that_no_agent_can_receive_now_is_held(hold, route, ann, routes_at):
    plan = make.plan([make.route(agents=(ANN,), **route)], members=[make.member(ANN, **ann)], hold_hours=hold)
    sent = send(make.lead(), plan, turns(ANN))
    assert (sent.lead.state, sent.lead.routes_at, sent.trace.routes_at) == ("pooled", routes_at, routes_at)
    assert (sent.lead.clock is not None) == (routes_at is not None)


@pytest.mark.parametrize(
    ("late", "routes_at"),
    [
        pytest.param(timedelta(0), NINE + LATE, id="at the very instant"),
        pytest.param(timedelta(seconds=59), NINE + LATE, id="while the schedule is slow"),
        pytest.param(LATE, None, id="not for ever"),
    ],
)
def test_a_lead_held_for_a_special_route_waits_for_its_switch(late, routes_at):
    """A schedule is precise to the minute, the clock of a held lead to the second."""
    plan = make.plan([make.route(status="paused", next_on=NINE)], hold_hours=48)
    assert send(make.lead(), plan, turns(), now=NINE + late).lead.routes_at == routes_at


@pytest.mark.parametrize("rule", ["round_robin", "fair_share"])
def test_a_trace_fits_into_an_item_however_many_routes_a_lead_passes(rule):
    agents = [make.id_of("agent", f"a{n:03}") for n in range(100)]
    listed = [
        make.route(make.id_of("route", f"r{n:03}"), agents, rule=rule, title=f"r{n}", when_nobody="next_route")
        for n in range(60)
    ]
    asleep = [make.member(agent_id, hours=TUESDAY) for agent_id in agents]
    assigning = [
        make.route(make.id_of("route", f"z{n:03}"), agents[:1], rule="assign_to_agent", title=f"z{n}")
        for n in range(NAMED_ROUTES)
    ]
    plan = make.plan([*listed, *assigning], asleep)
    trace = send(make.lead(), plan, Rotations({}, make.workloads(*agents))).trace
    assert len(trace.model_dump_json(exclude_defaults=True).encode()) < 200_000
    assert [step.route_id for step in trace.steps] == [route.route_id for route in listed]
    assert [len(step.agents) for step in trace.steps] == [100] * 5 + [0] * 55
    assert replay(trace, plan) == Replayed.of(trace)


def test_the_route_that_took_the_lead_is_listed_with_its_agents_however_many_were_before():
    agents = [make.id_of("agent", f"a{n:03}") for n in range(100)]
    listed = [make.route(make.id_of("route", f"r{n}"), agents, when_nobody="next_route") for n in range(6)]
    plan = make.plan([*listed, make.route(agents=(ANN, BOB))], [make.member(ANN)])
    trace = send(make.lead(), plan, turns()).trace
    assert [len(step.agents) for step in trace.steps] == [100] * 5 + [0, 2]


def test_a_trace_tells_what_was_read_and_by_which_plan_and_when():
    """Source: docs/rules.md, "Matching" 8. Of the attributes it holds those that conditions ask for, and no more."""
    here = make.route(conditions=(Condition(field="place", op="eq", value="Gracia"),))
    plan = make.plan([make.route(NIGHT, (EVE,)), make.route(OTHER, (EVE,)), here], version=7)
    attributes = {"place": "Gracia", "phone_of_a_friend": "600"}
    lead = make.lead(version=5, attributes=attributes, tried=(ANN,), skips=(NIGHT, OTHER))
    now = NOON + SECOND
    sent = send(lead, plan, turns(), now)
    trace = sent.trace
    assert (trace.lead_id, trace.lead_version, trace.plan_version, trace.at) == (make.LEAD, 5, 7, now)
    assert (trace.source_id, trace.attributes) == (make.WEB, {"place": "Gracia"})
    assert (trace.tried, trace.skips, trace.stays_on) == ((ANN,), (NIGHT, OTHER), None)
    assert (trace.outcome, trace.agent_ids, trace.offer_id) == ("offered", (BOB,), sent.lead.offer.offer_id)
    assert (trace.over, trace.resort, trace.reason, trace.routes_at) == ((), None, None, None)


def test_a_trace_of_a_lead_that_the_last_resort_owns_or_not_tells_why():
    route = make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=BOSS))
    plan = make.plan([route], members=[make.member(BOSS)])
    trace = send(make.lead(), plan, turns(BOSS)).trace
    assert (trace.outcome, trace.agent_ids, trace.offer_id, trace.reason) == ("assigned", (BOSS,), None, None)
    assert (trace.resort.agent_id, trace.resort.verdict) == (BOSS, "chosen")
    full = make.plan([route], members=[make.member(BOSS, limits=Limits(open=0))])
    trace = send(make.lead(), full, turns(BOSS)).trace
    assert (trace.outcome, trace.resort.verdict) == ("pooled", "limit_open")


def test_the_leads_way_through_several_routes_is_told_once_and_counted_whole():
    """Each route goes on to the next: what was considered above is not told twice."""
    paused = [make.route(make.id_of("route", f"p{n:03}"), status="paused") for n in range(NAMED_ROUTES)]
    onward = [make.route(make.id_of("route", f"n{n}"), (EVE,), when_nobody="next_route") for n in range(2)]
    plan = make.plan([*paused, *onward], members=[make.member(ANN)])
    trace = send(make.lead(), plan, turns()).trace
    named = [one.route_id for one in trace.routes]
    assert len(named) == len(set(named))
    assert [step.route_id for step in trace.steps] == [route.route_id for route in onward]
    assert len(named) + sum(trace.other_routes.values()) == len(plan.routes)
    above = [make.route(make.id_of("route", f"a{n:03}"), status="paused") for n in range(NAMED_ROUTES + 3)]
    below = [make.route(make.id_of("route", f"b{n:03}"), status="paused") for n in range(NAMED_ROUTES + 3)]
    trace = send(make.lead(), make.plan([*above, onward[0], *below], members=[make.member(ANN)]), turns()).trace
    assert trace.other_routes["paused"] == len(above) + len(below) - len(trace.routes) + 1


def test_an_assignment_counts_for_the_agent_the_route_and_the_source():
    """Source: docs/rules.md, "Supervision" 2."""
    plan, at = make.plan([make.route(rule="assign_to_agent", agents=(ANN,))]), turns()
    sent = send(make.lead(), plan, at)
    received, assigned = sent.counters
    assert (received.agent_id, received.route_id, received.source_id) == (None, MAIN, make.WEB)
    assert (assigned.agent_id, assigned.route_id, assigned.source_id) == (ANN, MAIN, make.WEB)
    assert (assigned.counts, assigned.day) == ({"assigned": 1}, "2026-01-05")


def test_a_lead_that_goes_to_the_pool_at_once_is_received_by_no_route_and_its_wait_goes_on():
    pooled = send(make.lead(), make.plan(members=[]), turns())
    [row] = pooled.counters
    assert (row.route_id, row.source_id, row.counts) == (None, make.WEB, {"received": 1, HOUR: 1})
    again = make.lead(counted=True)
    later = send(again, make.plan(), turns(), NOON + 600 * SECOND)
    [row] = later.counters
    assert (row.route_id, {name[0] for name in row.counts}) == (MAIN, {"o"})


def test_with_many_routes_a_trace_names_the_nearest_and_counts_the_others():
    wrong = [make.route(make.id_of("route", f"w{n:03}"), sources=(make.PORTAL,), title=f"w{n}") for n in range(100)]
    closed = [make.route(make.id_of("route", f"c{n:03}"), windows=TUESDAY, title=f"c{n}") for n in range(3)]
    trace = send(make.lead(), make.plan([*wrong, *closed, make.route()]), turns()).trace
    named = [(one.route_id, one.verdict) for one in trace.routes]
    assert len(named) == NAMED_ROUTES
    assert named[-4:] == [*((route.route_id, "window") for route in closed), (MAIN, "covers")]
    assert trace.other_routes == {"source": 104 - NAMED_ROUTES}


ELEVEN = datetime(2026, 1, 6, 10, tzinfo=UTC)
TOMORROW = make.shift(agent_ids=(BOB,), start="2026-01-06T11:00", to="2026-01-06T14:00")


def test_a_shift_filters_the_list_and_leaves_the_turns_as_they_are():
    """Source: docs/rules.md, "Rotas" 2."""
    plan, at = make.with_rotas(make.plan(), make.rota(make.shift(agent_ids=(BOB, CAT)))), turns()
    sent = [send(make.lead(), plan, at) for _ in range(3)]
    assert [one.lead.offer.agent_ids[0] for one in sent] == [BOB, CAT, BOB]
    assert [(one.agent_id, one.verdict) for one in sent[0].trace.agents] == [
        (ANN, "shift"), (BOB, "chosen"), (CAT, "later"),
    ]  # fmt: skip
    later = send(make.lead(), plan, at, now=NOON + timedelta(hours=1))
    assert later.lead.offer.agent_ids == (CAT,)  # everybody again, after the one who was first


def test_the_next_choice_follows_the_shift_that_is_on_by_then():
    """The shift is over when its only agent lets the offer pass: the rest of the list follows."""
    plan = make.with_rotas(make.plan(), make.rota(make.shift(agent_ids=(ANN,), to="2026-01-05T13:04")))
    lead = send(make.lead(), plan, turns()).lead
    assert lead.offer.agent_ids == (ANN,)
    lead = send(expired(lead, plan), plan, turns(), now=make.END).lead
    assert lead.offer.agent_ids == (BOB,)


def test_all_of_a_shift_get_a_jump_ball_together_and_nobody_else():
    plan = make.with_rotas(make.plan([make.route(rule="jump_ball")]), make.rota(make.shift(agent_ids=(CAT, ANN))))
    assert send(make.lead(), plan, turns()).lead.offer.agent_ids == (ANN, CAT)


@pytest.mark.parametrize(
    ("rota", "hold", "outcome"),
    [
        pytest.param(make.rota(TOMORROW), 24, ("offered", None), id="no shift now: the whole list"),
        pytest.param(make.rota(TOMORROW, rota_only=True), 0, ("pooled", None), id="for shifts only: nobody"),
        pytest.param(make.rota(TOMORROW, rota_only=True), 24, ("pooled", ELEVEN), id="held for the next shift"),
        pytest.param(make.rota(TOMORROW, rota_only=True), 21, ("pooled", None), id="not for one too far"),
        pytest.param(make.rota(rota_only=True), 24, ("pooled", None), id="no shift at all"),
    ],
)
def test_without_a_shift_the_whole_list_is_asked_unless_the_route_is_for_shifts_only(rota, hold, outcome):
    sent = send(make.lead(), make.with_rotas(make.plan(hold_hours=hold), rota), turns())
    assert (sent.lead.state, sent.lead.routes_at) == outcome
    assert sent.lead.reason == ("nobody_eligible" if outcome[0] == "pooled" else None)


def test_a_lead_is_held_until_the_shift_of_others_ends_if_that_comes_first():
    """Bob is on shift but away; Ann and Cat are asked once it is over."""
    members = [make.member(ANN), make.member(BOB, hours=TUESDAY), make.member(CAT)]
    plan = make.with_rotas(make.plan(members=members, hold_hours=24), make.rota(make.shift(agent_ids=(BOB,))))
    assert send(make.lead(), plan, turns()).lead.routes_at == NOON + timedelta(hours=1)


def test_the_last_resort_needs_no_shift():
    route = make.route(when_nobody=ToAgent(agent_id=ANN))
    plan = make.with_rotas(make.plan([route]), make.rota(rota_only=True))
    sent = send(make.lead(), plan, turns())
    assert (sent.lead.owner, sent.trace.resort.verdict) == (ANN, "chosen")


def test_a_route_that_assigns_does_not_apply_while_its_agent_is_not_on_shift():
    plan = make.plan([make.route(rule="assign_to_agent", agents=(ANN,)), make.route(NIGHT, (BOB,), title="Night")])
    plan = make.with_rotas(plan, make.rota(rota_only=True))
    assert send(make.lead(), plan, turns()).lead.route_id == NIGHT
