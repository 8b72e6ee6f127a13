"""Creating once: what a request that comes again with its Idempotency-Key is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.kernel.errors import KeyReused
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.delivery import Answered

KEPT = timedelta(hours=24)


def made(found: Answered | None, body_hash: str, now: datetime) -> str | None:
    """What the first request with this key made; None if there was none in the last 24 hours.

    Args:
        found: what is remembered under the key. The table may keep it longer than it counts.
        body_hash: of the request that came now.
        now: UTC, from the shell's clock.

    Raises:
        KeyReused: the key was used with another body.
    """
    if found is None or found.until <= now:
        return None
    if found.body_hash != body_hash:
        raise KeyReused
    return found.made


def answered(
    found: Answered | None, agent_id: AgentId, operation: str, key_hash: str, body_hash: str, made: str, now: datetime
) -> Answered:
    """What to remember of a request that made `made`, in place of `found`, which no longer counts."""
    return Answered(
        version=found.version if found else 0,
        agent_id=agent_id,
        operation=operation,
        hash=key_hash,
        body_hash=body_hash,
        made=made,
        until=now + KEPT,
    )
