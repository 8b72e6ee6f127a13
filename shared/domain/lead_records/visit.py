"""Define visits: when a member last opened Relevo."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, Record

FRESH = timedelta(minutes=15)  # a new visit is recorded only after this time


class Visit(Record):
    """The last visit of a member, accurate to 15 minutes.

    Source: docs/rules.md, "Supervision" 1.
    """

    agent_id: AgentId
    at: AwareDatetime


def record_visit(before: Visit | None, agent_id: AgentId, now: datetime) -> Visit | None:
    """Return the visit to store; None if the previous one is less than 15 minutes old."""
    if before is not None and now - before.at < FRESH:
        return None
    return Visit(agent_id=agent_id, at=now)
