"""Define what a delivery holds: events with an inquiry each, or pointers to details elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from functions.ingest.inquiries.body import InquiryGiven
from shared.domain.intake.forwarded_note import ForwardedNote
from shared.domain.lead_records.raw_delivery import ToReadPreview


@dataclass(frozen=True, slots=True)
class DeliveredEvent:
    """A provider's event, with the inquiry in it.

    Attributes:
        event_id: the provider's id of the event; None if it has none: its content then identifies it.
        inquiry: who asks for what.
        test: the provider only tests the connection; no lead is created.
        unidentified: no person was found; the lead waits in the pool for somebody to read it.
        to_read: it is a mail that names nobody who asks; no lead is made of it until a person has read it.
        said: what such a mail says, for the list of those.
        note: what a colleague wrote above a mail that they passed on, if anything.
        by_anybody: an open form sent it: nothing proves who did.
        signed_id: the id is in a signed header, so it identifies the event alone; any other only with its content.

    Source: docs/rules.md, "Entry" 8.
    """

    event_id: str | None
    inquiry: InquiryGiven
    test: bool = False
    unidentified: bool = False
    to_read: bool = False
    said: ToReadPreview | None = None
    note: ForwardedNote | None = None
    signed_id: bool = False
    by_anybody: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """An event whose details must be fetched by its `event_id`; `attributes` are what the delivery holds already."""

    event_id: str
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)
