"""Declare the operations of forms that anybody may fill in."""

from __future__ import annotations

from functions.ingest.doors import IngestDoors
from functions.ingest.forms.operations import FormOperations
from functions.ingest.forms.tokens import FormTokens
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.receiver import DeliveryReceiver
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge, Busy, Forbidden, Missing, TooManyRequests
from shared.web.app import Api


def declare(api: Api, doors: IngestDoors, gate: Gate, deliveries: DeliveryReceiver) -> None:
    """Declare the operations."""
    forms = FormOperations(gate, FormTokens(doors.secret, doors.new_id), deliveries, doors.form_throttle)
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
