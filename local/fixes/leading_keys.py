"""Tell policies which partition keys a DynamoDB request names: `dynamodb:LeadingKeys`.

Stock behaviour: the key is never set, so a policy that requires it denies everything, and one that only compares it
with `ForAllValues` allows everything. AWS sets it to the partition keys of the items that a request names, or of the
index's entries where it queries one, and leaves it out where a request names none, as a scan does. Each item of a
transaction is checked with its own key.
"""

import json
import re

from ministack.core import iam_actions, iam_evaluator
from ministack.services import dynamodb

from local.fixes import Stock, find, replace

LEADING_KEYS = "dynamodb:LeadingKeys"
_EQUALS = re.compile(r"([#\w.-]+)\s*=\s*(:\w+)")


class ItemArn(str):
    """A table's ARN in the check of one item of a transaction, with the item's partition key."""

    __slots__ = ("key",)
    key: str | None


def repair() -> None:
    """Set the condition key, as AWS does."""

    def context(body: Stock) -> Stock:
        keys = leading_keys(_read(body))
        return stock_context(body) | ({LEADING_KEYS: keys} if keys else {})

    def checks(action: Stock, body: Stock, *where: Stock) -> Stock:
        """Return stock's checks, with the key of each item: stock makes one for each action that an item names."""
        done = stock_checks(action, body, *where)
        keys = [
            _of_item(part)
            for item in _read(body).get("TransactItems") or []
            for name in stock_names
            if isinstance(part := item.get(name), dict) and part.get("TableName")
        ]
        return [(one, _keyed(arn, key)) for (one, arn), key in zip(done, keys, strict=True)]

    def enforce(*args: Stock, resource_arn: Stock = "*", service_context: Stock = None) -> Stock:
        if isinstance(resource_arn, ItemArn):
            own = {LEADING_KEYS: [resource_arn.key]} if resource_arn.key is not None else {}
            service_context = {**(service_context or {}), **own}
        return stock_enforce(*args, resource_arn=resource_arn, service_context=service_context)

    stock_names = find(iam_actions, "_DYNAMODB_TRANSACT_ITEM_ACTIONS")
    stock_context = replace(iam_actions, "dynamodb_service_context", context)
    stock_checks = replace(iam_actions, "dynamodb_transaction_checks", checks)
    stock_enforce = replace(iam_evaluator, "enforce", enforce)


def leading_keys(request: Stock) -> list[str]:
    """Return the partition keys that a request names. A scan names none; the items of a transaction name theirs."""
    if "RequestItems" in request:
        return [key for table, asked in request["RequestItems"].items() for key in _of_batch(table, asked)]
    if "KeyConditionExpression" in request:
        return _of_query(request)
    key = _of_item(request)
    return [] if key is None else [key]


def _of_batch(table: str, asked: Stock) -> list[str]:
    """Return the keys of a batch: of a read a mapping with `Keys`, of a write a list of requests."""
    if isinstance(asked, dict):
        return [_text(key[_partition(table)]) for key in asked.get("Keys", [])]
    parts = [part for request in asked for part in request.values()]
    return [_text((part.get("Key") or part.get("Item"))[_partition(table)]) for part in parts]


def _of_query(request: Stock) -> list[str]:
    partition = _partition(request["TableName"], request.get("IndexName"))
    names, values = request.get("ExpressionAttributeNames") or {}, request.get("ExpressionAttributeValues") or {}
    for name, value in _EQUALS.findall(request["KeyConditionExpression"]):
        if names.get(name, name) == partition and value in values:
            return [_text(values[value])]
    return []


def _of_item(part: Stock) -> str | None:
    named = part.get("Key") or part.get("Item")
    partition = _partition(part.get("TableName", ""))
    return _text(named[partition]) if isinstance(named, dict) and partition in named else None


def _partition(table: str, index: str | None = None) -> str:
    """Return the name of the partition key of a table, or of its index."""
    described = find(dynamodb, "_tables").get(table.rpartition("/")[2]) or {}
    if index is None:
        return described.get("pk_name") or ""
    found = [one for one in described.get("GlobalSecondaryIndexes") or [] if one.get("IndexName") == index]
    schema = found[0]["KeySchema"] if found else []
    return next((one["AttributeName"] for one in schema if one["KeyType"] == "HASH"), "")


def _text(value: Stock) -> str:
    return str(next(iter(value.values())))


def _keyed(arn: str, key: str | None) -> ItemArn:
    keyed = ItemArn(arn)
    keyed.key = key
    return keyed


def _read(body: Stock) -> Stock:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
