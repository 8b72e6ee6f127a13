"""Define the records that make repeated deliveries and requests safe: what came of the first one."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints

from shared.domain.kernel.field_error import FieldError
from shared.domain.kernel.record import AgentId, LeadId, Record, RouteId, SourceId, Value, is_unset
from shared.domain.lead_records.lead import Reason

Outcome = Literal["accepted", "pending", "failed", "test", "unreadable", "to_read", "dismissed", "confirmation"]


class PreviewedPlace(Value):
    """The place to which a test delivery would have sent its lead.

    Source: docs/rules.md, "Entry" 8.
    """

    outcome: Literal["offered", "assigned", "pooled"]
    route_id: RouteId | None = None
    agent_ids: tuple[AgentId, ...] = ()
    reason: Reason | None = None
    sentences: dict[Literal["es", "en"], tuple[str, ...]]


class ForwardingConfirmation(Value):
    """What Gmail asks to confirm before it forwards mail to a source's address: a code, and a link of Google's.

    Source: docs/rules.md, "Entry" 17.
    """

    code: Annotated[str, StringConstraints(pattern=r"^\d{6,10}$")] | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https://([a-z-]+\.)*google\.com/")] | None = None


class Delivery(Record):
    """One delivery of a provider, found by the keyed hash of its identity, so it makes at most one lead.

    Attributes:
        outcome: `accepted` made a lead, or was added to one (`repeat`); `pending` waits until its details are fetched
            from the provider; `failed` never got them; `test` made nothing; `unreadable` was authentic, but its body
            was invalid; `to_read` is a mail that names nobody who asks, until a person reads it, and `dismissed` one
            about which there was nothing to do; `confirmation` asks to confirm that mail may be forwarded.
        reason: why it failed or could not be read.
        mistakes: the invalid fields of an unreadable body, without their values.
        points_to: the provider's id of the details to fetch, empty once they were fetched; `attributes`: the other
            contents of the delivery until then.
        tries: how often fetching failed; `due`: when it is tried next.
        confirmation: what is asked to be confirmed.
        foreseen: where a test delivery would have gone.
        forget_at: when the table may delete it; None means never.
        content: keyed hash of who asked what, where the sender's id is not signed: another under the same id is a new
            event.
        id_reused: the sender used the id of another event for it.
        content_type: of what was received, without its parameters; empty if it was none, or unknown.
        size: of what was received, in bytes; None in records of earlier releases.
        nobody_found: nobody was found in it, so its lead is in the pool for somebody to read.
        was_set_aside: it waited for a person to read it, or still does.
        read_as: the hash of the delivery as which one that could not be read was read later; it then stands for it.

    Source: docs/rules.md, "Entry" 8.
    """

    source_id: SourceId
    hash: str
    at: AwareDatetime
    outcome: Outcome = "accepted"
    reason: str | None = None
    mistakes: tuple[FieldError, ...] = ()
    lead_id: LeadId | None = None
    repeat: bool = False
    points_to: str | None = None
    attributes: dict[str, JsonValue] = {}
    tries: int = 0
    due: AwareDatetime | None = None
    foreseen: PreviewedPlace | None = None
    confirmation: ForwardingConfirmation | None = None
    forget_at: AwareDatetime | None = None
    content: str | None = None
    id_reused: bool = False
    content_type: str = ""
    size: int | None = None
    nobody_found: bool = False
    read_as: str | None = None
    was_set_aside: Annotated[bool, Field(exclude_if=is_unset)] = False

    @property
    def in_trouble(self) -> bool:
        """Return whether the source's next delivery had better be different: it was refused, or nobody is in it."""
        return self.nobody_found or self.outcome in ("unreadable", "failed")

    @property
    def is_harmful(self) -> bool:
        """Return whether it is kept apart for the harm it may do, and never read."""
        return self.reason == "virus_found"

    def is_other_event(self, delivery: "Delivery") -> bool:
        """Return whether a delivery under the same id is another event: somebody else, or other words.

        Deliveries that earlier releases stored hold no content: they are the same event.

        Source: docs/rules.md, "Entry" 8.
        """
        return self.content is not None and delivery.content is not None and self.content != delivery.content


class Answered(Record):
    """The result of a creating request with an Idempotency-Key, from which a repeat is answered.

    `body_hash` detects another request with the same key. The record is kept for 24 hours, until `until`.
    """

    agent_id: AgentId
    operation: Annotated[str, StringConstraints(max_length=60)]
    hash: str
    body_hash: str
    made: str
    until: AwareDatetime
