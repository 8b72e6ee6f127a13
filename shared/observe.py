"""Write structured logs and CloudWatch metrics.

They never contain personal data: only ids, codes and durations.
"""

from __future__ import annotations

import os
from threading import Lock

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit

NAMESPACE = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "Relevo")

logger = Logger()

_one_at_a_time = Lock()  # a line and its end are printed apart, and threads count too

WORK_FAILED, ALL = "WorkFailed", "all"
"""Name the count of what a person must look at, and the `service` it is counted by."""

FOR_A_PERSON = frozenset({
    "AuditChanged", "ClockNotStarted", "DeliveryNotKept", "LeadUnreadable", "MailRefused", "MessageLate",
    "NewsUnreadable", "PoolFailed", "ProbeFailed", "RoutingFailed", "ScheduleNotSet",
})  # fmt: skip
"""Name the counts that are 0 where all is well. Together they are one metric, and so one alarm."""


def error_code(error: BaseException) -> str:
    """Return AWS's code of an error, else the name of its class; never its message, which may hold personal data."""
    response = getattr(error, "response", None) or {}  # botocore's errors without an answer hold None
    code = response.get("Error", {}).get("Code")
    return str(code or type(error).__name__)


def count(name: str, number: int = 1) -> None:
    """Add to a metric of this tenant, by function; what a person must look at is also added to `WorkFailed`."""
    _add(name, MetricUnit.Count, number, logger.service)
    if name in FOR_A_PERSON:
        _add(WORK_FAILED, MetricUnit.Count, number, ALL)


def measure(name: str, milliseconds: int) -> None:
    """Add a duration to a metric of this tenant, by function."""
    _add(name, MetricUnit.Milliseconds, milliseconds, logger.service)


def _add(name: str, unit: MetricUnit, number: int, service: str) -> None:
    """Print one line in CloudWatch's embedded metric format; standard output is where Lambda takes metrics from."""
    stack = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "").removesuffix(f"-{logger.service}")
    by = {"stack": stack or "none", "service": service}
    with _one_at_a_time, single_metric(name, unit, number, namespace=NAMESPACE, default_dimensions=by):
        pass
