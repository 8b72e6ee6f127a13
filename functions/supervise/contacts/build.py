"""Declare the operations on people: search, export, erasure, objections, retention."""

from __future__ import annotations

from functions.supervise.contacts.objections import Objections
from functions.supervise.contacts.operations import ContactOperations
from functions.supervise.contacts.retention import RetentionOperations
from functions.supervise.doors import SuperviseDoors
from functions.supervise.refusals import ACTS, REFUSALS
from shared.domain.kernel.errors import Busy, CursorInvalid, Forbidden, Invalid, KeyReused, LeadMerged, NotOwner
from shared.lead_session import LeadSession
from shared.web.app import Api


def declare(api: Api, doors: SuperviseDoors, session: LeadSession) -> None:
    """Declare the room's operations."""
    table, secret, new_id = doors.table, doors.secret, doors.new_id
    _contacts(api, ContactOperations(session, table, secret, new_id, doors.raws))
    _objections(api, Objections(session, table, secret, new_id))
    api.route("GET", "/contacts/retention", who="rainmaker", refuses=(Forbidden, CursorInvalid, Busy))(
        RetentionOperations(session, table, secret, doors.limits.leads).preview_retention
    )


def _contacts(api: Api, contacts: ContactOperations) -> None:
    refuses = (Forbidden, Invalid, Busy)
    api.route("POST", "/contacts/search", who="rainmaker", refuses=refuses)(contacts.search_contacts)
    api.route("POST", "/contacts/export", who="rainmaker", refuses=(*refuses, CursorInvalid))(contacts.export_contact)
    api.route("POST", "/contacts/erase", who="rainmaker", status=202, refuses=(*refuses, KeyReused))(
        contacts.erase_contact
    )
    api.route("GET", "/contacts/erasures/{erasure_id}", who="rainmaker", refuses=REFUSALS)(contacts.show_erasure)


def _objections(api: Api, objections: Objections) -> None:
    refuses, path = (Forbidden, Invalid, Busy), "/leads/{lead_id}/objection"
    of_lead = (*ACTS, NotOwner, LeadMerged, Invalid)
    api.route("PUT", path, refuses=of_lead)(objections.object_of_lead)
    api.route("DELETE", path, who="manager", refuses=(*ACTS, LeadMerged))(objections.withdraw_of_lead)
    api.route("POST", "/contacts/objections", who="manager", refuses=refuses)(objections.record_objection)
    api.route("POST", "/contacts/objections/withdraw", who="manager", refuses=refuses)(objections.withdraw_objection)
