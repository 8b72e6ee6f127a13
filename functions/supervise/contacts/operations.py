"""Operations on a person's data: find their leads, export them, erase them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from functions.supervise.contacts.addresses import normal_addresses
from functions.supervise.contacts.schemas import (
    ContactQuery,
    ErasureBody,
    ErasureShown,
    ExportBody,
    ExportedRecord,
    PersonLeads,
)
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Invalid, Missing
from shared.domain.kernel.record import AgentId, ErasureId, LeadId
from shared.domain.lead_records.erasure import Erasure
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store import keys, personal_data
from shared.store.idempotency import IdempotentRequest
from shared.store.lists import lead_lists
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.web.lead_schemas import LeadShown
from shared.web.paging import Paging
from shared.web.request import Request
from shared.web.schemas import Page

FOUND = 100  # leads of a search that its audit entry names


class ContactOperations:
    """Operations on a person's data, for the Rainmaker."""

    def __init__(self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId, raws: RawFiles) -> None:
        self._session, self._table, self._secret, self._new_id, self._raws = session, table, secret, new_id, raws

    def search_contacts(self, request: Request, body: ContactQuery) -> PersonLeads:
        """Find the leads of an e-mail or phone, with those merged with them, to choose from for an export or erasure.

        The search is audited by the leads that it found, never by the address.

        Raises:
            Invalid: there is no address that can be looked for.
        """
        me, plan = self._session.caller(request)
        given = normal_addresses(body, plan.settings.country)
        hashes = [one for kind, normal in given for one in self._secret.contact_hashes(kind, normal)]
        if not hashes:
            raise Invalid(("body",), "nothing_to_look_for", "There is no e-mail or phone to look for.")
        found = personal_data.leads_of(self._table, hashes)
        shown = {"lead_ids": [lead.lead_id for lead in found[:FOUND]]}
        self._table.commit([put(self._audit("contact.searched", "contacts", me.agent_id, request, shown))])
        return PersonLeads(items=tuple(LeadShown.of(lead, me, plan, request.now) for lead in found))

    def export_contact(self, request: Request, body: ExportBody) -> Page[ExportedRecord]:
        """Export what is stored about a person, as it is stored: leads, history, messages, notes, comments, deliveries.

        All pages together are the export. The first page writes the audit.
        """
        me, _ = self._session.caller(request)
        paging = Paging(self._secret.keys, f"export {me.agent_id} {' '.join(body.lead_ids)}", body.cursor)
        if paging.after is None:
            self._check(body.lead_ids)
            checked = {"identity_checked": body.identity_checked}
            self._table.commit([
                put(self._audit("contact.exported", lead_id, me.agent_id, request, checked))
                for lead_id in body.lead_ids
            ])  # fmt: skip
        found = personal_data.export(self._table, self._raws.read, body.lead_ids, body.limit, paging.after)
        return paging.page((ExportedRecord(**record._asdict()) for record in found.records), found.next)

    def erase_contact(self, request: Request, body: ErasureBody) -> ErasureShown:
        """Begin to erase a person for good: their leads with all that was written there, and the files to import.

        Of each lead a closed shell of ids, states and instants is left; figures stay. It takes about a minute, and
        longer for long histories.

        Raises:
            Invalid: a lead does not exist.
        """
        me, _ = self._session.caller(request)
        operation = IdempotentRequest(
            self._table, self._secret.keyed_hashes, me.agent_id, "POST /contacts/erase", request
        )  # fmt: skip
        self._check(body.lead_ids)

        def attempt() -> Erasure:
            if made := operation.made():
                return self._read(made)
            erasure = Erasure(
                erasure_id=self._new_id("erasure"), at=request.now, by=me.agent_id, due=request.now,
                lead_ids=body.lead_ids, identity_checked=body.identity_checked,
            )  # fmt: skip
            asked = {"lead_ids": list(body.lead_ids), "identity_checked": body.identity_checked}
            audit = self._audit("contact.erased", erasure.erasure_id, me.agent_id, request, asked)
            self._table.commit([put(erasure), put(audit), *operation.writes(erasure.erasure_id)])
            return erasure

        return ErasureShown.of(retry_on_conflict(self._table, attempt))

    def show_erasure(self, request: Request, erasure_id: ErasureId) -> ErasureShown:
        """Show how far an erasure is."""
        self._session.caller(request)
        return ErasureShown.of(self._read(erasure_id))

    def _read(self, erasure_id: ErasureId) -> Erasure:
        erasure = self._table.get(Erasure, keys.erasure(erasure_id))
        if erasure is None:
            raise Missing
        return erasure

    def _check(self, lead_ids: Sequence[LeadId]) -> None:
        """Raise Invalid for the first lead that does not exist, or behind which no person stands."""
        found = self._table.items(map(keys.lead, lead_ids))
        unreal = {lead.lead_id for lead in lead_lists.among(found, lead_ids) if not lead.is_real}
        for number, lead_id in enumerate(lead_ids):
            if keys.lead(lead_id) not in found or lead_id in unreal:
                raise Invalid(("body", "lead_ids", number), "lead_unknown", "There is no such lead.")

    def _audit(self, what: str, subject: str, by: AgentId, request: Request, after: Mapping[str, object]) -> Audit:
        return Audit.model_validate({
            "audit_id": self._new_id("audit"), "at": request.now, "by": by, "what": what, "subject": subject,
            "after": dict(after),
        })  # fmt: skip
