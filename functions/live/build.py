"""Build the live function: it opens connections of the WebSocket API for members' consoles, and forgets closed ones.

Nothing that a console sends over a connection arrives here: the API answers that itself. `notify` sends the hints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.notifications.live import LiveRefusal, open_connection
from shared.doors import Doors
from shared.observe import logger
from shared.store import live
from shared.store.table import Collision

type Answer = dict[str, int]

OK, FORBIDDEN = 200, 403


def build(doors: Doors) -> Callable[[dict[str, Any], object], Answer]:
    """Return the handler, built from its doors."""

    def handler(event: dict[str, Any], _context: object) -> Answer:
        """Handle the begin or the end of a connection; any other status than 200 refuses to open it."""
        context = event["requestContext"]
        connection_id: str = context["connectionId"]
        if context["eventType"] == "CONNECT":
            return _open(doors, event, connection_id)
        if context["eventType"] == "DISCONNECT":
            live.forget(doors.table, [connection_id])
        return {"statusCode": OK}

    return handler


def _open(doors: Doors, event: Mapping[str, Any], connection_id: str) -> Answer:
    refusal = _admit(doors, event, connection_id)
    if refusal is None:
        return {"statusCode": OK}
    logger.info("connection_refused", extra={"reason": refusal})
    return {"statusCode": FORBIDDEN}


def _admit(doors: Doors, event: Mapping[str, Any], connection_id: str) -> LiveRefusal | None:
    """Open the connection by the ticket in its address; return why not, if not."""
    table = doors.table
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    text = (event.get("queryStringParameters") or {}).get("ticket") or ""
    ticket = live.find_ticket(table, text)
    if ticket is None:
        return "ticket_unknown"  # and nothing else is read for whoever has none
    plan, others = doors.plans.current(), live.connections(table)
    opened = open_connection(ticket, connection_id, headers.get("origin"), plan, others, doors.now())
    if isinstance(opened, str):
        return opened
    try:
        live.open_by(table, ticket, opened)
    except Collision:
        return "ticket_unknown"
    return None
