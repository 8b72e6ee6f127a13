"""Is a bulk act undone exactly on the leads to which nobody did anything since?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import Forbidden, LeadErased, Missing, NotActive, TouchedSince, UndoOver
from shared.domain.kernel.event_details import RepeatedDetail
from shared.domain.lead_records.conversation import Conversation
from shared.domain.leads.bulk import UNDONE_WITHIN, undo, with_bulk_act
from shared.domain.leads.claim import assign, claim, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.transfer import send_to_routing
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, CHIEF, DAN, MAIN, NIGHT, NOON, SECOND, id_of

BULK, AUDIT, AGAIN = id_of("bulk", "one"), id_of("audit", "one"), id_of("response", "again")
LATER = NOON + timedelta(hours=1)
PLAN = make.plan()
boss, chief = PLAN.members[BOSS], PLAN.members[CHIEF]

ACTS = {
    "assign": lambda lead: assign(lead, PLAN.members[DAN], boss, PLAN.settings, NOON, audit_id=AUDIT),
    "release": lambda lead: release(lead, boss, PLAN.settings, NOON, audit_id=AUDIT),
    "route": lambda lead: send_to_routing(lead, boss, PLAN.settings, NOON, audit_id=AUDIT, note="by mistake"),
    "close": lambda lead: close(lead, "won", boss, PLAN.settings, NOON, audit_id=AUDIT),
    "reopen": lambda lead: reopen(lead, boss, PLAN, NOON, audit_id=AUDIT),
}
EARLIER = NOON - timedelta(days=3)
LEADS = {
    "owned": make.received(ANN, since=EARLIER, answered_at=EARLIER, conversation=Conversation(opened_at=EARLIER)),
    "pooled": make.pooled(since=EARLIER, pool_told=True),
    "held": make.pooled(
        since=EARLIER,
        reason="nobody_eligible",
        routes_at=NOON + timedelta(hours=9),
        held_until=NOON + timedelta(hours=12),
    ),
    "closed": make.owned(ANN, since=EARLIER, state="closed", outcome="won"),
}


def act(how, lead):
    return with_bulk_act(ACTS[how](lead), lead, BULK, boss, NOON)


def undone(lead, me=boss, now=LATER, plan=PLAN):
    return undo(lead, BULK, me, plan, now, audit_id=AUDIT, response_id=AGAIN)


def bare(lead):
    """Return the lead without its account of what happened, and without what is left for routing to do."""
    return lead.model_copy(update={"history": (), "tell": None, "todo": None, "stop_clock": None})


def balance(*decisions):
    """Return what decisions change of counters and workloads together, without what cancels out."""
    found = {}
    for decision in decisions:
        for row in decision.counters:
            for name, count in row.counts.items():
                found[(*row.row, name)] = found.get((*row.row, name), 0) + count
        for change in getattr(decision, "workload_changes", ()):
            found[change.agent_id] = found.get(change.agent_id, 0) + change.open_leads
    return {name: count for name, count in found.items() if count}


@pytest.mark.parametrize(
    ("how", "kind"),
    [("assign", "owned"), ("assign", "pooled"), ("assign", "held"), ("release", "owned"), ("route", "pooled"),
     ("route", "held"), ("route", "owned"), ("close", "owned"), ("close", "pooled"), ("reopen", "closed")],
)  # fmt: skip
def test_an_undone_lead_is_what_it_was(how, kind):
    lead = LEADS[kind]
    acted = act(how, lead)
    back = undone(acted.lead)
    assert bare(back.lead) == bare(lead)
    assert back.lead.clock == lead.clock
    assert balance(acted, back) == {}
    assert [event.detail.get("bulk_id") for event in back.lead.history[-2:]] == [BULK, None]
    assert back.lead.history[-1].detail["undoes"] == BULK
    assert (acted.audit.bulk_id, back.audit.bulk_id, back.audit.what) == (BULK, BULK, "lead.undone")
    assert back.audit.after == {"state": lead.state, "owner": lead.owner}


@pytest.mark.parametrize(
    ("how", "kind", "told"),
    [("assign", "owned", "assigned"), ("assign", "pooled", "released"), ("close", "owned", "reopened"),
     ("close", "pooled", "reopened"), ("reopen", "closed", "closed"), ("release", "owned", "assigned")],
)  # fmt: skip
def test_the_history_says_where_the_lead_went_back(how, kind, told):
    assert undone(act(how, LEADS[kind]).lead).lead.history[-1].kind == told


@pytest.mark.parametrize(
    ("how", "kind", "detail"),
    [
        pytest.param("assign", "owned", {"agent_id": ANN, "from": DAN}, id="to its owner"),
        pytest.param("assign", "pooled", {"reason": "unclaimed", "from": DAN}, id="to the pool, for the former reason"),
        pytest.param("close", "owned", {"agent_id": ANN}, id="open again, its owner's"),
        pytest.param("close", "pooled", {"reason": "unclaimed"}, id="open again, in the pool"),
        pytest.param("reopen", "closed", {"outcome": "won"}, id="closed again, with its outcome"),
    ],
)
def test_the_history_says_to_whom_it_went_back_and_from_whom(how, kind, detail):
    told = undone(act(how, LEADS[kind]).lead).lead.history[-1].detail
    assert told == {**detail, "undoes": BULK}


def test_a_lead_keeps_of_what_it_was_nothing_that_an_act_leaves_alone():
    """So nothing of the person is stored twice, nor left where an erasure would miss it."""
    kept = act("close", LEADS["owned"]).lead.bulk.before
    assert {"contact", "message", "attributes", "history", "lead_id"}.isdisjoint(kept)
    assert {"rivals", "pool_told", "win"}.isdisjoint(kept)


def test_a_first_decision_of_routing_stays_counted_as_received():
    """Only what was sent through routing again is counted as re-routed, and so taken back."""
    sent = act("route", LEADS["pooled"]).lead
    offered = dispatch(sent, PLAN, Rotations({}, make.workloads()), NOON, lambda kind: id_of(kind, "new"), lambda: 0.5)
    counted = {name for row in undone(offered.lead).counters for name in row.counts}
    assert "re_routed" not in counted


def test_a_withdrawn_offer_counts_as_tried_so_another_agent_is_next():
    """It goes on in routing, past whom it was offered to."""
    back = undone(act("assign", make.offered(ANN)).lead).lead
    assert back.tried == (ANN,)
    ball = undone(act("release", make.offered(ANN, BOB)).lead).lead
    assert ball.tried == (ANN, BOB)


def test_what_was_said_in_the_conversation_since_stays_with_an_open_lead():
    """The act did not touch it, so its undoing does not either."""
    acted = act("assign", LEADS["owned"]).lead
    assert undone(acted.model_copy(update={"conversation": None})).lead.conversation is None
    closed = act("close", LEADS["owned"]).lead
    assert undone(closed).lead.conversation == LEADS["owned"].conversation


def test_an_act_that_leaves_a_hold_has_it_followed_by_the_plan_as_it_is():
    back = undone(act("assign", LEADS["held"]).lead)
    assert (back.lead.todo, back.lead.held_until) == ("follow", LEADS["held"].held_until)
    assert undone(act("assign", LEADS["pooled"]).lead).lead.todo != "follow"


def test_an_act_that_changes_nothing_leaves_nothing_to_undo():
    decision = act("release", LEADS["pooled"])
    assert not decision.changed
    with pytest.raises(TouchedSince):
        undone(decision.lead)


def test_an_offer_that_the_act_withdrew_is_over_so_the_lead_goes_on_in_routing():
    back = undone(act("assign", make.offered(ANN)).lead).lead
    assert (back.state, back.offer, back.todo, back.turns) == ("unrouted", None, "route", {MAIN: 1})
    assert (back.since, back.reason) == (LATER, None)
    event = back.history[-1]
    assert (event.kind, event.detail) == ("sent", {"from": DAN, "undoes": BULK})
    assert not undone(back).changed


def test_what_routing_did_since_is_undone_too():
    sent = act("route", LEADS["pooled"]).lead
    offered = sent.offered(make.offer(ANN), place=0)
    back = undone(offered)
    assert (back.lead.state, back.lead.reason, back.lead.offer) == ("pooled", "unclaimed", None)
    assert back.lead.tried == ()
    assert [event.kind for event in back.lead.history[-2:]] == ["withdrawn", "released"]
    assert (ANN, -1) in [(change.agent_id, change.open_offers) for change in back.workload_changes]


def test_an_undone_re_routing_is_counted_no_more():
    sent = act("route", LEADS["owned"]).lead
    turns = Rotations({}, make.workloads())
    offered = dispatch(sent, PLAN, turns, NOON, lambda kind: id_of(kind, "new"), lambda: 0.5)
    back = undone(offered.lead)
    assert (back.lead.state, back.lead.owner) == ("owned", ANN)
    counted = {name: n for name, n in balance(offered, back).items() if name[-1] == "re_routed"}
    assert counted == {}


def test_an_undone_re_routing_that_no_route_took_is_counted_no_more():
    sent = act("route", LEADS["owned"]).lead
    pooled = dispatch(sent, make.plan([]), Rotations({}, make.workloads()), LATER, lambda kind: kind, lambda: 0.5)
    assert pooled.lead.reason == "no_route"
    assert not [name for name in balance(pooled, undone(pooled.lead)) if name[-1] == "re_routed"]


def test_what_an_act_counted_is_taken_back_on_the_teams_day_of_the_act():
    """Source: docs/rules.md, "Supervision" 2."""
    late = NOON.replace(hour=23, minute=30)  # the next day in Madrid

    def rows(how, lead, at=late):
        done = {
            "assign": lambda: assign(lead, PLAN.members[DAN], boss, PLAN.settings, at, audit_id=AUDIT),
            "close": lambda: close(lead, "won", boss, PLAN.settings, at, audit_id=AUDIT),
        }[how]()
        acted = with_bulk_act(done, lead, BULK, boss, at)
        back = undone(acted.lead, now=at + timedelta(hours=2))
        assert balance(acted, back) == {}
        return {row.day for row in back.counters}

    assert rows("assign", LEADS["owned"]) == {"2026-01-06"}
    assert rows("close", LEADS["owned"]) == {"2026-01-06"}
    sent = with_bulk_act(
        send_to_routing(LEADS["owned"], boss, PLAN.settings, late, audit_id=AUDIT, note="x"), LEADS["owned"], BULK,
        boss, late,
    )  # fmt: skip
    offered = dispatch(
        sent.lead, PLAN, Rotations({}, make.workloads()), late, lambda kind: id_of(kind, "new"), lambda: 0
    )
    assert {row.day for row in undone(offered.lead, now=late + SECOND).counters} == {"2026-01-06"}


def test_an_act_that_has_left_the_leads_own_history_is_undone_without_taking_back_its_count():
    """A lead that much happened to keeps its earlier history apart."""
    acted = act("assign", LEADS["owned"]).lead
    back = undone(acted.model_copy(update={"history": acted.history[:1]}))
    assert (back.lead.owner, back.counters) == (ANN, ())


def test_a_win_counts_for_the_route_that_brought_the_lead_before_it_was_routed_by_mistake():
    """Routing that was undone has brought it to nobody."""
    lead = make.received(ANN, since=EARLIER, answered_at=EARLIER)
    night = make.offer(BOB).model_copy(update={"route_id": NIGHT})
    back = undone(act("route", lead).lead.offered(night, place=0)).lead
    assert back.routed_last == lead.routed_last
    assert close(back, "won", boss, PLAN.settings, LATER, audit_id=AUDIT).lead.win == (
        close(lead, "won", boss, PLAN.settings, LATER, audit_id=AUDIT).lead.win
    )


def test_a_hold_that_has_ended_meanwhile_sends_the_lead_to_routing():
    late = LEADS["held"].routes_at
    back = undone(act("assign", LEADS["held"]).lead, now=late).lead
    assert (back.state, back.routes_at, back.held_until, back.todo) == ("unrouted", None, None, "route")
    assert (back.since, back.reason) == (late, None)


def test_a_response_is_owed_again_until_its_former_deadline():
    lead = make.received(ANN, response=make.response())
    acted = act("assign", lead).lead
    back = undone(acted, now=LATER - SECOND).lead
    assert (back.response.response_id, back.response.due, back.todo) == (AGAIN, LATER, "wind")
    assert undone(acted, now=LATER).lead.response is None


def since(lead):
    at = NOON + SECOND
    return {
        "claimed": claim(
            act("release", LEADS["owned"]).lead, PLAN.members[BOB], PLAN, at, workload=make.workloads()[BOB],
            response_id=AGAIN,
        ).lead,
        "asked again": lead.with_event(RepeatedDetail(source_id=None), at=at, by="provider"),
        "commented": lead.updated(noted_at=at),
        "written to": lead.updated(last_message_at=at),
        "in another bulk act": with_bulk_act(
            close(lead, "lost", boss, PLAN.settings, at, audit_id=AUDIT), lead, id_of("bulk", "two"), boss, at
        ).lead,
    }  # fmt: skip


@pytest.mark.parametrize("what", since(LEADS["owned"]))
def test_a_lead_that_somebody_touched_since_stays(what):
    with pytest.raises(TouchedSince):
        undone(since(act("assign", LEADS["owned"]).lead)[what])


def test_what_was_recorded_before_does_not_count_as_touched():
    lead = LEADS["owned"].model_copy(update={"noted_at": NOON, "last_message_at": EARLIER})
    assert undone(act("assign", lead).lead).lead.owner == ANN


def test_undoing_twice_changes_nothing():
    back = undone(act("assign", LEADS["owned"]).lead).lead
    again = undone(back)
    assert (again.changed, again.lead) == (False, back)


def test_only_who_acted_and_the_rainmaker_undo():
    acted = act("assign", LEADS["owned"]).lead
    other = make.member(CHIEF, role="manager")
    with pytest.raises(Forbidden):
        undone(acted, me=other)
    with pytest.raises(Forbidden):
        undone(acted, me=make.member(DAN))
    with pytest.raises(Missing):
        undone(acted, me=make.member(BOB))
    assert undone(acted, me=chief).lead.owner == ANN


def test_an_act_can_be_undone_for_a_day():
    acted = act("assign", LEADS["owned"]).lead
    assert undone(acted, now=NOON + UNDONE_WITHIN).changed
    with pytest.raises(UndoOver):
        undone(acted, now=NOON + UNDONE_WITHIN + SECOND)


def test_a_lead_does_not_go_back_to_somebody_who_left():
    members = [make.member(ANN, status="removed"), *(make.member(a) for a in (BOB, DAN)), boss]
    with pytest.raises(NotActive):
        undone(act("assign", LEADS["owned"]).lead, plan=make.plan(members=members))


def test_an_erased_lead_stays_erased():
    with pytest.raises(LeadErased):
        undone(act("assign", LEADS["owned"]).lead.model_copy(update={"erased_at": NOON}))
