"""A lead's conversation: the exchange with the person, while it is open; and what was said in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.contact import Channel
from shared.domain.kernel.event import By
from shared.domain.kernel.record import LeadId, MessageId, Record, Value

Direction = Literal["in", "out"]
MAX_SAID = 4_000  # characters


class Conversation(Value):
    """The open conversation of a lead; a lead without one has it closed.

    `waiting_since` is since when the person waits for an answer; None once they have one. `told` says that Managers
    were told how long it is open.

    Source: docs/rules.md, "Supervision" 1 and 4.
    """

    opened_at: AwareDatetime
    waiting_since: AwareDatetime | None = None
    told: bool = False


class Message(Record):
    """What the person wrote to the team, or a member to the person. Relevo records messages, it does not send them.

    `by` is who recorded it: a member's id, or `provider` for what came by webhook.

    Source: docs/rules.md, "Supervision" 4.
    """

    message_id: MessageId
    lead_id: LeadId
    direction: Direction
    channel: Channel
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_SAID)]
    at: AwareDatetime
    by: By
