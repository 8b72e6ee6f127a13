"""Does a lead close and reopen as docs/rules.md, "What each verb does, by the lead's state" says?"""

import pytest

from shared.domain.kernel.errors import Missing, NotClosed, NotOwner
from shared.domain.leads.close import close, reopen
from shared.domain.leads.transfer import give_back, send_to_routing
from shared.domain.plan_records.workload import WorkloadChange
from tests import make
from tests.make import ANN, BOB, BOSS, MAIN, NOON, OFFER, RESPONSE, SECOND

NOW, AUDIT = NOON + 60 * SECOND, make.id_of("audit", "one")
OWNER, MANAGER = make.member(ANN), make.member(BOSS, role="manager")
GONE = WorkloadChange(ANN, open_offers=-1)
ENDED = make.owned(ANN, state="closed", outcome="lost", turns={MAIN: 1}, tried=(ANN,), route_id=MAIN)


def closed(lead, me=MANAGER, outcome="won", **settings):
    return close(lead, outcome, me, make.settings(**settings), NOW, audit_id=AUDIT)


def reopened(lead, me=MANAGER, plan=None):
    return reopen(lead, me, plan or make.plan(), NOW, audit_id=AUDIT)


def kinds(lead):
    return [event.kind for event in lead.history[1:]]


@pytest.mark.parametrize(
    ("lead", "told", "loads", "stopped"),
    [
        pytest.param(make.lead(), ["closed"], (), None, id="unrouted"),
        pytest.param(make.offered(ANN), ["withdrawn", "closed"], (GONE,), OFFER, id="offered"),
        pytest.param(make.offered(ANN, BOB), ["withdrawn", "closed"], (), OFFER, id="a jump ball"),
        pytest.param(make.owned(ANN), ["closed"], (WorkloadChange(ANN, open_leads=-1),), None, id="owned"),
        pytest.param(
            make.received(response=make.response(), rivals=(BOB,)), ["closed"], (WorkloadChange(ANN, open_leads=-1),),
            RESPONSE, id="owned, with a response owed",
        ),
        pytest.param(make.pooled(routes_at=NOW + SECOND), ["closed"], (), None, id="pooled, and held"),
    ],
)  # fmt: skip
def test_closing_ends_what_was_open_and_keeps_the_owner(lead, told, loads, stopped):
    decision = closed(lead)
    after = decision.lead
    assert (after.state, after.since, after.outcome, after.owner) == ("closed", NOW, "won", lead.owner)
    assert (after.offer, after.response, after.via, after.routes_at, after.reason, after.rivals) == (
        None, None, None, None, None, (),
    )  # fmt: skip
    assert (kinds(after), after.history[-1].detail, after.tell) == (told, {"outcome": "won"}, "closed")
    assert (decision.workload_changes, after.clock, after.stop_clock) == (loads, None, stopped)
    assert after.todo == ("stop" if stopped else None)
    assert (decision.audit.what, decision.audit.by, decision.audit.after) == (
        "lead.closed", BOSS, {"state": "closed", "owner": lead.owner, "outcome": "won"},
    )  # fmt: skip


def test_the_history_names_the_agents_of_an_offer_that_closing_ends():
    withdrawn = closed(make.offered(ANN, BOB)).lead.history[-2]
    assert (withdrawn.by, withdrawn.detail) == (BOSS, {"agent_ids": [ANN, BOB]})


def test_closing_again_changes_nothing_not_even_the_outcome():
    decision = closed(ENDED)
    assert (decision.changed, decision.lead.outcome) == (False, "lost")


def test_an_owner_closes_only_their_own_leads():
    assert closed(make.owned(ANN), OWNER).lead.history[-1].by == ANN
    with pytest.raises(Missing):
        closed(make.owned(BOB), OWNER)
    for lead in (make.offered(ANN), make.pooled()):
        with pytest.raises(NotOwner):
            closed(lead, OWNER)


def test_a_closed_lead_reopens_for_its_last_owner():
    decision = reopened(ENDED, OWNER)
    lead = decision.lead
    assert (lead.state, lead.owner, lead.since, lead.outcome) == ("owned", ANN, NOW, None)
    assert (lead.history[-1].kind, lead.history[-1].detail) == ("reopened", {"agent_id": ANN})
    assert (decision.workload_changes, lead.response, lead.todo) == ((WorkloadChange(ANN, open_leads=1),), None, None)
    assert decision.audit.before == {"state": "closed", "owner": ANN, "outcome": "lost"}
    assert decision.audit.after == {"state": "owned", "owner": ANN}


@pytest.mark.parametrize("owner", [ANN, None])
def test_a_closed_lead_without_an_active_owner_reopens_in_the_pool(owner):
    plan = make.plan(members=[make.member(ANN, status="removed"), make.member(BOB), MANAGER])
    decision = reopened(ENDED.model_copy(update={"owner": owner}), plan=plan)
    assert (decision.lead.state, decision.lead.reason, decision.lead.owner) == ("pooled", "released", None)
    assert (decision.lead.history[-1].kind, decision.workload_changes) == ("reopened", ())


def test_a_reopened_lead_may_be_routed_once_more():
    back = give_back(reopened(ENDED).lead, OWNER, make.settings(), NOW, reason="no_time").lead
    sent = send_to_routing(back, MANAGER, make.settings(), NOW, audit_id=AUDIT).lead
    assert (sent.state, sent.tried, sent.todo) == ("unrouted", (), "route")


@pytest.mark.parametrize("lead", [make.lead(), make.offered(ANN), make.owned(ANN), make.pooled()])
def test_an_open_lead_cannot_be_reopened(lead):
    with pytest.raises(NotClosed):
        reopened(lead)


def test_only_the_last_owner_and_managers_reopen():
    with pytest.raises(Missing):
        reopened(ENDED, make.member(BOB))
    with pytest.raises(NotOwner):
        reopened(ENDED, make.member(BOB, sees="team"))
