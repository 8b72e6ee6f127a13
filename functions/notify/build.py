"""Build the notify function: it notifies members and targets of what the table's stream reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.notify import outbound_writer
from functions.notify.change_counters import bump_counters
from functions.notify.inbox_writer import (
    ends_by_notification,
    group_by_notification,
    security_messages,
    write_inboxes,
)
from functions.notify.stream_events import events_of
from functions.notify.stream_records import read_stream
from shared.doors import Doors
from shared.observe import logger
from shared.queue import Queue
from shared.store import audit_copies


@dataclass(frozen=True, kw_only=True)
class NotifyDoors(Doors):
    """Hold the doors of the notify function: those of every function, and the queues of webhooks, mails and pushes."""

    outgoing: Queue
    mails: Queue
    pushes: Queue


def build(doors: NotifyDoors) -> Callable[[dict[str, Any], object], dict[str, int]]:
    """Return the handler, built from its doors."""
    table, outgoing = doors.table, doors.outgoing
    channels: dict[str, Queue] = {"push": doors.pushes, "email": doors.mails, "security": doors.mails}

    def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
        """Handle a batch of stream records that have the attribute `tell`.

        Write the inboxes first, then send the messages. After a failure Lambda retries the batch: the
        notifications written before stay as they are, and the messages are sent again.
        """
        records, now = read_stream(event["Records"]), doors.now()
        audit_copies.keep(table, records.to_keep)  # first: nothing that fails later may keep an entry from its copy
        plan = doors.plans.current()
        events = group_by_notification(events_of(table, records, plan, now))
        written = write_inboxes(table, events, ends_by_notification(records.leads), plan, now)
        bump_counters(table, records.leads)
        webhooks = outbound_writer.send_outbound(table, outgoing, plan, records.leads)
        to_send = [*written, *security_messages(records.audits, plan)]
        for channel, queue in channels.items():  # mails last, because a retry would send them twice
            queue.send_or_raise([message for message in to_send if message["channel"] == channel])
        logger.info(
            "notifications_written",
            extra={"records": len(event["Records"]), "notifications": len(events), "webhooks": webhooks},
        )
        return {"notifications": len(events)}

    return handler
