"""Stand for DynamoDB in a process of its own: store what is written, and answer at once.

It is there so that signing, sending and reading an answer costs a function what it costs on AWS, while its own CPU
counts for nobody. It checks neither signatures nor conditions, and knows the operations and expressions that the
measured functions use.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HOST = "127.0.0.1"
_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\r\n"
_CLAUSE = re.compile(r"(SET|ADD|REMOVE) (.*?)(?= SET | ADD | REMOVE |$)")

type Json = dict[str, Any]


@contextmanager
def running_stub() -> Iterator[str]:
    """Yield the address of an empty stub; clients that are created meanwhile use it."""
    stub = subprocess.Popen([sys.executable, "-m", "benchmarks.stub_dynamodb"], stdout=subprocess.PIPE)
    try:
        os.environ["AWS_ENDPOINT_URL"] = stub.stdout.readline().decode().strip()  # type: ignore[union-attr]
        yield os.environ["AWS_ENDPOINT_URL"]
    finally:
        os.environ.pop("AWS_ENDPOINT_URL", None)
        stub.terminate()
        stub.communicate()


class Store:
    """Hold items by partition and sort key."""

    def __init__(self) -> None:
        self._items: dict[str, dict[str, Json]] = defaultdict(dict)

    def answer(self, operation: str, asked: Json) -> Json:
        """Return the answer to an operation; `{}` to those that only write elsewhere."""
        if operation == "TransactWriteItems":
            for action in asked["TransactItems"]:
                for kind, write in action.items():
                    self._write(kind, write)
            return {}
        if operation == "BatchGetItem":
            table, wanted = next(iter(asked["RequestItems"].items()))
            found = [item for key in wanted["Keys"] if (item := self._at(key))]
            return {"Responses": {table: found}, "UnprocessedKeys": {}}
        if operation == "GetItem":
            return {"Item": item} if (item := self._at(asked["Key"])) else {}
        if operation == "Query" and "IndexName" not in asked:
            items = self._items[asked["ExpressionAttributeValues"][":pk"]["S"]]
            return {"Items": [items[sk] for sk in sorted(items)], "Count": len(items)}
        return {"Items": [], "Count": 0} if operation == "Query" else {}

    def _at(self, key: Json) -> Json | None:
        return self._items[key["PK"]["S"]].get(key["SK"]["S"])

    def _write(self, kind: str, write: Json) -> None:
        key = write.get("Key") or write["Item"]
        partition, sort = self._items[key["PK"]["S"]], key["SK"]["S"]
        if kind == "Delete":
            partition.pop(sort, None)
        elif kind == "Put":
            partition[sort] = write["Item"]
        else:
            self._update(partition.setdefault(sort, dict(key)), write)

    def _update(self, item: Json, write: Json) -> None:
        names, values = write.get("ExpressionAttributeNames", {}), write.get("ExpressionAttributeValues", {})
        for verb, terms in _CLAUSE.findall(write["UpdateExpression"]):
            for term in terms.split(", "):
                name, *rest = term.replace(" =", "").split()
                name = names.get(name, name)
                if verb == "REMOVE":
                    item.pop(name, None)
                elif verb == "SET":
                    item[name] = values[rest[0]]
                else:
                    item[name] = {"N": str(int(item.get(name, {"N": "0"})["N"]) + int(values[rest[0]]["N"]))}


class Connection(asyncio.Protocol):
    """Answer the requests of one connection, which stays open."""

    def __init__(self, store: Store) -> None:
        self._store, self._read = store, b""

    def connection_made(self, transport: Any) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is there in whole."""
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, _, rest = self._read.partition(b"\r\n\r\n")
            headers = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:])
            size = int(headers.get("content-length", "0"))
            if len(rest) < size:
                return
            operation = re.search(rb"\.(\w+)\r\n", head[head.lower().index(b"x-amz-target") :] + b"\r\n")
            self._read = rest[size:]
            told = self._store.answer(operation[1].decode() if operation else "", json.loads(rest[:size]))
            body = json.dumps(told).encode()
            self._transport.write(_HEAD.format(len(body)).encode() + body)


async def serve() -> None:
    """Serve until the process is ended; print the address first."""
    store = Store()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(store), HOST, 0)
    print(f"http://{HOST}:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
