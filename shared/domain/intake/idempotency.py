"""Recognise a repeated request by its Idempotency-Key, so that it creates nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.kernel.errors import KeyReused
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.delivery import Answered

KEPT = timedelta(hours=24)


def earlier_result(found: Answered | None, body_hash: str, now: datetime) -> str | None:
    """Return the id of what the first request with this key created; None if there was none in the last 24 hours.

    Args:
        found: stored under the key. The table may keep it longer than it is valid.
        body_hash: of the present request.
        now: UTC, from the shell's clock.

    Raises:
        KeyReused: the key was used with another body.
    """
    if found is None or found.until <= now:
        return None
    if found.body_hash != body_hash:
        raise KeyReused
    return found.made


def remember(
    found: Answered | None, agent_id: AgentId, operation: str, key_hash: str, body_hash: str, made: str, now: datetime
) -> Answered:
    """Return the record of a request that created `made`. It replaces `found`, which is no longer valid."""
    return Answered(
        version=found.version if found else 0,
        agent_id=agent_id,
        operation=operation,
        hash=key_hash,
        body_hash=body_hash,
        made=made,
        until=now + KEPT,
    )
