"""Decide who may open a live connection, and which of them are told that something moved.

Whoever is told asks for the change counter, and reads as ever what moved: a hint is never data.

Source: docs/security.md, "Live connections". Why hints: docs/decisions/0031-hints-are-pushed.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.domain import access
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.live_connection import (
    CONNECTION_LIFE,
    MAX_CONNECTIONS,
    TICKET_LIFE,
    LiveConnection,
    LiveTicket,
)
from shared.domain.notifications.notification_events import affected_members
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.session import Session

LiveRefusal = Literal["ticket_unknown", "origin_differs", "session_ended", "too_many"]


@dataclass(frozen=True, slots=True)
class Movement:
    """What a change moved: what some members see, all leads, the pool, or the plan.

    It is as exact as the change counter, so that a hint tells nobody of leads that they may not see.
    """

    members: frozenset[AgentId] = frozenset()
    leads: bool = False
    pool: bool = False
    plan: bool = False

    def concerns(self, member: Member, plan: Plan) -> bool:
        """Return whether the member's change counter moved."""
        return (
            self.plan
            or member.agent_id in self.members
            or (self.leads and access.sees_team(member, plan.settings))
            or (self.pool and access.may_see_pool(member, plan.settings))
        )


NOTHING_MOVED = Movement()
_OF_THE_PLAN = ("member", "order", "rota", "route", "settings", "source", "target")
_NO_CHANGE = "member.signed_in"


def moved_by_leads(steps: Iterable[tuple[Lead | None, Lead]]) -> Movement:
    """Return what changes of leads moved, each given as the lead before and after it."""
    listed = list(steps)
    return Movement(
        members=frozenset(agent_id for step in listed for agent_id in affected_members(*step)),
        leads=bool(listed),
        pool=any(lead is not None and lead.state == "pooled" for step in listed for lead in step),
    )


def moves_plan(entry: Audit) -> bool:
    """Return whether an audit entry is of a change of the plan, whose version is part of every change counter."""
    return entry.what.partition(".")[0] in _OF_THE_PLAN and entry.what != _NO_CHANGE


def issue_ticket(
    hashed: str, member: Member, session: Session, origin: str | None, token_until: datetime | None, now: datetime
) -> LiveTicket:
    """Return a ticket for a member.

    Args:
        hashed: the hash of the ticket.
        member: who asks.
        session: in which they ask.
        origin: the site whose page asks; None for a program.
        token_until: when the token with which they ask expires, if it says so.
        now: UTC.
    """
    latest = now + CONNECTION_LIFE
    return LiveTicket(
        hash=hashed, agent_id=member.agent_id, session_id=session.session_id, signed_in_at=session.signed_in_at,
        origin=origin, until=now + TICKET_LIFE, open_until=min(token_until or latest, latest),
    )  # fmt: skip


def open_connection(
    ticket: LiveTicket,
    connection_id: str,
    origin: str | None,
    plan: Plan,
    connections: Iterable[LiveConnection],
    now: datetime,
) -> LiveConnection | LiveRefusal:
    """Return the connection that a ticket opens, or why it opens none.

    Args:
        ticket: that has not been used.
        connection_id: API Gateway's id of the connection.
        origin: the site whose page opens it: the one that asked for the ticket.
        plan: the current plan, so that an ended session opens nothing.
        connections: those that are stored.
        now: UTC.
    """
    if ticket.until <= now:
        return "ticket_unknown"
    if ticket.origin != origin:
        return "origin_differs"
    opened = LiveConnection(
        connection_id=connection_id, agent_id=ticket.agent_id, session_id=ticket.session_id,
        signed_in_at=ticket.signed_in_at, until=ticket.open_until,
    )  # fmt: skip
    if is_over(opened, plan, now):
        return "session_ended"
    own = [one for one in connections if one.agent_id == ticket.agent_id and one.until > now]
    return "too_many" if len(own) >= MAX_CONNECTIONS else opened


def is_over(connection: LiveConnection, plan: Plan, now: datetime) -> bool:
    """Return whether a connection may get no hint any more: its time or session is over, or its member has left."""
    member = plan.members.get(connection.agent_id)
    if connection.until <= now or member is None or member.status != "active":
        return True
    return member.has_ended(Session(connection.session_id, connection.signed_in_at))


def is_told(connection: LiveConnection, moved: Movement, plan: Plan) -> bool:
    """Return whether a connection that is not over is told what moved."""
    return moved.concerns(plan.members[connection.agent_id], plan)
