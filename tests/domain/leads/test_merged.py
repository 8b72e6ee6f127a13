"""Does a lead that went into another stay as it is, whoever tries whatever?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import LeadMerged
from shared.domain.lead_records.task import Task
from shared.domain.leads.permissions import allowed_task_verbs, allowed_verbs
from shared.domain.leads.tasks import finish_task
from tests import make
from tests.domain.leads.acting import VERBS, decision, does
from tests.make import ANN, BOSS, CHIEF, END, NOON

PLAN = make.plan()
MERGED = make.owned(ANN, state="closed", outcome="duplicate", merged_into=make.id_of("lead", "other"))
EVERYBODY = [
    make.member(ANN), make.member(ANN, may_hand_over=True), make.member(BOSS, role="manager"),
    make.member(CHIEF, role="rainmaker"),
]  # fmt: skip
LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("me", EVERYBODY, ids=["owner", "owner with leave", "manager", "rainmaker"])
def test_no_verb_changes_a_merged_lead(verb, me):
    assert not does(verb, MERGED, me, PLAN, LATER)
    assert allowed_verbs(MERGED, me, PLAN.settings, LATER) == ()


@pytest.mark.parametrize("verb", ["reopen", "record_message", "record_interaction", "comment", "mark_do_not_contact"])
@pytest.mark.parametrize("me", EVERYBODY, ids=["owner", "owner with leave", "manager", "rainmaker"])
def test_what_a_closed_lead_allows_a_merged_one_refuses_by_its_own_code(verb, me):
    with pytest.raises(LeadMerged):
        decision(verb, MERGED, me, PLAN, LATER)
    closed = MERGED.model_copy(update={"merged_into": None})
    assert decision(verb, closed, me, PLAN, LATER).changed


def test_a_task_of_a_merged_lead_can_be_finished_but_not_reopened():
    task = Task(comment_id=make.id_of("comment", "1"), lead_id=make.LEAD, at=NOON, due_at=END, by=BOSS, assignee=ANN)
    me, holding = make.member(ANN), MERGED.model_copy(update={"tasks": (task,)})
    assert allowed_task_verbs(holding, task, me, PLAN.settings) == ("finish",)
    assert finish_task(holding, task.task_id, task, me, PLAN, LATER, done=True).lead.tasks == ()
    assert allowed_task_verbs(MERGED, task, me, PLAN.settings) == ()
    with pytest.raises(LeadMerged):
        finish_task(MERGED, task.task_id, task, me, PLAN, LATER, done=False)
