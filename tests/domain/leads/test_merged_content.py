"""Which marks, instants and records does a merge take over, and what does it keep of the lead for an undo?

How the two leads and their states change is in `test_merge`.
"""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.kernel.contact import DoNotContact
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, json_size
from shared.domain.lead_records.routed import Routed
from shared.domain.leads.close import close
from shared.domain.leads.merge import merge
from shared.domain.leads.separate import separate
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, MAIN, NIGHT, NOON, SECOND

NOW, LATE = NOON + 60 * SECOND, datetime(2026, 1, 5, 23, 30, tzinfo=UTC)  # the next day in Madrid
INTO = make.id_of("lead", "into")
MANAGER, SETTINGS = make.member(BOSS, role="manager"), make.settings()
IDS = {"audit_id": make.id_of("audit", "one"), "response_id": make.id_of("response", "again")}
WAITS, ANSWERED = Conversation(opened_at=NOON, waiting_since=NOON), Conversation(opened_at=NOON)
MARK = DoNotContact(channels="all", by=ANN, at=NOON)


def merged(lead, into, now=NOW):
    return merge(lead, into, (), MANAGER, SETTINGS, now, **IDS)


def into(**change):
    return make.owned(BOB, **{"lead_id": INTO, **change})


@pytest.mark.parametrize(("here", "there"), [(WAITS, None), (None, WAITS), (WAITS, ANSWERED), (ANSWERED, WAITS)])
def test_a_person_who_waits_on_either_lead_goes_on_waiting(here, there):
    assert merged(make.owned(ANN, conversation=here), into(conversation=there)).into.conversation == WAITS


@pytest.mark.parametrize(("here", "there"), [(MARK, None), (None, MARK)])
def test_a_mark_of_either_lead_holds(here, there):
    """Source: docs/rules.md, "Merging" 1."""
    assert merged(make.owned(ANN, do_not_contact=here), into(do_not_contact=there)).into.do_not_contact == MARK


@pytest.mark.parametrize("name", ["asked_again_at", "last_message_at"])
@pytest.mark.parametrize(
    ("here", "there"), [(NOON, None), (None, NOON), (NOON, NOON - SECOND), (NOON - SECOND, NOON)]
)  # fmt: skip
def test_the_later_of_both_inquiries_and_messages_counts(name, here, there):
    grown = merged(make.owned(ANN, **{name: here}), into(**{name: there})).into
    assert getattr(grown, name) == NOON


def test_an_owner_who_comes_with_the_merged_lead_owes_nothing_that_the_others_mark_forbids():
    """Source: docs/rules.md, "Entry" 9."""
    there = make.pooled(lead_id=INTO, do_not_contact=MARK)
    grown = merged(make.received(ANN, response=make.response()), there).into
    assert (grown.owner, grown.response, grown.todo) == (ANN, None, None)


def test_an_owner_who_comes_with_the_merged_lead_has_answered_if_they_had():
    grown = merged(make.received(ANN, answered_at=NOON), make.pooled(lead_id=INTO)).into
    assert (grown.owner, grown.answered_at) == (ANN, NOON)


def test_with_an_owner_by_hand_the_others_own_route_goes_on_to_count():
    """A win counts for the route that last brought the lead. Source: docs/rules.md, "Supervision" 2."""
    brought = Routed(route_id=NIGHT, agent_id=BOB)
    there = make.pooled(lead_id=INTO, routed=brought)
    assert merged(make.owned(ANN), there).into.routed_last == brought
    assert merged(make.received(ANN), there).into.routed_last == Routed(route_id=MAIN, agent_id=ANN)


def test_attributes_may_fill_a_lead_to_the_last_byte():
    room = MAX_ATTRIBUTES - json_size({"a": "", "b": ""})
    full = merged(make.owned(ANN, attributes={"b": "x" * room}), into(attributes={"a": ""})).into.attributes
    assert json_size(full) == MAX_ATTRIBUTES
    over = merged(make.owned(ANN, attributes={"b": "x" * (room + 1)}), into(attributes={"a": ""})).into.attributes
    assert over == {"a": ""}


def test_a_merged_lead_keeps_of_both_nothing_that_the_merge_leaves_alone():
    """So nothing of the person is stored twice, nor left where an erasure would miss it."""
    record = merged(make.owned(ANN, message="Hello"), into()).decision.lead.merge
    assert {"contact", "message", "attributes", "history", "lead_id"}.isdisjoint(record.before)
    assert {"history", "tasks", "offer", "owner", "lead_id"}.isdisjoint(record.into_before)


def test_a_lead_that_was_won_is_kept_as_such_by_the_law():
    """Source: docs/rules.md, "People's data" 6."""
    gone = merged(make.owned(ANN, state="closed", outcome="won"), into()).decision.lead
    assert (gone.outcome, gone.last_won_at) == ("duplicate", NOON)


def test_the_audit_says_whose_the_lead_was():
    """Source: docs/rules.md, "Restrictions" 4."""
    audit = merged(make.owned(ANN), into()).decision.audit
    assert (audit.before, audit.after) == ({"state": "owned", "owner": ANN}, {"into": INTO, "owner": BOB})


def test_a_merge_is_counted_on_the_teams_day_and_its_undoing_takes_it_back_there():
    """Source: docs/rules.md, "Supervision" 2."""
    done = merged(make.offered(ANN), into(), LATE)
    assert [(row.day, dict(row.counts)) for row in done.decision.counters] == [
        ("2026-01-06", {"merged": 1}), ("2026-01-06", {"withdrawn": 1}),
    ]  # fmt: skip
    took = merged(make.received(ANN), make.offered(BOB, lead_id=INTO), LATE)
    assert {row.day for row in took.decision.counters} == {"2026-01-06"}
    assert len(took.decision.counters) == 2
    back = separate(
        done.decision.lead, done.into, (), MANAGER, make.plan(), LATE + timedelta(days=1), hashes_of=lambda _: (), **IDS
    )
    assert [(row.day, dict(row.counts)) for row in back.decision.counters] == [("2026-01-06", {"merged": -1})]


def test_a_win_is_taken_back_by_a_merge_and_counted_again_by_its_undoing():
    """Source: docs/rules.md, "Supervision" 2."""
    won = close(make.received(ANN), "won", MANAGER, SETTINGS, NOON, audit_id=IDS["audit_id"]).lead
    done = merged(won, into(), LATE)
    wins = [(row.day, row.counts["won"]) for row in done.decision.counters if "won" in row.counts]
    back = separate(
        done.decision.lead, done.into, (), MANAGER, make.plan(), LATE + timedelta(days=1), hashes_of=lambda _: (), **IDS
    ).decision
    again = [(row.day, row.counts["won"]) for row in back.counters if "won" in row.counts]
    assert (wins, again) == ([("2026-01-06", -1)], [("2026-01-07", 1)])
    assert (back.lead.win, back.lead.outcome, back.lead.lead_id) == (won.win, "won", LEAD)
