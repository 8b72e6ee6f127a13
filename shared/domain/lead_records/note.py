"""Define notes: what a member records that they did about a lead outside of Relevo."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, LeadId, PhotoId, Record, is_unset
from shared.domain.plan_records.route import Action

NoteId = Annotated[str, StringConstraints(pattern=r"^note_[0-9a-f]{32}$")]
NoteKind = Literal[Action, "note"]
Outcome = Literal["spoke", "no_answer", "message_left", "appointment", "wrong_number"]

MAX_PHOTOS = 4
MAX_PHOTO_BYTES = 5_000_000
PhotoIds = Annotated[tuple[PhotoId, ...], Field(max_length=MAX_PHOTOS, exclude_if=is_unset)]


class Note(Record):
    """One interaction with the person behind a lead, or a plain note.

    `at` is when it took place, `recorded_at` when it was recorded. Only `recorded_at` counts for a response deadline.
    `photos` were uploaded before, to its lead.

    Source: docs/rules.md, "Supervision" 4, "Response after the claim" 1, "Photos" 1.
    """

    note_id: NoteId
    lead_id: LeadId
    kind: NoteKind
    outcome: Outcome | None = None
    body: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)] | None = None
    at: AwareDatetime
    recorded_at: AwareDatetime
    by: AgentId
    photos: PhotoIds = ()

    @property
    def appoints(self) -> bool:
        """Return whether it is an appointment, or led to one."""
        return self.kind != "note" and "appointment" in (self.kind, self.outcome)
