"""Does an erased lead keep its ids, states and instants, and nothing of the person?"""

from datetime import date

import pytest

from shared.domain.intake.recognise import KnownPerson, recognise
from shared.domain.kernel.contact import Card, DoNotContact
from shared.domain.kernel.errors import LeadErased
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import ClosedDetail, MergedDetail
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.inquiry import Inquiry
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.leads.permissions import CHECKS, allowed_verbs
from shared.domain.plan_records.workload import WorkloadChange
from shared.domain.privacy.erase import SHELL, blank_event, erase_lead, merged_leads, next_lead, with_leads
from tests import make
from tests.make import ANN, CHIEF, LEAD, NOON, id_of

OTHER = id_of("lead", "other")
ERASURE = Erasure(erasure_id=id_of("erasure", "one"), at=NOON, by=CHIEF, lead_ids=(LEAD,), due=NOON)
WRITTEN = Event(at=NOON, kind="handed_over", by=ANN, detail={"agent_id": ANN, "note": "Lucía, 600 11 22 33"})
STATES = {
    "unrouted": make.lead(), "offered": make.offered(), "owned": make.received(response=make.response()),
    "pooled": make.pooled(routes_at=make.END), "closed": make.closed,
}  # fmt: skip


def erase(lead):
    return erase_lead(lead, ERASURE, make.settings().zone, NOON, audit_id="audit_1")


def full(lead):
    """Return the lead with personal data in every field that may hold some."""
    task = Task(comment_id=id_of("comment", "one"), lead_id=LEAD, at=NOON, due_at=NOON, by=ANN, agent_id=ANN)
    return lead.model_copy(update={
        "attributes": {"place": "Retiro"}, "message": "Soy Lucía", "tasks": (task,),
        "attempted": {ANN: date(2026, 1, 5)},
        "do_not_contact": DoNotContact(channels="all", by=ANN, at=NOON), "possible_duplicates": (OTHER,),
        "conversation": Conversation(opened_at=NOON), "history": (*lead.history, WRITTEN),
    })  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_an_erased_lead_is_a_closed_shell(state):
    lead = erase(full(STATES[state])).lead
    assert (lead.state, lead.erased_at, lead.todo in (None, "stop")) == ("closed", NOON, True)
    assert lead.clock is None
    empty = Lead(lead_id=LEAD, since=NOON, contact={}, created_at=NOON, last_activity_at=NOON)
    assert {name for name in Lead.model_fields if getattr(lead, name) != getattr(empty, name)} <= SHELL
    text = lead.model_dump_json()
    assert not [word for word in ("Luc", "600", "Retiro", "lucia") if word in text]


def test_the_history_keeps_who_did_what_and_when_without_words():
    lead = erase(full(STATES["owned"])).lead
    assert [one.kind for one in lead.history] == ["received", "handed_over", "erased"]
    assert lead.history[1].detail == {"agent_id": ANN}
    assert blank_event(Event(at=NOON, kind="of a newer release", by=ANN, detail={"name": "Lucía"})).detail == {}


def test_an_open_offer_is_withdrawn_and_its_clock_stopped():
    decision = erase(STATES["offered"])
    assert [one.kind for one in decision.lead.history[-2:]] == ["withdrawn", "erased"]
    assert (decision.lead.todo, decision.lead.stop_clock) == ("stop", make.OFFER)
    assert decision.workload_changes == (WorkloadChange(ANN, open_offers=-1),)
    [counted] = decision.counters
    assert counted.counts == {"withdrawn": 1}


def test_an_owner_is_freed_and_remembered():
    decision = erase(STATES["owned"])
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1),)
    assert decision.lead.owner == ANN


def test_a_closed_lead_keeps_its_outcome_and_changes_no_workload():
    closed = make.received().with_event(ClosedDetail(outcome="won"), at=NOON, by=ANN, state="closed", outcome="won")
    decision = erase(closed)
    assert (decision.lead.outcome, decision.workload_changes, decision.counters) == ("won", (), ())


def test_the_audit_entry_holds_ids_and_a_state_only():
    audit = erase(full(STATES["offered"])).audit
    assert (audit.what, audit.subject, audit.by) == ("lead.erased", LEAD, CHIEF)
    assert (audit.before, audit.after) == ({"state": "offered"}, {"erasure_id": ERASURE.erasure_id})


def test_erasing_again_changes_nothing():
    assert not erase(erase(STATES["owned"]).lead).changed


@pytest.mark.parametrize("verb", CHECKS)
def test_every_verb_on_an_erased_lead_answers_lead_erased(verb):
    lead, chief = erase(make.received(CHIEF)).lead, make.member(CHIEF, role="rainmaker")
    with pytest.raises(LeadErased):
        CHECKS[verb](lead, chief, make.settings(), NOON)
    assert allowed_verbs(lead, chief, make.settings(), NOON) == ()


def test_the_next_inquiry_of_the_person_finds_no_erased_lead():
    lead = erase(STATES["owned"]).lead
    known = KnownPerson({"h": Card(hash="h", current=LEAD, leads=(LEAD,))}, {LEAD: lead})
    asked = Inquiry(make.contact(), ("h",), (), {}, None, make.WEB, "Web", "provider")
    assert recognise(asked, known) is None


def test_leads_that_were_merged_share_the_persons_data():
    into = make.owned().with_event(MergedDetail(lead_id=OTHER), at=NOON, by=ANN)
    gone = make.lead(OTHER, state="closed", merged_into=LEAD)
    assert merged_leads(into, into.history) == (OTHER,)
    assert merged_leads(gone, gone.history) == (LEAD,)
    assert with_leads(ERASURE, (OTHER, LEAD, OTHER)).lead_ids == (LEAD, OTHER)


def test_an_erasure_is_finished_after_its_last_lead():
    two = with_leads(ERASURE, (OTHER,)).model_copy(update={"after": "NOTE#1"})
    first = next_lead(two, NOON)
    assert (first.done, first.after, first.finished_at, first.due) == (1, "", None, NOON)
    last = next_lead(first, NOON)
    assert (last.done, last.finished_at, last.due) == (2, NOON, None)
