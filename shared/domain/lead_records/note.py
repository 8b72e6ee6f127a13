"""Notes beside a lead: what a member did about it outside of Relevo, as they recorded it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.record import AgentId, LeadId, Record
from shared.domain.plan_records.route import Action

NoteId = Annotated[str, StringConstraints(pattern=r"^note_[0-9a-f]{32}$")]
NoteKind = Literal[Action, "note"]
Outcome = Literal["spoke", "no_answer", "message_left", "appointment", "wrong_number"]


class Note(Record):
    """One interaction with the person behind a lead, or a plain note.

    `at` is when it took place, `recorded_at` when it was recorded: only the latter counts for a response.

    Source: docs/rules.md, "Supervision" 4, "Response after the claim" 1.
    """

    note_id: NoteId
    lead_id: LeadId
    kind: NoteKind
    outcome: Outcome | None = None
    body: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)] | None = None
    at: AwareDatetime
    recorded_at: AwareDatetime
    by: AgentId

    @property
    def appoints(self) -> bool:
        """Whether it is, or came to, an appointment."""
        return self.kind != "note" and "appointment" in (self.kind, self.outcome)
