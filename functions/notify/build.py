"""Build the notify function: it notifies members and targets of what the table's stream reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from functions.notify import outbound_writer
from functions.notify.change_counters import bump_counters
from functions.notify.hints import PATIENCE_SECONDS, Hints
from functions.notify.inbox_writer import (
    Place,
    ends_by_notification,
    group_by_notification,
    security_messages,
    write_inboxes,
)
from functions.notify.stream_events import events_of
from functions.notify.stream_records import StreamRecords, read_stream
from shared.domain.kernel.record import AgentId
from shared.domain.notifications.live import Movement, moved_by_leads, moves_plan
from shared.domain.notifications.receivers import supervisors
from shared.domain.plan_records.plan import Plan
from shared.doors import Doors
from shared.live import LiveSockets
from shared.observe import logger
from shared.queue import Queue
from shared.store import audit_copies


@dataclass(frozen=True, kw_only=True)
class NotifyDoors(Doors):
    """Hold the doors of the notify function: those of every function, queues, and members' live connections.

    It waits for hints that are under way for `hint_seconds` when all else is done.
    """

    outgoing: Queue
    mails: Queue
    pushes: Queue
    live: LiveSockets
    hint_seconds: float = PATIENCE_SECONDS


def build(doors: NotifyDoors) -> Callable[[dict[str, Any], object], dict[str, int]]:
    """Return the handler, built from its doors."""
    table, outgoing = doors.table, doors.outgoing
    hints = Hints(table, doors.live, doors.hint_seconds)
    channels: dict[str, Queue] = {"push": doors.pushes, "email": doors.mails, "security": doors.mails}

    def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
        """Handle a batch of stream records that have the attribute `tell`.

        Write the inboxes first, then send the messages. After a failure Lambda retries the batch: the
        notifications written before stay as they are, and the messages are sent again. Consoles are told at once,
        while the messages are being sent.
        """
        records, now = read_stream(event["Records"]), doors.now()
        audit_copies.keep(table, records.to_keep)  # first: nothing that fails later may keep an entry from its copy
        plan = doors.plans.current()
        found = events_of(table, records, plan, now)
        events = group_by_notification(found.news)
        ends = ends_by_notification(records.leads, plan, now, found.over)
        written = write_inboxes(table, events, ends, plan, now)
        moved = _moved(records, plan)
        bump_counters(table, moved)
        with hints.sent(_all_that_moved(moved, (*events, *ends), records), plan, now):
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


def _moved(records: StreamRecords, plan: Plan) -> Movement:
    """Return what the writes moved: what leads show, and the mails to read."""
    moved = moved_by_leads(records.leads)
    readers = (
        {member.agent_id for member in supervisors(plan)}
        if records.to_read or records.dealt_with
        else frozenset[AgentId]()
    )
    return replace(moved, members=moved.members | readers)


def _all_that_moved(moved: Movement, inboxes: Iterable[Place], records: StreamRecords) -> Movement:
    """Return what moved, with the members whose inboxes were written, and the plan."""
    members = moved.members | {agent_id for agent_id, _ in inboxes}
    return replace(moved, members=members, plan=any(map(moves_plan, records.audits)))
