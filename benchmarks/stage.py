"""The functions on a table in memory, with a team seated: what is counted or timed without a network."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any

import boto3
from moto import mock_aws
from standardwebhooks import Webhook

from tests.conftest import MASTER  # first of all: the environment that functions read when they are imported

# isort: split

from functions.claim import handler as claim
from functions.expire import handler as expire
from functions.ingest import handler as ingest
from functions.route import handler as route
from shared.store.table import Table
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, CAT, DAN, EVE, MAIN
from tests.tables import create_table

type Json = dict[str, Any]

AGENTS = (ANN, BOB, CAT, DAN, EVE)
SOURCES = [make.id_of("source", f"s{n:02}") for n in range(50)]
A_SOURCE = 300  # deliveries in a row: more would be throttled
_deliveries = count()
HANDLERS = (claim, expire, ingest, route)


class Clocks:
    """In the state machine's place: it runs nothing."""

    def wind(self, *_: object) -> None:
        """Nothing to start."""

    def stop(self, *_: object) -> None:
        """Nothing to stop."""


@contextmanager
def stage() -> Iterator[Table]:
    """The table, with one route of five agents; the functions read and write it."""
    with mock_aws():
        create_table(boto3.client("dynamodb"))
        boto3.client("secretsmanager").create_secret(Name="master", SecretString=MASTER)
        table = Table(boto3.client("dynamodb"), "relevo")
        sources = [make.source(source_id) for source_id in SOURCES]
        team.seat(table, routes=[make.route(MAIN, AGENTS, claim_seconds=300)], sources=sources)
        route.winder._clocks = Clocks()  # type: ignore[assignment]
        yield table


def delivery(number: int) -> Json:
    """The event of a signed `standard` delivery: somebody new, with an e-mail and a phone."""
    asked = {
        "contact": {
            "first_name": "Lucía", "last_name": "Pérez",
            "emails": [f"lucia.perez.{number}@example.com"], "phones": [f"+34600{number % 10**6:06}"],
        },
        "attributes": {"place": "Retiro", "intent": "buy", "price_max": 300_000},
        "message": "Busco un piso de dos habitaciones con luz.",
    }  # fmt: skip
    body, now = json.dumps(asked, ensure_ascii=False), make.datetime.now(make.UTC)
    event_id, source_id = f"event-{number}-{time.time_ns()}", SOURCES[next(_deliveries) // A_SOURCE % len(SOURCES)]
    signed = {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret(source_id)).sign(event_id, now, body),
    }
    return request("POST", f"/webhooks/{source_id}", body=body, headers=signed)


@cache
def secret(source_id: str) -> str:
    """A source's secret."""
    return ingest.secret.of_source(source_id, 1)


def request(
    method: str, path: str, *, sub: str | None = None, body: str | None = None, headers: Json | None = None
) -> Json:
    """An event as API Gateway sends it (payload 2.0)."""
    claims = {"authorizer": {"jwt": {"claims": {"sub": sub}, "scopes": None}}} if sub else {}
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench"}
    return {
        "version": "2.0", "routeKey": f"{method} {path}", "rawPath": path, "rawQueryString": "",
        "headers": {"content-type": "application/json", "host": "api.example.com", **(headers or {})},
        "requestContext": {"http": http, "requestId": "request-1", "stage": "$default", **claims},
        "body": body, "isBase64Encoded": False,
    }  # fmt: skip


def answered(answer: Json) -> Json:
    """What an answer's body holds; it has to be a success."""
    if answer["statusCode"] >= 300:
        raise RuntimeError(f"answered {answer}")
    return json.loads(answer["body"]) if answer.get("body") else {}


def came_in(number: int) -> str:
    """The lead that a delivery made."""
    lead_id: str = answered(ingest.handler(delivery(number), None))["lead_id"]
    return lead_id


def claimed(lead_id: str, agent_id: str) -> Json:
    """The answer of `agent_id`'s claim."""
    return claim.handler(request("POST", f"/leads/{lead_id}/claim", sub=make.member(agent_id).sub), None)


@contextmanager
def listening(listeners: dict[str, Callable[..., object]]) -> Iterator[None]:
    """Tell these of the events of the functions' clients of DynamoDB."""
    clients = [handler.table._client.meta.events for handler in HANDLERS]
    for events in clients:
        for name, listener in listeners.items():
            events.register_first(name, listener)
    yield
    for events in clients:
        for name, listener in listeners.items():
            events.unregister(name, listener)


class Calls:
    """What the functions ask of DynamoDB: names, and what was given."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Json]] = []

    def note(self, params: Json, model: Any, **_: object) -> None:
        """Remember a call; for `provide-client-params.dynamodb`."""
        self.made.append((model.name, params))

    def taken(self) -> list[tuple[str, Json]]:
        """The calls since last time."""
        made, self.made = self.made, []
        return made
