"""Answer a DynamoDB client from SQLite, so that a table of millions of items has what a query reads on a shelf.

Requests and answers are the JSON of the wire, so that the client does all of its work but for the socket. Queries read
pages of 1 MB, and what they count is billed, as in DynamoDB. Writes are moto's: it is given the items that a
transaction names, and what it makes of them is kept.
"""

from __future__ import annotations

import io
import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock
from time import process_time
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.core.models import botocore_stubber

from benchmarks.growing.ledger import PAGE, Cost, units
from shared.store import indexes, keys
from tests.metering import size

type Json = dict[str, Any]
type Item = dict[str, Any]

INDEXES = {index.name: index for index in indexes.INDEXES}
LAST = "\U0010ffff"
HEADERS = HTTPHeaders.from_dict({"content-type": "application/x-amz-json-1.0"})


class Raw(io.BytesIO):
    """Provide a body as botocore reads it."""

    def stream(self, *_: object, **__: object) -> Iterable[bytes]:
        """Return the whole body at once."""
        yield self.read()


class Shelves:
    """Keep items and entries of indexes in B-trees, by their keys."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.executescript(
            "PRAGMA page_size = 16384; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
            "PRAGMA cache_size = -400000"
        )
        for name in ("items", *(f"i_{name}" for name in INDEXES)):
            self._db.execute(
                f"CREATE TABLE {name} (pk, sk, ipk, isk, size, item, PRIMARY KEY (ipk, isk, pk, sk)) WITHOUT ROWID"
            )

    def fill(self, items: Iterable[Item]) -> None:
        """Add new items, within one transaction."""
        self._db.execute("BEGIN")
        for item in items:
            self._add(item)
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(self) -> None:
        """Note how all is now."""
        self._db.execute("BEGIN")

    def undo(self) -> None:
        """Go back to what was noted."""
        self._db.execute("ROLLBACK")

    def get(self, pk: str, sk: str) -> tuple[Item | None, int]:
        """Return an item, as it is on the wire, and its bytes; None if there is none."""
        found = self._db.execute("SELECT item, size FROM items WHERE ipk=? AND isk=? AND pk=''", (pk, sk)).fetchone()
        return (json.loads(found[0]), found[1]) if found else (None, 0)

    def put(self, item: Item) -> None:
        """Put an item, over one that is there."""
        self.remove(item["PK"]["S"], item["SK"]["S"])
        self._add(item)

    def remove(self, pk: str, sk: str) -> None:
        """Remove an item, if there is one, and its entries."""
        before, _ = self.get(pk, sk)
        if before:
            self._db.execute("DELETE FROM items WHERE ipk=? AND isk=? AND pk=''", (pk, sk))
            for name, index in INDEXES.items():
                if index.pk in before and index.sk in before:
                    where = (before[index.pk]["S"], before[index.sk]["S"], pk, sk)
                    self._db.execute(f"DELETE FROM i_{name} WHERE ipk=? AND isk=? AND pk=? AND sk=?", where)  # noqa: S608

    def entries(
        self, index: str | None, pk: str, low: str, high: str, after: tuple[str, str, str] | None, *, down: bool
    ) -> Iterator[tuple[int, str]]:
        """Yield the size and the text of each entry of a range, in order."""
        table, order = f"i_{index}" if index else "items", "DESC" if down else "ASC"
        where, values = "ipk = ? AND isk >= ? AND isk <= ?", [pk, low, high]
        if after and down:
            where, values = "ipk = ? AND isk >= ? AND (isk, pk, sk) < (?, ?, ?)", [pk, low, *after]
        elif after:
            where, values = "ipk = ? AND (isk, pk, sk) > (?, ?, ?) AND isk <= ?", [pk, *after, high]
        ordered = f"ORDER BY isk {order}, pk {order}, sk {order}"
        yield from self._db.execute(f"SELECT size, item FROM {table} WHERE {where} {ordered}", values)  # noqa: S608

    def _add(self, item: Item) -> None:
        pk, sk = item["PK"]["S"], item["SK"]["S"]
        self._insert("items", ("", "", pk, sk), item)
        for name, index in INDEXES.items():
            if index.pk in item and index.sk in item:
                names = ("PK", "SK", index.pk, index.sk, *index.includes)
                entry = {one: item[one] for one in names if one in item}
                self._insert(f"i_{name}", (pk, sk, item[index.pk]["S"], item[index.sk]["S"]), entry)

    def _insert(self, table: str, where: tuple[str, str, str, str], item: Item) -> None:
        text = _text(item)
        self._db.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)", (*where, size(item), text))  # noqa: S608


class Wire:
    """Answer a client's requests before they are sent.

    Attributes:
        cost: what they have cost so far; `cpu` is the time that it took here, which is none of the function's.
    """

    plan_written = False

    def __init__(self, shelves: Shelves, moto: Any) -> None:
        self.shelves, self.cost, self._moto, self._lock = shelves, Cost(), moto, Lock()
        self._answers: dict[str, Callable[[Json], Json]] = {
            "GetItem": self._get, "BatchGetItem": self._batch, "Query": self._query, "TransactWriteItems": self._write,
        }  # fmt: skip

    def client(self) -> Any:
        """Return a client whose requests are answered here, in place of moto."""
        client = boto3.client("dynamodb", config=Config(parameter_validation=False))
        events: Any = client.meta.events  # its types know no handler that answers
        events.unregister("before-send", botocore_stubber)
        for name in self._answers:
            events.register_first(f"before-send.dynamodb.{name}", self._sent)
        return client

    def _sent(self, request: Any, **_: object) -> AWSResponse:
        with self._lock:  # some functions ask in threads
            begun = process_time()
            name, status = request.headers["X-Amz-Target"].decode().partition(".")[2], 200
            try:
                answer = self._answers[name](json.loads(request.body))
            except ClientError as error:
                status, code = 400, error.response["Error"]["Code"]
                reasons: Any = error.response.get("CancellationReasons", [])
                answer = {"__type": code, "CancellationReasons": reasons}
            content = Raw(_text(answer).encode())
            self.cost += Cost(calls=1, cpu=process_time() - begun)
            return AWSResponse(request.url, status, HEADERS, content)

    def _get(self, asked: Json) -> Json:
        item = self._read(asked["Key"])
        return {"Item": item} if item else {}

    def _batch(self, asked: Json) -> Json:
        [(table, wanted)] = asked["RequestItems"].items()
        return {"Responses": {table: [item for key in wanted["Keys"] if (item := self._read(key))]}}

    def _read(self, key: Json) -> Item | None:
        item, length = self.shelves.get(key["PK"]["S"], key["SK"]["S"])
        self.cost += Cost(items=item is not None, units=units(length, consistent=True))
        return item

    def _query(self, asked: Json) -> Json:
        index, names = asked.get("IndexName"), asked["ExpressionAttributeNames"]
        pk, low, high = _range(asked["KeyConditionExpression"], asked["ExpressionAttributeValues"])
        down, limit, bytes_read, found = not asked.get("ScanIndexForward", True), asked.get("Limit"), 0, list[Item]()
        begun = asked.get("ExclusiveStartKey")
        more = False
        for length, text in self.shelves.entries(index, pk, low, high, begun and _after(index, begun), down=down):
            if bytes_read + length > PAGE or len(found) == limit:
                more = True
                break
            bytes_read += length
            found.append(json.loads(text))
        self.cost += Cost(items=len(found), units=units(bytes_read, consistent=index is None))
        answer: Json = {"Count": len(found), "ScannedCount": len(found)}
        if more or (limit and len(found) == limit):
            answer["LastEvaluatedKey"] = _place(index, found[-1])
        if asked.get("Select") != "COUNT":
            only = [names[one] for one in asked.get("ProjectionExpression", "").split(", ") if one]
            answer["Items"] = [{one: item[one] for one in only if one in item} for item in found] if only else found
        return answer

    def _write(self, asked: Json) -> Json:
        bodies = [body for action in asked["TransactItems"] for body in action.values()]
        where = [(body.get("Key") or body["Item"]) for body in bodies]
        places = [(one["PK"]["S"], one["SK"]["S"]) for one in where]
        self.plan_written |= keys.PLAN in {pk for pk, _ in places}
        for pk, sk in places:
            before, _ = self.shelves.get(pk, sk)
            if before:
                self._moto.put_item(TableName="relevo", Item=_read(before))
        try:
            self._moto.transact_write_items(**_read(asked))
            for pk, sk in places:
                self._keep(pk, sk)
        finally:
            for pk, sk in places:
                self._moto.delete_item(TableName="relevo", Key={"PK": {"S": pk}, "SK": {"S": sk}})
        return {}

    def _keep(self, pk: str, sk: str) -> None:
        item = self._moto.get_item(TableName="relevo", Key={"PK": {"S": pk}, "SK": {"S": sk}}).get("Item")
        if item:
            self.shelves.put(item)
        else:
            self.shelves.remove(pk, sk)


def _text(value: Any) -> str:
    """Return JSON as it is on the wire, with bytes in Base64."""
    coded = lambda some: b64encode(some).decode()  # noqa: E731
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=coded)


def _read(value: Any) -> Any:
    """Return what was on the wire as a client takes it: with bytes."""
    if isinstance(value, dict):
        if value.keys() == {"B"}:
            return {"B": b64decode(value["B"])}
        return {name: _read(inner) for name, inner in value.items()}
    return [_read(inner) for inner in value] if isinstance(value, list) else value


def _range(condition: str, values: Json) -> tuple[str, str, str]:
    """Return the partition, and the first and last sort key, of a condition as `Table` writes it."""
    pk = values[":pk"]["S"]
    sk = values.get(":sk", {}).get("S", "")
    if "begins_with" in condition:
        return pk, sk, sk + LAST
    if "BETWEEN" in condition:
        return pk, values[":from"]["S"], sk
    return (pk, "", sk) if "<=" in condition else (pk, "", LAST)


def _after(index: str | None, key: Json) -> tuple[str, str, str]:
    pk, sk = key["PK"]["S"], key["SK"]["S"]
    return (key[INDEXES[index].sk]["S"], pk, sk) if index else (sk, "", "")


def _place(index: str | None, item: Item) -> Json:
    names = ("PK", "SK", *((INDEXES[index].pk, INDEXES[index].sk) if index else ()))
    return {name: item[name] for name in names}
