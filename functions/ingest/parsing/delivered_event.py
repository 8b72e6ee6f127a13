"""What a delivery holds: events with an inquiry each, or pointers to where their details are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from functions.ingest.parsing.body import InquiryGiven


@dataclass(frozen=True, slots=True)
class DeliveredEvent:
    """A provider's event: its identity as the provider tells it, if it does, and the inquiry in it.

    Attributes:
        event_id: None where the provider tells none; the content is the identity then.
        inquiry: who asks for what.
        test: the provider only tries the connection: no lead is made of it.
        unread: nobody could be made out in it: what there is waits in the pool for a person to read.

    Source: docs/rules.md, "Entry" 8.
    """

    event_id: str | None
    inquiry: InquiryGiven
    test: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """An event that says only where its details are; `attributes` is what the delivery itself tells already."""

    event_id: str
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)
