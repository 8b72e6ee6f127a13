"""What follows when an owner, or a Manager, says that a lead is none; and which turns are given back?"""

from datetime import timedelta

import pytest

from shared.domain import access
from shared.domain.kernel.errors import Forbidden, Missing, NotOffered
from shared.domain.lead_records.decision import unchanged
from shared.domain.lead_records.doubt import Doubt
from shared.domain.leads.bulk import undo, with_bulk_act
from shared.domain.leads.claim import assign, claim, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.doubt import judge
from shared.domain.leads.transfer import give_back, send_to_routing
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload, WorkloadChange
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, MAIN, NOON, SECOND, WEB, id_of

PLAN = make.plan()
SETTINGS, AUDIT = PLAN.settings, id_of("audit", "one")
ann, bob, boss, chief = (PLAN.members[one] for one in (ANN, BOB, BOSS, CHIEF))
HERS = make.received(ANN, turn_of=ANN)
TODAY = {"2026-01-05": -1, "2026-W02": -1, "2026-01": -1}
CREDIT = WorkloadChange(ANN, received=TODAY, owed={MAIN: 1})


def given_back(lead=HERS):
    return give_back(lead, ann, SETTINGS, NOON, reason="not_a_lead").lead


def closed(lead=HERS, me=ann):
    return close(lead, "not_a_lead", me, SETTINGS, NOON, audit_id=AUDIT)


def judged(lead, *, confirmed, now=NOON + SECOND):
    return judge(lead, boss, SETTINGS, now, confirmed=confirmed, audit_id=AUDIT)


def test_one_that_is_given_back_as_no_lead_waits_in_the_pool_for_managers_alone():
    lead = given_back()
    assert (lead.state, lead.reason, lead.owner, lead.todo) == ("pooled", "given_back", None, None)
    assert lead.doubt == Doubt(by=ANN, at=NOON, since=NOON, route_id=MAIN, turned=True)
    assert (access.may_see(bob, lead, SETTINGS), access.may_see(boss, lead, SETTINGS)) == (False, True)
    team = make.plan(agents_see="team")
    with pytest.raises(NotOffered):
        claim(lead, bob, team, NOON, workload=Workload(agent_id=BOB), response_id=make.RESPONSE)


@pytest.mark.parametrize("lead", [given_back(), closed().lead], ids=["given back", "closed"])
def test_confirmed_it_is_closed_and_gives_back_turn_and_limits(lead):
    decision = judged(lead, confirmed=True)
    assert (decision.lead.state, decision.lead.outcome, decision.lead.doubt) == ("closed", "not_a_lead", None)
    assert decision.workload_changes == (CREDIT,)
    assert [(row.agent_id, row.route_id, dict(row.counts)) for row in decision.counters] == [
        (ANN, MAIN, {"credited": 1})
    ]
    assert decision.audit.after == {"confirmed": True, "agent_id": ANN}
    assert not judged(decision.lead, confirmed=True).changed


@pytest.mark.parametrize("lead", [given_back(), closed().lead], ids=["given back", "closed"])
def test_refused_it_goes_on_as_after_being_given_back(lead):
    decision = judged(lead, confirmed=False)
    on = decision.lead
    assert (on.state, on.owner, on.outcome, on.doubt, on.todo) == ("unrouted", None, None, None, "route")
    assert (on.tried, on.returned_by, on.route_id) == ((ANN,), (ANN,), MAIN)
    assert (on.since, on.reason) == (NOON + SECOND, None)
    assert (decision.workload_changes, decision.counters) == ((), ())


@pytest.mark.parametrize("said", [given_back, lambda lead: closed(lead).lead], ids=["given back", "closed"])
def test_a_jump_ball_that_is_a_lead_after_all_is_offered_again_to_those_who_were_slower(said):
    """Source: docs/rules.md, "Claiming" 5 and 9."""
    ball = make.route(rule="jump_ball")
    lead = said(make.received(ANN, tried=(ANN, BOB, CAT), rivals=(BOB, CAT), balls={MAIN: ball.version}))
    refused, turns = judged(lead, confirmed=False).lead, Rotations({}, make.workloads())
    on = dispatch(refused, make.plan([ball]), turns, NOON + SECOND, lambda kind: id_of(kind, "new"), lambda: 0.5).lead
    assert on.offer.agent_ids == (BOB, CAT)
    assert judged(lead, confirmed=True).lead.rivals == ()


def test_one_that_no_route_had_given_credits_nothing_and_goes_on_to_the_pool():
    lead = given_back(make.owned(ANN))
    assert judged(lead, confirmed=True).workload_changes == ()
    assert judged(lead, confirmed=True).counters == ()
    refused = judged(lead, confirmed=False).lead
    assert (refused.state, refused.reason, refused.doubt) == ("pooled", "given_back", None)


@pytest.mark.parametrize(("confirmed", "told"), [(True, True), (False, None)])
def test_the_history_tells_who_judged_and_whom_it_was_about(confirmed, told):
    event = next(one for one in judged(given_back(), confirmed=confirmed).lead.history if one.kind == "judged")
    assert (event.by, event.detail.get("confirmed") or None) == (BOSS, told)
    assert (event.detail["agent_id"], event.detail["route_id"]) == (ANN, MAIN)


def test_a_judgement_counts_and_credits_by_the_teams_clock_and_both_are_audited():
    """At 23:30 UTC it is tomorrow in Madrid: of the day nothing is left to credit."""
    late = NOON + timedelta(hours=11, minutes=30)
    by_closing = close(HERS, "not_a_lead", boss, SETTINGS, late, audit_id=AUDIT)
    for decision in (judged(given_back(), confirmed=True, now=late), by_closing):
        [row], [change] = decision.counters, decision.workload_changes
        assert (row.day, row.source_id) == ("2026-01-06", WEB)
        assert change.received == {"2026-W02": -1, "2026-01": -1}
    for confirmed in (True, False):
        audit = judged(given_back(), confirmed=confirmed).audit
        assert (audit.what, audit.by, audit.after) == ("lead.judged", BOSS, {"confirmed": confirmed, "agent_id": ANN})


def test_refused_it_waits_for_routing_from_then_on():
    on = judged(given_back(), confirmed=False).lead
    assert (on.since, on.reason) == (NOON + SECOND, None)
    by_hand = judged(given_back(make.owned(ANN)), confirmed=False).lead
    assert (by_hand.history[-1].kind, by_hand.history[-1].detail["agent_id"]) == ("judged", ANN)


def test_a_lead_that_is_not_in_doubt_stays():
    assert judged(HERS, confirmed=True) == unchanged(HERS)


def test_one_that_is_closed_is_not_closed_again_when_a_manager_confirms():
    lead = closed().lead
    kinds = [event.kind for event in judged(lead, confirmed=True).lead.history]
    assert kinds == [*(event.kind for event in lead.history), "judged"]


def test_what_an_agent_says_waits_and_credits_nothing():
    decision = closed()
    assert decision.lead.doubt == Doubt(by=ANN, at=NOON, since=NOON, route_id=MAIN, turned=True)
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1),)
    assert [event.kind for event in decision.lead.history[-1:]] == ["closed"]
    assert decision.counters == ()


def test_once_all_periods_are_over_there_is_nothing_to_credit_but_a_turn():
    later = NOON + timedelta(days=60)
    assert judged(given_back(make.received(ANN)), confirmed=True, now=later).workload_changes == ()
    assert judged(given_back(), confirmed=True, now=later).workload_changes == (WorkloadChange(ANN, owed={MAIN: 1}),)


def test_limits_of_periods_that_are_over_are_not_credited():
    [change] = judged(given_back(), confirmed=True, now=NOON + timedelta(days=1)).workload_changes
    assert change.received == {"2026-W02": -1, "2026-01": -1}


def test_who_took_no_turn_gets_none_back():
    [change] = judged(given_back(make.received(ANN, turn_of=BOB)), confirmed=True).workload_changes
    assert (change.received, change.owed) == (TODAY, {})


def test_agents_do_not_judge():
    with pytest.raises(Forbidden):
        judge(closed().lead, ann, SETTINGS, NOON, confirmed=True, audit_id=AUDIT)


def test_a_manager_who_closes_it_as_no_lead_has_judged():
    decision = closed(me=boss)
    assert decision.lead.doubt is None
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1, received=TODAY, owed={MAIN: 1}),)
    assert [event.kind for event in decision.lead.history[-2:]] == ["judged", "closed"]
    assert [dict(row.counts) for row in decision.counters] == [{"credited": 1}]
    assert closed(given_back(), boss).workload_changes == (CREDIT,)


@pytest.mark.parametrize(
    "after",
    [
        lambda lead: assign(lead, bob, boss, SETTINGS, NOON, audit_id=AUDIT).lead,
        lambda lead: send_to_routing(lead, boss, SETTINGS, NOON, audit_id=AUDIT, note="it is one").lead,
        lambda lead: close(lead, "lost", boss, SETTINGS, NOON, audit_id=AUDIT).lead,
    ],
    ids=["assigned", "routed again", "closed as something else"],
)
def test_a_manager_who_does_something_else_with_it_ends_the_doubt(after):
    assert after(given_back()).doubt is None


def test_opened_again_it_is_no_longer_in_doubt():
    assert reopen(closed().lead, ann, PLAN, NOON, audit_id=AUDIT).lead.doubt is None


@pytest.mark.parametrize(
    ("hour", "days"),
    [
        pytest.param(12, ("2026-01-05", "2026-W02", "2026-01"), id="by day"),
        pytest.param(23, ("2026-01-06", "2026-W02", "2026-01"), id="when it is tomorrow where the team is"),
    ],
)
def test_undoing_a_bulk_act_takes_the_credit_back(hour, days):
    bulk, at = id_of("bulk", "one"), NOON.replace(hour=hour)
    hers = make.received(ANN, turn_of=ANN, since=at)
    acted = with_bulk_act(close(hers, "not_a_lead", boss, SETTINGS, at, audit_id=AUDIT), hers, bulk, boss, at)
    back = undo(acted.lead, bulk, boss, PLAN, at + SECOND, audit_id=AUDIT, response_id=make.RESPONSE)
    assert (back.lead.state, back.lead.owner, back.lead.via) == ("owned", ANN, MAIN)
    lost = dict.fromkeys(days, 1)
    assert back.workload_changes == (WorkloadChange(ANN, open_leads=1, received=lost, owed={MAIN: -1}),)
    assert [(row.day, dict(row.counts)) for row in back.counters] == [(days[0], {"credited": -1})]


def test_who_may_not_see_one_that_may_be_no_lead_does_not_judge_it():
    with pytest.raises(Missing):
        judge(given_back(), bob, SETTINGS, NOON, confirmed=True, audit_id=AUDIT)


# Offers that end without their agent's doing


@pytest.mark.parametrize(
    ("act", "owed"),
    [
        (lambda lead: release(lead, boss, SETTINGS, NOON, audit_id=AUDIT), {MAIN: 1}),
        (lambda lead: assign(lead, bob, boss, SETTINGS, NOON, audit_id=AUDIT), {MAIN: 1}),
        (lambda lead: close(lead, "lost", boss, SETTINGS, NOON, audit_id=AUDIT), {MAIN: 1}),
        (lambda lead: send_to_routing(lead, boss, SETTINGS, NOON, audit_id=AUDIT, note="x"), {MAIN: 1}),
        (lambda lead: assign(lead, ann, boss, SETTINGS, NOON, audit_id=AUDIT), {}),
    ],
    ids=["pooled", "assigned", "closed", "routed again", "assigned to the very agent"],
)
def test_a_withdrawn_offer_gives_its_turn_back_unless_its_agent_gets_the_lead(act, owed):
    changes = act(make.offered(ANN, turn_of=ANN)).workload_changes
    assert next(one.owed for one in changes if one.agent_id == ANN) == owed


def test_a_later_offer_took_no_turn():
    [change] = release(make.offered(BOB, turn_of=ANN), boss, SETTINGS, NOON, audit_id=AUDIT).workload_changes
    assert change.owed == {}


def rounds(route, turns, number):
    """Return who is offered so many leads of the route, one after another."""
    plan, found = make.plan([route]), []
    for count in range(number):
        lead = make.lead(id_of("lead", str(count)))
        offered = dispatch(lead, plan, turns, NOON, lambda kind: id_of(kind, "new"), lambda: 0.5).lead
        assert offered.turn_of == offered.offer.agent_ids[0]
        found.append(offered.offer.agent_ids[0])
    return found


@pytest.mark.parametrize("rule", ["round_robin", "fair_share", "random", "weighted_random", "least_loaded"])
def test_only_round_robin_and_fair_share_have_turns_to_give_back(rule):
    """Source: docs/rules.md, "Claiming" 9."""
    plan, turns = make.plan([make.route(rule=rule)]), Rotations({}, make.workloads())
    offered = dispatch(make.lead(), plan, turns, NOON, lambda kind: id_of(kind, "new"), lambda: 0.5).lead
    assert (offered.turn_of is not None) is (rule in {"round_robin", "fair_share"})


def owing(agent_id, **change):
    loads = make.workloads()
    loads[agent_id] = loads[agent_id].model_copy(update={"owed": {MAIN: 1}, **change})
    return loads


def test_a_turn_given_back_is_taken_first_and_the_order_of_the_others_stays():
    turns = Rotations({MAIN: Rotation(route_id=MAIN, last=ANN, place=0, turn=1)}, owing(ANN))
    assert rounds(make.route(), turns, 4) == [ANN, BOB, CAT, ANN]
    assert (turns.changed_rotations[MAIN].turn, turns.changed_workloads[ANN].owed) == (5, {})


def test_a_turn_given_back_leaves_shares_exact():
    seats = [{"agent_id": ANN, "weight": 50}, {"agent_id": BOB, "weight": 50}]
    route = make.route(rule="fair_share").model_copy(update={"agents": tuple(map(_seat, seats))})
    turns = Rotations({MAIN: Rotation(route_id=MAIN, credits={ANN: -0.5, BOB: 0.5}, turn=1)}, owing(ANN))
    assert rounds(route, turns, 3) == [ANN, BOB, ANN]


def _seat(given):
    return make.route().agents[0].model_copy(update=given)


def test_who_is_away_keeps_the_turn_that_is_owed_to_them():
    turns = Rotations({}, owing(ANN, active=False))
    assert rounds(make.route(), turns, 2) == [BOB, CAT]
    assert turns.current_workloads()[ANN].owed == {MAIN: 1}
