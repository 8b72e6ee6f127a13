"""The dashboard of a large team: its queries, and the CPU of its handler on a warm process.

The client of DynamoDB builds, signs and reads its requests as ever; what each was answered once it is answered again
without a network.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from statistics import median
from time import process_time
from typing import Any
from unittest import mock

import boto3
from botocore.awsrequest import AWSResponse
from moto.core.models import botocore_stubber

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import Json
from benchmarks.warm import Raw
from functions.supervise import handler as supervise
from shared.observe import logger
from shared.web import app
from shared.web.call import Call, read_call
from tests import make
from tests.functions import large
from tests.functions.tallying import NOW
from tests.make import CHIEF

ROUNDS = 20
READINGS = ("Query", "BatchGetItem")


class Memory:
    """Remembers what each reading was answered, and answers so again."""

    def __init__(self) -> None:
        self._answers: dict[bytes, tuple[int, Any, bytes]] = {}

    def listeners(self) -> list[tuple[str, Callable[..., object]]]:
        """What listens to what of a client's events."""
        return [(f"before-send.dynamodb.{reading}", self.answer) for reading in READINGS]

    def answer(self, request: Any, **_: object) -> AWSResponse:
        """The answer to a reading."""
        asked = bytes(request.body)
        if asked not in self._answers:
            first = botocore_stubber("before-send", request)
            self._answers[asked] = (first.status_code, first.headers, first.content) if first else (500, {}, b"")
        status, headers, body = self._answers[asked]
        return AWSResponse(request.url, status, headers, Raw(body))


def measure() -> Iterable[Result]:
    """Queries, and the median CPU of a call."""
    calls, memory = stage.Calls(), Memory()
    asked = stage.request("GET", "/dashboard", sub=make.member(CHIEF).sub)
    events = supervise.table._client.meta.events
    for name, listener in (("provide-client-params.dynamodb", calls.note), *memory.listeners()):
        events.register_first(name, listener)
    with mock.patch.object(app, "read_call", _today):
        with stage.stage():
            large.fill(boto3.client("dynamodb"))
            for _ in range(2):  # the first reads the plan
                calls.taken()
                stage.answered(supervise.handler(asked, None))
        queries = sum(name == "Query" for name, _ in calls.taken())
        taken = median(_cpu(asked) for _ in range(ROUNDS))
    for name, listener in (("provide-client-params.dynamodb", calls.note), *memory.listeners()):
        events.unregister(name, listener)
    what, told = "dashboard of 100 agents and 10,000 leads", "the plan warm"
    yield judged("P4", f"{what}, queries", queries, "queries", "≤ 10", "and two batch reads")
    yield judged("P12", f"{what}, CPU of the handler", taken * 1000, "ms", "≤ 300", told)


def _today(event: Json) -> Call:
    """The call, on the day of the large team's counts."""
    return replace(read_call(event), now=NOW)


def _cpu(event: Json) -> float:
    quiet = io.StringIO()
    before = logger.registered_handler.setStream(quiet)
    with redirect_stdout(quiet):
        begun = process_time()
        answer = supervise.handler(event, None)
        taken = process_time() - begun
    logger.registered_handler.setStream(before)
    stage.answered(answer)
    return taken
