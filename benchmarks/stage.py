"""Run the functions on a table in memory, with a demo team: to count or time them without a network."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import boto3
from moto import mock_aws
from standardwebhooks import Webhook

from tests.conftest import MASTER  # first of all: credentials that reach nowhere

# isort: split

from benchmarks.stub_dynamodb import running_stub
from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.expire.build import build as build_expire
from functions.ingest.build import build as build_ingest
from functions.ingest.doors import IngestDoors
from functions.ingest.webhooks.throttle import Throttle
from functions.route.build import RouteDoors
from functions.route.build import build as build_route
from shared import aws
from shared.doors import Doors, utc_now
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.table import Table
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import make
from tests.functions import team
from tests.gateway import route
from tests.make import ANN, BOB, CAT, DAN, EVE, MAIN, WEB
from tests.metering import Meter
from tests.tables import create_table

type Json = dict[str, Any]

AGENTS = (ANN, BOB, CAT, DAN, EVE)


class Clocks:
    """Stand in for the state machine: run nothing."""

    def start(self, *_: object) -> None:
        """Start nothing."""

    def stop(self, *_: object) -> None:
        """Stop nothing."""


class Vault:
    """Stand in for Secrets Manager: hold the master secret."""

    def get_secret_value(self, **_: object) -> Json:
        """Return it."""
        return {"SecretString": MASTER}


class Stage:
    """Hold the functions of a lead's way over one table.

    Attributes:
        client: the functions' DynamoDB client.
        table: the same table, for what is not measured.
        late: how much later the functions' time is than the real one.
        stopped: the instant at which the functions' time stands still, if it does.
    """

    stopped: datetime | None = None

    def __init__(self, wrap: Callable[[Any], Any], client: Any = None, vault: Any = None) -> None:
        self.client, self.late = client or boto3.client("dynamodb"), timedelta(0)
        self.table = Table(client or boto3.client("dynamodb"), "relevo")
        theirs = Table(wrap(self.client), "relevo", packs=True)
        vault, queue = vault or boto3.client("secretsmanager"), Queue(lambda: boto3.client("sqs"), "")
        self.secret = MasterSecret(vault, "master")
        secrets, uploads = SourceSecrets(self.secret, vault, "relevo/sources"), Uploads(lambda: boto3.client("s3"), "")
        self.ingest = build_ingest(
            IngestDoors(
                table=theirs, now=self.now, secret=self.secret, secrets=secrets, fetches=queue, imports=queue,
                uploads=uploads, waiting=WaitingDeliveries(uploads, queue),
                raws=RawFiles(uploads), throttle=Throttle(burst=1_000_000),
            )
        )  # fmt: skip
        self.route = build_route(RouteDoors(table=theirs, now=self.now, clocks=Clocks()))  # type: ignore[arg-type]
        self.claim = build_claim(ClaimDoors(table=theirs, now=self.now, secret=self.secret))
        self.expire = build_expire(Doors(table=theirs, now=self.now))

    def now(self) -> datetime:
        """Return the functions' current time."""
        return self.stopped or utc_now() + self.late

    def delivery(self, number: int) -> Json:
        """Return the event of a signed `standard` delivery of a new person, with an email and a phone."""
        asked = {
            "contact": {
                "first_name": "Lucía", "last_name": "Pérez",
                "emails": [f"lucia.perez.{number}@example.com"], "phones": [f"+34600{number % 10**6:06}"],
            },
            "attributes": {"place": "Retiro", "intent": "buy", "price_max": 300_000},
            "message": "Busco un piso de dos habitaciones con luz.",
        }  # fmt: skip
        body, now = json.dumps(asked, ensure_ascii=False), self.now()
        event_id = f"event-{number}-{time.time_ns()}"
        signed = {
            "webhook-id": event_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret.source_secret(WEB, 1)).sign(event_id, now, body),
        }
        return request("POST", f"/webhooks/{WEB}", body=body, headers=signed)

    def came_in(self, number: int) -> str:
        """Return the id of the lead that a delivery created."""
        lead_id: str = answered(self.ingest.handler(self.delivery(number), None))["lead_id"]
        return lead_id

    def claim_of(self, lead_id: str, agent_id: str) -> Json:
        """Return the event of `agent_id`'s claim."""
        return request("POST", f"/leads/{lead_id}/claim", sub=make.member(agent_id).sub)

    def claimed(self, lead_id: str, agent_id: str) -> Json:
        """Return the answer to `agent_id`'s claim."""
        return self.claim.handler(self.claim_of(lead_id, agent_id), None)


@contextmanager
def stage(wrap: Callable[[Any], Any] = lambda client: client, **plan: Any) -> Iterator[Stage]:
    """Yield the functions over a table with a plan, one route of five agents unless it is given.

    `wrap` wraps their DynamoDB client.
    """
    with mock_aws():
        create_table(boto3.client("dynamodb"))
        boto3.client("secretsmanager").create_secret(Name="master", SecretString=MASTER)
        there = Stage(wrap)
        _seat(there, **plan)
        yield there


@contextmanager
def stage_over_http() -> Iterator[Stage]:
    """Yield the same functions with the client that they have on AWS, over a stub of DynamoDB behind HTTP."""
    with running_stub():
        there = Stage(lambda client: client, boto3.client("dynamodb", config=aws.BRIEF), Vault())
        _seat(there)
        yield there


def _seat(there: Stage, **plan: Any) -> None:
    usual = {"routes": [make.route(MAIN, AGENTS, claim_seconds=300)], "sources": [make.source()]}
    team.seat(there.table, **(plan or usual))


@contextmanager
def metered(**plan: Any) -> Iterator[tuple[Stage, Meter]]:
    """Yield the functions, and what counts the write units of their transactions."""
    meters: list[Meter] = []

    def wrap(client: object) -> Meter:
        meters.append(Meter(client))
        return meters[0]

    with stage(wrap, **plan) as there:
        yield there, meters[0]


def request(
    method: str, path: str, *, sub: str | None = None, body: str | None = None, headers: Json | None = None
) -> Json:
    """Return an event as API Gateway sends it (payload 2.0)."""
    claims = {"authorizer": {"jwt": {"claims": {"sub": sub}, "scopes": None}}} if sub else {}
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench"}
    return {
        "version": "2.0", **route(method, path), "rawPath": path, "rawQueryString": "",
        "headers": {"content-type": "application/json", "host": "api.example.com", **(headers or {})},
        "requestContext": {"http": http, "requestId": "request-1", "stage": "$default", **claims},
        "body": body, "isBase64Encoded": False,
    }  # fmt: skip


def answered(answer: Json) -> Json:
    """Return an answer's body; fail unless it is a success."""
    if answer["statusCode"] >= 300:
        raise RuntimeError(f"answered {answer}")
    return json.loads(answer["body"]) if answer.get("body") else {}


class Calls:
    """Record the functions' DynamoDB calls: names and parameters."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Json]] = []

    def listen(self, client: Any) -> None:
        """Record this client's calls from now on."""
        client.meta.events.register_first("provide-client-params.dynamodb", self.note)

    def note(self, params: Json, model: Any, **_: object) -> None:
        """Record a call; a listener for `provide-client-params.dynamodb`."""
        self.made.append((model.name, params))

    def taken(self) -> list[tuple[str, Json]]:
        """Return the calls since last time."""
        made, self.made = self.made, []
        return made
