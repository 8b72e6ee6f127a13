"""Operations that make, change, finish and delete tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from functions.supervise.conversations.task_schemas import TaskBody, TaskPatch, TaskShown
from shared.domain.kernel.record import LeadId, TaskId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.task import Task, stored_id
from shared.domain.leads.tasks import change_task, delete_task, find_task, finish_task, make_task
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Settled, Snapshot
from shared.store import codec, keys
from shared.store.keys import Key
from shared.store.lists import task_lists
from shared.store.table import Table
from shared.web.request import Request


class TaskChanges:
    """Operations on a lead's tasks.

    Args:
        session: reads the lead.
        table: stores the tasks.
        new_id: makes their ids.
    """

    def __init__(self, session: LeadSession, table: Table, new_id: NewId) -> None:
        self._session, self._table, self._new_id = session, table, new_id

    def create_task(self, request: Request, lead_id: LeadId, body: TaskBody) -> TaskShown:
        """Make a task on a lead, for its owner or another member who may see the lead; they are told at once."""

        def decide(snapshot: Snapshot) -> tuple[Decision, Task]:
            task_id = self._new_id("task")
            decision = make_task(snapshot.lead, task_id, body.wanted, snapshot.me, snapshot.plan, snapshot.now)
            return decision, decision.tasks[0]

        done = self._session.create(request, lead_id, "tasks", decide)
        if done.record is None or done.decision is None:
            task = codec.from_item(Task, self._table.items([done.where])[done.where])
            return self._shown(task, done.snapshot)
        return self._shown(done.record, replace(done.snapshot, lead=done.decision.lead))

    def update_task(self, request: Request, lead_id: LeadId, task_id: TaskId, body: TaskPatch) -> TaskShown:
        """Change a task's text, due time or assignee; or finish it, or reopen it.

        If it is so already, nothing changes. Finishing it also archives its notifications.
        """
        done = body.done

        def decide(snapshot: Snapshot, found: Task | None) -> Decision:
            asked = (snapshot.me, snapshot.plan, snapshot.now)
            if done is None:
                return change_task(snapshot.lead, task_id, body.wanted, found, *asked)
            return finish_task(snapshot.lead, task_id, found, *asked, done=done)

        settled, where = self._settle(request, lead_id, task_id, decide)
        after = replace(settled.snapshot, lead=settled.decision.lead)
        changed = next(iter(settled.decision.tasks), None)
        task = changed or find_task(after.lead, task_id, read_task(settled.snapshot, where))
        return self._shown(task, after)

    def delete_task(self, request: Request, lead_id: LeadId, task_id: TaskId) -> None:
        """Delete a task; the lead's timeline tells that there was one."""

        def decide(snapshot: Snapshot, found: Task | None) -> Decision:
            return delete_task(snapshot.lead, task_id, found, snapshot.me, snapshot.plan, snapshot.now)

        self._settle(request, lead_id, task_id, decide)

    def _settle(
        self, request: Request, lead_id: LeadId, task_id: TaskId, decide: Callable[[Snapshot, Task | None], Decision]
    ) -> tuple[Settled, Key]:
        where = keys.task(lead_id, stored_id(task_id))
        settled = self._session.settle(
            lambda: read_with_task(self._session, self._table, request, lead_id, where),
            lambda snapshot: decide(snapshot, read_task(snapshot, where)),
        )
        return settled, where

    def _shown(self, task: Task, snapshot: Snapshot) -> TaskShown:
        texts = {} if task.text or task.alone else task_lists.texts_of(self._table, [task])
        current = task_lists.as_of_now(task, snapshot.lead, texts)
        return TaskShown.of(current, snapshot.lead, snapshot.me, snapshot.plan)


def read_with_task(session: LeadSession, table: Table, request: Request, lead_id: LeadId, where: Key) -> Snapshot:
    """Read the lead with the task, which may be stored beside a lead that is read as one with it."""
    snapshot = session.read(request, lead_id, also=[where])
    if where in snapshot.items or not snapshot.lead.merged_from:
        return snapshot
    comment_id = where.sk.removeprefix(keys.TASKS)
    found = table.items(keys.task(one.lead_id, comment_id) for one in snapshot.lead.merged_from)
    item = next(iter(found.values()), None)
    return replace(snapshot, items={**snapshot.items, where: item}) if item else snapshot


def read_task(snapshot: Snapshot, where: Key) -> Task | None:
    """Return the task that was read with the lead, if it exists."""
    return codec.from_item(Task, snapshot.items[where]) if where in snapshot.items else None
