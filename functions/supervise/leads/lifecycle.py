"""Operations that close, reopen, judge and merge leads, and that mark a person as do not contact."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from shared.domain.kernel.closing import Closing, ClosingNote, DealValue, Outcome
from shared.domain.kernel.contact import Card, Channel, Contact
from shared.domain.kernel.record import CloseReasonId, LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.close import close, reopen
from shared.domain.leads.do_not_contact import mark_do_not_contact
from shared.domain.leads.doubt import judge
from shared.domain.leads.merge import Merge, merge
from shared.domain.leads.separate import separate
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.secrets import MasterSecret
from shared.store import codec, decisions, keys, search_keys
from shared.store.table import Table, Write, put
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import RequestModel


class CloseBody(RequestModel):
    """The lead's outcome, and what else is said of it.

    `reason_id` is one of the team's own reasons under this outcome, `value` that of the deal if it is won.
    """

    outcome: Outcome
    reason_id: CloseReasonId | None = None
    value: DealValue | None = None
    note: ClosingNote | None = None


class JudgeBody(RequestModel):
    """Whether it is no lead, as its owner says."""

    confirmed: StrictBool


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
            said = Closing(reason_id=body.reason_id, value=body.value, note=body.note or "")
            return close(
                snapshot.lead, body.outcome, snapshot.me, settings, snapshot.now, audit_id=audit_id, closing=said
            )

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
        """Close a lead as a duplicate of another lead of the same person: from then on the two are read as one.

        The other takes over the data it lacks, the open tasks, and the owner if it has none.
        """

        def decide(snapshot: Snapshot) -> tuple[Decision, list[Write]]:
            cards = self._cards(snapshot.lead.contact) if snapshot.me.supervises else ()
            merged = merge(
                snapshot.lead, snapshot.other, cards, snapshot.me, snapshot.plan.settings, snapshot.now,
                audit_id=self._new_id("audit"), response_id=self._new_id("response"),
            )  # fmt: skip
            return merged.decision, self._of_other(merged, snapshot.other)

        settled = self._session.settle(lambda: self._session.read(request, lead_id, body.into), decide)
        return self._session.answer(settled)

    def undo_merge(self, request: Request, lead_id: LeadId) -> LeadShown:
        """Undo the merge of a lead into another, within 30 days: what existed before returns, what came later stays.

        The lead is its last owner's again if they are active, closed if it was, and else in the pool.
        """

        def decide(snapshot: Snapshot) -> tuple[Decision, list[Write]]:
            both = (snapshot.lead.contact, *((snapshot.other.contact,) if snapshot.other else ()))
            cards = self._cards(*both) if snapshot.me.supervises else ()
            parted = separate(
                snapshot.lead, snapshot.other, cards, snapshot.me, snapshot.plan, snapshot.now,
                hashes_of=self._hashes, audit_id=self._new_id("audit"), response_id=self._new_id("response"),
            )  # fmt: skip
            return parted.decision, self._of_other(parted, snapshot.other)

        return self._session.answer(self._session.settle(lambda: self._with_target(request, lead_id), decide))

    def _with_target(self, request: Request, lead_id: LeadId) -> Snapshot:
        """Read a lead with the lead that it was merged into."""
        snapshot = self._session.read(request, lead_id)
        into = snapshot.lead.merged_into
        return self._session.read(request, lead_id, into) if into else snapshot

    def _of_other(self, merged: Merge, before: Lead | None) -> list[Write]:
        """Return the writes of the other lead, and of the cards."""
        if merged.into is None:
            return []
        found_by = search_keys.writes(self._secret.part_hashes, merged.into, before)
        return [*decisions.put_lead(merged.into, merged.tasks), *found_by, *map(put, merged.cards)]

    def _hashes(self, contact: Contact) -> list[tuple[str, ...]]:
        """Return the keyed hashes of each address, that of the key in force first."""
        return [tuple(self._secret.contact_hashes(kind, normal)) for kind, _, normal in contact.normals]

    def _cards(self, *contacts: Contact) -> tuple[Card, ...]:
        """Read the cards of these contacts' addresses."""
        hashes = {one for contact in contacts for versions in self._hashes(contact) for one in versions}
        items = self._table.items(keys.card(one) for one in sorted(hashes)) if hashes else {}
        return tuple(codec.from_item(Card, item) for item in items.values())
