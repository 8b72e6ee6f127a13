"""Write structured logs and CloudWatch metrics.

They never contain personal data: only ids, codes and durations.
"""

from __future__ import annotations

import json
import os
import time

from aws_lambda_powertools import Logger

NAMESPACE = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "Relevo")

logger = Logger()

WORK_FAILED = "WorkFailed"
FOR_A_PERSON = frozenset({
    "AuditChanged", "ClockNotStarted", "DeliveryNotKept", "LeadUnreadable", "MailRefused", "NewsUnreadable",
    "PoolFailed", "RoutingFailed", "ScheduleNotSet",
})  # fmt: skip
"""Name the counts that are 0 where all is well. Together they are one metric, and so one alarm."""


def error_code(error: BaseException) -> str:
    """Return AWS's code of an error, else the name of its class; never its message, which may hold personal data."""
    response = getattr(error, "response", None) or {}  # botocore's errors without an answer hold None
    code = response.get("Error", {}).get("Code")
    return str(code or type(error).__name__)


def count(name: str, number: int = 1) -> None:
    """Add to a metric of this tenant, by function; what a person must look at is also added to `WorkFailed`.

    Print one line in CloudWatch's embedded metric format. Powertools' Metrics would print the same line, but importing
    it slows down the cold start.
    """
    service = logger.service
    metrics, values = [_metric(["stack", "service"], name)], {name: number}
    if name in FOR_A_PERSON:
        metrics.append(_metric(["stack"], WORK_FAILED))
        values[WORK_FAILED] = number
    line = {
        "_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": metrics},
        "stack": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "").removesuffix(f"-{service}"),
        "service": service,
        **values,
    }
    # Standard output is where Lambda takes metrics from. One write, so that lines of several threads do not mix.
    print(json.dumps(line) + "\n", end="")  # noqa: T201


def _metric(dimensions: list[str], name: str) -> dict[str, object]:
    """Return the part of the format that says by what a number is counted."""
    return {"Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": [{"Name": name, "Unit": "Count"}]}
