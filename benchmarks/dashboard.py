"""Measure the dashboard of a large team: its queries, and the CPU of its handler in a warm process.

The client of DynamoDB builds, signs and reads its requests as usual; what is asked again is answered from memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import redirect_stdout
from statistics import median
from time import process_time
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from moto import mock_aws
from moto.core.models import botocore_stubber

from benchmarks import stage
from benchmarks.growing.wire import Raw
from benchmarks.result import Result, judged
from benchmarks.stage import MASTER, Json
from functions.supervise.build import SuperviseDoors, build
from shared.observe import logger
from shared.photos import Photos
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
    """Answer a client's reads from memory, once moto has answered each for the first time.

    Attributes:
        asked: the operations that were asked for.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[bytes, tuple[int, Any, bytes]] = {}

    def connect(self, client: Any) -> None:
        """Answer this client's reads from now on."""
        client.meta.events.unregister("before-send", botocore_stubber)
        for reading in READINGS:
            client.meta.events.register_first(f"before-send.dynamodb.{reading}", self.answer)

    def answer(self, request: Any, **_: object) -> AWSResponse:
        """Return the remembered answer to a read."""
        asked = bytes(request.body)
        self.asked.append(request.headers["X-Amz-Target"].decode().partition(".")[2])
        if asked not in self._answers:
            first = botocore_stubber("before-send", request)
            self._answers[asked] = (first.status_code, first.headers, first.content) if first else (500, {}, b"")
        status, headers, body = self._answers[asked]
        return AWSResponse(request.url, status, headers, Raw(body))


def measure() -> Iterable[Result]:
    """Measure queries, and the median CPU of a call."""
    asked = stage.request("GET", "/dashboard", sub=make.member(CHIEF).sub)
    with mock_aws():
        memory = Memory()
        api = _large_team(memory)
        for _ in range(2):  # the first reads the plan
            memory.asked.clear()
            stage.answered(api.handler(asked, None))
        queries = memory.asked.count("Query")
    taken = median(_cpu(api, asked) for _ in range(ROUNDS))
    what, told = "dashboard of 100 agents and 10,000 leads", "the plan warm"
    yield judged("P4", f"{what}, queries", queries, "queries", "≤ 10", "and two batch reads")
    yield judged("P12", f"{what}, CPU of the handler", taken * 1000, "ms", "≤ 100", told)


def _large_team(memory: Memory) -> Api:
    """Return the function over the table of a large team, on the day of its counts, read by way of `memory`."""
    client, secrets = boto3.client("dynamodb"), boto3.client("secretsmanager")
    create_table(client)
    secrets.create_secret(Name="master", SecretString=MASTER)
    table, secret = Table(client, "relevo"), MasterSecret(secrets, "master")
    team.seat(table)
    large.fill(client)
    memory.connect(client)
    pushes = Queue(lambda: boto3.client("sqs"), "")
    return build(
        SuperviseDoors(
            table=table,
            secret=secret,
            pushes=pushes,
            photos=Photos(lambda: boto3.client("s3"), ""),
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
