"""Are tasks of release 0.1 listed for the team, and tasks of who may read their leads no more passed on, in steps?"""

import pytest

from functions.expire.sweeping.team_tasks import TeamTasks
from shared.domain.lead_records.task import Task
from shared.store import keys
from shared.store.lists import task_lists
from shared.store.table import Write, put_whole
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, BOSS, END, LEAD, NOON, id_of

ME = [make.member(ANN), make.member(BOB, covers_for=(ANN,)), make.member(BOSS, role="manager")]


def task(name, **change):
    asked = {"assignee": ANN, "by": BOSS, "text": "Llamar", "lead_id": LEAD, **change}
    return Task(comment_id=id_of("comment", name), at=NOON, due_at=END, **asked)


def as_of_0_1(one):
    """Return the write of a task without its entry in the team's list."""
    write = put_whole(one)
    item = {name: value for name, value in write.body["Item"].items() if not name.startswith("all_")}
    return Write(write.key, "Put", {"Item": item})


def listed(table, state="open"):
    where = task_lists.partition(state, None)
    return [one.task.comment_id for _, one in task_lists.read(table, list(table.query(where.pk, index=where.by)))]


def test_tasks_of_release_0_1_are_listed_for_the_team_some_with_each_sweep(table):
    tasks = [task("a"), task("b"), task("c", assignee=BOB, follows=False), task("d", done_at=NOON, done_by=ANN)]
    team.store(table, make.owned(tasks=tuple(tasks[:3])))
    table.commit([*map(as_of_0_1, tasks)])
    plan, swept = make.plan(members=ME), TeamTasks(table, lambda: NOON, 1)
    assert sum(swept.list_next(plan) for _ in range(20)) == 4
    assert sorted(listed(table)) == sorted(one.comment_id for one in tasks[:3])
    assert listed(table, "done") == [tasks[3].comment_id]
    table.calls.clear()
    assert (swept.list_next(plan), table.calls) == (0, [])
    assert TeamTasks(table, lambda: NOON).list_next(plan) == 0


@pytest.mark.parametrize("change", [{"sees": "team"}, {"covers_for": (ANN,), "status": "removed"}])
def test_a_task_of_who_may_read_the_lead_no_more_is_passed_on_once_the_plan_changed(table, change):
    apart = task("a", assignee=BOB, follows=False)
    team.store(table, make.owned(tasks=(apart, task("b"))))
    table.commit([put_whole(apart)])
    plan, swept = make.plan(members=ME, version=1), TeamTasks(table, lambda: NOON)
    assert swept.pass_on_next(plan) == 0
    assert swept.pass_on_next(plan) == 0
    table.calls.clear()
    assert (swept.pass_on_next(plan), table.calls) == (0, [])
    after = make.plan(members=[ME[0], make.member(BOB, **change), ME[2]], version=2)
    assert swept.pass_on_next(after) == 1
    [passed, _] = team.read(table).tasks
    assert (passed.assignee, passed.follows, passed.given.by) == (ANN, True, "sweep")
    assert team.read(table).history[-1].kind == "task_changed"
    assert table.get(Task, keys.task(LEAD, apart.comment_id)).assignee == ANN
    assert TeamTasks(table, lambda: NOON).pass_on_next(after) == 0
