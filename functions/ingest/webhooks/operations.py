"""Operations of providers: deliver events to a webhook, and subscribe to a source."""

from collections import Counter
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from functions.ingest.webhooks.deliveries import NO_LEAD, Receipt
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.receiver import DeliveryReceiver
from shared.domain.kernel.errors import Busy, Refusal
from shared.observe import count
from shared.store.deliveries import Kept
from shared.web.app import Response
from shared.web.request import Request
from shared.web.schemas import Shown


class ReceivedLead(Shown):
    """The lead that an event made, or joined (`repeat`)."""

    lead_id: str
    repeat: bool


class Received(Shown):
    """What a delivery came to: the lead that it made, or joined (`repeat`).

    Of several events, or of one whose details are fetched first, `leads` tells those that are there, and `pending`
    how many are to come. One that was put off, because its source sends too fast, is `pending` too. Empty where it was
    authentic, but no lead is made of it.
    """

    lead_id: str | None = None
    repeat: bool | None = None
    leads: tuple[ReceivedLead, ...] | None = None
    pending: int | None = None

    @classmethod
    def of(cls, receipt: Receipt) -> "Received":
        """Return the answer for a receipt."""
        if receipt.waits:
            return cls(leads=(), pending=1)
        made = [one.delivery for one in receipt.kept if one.delivery.outcome not in NO_LEAD]
        leads = tuple(ReceivedLead(lead_id=one.lead_id, repeat=one.repeat) for one in made if one.lead_id)
        if not made:
            return cls()
        if len(made) == 1 and leads and made[0].points_to is None:
            return cls(lead_id=leads[0].lead_id, repeat=leads[0].repeat)
        return cls(leads=leads, pending=sum(one.outcome == "pending" for one in made))


class Greeting(BaseModel):
    """What a provider sends when it subscribes to a source's deliveries: a challenge, and the source's token."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    mode: Literal["subscribe"] = Field(alias="hub.mode")
    verify_token: str = Field(alias="hub.verify_token", max_length=200)
    challenge: str = Field(alias="hub.challenge", max_length=500, pattern=r"^[A-Za-z0-9_.~-]+$")


class WebhookOperations:
    """Operations of providers."""

    def __init__(self, deliveries: DeliveryReceiver, gate: Gate) -> None:
        self._deliveries, self._gate = deliveries, gate

    def receive_delivery(self, request: Request, source_id: str) -> Response:
        """Receive a provider's delivery: authenticate it by the source's own scheme, then read it.

        The body described here is for sources of kind `standard` and `api_key`; other kinds take their provider's own.
        """
        try:
            receipt = self._deliveries.receive(request, source_id)
        except Busy:
            raise
        except Refusal:
            count("DeliveryRefused")
            raise
        if receipt.waits:
            return Response(Received.of(receipt), receipt.status)
        for name, number in Counter(map(_counted, receipt.kept)).items() or {"DeliveryIgnored": 1}.items():
            count(name, number)
        return Response(Received.of(receipt), receipt.status)

    def greet_provider(self, request: Request, source_id: str, query: Greeting) -> Response:
        """Answer a provider that subscribes, as Meta does: its challenge as plain text, if the token is the source's.

        Raises:
            Missing: no such source, or its kind has no subscriptions.
            SignatureInvalid: the token is wrong.
        """
        self._gate.check_subscription(request, source_id, query.verify_token)
        return Response(query.challenge)


def _counted(taken: Kept) -> str:
    """Return the metric that counts this event."""
    if taken.delivery.outcome in NO_LEAD:
        return "DeliveryIgnored"
    return "DeliveryAccepted" if taken.first else "DeliveryRepeated"
