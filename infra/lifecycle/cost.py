"""Estimate what a part costs in a month while nobody uses it, by infra/prices.toml; other regions are close."""

from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import Clients
from infra.cost.prices import Prices, Used
from infra.lifecycle.parts import KeptPart

GB = 1_000_000_000
TABLE = ("table_gb", "recovery_gb")
"""Name the prices of a table: what it holds is paid for once more to be brought back."""


def monthly_cost(part: KeptPart, value: str, clients: Clients, now: datetime) -> float | None:
    """Return dollars a month; None if AWS does not tell the size."""
    prices = Prices.read()
    try:
        if part.service == "dynamodb":
            size = _table_size(value, clients("dynamodb", None)) / GB
            return prices.total(Used(value, price, size) for price in TABLE)
        if part.service == "s3":
            return prices.of(Used(value, "bucket_gb", _bucket_size(value, clients("cloudwatch", None), now) / GB))
    except (BotoCoreError, ClientError):
        return None
    return prices.of(Used(value, "secret", 1)) if part.service == "secretsmanager" else 0.0


def in_dollars(cost: float | None) -> str:
    """Return a cost as people read it."""
    if cost is None:
        return "a cost that is not known"
    return f"about ${cost:.2f} a month" if cost >= 0.005 else "next to nothing"


def _table_size(name: str, dynamodb: Any) -> float:
    table = dynamodb.describe_table(TableName=name)["Table"]
    indexes = sum(one.get("IndexSizeBytes", 0) for one in table.get("GlobalSecondaryIndexes", []))
    return float(table.get("TableSizeBytes", 0) + indexes)


def _bucket_size(name: str, cloudwatch: Any, now: datetime) -> float:
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
    return float(newest["Average"])


def _at(point: dict[str, Any]) -> datetime:
    at: datetime = point["Timestamp"]
    return at
