"""Records of a lead beside its history: interactions, notes, messages, comments, and the tasks of comments."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from shared.domain.kernel.record import CommentId, LeadId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.task import Task
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

READ = 200  # records that one page reads at most, however few of them are of its kind
TOLD = 200  # records, the newest, that a timeline shows beside the history

type Beside = Note | Message | Comment
# The kind of a record by the prefix of its id, which ends the sort key.
_KINDS: dict[str, type[Beside]] = {"note": Note, "message": Message, "comment": Comment}


def page[R: (Message, Comment)](
    table: Table, kind: type[R], lead_ids: Sequence[LeadId], limit: int, after: Position | None, most: int = READ
) -> Slice[R]:
    """Return a page of a lead's messages or comments, the newest first. It may hold fewer than `limit`, even none.

    A position holds for any leads, because records are placed by instant and id: so it stays right while leads merge.

    Args:
        table: where to read.
        kind: the class of the records.
        lead_ids: the lead, and those that are read as one with it.
        limit: how many to return at most.
        after: the last record of the previous page; None starts with the newest.
        most: how many records to read at most, of any kind.
    """
    found: list[R] = []
    last = ""
    for number, item in enumerate(islice(_newest_first(table, lead_ids, most + 1, after), most + 1)):
        if number == most or len(found) == limit:
            return Slice(tuple(found), {"sk": last})
        last = item["SK"]["S"]
        if _kind(item) is kind:
            found.append(codec.from_item(kind, item))
    return Slice(tuple(found), None)


def newest(table: Table, lead_ids: Sequence[LeadId], most: int = TOLD) -> list[Beside]:
    """Return the newest `most` records of a lead and of those read as one with it, of any kind, oldest first."""
    found = islice(_newest_first(table, lead_ids, most, None), most)
    return [codec.from_item(_kind(item), item) for item in found][::-1]


def _newest_first(table: Table, lead_ids: Sequence[LeadId], most: int, after: Position | None) -> Iterator[Item]:
    """Yield the records of all of these leads, the newest first; `most` of each lead are enough."""
    each = (_of_lead(table, lead_id, most, after) for lead_id in lead_ids)
    return heapq.merge(*each, key=lambda item: item["SK"]["S"], reverse=True)


def _of_lead(table: Table, lead_id: LeadId, most: int, after: Position | None) -> Iterator[Item]:
    where = keys.lead(lead_id).pk
    begin = {"PK": {"S": where}, "SK": {"S": after["sk"]}} if after else None
    return islice(table.query(where, "NOTE#", newest_first=True, limit=most, after=begin), most)


def tasks(table: Table, wanted: Iterable[tuple[LeadId, CommentId]]) -> dict[CommentId, Task]:
    """Return the tasks of these comments, as far as they have any."""
    where = [keys.task(lead_id, comment_id) for lead_id, comment_id in wanted]
    found = table.items(where) if where else {}
    return {task.comment_id: task for task in (codec.from_item(Task, item) for item in found.values())}


def comments(table: Table, wanted: Iterable[Task]) -> dict[CommentId, Comment]:
    """Return the comments of these tasks."""
    where = [comment_of(task) for task in wanted]
    found = table.items(where) if where else {}
    return {one.comment_id: one for one in (codec.from_item(Comment, item) for item in found.values())}


def find_comment(table: Table, lead_ids: Iterable[LeadId], comment_id: CommentId) -> dict[Key, Item]:
    """Return the item of a comment by its key; none if there is no such comment. The newest records are read first.

    It is looked for on the lead, and on those that are read as one with it.
    """
    for lead_id in lead_ids:
        for item in table.query(keys.lead(lead_id).pk, "NOTE#", newest_first=True):
            if item["SK"]["S"].endswith(f"#{comment_id}"):
                return {Key(item["PK"]["S"], item["SK"]["S"]): item}
    return {}


def comment_of(task: Task) -> Key:
    """Return the key of the task's comment."""
    return keys.note(task.stored_with, task.at, task.comment_id)


def _kind(item: Item) -> type[Beside]:
    """Return the class of the record in an item."""
    where: str = item["SK"]["S"]
    return _KINDS[where.rpartition("#")[2].partition("_")[0]]
