"""Does a person's waiting begin and end when it should, and are the team's messages counted once?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.intake.admit import admit
from shared.domain.intake.recognise import KnownPerson
from shared.domain.kernel.contact import Card, DoNotContact
from shared.domain.kernel.errors import LeadClosed, Missing, NotOwner
from shared.domain.kernel.event_details import AssignedDetail
from shared.domain.lead_records.conversation import Conversation, Message
from shared.domain.lead_records.counters import bucket
from shared.domain.lead_records.inquiry import Inquiry, ToRouting
from shared.domain.lead_records.note import Note
from shared.domain.leads.close import close, reopen
from shared.domain.leads.conversations import merge_conversations, stage
from shared.domain.leads.interactions import record_interaction
from shared.domain.leads.merge import merge
from shared.domain.leads.messages import receive_message, record_message, switch_conversation
from shared.domain.plan_records.workload import WorkloadChange
from shared.domain.routing.response_deadline import miss_response
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, LEAD, MAIN, NOON, RESPONSE, SECOND, WEB, id_of

MINE, PLAN = make.settings(), make.plan()
ME = {agent_id: make.member(agent_id) for agent_id in (ANN, BOB)} | {BOSS: make.member(BOSS, role="manager")}
ZONE = MINE.zone
LATER = NOON + 60 * SECOND
WAITS = Conversation(opened_at=NOON, waiting_since=NOON)
ANSWERED = Conversation(opened_at=NOON)


def message(direction="out", by=ANN, at=LATER, **change):
    given = {"message_id": id_of("message", "1"), "lead_id": LEAD, "channel": "text", "body": "Hola"}
    return Message(**{**given, "direction": direction, "by": by, "at": at, **change})


def note(kind="call", by=ANN, at=LATER, **change):
    return Note(note_id=id_of("note", "1"), lead_id=LEAD, kind=kind, by=by, at=at, recorded_at=at, **change)


def recorded(lead, said, plan=PLAN):
    return record_message(lead, said, ME[said.by], plan, audit_id="audit_1")


def interacted(lead, one):
    return record_interaction(lead, one, ME[one.by], MINE)


def inquiry(**change):
    given = Inquiry(
        contact=make.contact(), emails=("mail",), phones=(), attributes={}, message="Busco piso", source_id=WEB,
        source_title="Web", by="provider",
    )  # fmt: skip
    return replace(given, **change)


def admitted(lead=None):
    known = (
        KnownPerson({"mail": Card(hash="mail", current=LEAD, leads=(LEAD,))}, {LEAD: lead}) if lead else KnownPerson()
    )
    new, audit = id_of("lead", "new"), "audit_1"
    return admit(inquiry(), ToRouting(), known, PLAN, LATER, lead_id=new, audit_id=audit).decision.lead


# The person writes


def test_a_new_lead_opens_a_conversation_in_which_the_person_waits():
    assert admitted().conversation == Conversation(opened_at=LATER, waiting_since=LATER)


@pytest.mark.parametrize(
    ("talk", "now"),
    [
        pytest.param(None, Conversation(opened_at=LATER, waiting_since=LATER), id="it opens"),
        pytest.param(ANSWERED, Conversation(opened_at=NOON, waiting_since=LATER), id="they wait again"),
        pytest.param(WAITS, WAITS, id="they have waited since before"),
    ],
)
def test_a_person_who_asks_again_or_writes_waits_for_an_answer(talk, now):
    lead = make.owned(conversation=talk)
    assert admitted(lead).conversation == now
    heard = recorded(lead, message("in"))
    assert (heard.lead.conversation, heard.lead.last_message_at, heard.lead.last_activity_at) == (now, LATER, LATER)
    assert heard.records == (message("in"),)


def test_a_repeat_reopens_the_conversation_of_a_closed_lead():
    lead = make.owned(state="closed", outcome="lost")
    assert admitted(lead).conversation == Conversation(opened_at=LATER, waiting_since=LATER)
    assert admitted(make.closed).conversation == Conversation(opened_at=LATER, waiting_since=LATER)


@pytest.mark.parametrize(
    ("lead", "by", "tell"),
    [
        pytest.param(make.owned(ANN), "provider", "message", id="the owner is told"),
        pytest.param(make.owned(ANN), BOSS, "message", id="also of what a Manager recorded"),
        pytest.param(make.owned(ANN), ANN, "noted", id="not of what they recorded themselves"),
        pytest.param(make.pooled(), "provider", "noted", id="nobody owns it"),
    ],
)
def test_an_owner_is_notified_of_the_persons_message(lead, by, tell):
    said = message("in", by)
    heard = receive_message(lead, said, PLAN) if by == "provider" else recorded(lead, said)
    assert (heard.lead.tell, heard.lead.history) == (tell, lead.history)


def test_an_unrouted_lead_stays_so_after_a_message():
    assert receive_message(make.lead(), message("in", "provider"), PLAN).lead.todo == "route"
    offered = receive_message(make.offered(), message("in", "provider"), PLAN).lead
    assert (offered.todo, offered.stop_clock) == (None, None)


@pytest.mark.parametrize("by", ["provider", BOSS])
def test_a_message_reopens_a_closed_lead_for_its_last_owner(by):
    lead = make.owned(ANN, state="closed", outcome="lost")
    heard = receive_message(lead, message("in", by), PLAN) if by == "provider" else recorded(lead, message("in", by))
    assert (heard.lead.state, heard.lead.owner, heard.lead.outcome) == ("owned", ANN, None)
    assert heard.lead.conversation == Conversation(opened_at=LATER, waiting_since=LATER)
    assert heard.workload_changes == (WorkloadChange(ANN, open_leads=1),)
    assert heard.lead.history[-1].kind == heard.lead.tell == "reopened"
    assert heard.lead.last_message_at == LATER
    assert (heard.audit is not None) == (by == BOSS)


def test_a_message_pools_a_closed_lead_whose_owner_has_left():
    gone = make.plan(members=[make.member(ANN, status="removed"), ME[BOSS]])
    for lead in (make.owned(ANN, state="closed", outcome="lost"), make.closed):
        heard = receive_message(lead, message("in", "provider"), gone)
        assert (heard.lead.state, heard.lead.reason, heard.workload_changes) == ("pooled", "released", ())
        assert heard.lead.conversation is not None


# The team answers


@pytest.mark.parametrize(
    "answer",
    [
        *(pytest.param(note(kind), id=kind) for kind in ("call", "email", "text", "appointment")),
        pytest.param(note("call", BOSS), id="a Manager's call"),
        pytest.param(message("out"), id="a message"),
    ],
)
def test_contacting_the_person_answers(answer):
    lead = make.owned(conversation=WAITS)
    done = interacted(lead, answer) if isinstance(answer, Note) else recorded(lead, answer)
    assert done.lead.conversation == ANSWERED
    assert done.lead.contacted_at == LATER
    assert done.lead.answered_at == (LATER if answer.by == ANN else None)
    assert (done.lead.tell, done.records) == ("noted", (answer,))


def test_a_note_does_not_answer():
    done = interacted(make.owned(conversation=WAITS), note("note", outcome="appointment"))
    assert (done.lead.conversation, done.lead.contacted_at, done.lead.appointment_at) == (WAITS, None, None)
    assert done.counters == ()


def test_sending_a_message_opens_no_conversation():
    assert recorded(make.owned(), message("out")).lead.conversation is None


def test_the_stage_is_derived():
    lead = make.owned(conversation=WAITS)
    assert stage(lead) == "new"
    called = interacted(lead, note("call")).lead
    assert stage(called) == "contacted"
    assert stage(interacted(called, note("call", outcome="appointment")).lead) == "appointment"
    met = interacted(called, note("appointment")).lead
    assert (stage(met), met.contacted_at, met.appointment_at) == ("appointment", LATER, LATER)
    again = interacted(met, note("appointment", at=LATER + SECOND)).lead
    assert (again.contacted_at, again.appointment_at) == (LATER, LATER)
    assert stage(make.closed) == "closed"


def test_the_first_answer_is_the_owners_first_since_they_own_the_lead():
    lead = make.owned(ANN)
    once = recorded(lead, message("out")).lead
    assert recorded(once, message("out", at=LATER + SECOND)).lead.answered_at == LATER
    assert once.owned(AssignedDetail(agent_id=BOB), BOB, at=LATER, by=BOSS).answered_at is None


# The response that a route asks for


@pytest.mark.parametrize(
    ("channel", "mark", "answers"),
    [
        ("text", None, True),
        ("whatsapp", None, True),
        ("call", None, True),
        pytest.param("email", None, False, id="no accepted action"),
        pytest.param("whatsapp", ("whatsapp",), False, id="barred"),
        pytest.param("text", ("text",), False, id="a barred text"),
        pytest.param("whatsapp", ("text",), True, id="only texts are barred"),
    ],
)
def test_a_message_counts_as_its_channel_for_the_response(channel, mark, answers):
    barred = DoNotContact(channels=mark, by=BOSS, at=NOON) if mark else None
    lead = make.received(response=make.response(), do_not_contact=barred)
    sent = recorded(lead, message("out", channel=channel)).lead
    assert (sent.response is None) == answers
    assert sent.stop_clock == (RESPONSE if answers else None)


def test_neither_a_managers_message_nor_the_persons_is_the_response():
    lead = make.received(response=make.response())
    assert recorded(lead, message("out", BOSS)).lead.response == lead.response
    assert recorded(lead, message("in")).lead.response == lead.response


def test_a_lead_with_a_waiting_person_stays_when_the_response_is_missed():
    lead = receive_message(make.received(response=make.response()), message("in", "provider"), PLAN).lead
    missed = miss_response(lead, RESPONSE, ZONE, NOON + timedelta(hours=1)).lead
    assert (missed.state, missed.owner, missed.response) == ("owned", ANN, None)


# Opening and closing


def test_a_closed_lead_has_no_conversation():
    lead = make.owned(conversation=WAITS)
    closed = close(lead, "lost", ME[ANN], MINE, LATER, audit_id="audit_1").lead
    assert closed.conversation is None
    assert reopen(closed, ME[ANN], PLAN, LATER, audit_id="audit_1").lead.conversation is None


def test_after_a_merge_a_waiting_person_still_waits():
    gone = make.owned(conversation=WAITS, contacted_at=NOON, appointment_at=LATER)
    for talk, left in ((None, WAITS), (Conversation(opened_at=LATER), WAITS), (ANSWERED, WAITS)):
        into = make.owned(BOB, lead_id=id_of("lead", "into"), conversation=talk)
        done = merge(gone, into, (), ME[BOSS], MINE, LATER, audit_id="audit_1", response_id=make.RESPONSE)
        assert done.decision.lead.conversation is None
        assert done.into.conversation == left
        assert (done.into.contacted_at, stage(done.into)) == (NOON, "appointment")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param(None, WAITS, WAITS, id="one alone"),
        pytest.param(WAITS, None, WAITS, id="the other alone"),
        pytest.param(ANSWERED, Conversation(opened_at=LATER), ANSWERED, id="open since the earlier"),
        pytest.param(Conversation(opened_at=LATER), ANSWERED, ANSWERED, id="open since the earlier, the other way"),
        pytest.param(
            Conversation(opened_at=NOON, waiting_since=LATER), WAITS, WAITS, id="waiting since the earlier message"
        ),
        pytest.param(
            ANSWERED, Conversation(opened_at=NOON, by_hand=True), Conversation(opened_at=NOON, by_hand=True),
            id="opened by hand, as one of them",
        ),
    ],
)  # fmt: skip
def test_of_two_conversations_with_one_person_the_earlier_instants_count(one, other, both):
    """Source: docs/rules.md, "Merging" 1."""
    assert merge_conversations(one, other) == both


def test_each_entry_by_hand_is_counted_and_says_when_something_was_last_noted():
    """Source: docs/rules.md, "Limits", "People's data" 5."""
    for done in (interacted(make.owned(), note("note")), interacted(make.owned(), note()),
                 recorded(make.owned(), message("out")), recorded(make.owned(), message("in"))):  # fmt: skip
        assert (done.lead.entries, done.lead.noted_at) == (1, LATER)
        assert done.records
    told = receive_message(make.owned(), message("in", "provider"), PLAN)
    assert (told.lead.entries, told.records) == (0, (message("in", "provider"),))


def test_a_conversation_is_opened_and_closed_by_hand():
    lead = make.owned()
    open_ = switch_conversation(lead, "open", ME[ANN], MINE, LATER).lead
    assert (open_.conversation, open_.noted_at) == (Conversation(opened_at=LATER, by_hand=True), LATER)
    again = switch_conversation(open_, "open", ME[BOSS], MINE, LATER)
    assert (again.changed, again.lead) == (False, open_)
    closed = switch_conversation(open_, "closed", ME[BOSS], MINE, LATER + SECOND).lead
    assert (closed.conversation, closed.noted_at) == (None, LATER + SECOND)
    assert not switch_conversation(lead, "closed", ME[ANN], MINE, LATER).changed


def test_a_closed_leads_conversation_stays_closed_by_hand():
    closed = make.owned(state="closed", outcome="lost")
    with pytest.raises(LeadClosed):
        switch_conversation(closed, "open", ME[ANN], MINE, LATER)
    assert not switch_conversation(closed, "closed", ME[ANN], MINE, LATER).changed


@pytest.mark.parametrize(("see", "refusal"), [("own", Missing), ("team", NotOwner)])
def test_only_the_owner_and_supervisors_use_a_conversation(see, refusal):
    lead, settings = make.owned(CAT), make.settings(agents_see=see)
    with pytest.raises(refusal):
        record_message(lead, message(), ME[ANN], make.plan(agents_see=see), audit_id="audit_1")
    with pytest.raises(refusal):
        switch_conversation(lead, "open", ME[ANN], settings, LATER)


# What is counted


def counts(decision):
    [row] = decision.counters
    return row.counts


@pytest.mark.parametrize(
    ("one", "counted"),
    [
        (note("call"), {"calls": 1}),
        (note("email"), {"emails": 1}),
        (note("text"), {"texts": 1}),
        (note("appointment", outcome="appointment"), {"appointments": 1}),
        (note("call", outcome="appointment"), {"calls": 1, "appointments": 1}),
        (message("out", channel="email"), {"messages": 1}),
    ],
)
def test_the_owners_actions_are_counted_and_the_first_answer_with_its_time(one, counted):
    lead = make.received()
    done = interacted(lead, one) if isinstance(one, Note) else recorded(lead, one)
    times = dict.fromkeys((f"{name}{bucket(60 * SECOND)}" for name in ("r", "rw", "f", "fw")), 1)
    assert counts(done) == {**counted, "responded": 1, "contacted": 1, **times}
    [row] = done.counters
    assert (row.day, row.agent_id, row.route_id, row.source_id) == ("2026-01-05", ANN, MAIN, WEB)
    again = interacted(done.lead, one) if isinstance(one, Note) else recorded(done.lead, one)
    assert counts(again) == counted


@pytest.mark.parametrize(("kind", "met"), [("call", True), ("email", False)])
def test_a_response_that_is_owed_is_counted_as_met_by_an_accepted_action(kind, met):
    """Source: docs/rules.md, "Supervision" 2."""
    done = interacted(make.received(response=make.response()), note(kind))
    found = [row for row in done.counters if "response_met" in row.counts]
    assert [(row.agent_id, row.route_id, row.counts["response_met"]) for row in found] == (
        [(ANN, MAIN, 1)] if met else []
    )


def test_what_is_done_at_night_is_counted_on_the_teams_day():
    """Source: docs/rules.md, "Supervision" 2."""
    late = NOON.replace(hour=23, minute=30)  # the next day in Madrid
    lead = make.received(response=make.response(due=late + timedelta(hours=1)))
    done = interacted(lead, note("call", outcome="appointment", at=late))
    [row] = done.counters
    assert (row.day, row.counts["appointments"], row.counts["responded"]) == ("2026-01-06", 1, 1)
    assert row.counts["response_met"] == 1
    won = close(make.received(), "won", ME[BOSS], MINE, NOON, audit_id="audit_1").lead
    [back] = receive_message(won, message("in", "provider", at=late), PLAN).counters
    assert (back.day, back.counts["won"]) == ("2026-01-06", -1)


def test_messages_of_the_person_are_counted_if_a_member_recorded_them():
    assert counts(recorded(make.received(), message("in"))) == {"messages": 1}
    assert receive_message(make.received(), message("in", "provider"), PLAN).counters == ()


def test_a_managers_actions_are_counted_as_theirs_and_are_no_first_answer():
    [row] = interacted(make.owned(), note("call", BOSS)).counters
    assert (row.agent_id, row.route_id, row.counts) == (BOSS, None, {"calls": 1})


def test_the_last_owner_of_a_closed_lead_gives_no_first_answer():
    assert counts(interacted(make.owned(state="closed", outcome="lost"), note())) == {"calls": 1}
