"""The DynamoDB table: read records, and commit decisions as transactions. The only user of the dynamodb client."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import Record
from shared.domain.lead_records.counters import CounterRow
from shared.domain.plan_records.workload import WorkloadChange
from shared.store import codec, keys, packing, record_keys
from shared.store.backoff import NO_ANSWER, is_transient, jitter
from shared.store.codec import Item
from shared.store.indexes import Index
from shared.store.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_WRITES = 100  # actions of one transaction
TRIES = 6
READS = 30  # batch calls of one `items` at most; each call may leave keys unprocessed for the next
_TRANSIENT = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"}
READ_TRIES = 2
NO_ANSWER_TRIES = 2  # of a commit: each lasts as long as the client waits, and all must fit into a function's time


@dataclass(frozen=True, slots=True)
class Write:
    """One action of a transaction on one item; `body` holds its parameters, with a condition if it is guarded."""

    key: Key
    action: str
    body: dict[str, Any] = field(repr=False)


class Collision(Exception):
    """Raised when a guard fails because a record has changed since it was read. Nothing was written.

    Attributes:
        lost: the keys whose guards failed, with their current items (None if there is none).
    """

    def __init__(self, lost: dict[Key, Item | None]) -> None:
        self.lost = lost
        super().__init__(f"{len(lost)} guards failed")


class Unwritable(Exception):
    """Raised when DynamoDB rejects the transaction itself, so a retry is useless."""


def put(record: Record) -> Write:
    """Return the write that stores the record with the next version, if its version is still the one that was read."""
    return put_item(record_keys.key(record), codec.to_item(record), record.version)


def put_item(key: Key, item: Item, version: int) -> Write:
    """Return the write that stores an item, if the existing one has `version` (0: if none exists)."""
    guard: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(PK)"}
    if version:
        guard = {"ConditionExpression": "v = :v", "ExpressionAttributeValues": {":v": {"N": str(version)}}}
    return Write(key, "Put", {"Item": item, **guard, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})


def put_whole(record: Record) -> Write:
    """Return the unguarded write of a record; use it if another record of the transaction serves as its lock."""
    return Write(record_keys.key(record), "Put", {"Item": codec.to_item(record)})


def delete(record: Record) -> Write:
    """Return the write that deletes the record, if its version is still the one that was read."""
    key = record_keys.key(record)
    return Write(key, "Delete", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}},
        "ConditionExpression": "v = :v",
        "ExpressionAttributeValues": {":v": {"N": str(record.version)}},
    })  # fmt: skip


def remove(key: Key) -> Write:
    """Return the unguarded write that deletes an item, if there is one."""
    return Write(key, "Delete", {"Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}}})


def add(key: Key, counts: dict[str, int], *, none: Sequence[str] = ()) -> Write:
    """Return the unguarded write that adds `counts` to numbers of an item, and sets those named in `none` to 0.

    Missing numbers count as 0.
    """
    names = {f"#{i}": name for i, name in enumerate((*counts, *none))}
    values = {f":{i}": {"N": str(count)} for i, count in enumerate((*counts.values(), *(0 for _ in none)))}
    terms = ", ".join(f"#{i} :{i}" for i in range(len(counts)))
    zeros = ", ".join(f"#{i} = :{i}" for i in range(len(counts), len(names)))
    expression = f"ADD {terms} SET {zeros}" if zeros else f"ADD {terms}"
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}}, "UpdateExpression": expression,
        "ExpressionAttributeNames": names, "ExpressionAttributeValues": values,
    })  # fmt: skip


def change_workload(change: WorkloadChange) -> Write:
    """Return the write that adds to a member's workload and increases its version.

    Because the version changes, an offer that was decided on the earlier workload fails its guard.
    """
    counts = {"v": 1, "open_offers": change.open_offers, "open_leads": change.open_leads}
    counts |= {codec.period_attribute(period): count for period, count in change.received.items()}
    counts |= {codec.owed_attribute(route_id): count for route_id, count in change.owed.items()}
    counts |= {} if change.resets_missed else {"missed": change.missed}
    changed = {name: count for name, count in counts.items() if count}
    return add(keys.workload(change.agent_id), changed, none=("missed",) if change.resets_missed else ())


def count(row: CounterRow) -> Write:
    """Return the write that adds to a counter row."""
    return add(keys.counter_row(row.row), dict(row.counts))


class Table:
    """Reads and commits records.

    Reads of the table are strongly consistent, and raise Busy if DynamoDB throttles or does not answer. A commit is one
    transaction: all or nothing. Tries again by itself: the client must not, or the time would be over first.
    """

    def __init__(
        self, client: DynamoDBClient, name: str, pause: Callable[[float], None] = time.sleep, *, packs: bool = False
    ) -> None:
        """Take the client and the table's name; with `packs`, bodies of leads are stored packed (`packing`)."""
        self._client, self._name, self._pause, self._packs = client, name, pause, packs

    def wait_before_retry(self, attempt: int) -> None:
        """Wait before a retry, with full jitter: longer with each attempt."""
        self._pause(jitter(attempt))

    def get[R: Record](self, kind: type[R], key: Key) -> R | None:
        """Return the record at `key`, or None."""
        found = self._read(self._client.get_item, TableName=self._name, Key=_where(key), ConsistentRead=True).get(
            "Item"
        )
        return codec.from_item(kind, found) if found else None

    def items(self, wanted: Iterable[Key]) -> dict[Key, Item]:
        """Return the items that exist at `wanted`: any number, 100 per call.

        Raises:
            Busy: DynamoDB left keys unprocessed too often.
        """
        todo: list[Any] = [_where(key) for key in dict.fromkeys(wanted)]
        found: dict[Key, Item] = {}
        for attempt in range(1, READS):
            if not todo:
                return found
            batch, todo = todo[:MAX_WRITES], todo[MAX_WRITES:]
            asked = {self._name: {"Keys": batch, "ConsistentRead": True}}
            answer: Any = self._read(self._client.batch_get_item, RequestItems=asked)
            for item in answer["Responses"].get(self._name, []):
                found[Key(item["PK"]["S"], item["SK"]["S"])] = item
            missed = answer.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
            if missed:
                todo += missed
                self.wait_before_retry(attempt)
        raise Busy

    def query(
        self,
        pk: str,
        prefix: str = "",
        *,
        index: Index | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: Item | None = None,
        since: str = "",
        until: str = "",
        only: Sequence[str] = (),
    ) -> Iterator[Item]:
        """Yield the items of a partition whose sort key begins with `prefix`, in order.

        Args:
            pk: the partition, of the table or of `index`.
            prefix: what the sort keys begin with.
            index: query this index: eventually consistent, with keys only unless it includes more.
            newest_first: in descending order.
            limit: yield at most this many items.
            after: start after the item with these keys.
            since: the first sort key; needs `until`.
            until: the last sort key; not with `prefix`. Empty reads to the end.
            only: read only these attributes, which is faster.
        """
        names = {"#pk": index.pk if index else "PK"}
        condition, values = "#pk = :pk", {":pk": {"S": pk}}
        if prefix:
            names["#sk"] = index.sk if index else "SK"
            condition, values = f"{condition} AND begins_with(#sk, :sk)", {**values, ":sk": {"S": prefix}}
        elif until:
            names["#sk"] = index.sk if index else "SK"
            condition, values = f"{condition} AND #sk <= :sk", {**values, ":sk": {"S": until}}
            if since:
                condition, values = "#pk = :pk AND #sk BETWEEN :from AND :sk", {**values, ":from": {"S": since}}
        wanted = {f"#{n}": name for n, name in enumerate(only)}
        call: dict[str, Any] = {
            "TableName": self._name, "KeyConditionExpression": condition, "ExpressionAttributeNames": names | wanted,
            "ExpressionAttributeValues": values, "ScanIndexForward": not newest_first,
            **({"ProjectionExpression": ", ".join(wanted)} if wanted else {}),
            **({"IndexName": index.name} if index else {"ConsistentRead": True}),
            **({"Limit": limit} if limit else {}), **({"ExclusiveStartKey": after} if after else {}),
        }  # fmt: skip
        left = limit
        while True:
            page = self._read(self._client.query, **call)
            for item in page["Items"]:
                yield item
                left = None if left is None else left - 1
                if left == 0:
                    return
            if "LastEvaluatedKey" not in page:
                return
            call["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def number(self, pk: str, *, index: Index, after: Item | None = None, most: int | None = None) -> int:
        """Return how many entries a partition of an index has.

        Args:
            pk: the partition.
            index: the index.
            after: count those after the item with these keys.
            most: count no further: what is counted is read, and paid for.
        """
        call: dict[str, Any] = {
            "TableName": self._name, "IndexName": index.name, "Select": "COUNT",
            "KeyConditionExpression": "#pk = :pk", "ExpressionAttributeNames": {"#pk": index.pk},
            "ExpressionAttributeValues": {":pk": {"S": pk}}, **({"ExclusiveStartKey": after} if after else {}),
        }  # fmt: skip
        found = 0
        while True:
            limit = {"Limit": most - found} if most else {}
            page = self._read(self._client.query, **call, **limit)
            found += int(page["Count"])
            if "LastEvaluatedKey" not in page or found == most:
                return found
            call["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def commit(self, writes: Sequence[Write]) -> None:
        """Commit the writes as one transaction: all or nothing.

        Conflicts and throttling are retried, up to six tries with full jitter; a try without an answer once.

        Raises:
            Collision: a guard failed; holds the current items.
            Busy: the last try failed as well. If it had no answer, the writes may have been committed.
            Unwritable: DynamoDB rejects the transaction itself.
        """
        if not writes:
            return
        if len(writes) > MAX_WRITES:
            raise Unwritable(f"{len(writes)} writes in one transaction")
        token = uuid.uuid4().hex  # makes retries idempotent: a try whose response was lost may have committed
        actions = [{write.action: {"TableName": self._name, **self._as_stored(write)}} for write in writes]
        unanswered = 0
        for attempt in range(1, TRIES + 1):
            try:
                self._client.transact_write_items(TransactItems=actions, ClientRequestToken=token)  # type: ignore[arg-type]
            except ClientError as error:
                _raise_unless_transient(error, writes)
            except NO_ANSWER as error:
                unanswered += 1
                if unanswered == NO_ANSWER_TRIES:
                    raise Busy from error
            else:
                return
            if attempt < TRIES:
                self.wait_before_retry(attempt)
        raise Busy

    def _as_stored(self, write: Write) -> dict[str, Any]:
        """Return the parameters of a write, with its body packed if the table packs."""
        if not self._packs or write.action != "Put":
            return write.body
        return {**write.body, "Item": packing.packed(write.body["Item"])}

    def _read(self, method: Callable[..., Any], **given: Any) -> Any:
        """Call a reading method, once more if it is throttled or not answered; then raise Busy."""
        for attempt in range(1, READ_TRIES + 1):
            try:
                return method(**given)
            except (ClientError, *NO_ANSWER) as error:
                if isinstance(error, ClientError) and not is_transient(error):
                    raise
            if attempt < READ_TRIES:
                self.wait_before_retry(attempt)
        raise Busy


def _raise_unless_transient(error: ClientError, writes: Sequence[Write]) -> None:
    if is_transient(error):
        return
    reasons: list[dict[str, Any]] = error.response.get("CancellationReasons", [])  # type: ignore[assignment]
    lost = {
        write.key: reason.get("Item")
        for write, reason in zip(writes, reasons, strict=False)
        if reason.get("Code") == "ConditionalCheckFailed"
    }
    if lost:
        raise Collision(lost) from error
    if reasons and any(reason.get("Code") in _TRANSIENT for reason in reasons):
        return
    if (code := error.response["Error"]["Code"]) in {"TransactionCanceledException", "ValidationException"}:
        raise Unwritable(code) from error
    raise error


def _where(key: Key) -> dict[str, Any]:
    return {"PK": {"S": key.pk}, "SK": {"S": key.sk}}
