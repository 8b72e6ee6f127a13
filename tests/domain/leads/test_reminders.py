"""Is everything that waits too long marked, once, and nothing else?"""

import pytest

from shared.domain.kernel.event_details import ClaimedDetail
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.task import Task
from shared.domain.leads.reminders import POOLED_LONG, mark_overdue
from tests import make
from tests.make import ANN, BOSS, END, LEAD, NOON, SECOND, owned, pooled

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
