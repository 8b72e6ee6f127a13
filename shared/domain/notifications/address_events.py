"""Decide who is told that a member's address is paused, and when that is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shared.domain.notifications.address_pause import AddressPause
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.receivers import rainmakers
from shared.domain.plan_records.plan import Plan


def events_of_address(before: AddressPause | None, after: AddressPause, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that an address was paused, for its member and every Rainmaker; each once.

    Source: docs/rules.md, "Supervision" 12.
    """
    if after.stands and (before is None or not before.stands):
        yield from _told(after, plan)


def ended_address(before: AddressPause | None, after: AddressPause, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that an address was paused, since it is used again.

    Source: docs/rules.md, "Supervision" 5 and 12.
    """
    if before is not None and before.stands and not after.stands:
        yield from _told(before, plan)


def _told(pause: AddressPause, plan: Plan) -> Iterator[NotificationEvent]:
    whose = plan.members.get(pause.agent_id)
    if whose is None or whose.status == "removed":
        return
    key = f"{pause.agent_id}:{pause.at.isoformat()}"
    event = NotificationEvent(
        pause.agent_id, "address_paused", pause.at, key, None, {"agent_id": pause.agent_id, "cause": pause.cause}
    )
    for agent_id in sorted({pause.agent_id, *(one.agent_id for one in rainmakers(plan))}):
        yield replace(event, agent_id=agent_id)
