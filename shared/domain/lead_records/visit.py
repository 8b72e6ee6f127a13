"""Visits: when a member was here last."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, Record

FRESH = timedelta(minutes=15)  # a visit is not noted again before


class Visit(Record):
    """When a member opened Relevo last, to a quarter of an hour.

    Source: docs/rules.md, "Supervision" 1.
    """

    agent_id: AgentId
    at: AwareDatetime


def record_visit(before: Visit | None, agent_id: AgentId, now: datetime) -> Visit | None:
    """The visit to be noted; None while the one before is fresh."""
    if before is not None and now - before.at < FRESH:
        return None
    return Visit(agent_id=agent_id, at=now)
