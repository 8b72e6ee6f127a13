"""Is a task always with somebody who may see its lead, and does it go where the lead goes?"""

import pytest

from shared.domain.kernel.errors import (
    AgentUnknown,
    Forbidden,
    Invalid,
    LeadClosed,
    MayNotSee,
    Missing,
    NotOwner,
    TaskNotOpen,
    TooManyTasks,
)
from shared.domain.lead_records.decision import move_tasks, unchanged
from shared.domain.lead_records.task import MAX_TASKS, Assignment, Task
from shared.domain.leads.claim import assign, claim, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.tasks import TaskWanted, change_task, delete_task, finish_task, make_task, pass_on_unseen
from shared.domain.leads.transfer import give_back
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.remove_member import take_lead_away
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, LEAD, NOON, SECOND, id_of

ME = {agent_id: make.member(agent_id) for agent_id in (ANN, BOB)}
ME |= {BOSS: make.member(BOSS, role="manager"), CAT: make.member(CAT, status="removed")}
PLAN, TEAM = (make.plan(members=ME.values(), **change) for change in ({}, {"agents_see": "team"}))
LATER, DUE = NOON + 60 * SECOND, NOON + 3600 * SECOND
ID = id_of("task", "1")


def task(name="1", assignee=ANN, by=ANN, **change):
    return Task(comment_id=id_of("comment", name), lead_id=LEAD, at=NOON, due_at=DUE, by=by, assignee=assignee,
                text="Llamar", **change)  # fmt: skip


def made(lead, me=ANN, plan=PLAN, **wanted):
    return make_task(lead, ID, TaskWanted(**{"text": "Llamar", "due_at": DUE, **wanted}), ME[me], plan, LATER)


def changed(lead, me=BOSS, found=None, plan=PLAN, **wanted):
    return change_task(lead, ID, TaskWanted(**wanted), found, ME[me], plan, LATER)


def finished(lead, found=None, me=ANN, *, done=True, plan=PLAN):
    return finish_task(lead, ID, found, ME[me], plan, LATER, done=done)


def deleted(lead, found=None, me=ANN):
    return delete_task(lead, ID, found, ME[me], PLAN, LATER)


# Made


def test_a_task_is_an_entry_of_the_lead_that_says_when_something_was_last_noted():
    """Source: docs/rules.md, "Limits", "People's data" 5."""
    lead = made(make.owned()).lead
    assert (lead.entries, lead.noted_at) == (1, LATER)


@pytest.mark.parametrize(
    ("lead", "me", "assignee", "holder", "follows"),
    [
        pytest.param(make.owned(), BOSS, None, ANN, True, id="the owner's, unless somebody is named"),
        pytest.param(make.pooled(), BOSS, None, BOSS, True, id="its author's while nobody owns the lead"),
        pytest.param(make.owned(), ANN, BOSS, BOSS, False, id="a Manager's, on an agent's lead"),
    ],
)
def test_a_task_is_with_a_person(lead, me, assignee, holder, follows):
    done = made(lead, me, assignee=assignee)
    [one] = done.tasks
    assert done.lead.tasks == (one,)
    assert (one.task_id, one.assignee, one.follows, one.alone) == (ID, holder, follows, True)
    assert one.given == (None if holder == me else Assignment(at=LATER, by=me))
    assert done.lead.history[-1].detail == {
        "task_id": ID, "text": "Llamar", "due_at": "2026-01-05T13:00:00Z", "agent_id": holder,
    }  # fmt: skip
    assert done.lead.entries == 1


@pytest.mark.parametrize(
    ("assignee", "refusal"),
    [
        pytest.param(BOB, MayNotSee, id="who may not read what is said"),
        pytest.param(CAT, AgentUnknown, id="who has left"),
        pytest.param(id_of("agent", "nobody"), AgentUnknown, id="nobody"),
    ],
)
def test_a_task_for_somebody_who_cannot_have_it_is_refused_by_the_fields_name(assignee, refusal):
    for do in (lambda: made(make.owned(), assignee=assignee), lambda: changed(with_task(), assignee=assignee)):
        with pytest.raises(refusal) as refused:
            do()
        assert refused.value.mistakes[0].loc == ("body", "assignee")


@pytest.mark.parametrize(
    ("lead", "plan"), [(make.owned(), TEAM), (make.pooled(), None), (make.offered(BOB), None)], ids=str
)
def test_a_task_is_for_nobody_who_only_sees_the_lead(lead, plan):
    with pytest.raises(MayNotSee):
        made(lead, BOSS, assignee=BOB, **({"plan": plan} if plan else {}))


@pytest.mark.parametrize("due", [LATER, NOON])
def test_a_task_is_due_in_the_future(due):
    for do in (lambda: made(make.owned(), due_at=due), lambda: changed(with_task(), due_at=due)):
        with pytest.raises(Invalid) as refused:
            do()
        assert refused.value.mistakes[0].loc == ("body", "due_at")


def test_only_the_owner_and_supervisors_make_tasks_on_open_leads():
    with pytest.raises(NotOwner):
        made(make.owned(), BOB, TEAM)
    with pytest.raises(Missing):
        made(make.owned(), BOB)
    with pytest.raises(LeadClosed):
        made(make.owned(state="closed", outcome="lost"))


def test_the_number_of_open_tasks_of_a_lead_is_limited():
    full = make.owned(tasks=tuple(task(f"t{number}") for number in range(MAX_TASKS)))
    with pytest.raises(TooManyTasks):
        made(full)
    with pytest.raises(TooManyTasks):
        finished(full, task(done_at=NOON, done_by=ANN), done=False)


# Changed


def with_task(**change):
    return make.owned(tasks=(task("2"), task(**change)))


def test_a_task_is_edited_rescheduled_and_given_to_another_and_the_history_tells_from_what():
    done = changed(with_task(), text="Escribir", due_at=DUE + SECOND, assignee=BOSS)
    [one] = done.tasks
    assert done.lead.tasks == (task("2"), one)
    assert (one.text, one.due_at, one.assignee, one.given) == ("Escribir", DUE + SECOND, BOSS, None)
    assert done.lead.history[-1].detail == {
        "task_id": ID, "text": "Escribir", "due_at": "2026-01-05T13:00:01Z", "agent_id": BOSS,
        "former_text": "Llamar", "former_due_at": "2026-01-05T13:00:00Z", "from": ANN,
    }  # fmt: skip


def test_an_assignee_is_told_of_what_another_changed_and_reminded_at_the_new_time():
    [one] = changed(with_task(told=True), due_at=DUE + SECOND).tasks
    assert (one.given, one.told) == (Assignment(at=LATER, by=BOSS), False)
    assert changed(with_task(), ANN, due_at=DUE + SECOND).tasks[0].given is None


def test_equal_values_change_nothing():
    assert not changed(with_task(), text="Llamar", due_at=DUE, assignee=ANN).changed


def test_only_its_author_and_supervisors_change_or_delete_a_task():
    given = make.owned(tasks=(task(by=BOSS),))
    for do in (lambda: changed(given, ANN, text="x"), lambda: deleted(given)):
        with pytest.raises(Forbidden):
            do()
    assert changed(with_task(), ANN, text="x").changed
    assert finished(given).changed


def test_who_may_not_see_the_lead_neither_changes_nor_deletes_its_tasks():
    """Source: docs/rules.md, "Tasks" 3, "Restrictions" 2."""
    for do in (lambda: changed(with_task(), BOB, text="x"), lambda: deleted(with_task(), me=BOB)):
        with pytest.raises(Missing):
            do()


def test_who_is_given_a_task_by_another_is_told_by_whom_and_when():
    """Source: docs/rules.md, "Tasks" 3."""
    theirs = make.owned(tasks=(task(assignee=BOSS, follows=False),))
    [one] = changed(theirs, assignee=ANN).tasks
    assert (one.assignee, one.given) == (ANN, Assignment(at=LATER, by=BOSS))


def test_a_task_that_is_done_or_cancelled_is_not_changed():
    for lead, found in ((make.owned(), task(done_at=NOON)), (make.owned(state="closed", tasks=(task(),)), None)):
        with pytest.raises(TaskNotOpen):
            changed(lead, found=found, text="x")


# Done, reopened, deleted


def test_a_task_can_be_done_and_opened_again():
    done = finished(with_task(), task())
    assert done.lead.tasks == (task("2"),)
    assert done.tasks == (task(done_at=LATER, done_by=ANN),)
    again = finished(done.lead, done.tasks[0], done=False)
    assert again.lead.tasks == (task("2"), task())
    assert [event.kind for event in again.lead.history[-2:]] == ["task_done", "task_reopened"]


@pytest.mark.parametrize("me", [ANN, BOB, BOSS])
def test_assignee_author_and_supervisors_finish_a_task(me):
    lead = make.owned(tasks=(task(by=BOB),))
    assert finished(lead, me=me, plan=TEAM).changed


def test_a_task_opened_again_goes_to_the_leads_current_owner():
    ended = task(done_at=NOON, done_by=ANN)
    [one] = finished(make.owned(BOB), ended, BOSS, done=False).tasks
    assert (one.assignee, one.given) == (BOB, Assignment(at=LATER, by=BOSS))
    assert finished(make.pooled(), ended, BOSS, done=False).tasks[0].assignee == ANN


def test_a_task_opened_again_stays_with_who_may_still_have_it():
    ended = task(assignee=BOSS, follows=False, done_at=NOON, done_by=BOSS)
    assert finished(make.owned(), ended, done=False).tasks[0].assignee == BOSS
    gone = ended.model_copy(update={"assignee": BOB})
    assert finished(make.owned(), gone, done=False).tasks[0].assignee == ANN


def test_setting_a_tasks_current_state_changes_nothing():
    assert not finished(with_task(), task(), done=False).changed
    assert not finished(make.owned(), task(done_at=NOON, done_by=ANN)).changed


def test_a_task_read_apart_counts_only_if_the_lead_does_not_hold_it():
    """The two are read together, but not at one instant: the lead's version is the lock."""
    assert finished(with_task(), task(done_at=NOON, done_by=ANN)).changed
    assert not finished(make.owned(), task()).changed


@pytest.mark.parametrize(
    ("lead", "found", "plan", "refusal"),
    [
        pytest.param(make.owned(), None, PLAN, Missing, id="no task"),
        pytest.param(make.owned(BOB), task(), PLAN, Missing, id="a lead one may not see"),
        pytest.param(make.owned(BOB), task(assignee=BOB, by=BOSS), TEAM, NotOwner, id="another's task"),
    ],
)
def test_nobody_else_finishes_a_task(lead, found, plan, refusal):
    with pytest.raises(refusal):
        finished(lead, found, plan=plan)


def test_a_deleted_task_is_on_no_list_and_in_the_history():
    done = deleted(with_task())
    assert done.lead.tasks == (task("2"),)
    [left] = done.tasks
    assert (left.text, left.deleted_at) == ("", LATER)
    assert done.lead.history[-1].detail["text"] == "Llamar"
    assert not deleted(make.owned(), left).changed
    with pytest.raises(Missing):
        finished(make.owned(), left)


# With the lead


def by_hand(do):
    return lambda lead, *to: do(lead, *to, ME[BOSS], PLAN.settings, LATER, audit_id="audit_1")


def claimed(lead):
    return claim(lead, ME[BOB], PLAN, LATER, workload=Workload(agent_id=BOB), response_id=make.RESPONSE)


def taken(to):
    return lambda lead: take_lead_away(lead, ME[ANN], to, PLAN.settings, LATER, "sweep")


MOVES = [
    pytest.param(make.owned(), lambda lead: by_hand(assign)(lead, ME[BOB]), BOB, id="assigned"),
    pytest.param(make.owned(), by_hand(release), BOSS, id="released: its author's"),
    pytest.param(
        make.owned(), lambda lead: give_back(lead, ME[ANN], PLAN.settings, LATER, reason="no_time"), BOSS,
        id="given back",
    ),
    pytest.param(make.pooled(), claimed, BOB, id="claimed"),
    pytest.param(make.owned(), taken(ME[BOB]), BOB, id="its owner removed"),
    pytest.param(make.owned(), taken("route"), BOSS, id="to routing"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "moves", "holder"), MOVES)
def test_the_owners_tasks_follow_their_lead(lead, moves, holder):
    mine = task(assignee=lead.owner or BOSS, by=BOSS)
    moved, written = move_tasks(moves(lead.model_copy(update={"tasks": (mine,)})).lead)
    assert [one.assignee for one in moved.tasks] == [holder]
    assert written == (() if holder == mine.assignee else moved.tasks)


@pytest.mark.parametrize(("lead", "moves", "_"), MOVES)
def test_a_task_of_somebody_else_stays_with_them(lead, moves, _):
    theirs = task(assignee=BOSS, follows=False)
    moved, written = move_tasks(moves(lead.model_copy(update={"tasks": (theirs,)})).lead)
    assert ([one.assignee for one in moved.tasks], written) == ([BOSS], ())


def test_an_assignee_who_loses_sight_of_the_lead_passes_their_task_to_its_owner():
    theirs = task(assignee=ANN, follows=False, by_state=True)  # of an earlier release
    moved, _ = move_tasks(claimed(make.pooled(tasks=(theirs,))).lead)
    [one] = moved.tasks
    assert (one.assignee, one.follows, one.given.at) == (BOB, True, moved.since)


def test_a_task_of_an_earlier_release_that_a_manager_took_stays_theirs_when_the_lead_is_claimed():
    theirs = task(assignee=BOB, follows=False, by_state=True)
    taken = changed(make.pooled(tasks=(theirs,)), assignee=BOSS).lead
    moved, written = move_tasks(claimed(taken).lead)
    assert ([one.assignee for one in moved.tasks], written) == ([BOSS], ())


def test_a_task_is_with_who_covers_for_the_owner_while_the_owner_has_the_lead():
    plan = make.plan(members=[ME[ANN], make.member(BOB, covers_for=(ANN,)), ME[BOSS]])
    lead, written = move_tasks(made(make.owned(), BOSS, plan=plan, assignee=BOB).lead)
    assert ([one.assignee for one in lead.tasks], written) == ([BOB], ())
    moved, _ = move_tasks(lead.model_copy(update={"owner": BOSS}))
    assert [(one.assignee, one.follows, one.covers_for) for one in moved.tasks] == [(BOSS, True, None)]


def test_who_becomes_the_owner_has_their_task_as_the_owner():
    moved, _ = move_tasks(claimed(make.pooled(tasks=(task(assignee=BOB, follows=False, by_state=True),))).lead)
    assert [(one.assignee, one.follows) for one in moved.tasks] == [(BOB, True)]


def test_closing_cancels_tasks_and_reopening_restores_them():
    closed, written = move_tasks(close(with_task(), "lost", ME[ANN], PLAN.settings, LATER, audit_id="audit_1").lead)
    assert [one.state for one in closed.tasks] == ["cancelled", "cancelled"]
    assert written == closed.tasks
    with pytest.raises(LeadClosed):
        finished(closed, done=False)
    again, restored = move_tasks(reopen(closed, ME[ANN], PLAN, LATER, audit_id="audit_2").lead)
    assert again.tasks == restored == (task("2"), task())


def test_a_cancelled_task_can_be_said_to_be_done():
    closed, _ = move_tasks(make.owned(state="closed", outcome="won", tasks=(task(),)))
    assert finished(closed).tasks[0].state == "done"


# Told, and passed on


@pytest.mark.parametrize("assignee", [ANN, BOSS], ids=["the owner", "a Manager"])
def test_only_who_covers_has_a_task_in_the_owners_place(assignee):
    """A task of the owner's goes with the lead, and a Manager's stays theirs, whoever owns it."""
    assert made(make.owned(ANN), assignee=assignee).lead.tasks[0].covers_for is None


@pytest.mark.parametrize(
    ("wanted", "before"),
    [
        pytest.param({"text": "Escribir"}, {"former_text": "Llamar"}, id="another text"),
        pytest.param({"due_at": DUE + SECOND}, {"former_due_at": "2026-01-05T13:00:00Z"}, id="another time"),
        pytest.param({"assignee": BOSS}, {"from": ANN}, id="another assignee"),
    ],
)
def test_the_history_tells_what_changed_of_a_task_and_from_what_and_nothing_else(wanted, before):
    """Source: docs/rules.md, "Tasks" 3."""
    detail = changed(make.owned(ANN, tasks=(task(),)), **wanted).lead.history[-1].detail
    former = {name: value for name, value in detail.items() if name.startswith(("former", "from"))}
    assert former == before


def test_each_act_on_a_task_is_told_with_its_text_and_is_something_done_about_the_lead():
    """Source: docs/rules.md, "Tasks" 3, "People's data" 5."""
    open_ = make.owned(ANN, tasks=(task(),))
    done = finished(open_)
    for decision, kind in (
        (made(make.owned(ANN)), "task_made"),
        (changed(open_, due_at=DUE + SECOND), "task_changed"),
        (done, "task_done"),
        (finished(done.lead, found=done.tasks[0], done=False), "task_reopened"),
        (deleted(open_), "task_deleted"),
    ):
        event = decision.lead.history[-1]
        assert (event.kind, event.detail["text"], event.at) == (kind, "Llamar", LATER)
        assert decision.lead.noted_at == LATER


def test_what_is_left_of_a_deleted_task_is_told_to_nobody():
    given = task(assignee=BOSS, given=Assignment(at=NOON, by=ANN), follows=False)
    [left] = deleted(make.owned(ANN, tasks=(given,))).tasks
    assert (left.text, left.given, left.deleted_at) == ("", None, LATER)


def test_repeating_an_act_on_a_task_leaves_the_lead_as_it_is():
    lead = make.owned(ANN, tasks=(task(),))
    assert changed(lead, text="Llamar") == finished(lead, done=False) == unchanged(lead)


def test_a_task_of_a_closed_lead_is_changed_no_more_but_may_be_said_to_be_done():
    """Source: docs/rules.md, "Tasks" 5."""
    lead = make.lead(state="closed", owner=ANN, tasks=(task(cancelled_at=NOON),))
    with pytest.raises(TaskNotOpen):
        changed(lead, text="Escribir")
    [ended] = finished(lead).tasks
    assert (ended.done_at, ended.done_by, ended.cancelled_at) == (LATER, ANN, None)


def test_who_may_no_longer_read_what_is_said_of_a_lead_loses_its_tasks_to_the_owner():
    """Source: docs/rules.md, "Tasks" 4. Bob has one apart from the lead, but sees the lead no more."""
    own = task(follows=True)
    apart, of_boss = (task(name, one, BOSS, follows=False) for name, one in (("2", BOB), ("3", BOSS)))
    decision = pass_on_unseen(make.owned(ANN, tasks=(own, apart, of_boss)), PLAN, LATER)
    assert [one.assignee for one in decision.lead.tasks] == [ANN, ANN, BOSS]
    assert [one.comment_id for one in decision.tasks] == [apart.comment_id]
    assert decision.tasks[0].given == Assignment(at=LATER, by="sweep")
    event = decision.lead.history[-1]
    assert (event.kind, event.by, event.at) == ("task_changed", "sweep", LATER)
    assert (event.detail["agent_id"], event.detail["from"], event.detail["text"]) == (ANN, BOB, "Llamar")


def test_without_an_owner_it_goes_to_the_author_and_from_who_left_too():
    left = task("2", CAT, BOSS, follows=False)
    assert [one.assignee for one in pass_on_unseen(make.pooled(tasks=(left,)), PLAN, LATER).lead.tasks] == [BOSS]


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param(make.owned(ANN, tasks=(task(follows=True), task("2", BOSS, follows=False))), id="they may read"),
        pytest.param(make.lead(state="closed", owner=ANN, tasks=(task("2", BOB, follows=False),)), id="it is closed"),
    ],
)
def test_other_tasks_stay_with_whom_they_are(lead):
    assert not pass_on_unseen(lead, PLAN, LATER).changed
