"""Declare what members do here: leads by hand, imports, mails to read, and what was delivered."""

from __future__ import annotations

from functions.ingest.deliveries.kept_request import KeptRequests
from functions.ingest.deliveries.operations import RawDeliveries
from functions.ingest.deliveries.reading_again import ReadingAgain
from functions.ingest.deliveries.source_fields import SourceFields
from functions.ingest.doors import IngestDoors
from functions.ingest.imports.failed_rows import FailedRows
from functions.ingest.imports.operations import ImportOperations
from functions.ingest.manual_leads import ManualLeads
from functions.ingest.to_read.operations import ToRead
from functions.ingest.webhooks.deliveries import DeliveryWriter
from shared.domain.kernel.errors import (
    AgentUnknown,
    AlreadyInTeam,
    Busy,
    ChangedByOther,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    Missing,
    NotActive,
    NotOwner,
    SourceUnknown,
    TooManyRequests,
    UploadMissing,
)
from shared.lead_session import LeadSession
from shared.seen_log import SeenLog
from shared.web.app import Api


def declare(api: Api, doors: IngestDoors, writer: DeliveryWriter) -> None:
    """Declare the operations."""
    table, plans, secret, new_id = doors.table, doors.plans, doors.secret, doors.new_id
    session = LeadSession(table, plans, doors.now, secret.keyed_hashes, SeenLog(table))
    kept = KeptRequests(doors.raws, secret)
    again = ReadingAgain(session, table, secret, kept, writer, new_id)
    _to_read(api, ToRead(table, plans, secret, doors.raws, kept, writer))
    _deliveries(api, RawDeliveries(session, table, doors.raws, secret), again)
    _fields(api, SourceFields(session, table, doors.raws, secret))
    _by_hand(api, ManualLeads(table, plans, secret, new_id))
    _imports(api, ImportOperations(table, plans, secret, doors.uploads, doors.imports, new_id))
    rows = FailedRows(table, plans, doors.uploads, new_id)
    exports = (Forbidden, Missing, UploadMissing, Invalid, Busy)
    api.route("GET", "/imports/{import_id}/failed", who="manager", refuses=exports)(rows.export_failed_rows)


def _deliveries(api: Api, raws: RawDeliveries, again: ReadingAgain) -> None:
    path = "/sources/{source_id}/deliveries/{delivery_id}"
    api.route("GET", path, who="manager", refuses=(Forbidden, Missing, Busy))(raws.show_delivery)
    api.route("POST", f"{path}/read-again", who="manager", refuses=(Forbidden, Missing, Busy))(again.read_again)
    refuses = (Forbidden, Missing, NotOwner, Busy)
    api.route("GET", "/leads/{lead_id}/deliveries", refuses=refuses)(raws.list_deliveries_of_lead)


def _fields(api: Api, fields: SourceFields) -> None:
    path = "/sources/{source_id}"
    api.route("GET", f"{path}/fields", who="manager", refuses=(Forbidden, Missing, Busy))(fields.list_fields)
    refuses = (Forbidden, Missing, Invalid, Busy)
    api.route("POST", f"{path}/mapping/preview", who="rainmaker", refuses=refuses)(fields.preview_mapping)


def _to_read(api: Api, to_read: ToRead) -> None:
    api.route("GET", "/to-read", who="manager", refuses=(CursorInvalid, Busy))(to_read.list_to_read)
    api.route("GET", "/to-read/count", who="manager", refuses=(Busy,))(to_read.count_to_read)
    path, refuses = "/to-read/{source_id}/{delivery_id}", (Missing, ChangedByOther, Busy)
    made = {200: "a lead was made of it before: the same answer"}
    api.route("POST", f"{path}/lead", who="manager", status=201, others=made, refuses=refuses)(
        to_read.make_lead_of_mail
    )
    api.route("POST", f"{path}/dismiss", who="manager", refuses=refuses)(to_read.dismiss_to_read)
    api.route("POST", f"{path}/restore", who="manager", refuses=refuses)(to_read.restore_to_read)


def _by_hand(api: Api, manual_leads: ManualLeads) -> None:
    api.route(
        "POST",
        "/leads",
        status=201,
        others={200: "the person is a lead already, whose contact the caller sees: it has the inquiry now"},
        refuses=(
            Forbidden,
            Invalid,
            SourceUnknown,
            AgentUnknown,
            NotActive,
            AlreadyInTeam,
            KeyReused,
            TooManyRequests,
            Busy,
        ),
    )(manual_leads.create_lead)


def _imports(api: Api, imports: ImportOperations) -> None:
    makes = (Forbidden, Invalid, SourceUnknown, AgentUnknown, NotActive, KeyReused, Busy)
    api.route("POST", "/imports", who="manager", status=201, refuses=makes)(imports.create_import)
    starts = (Missing, UploadMissing, Invalid, Busy)
    api.route("POST", "/imports/{import_id}/start", who="manager", status=202, refuses=starts)(imports.start_import)
    api.route("GET", "/imports/{import_id}", who="manager", refuses=(Missing, Busy))(imports.read_import)
    lists = (Missing, CursorInvalid, Busy)
    api.route("GET", "/imports/{import_id}/errors", who="manager", refuses=lists)(imports.list_import_errors)
