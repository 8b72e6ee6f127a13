"""Does an owner keep a lead exactly as long as they respond in time?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.contact import DoNotContact
from shared.domain.kernel.errors import Invalid, Missing, NotOwner, TooEarly
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.routing_progress import ANEW
from shared.domain.leads.interactions import record_interaction
from shared.domain.plan_records.route import ResponseRule
from shared.domain.plan_records.workload import WorkloadChange
from shared.domain.routing.response_deadline import miss_response, record_response, remind_owner, start_response
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NOON, RESPONSE, SECOND, offered, owned, pooled, received

ZONE = make.settings().zone
DUE = NOON + timedelta(hours=1)
MINE, TEAM = make.settings(), make.settings(agents_see="team")
ME = {a: make.member(a) for a in (ANN, BOB)} | {BOSS: make.member(BOSS, role="manager")}
OWES = received(response=make.response())
OTHER = make.id_of("response", "other")


def note(kind="call", by=ANN, at=NOON, **change):
    return Note(note_id=make.id_of("note", "1"), lead_id=make.LEAD, kind=kind, by=by, at=at,
                **{"recorded_at": NOON + SECOND, **change})  # fmt: skip


# When a response is due

LATE, EIGHT = datetime(2026, 1, 5, 22, tzinfo=UTC), datetime(2026, 1, 6, 7, tzinfo=UTC)  # 08:00 in Madrid


def test_a_route_without_a_response_rule_asks_for_none():
    assert start_response(make.lead(), make.route(), MINE, NOON, RESPONSE) is None
    assert start_response(make.lead(), None, MINE, NOON, RESPONSE) is None


@pytest.mark.parametrize(
    ("clock", "now", "due"),
    [
        pytest.param("always", LATE, LATE + 600 * SECOND, id="always"),
        pytest.param("working", LATE, EIGHT + 600 * SECOND, id="only the team's working hours count"),
    ],
)
def test_a_response_is_due_by_the_routes_clock(clock, now, due):
    hours = ({"days": ("mon", "tue", "wed", "thu", "fri"), "from": "08:00", "to": "21:00"},)
    rule = ResponseRule(within_seconds=600, clock=clock)
    owes = start_response(make.lead(), make.route(response=rule), make.settings(working_hours=hours), now, RESPONSE)
    assert (owes.due, owes.since, owes.route_id) == (due, now, MAIN)


@pytest.mark.parametrize(
    ("channels", "owes"),
    [
        pytest.param("all", False, id="nothing may be done"),
        pytest.param(("call", "text"), False, id="nothing is left that counts"),
        pytest.param(("call", "email"), True, id="a text is left"),
    ],
)
def test_of_a_do_not_contact_person_a_route_asks_only_for_allowed_actions(channels, owes):
    marked = make.lead(do_not_contact=DoNotContact(channels=channels, by=BOB, at=NOON))
    rule = ResponseRule(within_seconds=600, actions=("call", "text"))
    assert (start_response(marked, make.route(response=rule), MINE, NOON, RESPONSE) is not None) == owes


def test_an_action_on_a_forbidden_channel_is_no_response():
    mark = DoNotContact(channels=("call",), by=BOB, at=NOON)
    lead = make.received(response=make.response(), do_not_contact=mark)
    ann = make.member(ANN)
    assert record_response(lead, ann, "call", NOON + SECOND).response == lead.response
    assert record_response(lead, ann, "text", NOON + SECOND).response is None


def test_a_message_counts_as_its_channel_and_whatsapp_as_a_text():
    """Source: docs/rules.md, "Response after the claim" 1."""
    assert record_response(OWES, ME[ANN], "whatsapp", NOON).response is None
    call_only = received(response=make.response(actions=("call",)))
    assert record_response(call_only, ME[ANN], "whatsapp", NOON).response is not None


def test_whatsapp_that_is_forbidden_is_no_response_though_a_text_is_allowed():
    """Source: docs/rules.md, "Entry" 9."""
    marked = OWES.model_copy(update={"do_not_contact": DoNotContact(channels=("whatsapp",), by=BOB, at=NOON)})
    assert record_response(marked, ME[ANN], "whatsapp", NOON).response is not None
    assert record_response(marked, ME[ANN], "text", NOON).response is None


# The reminder

HALF, REMINDER = NOON + timedelta(minutes=30), OWES.response.reminder_id


@pytest.mark.parametrize(("now", "told"), [(HALF, True), (DUE - SECOND, True), (DUE, False)])
def test_the_owner_is_reminded_from_half_time_until_the_deadline(now, told):
    """Source: docs/rules.md, "Response after the claim" 1."""
    decision = remind_owner(OWES, REMINDER, now)
    assert (decision.changed, decision.lead.tell == "reminded") == (told, told)
    assert decision.lead.response.due == DUE
    assert decision.lead.history == OWES.history


def test_they_are_reminded_once_and_not_before_half_time():
    once = remind_owner(OWES, REMINDER, HALF).lead
    assert not remind_owner(once, REMINDER, HALF + SECOND).changed
    with pytest.raises(TooEarly):
        remind_owner(OWES, REMINDER, HALF - SECOND)


@pytest.mark.parametrize("lead", [make.lead(), owned(), received(response=make.response(response_id=OTHER))])
def test_who_owes_nothing_or_something_else_is_not_reminded(lead):
    assert not remind_owner(lead, REMINDER, HALF).changed


# Answering


@pytest.mark.parametrize(
    ("kind", "me", "now", "answers"),
    [
        pytest.param("call", ANN, NOON, True, id="an accepted action"),
        pytest.param("text", ANN, DUE - SECOND, True, id="another, a second before it is due"),
        pytest.param("call", ANN, DUE, False, id="when it is due it is too late"),
        pytest.param("email", ANN, NOON, False, id="an action this route does not accept"),
        pytest.param("note", ANN, NOON, False, id="a note"),
        pytest.param("call", BOSS, NOON, False, id="what a Manager did is not the owner's"),
    ],
)
def test_an_owner_responds_by_an_accepted_action_recorded_in_time(kind, me, now, answers):
    lead = record_response(OWES, ME[me], kind, now)
    assert (lead.response is None) is answers
    assert (lead.todo, lead.stop_clock) == (("stop", RESPONSE) if answers else (None, None))
    assert (lead.state, lead.owner, lead.via) == ("owned", ANN, MAIN)


@pytest.mark.parametrize("lead", [make.lead(), offered(), owned(), pooled()], ids=lambda lead: lead.state)
def test_without_a_due_response_an_interaction_changes_nothing(lead):
    after = record_response(lead, ME[ANN], "call", NOON)
    assert after.model_dump(exclude={"tell"}) == lead.model_dump(exclude={"tell"})


# Missing it


def test_a_missed_response_takes_the_lead_from_its_owner_and_routes_it():
    decision = miss_response(OWES, RESPONSE, ZONE, DUE)
    lead = decision.lead
    assert (lead.state, lead.owner, lead.response, lead.via) == ("unrouted", None, None, None)
    assert (lead.route_id, lead.tried, lead.returned_by) == (MAIN, (ANN,), (ANN,))
    assert (lead.todo, lead.stop_clock) == ("route", None)
    assert (lead.history[-1].kind, lead.history[-1].by) == ("response_missed", "clock")
    assert lead.history[-1].detail == {"agent_id": ANN}
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=-1),)


def test_a_jump_ball_is_offered_to_the_others_when_the_winner_does_not_respond():
    lead = miss_response(OWES.model_copy(update={"rivals": (CAT,), "tried": (ANN, CAT)}), RESPONSE, ZONE, DUE).lead
    assert (lead.tried, lead.turns) == ((ANN,), {MAIN: ANEW})


def test_a_lead_whose_person_asked_again_stays_with_its_owner():
    lead = OWES.model_copy(update={"last_activity_at": NOON + SECOND})
    decision = miss_response(lead, RESPONSE, ZONE, DUE)
    after = decision.lead
    assert (after.state, after.owner, after.via, after.response) == ("owned", ANN, MAIN, None)
    assert (after.todo, after.stop_clock, decision.workload_changes) == (None, None, ())
    assert after.history[-1].detail == {"agent_id": ANN, "stays": True}
    assert not miss_response(after, RESPONSE, ZONE, DUE).changed


def test_what_the_person_wrote_before_the_lead_became_the_owners_excuses_nothing():
    """Source: docs/rules.md, "Response after the claim" 1."""
    lead = OWES.model_copy(update={"last_activity_at": OWES.response.since})
    assert miss_response(lead, RESPONSE, ZONE, DUE).lead.state == "unrouted"


def test_the_history_tells_whether_the_clock_or_the_sweep_took_it():
    assert [miss_response(OWES, RESPONSE, ZONE, DUE, **by).lead.history[-1].by for by in ({}, {"by": "sweep"})] == [
        "clock", "sweep",
    ]  # fmt: skip


def test_an_early_clock_is_refused_as_too_early():
    with pytest.raises(TooEarly):
        miss_response(OWES, RESPONSE, ZONE, DUE - SECOND)


@pytest.mark.parametrize("late", [0, 1, 86_400])
@pytest.mark.parametrize(
    "lead",
    [make.lead(), offered(), owned(), pooled(), make.closed, received(response=make.response(response_id=OTHER))],
    ids=["unrouted", "offered", "owned", "pooled", "closed", "another response"],
)
def test_a_late_or_foreign_clock_changes_nothing(lead, late):
    decision = miss_response(lead, RESPONSE, ZONE, DUE + late * SECOND)
    assert not decision.changed
    assert decision.lead is lead


@given(st.lists(st.tuples(st.sampled_from(["call", "email", "note"]), st.integers(-5, 5)), max_size=6))
def test_an_owner_keeps_the_lead_exactly_if_an_accepted_action_is_recorded_in_time(recorded):
    lead = OWES
    for kind, late in sorted(recorded, key=lambda one: one[1]):
        lead = record_response(lead, ME[ANN], kind, DUE + late * SECOND)
    kept = any(kind == "call" and late < 0 for kind, late in recorded)
    assert (miss_response(lead, RESPONSE, ZONE, DUE + 6 * SECOND).lead.owner == ANN) is kept


# Recording


@pytest.mark.parametrize(
    ("lead", "me", "settings", "expected"),
    [
        pytest.param(OWES, ANN, MINE, None, id="the owner"),
        pytest.param(OWES, BOSS, MINE, None, id="a Manager"),
        pytest.param(OWES, BOB, MINE, Missing, id="another, who does not see it"),
        pytest.param(OWES, BOB, TEAM, NotOwner, id="another, who sees it"),
        pytest.param(pooled(), ANN, MINE, NotOwner, id="in the pool"),
        pytest.param(offered(), ANN, MINE, NotOwner, id="offered to me, not mine yet"),
    ],
)
def test_only_the_owner_and_supervisors_record_interactions(lead, me, settings, expected):
    if expected is not None:
        with pytest.raises(expected):
            record_interaction(lead, note(by=me), ME[me], settings)
    else:
        assert record_interaction(lead, note(by=me), ME[me], settings).records == (note(by=me),)


def test_a_future_interaction_cannot_be_recorded():
    with pytest.raises(Invalid) as refused:
        record_interaction(OWES, note(at=NOON + 2 * SECOND), ME[ANN], MINE)
    [mistake] = refused.value.mistakes
    assert (mistake.loc, mistake.reason) == (("body", "at"), "in_the_future")
    assert record_interaction(OWES, note(at=NOON + SECOND), ME[ANN], MINE).changed


def test_the_time_of_recording_decides_not_the_time_of_the_interaction():
    late = note(at=DUE - SECOND, recorded_at=DUE)
    assert record_interaction(OWES, late, ME[ANN], MINE).lead.response is not None
    assert record_interaction(OWES, note(at=NOON - timedelta(days=1)), ME[ANN], MINE).lead.response is None
