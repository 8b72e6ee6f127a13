"""Does a lead that went into another stay as it is, whoever tries whatever?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import Forbidden, LeadMerged
from shared.domain.lead_records.task import Task
from shared.domain.leads.bulk import undo
from shared.domain.leads.claim_link import ClaimLink, claim_by_link, pass_by_link
from shared.domain.leads.permissions import allowed_task_verbs, allowed_verbs
from shared.domain.leads.photos import add_photo
from shared.domain.leads.tasks import finish_task
from shared.domain.plan_records.workload import Workload
from tests import make
from tests.domain.leads.acting import VERBS, decision, does
from tests.make import ANN, BOSS, CHIEF, END, NOON

PLAN = make.plan()
MERGED = make.owned(ANN, state="closed", outcome="duplicate", merged_into=make.id_of("lead", "other"))
EVERYBODY = [
    make.member(ANN), make.member(ANN, may_hand_over=True), make.member(BOSS, role="manager"),
    make.member(CHIEF, role="rainmaker"),
]  # fmt: skip
SUPERVISORS = ("assign", "release", "route", "judge", "merge", "withdraw_objection")
LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("me", EVERYBODY, ids=["owner", "owner with leave", "manager", "rainmaker"])
def test_no_verb_changes_a_merged_lead(verb, me):
    assert not does(verb, MERGED, me, PLAN, LATER)
    assert allowed_verbs(MERGED, me, PLAN.settings, LATER) == ()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("me", EVERYBODY, ids=["owner", "owner with leave", "manager", "rainmaker"])
def test_a_merged_lead_refuses_every_verb_by_its_own_code(verb, me):
    refusal = Forbidden if verb in SUPERVISORS and me.role == "agent" else LeadMerged
    with pytest.raises(refusal) as refused:
        decision(verb, MERGED, me, PLAN, LATER)
    if refusal is LeadMerged:
        assert (refused.value.went_into, refused.value.leads_to) == (make.id_of("lead", "other"), None)


def test_a_merged_lead_refuses_what_is_no_verb_of_its_own():
    me = make.member(BOSS, role="manager")
    link = ClaimLink(MERGED.lead_id, make.OFFER, ANN, END)
    ann = make.member(ANN)
    workload = Workload(agent_id=ANN)
    for act in (
        lambda: add_photo(MERGED, me, PLAN.settings, LATER),
        lambda: undo(MERGED, make.id_of("bulk", "1"), me, PLAN, LATER, audit_id="audit_1", response_id=make.RESPONSE),
        lambda: claim_by_link(MERGED, link, ann, PLAN, NOON, workload=workload, response_id=make.RESPONSE),
        lambda: pass_by_link(MERGED, link, ann, PLAN.settings, NOON),
    ):
        with pytest.raises(LeadMerged):
            act()


def test_a_task_that_an_earlier_release_left_there_can_be_finished_but_not_reopened():
    task = Task(comment_id=make.id_of("comment", "1"), lead_id=make.LEAD, at=NOON, due_at=END, by=BOSS, assignee=ANN)
    me, holding = make.member(ANN), MERGED.model_copy(update={"tasks": (task,)})
    assert allowed_task_verbs(holding, task, me, PLAN.settings) == ("finish",)
    assert finish_task(holding, task.task_id, task, me, PLAN, LATER, done=True).lead.tasks == ()
    assert allowed_task_verbs(MERGED, task, me, PLAN.settings) == ()
    with pytest.raises(LeadMerged):
        finish_task(MERGED, task.task_id, task, me, PLAN, LATER, done=False)
