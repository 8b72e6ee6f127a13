"""How leads come in: delivered by a provider's webhook, or entered by a member."""

from __future__ import annotations

from typing import Any

from functions.ingest.body import LeadBody
from functions.ingest.by_hand import ByHand
from functions.ingest.deliveries import Deliveries
from shared import aws
from shared.domain.errors import (
    AgentUnknown,
    AlreadyInTeam,
    BodyMalformed,
    BodyTooLarge,
    Busy,
    Forbidden,
    Invalid,
    KeyReused,
    Missing,
    NotActive,
    Refusal,
    SignatureInvalid,
    SourceUnknown,
    TooManyDeliveries,
)
from shared.observe import count
from shared.secrets import MasterSecret
from shared.settings import IngestSettings
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web.app import Answer, Api
from shared.web.call import Call
from shared.web.shown import Shown

settings = IngestSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
plans = Plans(table)
deliveries = Deliveries(table, plans, secret)
by_hand = ByHand(table, plans, secret)
app = Api()


class Received(Shown):
    """The lead that a delivery made, or joined (`repeat`). Empty where it was authentic, but nothing was made of it."""

    lead_id: str | None = None
    repeat: bool | None = None


@app.route(
    "POST",
    "/webhooks/{source_id}",
    who="provider",
    status=202,
    others={
        200: "the same event was delivered before: the same answer; `google`: also the first time; "
        "or nothing is made of it, such as of a test: an empty object"
    },
    refuses=(Missing, SignatureInvalid, BodyMalformed, BodyTooLarge, Invalid, TooManyDeliveries, Busy),
)
def receive_delivery(call: Call, source_id: str) -> Answer:
    """Take a provider's delivery: authenticated by the source's own scheme, then read.

    The body shown is that of `standard` and `api_key`; sources of other kinds take their provider's own.
    """
    try:
        delivery, first, status = deliveries.take(call, source_id)
    except TooManyDeliveries:
        count("DeliveryThrottled")
        raise
    except Busy:
        raise
    except Refusal:
        count("DeliveryRefused")
        raise
    if delivery is None:
        count("DeliveryIgnored")
        return Answer(Received(), status)
    count("DeliveryAccepted" if first else "DeliveryRepeated")
    return Answer(Received(lead_id=delivery.lead_id, repeat=delivery.repeat), status)


@app.route(
    "POST",
    "/leads",
    status=201,
    others={200: "the person is a lead already, which the caller may see: it has the inquiry now"},
    refuses=(Forbidden, Invalid, SourceUnknown, AgentUnknown, NotActive, AlreadyInTeam, KeyReused, Busy),
)
def create_lead(call: Call, body: LeadBody) -> Answer:
    """Enter a lead by hand, and decide where it goes: to routing, to the pool, or to a member."""
    return by_hand.enter(call, body)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return app.resolve(event, context)
