"""May this member claim, pass, assign or release this lead, and what is the result?"""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.errors import (
    AgentUnknown,
    AlreadyClaimed,
    Forbidden,
    LeadClosed,
    LimitReached,
    Missing,
    NotActive,
    NotOffered,
    OfferExpired,
    Refusal,
)
from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.lead_records.decision import unchanged
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.route import ResponseRule
from shared.domain.plan_records.workload import Workload, WorkloadChange
from tests import make
from tests.make import (
    ANN,
    BOB,
    BOSS,
    CAT,
    END,
    LEAD,
    MAIN,
    NOON,
    OFFER,
    RESPONSE,
    SECOND,
    WEB,
    closed,
    offered,
    owned,
    pooled,
)

IN_TIME, LATE = NOON + SECOND, END
RECEIVED = {"2026-01-05": 1, "2026-W02": 1, "2026-01": 1}
ME = {a: make.member(a) for a in (ANN, BOB, CAT)} | {BOSS: make.member(BOSS, role="manager")}
AUDIT = make.id_of("audit", "1")


MINE = make.settings()
TEAM = make.settings(agents_see="team")
NO_POOL = make.settings(agents_see_pool=False)
TODAY = Activation(start="2026-01-05", to="2026-01-05")


def claims(lead, me, settings, now, *, workload=None, routes=None, seen=None):
    """Claim as a member without workload, on the team's one route, unless told otherwise."""
    plan = make.plan(routes, **settings.model_dump(exclude={"version", "created_at"}))
    workload = workload or Workload(agent_id=me.agent_id, active=True, version=1)
    return claim(lead, me, plan, now, workload=workload, response_id=RESPONSE, seen=seen)


def outcome(do, *arguments, **options):
    """Return the refusal's class, or the lead's owner."""
    try:
        return do(*arguments, **options).lead.owner
    except Refusal as refusal:
        return type(refusal)


@pytest.mark.parametrize(
    ("lead", "me", "settings", "now", "expected"),
    [
        pytest.param(offered(), ANN, MINE, IN_TIME, ANN, id="offered to me, in time"),
        pytest.param(offered(), ANN, MINE, END - SECOND, ANN, id="a second before the deadline"),
        pytest.param(offered(), ANN, MINE, END, OfferExpired, id="on the deadline is too late"),
        pytest.param(offered(), BOB, MINE, IN_TIME, Missing, id="offered to another, unseen"),
        pytest.param(offered(), BOB, TEAM, IN_TIME, NotOffered, id="offered to another, seen"),
        pytest.param(
            offered(BOB, tried=(ANN,)), ANN, MINE, IN_TIME, OfferExpired, id="my offer ended, the next has it"
        ),
        pytest.param(
            make.lead(tried=(ANN,)), ANN, MINE, IN_TIME, OfferExpired, id="my offer ended, not routed again yet"
        ),
        pytest.param(make.lead(), ANN, MINE, IN_TIME, Missing, id="unrouted, unseen"),
        pytest.param(make.lead(), BOSS, MINE, IN_TIME, NotOffered, id="unrouted, seen"),
        pytest.param(owned(ANN), ANN, MINE, LATE, ANN, id="again, same agent"),
        pytest.param(
            owned(BOB, tried=(ANN, BOB)), ANN, MINE, IN_TIME, AlreadyClaimed, id="owned by another, I had an offer"
        ),
        pytest.param(owned(BOB), ANN, MINE, IN_TIME, Missing, id="owned by another, unseen"),
        pytest.param(owned(BOB), BOSS, MINE, IN_TIME, AlreadyClaimed, id="owned by another, seen"),
        pytest.param(pooled(), ANN, MINE, IN_TIME, ANN, id="from the pool"),
        pytest.param(pooled(tried=(ANN,)), ANN, MINE, IN_TIME, ANN, id="from the pool, though my offer ended"),
        pytest.param(pooled(), ANN, NO_POOL, IN_TIME, Missing, id="the pool is not for agents"),
        pytest.param(pooled(tried=(ANN,)), ANN, NO_POOL, IN_TIME, OfferExpired, id="nor for one who had an offer"),
        pytest.param(pooled(), BOSS, NO_POOL, IN_TIME, BOSS, id="a Manager always sees the pool"),
        pytest.param(closed, BOSS, MINE, IN_TIME, LeadClosed, id="closed"),
        pytest.param(closed, ANN, MINE, IN_TIME, Missing, id="closed, unseen"),
    ],
)
def test_claim(lead, me, settings, now, expected):
    assert outcome(claims, lead, ME[me], settings, now) == expected


@pytest.mark.parametrize(
    ("lead", "me", "now", "expected"),
    [
        pytest.param(offered(), ANN, IN_TIME, None, id="offered to me"),
        pytest.param(offered(), ANN, END, OfferExpired, id="on the deadline is too late"),
        pytest.param(offered(BOB, tried=(ANN,), passed=(ANN,)), ANN, LATE, None, id="twice changes nothing"),
        pytest.param(offered(BOB, tried=(ANN,)), ANN, IN_TIME, OfferExpired, id="after it expired"),
        pytest.param(offered(BOB), ANN, IN_TIME, Missing, id="offered to another, unseen"),
        pytest.param(offered(BOB), BOSS, IN_TIME, NotOffered, id="offered to another, seen"),
        pytest.param(owned(ANN), ANN, IN_TIME, AlreadyClaimed, id="mine already"),
        pytest.param(owned(ANN, passed=(ANN,)), ANN, IN_TIME, AlreadyClaimed, id="mine, though I passed it once"),
        pytest.param(
            owned(BOB, tried=(ANN, BOB), passed=(ANN,)), ANN, IN_TIME, BOB, id="again, though another has it by now"
        ),
        pytest.param(make.lead(), BOSS, IN_TIME, NotOffered, id="unrouted"),
        pytest.param(pooled(), ANN, IN_TIME, NotOffered, id="pooled"),
        pytest.param(closed, BOSS, IN_TIME, LeadClosed, id="closed"),
        pytest.param(closed.model_copy(update={"tried": (ANN,), "passed": (ANN,)}), ANN, IN_TIME, LeadClosed,
                     id="closed, though I passed it once"),
    ],
)  # fmt: skip
def test_pass(lead, me, now, expected):
    assert outcome(pass_offer, lead, ME[me], MINE, now) == expected


def test_a_claim_makes_the_agent_the_owner_and_stops_the_clock():
    decision = claims(offered(), ME[ANN], MINE, IN_TIME)
    lead = decision.lead
    assert (lead.state, lead.owner, lead.offer, lead.since) == ("owned", ANN, None, IN_TIME)
    assert (lead.todo, lead.stop_clock, lead.tell) == ("stop", OFFER, "claimed")
    [waited] = lead.history[-1].detail.values()
    assert (lead.history[-1].kind, waited) == ("claimed", int((IN_TIME - NOON).total_seconds()))
    assert decision.workload_changes == (WorkloadChange(ANN, -1, 1, RECEIVED, resets_missed=True),)
    assert [dict(row.counts) for row in decision.counters] == [
        {"claimed": 1, "in_time": 1, "in_time_working": 1, "t0": 1, "tw0": 1}
    ]


def test_a_pool_claim_counts_as_an_open_lead_only():
    decision = claims(pooled(), ME[ANN], MINE, IN_TIME)
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=1, resets_missed=True),)
    assert (decision.lead.via, decision.lead.response) == (None, None)
    assert decision.counters[0].counts == {"pool_claimed": 1}
    assert decision.lead.history[-1].detail == {"from": "pool"}


def test_a_pool_claim_counts_for_its_agent_and_source_on_the_teams_day():
    """At 23:30 UTC it is tomorrow in Madrid."""
    decision = claims(pooled(), ME[ANN], MINE, NOON + timedelta(hours=11, minutes=30))
    [row] = decision.counters
    assert (row.day, row.agent_id, row.route_id, row.source_id) == ("2026-01-06", ANN, None, WEB)


def test_passing_sends_the_lead_on_and_remembers_the_agent():
    decision = pass_offer(offered(), ME[ANN], MINE, IN_TIME, "busy")
    lead = decision.lead
    assert (lead.state, lead.tried, lead.passed, lead.todo, lead.stop_clock) == (
        "unrouted",
        (ANN,),
        (ANN,),
        "route",
        OFFER,
    )
    assert lead.history[-1].detail == {"agent_ids": [ANN], "reason": "busy"}
    assert decision.workload_changes == (WorkloadChange(ANN, open_offers=-1, resets_missed=True),)


RULE = ResponseRule(within_seconds=600, actions=("call",))


@pytest.mark.parametrize("agents", [(ANN,), (ANN, BOB)], ids=["offered to me alone", "jump ball"])
def test_who_claims_an_offer_received_it_through_the_route_and_owes_its_response(agents):
    lead = claims(offered(*agents), ME[ANN], MINE, IN_TIME, routes=[make.route(response=RULE)]).lead
    assert (lead.via, lead.response.response_id, lead.response.actions) == (MAIN, RESPONSE, ("call",))
    assert (lead.response.since, lead.response.due) == (IN_TIME, IN_TIME + 600 * SECOND)
    assert (lead.todo, lead.stop_clock, lead.clock) == ("wind", OFFER, (RESPONSE, lead.response.due))


def test_a_response_in_working_time_is_due_by_the_teams_hours():
    """From two o'clock in Madrid, an hour after the claim. Source: docs/rules.md, "Response after the claim" 1."""
    afternoons = make.settings(working_hours=(Window(days=DAYS, start="14:00", to="21:00"),))
    route = make.route(response=RULE.model_copy(update={"clock": "working"}))
    lead = claims(offered(), ME[ANN], afternoons, IN_TIME, routes=[route]).lead
    assert lead.response.due == NOON + timedelta(hours=1, minutes=10)


def test_a_claim_counts_the_steps_of_its_offer_as_far_as_they_are_known():
    """Source: docs/rules.md, "Supervision" 2."""
    seen = OfferSeen(
        lead_id=LEAD, agent_id=ANN, offer_id=OFFER, at=NOON, delivered_at=NOON + SECOND, seen_at=NOON + 2 * SECOND
    )
    [known], [unknown] = (
        claims(offered(), ME[ANN], MINE, NOON + 3 * SECOND, seen=one).counters for one in (seen, None)
    )
    assert {name.rstrip("0123456789") for name in known.counts.keys() - unknown.counts.keys()} == {"d", "s", "c"}


def test_a_route_deleted_meanwhile_asks_for_no_response():
    lead = claims(offered(), ME[ANN], MINE, IN_TIME, routes=[]).lead
    assert (lead.via, lead.response) == (MAIN, None)


@pytest.mark.parametrize(
    ("settings", "named"),
    [pytest.param(MINE, None, id="an offer that they had shows nobody"), pytest.param(TEAM, BOB, id="they see it")],
)
@pytest.mark.parametrize("do", [claims, pass_offer])
def test_who_has_it_is_told_only_to_who_may_see_the_lead(do, settings, named):
    """Source: docs/rules.md, "Claiming" 3."""
    with pytest.raises(AlreadyClaimed) as refused:
        do(owned(BOB, tried=(ANN, BOB)), ME[ANN], settings, IN_TIME)
    assert refused.value.owner == named


@pytest.mark.parametrize(
    ("special", "working"),
    [pytest.param({}, "tw0", id="a usual route"), pytest.param({"activation": TODAY}, "tw", id="a special one")],
)
def test_a_claim_is_timed_by_the_working_time_of_its_route(special, working):
    """On a holiday only an active special route has working time. Source: docs/rules.md, "Offers and deadlines" 7."""
    holiday = make.settings(days_off=(date(2026, 1, 5),), working_hours=(Window(days=DAYS, start="08:00", to="21:00"),))
    counts = claims(offered(), ME[ANN], holiday, END - SECOND, routes=[make.route(**special)]).counters[0].counts
    [slow] = (name.removeprefix("t") for name in counts if name.startswith("t") and not name.startswith("tw"))
    assert (working if working == "tw0" else f"tw{slow}") in counts
    assert slow != "0"


# Jump balls


def test_the_winner_of_a_jump_ball_owns_the_lead_and_the_others_are_remembered():
    decision = claims(offered(ANN, BOB, CAT), ME[BOB], MINE, IN_TIME)
    assert (decision.lead.owner, decision.lead.rivals, decision.lead.tried) == (BOB, (ANN, CAT), (ANN, BOB, CAT))
    assert (decision.workload_changes, decision.guarded_workloads) == (
        (WorkloadChange(BOB, 0, 1, RECEIVED, resets_missed=True),),
        (),
    )
    for loser in (ANN, CAT):
        assert outcome(claims, decision.lead, ME[loser], MINE, IN_TIME) == AlreadyClaimed
        assert outcome(pass_offer, decision.lead, ME[loser], MINE, IN_TIME) == AlreadyClaimed


def test_who_passes_a_jump_ball_is_out_and_the_others_keep_the_offer():
    before = offered(ANN, BOB)
    decision = pass_offer(before, ME[ANN], MINE, IN_TIME, "busy")
    lead = decision.lead
    assert (lead.state, lead.offer.agent_ids, lead.tried, lead.passed) == ("offered", (BOB,), (ANN,), (ANN,))
    assert (lead.clock, lead.todo, lead.stop_clock) == (before.clock, None, None)
    assert (lead.history[-1].kind, lead.history[-1].detail) == ("passed", {"agent_ids": [ANN], "reason": "busy"})
    assert decision.workload_changes == (WorkloadChange(ANN, resets_missed=True),)
    assert [(row.agent_id, dict(row.counts)) for row in decision.counters] == [(ANN, {"passed": 1})]
    assert not pass_offer(lead, ME[ANN], MINE, IN_TIME).changed
    assert outcome(claims, lead, ME[ANN], MINE, IN_TIME) == OfferExpired
    assert outcome(claims, lead, ME[BOB], MINE, IN_TIME) == BOB


def test_the_last_agent_to_pass_a_jump_ball_sends_the_lead_on():
    lead = offered(ANN, BOB)
    for me in (ANN, BOB):
        decision = pass_offer(lead, ME[me], MINE, IN_TIME)
        lead = decision.lead
    assert (lead.state, lead.tried, lead.passed) == ("unrouted", (ANN, BOB), (ANN, BOB))
    assert (lead.todo, lead.stop_clock) == ("route", OFFER)
    assert decision.workload_changes == (WorkloadChange(BOB, resets_missed=True),)


# Limits


ALONE = offered(offer=make.offer(ANN, together=True))


def carrying(open_leads=0, open_offers=0, received=0):
    return Workload(agent_id=ANN, active=True, version=7, open_leads=open_leads, open_offers=open_offers,
                received=dict.fromkeys(RECEIVED, received))  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "limits", "workload", "expected"),
    [
        pytest.param(offered(ANN, BOB), {"per_day": 2}, carrying(received=1), ANN, id="a jump ball, one below"),
        pytest.param(offered(ANN, BOB), {"per_day": 2}, carrying(received=2), LimitReached, id="a jump ball, a day"),
        pytest.param(offered(ANN, BOB), {"per_week": 2}, carrying(received=2), LimitReached, id="a week"),
        pytest.param(offered(ANN, BOB), {"per_month": 2}, carrying(received=2), LimitReached, id="a month"),
        pytest.param(offered(ANN, BOB), {"open": 2}, carrying(open_leads=2), LimitReached, id="open leads"),
        pytest.param(offered(ANN, BOB), {"per_day": 2}, carrying(received=1, open_offers=1), LimitReached,
                     id="an offer to me alone counts as well"),
        pytest.param(ALONE, {"per_day": 1}, carrying(received=1), LimitReached, id="a jump ball with one agent left"),
        pytest.param(offered(ANN), {"per_day": 1}, carrying(received=5, open_offers=1), ANN,
                     id="an offer to me alone was counted when it was made"),
        pytest.param(pooled(), {"per_day": 0, "per_week": 0, "per_month": 0}, carrying(received=9), ANN,
                     id="the pool, whatever was received"),
        pytest.param(pooled(), {"open": 2}, carrying(open_leads=1), ANN, id="the pool, one below"),
        pytest.param(pooled(), {"open": 2}, carrying(open_leads=1, open_offers=1), LimitReached, id="the pool, open"),
    ],
)  # fmt: skip
def test_a_claim_checks_limits_that_the_offer_did_not_check(lead, limits, workload, expected):
    me = make.member(ANN, limits=Limits(**limits))
    assert outcome(claims, lead, me, MINE, IN_TIME, workload=workload) == expected


@pytest.mark.parametrize(
    ("lead", "now", "refusal"),
    [
        pytest.param(offered(ANN, BOB), END, OfferExpired, id="over"),
        pytest.param(owned(BOB, tried=(ANN,)), IN_TIME, AlreadyClaimed, id="another was faster"),
        pytest.param(closed, IN_TIME, Missing, id="unseen"),
    ],
)
def test_a_limit_is_the_last_reason_for_a_refusal(lead, now, refusal):
    me = make.member(ANN, limits=Limits(per_day=0, open=0))
    assert outcome(claims, lead, me, MINE, now) == refusal


@pytest.mark.parametrize(
    ("lead", "limits", "guarded"),
    [
        pytest.param(offered(ANN, BOB), {"per_day": 2}, True, id="a jump ball, limited"),
        pytest.param(offered(ANN, BOB), {}, False, id="a jump ball, unlimited"),
        pytest.param(offered(ANN), {"per_day": 2}, False, id="an offer to me alone"),
        pytest.param(pooled(), {"open": 2}, True, id="the pool, with a limit on open leads"),
        pytest.param(pooled(), {"per_day": 2}, False, id="the pool, with another limit"),
    ],
)
def test_a_claim_guards_the_counts_that_its_limits_depend_on(lead, limits, guarded):
    decision = claims(lead, make.member(ANN, limits=Limits(**limits)), MINE, IN_TIME, workload=carrying())
    assert bool(decision.guarded_workloads) is guarded
    assert bool(decision.workload_changes) is not guarded
    if guarded:
        assert (decision.guarded_workloads[0].open_leads, decision.guarded_workloads[0].version) == (1, 7)


@pytest.mark.parametrize("lead", [offered(ANN, BOB), pooled()], ids=["a jump ball", "from the pool"])
def test_a_claim_is_counted_whether_or_not_a_limit_guards_it(lead):
    """Source: docs/rules.md, "Supervision" 2."""
    limited = claims(lead, make.member(ANN, limits=Limits(open=5)), MINE, IN_TIME, workload=carrying())
    free = claims(lead, make.member(ANN), MINE, IN_TIME, workload=carrying())
    assert limited.guarded_workloads
    assert limited.counters == free.counters != ()


def test_a_limit_of_a_day_is_that_of_the_teams_clock():
    """At 23:30 UTC it is tomorrow in Madrid: what was received today counts no more, and the claim counts for then.

    What was received the day before is forgotten.
    """
    late = NOON + timedelta(hours=11, minutes=30)
    ball = offered(offer=make.offer(ANN, BOB, deadline=late + SECOND))
    received = {"2026-01-04": 1, "2026-01-05": 1}
    me, load = make.member(ANN, limits=Limits(per_day=1)), carrying().model_copy(update={"received": received})
    [after] = claims(ball, me, MINE, late, workload=load).guarded_workloads
    assert after.received == {"2026-01-05": 1, "2026-01-06": 1, "2026-W02": 1, "2026-01": 1}
    assert outcome(claims, ball, me, MINE, late - timedelta(hours=1), workload=load) == LimitReached


def test_claiming_a_jump_ball_drops_counts_of_past_periods():
    workload = carrying().model_copy(update={"received": {"2024-01-05": 3, "2026-01-05": 1}})
    decision = claims(offered(ANN, BOB), make.member(ANN), MINE, IN_TIME, workload=workload)
    [after] = decision.guarded_workloads
    assert after.received == {"2026-01-05": 2, "2026-W02": 1, "2026-01": 1}


@pytest.mark.parametrize(
    "again",
    [claims(owned(), ME[ANN], MINE, LATE), pass_offer(offered(BOB, passed=(ANN,), tried=(ANN,)), ME[ANN], MINE, LATE)],
)
def test_repeating_a_change_writes_nothing(again):
    assert not again.changed


@pytest.mark.parametrize(
    ("lead", "me", "to", "expected"),
    [
        pytest.param(make.lead(), BOSS, BOB, BOB, id="unrouted"),
        pytest.param(offered(), BOSS, BOB, BOB, id="offered to another"),
        pytest.param(owned(ANN), BOSS, BOB, BOB, id="owned by another"),
        pytest.param(pooled(), BOSS, BOB, BOB, id="pooled"),
        pytest.param(closed, BOSS, BOB, LeadClosed, id="closed"),
        pytest.param(owned(ANN), ANN, BOB, Forbidden, id="an agent may not, even the owner"),
        pytest.param(owned(BOB), ANN, ANN, Missing, id="nor learn that the lead exists"),
    ],
)
def test_assign(lead, me, to, expected):
    assert outcome(assign, lead, ME[to], ME[me], MINE, IN_TIME, audit_id=AUDIT) == expected


def test_a_lead_cannot_be_assigned_to_an_unknown_member():
    with pytest.raises(AgentUnknown) as refused:
        assign(pooled(), None, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert refused.value.mistakes[0].loc == ("body", "agent_id")


def test_only_an_active_member_can_be_assigned_a_lead():
    away = make.member(BOB, status="invited")
    assert outcome(assign, pooled(), away, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT) == NotActive


def test_assigning_an_offered_lead_withdraws_the_offer_and_moves_the_counts():
    decision = assign(offered(), ME[BOB], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT, note="knows the street")
    assert [event.kind for event in decision.lead.history[-2:]] == ["withdrawn", "assigned"]
    assert (decision.lead.stop_clock, decision.lead.tried) == (OFFER, (ANN,))
    assert decision.workload_changes == (WorkloadChange(ANN, open_offers=-1), WorkloadChange(BOB, open_leads=1))
    assert (decision.audit.by, decision.audit.after) == (BOSS, {"owner": BOB})


def test_assigning_to_the_agent_of_the_offer_counts_once():
    decision = assign(offered(), ME[ANN], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert decision.workload_changes == (WorkloadChange(ANN, open_offers=-1, open_leads=1),)


def test_reassigning_removes_the_lead_from_the_former_owner():
    decision = assign(owned(ANN), ME[BOB], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1), WorkloadChange(BOB, open_leads=1))


@pytest.mark.parametrize("lead", [make.lead(), offered(), owned()], ids=["unrouted", "offered", "owned"])
def test_release_returns_a_lead_to_the_pool(lead):
    decision = release(lead, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert (decision.lead.state, decision.lead.reason, decision.lead.owner) == ("pooled", "released", None)


def test_who_may_not_see_a_lead_does_not_release_it():
    with pytest.raises(Missing):
        release(owned(CAT), ME[ANN], MINE, IN_TIME, audit_id=AUDIT)


def test_a_closed_lead_is_not_released():
    assert outcome(release, closed, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT) == LeadClosed


@pytest.mark.parametrize("do", [partial(assign, to=ME[BOB]), release], ids=["assigned", "released"])
def test_a_due_response_ends_when_the_lead_changes_owner(do):
    lead = do(make.received(response=make.response()), me=ME[BOSS], settings=MINE, now=IN_TIME, audit_id=AUDIT).lead
    assert (lead.via, lead.response, lead.todo, lead.stop_clock) == (None, None, "stop", RESPONSE)


def test_releasing_a_pooled_lead_changes_nothing():
    assert release(pooled(), ME[BOSS], MINE, IN_TIME, audit_id=AUDIT) == unchanged(pooled())


def test_assigning_a_lead_to_its_owner_changes_nothing():
    assert assign(owned(ANN), ME[ANN], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT) == unchanged(owned(ANN))


attempts = st.lists(
    st.tuples(st.sampled_from([claims, pass_offer]), st.sampled_from([ANN, BOB, CAT]), st.integers(-5, 5))
)


@given(attempts)
def test_a_lead_never_has_two_owners(attempts):
    """Whatever the order of claims and passes, the first owner stays the owner, and only claims in time succeed."""
    lead, owners = offered(ANN), []
    for do, me, late in attempts:
        try:
            lead = do(lead, ME[me], MINE, END + late * SECOND).lead
        except Refusal:
            continue
        if lead.owner and lead.owner not in owners:
            owners.append(lead.owner)
            assert late < 0
    assert owners in ([], [ANN])
