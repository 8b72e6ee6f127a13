"""What makes a repeated request or delivery harmless: what the first one was answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.domain.record import AgentId, LeadId, Record, SourceId


class Delivery(Record):
    """One provider event, found by the keyed hash of its identity. It makes one lead, for ever.

    Source: docs/rules.md, "Entry" 8.
    """

    source_id: SourceId
    hash: str
    at: AwareDatetime
    lead_id: LeadId
    repeat: bool = False


class Answered(Record):
    """What a creating request with an Idempotency-Key made; its repeat is answered from this.

    `body_hash` tells another request with the same key; kept until `until`, 24 hours.
    """

    agent_id: AgentId
    operation: Annotated[str, StringConstraints(max_length=60)]
    hash: str
    body_hash: str
    made: str
    until: AwareDatetime
