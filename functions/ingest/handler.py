"""How leads come in: delivered by a provider's webhook, or entered by a member."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from functions.ingest.by_hand import ByHand
from functions.ingest.imports.operations import Imports
from functions.ingest.imports.shown import ErrorShown, ErrorsQuery, ImportBody, ImportShown, StartBody
from functions.ingest.reading.body import LeadBody
from functions.ingest.webhooks.deliveries import Deliveries, Receipt
from functions.ingest.webhooks.gate import Gate
from shared import aws
from shared.domain.errors import (
    AgentUnknown,
    AlreadyInTeam,
    BodyMalformed,
    BodyTooLarge,
    Busy,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    Missing,
    NotActive,
    Refusal,
    SignatureInvalid,
    SourceUnknown,
    TooManyDeliveries,
    UploadMissing,
)
from shared.observe import count
from shared.queue import Queue
from shared.secrets import MasterSecret, SourceSecrets
from shared.settings import IngestSettings
from shared.store.deliveries import Kept
from shared.store.plans import Plans
from shared.store.table import Table
from shared.uploads import Uploads
from shared.web.app import Answer, Api
from shared.web.call import Call
from shared.web.shown import Page, Shown

settings = IngestSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
plans = Plans(table)
secrets = SourceSecrets(secret, aws.secretsmanager(), settings.SOURCE_SECRETS)
gate = Gate(plans, secret, secrets)
deliveries = Deliveries(table, gate, secret, Queue(aws.sqs, settings.FETCHES_URL))
by_hand = ByHand(table, plans, secret)
imports = Imports(table, plans, secret, Uploads(aws.s3, settings.IMPORTS_BUCKET), Queue(aws.sqs, settings.IMPORTS_URL))
app = Api()


class ReceivedLead(Shown):
    """The lead that an event made, or joined (`repeat`)."""

    lead_id: str
    repeat: bool


class Received(Shown):
    """What a delivery came to: the lead that it made, or joined (`repeat`).

    Of several events, or of one whose details are fetched first, `leads` tells those that are there, and `pending`
    how many are to come. Empty where it was authentic, but no lead is made of it.
    """

    lead_id: str | None = None
    repeat: bool | None = None
    leads: tuple[ReceivedLead, ...] | None = None
    pending: int | None = None

    @classmethod
    def of(cls, receipt: Receipt) -> Received:
        """A receipt, as its provider is answered."""
        made = [one.delivery for one in receipt.taken if one.delivery.outcome != "test"]
        leads = tuple(ReceivedLead(lead_id=one.lead_id, repeat=one.repeat) for one in made if one.lead_id)
        if not made:
            return cls()
        if len(made) == 1 and leads and made[0].points_to is None:
            return cls(lead_id=leads[0].lead_id, repeat=leads[0].repeat)
        return cls(leads=leads, pending=sum(one.outcome == "pending" for one in made))


@app.route(
    "POST",
    "/webhooks/{source_id}",
    who="provider",
    status=202,
    others={
        200: "the same event was delivered before: the same answer; `google` and `meta`: also the first time; "
        "or no lead is made of it, such as of a test: an empty object"
    },
    refuses=(Missing, SignatureInvalid, BodyMalformed, BodyTooLarge, Invalid, TooManyDeliveries, Busy),
)
def receive_delivery(call: Call, source_id: str) -> Answer:
    """Take a provider's delivery: authenticated by the source's own scheme, then read.

    The body shown is that of `standard` and `api_key`; sources of other kinds take their provider's own.
    """
    try:
        receipt = deliveries.take(call, source_id)
    except TooManyDeliveries:
        count("DeliveryThrottled")
        raise
    except Busy:
        raise
    except Refusal:
        count("DeliveryRefused")
        raise
    for name, number in Counter(map(_counted, receipt.taken)).items() or {"DeliveryIgnored": 1}.items():
        count(name, number)
    return Answer(Received.of(receipt), receipt.status)


class Greeting(BaseModel):
    """What a provider sends when it subscribes to a source's deliveries: a challenge, and the source's token."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    mode: Literal["subscribe"] = Field(alias="hub.mode")
    verify_token: str = Field(alias="hub.verify_token", max_length=200)
    challenge: str = Field(alias="hub.challenge", max_length=500, pattern=r"^[A-Za-z0-9_.~-]+$")


@app.route("GET", "/webhooks/{source_id}", who="provider", refuses=(Missing, SignatureInvalid, Invalid, Busy))
def greet_provider(call: Call, source_id: str, query: Greeting) -> Answer:
    """Answer a provider that subscribes, as Meta does: its challenge as plain text, if it names the source's token."""
    gate.greet(call, source_id, query.verify_token)
    return Answer(query.challenge)


def _counted(taken: Kept) -> str:
    """The metric that counts this event."""
    if taken.delivery.outcome == "test":
        return "DeliveryIgnored"
    return "DeliveryAccepted" if taken.first else "DeliveryRepeated"


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


@app.route(
    "POST",
    "/imports",
    who="manager",
    status=201,
    refuses=(Forbidden, Invalid, SourceUnknown, AgentUnknown, NotActive, KeyReused, Busy),
)
def create_import(call: Call, body: ImportBody) -> Answer:
    """Make an import of leads from a CSV file: where to upload it, within a quarter of an hour."""
    return imports.make(call, body)


@app.route("POST", "/imports/{import_id}/start", who="manager", status=202, refuses=(Missing, UploadMissing, Busy))
def start_import(call: Call, import_id: str, body: StartBody) -> ImportShown:
    """Start an import once its file is uploaded; with `dry_run` only to tell what would become of it."""
    return imports.start(call, import_id, body)


@app.route("GET", "/imports/{import_id}", who="manager", refuses=(Missing, Busy))
def read_import(call: Call, import_id: str) -> ImportShown:
    """Read an import: how far it is, and what its rows came to."""
    return imports.read(call, import_id)


@app.route("GET", "/imports/{import_id}/errors", who="manager", refuses=(Missing, CursorInvalid, Busy))
def list_import_errors(call: Call, import_id: str, query: ErrorsQuery) -> Page[ErrorShown]:
    """List the rows that make no lead, and why."""
    return imports.errors(call, import_id, query)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return app.resolve(event, context)
