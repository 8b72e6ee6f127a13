"""Is everybody told of the tasks that concern them, and is nothing left to be read that asks nothing any more?"""

from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.task import Assignment, Task
from shared.domain.leads.close import close
from shared.domain.leads.tasks import TaskWanted, change_task, delete_task, finish_task, make_task
from shared.domain.notifications.notification_events import affected_members, events_of_comment
from shared.domain.notifications.task_events import ended_mentions, ended_tasks, events_of_tasks
from shared.domain.plan_records.member import Absence
from tests import make
from tests.make import ANN, BOB, BOSS, END, LEAD, NOON, SECOND

ME = {ANN: make.member(ANN), BOB: make.member(BOB), BOSS: make.member(BOSS, role="manager")}
PLAN = make.plan(members=ME.values())
GIVEN = Assignment(at=NOON, by=BOSS)
ID = make.id_of("task", "1")
HOUR = 3600 * SECOND
NOW = NOON + 60 * SECOND


def task(**change):
    asked = {"assignee": ANN, "by": BOSS, "given": GIVEN, "text": "Llamar", **change}
    return Task(comment_id=make.id_of("comment", "1"), lead_id=LEAD, at=NOON, due_at=END, **asked)


def lead(*tasks):
    return make.owned(tasks=tasks)


def told(before, after):
    return [(one.agent_id, one.kind) for one in events_of_tasks(before, after, PLAN)]


def over(before, after):
    return [(one.agent_id, one.kind) for one in ended_tasks(before, after)]


def test_an_assignee_is_told_at_once_but_not_of_what_they_do_themselves():
    wanted = TaskWanted(text="Llamar", due_at=END)
    after = make_task(lead(), ID, wanted, ME[BOSS], PLAN, NOW).lead
    [event] = events_of_tasks(lead(), after, PLAN)
    assert (event.agent_id, event.kind, event.at) == (ANN, "task_assigned", NOW)
    assert event.detail == {"task_id": ID, "due_at": f"{END:%Y-%m-%dT%H:%M:%SZ}", "by": BOSS}
    assert told(lead(), make_task(lead(), ID, wanted, ME[ANN], PLAN, NOW).lead) == []


def test_who_gets_a_task_is_told_and_who_had_it_has_nothing_to_do_any_more():
    before = lead(task(by=ANN, told=True))
    after = change_task(before, ID, TaskWanted(assignee=BOSS), None, ME[ANN], PLAN, NOW).lead
    assert told(before, after)[0] == (BOSS, "task_assigned")
    assert over(before, after) == [(ANN, "task_assigned"), (ANN, "task_due")]


def test_what_another_changes_is_told_anew_and_only_anew():
    before = lead(task(told=True))
    after = change_task(before, ID, TaskWanted(due_at=END + SECOND), None, ME[BOSS], PLAN, NOW).lead
    assert told(before, after) == [(ANN, "task_assigned")]
    assert over(before, after) == [(ANN, "task_assigned"), (ANN, "task_due"), (BOSS, "task_overdue")]


def test_that_a_task_is_due_is_told_its_assignee_and_its_author():
    assert told(lead(task()), lead(task(told=True))) == [(ANN, "task_due"), (BOSS, "task_overdue")]
    assert told(lead(task(by=ANN)), lead(task(by=ANN, told=True))) == [(ANN, "task_due")]
    assert told(lead(task(told=True)), lead(task(told=True))) == []


def test_the_author_is_told_that_it_is_done_unless_they_did_it():
    before = lead(task(told=True))
    done = finish_task(before, ID, None, ME[ANN], PLAN, NOW, done=True).lead
    assert told(before, done) == [(BOSS, "task_done")]
    assert told(before, finish_task(before, ID, None, ME[BOSS], PLAN, NOW, done=True).lead) == []
    assert over(before, done) == [(ANN, "task_assigned"), (ANN, "task_due"), (BOSS, "task_overdue")]


def test_what_is_cancelled_or_deleted_asks_nothing_any_more():
    before = lead(task())
    for after in (
        close(before, "lost", ME[ANN], PLAN.settings, NOW, audit_id="audit_1").lead,
        delete_task(before, ID, None, ME[BOSS], PLAN, NOW).lead,
    ):
        assert (told(before, after), over(before, after)) == ([], [(ANN, "task_assigned")])
    assert over(before, before) == over(None, before) == []


def test_a_due_task_of_an_absent_member_is_told_to_the_cover_too():
    span = {"start": NOON, "until": END + HOUR, "at": NOON}
    absence = Absence(absence_id=make.id_of("absence", "a"), side="own", cover=BOB, by=ANN, **span)
    away = make.member(ANN, absences=(absence,))
    plan = make.plan(members=[away, make.member(BOB, covers_for=(ANN,))])
    due = events_of_tasks(lead(task(by=ANN)), lead(task(by=ANN, told=True)), plan)
    assert [(one.agent_id, one.kind) for one in due] == [(ANN, "task_due"), (BOB, "task_due")]


def test_who_may_not_see_the_lead_is_told_nothing():
    assert told(lead(), lead(task(assignee=BOB))) == []


def test_a_tasks_assignee_has_another_list_when_it_changes():
    assert affected_members(lead(task(assignee=BOSS)), lead()) == {ANN, BOSS}


def test_an_edit_tells_who_is_newly_tagged_and_takes_back_what_it_told_others():
    before = Comment(comment_id=make.id_of("comment", "1"), lead_id=LEAD, body="x", by=BOSS, at=NOON, mentions=(BOB,))
    after = before.model_copy(update={"mentions": (ANN,), "tagged_at": {ANN: NOW}})
    [new] = events_of_comment(before, after, lead(), PLAN)
    assert (new.agent_id, new.at) == (ANN, NOW)
    assert [(one.agent_id, one.at) for one in ended_mentions(before, after)] == [(BOB, NOON)]
    assert [(one.agent_id, one.at) for one in ended_mentions(after, before)] == [(ANN, NOW)]
    assert list(ended_mentions(None, before)) == []
