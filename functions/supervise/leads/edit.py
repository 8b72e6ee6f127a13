"""The operation that corrects a lead's contact and attributes."""

from pydantic import Field

from shared.addresses import emails, phones
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.leads.edit import Correction, apply_correction, edit
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.secrets import MasterSecret
from shared.store import search_keys
from shared.store.cards import cards_of
from shared.store.table import Table, Write, delete, put
from shared.web.attributes import Attributes
from shared.web.contact_fields import Addresses, Text
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import RequestModel


class ContactPatch(RequestModel):
    """Changes of the person: only fields that are sent. Lists of e-mails and phones are replaced; null empties them."""

    first_name: Text = ""
    last_name: Text = ""
    emails: Addresses = ()
    phones: Addresses = ()


class LeadPatch(RequestModel):
    """Changes of the lead: only fields that are sent. Attributes are replaced as a whole; null empties them."""

    contact: ContactPatch = Field(default_factory=ContactPatch)
    attributes: Attributes = Field(default_factory=dict)


class LeadEditing:
    """The operation that corrects leads."""

    def __init__(self, session: LeadSession, table: Table, secret: MasterSecret) -> None:
        self._session, self._table, self._secret = session, table, secret

    def edit_lead(self, request: Request, lead_id: LeadId, body: LeadPatch) -> LeadShown:
        """Correct the person's names, e-mails and phones, and the attributes: only fields that are sent.

        Searches, and the recognition of the person's next inquiry, then use the corrected values.
        """

        def decide(snapshot: Snapshot) -> tuple[Decision, list[Write]]:
            correction = _correction(body, snapshot)
            corrected = apply_correction(snapshot.lead, correction)
            hashes = self._secret.hashes_of(snapshot.lead.contact, corrected)
            cards = cards_of(self._table, {hashed for several in hashes.values() for hashed in several})
            done = edit(
                snapshot.lead, correction, hashes, cards, snapshot.me, snapshot.plan.settings, snapshot.now,
                version=request.if_match,
            )  # fmt: skip
            found_by = search_keys.writes(self._secret.part_hashes, done.decision.lead, snapshot.lead)
            return done.decision, [*map(put, done.cards), *map(delete, done.gone), *found_by]

        return self._session.answer(self._session.settle(lambda: self._session.see(request, lead_id), decide))


def _correction(body: LeadPatch, snapshot: Snapshot) -> Correction:
    """Return the fields that were sent, with the addresses normalised."""
    person, sent = body.contact, body.contact.model_fields_set
    return Correction(
        first_name=person.first_name if "first_name" in sent else None,
        last_name=person.last_name if "last_name" in sent else None,
        emails=emails(person.emails) if "emails" in sent else None,
        phones=phones(person.phones, snapshot.plan.settings.country) if "phones" in sent else None,
        attributes=body.attributes if "attributes" in body.model_fields_set else None,
    )
