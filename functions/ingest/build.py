"""Receive leads: by providers' webhooks, by hand, and from files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from functions.ingest.deliveries.kept_request import KeptRequests
from functions.ingest.deliveries.operations import RawDeliveries
from functions.ingest.deliveries.reading_again import ReadingAgain
from functions.ingest.deliveries.source_fields import SourceFields
from functions.ingest.forms.operations import BURST, PER_SECOND, FormOperations
from functions.ingest.forms.tokens import FormTokens
from functions.ingest.imports.failed_rows import FailedRows
from functions.ingest.imports.operations import ImportOperations
from functions.ingest.manual_leads import ManualLeads
from functions.ingest.to_read.operations import ToRead
from functions.ingest.webhooks.admission import LeadAdmission
from functions.ingest.webhooks.deliveries import DeliveryWriter
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.operations import WebhookOperations
from functions.ingest.webhooks.raws import RawKeeper
from functions.ingest.webhooks.receiver import DeliveryReceiver
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import (
    AgentUnknown,
    AlreadyInTeam,
    BodyMalformed,
    BodyTooLarge,
    Busy,
    ChangedByOther,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    Missing,
    NotActive,
    NotOwner,
    SignatureInvalid,
    SourceUnknown,
    TooManyRequests,
    UploadMissing,
)
from shared.doors import Doors
from shared.lead_session import LeadSession
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.seen_log import SeenLog
from shared.store.caller_rates import CallerRequests
from shared.store.preview_reader import read_preview
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from shared.web import auth
from shared.web.app import Api


@dataclass(frozen=True, kw_only=True)
class IngestDoors(Doors):
    """Hold the doors of ingest: those of every function, and these.

    Attributes:
        secret: the tenant's master secret.
        secrets: what providers issued for sources, such as access tokens.
        fetches: the queue of details to fetch.
        imports: the queue of imports to work on.
        uploads: the bucket of files to import.
        waiting: deliveries that are put off.
        raws: the files of large deliveries.
        throttle: limits what this process handles of each source.
        form_throttle: limits what this process takes of each source's open form.
    """

    secret: MasterSecret
    secrets: SourceSecrets
    fetches: Queue
    imports: Queue
    uploads: Uploads
    waiting: WaitingDeliveries
    raws: RawFiles
    throttle: Throttle = field(default_factory=Throttle)
    form_throttle: Throttle = field(default_factory=lambda: Throttle(BURST, PER_SECOND))


def build(doors: IngestDoors) -> Api:
    """Return the API, built from its doors."""
    table, plans, secret, new_id = doors.table, doors.plans, doors.secret, doors.new_id
    gate = Gate(plans, secret, doors.secrets)
    preview = partial(read_preview, table, new_id=new_id, chance=doors.chance)
    admission = LeadAdmission(table, secret, new_id)
    writer = DeliveryWriter(table, secret, admission, doors.fetches, preview, RawKeeper(table, doors.raws))
    deliveries = DeliveryReceiver(gate, doors.throttle, secret, writer, doors.waiting)
    api = Api(doors.now, auth.guard(doors.plans, CallerRequests(table, doors.request_step).take))
    _webhooks(api, WebhookOperations(deliveries, gate))
    _forms(api, FormOperations(gate, FormTokens(secret, new_id), deliveries, doors.form_throttle))
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
    return api


def _webhooks(api: Api, webhooks: WebhookOperations) -> None:
    api.route(
        "POST",
        "/webhooks/{source_id}",
        who="provider",
        status=202,
        others={
            200: "the same event was delivered before: the same answer; `google` and `meta`: also the first time; "
            "or no lead is made of it, such as of a test: an empty object"
        },
        refuses=(Missing, SignatureInvalid, BodyMalformed, BodyTooLarge, Invalid, Busy),
    )(webhooks.receive_delivery)
    refuses = (Missing, SignatureInvalid, Invalid, Busy)
    api.route("GET", "/webhooks/{source_id}", who="provider", refuses=refuses)(webhooks.greet_provider)


def _forms(api: Api, forms: FormOperations) -> None:
    path, shows = "/forms/{source_id}", (Missing, Busy)
    api.route("GET", path, who="anyone", refuses=shows)(forms.show_form)
    api.route("GET", f"{path}/embed.js", who="anyone", refuses=shows)(forms.show_form_script)
    api.route("OPTIONS", path, who="anyone", status=204, refuses=shows)(forms.allow_form)
    others = {
        200: "something is to be changed first, or it is to be sent once more",
        303: "a browser's form is taken: to the thanks",
    }
    sends = (Missing, Forbidden, BodyMalformed, BodyTooLarge, TooManyRequests, Busy)
    api.route("POST", path, who="anyone", status=202, others=others, refuses=sends)(forms.send_form)


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
