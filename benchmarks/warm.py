"""Measure the CPU of one ingest request in a warm process, against a typical handler of the same delivery.

Both DynamoDB clients build, sign and read their requests as usual; the requests are answered in this process.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from functools import partial
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from botocore.awsrequest import AWSResponse

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import Json, Stage
from benchmarks.typical import Context, Typical
from shared.observe import logger

ROUNDS = 15
REQUESTS = 60  # per round
WRITES = ("TransactWriteItems", "PutItem", "UpdateItem")


class Raw(io.BytesIO):
    """Provide a body as botocore reads it."""

    def stream(self, *_: object, **__: object) -> Iterable[bytes]:
        """Return the whole body at once."""
        yield self.read()


def landed(request: Any, **_: object) -> AWSResponse:
    """Return DynamoDB's answer to any write, without a network."""
    return AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, Raw(b"{}"))


def measure() -> Iterable[Result]:
    """Measure the ratio of medians of alternate rounds, and our own slowest request."""
    answering = {f"before-send.dynamodb.{write}": landed for write in WRITES}
    quiet = io.StringIO()
    with stage.stage() as there:
        there.came_in(0)  # reads the plan and the master secret
        there.stopped = there.now()  # the plan is not read again meanwhile
    before = logger.registered_handler.setStream(quiet)
    with redirect_stdout(quiet):
        typical = Typical(partial(there.secret.source_secret, version=1))
        for name, answer in answering.items():
            for client in (there.client, typical.client):
                client.meta.events.register_first(name, answer)
        ratio, ours, slowest = _interleaved(there, typical.handler)
    logger.registered_handler.setStream(before)
    told = f"ours {ours * 1e6:,.0f} µs, p99 {slowest * 1e3:.2f} ms by the clock"
    yield judged("P3", "CPU of an ingest request, warm, against a typical handler", ratio, "times", "≤ 0.5", told)


def _interleaved(there: Stage, other: Callable[[Json, Any], Json]) -> tuple[float, float, float]:
    """Return the ratio of ingest's CPU to that of `other`, its CPU per request, and the p99 of its time."""
    context, clock = Context(), list[float]()
    ours, theirs = list[float](), list[float]()
    for number in range(ROUNDS + 1):
        events = [there.delivery(number * REQUESTS * 2 + n) for n in range(REQUESTS * 2)]
        begun = process_time()
        for event in events[::2]:
            at = perf_counter()
            stage.answered(there.ingest.handler(event, None))
            clock.append(perf_counter() - at)
        ours.append(process_time() - begun)
        begun = process_time()
        for event in events[1::2]:
            stage.answered(other(event, context))
        theirs.append(process_time() - begun)
    # The first round fills caches.
    ratio = median(mine / another for mine, another in zip(ours[1:], theirs[1:], strict=True))
    return ratio, median(ours[1:]) / REQUESTS, quantiles(clock[REQUESTS:], n=100)[98]
