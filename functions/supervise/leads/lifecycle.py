"""Operations that close, reopen, judge and merge leads, and that mark a person as do not contact."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.domain.kernel.contact import Card, Channel
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead, Outcome
from shared.domain.leads.close import close, reopen
from shared.domain.leads.do_not_contact import mark_do_not_contact
from shared.domain.leads.doubt import judge
from shared.domain.leads.merge import merge
from shared.doors import NewId
from shared.lead_session import LeadSession, Snapshot
from shared.secrets import MasterSecret
from shared.store import codec, decisions, keys, search_keys
from shared.store.table import Table, Write, put
from shared.web.request import Request
from shared.web.schemas import LeadShown, RequestModel


class CloseBody(RequestModel):
    """The lead's outcome."""

    outcome: Outcome


class JudgeBody(RequestModel):
    """Whether it is no lead, as its owner says."""

    confirmed: bool


class MergeBody(RequestModel):
    """The lead to merge it into."""

    into: LeadId


class DoNotContactBody(RequestModel):
    """The channels on which the person must not be contacted: `all`, or a list; an empty list removes the mark."""

    channels: Literal["all"] | Annotated[tuple[Channel, ...], Field(max_length=20)]


class LeadLifecycle:
    """Operations that close, reopen, mark and merge a lead."""

    def __init__(self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId) -> None:
        self._session, self._table, self._secret, self._new_id = session, table, secret, new_id

    def close_lead(self, request: Request, lead_id: LeadId, body: CloseBody) -> LeadShown:
        """Close a lead with its outcome. An open offer ends; the owner is remembered as the last owner."""

        def decide(snapshot: Snapshot) -> Decision:
            settings, audit_id = snapshot.plan.settings, self._new_id("audit")
            return close(snapshot.lead, body.outcome, snapshot.me, settings, snapshot.now, audit_id=audit_id)

        return self._session.change(request, lead_id, decide)

    def reopen_lead(self, request: Request, lead_id: LeadId) -> LeadShown:
        """Reopen a closed lead: it returns to its last owner if they are active, else to the pool."""

        def decide(snapshot: Snapshot) -> Decision:
            return reopen(snapshot.lead, snapshot.me, snapshot.plan, snapshot.now, audit_id=self._new_id("audit"))

        return self._session.change(request, lead_id, decide)

    def judge_lead(self, request: Request, lead_id: LeadId, body: JudgeBody) -> LeadShown:
        """Confirm or refuse that this is no lead, as its owner says. Without such a doubt nothing changes.

        Confirmed, it is closed, and its owner gets back their turn and what their limits counted. Refused, it goes on
        in routing.
        """

        def decide(snapshot: Snapshot) -> Decision:
            settings, audit_id = snapshot.plan.settings, self._new_id("audit")
            return judge(
                snapshot.lead, snapshot.me, settings, snapshot.now, confirmed=body.confirmed, audit_id=audit_id
            )

        return self._session.change(request, lead_id, decide)

    def mark_lead(self, request: Request, lead_id: LeadId, body: DoNotContactBody) -> LeadShown:
        """Mark the person as do not contact, on all channels or some, or remove the mark."""

        def decide(snapshot: Snapshot) -> Decision:
            return mark_do_not_contact(snapshot.lead, body.channels, snapshot.me, snapshot.plan.settings, snapshot.now)

        return self._session.change(request, lead_id, decide)

    def merge_lead(self, request: Request, lead_id: LeadId, body: MergeBody) -> LeadShown:
        """Close a lead as a duplicate of another lead of the same person, which takes over the data it lacks."""

        def decide(snapshot: Snapshot) -> tuple[Decision, list[Write]]:
            cards = self._cards(snapshot.lead) if snapshot.me.supervises else ()
            merged = merge(
                snapshot.lead, snapshot.other, cards, snapshot.me, snapshot.plan.settings, snapshot.now,
                audit_id=self._new_id("audit"),
            )  # fmt: skip
            return merged.decision, [*self._grown(merged.into, snapshot.other), *map(put, merged.cards)]

        settled = self._session.settle(lambda: self._session.read(request, lead_id, body.into), decide)
        return self._session.answer(settled)

    def _grown(self, into: Lead | None, before: Lead | None) -> list[Write]:
        """Return the writes of the lead that another was merged into."""
        if into is None:
            return []
        return [*decisions.put_lead(into), *search_keys.writes(self._secret.part_hashes, into, before)]

    def _cards(self, lead: Lead) -> tuple[Card, ...]:
        """Read the cards of the lead's addresses."""
        normals = lead.contact.normals
        hashes = {one for kind, _, normal in normals for one in self._secret.contact_hashes(kind, normal)}
        items = self._table.items(keys.card(one) for one in sorted(hashes)) if hashes else {}
        return tuple(codec.from_item(Card, item) for item in items.values())
