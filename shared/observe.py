"""What Relevo says about itself: one structured logger, and counts as CloudWatch metrics.

Never personal data: ids, codes and durations only.
"""

from __future__ import annotations

import json
import os
import time

from aws_lambda_powertools import Logger

NAMESPACE = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "Relevo")

logger = Logger()


def named(error: BaseException) -> str:
    """What an error is called, without what it says: AWS's code for it, else its class."""
    code = getattr(error, "response", {}).get("Error", {}).get("Code")
    return str(code or type(error).__name__)


def count(name: str, number: int = 1) -> None:
    """Count something for an alarm or a dashboard.

    Written as one line of CloudWatch's embedded metric format; Powertools' Metrics would write the
    same line, but costs a hot function's cold start more than it gives.
    """
    service = logger.service
    metric = {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": [{"Name": name, "Unit": "Count"}]}
    line = {
        "_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [metric]},
        "service": service,
        name: number,
    }
    print(json.dumps(line))  # noqa: T201  # standard output is where Lambda takes metrics from
