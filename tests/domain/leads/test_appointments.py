"""Does what was said about an appointment become a task for when it takes place, together with the interaction?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import Invalid, LeadClosed, Missing, TooManyTasks
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.task import MAX_TASKS, Task
from shared.domain.leads.interactions import record_appointment, record_interaction
from shared.domain.leads.tasks import TaskWanted
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, NOON, RESPONSE, SECOND, id_of

ME = {agent_id: make.member(agent_id) for agent_id in (ANN, BOB)} | {BOSS: make.member(BOSS, role="manager")}
PLAN = make.plan(members=ME.values())
LATER, FRIDAY = NOON + 60 * SECOND, NOON + timedelta(days=3)
TASK = id_of("task", "1")
OWED = make.owned(response=make.response())


def note(kind="call", outcome="appointment", by=ANN):
    return Note(
        note_id=id_of("note", "1"), lead_id=LEAD, kind=kind, outcome=outcome, by=by, at=LATER, recorded_at=LATER
    )


def recorded(lead, one, at=FRIDAY):
    planned = TaskWanted("Visita", at, kind="appointment")
    return record_appointment(lead, one, TASK, planned, ME.get(one.by), PLAN)


@pytest.mark.parametrize(
    "one", [pytest.param(note(), id="a call that led to it"), pytest.param(note("appointment", None), id="a meeting")]
)
def test_an_appointment_is_a_task_for_when_it_takes_place(one):
    done = recorded(make.owned(), one)
    [task] = done.tasks
    assert done.lead.tasks == (task,)
    assert (task.task_id, task.kind, task.text, task.due_at, task.assignee) == (
        TASK,
        "appointment",
        "Visita",
        FRIDAY,
        ANN,
    )
    assert done.records == (one,)
    assert done.lead.history[-1].kind == "task_made"


def test_it_is_counted_as_without_the_task_and_is_the_response_that_the_route_asks_for():
    alone = record_interaction(OWED, note(), ME[ANN], PLAN.settings)
    done = recorded(OWED, note())
    assert done.counters == alone.counters
    assert (done.lead.response, done.lead.todo, done.lead.stop_clock) == (None, "stop", RESPONSE)
    assert done.lead.appointment_at == LATER


def test_a_manager_who_records_it_gives_it_to_the_owner_who_is_told():
    [task] = recorded(make.owned(), note(by=BOSS)).tasks
    assert (task.assignee, task.by, task.given.by) == (ANN, BOSS, BOSS)


@pytest.mark.parametrize(
    ("lead", "one", "at", "refused", "reason"),
    [
        pytest.param(make.owned(), note(outcome="spoke"), FRIDAY, Invalid, "no_appointment", id="that led to none"),
        pytest.param(make.owned(), note("note", None), FRIDAY, Invalid, "no_appointment", id="of a plain note"),
        pytest.param(make.owned(), note(), LATER, Invalid, "due_in_past", id="in the past"),
        pytest.param(make.closed, note(by=BOSS), FRIDAY, LeadClosed, None, id="of a closed lead"),
        pytest.param(make.owned(), note(by=BOB), FRIDAY, Missing, None, id="of a lead one does not see"),
    ],
)
def test_what_can_be_no_appointment_is_refused(lead, one, at, refused, reason):
    with pytest.raises(refused) as caught:
        recorded(lead, one, at)
    if reason:
        assert (caught.value.mistakes[0].loc, caught.value.mistakes[0].reason) == (("body", "planned_for"), reason)


def test_a_lead_full_of_tasks_takes_no_appointment():
    tasks = tuple(
        Task(comment_id=id_of("comment", f"{n}"), lead_id=LEAD, at=NOON, due_at=FRIDAY, by=ANN, assignee=ANN)
        for n in range(MAX_TASKS)
    )
    with pytest.raises(TooManyTasks):
        recorded(make.owned(tasks=tasks), note())
