"""Operations that show one lead: the lead itself, its routing decisions, and its timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain import access
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import EventKind, MergedDetail, ReceivedDetail
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.lead_times import LeadTimes, lead_times
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.offer_seen_log import offers_seen
from shared.store.lists import lead_lists, lead_timeline
from shared.store.lists.lead_timeline import Beside
from shared.store.table import Table
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import Page, Shown
from shared.web.trace_schema import TraceShown

Kind = EventKind | Literal["message", "interaction", "note", "comment"]


class EntryShown(Shown):
    """An entry of the timeline: an event, a message, an interaction, a note or a comment.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`; `agent` stands for another agent. `lead_id` is
    there if it is of another lead, which is read as one with this one.
    """

    at: AwareDatetime
    kind: Kind
    by: str
    detail: dict[str, JsonValue]
    lead_id: str | None = None

    @classmethod
    def of(cls, event: Event, lead_id: LeadId | None = None) -> EntryShown:
        """Return the entry of an event that is already reduced to what the caller may see."""
        return cls(**event.model_dump(), lead_id=lead_id)


class OfferTimesShown(Shown):
    """An offer to one agent: when it was made, delivered, seen and claimed, as far as that happened and is known.

    `delivered_at` is when a push service accepted it, or when it was seen; of mails it is not known. `seen_at` is when
    the agent's console first fetched it.
    """

    agent_id: str
    offered_at: AwareDatetime
    delivered_at: AwareDatetime | None = None
    seen_at: AwareDatetime | None = None
    claimed_at: AwareDatetime | None = None


class LeadTimesShown(Shown):
    """The way of a lead: when it was received, first offered or assigned, first owned and first contacted.

    `offers` are in order, one entry for each agent; an Agent sees their own.
    """

    received_at: AwareDatetime
    offered_at: AwareDatetime | None = None
    owned_at: AwareDatetime | None = None
    contacted_at: AwareDatetime | None = None
    offers: tuple[OfferTimesShown, ...]

    @classmethod
    def of(cls, went: LeadTimes) -> LeadTimesShown:
        """Return how fast the lead went."""
        return cls(**asdict(went))


class LeadDetailShown(LeadShown):
    """A lead with the way it went. Fields that the caller may not see are masked or left out.

    `readers` are the members who may read what is said of it, so that they can be tagged and given its tasks; it is
    there for who may read that.
    """

    speed: LeadTimesShown
    readers: tuple[str, ...] | None = None


class LeadDetails:
    """Operations that show one lead.

    Args:
        session: reads the lead.
        table: stores the records of the lead.
        most: how many records a timeline shows beside the history; the newest.
    """

    def __init__(self, session: LeadSession, table: Table, most: int = lead_timeline.TOLD) -> None:
        self._session, self._table, self._most = session, table, most

    def show_lead(self, request: Request, lead_id: LeadId) -> LeadDetailShown:
        """Show a lead, and how fast it went. That the caller saw the contact in full is recorded, once a day.

        Of one that was merged, `merged_into` is the lead to continue with, if the caller may see it.
        """
        snapshot = self._session.see(request, lead_id)
        self._session.record_seen(snapshot)
        lead, me, plan = snapshot.lead, snapshot.me, snapshot.plan
        told = access.visible_history(me, lead_lists.history(self._table, lead), lead, plan)
        went = LeadTimesShown.of(lead_times(lead, told, offers_seen(self._table, lead_id)))
        shown = LeadDetailShown(**dict(snapshot.answer(lead)), speed=went, readers=_readers(lead, me, plan))
        if lead.merged_into is None:
            return shown
        return shown.model_copy(update={"merged_into": self._session.leads_to(lead, me, plan)})

    def lead_trace(self, request: Request, lead_id: LeadId) -> Page[TraceShown]:
        """List the routing decisions on a lead, oldest first: why it went where it went.

        The list is always complete: `next` is null. An Agent sees no other agents' names.
        """
        snapshot = self._session.see(request, lead_id)
        decisions = lead_lists.traces(self._table, snapshot.lead.lead_id)
        return Page(items=tuple(TraceShown.of(decision, snapshot.me, snapshot.plan) for decision in decisions))

    def show(self, request: Request, lead_id: LeadId) -> Page[EntryShown]:
        """List a lead's timeline, oldest first.

        It holds the whole history. Those who may read the conversation also get the newest 200 messages, interactions,
        notes and comments; and all of this of the leads that went into this one, with their inquiries, until they did.
        `next` is always null.
        """
        snapshot = self._session.see(request, lead_id)
        told = access.visible_history(
            snapshot.me, lead_lists.history(self._table, snapshot.lead), snapshot.lead, snapshot.plan
        )
        happened = [EntryShown.of(event) for event in told]
        if access.may_see_exchange(snapshot.me, snapshot.lead):
            happened += [*self._of_merged(snapshot), *self._beside(snapshot)]
        return Page(items=tuple(sorted(happened, key=lambda one: one.at)))

    def _of_merged(self, snapshot: Snapshot) -> Iterator[EntryShown]:
        """Yield what happened to the leads that went into this one; with the inquiry, where this one has another."""
        wanted = snapshot.lead.all_ids[1:]
        for lead in lead_lists.leads(self._table, wanted) if wanted else ():
            before = _until_merged(list(lead_lists.history(self._table, lead)))
            for event in access.visible_history(snapshot.me, before, snapshot.lead, snapshot.plan):
                shown = EntryShown.of(event, lead.lead_id)
                if event.kind == ReceivedDetail.kind and lead.message and lead.message != snapshot.lead.message:
                    shown = shown.model_copy(update={"detail": {**shown.detail, "message": lead.message}})
                yield shown

    def _beside(self, snapshot: Snapshot) -> Iterator[EntryShown]:
        for one in lead_timeline.newest(self._table, snapshot.lead.all_ids, self._most):
            kind, when, detail = _told(one, snapshot)
            by = access.visible_actor(snapshot.me, one.by, snapshot.plan)
            other = one.lead_id if one.lead_id != snapshot.lead.lead_id else None
            yield EntryShown(at=when, kind=kind, by=by, detail=detail, lead_id=other)


def _readers(lead: Lead, me: Member, plan: Plan) -> tuple[str, ...] | None:
    """Return who may read what is said of the lead, if `me` may."""
    if not access.may_read(me, lead, plan.settings):
        return None
    return tuple(sorted(member.agent_id for member in access.readers(lead, plan)))


def _until_merged(events: list[Event]) -> list[Event]:
    """Return what happened before the lead went into another: what happened then the other's own history tells."""
    merged = [place for place, one in enumerate(events) if one.kind == MergedDetail.kind and one.detail.get("into")]
    return events[: merged[-1]] if merged else events


def _told(one: Beside, snapshot: Snapshot) -> tuple[Kind, AwareDatetime, dict[str, JsonValue]]:
    """Return a record's kind of entry, when it was recorded, and its detail."""
    if isinstance(one, Message):
        return "message", one.at, one.model_dump(include={"message_id", "direction", "channel", "body"})
    if isinstance(one, Comment):
        told = one.model_dump(
            mode="json", include={"comment_id", "mentions", "forwarded", "deleted_at"}, exclude_none=True
        )
        edited = {"edited_at": one.former[-1].model_dump(mode="json")["until"]} if one.former else {}
        return "comment", one.at, {**told, "body": one.text, **edited, **_task(one, snapshot)}
    told = one.model_dump(
        mode="json", include={"note_id", "kind", "outcome", "body", "at", "photos"}, exclude_none=True
    )
    return "note" if one.kind == "note" else "interaction", one.recorded_at, told


def _task(comment: Comment, snapshot: Snapshot) -> dict[str, JsonValue]:
    """Return the comment's task: when it is due, or that it is done."""
    if not comment.has_task:
        return {}
    open_ = next((task for task in snapshot.lead.tasks if task.comment_id == comment.comment_id), None)
    due = open_.model_dump(mode="json", include={"due_at"}) if open_ else {}
    return {"task": {"done": open_ is None, **due}}
