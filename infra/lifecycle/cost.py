"""Estimate what a part costs in a month while nobody uses it. Prices of us-east-1, November 2026; others are close."""

from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import Clients
from infra.lifecycle.parts import KeptPart

GB = 1_000_000_000
TABLE_PER_GB = 0.25 + 0.20
"""Add what point-in-time recovery costs to what the table does, in dollars."""
BUCKET_PER_GB = 0.023
SECRET = 0.40


def monthly_cost(part: KeptPart, value: str, clients: Clients, now: datetime) -> float | None:
    """Return dollars a month; None if AWS does not tell the size."""
    try:
        if part.service == "dynamodb":
            return _table(value, clients("dynamodb", None))
        if part.service == "s3":
            return _bucket(value, clients("cloudwatch", None), now)
    except (BotoCoreError, ClientError):
        return None
    return SECRET if part.service == "secretsmanager" else 0.0


def in_dollars(cost: float | None) -> str:
    """Return a cost as people read it."""
    if cost is None:
        return "a cost that is not known"
    return f"about ${cost:.2f} a month" if cost >= 0.005 else "next to nothing"


def _table(name: str, dynamodb: Any) -> float:
    table = dynamodb.describe_table(TableName=name)["Table"]
    size = table.get("TableSizeBytes", 0) + sum(
        one.get("IndexSizeBytes", 0) for one in table.get("GlobalSecondaryIndexes", [])
    )
    return float(size) / GB * TABLE_PER_GB


def _bucket(name: str, cloudwatch: Any, now: datetime) -> float:
    """Ask CloudWatch, to which S3 tells each bucket's size once a day."""
    told = cloudwatch.get_metric_statistics(
        Namespace="AWS/S3",
        MetricName="BucketSizeBytes",
        Dimensions=[{"Name": "BucketName", "Value": name}, {"Name": "StorageType", "Value": "StandardStorage"}],
        StartTime=now - timedelta(days=3),
        EndTime=now,
        Period=86_400,
        Statistics=["Average"],
    )
    newest = max(told["Datapoints"], key=_at, default={"Average": 0.0})
    return float(newest["Average"]) / GB * BUCKET_PER_GB


def _at(point: dict[str, Any]) -> datetime:
    at: datetime = point["Timestamp"]
    return at
