"""Operations of owners on their leads: give back, hand over, record an interaction."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.claim.giving import GivenShown, Giving
from shared.domain.i18n.translate import fact, translate
from shared.domain.kernel.record import Instant, LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.note import Note, NoteKind, Outcome, PhotoIds
from shared.domain.lead_records.task import MAX_TEXT
from shared.domain.leads.interactions import record_appointment, record_interaction
from shared.domain.leads.tasks import TaskWanted
from shared.domain.leads.transfer import GiveBackReason, give_back, hand_over
from shared.domain.plan_records.settings import Language
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import RecipientBody, RequestModel, Shown

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]


class GiveBackBody(RequestModel):
    """Why the owner does not want the lead."""

    reason: GiveBackReason
    note: Words | None = None


class HandOverBody(RequestModel):
    """Name who gets the lead: a member, or the agent that routing finds."""

    to: Literal["route"] | RecipientBody
    note: Words | None = None


class InteractionBody(RequestModel):
    """Record what the member did, its outcome, and when: now, unless `at` is sent.

    `photos` are those uploaded to this lead before. `planned_for`: when the appointment that it led to takes place,
    which makes a task for then.
    """

    kind: NoteKind
    outcome: Outcome | None = None
    body: Text | None = None
    at: Instant | None = None
    planned_for: Instant | None = None
    photos: PhotoIds = ()


class InteractionShown(Shown):
    """An interaction: `at` is when it took place, `recorded_at` when it was recorded."""

    note_id: str
    lead_id: str
    kind: NoteKind
    outcome: Outcome | None = None
    body: str | None = None
    at: AwareDatetime
    recorded_at: AwareDatetime
    by: str
    photos: tuple[str, ...] = ()


class Owners:
    """Operations of a lead's owner."""

    def __init__(self, session: LeadSession, giving: Giving, new_id: NewId) -> None:
        self._session, self._giving, self._new_id = session, giving, new_id

    def give_back_lead(self, request: Request, lead_id: LeadId, body: GiveBackBody) -> LeadShown:
        """Give a lead back: it goes to the next agent, or to the pool if no route gave it."""

        def decide(snapshot: Snapshot) -> Decision:
            return give_back(
                snapshot.lead, snapshot.me, snapshot.plan.settings, snapshot.now, reason=body.reason, note=body.note
            )

        return self._session.change(request, lead_id, decide)

    def hand_over_lead(self, request: Request, lead_id: LeadId, body: HandOverBody) -> GivenShown:
        """Hand a lead over to routing, which skips its former routes; or to a member, with what stands against it."""

        def decide(snapshot: Snapshot) -> Decision:
            to = body.to if body.to == "route" else snapshot.plan.members.get(body.to.agent_id)
            audit_id = self._new_id("audit")
            return hand_over(
                snapshot.lead, to, snapshot.me, snapshot.plan.settings, snapshot.now, audit_id=audit_id, note=body.note
            )

        to = None if body.to == "route" else body.to.agent_id
        return self._giving.give(request, lead_id, to, decide)

    def record_interaction(self, request: Request, lead_id: LeadId, body: InteractionBody) -> InteractionShown:
        """Record what the owner or a Manager did about the lead; it may be the response that the route asks for."""

        def decide(snapshot: Snapshot) -> tuple[Decision, Note]:
            note = Note(
                note_id=self._new_id("note"), lead_id=lead_id, recorded_at=snapshot.now, by=snapshot.me.agent_id,
                **{**body.model_dump(exclude={"planned_for"}), "at": body.at or snapshot.now},
            )  # fmt: skip
            if body.planned_for is None:
                return record_interaction(snapshot.lead, note, snapshot.me, snapshot.plan.settings), note
            planned = _appointment(body.body, body.planned_for, snapshot.plan.settings.language)
            task_id = self._new_id("task")
            return record_appointment(snapshot.lead, note, task_id, planned, snapshot.me, snapshot.plan), note

        done = self._session.create(request, lead_id, "interactions", decide)
        return _shown(done.record or self._session.record(Note, done.where))


def _appointment(words: str | None, at: datetime, language: Language) -> TaskWanted:
    """Return the task of an appointment: it says what was noted, or just that it is one."""
    text = words or translate(fact("calendar.appointment_unnamed"), language)
    return TaskWanted(text[:MAX_TEXT].strip(), at, kind="appointment")


def _shown(note: Note) -> InteractionShown:
    return InteractionShown(**note.model_dump(exclude={"version"}))
