"""Lists of a member's tasks: open, overdue, or done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from functions.supervise.leads.filters import Owner
from shared.domain import access
from shared.domain.kernel.errors import Forbidden
from shared.domain.kernel.record import AgentId, CommentId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.leads.permissions import TaskVerb, allowed_task_verbs
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists import lead_lists, lead_timeline
from shared.store.lists.paging import Position, Slice
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, Shown

State = Literal["open", "overdue", "done"]
type Show = Callable[[Sequence[Item]], Iterable[tuple[Item, TaskShown]]]


class TasksQuery(PageQuery):
    """Select the tasks to list by member and state, and the page."""

    state: State = Field("open", description="All that are to be done, only those past their time, or those done.")
    owner: Owner = Field("me", description="Whose tasks; only Managers and the Rainmaker ask for another member's.")


class TaskShown(Shown):
    """A task, with its comment's text, and the lead's name as the caller may see it.

    `by` is who created it: a member's id, or `agent` for another agent. `may` lists what the caller may do with it now:
    `finish` or `reopen` it.
    """

    comment_id: str
    lead_id: str
    lead_name: str
    body: str
    due_at: AwareDatetime
    by: str
    at: AwareDatetime
    done_at: AwareDatetime | None = None
    may: tuple[TaskVerb, ...]

    @classmethod
    def of(cls, task: Task, comment: Comment, lead: Lead, me: Member, plan: Plan) -> TaskShown:
        """Return the task as `me` may see it."""
        person = access.visible_contact(me, lead, plan.settings)
        return cls(
            **task.model_dump(include={"comment_id", "lead_id", "due_at", "at", "done_at"}),
            lead_name=f"{person.first_name} {person.last_name}".strip(),
            body=comment.body,
            by=access.visible_actor(me, task.by, plan),
            may=allowed_task_verbs(lead, task, me, plan.settings),
        )


class Tasks:
    """The operation that lists a member's tasks."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, most: int = lead_lists.READ) -> None:
        self._table, self._plans, self._secret, self._most = table, plans, secret, most

    def list_tasks(self, request: Request, query: TasksQuery) -> Page[TaskShown]:
        """List tasks, the soonest due first; finished tasks, the latest first. A page may hold fewer than `limit`.

        A task is not listed while the caller may not see its lead.
        """
        plan = self._plans.current()
        me = auth.caller(request, plan)
        owner = me.agent_id if query.owner == "me" else query.owner
        if owner != me.agent_id and not me.supervises:
            raise Forbidden
        paging = Paging(self._secret.keys, f"tasks {me.agent_id} {query.state} {owner}", query.cursor)

        def shown(entries: Sequence[Item]) -> Iterator[tuple[Item, TaskShown]]:
            return self._shown(entries, query.state, owner, request.now, me, plan)

        found = self._page(query, owner, request.now, paging.after, shown)
        return paging.page(found.records, found.next)

    def _page(
        self, query: TasksQuery, owner: AgentId, now: datetime, after: Position | None, shown: Show
    ) -> Slice[TaskShown]:
        """Return a page of the shown tasks, with a next position if another one follows, or if it has read its most."""
        done, until = query.state == "done", keys.due_by(now) if query.state == "overdue" else ""
        where = keys.done_tasks(owner) if done else keys.open_tasks(owner)
        found: list[tuple[Item, TaskShown]] = []
        read, size = 0, query.limit + 1
        while True:
            some = lead_lists.in_queue(self._table, where, size, after, newest_first=done, until=until)
            found += shown(some.records)
            read, after = read + size, some.next
            if len(found) > query.limit:
                after = lead_lists.place_in_queue(found[query.limit - 1][0])
            if after is None or len(found) > query.limit or read >= self._most:
                return Slice(tuple(task for _, task in found[: query.limit]), after)
            size = min(size * 2, self._most - read)

    def _shown(
        self, entries: Sequence[Item], state: State, owner: AgentId, now: datetime, me: Member, plan: Plan
    ) -> Iterator[tuple[Item, TaskShown]]:
        """Yield index entries with their current tasks, if they still belong on the list."""
        at = {Key(entry["PK"]["S"], entry["SK"]["S"]): entry for entry in entries}
        items = self._table.items([*at, *(Key(key.pk, "LEAD") for key in at)]) if at else {}
        tasks = {
            key: task for key in at if key in items and _fits(task := codec.from_item(Task, items[key]), state, now)
        }
        leads = {key.pk: codec.from_item(Lead, item) for key, item in items.items() if key.sk == "LEAD"}
        moved = {task.lead_id for task in tasks.values() if task.home and keys.lead(task.lead_id).pk not in leads}
        leads |= {keys.lead(lead.lead_id).pk: lead for lead in lead_lists.leads(self._table, moved)} if moved else {}
        comments: dict[CommentId, Comment] = lead_timeline.comments(self._table, tasks.values())
        for key, task in tasks.items():
            lead, comment = leads.get(keys.lead(task.lead_id).pk), comments.get(task.comment_id)
            theirs = task.agent_id == owner
            if theirs and lead and comment and access.may_see(me, lead, plan.settings):
                yield at[key], TaskShown.of(task, comment, lead, me, plan)


def _fits(task: Task, state: State, now: datetime) -> bool:
    if state == "done":
        return task.done_at is not None
    return task.done_at is None and (state == "open" or task.due_at <= now)
