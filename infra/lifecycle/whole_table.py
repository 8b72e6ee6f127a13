"""Give a table what a restored or left one lacks: stream, time to live, point-in-time recovery, tags, protection."""

from typing import Any

from infra.lifecycle.drift import Wait
from shared.store import indexes, keys

IMAGES = "NEW_AND_OLD_IMAGES"
SECONDS = 5.0
MOST = 6 * 60 * 12
"""Wait so often at the most: six hours, since a large table takes as long to be restored."""


class TableError(RuntimeError):
    """Report a table that cannot be used; the message is one line."""


def make_whole(table: str, tags: dict[str, str], dynamodb: Any, wait: Wait, *, protect: bool) -> tuple[str, list[str]]:
    """Make a table one that a stack can use, whatever was done before; a second time changes nothing.

    Args:
        table: its name.
        tags: that it is to have.
        dynamodb: a client.
        wait: between two looks at a table that is being made or changed.
        protect: whether it must not be deleted by mistake.

    Returns:
        The ARN of its stream, and what was missing, in words.

    Raises:
        TableError: it is not there, or not a table of Relevo's.
    """
    found = await_active(table, dynamodb, wait)
    _recognise(found)
    missing = []
    if _set_stream(found, dynamodb):
        missing.append("stream")
        found = await_active(table, dynamodb, wait)
    if protect and not found.get("DeletionProtectionEnabled"):
        dynamodb.update_table(TableName=table, DeletionProtectionEnabled=True)
        missing.append("protection from deletion")
        found = await_active(table, dynamodb, wait)
    missing += (
        _set_expiry(table, dynamodb) + _set_backups(table, dynamodb) + _set_tags(found["TableArn"], tags, dynamodb)
    )
    return str(found["LatestStreamArn"]), missing


def await_active(table: str, dynamodb: Any, wait: Wait) -> dict[str, Any]:
    """Return the description of a table, once it and its indexes are there.

    Raises:
        TableError: there is no such table, or it does not become active.
    """
    for _ in range(MOST):
        try:
            found: dict[str, Any] = dynamodb.describe_table(TableName=table)["Table"]
        except dynamodb.exceptions.ResourceNotFoundException:
            raise TableError(f"there is no table {table} in this account and region") from None
        theirs = found.get("GlobalSecondaryIndexes", [])
        if found["TableStatus"] == "ACTIVE" and all(one.get("IndexStatus", "ACTIVE") == "ACTIVE" for one in theirs):
            return found
        wait(SECONDS)
    raise TableError(
        f"{table} is still {found['TableStatus']} after {MOST * SECONDS / 3600:.0f} hours: look again later"
    )


def _recognise(found: dict[str, Any]) -> None:
    """Refuse a table that has not Relevo's keys and indexes."""
    own = {one["KeyType"]: one["AttributeName"] for one in found["KeySchema"]}
    theirs = {one["IndexName"] for one in found.get("GlobalSecondaryIndexes", [])}
    if own != {"HASH": keys.PK, "RANGE": keys.SK}:
        raise TableError(f"{found['TableName']} is no table of Relevo's: its keys are {', '.join(own.values())}")
    if missing := {one.name for one in indexes.INDEXES} - theirs:
        raise TableError(f"{found['TableName']} lacks the indexes {', '.join(sorted(missing))}: restore it with them")


def _set_stream(found: dict[str, Any], dynamodb: Any) -> bool:
    stream = found.get("StreamSpecification", {})
    if stream.get("StreamEnabled") and stream.get("StreamViewType") == IMAGES:
        return False
    if stream.get("StreamEnabled"):
        raise TableError(f"{found['TableName']} has a stream of {stream.get('StreamViewType')}: disable it, then again")
    dynamodb.update_table(
        TableName=found["TableName"], StreamSpecification={"StreamEnabled": True, "StreamViewType": IMAGES}
    )
    return True


def _set_expiry(table: str, dynamodb: Any) -> list[str]:
    told = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if told["TimeToLiveStatus"] in ("ENABLED", "ENABLING"):
        return []
    dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": keys.TTL})
    return ["time to live"]


def _set_backups(table: str, dynamodb: Any) -> list[str]:
    told = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    if told.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus") == "ENABLED":
        return []
    dynamodb.update_continuous_backups(
        TableName=table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    return ["point-in-time recovery"]


def _set_tags(arn: str, tags: dict[str, str], dynamodb: Any) -> list[str]:
    there = {one["Key"]: one["Value"] for one in dynamodb.list_tags_of_resource(ResourceArn=arn).get("Tags", [])}
    if tags.items() <= there.items():
        return []
    dynamodb.tag_resource(ResourceArn=arn, Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
    return ["tags"]
