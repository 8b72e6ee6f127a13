"""Does a conversation close itself only where the team spoke last, after the days that the team chose?"""

from datetime import timedelta

import pytest

from shared.domain.lead_records.activity import last_activity
from shared.domain.lead_records.conversation import Conversation, Message
from shared.domain.leads.conversations import merge_conversations
from shared.domain.leads.messages import receive_message, record_message, switch_conversation
from shared.domain.leads.quiet import close_quiet, closes_at
from tests import make
from tests.make import ANN, BOSS, NOON, id_of

DAY = timedelta(days=1)
PLAN = make.plan(members=[make.member(ANN), make.member(BOSS, role="manager")])
ANSWERED = make.owned(
    ANN, since=NOON, conversation=Conversation(opened_at=NOON), contacted_at=NOON, answered_at=NOON, noted_at=NOON
)


def message(direction, at, by="provider"):
    return Message(message_id=id_of("message", direction), lead_id=make.LEAD, direction=direction, channel="whatsapp",
                   body="Hola", at=at, by=by)  # fmt: skip


def closed(lead, days=3, now=NOON + 3 * DAY):
    return close_quiet(lead, days, now)


def test_a_conversation_that_was_quiet_for_the_days_closes_and_the_history_says_so():
    before = closed(ANSWERED, now=NOON + 3 * DAY - make.SECOND)
    done = closed(ANSWERED)
    assert (before.changed, done.changed, done.lead.conversation) == (False, True, None)
    event = done.lead.history[-1]
    assert (event.kind, event.by, event.detail) == ("conversation_closed", "sweep", {"days": 3})


def test_the_lead_itself_stays_as_it_is():
    after = closed(ANSWERED).lead
    same = {"conversation", "history", "tell", "todo", "stop_clock"}
    assert after.model_dump(exclude=same) == ANSWERED.model_dump(exclude=same)
    assert (after.clocks, closed(ANSWERED).workload_changes, closed(ANSWERED).counters) == (ANSWERED.clocks, (), ())


def test_it_is_no_activity_that_keeps_a_lead_longer():
    assert last_activity(closed(ANSWERED).lead) == last_activity(ANSWERED) == NOON


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"conversation": None}, id="closed already"),
        pytest.param({"conversation": Conversation(opened_at=NOON, waiting_since=NOON)}, id="somebody waits"),
        pytest.param({"conversation": Conversation(opened_at=NOON, by_hand=True)}, id="opened by hand"),
        pytest.param({"answered_at": None}, id="its owner has never answered"),
        pytest.param({"contacted_at": None}, id="nobody of the team has reached out"),
    ],
)
def test_others_stay_as_they_are_however_long(change):
    lead = ANSWERED.model_copy(update=change)
    assert (closes_at(lead, 1), closed(lead, now=NOON + 999 * DAY).changed) == (None, False)


@pytest.mark.parametrize(
    "change",
    [{"noted_at": NOON + DAY}, {"last_activity_at": NOON + DAY}, {"since": NOON + DAY},
     {"conversation": Conversation(opened_at=NOON + DAY)}],
)  # fmt: skip
def test_whatever_is_done_about_the_lead_counts_from_then(change):
    lead = ANSWERED.model_copy(update=change)
    assert (closes_at(lead, 3), closed(lead).changed) == (NOON + 4 * DAY, False)


def test_it_is_off_unless_the_team_chose_days():
    assert make.settings().close_quiet_after_days == 0
    assert not closed(ANSWERED, days=0, now=NOON + 999 * DAY).changed


def test_what_the_person_writes_later_opens_it_again_and_they_wait():
    later = NOON + 4 * DAY
    again = receive_message(closed(ANSWERED).lead, message("in", later), PLAN).lead
    assert (again.state, again.owner, again.tell) == ("owned", ANN, "message")
    assert again.conversation == Conversation(opened_at=later, waiting_since=later)


def test_one_that_a_member_opened_closes_itself_only_after_the_team_spoke_in_it():
    me = PLAN.members[ANN]
    opened = switch_conversation(closed(ANSWERED).lead, "open", me, PLAN.settings, NOON + 4 * DAY).lead
    assert closes_at(opened, 3) is None
    said = record_message(opened, message("out", NOON + 5 * DAY, ANN), me, PLAN, audit_id="audit_1").lead
    assert closes_at(said, 3) == NOON + 8 * DAY


def test_of_two_that_become_one_a_member_may_have_opened_either():
    one, other = (Conversation(opened_at=NOON, by_hand=by_hand) for by_hand in (False, True))
    assert merge_conversations(one, other).by_hand
    assert merge_conversations(other, one).by_hand
