"""What owners do with their leads: give them back, hand them over, record what they did about them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.claim.lead_session import LeadSession, Snapshot
from shared.domain.kernel.record import AgentId, Instant, LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.note import Note, NoteKind, Outcome
from shared.domain.leads.interactions import interact
from shared.domain.leads.transfer import GiveBackReason, give_back, hand_over
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.store import codec, decisions, keys
from shared.store.idempotency import IdempotentRequest
from shared.store.retry import retry_on_conflict
from shared.store.table import Table
from shared.web.request import Request
from shared.web.schemas import LeadShown, RequestModel, Shown

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]


class GiveBackBody(RequestModel):
    """Why the owner does not want the lead."""

    reason: GiveBackReason
    note: Words | None = None


class ToMember(RequestModel):
    """The member who shall have it."""

    agent_id: AgentId


class HandOverBody(RequestModel):
    """Who shall have the lead: a member, or whom routing finds."""

    to: Literal["route"] | ToMember
    note: Words | None = None


class InteractionBody(RequestModel):
    """What was done, how it went, and when; now unless said."""

    kind: NoteKind
    outcome: Outcome | None = None
    body: Text | None = None
    at: Instant | None = None


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


class Owners:
    """The operations of a lead's owner."""

    def __init__(self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId) -> None:
        self._session, self._table, self._secret, self._new_id = session, table, secret, new_id

    def give_back_lead(self, request: Request, lead_id: LeadId, body: GiveBackBody) -> LeadShown:
        """Give a lead back: it goes on to the next agent, or to the pool if no route gave it."""

        def decide(at: Snapshot) -> Decision:
            return give_back(at.lead, at.me, at.plan.settings, at.now, reason=body.reason, note=body.note)

        return self._session.settle(request, lead_id, decide)

    def hand_over_lead(self, request: Request, lead_id: LeadId, body: HandOverBody) -> LeadShown:
        """Hand a lead over to a member, or to routing, past the routes it has been on."""

        def decide(at: Snapshot) -> Decision:
            to = body.to if body.to == "route" else at.plan.members.get(body.to.agent_id)
            audit_id = self._new_id("audit")
            return hand_over(at.lead, to, at.me, at.plan.settings, at.now, audit_id=audit_id, note=body.note)

        return self._session.settle(request, lead_id, decide)

    def record_interaction(self, request: Request, lead_id: LeadId, body: InteractionBody) -> InteractionShown:
        """Record what the owner, or a Manager, did about the lead; it may be the response that the route asks for."""

        def record() -> InteractionShown:
            at = self._session.read(request, lead_id)
            operation = f"POST interactions {lead_id}"
            once = IdempotentRequest(
                self._table, self._secret.keyed_hash, at.me.agent_id, operation, request.key, request.raw, request.now
            )
            if made := once.made():
                return self._again(lead_id, made)
            note = Note(
                note_id=self._new_id("note"), lead_id=lead_id, recorded_at=at.now, by=at.me.agent_id,
                **{**body.model_dump(), "at": body.at or at.now},
            )  # fmt: skip
            decision = interact(at.lead, note, at.me, at.plan.settings)
            made = codec.key(note).sk
            self._table.commit([*decisions.writes(decision), *once.writes(made)])
            return _shown(note)

        return retry_on_conflict(self._table, record)

    def _again(self, lead_id: LeadId, made: str) -> InteractionShown:
        """The same request came before: what it recorded."""
        where = keys.Key(keys.lead(lead_id).pk, made)
        return _shown(codec.from_item(Note, self._table.items([where])[where]))


def _shown(note: Note) -> InteractionShown:
    return InteractionShown(**note.model_dump(exclude={"version"}))
