"""Ask CloudFormation to look for drift: what was changed past the template, and since when nobody knows."""

from collections.abc import Callable
from typing import Any

type Wait = Callable[[float], None]
"""Wait for some seconds."""

SECONDS = 5.0
MOST = 120
"""Look so often at the most: ten minutes."""


class DriftUnknownError(RuntimeError):
    """Report that CloudFormation could not tell; the message is one line."""


def look_for_drift(stack: str, cloudformation: Any, wait: Wait) -> list[str]:
    """Have CloudFormation compare a stack with its template, and return what differs: logical id and how.

    Raises:
        DriftUnknownError: it did not finish, or could not compare everything that was asked for.
    """
    asked = cloudformation.detect_stack_drift(StackName=stack)["StackDriftDetectionId"]
    for _ in range(MOST):
        told = cloudformation.describe_stack_drift_detection_status(StackDriftDetectionId=asked)
        if told["DetectionStatus"] != "DETECTION_IN_PROGRESS":
            break
        wait(SECONDS)
    else:
        raise DriftUnknownError(f"CloudFormation was still comparing after {MOST * SECONDS / 60:.0f} minutes")
    differs = _differences(stack, cloudformation)
    if told["DetectionStatus"] == "DETECTION_FAILED" and not differs:
        raise DriftUnknownError(told.get("DetectionStatusReason") or "CloudFormation could not compare all resources")
    return differs


def _differences(stack: str, cloudformation: Any) -> list[str]:
    found, asks = [], {"StackName": stack, "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"]}
    while True:
        page = cloudformation.describe_stack_resource_drifts(**asks)
        found += [
            f"{one['LogicalResourceId']} {one['StackResourceDriftStatus'].lower()}"
            for one in page["StackResourceDrifts"]
        ]
        if "NextToken" not in page:
            return found
        asks["NextToken"] = page["NextToken"]
