"""Measure the dashboard of a large team: its queries, and the CPU of its handler in a warm process.

The DynamoDB client builds, signs and reads its requests as usual; a repeated request is answered from memory, without a
network.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from statistics import median
from time import process_time
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from moto import mock_aws
from moto.core.models import botocore_stubber

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import MASTER, Json
from benchmarks.warm import Raw
from functions.supervise.build import SuperviseDoors, build
from shared.observe import logger
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store.table import Table
from shared.uploads import Uploads
from shared.web.app import Api
from tests import make
from tests.functions import large, team
from tests.functions.counter_rows import NOW
from tests.make import CHIEF
from tests.tables import create_table

ROUNDS = 20
READINGS = ("Query", "BatchGetItem")


class Memory:
    """Remember the answer to each read, and answer repeats from memory."""

    def __init__(self) -> None:
        self._answers: dict[bytes, tuple[int, Any, bytes]] = {}

    def listeners(self) -> list[tuple[str, Callable[..., object]]]:
        """Return the listeners for a client's events."""
        return [(f"before-send.dynamodb.{reading}", self.answer) for reading in READINGS]

    def answer(self, request: Any, **_: object) -> AWSResponse:
        """Return the remembered answer to a read."""
        asked = bytes(request.body)
        if asked not in self._answers:
            first = botocore_stubber("before-send", request)
            self._answers[asked] = (first.status_code, first.headers, first.content) if first else (500, {}, b"")
        status, headers, body = self._answers[asked]
        return AWSResponse(request.url, status, headers, Raw(body))


def measure() -> Iterable[Result]:
    """Measure queries, and the median CPU of a call."""
    calls, asked = stage.Calls(), stage.request("GET", "/dashboard", sub=make.member(CHIEF).sub)
    with mock_aws():
        api = _large_team(calls)
        for _ in range(2):  # the first reads the plan
            calls.taken()
            stage.answered(api.handler(asked, None))
        queries = sum(name == "Query" for name, _ in calls.taken())
    # Measure without moto: while it is active it answers too, though its answers are not used.
    taken = median(_cpu(api, asked) for _ in range(ROUNDS))
    what, told = "dashboard of 100 agents and 10,000 leads", "the plan warm"
    yield judged("P4", f"{what}, queries", queries, "queries", "≤ 10", "and two batch reads")
    yield judged("P12", f"{what}, CPU of the handler", taken * 1000, "ms", "≤ 300", told)


def _large_team(calls: stage.Calls) -> Api:
    """Return the function over the table of a large team, on the day of its counts; `calls` records its requests."""
    client, secrets = boto3.client("dynamodb"), boto3.client("secretsmanager")
    create_table(client)
    secrets.create_secret(Name="master", SecretString=MASTER)
    table, secret = Table(client, "relevo"), MasterSecret(secrets, "master")
    team.seat(table)
    large.fill(client)
    for name, listener in (("provide-client-params.dynamodb", calls.note), *Memory().listeners()):
        client.meta.events.register_first(name, listener)
    pushes = Queue(lambda: boto3.client("sqs"), "")
    return build(
        SuperviseDoors(
            table=table,
            secret=secret,
            pushes=pushes,
            raws=RawFiles(Uploads(lambda: boto3.client("s3"), "")),
            now=lambda: NOW,
        )
    )


def _cpu(api: Api, event: Json) -> float:
    quiet = io.StringIO()
    before = logger.registered_handler.setStream(quiet)
    with redirect_stdout(quiet):
        begun = process_time()
        answer = api.handler(event, None)
        taken = process_time() - begun
    logger.registered_handler.setStream(before)
    stage.answered(answer)
    return taken
