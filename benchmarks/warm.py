"""CPU of one ingest request on a warm process, against a typical handler of the same delivery.

Both clients of DynamoDB build, sign and read their requests as ever; what they would send is answered in this process.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from botocore.awsrequest import AWSResponse

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import Json, ingest
from benchmarks.typical import Context, Typical
from shared.observe import logger

ROUNDS = 15
REQUESTS = 60  # a round; few enough that the plan is never read again meanwhile
WRITES = ("TransactWriteItems", "PutItem", "UpdateItem")


class Raw(io.BytesIO):
    """A body as botocore reads it."""

    def stream(self, *_: object, **__: object) -> Iterable[bytes]:
        """The whole."""
        yield self.read()


def landed(request: Any, **_: object) -> AWSResponse:
    """DynamoDB's answer to any write, without a network."""
    return AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, Raw(b"{}"))


def measure() -> Iterable[Result]:
    """The ratio of medians of turns taken in turn, and our own slowest."""
    answering = {f"before-send.dynamodb.{write}": landed for write in WRITES}
    quiet = io.StringIO()
    with stage.stage():
        stage.came_in(0)  # reads the plan and the master secret
    before = logger.registered_handler.setStream(quiet)
    with stage.listening(answering), redirect_stdout(quiet):
        typical = Typical(stage.secret)
        for name, answer in answering.items():
            typical.client.meta.events.register(name, answer)
        ratio, ours, slowest = _interleaved(lambda event: ingest.handler(event, None), typical.handler)
    logger.registered_handler.setStream(before)
    told = f"ours {ours * 1e6:,.0f} µs, p99 {slowest * 1e3:.2f} ms by the clock"
    yield judged("P3", "CPU of an ingest request, warm, against a typical handler", ratio, "times", "≤ 0.5", told)


def _interleaved(one: Callable[[Json], Json], other: Callable[[Json, Any], Json]) -> tuple[float, float, float]:
    """How many times the CPU of `other` `one` takes; its CPU a request, and the 99th percentile of its time."""
    context, clock = Context(), list[float]()
    ours, theirs = list[float](), list[float]()
    for number in range(ROUNDS + 1):
        events = [stage.delivery(number * REQUESTS * 2 + n) for n in range(REQUESTS * 2)]
        begun = process_time()
        for event in events[::2]:
            at = perf_counter()
            stage.answered(one(event))
            clock.append(perf_counter() - at)
        ours.append(process_time() - begun)
        begun = process_time()
        for event in events[1::2]:
            stage.answered(other(event, context))
        theirs.append(process_time() - begun)
    # The first round fills caches.
    ratio = median(mine / another for mine, another in zip(ours[1:], theirs[1:], strict=True))
    return ratio, median(ours[1:]) / REQUESTS, quantiles(clock[REQUESTS:], n=100)[98]
