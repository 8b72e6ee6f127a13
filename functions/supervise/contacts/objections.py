"""Operations on objections: record what a person objects to, and that they object no more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from pydantic import JsonValue

from functions.supervise.contacts.addresses import normal_addresses
from functions.supervise.contacts.schemas import ContactObjection, ContactObjectionBody, ContactQuery, ObjectionBody
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import AddressKind, Card, ObjectsTo, widest
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_objection, check_withdrawal
from shared.domain.leads.objections import Hashes, mark_objection, object_to, without_objection
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.secrets import MasterSecret
from shared.store import codec, decisions, keys
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write, delete, put
from shared.web.lead_schemas import LeadShown
from shared.web.person_schemas import ObjectionShown
from shared.web.request import Request

type Change = Callable[[dict[str, Card]], tuple[list[Card], list[Card]]]
"""Takes the stored cards of a person by hash; returns those that change, and those to delete."""
RECORDED, WITHDRAWN = "contact.objected", "contact.objection_withdrawn"


class Objections:
    """Operations on objections.

    An objection is kept on the cards of the person's addresses, which admission reads anyway. The leads of these
    addresses are then marked one by one: a request that stopped halfway is sent again, and finishes.

    Source: docs/rules.md, "Consent and objections" 4-6.
    """

    def __init__(self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId) -> None:
        self._session, self._table, self._secret, self._new_id = session, table, secret, new_id

    def record_objection(self, request: Request, body: ContactObjectionBody) -> ContactObjection:
        """Record what the person of an e-mail or phone objects to, whether they are a lead or not.

        Raises:
            Invalid: there is no address that can be looked for.
        """
        me, plan = self._session.caller(request)
        addresses = self._of(normal_addresses(body, plan.settings.country))
        cards = self._object(addresses, body.what, me.agent_id, request, "contact")
        return self._contact(cards, me.agent_id, request)

    def withdraw_objection(self, request: Request, body: ContactQuery) -> ContactObjection:
        """Record that the person of an e-mail or phone objects no more.

        Raises:
            Invalid: there is no address that can be looked for.
        """
        me, plan = self._session.caller(request)
        addresses = self._of(normal_addresses(body, plan.settings.country))
        cards = self._withdraw(addresses, me.agent_id, request, "contact")
        return self._contact(cards, me.agent_id, request)

    def object_of_lead(self, request: Request, lead_id: LeadId, body: ObjectionBody) -> LeadShown:
        """Record what a lead's person objects to. It holds for all their addresses, and outlives the lead."""
        snapshot = self._session.read(request, lead_id)
        me, lead = snapshot.me, snapshot.lead
        with self._session.leading_on(snapshot):
            check_objection(lead, me, snapshot.plan.settings, snapshot.now)
        cards = self._object(self._of_lead(lead), body.what, me.agent_id, request, lead_id)
        self._mark({lead_id, *_named(cards)}, me.agent_id, request)
        return self._shown(request, lead_id)

    def withdraw_of_lead(self, request: Request, lead_id: LeadId) -> LeadShown:
        """Record that a lead's person objects no more, by any of their addresses."""
        snapshot = self._session.read(request, lead_id)
        me, lead = snapshot.me, snapshot.lead
        with self._session.leading_on(snapshot):
            check_withdrawal(lead, me, snapshot.plan.settings, snapshot.now)
        cards = self._withdraw(self._of_lead(lead), me.agent_id, request, lead_id)
        self._mark({lead_id, *_named(cards)}, me.agent_id, request)
        return self._shown(request, lead_id)

    def _shown(self, request: Request, lead_id: LeadId) -> LeadShown:
        snapshot = self._session.read(request, lead_id)
        self._session.record_seen(snapshot)
        return snapshot.answer(snapshot.lead)

    def _object(
        self, addresses: Sequence[Hashes], what: ObjectsTo, by: AgentId, request: Request, subject: str
    ) -> list[Card]:
        def change(cards: dict[str, Card]) -> tuple[list[Card], list[Card]]:
            return object_to(what, addresses, cards, request.now), []

        return self._change(addresses, change, self._audit(RECORDED, subject, by, request, {"what": what}))

    def _withdraw(self, addresses: Sequence[Hashes], by: AgentId, request: Request, subject: str) -> list[Card]:
        def change(cards: dict[str, Card]) -> tuple[list[Card], list[Card]]:
            return without_objection(cards.values())

        return self._change(addresses, change, self._audit(WITHDRAWN, subject, by, request, None))

    def _change(self, addresses: Sequence[Hashes], change: Change, audit: Audit) -> list[Card]:
        """Change the cards of the addresses, with an audit entry if any changes; return all as they are then."""

        def attempt() -> list[Card]:
            cards = self._cards(addresses)
            changed, gone = change(cards)
            if changed or gone:
                self._table.commit([*map(put, changed), *map(delete, gone), put(audit)])
            left = {**cards, **{one.hash: one for one in changed}}
            return [one for one in left.values() if one not in gone]

        return retry_on_conflict(self._table, attempt)

    def _contact(self, cards: Sequence[Card], by: AgentId, request: Request) -> ContactObjection:
        marked = self._mark(_named(cards), by, request)
        objection = ObjectionShown.of(widest(card.objection for card in cards))
        return ContactObjection(objection=objection, lead_ids=tuple(sorted(marked, reverse=True)))

    def _mark(self, lead_ids: Collection[LeadId], by: AgentId, request: Request) -> list[LeadId]:
        """Mark each lead with what the cards of its addresses say now; return those that are there."""

        def there(lead_id: LeadId) -> bool:
            return retry_on_conflict(self._table, lambda: self._mark_one(lead_id, by, request))

        return [one for one in sorted(lead_ids) if there(one)]

    def _mark_one(self, lead_id: LeadId, by: AgentId, request: Request) -> bool:
        """Mark a lead. Its cards are written with it, so that no other change of them comes in between."""
        lead = self._table.get(Lead, keys.lead(lead_id))
        if lead is None or lead.erased_at is not None:
            return False
        cards = self._cards(self._of_lead(lead))
        decision = mark_objection(lead, widest(card.objection for card in cards.values()), by, request.now)
        if decision.changed:
            guards: list[Write] = [put(card) for card in cards.values()]
            self._table.commit([*decisions.writes(decision), *guards])
        return True

    def _of(self, normals: Iterable[tuple[AddressKind, str]]) -> Sequence[Hashes]:
        addresses = [self._secret.contact_hashes(kind, normal) for kind, normal in normals]
        if not addresses:
            raise Invalid(("body",), "nothing_to_look_for", "There is no e-mail or phone to look for.")
        return addresses

    def _of_lead(self, lead: Lead) -> Sequence[Hashes]:
        return [self._secret.contact_hashes(kind, normal) for kind, _, normal in lead.contact.normals]

    def _cards(self, addresses: Iterable[Hashes]) -> dict[str, Card]:
        hashes = sorted({one for several in addresses for one in several})
        items = self._table.items(map(keys.card, hashes)) if hashes else {}
        return {card.hash: card for card in (codec.from_item(Card, item) for item in items.values())}

    def _audit(
        self, what: str, subject: str, by: AgentId, request: Request, after: dict[str, JsonValue] | None
    ) -> Audit:
        """Return an audit entry without an address, or its hash."""
        return Audit(audit_id=self._new_id("audit"), at=request.now, by=by, what=what, subject=subject, after=after)


def _named(cards: Iterable[Card]) -> set[LeadId]:
    return {lead_id for card in cards for lead_id in card.all_leads}
