"""One lead: as it is, why it went where it went, and what happened to it, was said, done and commented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain import access
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import EventKind
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.lead_session import LeadSession, Snapshot
from shared.store import lead_lists, lead_timeline
from shared.store.lead_timeline import Beside
from shared.store.table import Table
from shared.web.request import Request
from shared.web.schemas import LeadShown, Page, Shown
from shared.web.trace_schema import TraceShown

Kind = EventKind | Literal["message", "interaction", "note", "comment"]


class EntryShown(Shown):
    """One thing that happened, was said, done or commented.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`; `agent` stands for another agent.
    """

    at: AwareDatetime
    kind: Kind
    by: str
    detail: dict[str, JsonValue]

    @classmethod
    def of(cls, event: Event) -> EntryShown:
        """The event, already reduced to what the caller may know."""
        return cls(**event.model_dump())


class LeadDetails:
    """The operations that show one lead.

    Args:
        session: reads the lead.
        table: holds what is beside it.
        most: records, the newest, that a timeline tells beside the history.
    """

    def __init__(self, session: LeadSession, table: Table, most: int = lead_timeline.TOLD) -> None:
        self._session, self._table, self._most = session, table, most

    def show_lead(self, request: Request, lead_id: LeadId) -> LeadShown:
        """Show a lead."""
        snapshot = self._session.see(request, lead_id)
        return snapshot.answer(snapshot.lead)

    def lead_trace(self, request: Request, lead_id: LeadId) -> Page[TraceShown]:
        """List the routing decisions on a lead, oldest first: why it went where it went.

        Whole, whatever its length: `next` is always null. An agent reads only their own name.
        """
        snapshot = self._session.see(request, lead_id)
        decisions = lead_lists.traces(self._table, snapshot.lead.lead_id)
        return Page(items=tuple(TraceShown.of(decision, snapshot.me, snapshot.plan) for decision in decisions))

    def show(self, request: Request, lead_id: LeadId) -> Page[EntryShown]:
        """List all that happened to a lead, oldest first; to those who care for it also what was said and done.

        The history is whole, whatever its length; beside it stand the newest 200 messages, interactions, notes and
        comments. `next` is always null.
        """
        snapshot = self._session.see(request, lead_id)
        told = access.visible_history(
            snapshot.me, lead_lists.history(self._table, snapshot.lead), snapshot.lead, snapshot.plan
        )
        happened = [EntryShown.of(event) for event in told]
        said = self._beside(snapshot) if access.may_see_exchange(snapshot.me, snapshot.lead) else ()
        return Page(items=tuple(sorted([*happened, *said], key=lambda one: one.at)))

    def _beside(self, snapshot: Snapshot) -> Iterator[EntryShown]:
        for one in lead_timeline.newest(self._table, snapshot.lead.lead_id, self._most):
            kind, when, detail = _told(one, snapshot)
            yield EntryShown(
                at=when, kind=kind, by=access.visible_actor(snapshot.me, one.by, snapshot.plan), detail=detail
            )


def _told(one: Beside, snapshot: Snapshot) -> tuple[Kind, AwareDatetime, dict[str, JsonValue]]:
    """What kind of entry a record is, when it was recorded, and what it tells."""
    if isinstance(one, Message):
        return "message", one.at, one.model_dump(include={"message_id", "direction", "channel", "body"})
    if isinstance(one, Comment):
        told = one.model_dump(mode="json", include={"comment_id", "body", "mentions"})
        return "comment", one.at, {**told, **_task(one, snapshot)}
    told = one.model_dump(mode="json", include={"note_id", "kind", "outcome", "body", "at"}, exclude_none=True)
    return "note" if one.kind == "note" else "interaction", one.recorded_at, told


def _task(comment: Comment, snapshot: Snapshot) -> dict[str, JsonValue]:
    """The task that came with the comment: by when it is due, or that it is done."""
    if not comment.has_task:
        return {}
    open_ = next((task for task in snapshot.lead.tasks if task.comment_id == comment.comment_id), None)
    due = open_.model_dump(mode="json", include={"due_at"}) if open_ else {}
    return {"task": {"done": open_ is None, **due}}
