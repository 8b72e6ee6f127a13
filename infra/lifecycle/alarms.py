"""Ask which alarms of a tenant's stack ring."""

from itertools import batched
from typing import Any

from infra.aws import Clients
from infra.lifecycle.stacks import resources_of

ALARM = "AWS::CloudWatch::Alarm"
AT_ONCE = 100
"""Ask for so many alarms at once: CloudWatch takes no more."""


def ringing(stack: str, clients: Clients) -> list[str]:
    """Return the names of the stack's alarms that ring, less the stack's name.

    They are found by the stack's resources: a prefix would also find those of a tenant whose name begins like this one.
    """
    names = resources_of(stack, ALARM, clients("cloudformation", None))
    cloudwatch = clients("cloudwatch", None)
    found = [name for some in batched(sorted(names), AT_ONCE, strict=False) for name in _ringing(some, cloudwatch)]
    return [name.removeprefix(f"{stack}-") for name in found]


def _ringing(names: tuple[str, ...], cloudwatch: Any) -> list[str]:
    told = cloudwatch.describe_alarms(AlarmNames=list(names), StateValue="ALARM", MaxRecords=AT_ONCE)
    return [one["AlarmName"] for one in told["MetricAlarms"]]
