"""Inboxes: a member's notifications and their unread count, changed in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.domain.kernel.notification import Inbox, Notification
from shared.domain.kernel.record import AgentId, NotificationId
from shared.domain.notifications.grouping import is_archived, is_new, set_archived
from shared.domain.notifications.snooze import changed_snoozes, returned, waiting
from shared.store import codec, indexes, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists.paging import Position, Slice
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write, add, put


@dataclass(frozen=True, slots=True)
class Opened:
    """A member's inbox and some of its notifications, read together."""

    inbox: Inbox
    notifications: Mapping[NotificationId, Notification]


def read(table: Table, wanted: Mapping[AgentId, Iterable[NotificationId]]) -> dict[AgentId, Opened]:
    """Return the members' inboxes with those of the wanted notifications that exist, in one batch read."""
    where = [keys.inbox(agent_id) for agent_id in wanted]
    where += [keys.notification(agent_id, one) for agent_id, ids in wanted.items() for one in ids]
    items = table.items(where)
    return {agent_id: _opened(agent_id, ids, items) for agent_id, ids in wanted.items()}


def from_item(item: Item | None, agent_id: AgentId) -> Inbox:
    """Return the inbox in an item; an empty one if there is no item."""
    return codec.from_item(Inbox, item) if item else Inbox(agent_id=agent_id)


def page(
    table: Table, inbox: Inbox, tab: str, limit: int, after: Position | None, now: datetime
) -> Slice[Notification]:
    """Return a page of notifications, the latest first.

    Args:
        table: where to read.
        inbox: the member's inbox.
        tab: `new`, `snoozed`, `archived` or `all`.
        limit: how many to return at most; beside those that came back, which are all on the first page.
        after: where the previous page ended; None starts with the latest.
        now: UTC, from the shell's clock: it decides what has come back.
    """
    start = {name: {"S": text} for name, text in after.items()} if after else None
    if tab == "snoozed":
        return Slice(tuple(_named(table, inbox, waiting(inbox, now))), None)
    return _new(table, inbox, limit, start, now) if tab == "new" else _kept(table, inbox, tab, limit, start)


def _new(table: Table, inbox: Inbox, limit: int, start: Item | None, now: datetime) -> Slice[Notification]:
    """Return new notifications: find them by the index, which may lag, and read each again.

    Those that came back are first: the inbox names them.
    """
    where = indexes.new_notifications(inbox.agent_id, inbox.epoch)
    entries = list(table.query(where, index=indexes.QUEUE, newest_first=True, limit=limit + 1, after=start))
    listed = entries[:limit]
    back = [] if start else returned(inbox, now)
    others = [entry["SK"]["S"] for entry in listed]
    found = _named(table, inbox, dict.fromkeys([*back, *others]))
    fresh = (one for one in found if is_new(one, inbox, now))
    names = ("PK", "SK", indexes.QUEUE.pk, indexes.QUEUE.sk)
    return Slice(tuple(fresh), {name: listed[-1][name]["S"] for name in names} if len(entries) > limit else None)


def _named(table: Table, inbox: Inbox, ids: Iterable[NotificationId]) -> list[Notification]:
    """Return those of the member's notifications that exist, in this order."""
    where = [keys.notification(inbox.agent_id, one) for one in ids]
    items = table.items(where) if where else {}
    return [codec.from_item(Notification, items[key]) for key in where if key in items]


def _kept(table: Table, inbox: Inbox, tab: str, limit: int, start: Item | None) -> Slice[Notification]:
    """Return all notifications in order; `archived` leaves out others, so a page may hold fewer than `limit`."""
    first = keys.notification(inbox.agent_id, "notification_")
    items = list(table.query(first.pk, first.sk, newest_first=True, limit=limit + 1, after=start))
    read = [codec.from_item(Notification, item) for item in items[:limit]]
    on = {"PK": first.pk, "SK": read[-1].notification_id} if len(items) > limit else None
    return Slice(tuple(one for one in read if tab == "all" or is_archived(one, inbox)), on)


def writes(before: Inbox, after: Inbox, notifications: Iterable[Notification]) -> list[Write]:
    """Return the writes that store an inbox and some of its notifications, each guarded by its version.

    The inbox's change counter, which clients poll, increases.
    """
    return [_put_inbox(before, after), *map(put, notifications)]


def increment_counter(agent_id: AgentId) -> Write:
    """Return the unguarded write that increases the member's change counter, which clients poll."""
    return add(keys.inbox(agent_id), {"counter": 1})


def _put_inbox(before: Inbox, after: Inbox) -> Write:
    where = keys.inbox(before.agent_id)
    guard = "v = :v" if before.version else "attribute_not_exists(v)"
    moved = 1 + changed_snoozes(before, after)
    held = {
        "snoozed": {one: {"S": at.isoformat()} for one, at in after.snoozed.items()},
        "pushed": {one: {"S": push} for one, push in codec.stored_pushes(after.pushed).items()},
        "mailed": {one: {"S": mail} for one, mail in codec.stored_pushes(after.mailed).items()},
    }
    maps = {f":{name}": {"M": value} for name, value in held.items() if value}
    kept = "".join(f", {name} = :{name}" for name, value in held.items() if value)
    gone = ", ".join(name for name, value in held.items() if not value)
    values = {":one": {"N": "1"}, ":moved": {"N": str(moved)}, ":unread": {"N": str(after.unread)},
              ":epoch": {"N": str(after.epoch)},
              ":limits": {"M": {name: {"S": period} for name, period in after.limits.items()}},
              **maps,
              **({":v": {"N": str(before.version)}} if before.version else {})}  # fmt: skip
    return Write(where, "Update", {
        "Key": {"PK": {"S": where.pk}, "SK": {"S": where.sk}},
        "UpdateExpression": f"SET unread = :unread, epoch = :epoch, limits = :limits{kept} "
                            f"{f'REMOVE {gone} ' if gone else ''}ADD v :one, #counter :moved",
        "ExpressionAttributeNames": {"#counter": "counter"},
        "ConditionExpression": guard, "ExpressionAttributeValues": values,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    })  # fmt: skip


def _opened(agent_id: AgentId, ids: Iterable[NotificationId], items: Mapping[Key, Item]) -> Opened:
    found = ((one, items.get(keys.notification(agent_id, one))) for one in ids)
    return Opened(
        from_item(items.get(keys.inbox(agent_id)), agent_id),
        {one: codec.from_item(Notification, item) for one, item in found if item is not None},
    )


def archive(table: Table, agent_id: AgentId, notification_id: NotificationId) -> None:
    """Archive a notification if it exists, new or snoozed, for example because its task is done.

    Raises:
        Busy: six tries conflicted with other writes.
    """

    def attempt() -> None:
        opened = read(table, {agent_id: (notification_id,)})[agent_id]
        before = opened.notifications.get(notification_id)
        if before is not None and not is_archived(before, opened.inbox):
            notification, after = set_archived(before, opened.inbox, archived=True)
            table.commit(writes(opened.inbox, after, (notification,)))

    retry_on_conflict(table, attempt)
