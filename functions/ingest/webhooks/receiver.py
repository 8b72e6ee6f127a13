"""Receive deliveries: what is authentic is never refused for coming too fast, but put off."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from botocore.exceptions import BotoCoreError, ClientError

from functions.ingest.providers import PROVIDERS
from functions.ingest.providers.mail_sender import SENDER
from functions.ingest.webhooks.deliveries import DeliveryWriter, Receipt
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.raws import MAX_HEADER, kept_headers
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import Busy, MadeByNewerRelease
from shared.domain.kernel.record import SourceId
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.observe import count, error_code, logger
from shared.secrets import MasterSecret
from shared.waiting_deliveries import WaitingDeliveries, WaitingDelivery
from shared.web.request import Request

NO_PROOF = ("cookie", "user-agent", "x-forwarded-for")  # headers of which no kind of source proves itself


class DeliveryReceiver:
    """Receive what providers deliver: form programs and portals do not send again what was refused.

    Source: docs/rules.md, "Limits".
    """

    def __init__(
        self, gate: Gate, throttle: Throttle, secret: MasterSecret, writer: DeliveryWriter, waiting: WaitingDeliveries
    ) -> None:
        self._gate, self._throttle, self._secret = gate, throttle, secret
        self._writer, self._waiting = writer, waiting

    def receive(self, request: Request, source_id: str) -> Receipt:
        """Check a delivery and handle it, or put it off: if its source sends too fast, or the table is busy.

        One for a source that a newer release made is put off unchecked, with all that may prove whom it is from.

        Whoever posts mails proves the gateway, and not whom they are from: what it says of that is not listened to.

        Raises:
            Missing, SignatureInvalid: the delivery was refused.
            BodyMalformed, BodyTooLarge, FieldErrors: it cannot be read. It is kept, with the reason.
            Busy: the table is busy, and it could not be put off.
        """
        request = replace(request, headers={name: one for name, one in request.headers.items() if name != SENDER})
        try:
            plan, source = self._gate.admit(request, source_id)
        except MadeByNewerRelease:
            return self._put_off_unproven(request, source_id)
        except Busy:
            return self._receive_unread(request, source_id)
        if not self._throttle.take(source.source_id, request.now) and self._put_off(request, source):
            return _waits(source)
        return self.handle(request, plan, source)

    def handle(self, request: Request, plan: Plan, source: Source) -> Receipt:
        """Handle a delivery that was admitted, or put it off if the table is busy.

        Raises:
            BodyMalformed, BodyTooLarge, FieldErrors: it cannot be read. It is kept, with the reason.
            Busy: the table is busy, and it could not be put off.
        """
        try:
            return self._writer.write(request, plan, source)
        except Busy:
            if self._put_off(request, source):
                return _waits(source)
            raise

    def _receive_unread(self, request: Request, source_id: str) -> Receipt:
        """Check a delivery by the plan that was read last, and put it off. Raise Busy if that does not work."""
        try:
            source = self._gate.admit_unread(request, source_id)
        except MadeByNewerRelease:
            return self._put_off_unproven(request, source_id)
        if self._put_off(request, source):
            return _waits(source)
        raise Busy

    def _put_off_unproven(self, request: Request, source_id: SourceId) -> Receipt:
        """Keep a delivery, from whomever it is, until a release knows its source. Raise Busy if there are too many.

        Source: docs/rules.md, "Newer releases" 2.
        """
        headers = {name: value[:MAX_HEADER] for name, value in request.headers.items() if name not in NO_PROOF}
        delivery = WaitingDelivery(source_id, headers, request.raw, request.now)
        if not self._throttle.take(source_id, request.now) or not self._keep(delivery, version=0):
            raise Busy
        count("DeliveryPutOff")
        return Receipt((), HTTPStatus.ACCEPTED, waits=True)

    def _put_off(self, request: Request, source: Source) -> bool:
        """Keep the delivery for later; return whether that worked."""
        headers = kept_headers(source.kind, request.headers)
        delivery = WaitingDelivery(source.source_id, headers, request.raw)
        return self._keep(delivery, version=source.deliveries_version)

    def _keep(self, delivery: WaitingDelivery, *, version: int) -> bool:
        content = delivery.raw + "".join(delivery.headers.values()).encode("utf-8", "surrogatepass")
        try:
            self._waiting.put_off(self._secret.keyed_hash("waiting", content.hex(), version), delivery)
        except (ClientError, BotoCoreError) as error:
            logger.warning("put_off_failed", extra={"error": error_code(error)})
            return False
        return True


def _waits(source: Source) -> Receipt:
    count("DeliveryPutOff")
    return Receipt((), PROVIDERS[source.kind].status, waits=True)
