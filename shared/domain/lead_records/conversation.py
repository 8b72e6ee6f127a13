"""Define conversations with the person behind a lead, and their messages."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.contact import Channel
from shared.domain.kernel.event import By
from shared.domain.kernel.record import LeadId, MessageId, Record, Value, is_unset

Direction = Literal["in", "out"]
MAX_SAID = 4_000  # characters


class Conversation(Value):
    """A lead's open conversation; a lead whose conversation is closed has none.

    Attributes:
        waiting_since: when the person wrote the first unanswered message; None if all are answered.
        told: whether Managers have been notified that it has been open for long.
        by_hand: whether a member opened it, and nobody of the team has reached out to the person since.

    Source: docs/rules.md, "Supervision" 1 and 4.
    """

    opened_at: AwareDatetime
    waiting_since: AwareDatetime | None = None
    told: bool = False
    by_hand: Annotated[bool, Field(exclude_if=is_unset)] = False


class Message(Record):
    """A message from the person to the team, or from a member to the person. Relevo records messages, but sends none.

    Attributes:
        by: who recorded it: a member's id, or `provider` for a message delivered by webhook.

    Source: docs/rules.md, "Supervision" 4.
    """

    message_id: MessageId
    lead_id: LeadId
    direction: Direction
    channel: Channel
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_SAID)]
    at: AwareDatetime
    by: By
