"""The one table: read records, then commit a decision whole. The only user of the dynamodb client."""

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
from shared.store import codec, keys
from shared.store.backoff import jitter
from shared.store.codec import Item
from shared.store.keys import Index, Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_WRITES = 100  # actions of one transaction
TRIES = 6
READS = 30  # calls of one reading; each may leave keys for the next
_TRANSIENT = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"}
_TRANSIENT_CALLS = {
    "TransactionInProgressException", "ThrottlingException", "ProvisionedThroughputExceededException",
    "RequestLimitExceeded", "TransactionConflictException", "InternalServerError",
    "InternalFailure",  # the common name of a server's own fault, which DynamoDB Local gives
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Write:
    """One action of a transaction on one record; `guard` is its condition, empty for none."""

    key: Key
    action: str
    body: dict[str, Any] = field(repr=False)


class Collision(Exception):
    """A guard failed: a record was not as read. Nothing was written.

    Attributes:
        lost: the keys whose guards failed, with the items as they are now (None where there is none).
    """

    def __init__(self, lost: dict[Key, Item | None]) -> None:
        self.lost = lost
        super().__init__(f"{len(lost)} guards failed")


class Unwritable(Exception):
    """The table refuses the transaction as such: trying again is of no use."""


def put(record: Record) -> Write:
    """Store the record one version on, if it is still the version that was read."""
    return put_item(codec.key(record), codec.to_item(record), record.version)


def put_item(key: Key, item: Item, version: int) -> Write:
    """Store an item, if the one there has `version` (0: if there is none)."""
    guard: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(PK)"}
    if version:
        guard = {"ConditionExpression": "v = :v", "ExpressionAttributeValues": {":v": {"N": str(version)}}}
    return Write(key, "Put", {"Item": item, **guard, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})


def put_whole(record: Record) -> Write:
    """Store the record whatever is there: one whose lock is another record of the same transaction."""
    return Write(codec.key(record), "Put", {"Item": codec.to_item(record)})


def delete(record: Record) -> Write:
    """Take the record out of the table, if it is still the version that was read."""
    key = codec.key(record)
    return Write(key, "Delete", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}},
        "ConditionExpression": "v = :v",
        "ExpressionAttributeValues": {":v": {"N": str(record.version)}},
    })  # fmt: skip


def add(key: Key, counts: dict[str, int], *, none: Sequence[str] = ()) -> Write:
    """Add to numbers of an item, unguarded; what is not there yet counts as 0. Those named in `none` become 0."""
    names = {f"#{i}": name for i, name in enumerate((*counts, *none))}
    values = {f":{i}": {"N": str(count)} for i, count in enumerate((*counts.values(), *(0 for _ in none)))}
    terms = ", ".join(f"#{i} :{i}" for i in range(len(counts)))
    zeros = ", ".join(f"#{i} = :{i}" for i in range(len(counts), len(names)))
    expression = f"ADD {terms} SET {zeros}" if zeros else f"ADD {terms}"
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}}, "UpdateExpression": expression,
        "ExpressionAttributeNames": names, "ExpressionAttributeValues": values,
    })  # fmt: skip


def change_load(change: WorkloadChange) -> Write:
    """Add to a member's counts; the version moves, so an offer decided on the older reading does not land."""
    counts = {"v": 1, "open_offers": change.open_offers, "open_leads": change.open_leads}
    counts |= {codec.period_attribute(period): count for period, count in change.received.items()}
    counts |= {} if change.resets_missed else {"missed": change.missed}
    changed = {name: count for name, count in counts.items() if count}
    return add(keys.load(change.agent_id), changed, none=("missed",) if change.resets_missed else ())


def count(tally: CounterRow) -> Write:
    """Add to a row of the statistics."""
    return add(keys.tally(tally.row), dict(tally.counts))


class Table:
    """Reads records and commits them.

    Reads are strongly consistent. A commit lands whole or not at all.
    """

    def __init__(self, client: DynamoDBClient, name: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._client, self._name, self._pause = client, name, pause

    def breathe(self, attempt: int) -> None:
        """Wait before trying again, with full jitter: longer with each attempt."""
        self._pause(jitter(attempt))

    def get[R: Record](self, kind: type[R], key: Key) -> R | None:
        """The record at `key`, or None."""
        found = self._client.get_item(TableName=self._name, Key=_where(key), ConsistentRead=True).get("Item")
        return codec.from_item(kind, found) if found else None

    def items(self, wanted: Iterable[Key]) -> dict[Key, Item]:
        """The items there are at `wanted`, any number of them, 100 a call."""
        todo: list[Any] = [_where(key) for key in dict.fromkeys(wanted)]
        found: dict[Key, Item] = {}
        for attempt in range(1, READS):
            if not todo:
                return found
            batch, todo = todo[:MAX_WRITES], todo[MAX_WRITES:]
            answer: Any = self._client.batch_get_item(
                RequestItems={self._name: {"Keys": batch, "ConsistentRead": True}}
            )
            for item in answer["Responses"].get(self._name, []):
                found[Key(item["PK"]["S"], item["SK"]["S"])] = item
            missed = answer.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
            if missed:
                todo += missed
                self.breathe(attempt)
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
        """The items of a partition whose sort key begins with `prefix`, in order, page after page.

        Args:
            pk: the partition, of the table or of `index`.
            prefix: of the sort key.
            index: eventually consistent; keys only unless it includes more.
            newest_first: from the end of the order.
            limit: no more than so many items.
            after: begin behind this item's keys.
            since: the first sort key, where there is an `until`.
            until: the last sort key, where there is no `prefix`; none is to the end.
            only: the attributes wanted, where not all are: each costs time to read.
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
            page = self._client.query(**call)
            for item in page["Items"]:
                yield item
                left = None if left is None else left - 1
                if left == 0:
                    return
            if "LastEvaluatedKey" not in page:
                return
            call["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def number(self, pk: str, *, index: Index, after: Item | None = None) -> int:
        """How many entries a partition of an index has, behind `after` if that is given: counted where they are."""
        call: dict[str, Any] = {
            "TableName": self._name, "IndexName": index.name, "Select": "COUNT",
            "KeyConditionExpression": "#pk = :pk", "ExpressionAttributeNames": {"#pk": index.pk},
            "ExpressionAttributeValues": {":pk": {"S": pk}}, **({"ExclusiveStartKey": after} if after else {}),
        }  # fmt: skip
        found = 0
        while True:
            page = self._client.query(**call)
            found += page["Count"]
            if "LastEvaluatedKey" not in page:
                return found
            call["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def commit(self, writes: Sequence[Write]) -> None:
        """Write all or nothing: one transaction.

        Conflicts with other transactions and throttling are tried again, six times with full jitter.

        Raises:
            Collision: a guard failed; holds what is there instead.
            Busy: still in conflict after the last try.
            Unwritable: refused as such.
        """
        if not writes:
            return
        if len(writes) > MAX_WRITES:
            raise Unwritable(f"{len(writes)} writes in one transaction")
        token = uuid.uuid4().hex  # a try whose answer was lost must not meet its own write
        actions = [{write.action: {"TableName": self._name, **write.body}} for write in writes]
        for attempt in range(1, TRIES + 1):
            try:
                self._client.transact_write_items(TransactItems=actions, ClientRequestToken=token)  # type: ignore[arg-type]
            except ClientError as error:
                _raise_unless_transient(error, writes)
                if attempt < TRIES:
                    self.breathe(attempt)
            else:
                return
        raise Busy


def _raise_unless_transient(error: ClientError, writes: Sequence[Write]) -> None:
    code = error.response["Error"]["Code"]
    if code in _TRANSIENT_CALLS:
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
    if code in {"TransactionCanceledException", "ValidationException"}:
        raise Unwritable(code) from error
    raise error


def _where(key: Key) -> dict[str, Any]:
    return {"PK": {"S": key.pk}, "SK": {"S": key.sk}}
