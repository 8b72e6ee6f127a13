"""Measure the dashboard of a large team: its queries, and the CPU of its handler in a warm process.

The client of DynamoDB builds, signs and reads its requests as usual. They are answered from SQLite, in pages by the
size of what DynamoDB would read; what that takes is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import boto3
from moto import mock_aws

from benchmarks import stage
from benchmarks.growing.ledger import Cost
from benchmarks.growing.wire import Shelves, Wire
from benchmarks.quiet import quiet
from benchmarks.result import Result, judged
from benchmarks.stage import Json
from functions.supervise.build import build
from functions.supervise.doors import SuperviseDoors
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store.table import Table
from shared.uploads import Uploads
from shared.web.app import Api
from tests import make
from tests.conftest import MASTER
from tests.functions import large, team
from tests.functions.counter_rows import NOW
from tests.make import CHIEF
from tests.tables import create_table

ROUNDS = 20
BATCHES = 2  # the plan's version with who asks, and the listed leads


def measure() -> Iterable[Result]:
    """Measure queries, and the median CPU of a call."""
    asked = stage.request("GET", "/dashboard", sub=make.member(CHIEF).sub)
    with _large_team() as (api, wire):
        for _ in range(2):  # the first reads the plan
            wire.cost = Cost()
            stage.answered(api.handler(asked, None))
        queries = wire.cost.calls - BATCHES
        taken = median(_cpu(api, wire, asked) for _ in range(ROUNDS))
    what, told = "dashboard of 100 agents and 10,000 leads", "the plan warm"
    yield judged("P4", f"{what}, queries", queries, "queries", "≤ 10", "and two batch reads")
    yield judged("P12", f"{what}, CPU of the handler", taken * 1000, "ms", "≤ 100", told)


@contextmanager
def _large_team() -> Iterator[tuple[Api, Wire]]:
    """Yield the function over the table of a large team, on the day of its counts, and what answers its client."""
    with mock_aws(), TemporaryDirectory(prefix="dashboard") as folder:
        moto, secrets = boto3.client("dynamodb"), boto3.client("secretsmanager")
        create_table(moto)
        secrets.create_secret(Name="master", SecretString=MASTER)
        shelves = Shelves(Path(folder) / "table")
        wire = Wire(shelves, moto)
        table, secret = Table(wire.client(), "relevo"), MasterSecret(secrets, "master")
        team.seat(table)
        shelves.fill(large.items())
        pushes = Queue(lambda: boto3.client("sqs"), "")
        doors = SuperviseDoors(
            table=table,
            secret=secret,
            pushes=pushes,
            photos=Photos(lambda: boto3.client("s3"), ""),
            raws=RawFiles(Uploads(lambda: boto3.client("s3"), "")),
            now=lambda: NOW,
        )
        yield build(doors), wire
        shelves.close()


def _cpu(api: Api, wire: Wire, event: Json) -> float:
    """Return the seconds of CPU of an answer, without those of who stands in for DynamoDB."""
    wire.cost = Cost()
    with quiet():
        begun = process_time()
        answer = api.handler(event, None)
        taken = process_time() - begun
    stage.answered(answer)
    return taken - wire.cost.cpu
