"""Define what a lead is closed with: its outcome, the team's own reason, the value of a deal, and a note."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.domain.kernel.record import CloseReasonId, Value, is_unset

Outcome = Literal["won", "lost", "not_interested", "unreachable", "not_a_lead", "duplicate"]
ClosingNote = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class DealValue(Value):
    """The value of a deal: a whole amount, in a currency by its ISO 4217 code."""

    amount: Annotated[int, Field(ge=1, le=1_000_000_000_000, strict=True)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Closing(Value):
    """Keep what was said of a lead when it was closed, besides its outcome.

    Attributes:
        reason_id: the team's own reason, from the setting `close_reasons`.
        reason: its name as it was then.
        value: of the deal; only of a lead that was won.
        note: what the member wrote; it is erased with the person.

    Source: docs/rules.md, "What each verb does, by the lead's state".
    """

    reason_id: Annotated[CloseReasonId | None, Field(exclude_if=is_unset)] = None
    reason: Annotated[str, Field(exclude_if=is_unset)] = ""
    value: Annotated[DealValue | None, Field(exclude_if=is_unset)] = None
    note: Annotated[str, Field(exclude_if=is_unset)] = ""


NOTHING_SAID = Closing()
