"""The table's stream: what happened becomes notices of those whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.notify import outbound_writer
from functions.notify.change_counters import bump_counters
from functions.notify.inbox_writer import messages, piled, write_inboxes
from functions.notify.stream_events import events_of
from functions.notify.stream_records import read_stream
from shared.doors import Doors
from shared.observe import logger
from shared.queue import Queue


@dataclass(frozen=True, kw_only=True)
class NotifyDoors(Doors):
    """Hold what notifying reaches, beside what every function does: the queue of what goes out."""

    outgoing: Queue


def build(doors: NotifyDoors) -> Callable[[dict[str, Any], object], dict[str, int]]:
    """Make the function from its doors."""
    table, outgoing = doors.table, doors.outgoing

    def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
        """Take the stream's records that carry `tell`.

        The inboxes come first, then what goes out: whatever fails, the batch comes again, finds in the inboxes what it
        has told, and asks once more for what goes out.
        """
        heard, now = read_stream(event["Records"]), doors.now()
        plan = doors.plans.current()
        pile = piled(events_of(table, heard, plan, now))
        write_inboxes(table, pile)
        bump_counters(table, heard.leads)
        webhooks = outbound_writer.send_outbound(table, outgoing, plan, heard.leads)
        outgoing.send_or_raise(list(messages(pile, plan, now)))  # last, because a retry would send mails twice
        logger.info(
            "notifications_written",
            extra={"records": len(event["Records"]), "notifications": len(pile), "webhooks": webhooks},
        )
        return {"notices": len(pile)}

    return handler
