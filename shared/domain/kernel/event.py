"""What happens to leads: the entries of their history."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.record import Value

EventKind = Literal[
    "received", "repeated", "offered", "claimed", "passed", "expired", "assigned", "pooled", "released",
    "given_back", "handed_over", "sent", "closed", "reopened", "response_missed", "withdrawn", "merged", "attempted",
    "do_not_contact", "edited",
]  # fmt: skip
By = str  # a member's id, or what acted on its own: "provider", "route", "clock", "sweep"


class Event(Value):
    """One thing that happened to a lead: an entry of its history.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`.

    Source: docs/rules.md, "Supervision" 6.
    """

    at: AwareDatetime
    kind: EventKind
    by: By
    detail: dict[str, JsonValue] = {}
