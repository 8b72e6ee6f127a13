"""Lists of tasks: one's own, a member's, the team's, or a lead's."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from functions.supervise.conversations.due_days import Due, Span, span_of
from functions.supervise.conversations.task_schemas import TaskShown
from functions.supervise.leads.filters import Owner
from shared.domain import access
from shared.domain.kernel.errors import Forbidden, Invalid, Missing
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task, TaskState
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import indexes, keys
from shared.store.codec import Item
from shared.store.lists import lead_lists, task_lists
from shared.store.lists.paging import Position, Slice
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page

type Show = Callable[[Sequence[Item]], Iterable[tuple[Item, TaskShown]]]


class TasksQuery(PageQuery):
    """Select the tasks to list, and the page. All filters given must hold."""

    state: Literal["open", "overdue", "done", "cancelled", "all"] = Field(
        "open",
        description="All that are to be done, only those past their time, those done, or those cancelled because "
        "their lead is closed; `all` with a `lead`.",
    )
    assignee: Owner | None = Field(
        None,
        description="Whose tasks; `me` is the caller. Without it those of the team for Managers and the Rainmaker, "
        "who alone ask for another member's, and of an Agent their own.",
    )
    owner: Owner | None = Field(None, description="The earlier name of `assignee`.")
    due: Due | None = Field(None, description="Only tasks due then, by the team's time zone.")
    lead: LeadId | None = Field(None, description="Only tasks of this lead.")


@dataclass(frozen=True, slots=True)
class TaskListing:
    """A filtered list of tasks for one caller: which tasks belong on it."""

    me: Member
    plan: Plan
    now: datetime
    state: str
    assignee: AgentId | None
    span: Span

    def shows(self, task: Task, lead: Lead) -> bool:
        """Return whether the task belongs on the list, and the caller may see it."""
        if self.assignee not in (None, task.assignee) or not self.span.holds(task.due_at):
            return False
        fits = task.is_overdue(self.now) if self.state == "overdue" else self.state in ("all", task.state)
        return fits and access.may_see_task(self.me, task, lead, self.plan.settings)

    def shown(self, task: Task, lead: Lead) -> TaskShown:
        """Return the task as the caller may see it."""
        return TaskShown.of(task, lead, self.me, self.plan)


class Tasks:
    """The operation that lists tasks."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, most: int = lead_lists.READ) -> None:
        self._table, self._plans, self._secret, self._most = table, plans, secret, most

    def list_tasks(self, request: Request, query: TasksQuery) -> Page[TaskShown]:
        """List tasks, the soonest due first; finished tasks, the latest first. A page may hold fewer than `limit`.

        A task is not listed while the caller may not see its lead.
        """
        plan = self._plans.current()
        me = auth.caller(request, plan)
        assignee = _assignee(query, me)
        more = f" {query.due} {query.lead}" if query.due or query.lead else ""
        bound = f"tasks {me.agent_id} {query.state} {assignee}{more}"
        paging = Paging(self._secret.keys, bound, query.cursor)
        span = span_of(query.due, request.now, plan.settings.zone)
        listing = TaskListing(me, plan, request.now, query.state, assignee, span)
        if query.lead:
            found = self._of_lead(query.lead, listing, query.limit, paging.after)
        elif query.state == "all":
            raise Invalid(("query", "lead"), "missing", "Tasks of every state are listed of one lead.")
        else:
            found = self._page(listing, query.state, query.limit, paging.after)
        return paging.page(found.records, found.next)

    def _page(
        self, listing: TaskListing, state: Literal["open", "overdue", "done", "cancelled"], size: int,
        after: Position | None,
    ) -> Slice[TaskShown]:  # fmt: skip
        """Return a page of the shown tasks, with a next position if another one follows, or if it has read its most."""
        kept: TaskState = "open" if state == "overdue" else state
        where = task_lists.partition(kept, listing.assignee)
        since, until = ("", "") if kept == "done" else listing.span.keys
        if state == "overdue":
            until = min(until or "~", indexes.due_by(listing.now))
        found: list[tuple[Item, TaskShown]] = []
        read, limit, ask = 0, size, size + 1
        while True:
            entries = list(self._table.query(where.pk, index=where.by, newest_first=kept == "done", limit=ask,
                                             after=after, since=since, until=until))  # fmt: skip
            found += self._shown(entries, listing)
            read, after = read + ask, task_lists.place(entries[-1], where.by) if len(entries) == ask else None
            if len(found) > limit:
                after = task_lists.place(found[limit - 1][0], where.by)
            if after is None or len(found) > limit or read >= self._most:
                return Slice(tuple(task for _, task in found[:limit]), after)
            ask = min(ask * 2, self._most - read)

    def _shown(self, entries: Sequence[Item], listing: TaskListing) -> Iterator[tuple[Item, TaskShown]]:
        """Yield index entries with their current tasks, if they still belong on the list."""
        for entry, (task, lead) in task_lists.read(self._table, entries):
            if listing.shows(task, lead):
                yield entry, listing.shown(task, lead)

    def _of_lead(
        self, lead_id: LeadId, listing: TaskListing, limit: int, after: Position | None
    ) -> Slice[TaskShown]:  # fmt: skip
        """Return a page of a lead's tasks, which are few enough to be read together."""
        key = keys.lead(lead_id)
        items = self._table.items([key])
        lead = lead_lists.readable(items[key]) if key in items else None
        if lead is None or not access.may_see(listing.me, lead, listing.plan.settings):
            raise Missing
        tasks = [task for task in task_lists.of_lead(self._table, lead) if listing.shows(task, lead)]
        begin = (after["due"], after["id"]) if after else ("", "")
        left = [task for task in tasks if (keys.instant(task.due_at), task.comment_id) > begin]
        page, last = left[:limit], left[limit - 1 : limit]
        more = {"due": keys.instant(last[0].due_at), "id": last[0].comment_id} if len(left) > limit else None
        return Slice(tuple(listing.shown(task, lead) for task in page), more)


def _assignee(query: TasksQuery, me: Member) -> AgentId | None:
    """Return whose tasks are listed; None for everybody's that the caller may see.

    Raises:
        Forbidden: an Agent asks for another member's.
    """
    asked = query.assignee or query.owner
    assignee = me.agent_id if asked == "me" else asked
    if assignee is None:
        return None if me.supervises or query.lead else me.agent_id
    if assignee != me.agent_id and not me.supervises:
        raise Forbidden
    return assignee
