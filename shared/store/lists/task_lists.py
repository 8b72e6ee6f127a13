"""Lists of tasks: of a member, of the team, or of one lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from shared.domain.kernel.record import AgentId, CommentId, LeadId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task, TaskState
from shared.store import codec, indexes, keys
from shared.store.codec import Item
from shared.store.indexes import Index
from shared.store.keys import Key
from shared.store.lists import lead_lists, lead_timeline
from shared.store.lists.paging import Position
from shared.store.partitions import PartitionKey
from shared.store.table import Table

_OF_MEMBER = {"open": indexes.open_tasks, "done": indexes.done_tasks, "cancelled": indexes.cancelled_tasks}
_OF_TEAM = {"open": indexes.TEAM_OPEN, "done": indexes.TEAM_DONE, "cancelled": indexes.TEAM_CANCELLED}


class TaskPartition(NamedTuple):
    """The partition of an index that holds the tasks of a list, sorted by due time; finished ones by when they were."""

    by: Index
    pk: str


class OfLead(NamedTuple):
    """A task with its lead, read together; a task of release 0.1 has no text, so its comment's is added."""

    task: Task
    lead: Lead


def partition(state: TaskState, assignee: AgentId | None) -> TaskPartition:
    """Return where the tasks of a member are listed; without one, where the team's are."""
    if assignee is None:
        return TaskPartition(indexes.ALL, _OF_TEAM[state])
    return TaskPartition(indexes.QUEUE, _OF_MEMBER[state](assignee))


def place(entry: Item, index: Index) -> Position:
    """Return the position after an entry of the index."""
    return {name: entry[name] for name in ("PK", "SK", index.pk, index.sk)}


def read(table: Table, entries: Iterable[Item]) -> Iterator[tuple[Item, OfLead]]:
    """Yield the entries with their tasks as they are now, each with its lead, in order.

    A task whose lead is closed is cancelled, also where an earlier release left it open.
    """
    at = {Key(entry["PK"]["S"], entry["SK"]["S"]): entry for entry in entries}
    items = table.items([*at, *dict.fromkeys(Key(key.pk, "LEAD") for key in at)]) if at else {}
    tasks = {key: codec.from_item(Task, items[key]) for key in at if key in items}
    found = {key.pk: lead_lists.readable(item) for key, item in items.items() if key.sk == "LEAD"}
    leads = {pk: lead for pk, lead in found.items() if lead is not None}
    moved = {task.lead_id for task in tasks.values() if task.home and keys.lead(task.lead_id).pk not in leads}
    leads |= {keys.lead(lead.lead_id).pk: lead for lead in lead_lists.leads(table, moved)} if moved else {}
    texts = texts_of(table, (task for task in tasks.values() if not (task.text or task.alone)))
    for key, task in tasks.items():
        lead = leads.get(keys.lead(task.lead_id).pk)
        if lead is not None and not task.deleted_at:
            yield at[key], OfLead(as_of_now(task, lead, texts), lead)


def of_lead(table: Table, lead: Lead) -> list[Task]:
    """Return all tasks of a lead, and of those read as one with it, that were not deleted, the soonest due first."""
    items = (item for one in lead.all_ids for item in table.query(keys.lead(one).pk, keys.TASKS))
    found = [task for task in (codec.from_item(Task, item) for item in items) if task.lead_id in lead.all_ids]
    held = {task.comment_id: task for task in lead.tasks}
    current = [held.get(task.comment_id, task) for task in found if not task.deleted_at]
    texts = texts_of(table, (task for task in current if not (task.text or task.alone)))
    return sorted((as_of_now(task, lead, texts) for task in current), key=lambda task: (task.due_at, task.comment_id))


def open_tasks_of(table: Table, agent_id: AgentId, most: int) -> list[OfLead]:
    """Return a member's open tasks, the soonest due first, with their leads.

    Who may see what of them is for the caller to decide (`access.may_see_task`).
    """
    where = partition("open", agent_id)
    entries = table.query(where.pk, index=where.by, limit=most)
    found = (one for _, one in read(table, entries))
    return [one for one in found if one.task.state == "open" and one.task.assignee == agent_id]


def as_of_now(task: Task, lead: Lead, texts: Mapping[CommentId, str]) -> Task:
    """Return the task with its text, and cancelled if its lead is closed."""
    over = lead.state == "closed" and not task.done_at
    cancelled_at = (task.cancelled_at or lead.since) if over else None
    text = task.text or texts.get(task.comment_id, "")
    return task.model_copy(update={"text": text, "cancelled_at": cancelled_at})


def texts_of(table: Table, tasks: Iterable[Task]) -> dict[CommentId, str]:
    """Return what tasks of release 0.1 say, by `comment_id`: their comments' text."""
    found: dict[str, Comment] = lead_timeline.comments(table, list(tasks))
    return {comment_id: comment.text for comment_id, comment in found.items()}


def leads_apart(table: Table, after: Position | None, most: int) -> list[tuple[LeadId, Position]]:
    """Return leads with open tasks of somebody else than their owner, each with the position after it."""
    found = table.query(indexes.APART, index=indexes.CONVERSATION, limit=most, after=after)
    lead_of = PartitionKey.LEADS
    return [(one["PK"]["S"].removeprefix(lead_of), place(one, indexes.CONVERSATION)) for one in found]
