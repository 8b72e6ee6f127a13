"""Do comments reach only members who may see them, and do tasks stay with the lead's owner until done?"""

import pytest

from shared.domain.kernel.errors import AgentUnknown, Invalid, MayNotSee, Missing, NotOwner, TooManyTasks
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.decision import move_tasks
from shared.domain.lead_records.task import MAX_TASKS, Task
from shared.domain.leads.claim import assign, claim, release
from shared.domain.leads.close import close
from shared.domain.leads.comments import add_comment, finish_task
from shared.domain.leads.transfer import give_back
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.remove_member import take_lead_away
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, LEAD, NOON, SECOND, id_of

MINE, TEAM = make.settings(), make.settings(agents_see="team")
ME = {agent_id: make.member(agent_id) for agent_id in (ANN, BOB, CAT)} | {BOSS: make.member(BOSS, role="manager")}
LATER, DUE = NOON + 60 * SECOND, NOON + 3600 * SECOND


def comment(by=ANN, mentions=(), name="1"):
    return Comment(comment_id=id_of("comment", name), lead_id=LEAD, body="Pide ver el piso", mentions=mentions, by=by,
                   at=LATER)  # fmt: skip


def task(name="1", agent_id=ANN, by=ANN, **change):
    return Task(comment_id=id_of("comment", name), lead_id=LEAD, at=LATER, due_at=DUE, by=by, agent_id=agent_id,
                **change)  # fmt: skip


def remarked(lead, one, due_at=None, **settings):
    return add_comment(lead, one, due_at, ME[one.by], make.plan(**settings))


def finished(lead, found=None, me=ANN, *, done=True, settings=MINE):
    return finish_task(lead, id_of("comment", "1"), found, ME[me], settings, LATER, done=done)


# Comments and mentions


def test_a_comment_changes_nothing_of_its_lead_but_the_number_of_entries():
    lead = make.owned()
    done = remarked(lead, comment())
    assert (done.lead, done.records, done.tasks) == (lead.updated(entries=1, noted_at=LATER), (comment(),), ())


def test_a_member_tagged_twice_is_tagged_once():
    [written] = remarked(make.owned(), comment(mentions=(BOSS, ANN, BOSS))).records
    assert written.mentions == (BOSS, ANN)


@pytest.mark.parametrize(("sees", "refusal"), [("own", Missing), ("team", NotOwner)])
def test_only_the_owner_and_supervisors_comment_on_a_lead(sees, refusal):
    for lead in (make.owned(CAT), make.closed):
        with pytest.raises(refusal):
            remarked(lead, comment(), agents_see=sees)
    assert remarked(make.owned(CAT), comment(BOSS)).changed


@pytest.mark.parametrize(
    ("lead", "tagged", "sees"),
    [
        pytest.param(make.owned(), BOSS, "own", id="a Manager"),
        pytest.param(make.owned(), ANN, "own", id="oneself"),
        pytest.param(make.owned(), BOB, "team", id="who sees the team's leads"),
        pytest.param(make.pooled(), BOB, "own", id="of the pool anybody"),
        pytest.param(make.offered(BOB), BOB, "own", id="to whom it is offered"),
    ],
)
def test_members_who_may_see_the_lead_can_be_tagged(lead, tagged, sees):
    assert remarked(lead, comment(BOSS if lead.owner is None else ANN, (tagged,)), agents_see=sees).changed


@pytest.mark.parametrize(
    ("tagged", "refusal"),
    [
        pytest.param(BOB, MayNotSee, id="who may not see it"),
        pytest.param(id_of("agent", "nobody"), AgentUnknown, id="nobody"),
        pytest.param(CAT, AgentUnknown, id="who has left"),
    ],
)
def test_members_who_may_not_see_the_lead_cannot_be_tagged(tagged, refusal):
    plan = make.plan(members=[ME[ANN], ME[BOB], ME[BOSS], make.member(CAT, status="removed")])
    with pytest.raises(refusal) as refused:
        add_comment(make.owned(), comment(mentions=(BOSS, tagged)), None, ME[ANN], plan)
    assert refused.value.mistakes[0].loc == ("body", "mentions", 1)


# Tasks


@pytest.mark.parametrize(
    ("lead", "by", "holder"),
    [
        pytest.param(make.owned(), BOSS, ANN, id="the owner's"),
        pytest.param(make.pooled(), BOSS, BOSS, id="its author's while nobody owns the lead"),
    ],
)
def test_a_task_is_stored_with_its_lead_and_its_assignee(lead, by, holder):
    done = remarked(lead, comment(by), DUE)
    assert done.tasks == done.lead.tasks == (task(agent_id=holder, by=by),)
    assert done.records[0].has_task


@pytest.mark.parametrize("due", [LATER, NOON])
def test_a_task_is_due_in_the_future(due):
    with pytest.raises(Invalid) as refused:
        remarked(make.owned(), comment(), due)
    assert refused.value.mistakes[0].loc == ("body", "task", "due_at")


def test_the_number_of_open_tasks_of_a_lead_is_limited():
    full = make.owned(tasks=tuple(task(f"t{number}") for number in range(MAX_TASKS)))
    with pytest.raises(TooManyTasks):
        remarked(full, comment(), DUE)
    assert remarked(full, comment()).changed
    with pytest.raises(TooManyTasks):
        finished(full, task(done_at=NOON, done_by=ANN), done=False)


def test_a_task_can_be_done_and_opened_again():
    lead = make.owned(tasks=(task(), task("2")))
    done = finished(lead, task())
    assert done.lead.tasks == (task("2"),)
    assert done.tasks == (task(done_at=LATER, done_by=ANN),)
    again = finished(done.lead, done.tasks[0], done=False)
    assert again.lead.tasks == (task("2"), task())
    assert again.tasks == (task(),)


def test_a_task_opened_again_goes_to_the_leads_current_owner():
    ended = task(done_at=NOON, done_by=ANN)
    assert finished(make.owned(BOB), ended, BOSS, done=False).tasks == (task(agent_id=BOB),)
    assert finished(make.pooled(), ended, BOSS, done=False).tasks == (task(agent_id=ANN),)


def test_setting_a_tasks_current_state_changes_nothing():
    assert not finished(make.owned(tasks=(task(),)), task(), done=False).changed
    assert not finished(make.owned(), task(done_at=NOON, done_by=ANN)).changed


def test_a_task_read_apart_counts_only_if_the_lead_does_not_hold_it():
    """The two are read together, but not at one instant: the lead's version is the lock."""
    assert finished(make.owned(tasks=(task(),)), task(done_at=NOON, done_by=ANN)).changed
    assert not finished(make.owned(), task()).changed


@pytest.mark.parametrize(
    ("lead", "found", "me", "settings", "refusal"),
    [
        pytest.param(make.owned(), None, ANN, MINE, Missing, id="no task"),
        pytest.param(make.owned(BOB), task(), ANN, MINE, Missing, id="a lead one may not see"),
        pytest.param(make.owned(BOB), task(agent_id=BOB), ANN, TEAM, NotOwner, id="another's task"),
    ],
)
def test_only_the_assignee_or_a_supervisor_finishes_a_task(lead, found, me, settings, refusal):
    with pytest.raises(refusal):
        finished(lead, found, me, settings=settings)
    assert finished(make.owned(BOB, tasks=(task(agent_id=BOB),)), None, BOSS).changed


# With the lead


def by_hand(do):
    return lambda lead, *to: do(lead, *to, ME[BOSS], MINE, LATER, audit_id="audit_1")


@pytest.mark.parametrize(
    ("lead", "moves", "holder"),
    [
        pytest.param(make.owned(), lambda lead: by_hand(assign)(lead, ME[BOB]), BOB, id="assigned"),
        pytest.param(make.owned(), by_hand(release), BOSS, id="released: its author's"),
        pytest.param(
            make.owned(), lambda lead: give_back(lead, ME[ANN], MINE, LATER, reason="no_time"), BOSS, id="given back"
        ),
        pytest.param(
            make.pooled(),
            lambda lead: claim(
                lead, ME[BOB], make.plan(), LATER, workload=Workload(agent_id=BOB), response_id=make.RESPONSE
            ),
            BOB,
            id="claimed",
        ),
        pytest.param(
            make.owned(),
            lambda lead: take_lead_away(lead, ME[ANN], ME[CAT], MINE, LATER, "sweep"),
            CAT,
            id="its owner removed",
        ),
        pytest.param(
            make.owned(),
            lambda lead: take_lead_away(lead, ME[ANN], "route", MINE, LATER, "sweep"),
            BOSS,
            id="to routing",
        ),
        pytest.param(
            make.owned(), lambda lead: close(lead, "won", ME[ANN], MINE, LATER, audit_id="audit_1"), ANN, id="closed"
        ),
    ],
)
def test_tasks_follow_their_lead(lead, moves, holder):
    mine = task(agent_id=lead.owner or BOSS, by=BOSS)
    moved, changed = move_tasks(moves(lead.model_copy(update={"tasks": (mine,)})).lead)
    assert [one.agent_id for one in moved.tasks] == [holder]
    assert changed == (() if holder == mine.agent_id else moved.tasks)
