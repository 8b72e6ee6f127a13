"""Does removing a member leave a consistent plan, and does each of their leads go where it should?"""

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.errors import (
    AgentUnknown,
    ChangedByOther,
    Invalid,
    LastRainmaker,
    LeadsNeedPlace,
    Missing,
    NotActive,
)
from shared.domain.lead_records.offer import Offer, ResponseDeadline
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.route import Route, Seat, ToAgent
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.change_member import MemberDraft, invite
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.remove_member import MAX_AT_ONCE, destination_of_leads, remove_member, take_lead_away
from tests import make
from tests.make import ANN, BOB, CAT, CHIEF, DAN, END, EVE, MAIN, NIGHT, NOON, OFFER, PORTAL, WEB, id_of

STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "audit"))
ONLY = id_of("route", "only")
REMOVED = make.member(status="removed", removed_at=NOON, leads_to="route")


def remove(plan, agent_id=ANN, leads_to=None, workload=None, version=None):
    return remove_member(plan, agent_id, leads_to, workload or Workload(agent_id=agent_id, active=True), version, STAMP)


def full():
    """Return a plan with Ann on a weighted route, alone on one that assigns, as last resort, and owner of a source."""
    weighted = (Seat(agent_id=BOB, weight=40), Seat(agent_id=ANN, weight=60))
    routes = [
        make.route(rule="fair_share").model_copy(update={"agents": weighted}),
        make.route(ONLY, agents=(ANN,), title="Only", rule="assign_to_agent"),
        make.route(NIGHT, agents=(BOB,), title="Night", when_nobody=ToAgent(agent_id=ANN)),
        make.route(id_of("route", "other"), agents=(BOB, CAT), title="Other"),
    ]
    return make.plan(routes, sources=[make.source(owner=ANN), make.source(PORTAL, title="Portal", owner=BOB)])


def test_a_removed_member_is_nowhere_in_the_plan():
    change = remove(full())
    after = change.on(full())
    member = after.members[ANN]
    assert (member.status, member.removed_at, member.leads_to) == ("removed", NOON, "route")
    assert after.routes_by_id[MAIN].agents == (Seat(agent_id=BOB, weight=40),)
    assert after.routes_by_id[MAIN].status == "active"
    assert after.routes_by_id[NIGHT].when_nobody == "pool"
    assert (after.sources[WEB].owner, after.sources[PORTAL].owner) == (None, BOB)
    assert len([one for one in change.put if isinstance(one, Route)]) == 3


def test_a_route_that_assigns_to_the_removed_member_is_paused_by_the_remover():
    only = remove(full()).on(full()).routes_by_id[ONLY]
    assert (only.agents, only.status, only.switched_by, only.switched_at) == ((), "paused", CHIEF, NOON)


def test_concurrent_offers_fail_their_guard():
    """The whole workload is written, so an offer decided on the earlier one fails."""
    workload = Workload(agent_id=ANN, active=True, open_offers=1, version=7)
    [put] = [one for one in remove(full(), workload=workload).put if isinstance(one, Workload)]
    assert (put.active, put.version, put.open_offers) == (False, 7, 1)


def test_the_audit_entry_says_where_the_member_was():
    told = remove(full(), leads_to="pool").audit
    assert (told.what, told.subject, told.by) == ("member.removed", ANN, CHIEF)
    assert told.before["status"] == "active"
    assert told.after["leads_to"] == "pool"
    assert told.before["places"] == {
        MAIN: {"place": 1, "agent_id": ANN, "weight": 60},
        ONLY: {"place": 0, "agent_id": ANN},
        NIGHT: {"when_nobody": ANN},
        WEB: {"owner": ANN},
    }
    assert told.after["places"] == {ONLY: {"status": "paused"}}


OWNS = Workload(agent_id=ANN, active=True, open_leads=1, open_offers=1)
REFUSED = [
    pytest.param({"workload": OWNS}, LeadsNeedPlace, id="leads and no place for them"),
    pytest.param({"leads_to": ANN}, Invalid, id="to themself"),
    pytest.param({"leads_to": id_of("agent", "no")}, AgentUnknown, id="to nobody"),
    pytest.param({"leads_to": DAN}, AgentUnknown, id="to who was removed"),
    pytest.param({"leads_to": EVE}, NotActive, id="to who never signed in"),
    pytest.param({"agent_id": CHIEF}, LastRainmaker, id="the last Rainmaker"),
    pytest.param({"agent_id": id_of("agent", "no")}, Missing, id="nobody"),
    pytest.param({"version": 5}, ChangedByOther, id="read before"),
]


@pytest.mark.parametrize(("change", "refusal"), REFUSED)
def test_an_impossible_removal_is_refused(change, refusal):
    members = [make.member(ANN), make.member(BOB), make.member(DAN, status="removed"),
               make.member(EVE, status="invited", role="rainmaker"), make.member(CHIEF, role="rainmaker")]  # fmt: skip
    with pytest.raises(refusal) as refused:
        remove(make.plan([make.route(agents=(BOB,))], members), **change)
    if isinstance(refused.value, Invalid):
        assert refused.value.mistakes[0].loc == ("query", "leads_to")


def test_open_offers_alone_need_no_destination():
    assert remove(full(), workload=Workload(agent_id=ANN, active=True, open_offers=3)).audit


def test_with_another_active_rainmaker_the_first_can_be_removed():
    plan = make.plan([], [make.member(CHIEF, role="rainmaker"), make.member(DAN, role="rainmaker")])
    assert remove(plan, CHIEF).on(plan).members[CHIEF].status == "removed"


def test_removing_twice_changes_nothing():
    plan = remove(full(), leads_to="pool").on(full())
    assert remove(plan, leads_to=BOB, workload=OWNS, version=1).audit is None


@pytest.mark.parametrize("number", [MAX_AT_ONCE, MAX_AT_ONCE + 1, 2 * MAX_AT_ONCE + 5])
def test_a_member_on_many_routes_is_removed_from_them_in_several_changes(number):
    routes = [make.route(id_of("route", f"r{n}"), agents=(ANN, BOB), title=f"R{n}") for n in range(number)]
    plan, sizes = make.plan(routes), []
    while plan.members[ANN].status == "active":
        change = remove(plan, version=0)
        sizes.append(len(change.put))
        plan = change.on(plan)
    assert sum(sizes) == number + 2
    assert max(sizes) <= MAX_AT_ONCE + 2
    assert all(route.agent_ids == (BOB,) for route in plan.routes)


def test_a_removed_member_may_be_invited_again_as_a_new_member():
    plan = make.plan([], [gone := make.member(status="removed", email="ana@example.com")])
    draft = MemberDraft(email="ana@example.com", first_name="Ana", last_name="G", role="agent")
    new = id_of("agent", "new")
    after = invite(plan, draft, new, STAMP).on(plan)
    assert after.members[ANN] == gone
    assert (after.members[new].status, after.members[new].email) == ("invited", "ana@example.com")


def test_a_removed_member_cannot_sign_in():
    """Their user may still exist, and belong to the member they are now."""
    new = make.member(BOB, sub=REMOVED.sub)
    for members in ([REMOVED, new], [new, REMOVED]):
        assert make.plan([], members).members_by_sub == {REMOVED.sub: new}
    assert make.plan([], [REMOVED]).members_by_sub == {}


@pytest.mark.parametrize(
    ("leads_to", "status", "place"),
    [("pool", "active", "pool"), ("route", "active", "route"), (BOB, "active", BOB), (BOB, "removed", "route"),
     (None, "active", "route")],
)  # fmt: skip
def test_leads_go_to_routing_if_their_destination_is_gone(leads_to, status, place):
    gone = make.member(status="removed", leads_to=leads_to)
    found = destination_of_leads(make.plan([], [gone, make.member(BOB, status=status)]), gone)
    assert (found.agent_id if isinstance(found, Member) else found) == place


# Their leads


def left(lead, to="route"):
    return take_lead_away(lead, REMOVED, to, make.settings(), END, CHIEF)


def workloads(decision):
    return {change.agent_id: (change.open_offers, change.open_leads) for change in decision.workload_changes}


def owned(**change):
    return make.owned(ANN, route_id=MAIN, via=MAIN, turns={MAIN: 1}, tried=(BOB, ANN), **change)


def test_an_owned_lead_left_to_routing_is_matched_again_and_offered_to_nobody_twice():
    decision = left(owned())
    lead = decision.lead
    assert (lead.state, lead.owner, lead.route_id, lead.via, lead.todo) == ("unrouted", None, None, None, "route")
    assert set(lead.tried) == {ANN, BOB}
    assert lead.history[-1].kind == "withdrawn"
    assert lead.history[-1].detail == {"reason": "member_removed", "agent_id": ANN}
    assert workloads(decision) == {ANN: (0, -1)}


def test_agents_who_lost_a_jump_ball_may_be_offered_it_again():
    lead = left(owned(rivals=(BOB,))).lead
    assert (lead.tried, lead.rivals) == ((ANN,), ())


def test_an_owned_lead_left_to_the_pool_says_why():
    decision = left(owned(), "pool")
    assert (decision.lead.state, decision.lead.reason, decision.lead.owner) == ("pooled", "member_removed", None)
    assert workloads(decision) == {ANN: (0, -1)}


def test_an_owned_lead_left_to_a_member_is_theirs_as_if_assigned_by_hand():
    decision = left(owned(), make.member(BOB))
    assert (decision.lead.owner, decision.lead.via) == (BOB, None)
    assert decision.lead.history[-1].kind == "assigned"
    assert decision.lead.history[-1].detail == {"agent_id": BOB, "from": ANN, "reason": "member_removed"}
    assert workloads(decision) == {ANN: (0, -1), BOB: (0, 1)}
    [tally] = decision.counters
    assert (tally.agent_id, tally.counts) == (BOB, {"hand_assigned": 1})


@pytest.mark.parametrize("to", ["route", "pool", make.member(BOB)], ids=["route", "pool", "member"])
def test_a_due_response_ends_and_its_clock_stops(to):
    response = ResponseDeadline(
        response_id=id_of("response", "r"), route_id=MAIN, since=NOON, due=END, actions=("call",)
    )
    lead = left(owned(response=response), to).lead
    assert (lead.response, lead.stop_clock) == (None, response.response_id)
    assert lead.todo == ("route" if to == "route" else "stop")


def test_a_lead_offered_to_the_member_alone_goes_on_at_once():
    decision = left(make.offered(ANN))
    lead = decision.lead
    assert (lead.state, lead.offer, lead.route_id, lead.tried) == ("unrouted", None, MAIN, (ANN,))
    assert (lead.todo, lead.stop_clock) == ("route", OFFER)
    assert (lead.history[-1].kind, lead.history[-1].detail["agent_ids"]) == ("withdrawn", [ANN])
    assert workloads(decision) == {ANN: (-1, 0)}


def jump_ball(*agents):
    offer = Offer(offer_id=OFFER, route_id=MAIN, agent_ids=agents, made_at=NOON, deadline=END, turn=1, together=True)
    return make.offered(offer=offer)


def test_a_jump_ball_loses_only_the_removed_agent():
    decision = left(jump_ball(BOB, ANN, CAT))
    lead = decision.lead
    assert (lead.state, lead.offer.agent_ids, lead.tried) == ("offered", (BOB, CAT), (ANN,))
    assert (lead.todo, lead.stop_clock, lead.clock.clock_id) == (None, None, OFFER)
    assert decision.workload_changes == ()


def test_a_jump_ball_whose_last_agent_leaves_goes_on():
    decision = left(jump_ball(ANN))
    assert (decision.lead.state, decision.lead.tried, decision.lead.stop_clock) == ("unrouted", (ANN,), OFFER)
    assert decision.workload_changes == (), "a jump ball counts for nobody"


OTHERS = [make.lead(), make.offered(BOB), jump_ball(BOB, CAT), make.owned(BOB), make.pooled(tried=(ANN,)),
          make.closed.model_copy(update={"owner": ANN})]  # fmt: skip


@pytest.mark.parametrize("lead", OTHERS, ids=["unrouted", "offered", "jump ball", "owned", "pooled", "closed"])
def test_leads_of_others_are_unchanged(lead):
    for to in ("route", "pool", make.member(BOB)):
        assert not left(lead, to).changed


@given(
    st.lists(st.sampled_from([ANN, BOB, CAT]), min_size=1, max_size=3, unique=True),
    st.sampled_from(["offered", "together", "owned"]),
    st.sampled_from(["route", "pool", make.member(BOB)]),
)
def test_after_a_removal_no_lead_is_theirs_and_counts_add_up(agents, state, to):
    """Changes of workloads equal changes of the leads' owners and single offers."""
    lead = {"offered": make.offered(agents[0]), "together": jump_ball(*agents), "owned": make.owned(agents[0])}[state]
    decision = left(lead, to)
    assert decision.lead.owner != ANN
    assert decision.lead.offer is None or ANN not in decision.lead.offer.agent_ids
    found = Counter()
    for sign, one in ((-1, lead), (1, decision.lead)):
        if one.owner:
            found[one.owner, "leads"] += sign
        if one.offer and not one.offer.together:
            found[one.offer.agent_ids[0], "offers"] += sign
    told = Counter()
    for change in decision.workload_changes:
        told[change.agent_id, "leads"] += change.open_leads
        told[change.agent_id, "offers"] += change.open_offers
    assert {key: n for key, n in found.items() if n} == {key: n for key, n in told.items() if n}


@given(st.sets(st.sampled_from([ANN, BOB, CHIEF, DAN]), min_size=1), st.data())
def test_after_any_removals_there_is_a_rainmaker(leaders, data):
    members = [make.member(one, role="rainmaker" if one in leaders else "agent") for one in (ANN, BOB, CHIEF, DAN)]
    plan = make.plan([make.route(agents=(ANN, BOB))], members)
    for who in data.draw(st.lists(st.sampled_from([ANN, BOB, CHIEF, DAN]), max_size=6)):
        with suppress(LastRainmaker):
            plan = remove(plan, who).on(plan)
    assert any(one.role == "rainmaker" and one.status == "active" for one in plan.members.values())
    gone = {one.agent_id for one in plan.members.values() if one.status == "removed"}
    assert not gone & set(plan.routes[0].agent_ids)
