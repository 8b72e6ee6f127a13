"""Define live connections: sockets over which members' consoles are told that something moved, and nothing else."""

from datetime import timedelta
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.record import AgentId, Record

TICKET_LIFE = timedelta(seconds=60)
CONNECTION_LIFE = timedelta(hours=2)  # after it, API Gateway closes a connection
MAX_CONNECTIONS = 20  # of one member: their tabs and devices, and connections whose end was not reported yet


class LiveTicket(Record):
    """The right to open one connection, once, within a minute.

    Attributes:
        hash: that of the ticket itself, which only its member has.
        agent_id: the member.
        session_id, signed_in_at: the session in which they asked for it.
        origin: the site whose page asked for it; None for a program.
        until: when the ticket expires.
        open_until: until when the connection that it opens gets hints: no longer than the token that asked for it.
    """

    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    agent_id: AgentId
    session_id: str | None = None
    signed_in_at: AwareDatetime | None = None
    origin: str | None = None
    until: AwareDatetime
    open_until: AwareDatetime


class LiveConnection(Record):
    """An open connection of a member's console: the session that it belongs to, and until when it gets hints."""

    connection_id: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$")]
    agent_id: AgentId
    session_id: str | None = None
    signed_in_at: AwareDatetime | None = None
    until: AwareDatetime
