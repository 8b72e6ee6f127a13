"""Is everything that waits too long marked, once, and nothing else?"""

import pytest

from shared.domain.kernel.errors import Forbidden, LeadClosed, LeadMerged, Missing, NoOwner
from shared.domain.kernel.event_details import AssignedDetail, ClaimedDetail
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.owner_reminder import OwnerReminder
from shared.domain.lead_records.task import Task
from shared.domain.leads.reminders import POOLED_LONG, mark_overdue, remind_of_lead
from tests import make
from tests.make import ANN, BOB, BOSS, END, LEAD, NOON, SECOND, owned, pooled

DAY = make.settings(attention_after_seconds=86_400)
TASK = Task(comment_id=make.id_of("comment", "c"), lead_id=LEAD, at=NOON, due_at=END, by=BOSS, assignee=ANN)


@pytest.mark.parametrize(("lead", "marked"), [
    pytest.param(pooled(), True, id="in the pool"),
    pytest.param(pooled(pool_told=True), False, id="told already"),
    pytest.param(pooled(routes_at=END), False, id="held"),
    pytest.param(owned(), False, id="owned"),
])  # fmt: skip
def test_after_a_quarter_of_an_hour_in_the_pool_a_lead_is_marked(lead, marked):
    assert not mark_overdue(lead, DAY, NOON + POOLED_LONG - SECOND).changed
    decision = mark_overdue(lead, DAY, NOON + POOLED_LONG)
    assert decision.changed == marked
    assert decision.lead.pool_told == (marked or lead.pool_told)
    assert decision.lead.tell == ("nudged" if marked else lead.tell)


def test_a_lead_that_leaves_the_pool_and_comes_back_is_marked_anew():
    marked = mark_overdue(pooled(), DAY, NOON + POOLED_LONG).lead
    assert not marked.with_event(ClaimedDetail(), at=NOON, by=ANN, state="owned", owner=ANN).pool_told


def test_a_conversation_is_marked_when_open_longer_than_the_teams_limit():
    lead = owned(conversation=Conversation(opened_at=NOON))
    patience = DAY.attention_after_seconds * SECOND
    assert not mark_overdue(lead, DAY, NOON + patience - SECOND).changed
    marked = mark_overdue(lead, DAY, NOON + patience)
    assert marked.lead.conversation.told
    assert not mark_overdue(marked.lead, DAY, NOON + 2 * patience).changed


def test_a_task_is_marked_when_it_is_due_together_with_its_item():
    lead = owned(
        tasks=(TASK, TASK.model_copy(update={"comment_id": make.id_of("comment", "d"), "due_at": END + SECOND}))
    )
    assert not mark_overdue(lead, DAY, END - SECOND).changed
    decision = mark_overdue(lead, DAY, END)
    assert [task.told for task in decision.lead.tasks] == [True, False]
    assert [task.comment_id for task in decision.tasks] == [TASK.comment_id]


# A Manager reminds a lead's owner

HOUR = 3600 * SECOND


def reminded(lead, now=NOON, me=BOSS):
    return remind_of_lead(lead, make.member(me, role="manager"), DAY, now)


def test_an_owner_is_reminded_of_a_lead_by_who_asks_and_told_since_when_it_waits():
    """Source: docs/rules.md, "Supervision" 1."""
    waits = Conversation(opened_at=NOON, waiting_since=NOON + SECOND)
    lead = reminded(owned(conversation=waits), NOON + HOUR).lead
    assert lead.tell == "owner_reminded"
    assert lead.reminder == OwnerReminder(at=NOON + HOUR, by=BOSS, agent_id=ANN, waiting_since=NOON + SECOND)


def test_of_one_lead_an_owner_is_reminded_once_an_hour_and_the_next_owner_at_once():
    lead = reminded(owned()).lead
    again = reminded(lead, NOON + HOUR - SECOND)
    assert (again.changed, again.lead) == (False, lead)
    assert reminded(lead, NOON + HOUR).lead.reminder.at == NOON + HOUR
    handed = lead.owned(AssignedDetail(agent_id=BOB), BOB, at=NOON, by=BOSS)
    assert reminded(handed, NOON + SECOND).lead.reminder.agent_id == BOB


def test_nobody_is_reminded_by_themself():
    assert not reminded(owned(BOSS)).changed


@pytest.mark.parametrize(
    ("lead", "me", "refusal"),
    [
        pytest.param(pooled(), make.member(BOSS, role="manager"), NoOwner, id="of the pool"),
        pytest.param(make.offered(ANN), make.member(BOSS, role="manager"), NoOwner, id="offered"),
        pytest.param(owned(state="closed"), make.member(BOSS, role="manager"), LeadClosed, id="closed"),
        pytest.param(
            owned(state="closed", merged_into=LEAD), make.member(BOSS, role="manager"), LeadMerged, id="merged"
        ),
        pytest.param(owned(), make.member(BOB, sees="team"), Forbidden, id="by an Agent"),
        pytest.param(owned(), make.member(BOB), Missing, id="by who may not see it"),
    ],
)
def test_a_reminder_is_refused_where_nobody_could_do_anything(lead, me, refusal):
    with pytest.raises(refusal):
        remind_of_lead(lead, me, DAY, NOON)
