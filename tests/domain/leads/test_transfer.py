"""May an owner give back or hand over the lead, or a Manager route it, and what is the result?"""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.kernel.errors import (
    AgentUnknown,
    AlreadyRouted,
    Forbidden,
    Invalid,
    LeadClosed,
    Missing,
    NotActive,
    NotOwner,
    OfferExpired,
    Refusal,
)
from shared.domain.kernel.event_details import AssignedDetail
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.decision import unchanged
from shared.domain.lead_records.routing_progress import ANEW
from shared.domain.leads.claim import claim, pass_offer, release
from shared.domain.leads.transfer import give_back, hand_over, send_to_routing
from shared.domain.plan_records.route import ToAgent
from shared.domain.plan_records.workload import Workload, WorkloadChange
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import (
    ANN,
    BOB,
    BOSS,
    CAT,
    CHIEF,
    END,
    MAIN,
    NIGHT,
    NOON,
    RESPONSE,
    SECOND,
    closed,
    offered,
    pooled,
    received,
)

NOW, MINE, TEAM = NOON + SECOND, make.settings(), make.settings(agents_see="team")
AUDIT = make.id_of("audit", "1")
ME = {a: make.member(a) for a in (ANN, BOB, CAT)} | {BOSS: make.member(BOSS, role="manager")}
SCOUT = make.member(ANN, may_hand_over=True)  # an inside sales agent: qualifies leads, then hands them over
OTHERS = received(BOB)


def new_id(kind):
    return make.id_of(kind, "new")


def won(lead, agent_id):
    """Return the lead after this agent claimed it."""
    workload = Workload(agent_id=agent_id, active=True)
    return claim(lead, ME[agent_id], make.plan(), NOW, workload=workload, response_id=RESPONSE).lead.stored()


def outcome(do, *arguments, **options):
    """Return the refusal's class, or the lead's state and owner."""
    try:
        lead = do(*arguments, **options).lead
    except Refusal as refusal:
        return type(refusal)
    return lead.state, lead.owner


STATES = [
    pytest.param(make.lead(), NotOwner, id="unrouted"),
    pytest.param(offered(BOB), NotOwner, id="offered to another"),
    pytest.param(offered(ANN), NotOwner, id="offered to me"),
    pytest.param(OTHERS, NotOwner, id="owned by another"),
    pytest.param(pooled(), NotOwner, id="pooled"),
    pytest.param(closed, LeadClosed, id="closed"),
    pytest.param(make.lead(state="closed", owner=ANN, todo=None), LeadClosed, id="closed, mine before"),
]


# Giving back


@pytest.mark.parametrize(("lead", "expected"), [*STATES, pytest.param(received(), ("unrouted", None), id="mine")])
def test_give_back_by_the_leads_state(lead, expected):
    assert outcome(give_back, lead, ME[ANN], TEAM, NOW, reason="no_time") == expected


@pytest.mark.parametrize("lead", [make.lead(), OTHERS, closed, offered(BOB)])
def test_giving_back_an_unseen_lead_reveals_nothing(lead):
    assert outcome(give_back, lead, ME[ANN], MINE, NOW, reason="no_time") == Missing
    assert outcome(hand_over, lead, "route", SCOUT, MINE, NOW, audit_id=AUDIT) == Missing


def test_a_manager_may_not_give_back_what_another_owns():
    assert outcome(give_back, received(), ME[BOSS], MINE, NOW, reason="no_time") == NotOwner


def test_a_lead_from_a_route_continues_there_without_the_agent_who_gave_it_back():
    lead = received(response=make.response(), place=0)
    decision = give_back(lead, ME[ANN], MINE, NOW, reason="not_my_area", note="Sevilla")
    back = decision.lead
    assert (back.state, back.owner, back.route_id, back.place, back.turns) == ("unrouted", None, MAIN, 0, {MAIN: 1})
    assert (back.tried, back.returned_by, back.via, back.response) == ((ANN,), (ANN,), None, None)
    assert (back.todo, back.stop_clock, back.tell) == ("route", RESPONSE, "given_back")
    assert back.history[-1].detail == {"reason": "not_my_area", "note": "Sevilla"}
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1),)
    assert (decision.counters, decision.audit) == ((), None)


def test_a_lead_that_came_from_no_route_goes_to_the_pool():
    decision = give_back(make.owned(ANN), ME[ANN], MINE, NOW, reason="not_a_lead")
    back = decision.lead
    assert (back.state, back.reason, back.owner, back.todo) == ("pooled", "given_back", None, None)
    assert (back.history[-1].kind, back.history[-1].detail) == ("given_back", {"reason": "not_a_lead"})
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1),)


def test_one_that_came_by_hand_is_given_back_to_the_pool_for_any_reason():
    """Source: docs/rules.md, "Claiming" 5."""
    back = give_back(make.owned(ANN), ME[ANN], MINE, NOW, reason="no_time", note="ill").lead
    assert (back.state, back.reason, back.doubt) == ("pooled", "given_back", None)
    assert (back.history[-1].kind, back.history[-1].detail) == ("given_back", {"reason": "no_time", "note": "ill"})


def test_a_jump_ball_given_back_is_offered_again_to_the_slower_agents_only():
    ball = offered(BOB, CAT, tried=(ANN,), passed=(ANN,))
    back = give_back(won(ball, BOB), ME[BOB], MINE, NOW, reason="by_mistake").lead
    assert (back.tried, back.rivals, back.turns) == ((ANN, BOB), (), {MAIN: ANEW})
    assert back.route_id == MAIN


def test_a_slower_agent_who_cannot_be_asked_again_reads_that_the_offer_is_over():
    """Claiming 3: an agent who had an offer reads 410, not 404, whoever has the next one."""
    back = give_back(won(offered(BOB, CAT), BOB), ME[BOB], MINE, NOW, reason="no_time").lead
    alone = routed(back, make.route(agents=(ANN,), rule="jump_ball"))
    for lead in (back, alone, give_back(won(alone, ANN), ME[ANN], MINE, NOW, reason="no_time").lead):
        assert (
            outcome(claim, lead, ME[CAT], make.plan(), NOW, workload=Workload(agent_id=CAT), response_id=RESPONSE)
            == OfferExpired
        )
        assert outcome(pass_offer, lead, ME[CAT], MINE, NOW) == OfferExpired


def test_giving_back_twice_is_refused_as_not_owned():
    back = give_back(received(), ME[ANN], MINE, NOW, reason="by_mistake").lead
    assert outcome(give_back, back, ME[ANN], MINE, NOW, reason="by_mistake") == NotOwner


def routed(lead, *routes):
    """Return the lead after routing, in a team without workload."""
    return dispatch(lead, make.plan(routes), Rotations({}, make.workloads()), NOW, new_id, lambda: 0.5).lead.stored()


def test_a_jump_ball_given_back_is_offered_to_the_others_once_more_only():
    ball = make.route(agents=(ANN, BOB, CAT), rule="jump_ball")
    first = routed(make.lead(), ball)
    second = routed(give_back(won(first, ANN), ME[ANN], MINE, NOW, reason="no_time").lead, ball)
    assert (first.offer.agent_ids, second.offer.agent_ids) == ((ANN, BOB, CAT), (BOB, CAT))
    third = routed(give_back(won(second, BOB), ME[BOB], MINE, NOW, reason="no_time").lead, ball)
    assert third.offer.agent_ids == (CAT,)
    last = routed(give_back(won(third, CAT), ME[CAT], MINE, NOW, reason="no_time").lead, ball)
    assert (last.state, last.reason) == ("pooled", "unclaimed")
    assert outcome(send_to_routing, last, ME[BOSS], MINE, NOW, audit_id=AUDIT) == AlreadyRouted


def test_a_lead_given_back_by_the_last_resort_does_not_return_to_them():
    route = make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=BOB))
    lead = routed(make.lead(tried=(ANN,), turns={MAIN: 1}, route_id=MAIN), route)
    assert (lead.owner, lead.via) == (BOB, MAIN)
    back = routed(give_back(lead, ME[BOB], MINE, NOW, reason="no_time").lead, route)
    assert (back.state, back.reason) == ("pooled", "unclaimed")


def test_handed_to_routing_a_lead_takes_the_next_route_and_never_its_earlier_one():
    main, night = make.route(agents=(ANN, BOB)), make.route(NIGHT, (ANN, CAT))
    handed = hand_over(received(), "route", SCOUT, MINE, NOW, audit_id=AUDIT).lead
    lead = routed(handed, main, night)
    assert (lead.route_id, lead.offer.agent_ids) == (NIGHT, (CAT,))
    assert routed(handed, main).reason == "no_route"


def test_a_lead_given_back_on_the_next_route_does_not_return_to_the_route_it_was_handed_over_from():
    night, main = make.route(NIGHT, (CAT,), when_nobody="next_route"), make.route(agents=(ANN, BOB))
    handed = hand_over(received(), "route", SCOUT, MINE, NOW, audit_id=AUDIT).lead
    lead = won(routed(handed, night, main), CAT)
    back = give_back(lead, ME[CAT], MINE, NOW, reason="no_time").lead
    assert (routed(back, night, main).state, routed(back, night, main).reason) == ("pooled", "unclaimed")


def test_a_lead_assigned_at_once_does_not_return_to_the_route_it_was_handed_over_from():
    night = make.route(NIGHT, (CAT,), rule="assign_to_agent", when_nobody="next_route")
    main = make.route(agents=(ANN, BOB))
    handed = hand_over(received(), "route", SCOUT, MINE, NOW, audit_id=AUDIT).lead
    lead = routed(handed, night, main)
    assert lead.owner == CAT
    back = give_back(lead, ME[CAT], MINE, NOW, reason="no_time").lead
    assert routed(back, night, main).state == "pooled"


def test_a_lead_that_returns_to_routing_gets_as_many_attempts_as_a_new_one():
    """Earlier failures do not count: else the sweep would wait too long, or give up at once."""
    lead = make.owned(ANN, attempts=5)
    assert hand_over(lead, "route", SCOUT, MINE, NOW, audit_id=AUDIT).lead.attempts == 0


# Handing over


@pytest.mark.parametrize("to", [ME[BOB], "route"], ids=["to a member", "to routing"])
@pytest.mark.parametrize(("lead", "expected"), STATES)
def test_handing_over_a_lead_of_another_owner(lead, expected, to):
    assert outcome(hand_over, lead, to, SCOUT, TEAM, NOW, audit_id=AUDIT) == expected


@pytest.mark.parametrize(
    ("me", "to", "expected"),
    [
        pytest.param(SCOUT, ME[BOB], ("owned", BOB), id="to a member"),
        pytest.param(SCOUT, "route", ("unrouted", None), id="to routing"),
        pytest.param(SCOUT, None, AgentUnknown, id="to nobody"),
        pytest.param(SCOUT, make.member(BOB, status="invited"), NotActive, id="to who never signed in"),
        pytest.param(SCOUT, make.member(BOB, status="removed"), NotActive, id="to who left"),
        pytest.param(SCOUT, SCOUT, ("owned", ANN), id="to oneself"),
        pytest.param(ME[ANN], ME[BOB], Forbidden, id="without leave"),
        pytest.param(make.member(ANN, role="manager"), ME[BOB], ("owned", BOB), id="a Manager needs none"),
        pytest.param(make.member(ANN, role="rainmaker"), "route", ("unrouted", None), id="nor does the Rainmaker"),
    ],
)
def test_handing_over_ones_own_lead(me, to, expected):
    assert outcome(hand_over, received(), to, me, MINE, NOW, audit_id=AUDIT) == expected


def test_a_lead_handed_to_a_member_is_theirs_by_hand():
    lead = received(response=make.response(), skips=(NIGHT,))
    decision = hand_over(lead, ME[BOB], SCOUT, MINE, NOW, audit_id=AUDIT, note="wants to see it")
    after = decision.lead
    assert (after.owner, after.via, after.response, after.since) == (BOB, None, None, NOW)
    assert (after.todo, after.stop_clock) == ("stop", RESPONSE)
    assert after.history[-1].kind == "handed_over"
    assert after.history[-1].detail == {"agent_id": BOB, "from": ANN, "note": "wants to see it"}
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1), WorkloadChange(BOB, open_leads=1))
    assert [(row.agent_id, dict(row.counts)) for row in decision.counters] == [(BOB, {"hand_assigned": 1})]
    assert (decision.audit.what, decision.audit.by, decision.audit.after) == ("lead.handed_over", ANN, {"owner": BOB})


def test_handing_a_lead_to_oneself_writes_nothing():
    assert not hand_over(received(), SCOUT, SCOUT, MINE, NOW, audit_id=AUDIT).changed


def test_handed_to_routing_the_lead_skips_the_routes_it_was_on():
    lead = received(turns={MAIN: 4}, skips=(NIGHT,), rivals=(CAT,), tried=(CAT, ANN))
    decision = hand_over(lead, "route", SCOUT, MINE, NOW, audit_id=AUDIT, note="for rentals")
    after = decision.lead
    assert (after.state, after.route_id, after.skips, after.todo) == ("unrouted", None, (NIGHT, MAIN), "route")
    assert (after.tried, after.rivals) == ((CAT, ANN), ())
    assert after.history[-1].detail == {"from": ANN, "note": "for rentals"}
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1),)
    assert (decision.counters, decision.audit.after) == ((), {"owner": None})


def test_an_owner_by_hand_who_hands_a_lead_to_routing_is_not_offered_it():
    lead = make.owned(ANN)
    assert hand_over(lead, "route", SCOUT, MINE, NOW, audit_id=AUDIT).lead.tried == (ANN,)


def test_a_lead_without_a_source_cannot_be_handed_to_routing():
    with pytest.raises(Invalid) as refused:
        hand_over(received(source_id=None), "route", SCOUT, MINE, NOW, audit_id=AUDIT)
    assert refused.value.mistakes[0].loc == ("body", "to")


# Sending through routing


@pytest.mark.parametrize(
    ("lead", "me", "expected"),
    [
        pytest.param(make.lead(), BOSS, AlreadyRouted, id="unrouted"),
        pytest.param(offered(), BOSS, AlreadyRouted, id="offered"),
        pytest.param(make.owned(ANN), BOSS, AlreadyRouted, id="owned"),
        pytest.param(pooled(), BOSS, ("unrouted", None), id="pooled"),
        pytest.param(pooled(turns={MAIN: 1}), BOSS, AlreadyRouted, id="pooled, a route has had it"),
        pytest.param(pooled(source_id=None), BOSS, Invalid, id="pooled, without a source"),
        pytest.param(closed, BOSS, LeadClosed, id="closed"),
        pytest.param(pooled(), ANN, Forbidden, id="an agent may not"),
        pytest.param(OTHERS, ANN, Missing, id="nor learn that a lead exists"),
    ],
)
def test_route_again_by_the_leads_state(lead, me, expected):
    assert outcome(send_to_routing, lead, ME[me], MINE, NOW, audit_id=AUDIT) == expected


def test_a_lead_sent_through_routing_is_treated_as_new():
    held = pooled(reason="routing_failed", attempts=5, routes_at=END)
    decision = send_to_routing(held, ME[BOSS], MINE, NOW, audit_id=AUDIT, note="the route is there now")
    lead = decision.lead
    assert (lead.state, lead.reason, lead.attempts, lead.routes_at, lead.todo) == ("unrouted", None, 0, None, "route")
    assert (lead.history[-1].kind, lead.history[-1].detail) == ("sent", {"note": "the route is there now"})
    assert decision.workload_changes == ()
    assert (decision.audit.what, decision.audit.by) == ("lead.sent", BOSS)


def test_a_hold_counts_from_when_a_pooled_lead_was_sent_too():
    assert send_to_routing(pooled(), ME[BOSS], MINE, NOW, audit_id=AUDIT).lead.sent_at == NOW


def test_what_is_refused_names_its_field():
    for do, loc in (
        (lambda: hand_over(received(), None, SCOUT, MINE, NOW, audit_id=AUDIT), ("body", "to", "agent_id")),
        (lambda: again(pooled(source_id=None)), ("path", "lead_id")),
    ):
        with pytest.raises(Invalid) as refused:
            do()
        assert refused.value.mistakes[0].loc == loc


def test_sending_it_through_routing_again_is_refused_without_a_why():
    lead = send_to_routing(pooled(), ME[BOSS], MINE, NOW, audit_id=AUDIT).lead
    assert outcome(send_to_routing, lead, ME[BOSS], MINE, NOW, audit_id=AUDIT) == AlreadyRouted


# Routing again


def again(lead, now=NOW, note="by mistake"):
    return send_to_routing(lead, ME[BOSS], MINE, now, audit_id=AUDIT, note=note)


@pytest.mark.parametrize(
    ("lead", "kept", "may_get"),
    [
        pytest.param(make.lead(counted=True), (), (), id="unrouted"),
        pytest.param(offered(ANN, tried=(BOB,), counted=True), (), (BOB, ANN), id="offered"),
        pytest.param(received(ANN, tried=(CAT, ANN)), (ANN,), (CAT,), id="owned"),
        pytest.param(pooled(tried=(ANN, BOB), turns={MAIN: 1}, counted=True), (), (ANN, BOB), id="pooled"),
    ],
)
def test_any_open_lead_is_routed_again_as_if_it_were_new(lead, kept, may_get):
    decision = again(lead)
    anew = decision.lead
    assert (anew.state, anew.owner, anew.offer, anew.todo, anew.since) == ("unrouted", None, None, "route", NOW)
    assert (anew.tried, anew.returned_by, anew.turns, anew.route_id) == (kept, kept, {}, None)
    assert anew.reason is None
    assert all(anew.had_offer(one) for one in may_get)
    assert anew.history[-1].detail["again"]
    assert anew.re_routed
    assert (decision.audit.what, decision.audit.before["owner"]) == ("lead.rerouted", lead.owner)


def test_an_owner_by_hand_is_the_last_owner_also_once_it_is_in_the_pool():
    lead = release(make.owned(ANN, turns={MAIN: 1}), ME[BOSS], MINE, NOW, audit_id=AUDIT).lead
    lead = lead.model_copy(update={"history": (received(ANN).owned(AssignedDetail(agent_id=ANN), ANN, at=NOW, by=BOSS)
                                               .history[-1], *lead.history)})  # fmt: skip
    assert again(lead).lead.tried == (ANN,)


def test_an_offer_is_withdrawn_and_an_owner_relieved():
    withdrawn = again(offered(ANN))
    assert [event.kind for event in withdrawn.lead.history[-2:]] == ["withdrawn", "sent"]
    assert withdrawn.workload_changes == (WorkloadChange(ANN, open_offers=-1),)
    assert [dict(row.counts) for row in withdrawn.counters] == [{"withdrawn": 1}]
    assert again(received(ANN)).workload_changes == (WorkloadChange(ANN, open_leads=-1),)


def test_a_lead_that_was_not_routed_yet_is_received_and_not_re_routed():
    sent = again(make.owned(ANN)).lead
    assert not sent.re_routed
    counted = dispatch(sent, make.plan(), Rotations({}, make.workloads()), NOW, new_id, lambda: 0.5)
    assert [row.counts["received"] for row in counted.counters] == [1]


def test_the_next_decision_of_routing_counts_it_as_re_routed_once():
    sent = again(received(ANN)).lead
    counted = dispatch(sent, make.plan(), Rotations({}, make.workloads()), NOW, new_id, lambda: 0.5)
    assert [(row.agent_id, row.route_id, dict(row.counts)) for row in counted.counters] == [
        (None, MAIN, {"re_routed": 1})
    ]
    assert counted.lead.offer.agent_ids == (BOB,)
    passed = pass_offer(counted.lead, ME[BOB], MINE, NOW).lead
    assert dispatch(passed, make.plan(), Rotations({}, make.workloads()), NOW, new_id, lambda: 0.5).counters == ()


def test_a_lead_that_is_assigned_before_routing_decides_is_not_counted():
    sent = again(received(ANN)).lead
    assert not sent.owned(AssignedDetail(agent_id=BOB), BOB, at=NOW, by=BOSS).re_routed


def test_who_passed_before_may_pass_the_new_offer():
    passed = pass_offer(offered(ANN), ME[ANN], MINE, NOW).lead
    lead = routed(again(passed).lead, make.route(agents=(ANN,)))
    assert pass_offer(lead, ME[ANN], MINE, NOW).changed


def test_the_same_request_within_a_minute_changes_nothing():
    lead = routed(again(received(ANN)).lead, make.route())
    assert again(lead, NOW + 60 * SECOND) == unchanged(lead)
    assert again(lead, NOW + 61 * SECOND).changed
    assert again(lead, NOW + SECOND, note="another reason").changed
    other = make.member(CHIEF, role="rainmaker")
    assert send_to_routing(lead, other, MINE, NOW + SECOND, audit_id=AUDIT, note="by mistake").changed


def test_a_lead_is_routed_again_also_if_its_latest_events_are_all_of_routing():
    """Older events stand on pages of their own."""
    lead = routed(make.lead(), make.route())
    assert again(lead.model_copy(update={"history": lead.history[-1:], "spilled": 1})).changed


def test_a_hold_counts_from_when_the_lead_was_sent():
    opens = make.route(windows=(Window(days=("tue",), **{"from": "08:00", "to": "09:00"}),))
    plan = make.plan([opens], hold_hours=24)
    sent = again(received(ANN, last_activity_at=NOON - timedelta(days=9))).lead
    held = dispatch(sent, plan, Rotations({}, make.workloads()), NOW, new_id, lambda: 0.5).lead
    assert (held.state, held.routes_at) == ("pooled", datetime(2026, 1, 6, 7, tzinfo=UTC))
