"""Ask every operation of the API for what the tests' matrix asks, in a team of any size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from moto import mock_aws

from benchmarks import stage
from benchmarks.growing import crowd
from benchmarks.growing.crowd import Size
from benchmarks.growing.ledger import Cost
from benchmarks.growing.wire import Shelves, Wire
from benchmarks.quiet import quiet
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import Route
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.table import Table
from tests import memory, quick_moto
from tests.budgets import test_operations as budgets
from tests.functions import deployed, matrix
from tests.functions.matrix import LEAD_IDS, OPERATIONS
from tests.make import MAIN, NIGHT
from tests.tables import create_table

TOKENLESS = budgets.PROVIDERS | budgets.WITHOUT_TABLE
ORDERS = "PUT /routes/order"  # names all routes
COUNTED = sorted(set(OPERATIONS) - TOKENLESS)
WARMING = (
    ("GET /settings", "/settings"), ("GET /me", "/me"), ("GET /imports/{import_id}", f"/imports/{matrix.IMPORT}"),
    ("POST /leads/{lead_id}/claim", f"/leads/{LEAD_IDS['unknown']}/claim"),
)  # fmt: skip


class World(matrix.World):
    """Hold the functions over a large table, which every request finds as it was.

    Attributes:
        cost: of the latest request.
        table: for functions that answer no HTTP.
    """

    cost = Cost()
    _me = ""

    def __init__(self, size: Size, shelves: Shelves) -> None:
        self._shelves, self._size, self._version = shelves, size, 0
        self._wire = Wire(shelves, memory.client("dynamodb"))
        client = self._wire.client()
        self.secret = MasterSecret(memory.client("secretsmanager"), "master")
        super().__init__(client, self.secret)
        for one in (matrix.IMPORT, matrix.IMPORT_OF_ANOTHER):
            memory.client("s3").put_object(Bucket=deployed.BUCKET, Key=f"imports/{one}", Body=b"name\nEva\n")
        self.table = Table(client, "relevo")
        self.event = event
        shelves.fill(crowd.items(size, self.secret))
        shelves.fill(map(codec.to_item, crowd.plan(size)))
        shelves.begin()

    def seat(self, me: str) -> None:
        """Start over with the matrix's records for `me`, beside the crowd."""
        self._shelves.undo()
        self._shelves.begin()
        changed, self._wire.plan_written = self._wire.plan_written or me != self._me, False
        self._me = me
        order = Order(route_ids=(MAIN, NIGHT, *(one.route_id for one in _routes(self._size))))
        for item in (*matrix.items(me).values(), codec.to_item(order)):
            self._shelves.put(item)
        self._raise(10 if changed else 0)  # never to one that an operation wrote, and a function has cached

    def change_plan(self, *found: Any) -> None:
        """Add records of the plan."""
        self.put(*found)
        self._raise(10)
        self._wire.plan_written = True

    def _raise(self, by: int) -> None:
        self._version += by
        pk, sk = keys.VERSION
        self._shelves.put({"PK": {"S": pk}, "SK": {"S": sk}, "v": {"N": str(self._version)}})

    def _write(self, requests: Any) -> None:
        for one in requests:
            self._shelves.put(one["PutRequest"]["Item"])

    def warm(self, operation: str, me: str) -> None:
        """Have the operation's function read the plan."""
        handler = self._handlers[operation]
        for other, path in WARMING:
            if self._handlers[other].__self__ is handler.__self__:
                method = other.split(" ")[0]
                with quiet():
                    self._handlers[other](event(method, path, sub=matrix.make.member(me).sub), None)

    def send(
        self, operation: str, path: str, sub: str | None, *, query: Any = None, body: Any = None
    ) -> tuple[int, Any]:
        """Send one request; return the status and the body, and keep what it cost."""
        if operation == ORDERS:
            body = {"ids": [NIGHT, MAIN, *(one.route_id for one in _routes(self._size))], "version": 1}
        asked = event(operation.split(" ")[0], path, sub=sub, query=query, body=body)
        answer = self.measured(lambda: self._handlers[operation](asked, None))
        status: int = answer["statusCode"]
        if status >= 500:
            raise RuntimeError(f"{operation} answered {answer}")
        return status, json.loads(answer["body"]) if status >= 400 else None

    def handle(self, operation: str, asked: dict[str, Any]) -> Any:
        """Return the answer to a request."""
        return self._handlers[operation](asked, None)

    def measured(self, act: Callable[[], Any]) -> Any:
        """Return what `act` does; keep what it cost."""
        self._wire.cost = Cost()
        with quiet():
            begun = process_time()
            answer = act()
            taken = process_time() - begun
        told = self._wire.cost
        self.cost = Cost(told.calls, told.items, told.units, taken - told.cpu)
        return answer


@contextmanager
def world(size: Size) -> Iterator[World]:
    """Yield a team of this size, in a file that is deleted in the end."""
    with mock_aws(), quick_moto.parts(quick_moto.PATCHES), TemporaryDirectory(prefix="growth") as folder:
        memory.forget()
        create_table(memory.client("dynamodb"))
        memory.client("secretsmanager").create_secret(Name="master", SecretString="of the matrix")
        shelves = Shelves(Path(folder) / "table")
        yield World(size, shelves)
        shelves.close()


def event(method: str, path: str, *, sub: str | None = None, body: Any = None, query: Any = None) -> dict[str, Any]:
    """Return an event as API Gateway sends it, with what may follow the question mark."""
    asked = stage.request(method, path, sub=sub, body=None if body is None else json.dumps(body))
    return asked | {"queryStringParameters": query}


def _routes(size: Size) -> list[Route]:
    return [one for one in crowd.plan(size) if isinstance(one, Route)]
