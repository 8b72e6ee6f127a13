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


def error_code(error: BaseException) -> str:
    """Return AWS's code of an error, else the name of its class; never its message, which may hold personal data."""
    response = getattr(error, "response", None) or {}  # botocore's errors without an answer hold None
    code = response.get("Error", {}).get("Code")
    return str(code or type(error).__name__)


def count(name: str, number: int = 1) -> None:
    """Add to a metric, for an alarm or a dashboard.

    Print one line in CloudWatch's embedded metric format. Powertools' Metrics would print the same line, but importing
    it slows down the cold start.
    """
    service = logger.service
    metric = {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": [{"Name": name, "Unit": "Count"}]}
    line = {
        "_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [metric]},
        "service": service,
        name: number,
    }
    # Standard output is where Lambda takes metrics from. One write, so that lines of several threads do not mix.
    print(json.dumps(line) + "\n", end="")  # noqa: T201
