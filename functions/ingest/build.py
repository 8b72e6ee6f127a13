"""Receive leads: by providers' webhooks, by hand, and from files.

Webhooks are open from the start, because leads come in by them; what else there is, is imported with the first request
that needs it.
"""

from __future__ import annotations

from functions.ingest.doors import IngestDoors
from functions.ingest.webhooks.admission import LeadAdmission
from functions.ingest.webhooks.deliveries import DeliveryWriter
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.operations import WebhookOperations
from functions.ingest.webhooks.previews import preview_of
from functions.ingest.webhooks.raws import RawKeeper
from functions.ingest.webhooks.receiver import DeliveryReceiver
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge, Busy, Invalid, Missing, SignatureInvalid
from shared.store.caller_rates import CallerRequests
from shared.web import auth
from shared.web.app import Api


def build(doors: IngestDoors) -> Api:
    """Return the API, built from its doors."""
    table, secret, new_id = doors.table, doors.secret, doors.new_id
    gate = Gate(doors.plans, secret, doors.secrets)
    admission = LeadAdmission(table, secret, new_id)
    preview = preview_of(table, new_id, doors.chance)
    writer = DeliveryWriter(table, secret, admission, doors.fetches, preview, RawKeeper(table, doors.raws))
    deliveries = DeliveryReceiver(gate, doors.throttle, secret, writer, doors.waiting)
    api = Api(doors.now, auth.guard(doors.plans, CallerRequests(table, doors.request_step).take))
    _webhooks(api, WebhookOperations(deliveries, gate))
    api.room(lambda: _forms(api, doors, gate, deliveries), "/forms")
    api.room(lambda: _member_operations(api, doors, writer), "/imports", "/leads", "/sources", "/to-read")
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


def _forms(api: Api, doors: IngestDoors, gate: Gate, deliveries: DeliveryReceiver) -> None:
    from functions.ingest.forms.build import declare

    declare(api, doors, gate, deliveries)


def _member_operations(api: Api, doors: IngestDoors, writer: DeliveryWriter) -> None:
    from functions.ingest.member_operations import declare

    declare(api, doors, writer)
