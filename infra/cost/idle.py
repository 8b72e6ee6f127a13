"""Count what a stack uses in a month in which nothing happens, from its template."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from infra import wiring
from infra.cost.prices import Used

type Template = Mapping[str, Any]

HOURS = 730
MINUTES = 60 * HOURS

POLLERS, FEWEST_POLLERS = 5, 2
"""State how many receivers Lambda keeps at an idle queue; the fewest only where no maximum of calls at once is set.

Source: AWS's documentation of Lambda, "Configuring scaling behavior for SQS event source mappings".
"""

RECEIVES_A_MINUTE = 3
"""State how often a receiver asks: Lambda lets each request wait for 20 seconds."""

SWEEP_SECONDS = 0.2
"""Assume so much time of a sweep that finds nothing: its calls one after another, a few milliseconds each."""

LOG_GB = 1e-6
"""Assume a kilobyte of log of one call: the lines of Lambda itself, and one of ours."""

LOOKS_AN_HOUR = 12
"""State how often the sweep looks into each queue of what was given up."""

KEYS_AN_HOUR = 12
"""State how often DynamoDB asks for the table's key while it is used: it keeps it for five minutes."""

WRITE_UNITS = 4
"""Assume so many write units of a transaction of an idle sweep: a record or two of less than a kilobyte."""


def idle_month(template: Template, sweeps: Mapping[str, int]) -> Iterator[Used]:
    """Yield what a month without a lead or a member uses.

    Args:
        template: of the stack.
        sweeps: the calls of the table in an hour of idle sweeps, as counted by tests/budgets.
    """
    yield Used("alarms", "alarm", sum(_metrics(one) for one in _of(template, "CloudWatch::Alarm")))
    yield Used("dashboard", "dashboard", len(_of(template, "CloudWatch::Dashboard")))
    yield Used("secrets", "secret", _secrets(template))
    yield Used("empty receives of queues", "queue_request", _pollers(template) * RECEIVES_A_MINUTE * MINUTES)
    yield from _of_the_sweep(template, sweeps)
    yield Used("key of the table", "key_request", KEYS_AN_HOUR * HOURS)
    yield Used("snapshots of functions", "snapshot", _snapshots(template) * HOURS * 3600)


def _of_the_sweep(template: Template, sweeps: Mapping[str, int]) -> Iterator[Used]:
    every_minute = [one for one in _of(template, "Events::Rule") if one["ScheduleExpression"] == "rate(1 minute)"]
    times = len(every_minute) * MINUTES
    sweep = _function(template, wiring.SWEEP.name)
    writes = sweeps.get("transact_write_items", 0)
    yield Used("sweep: calls", "call", times)
    yield Used("sweep: time", "gb_second", times * SWEEP_SECONDS * sweep["MemorySize"] / 1024)
    yield Used("sweep: log", "log", times * LOG_GB)
    yield Used("sweep: reads", "read", (sum(sweeps.values()) - writes) * HOURS)
    yield Used("sweep: writes", "write", writes * WRITE_UNITS * HOURS)
    yield Used("sweep: looks into dead letters", "queue_request", _watched(sweep) * LOOKS_AN_HOUR * HOURS)


def memory_of(template: Template, function: str) -> int:
    """Return a function's memory in MB."""
    return int(_function(template, function)["MemorySize"])


def _function(template: Template, name: str) -> dict[str, Any]:
    (found,) = (one for one in _of(template, "Lambda::Function") if one["FunctionName"].endswith(f"-{name}"))
    return found


def _of(template: Template, kind: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] == f"AWS::{kind}"]


def _snapshots(template: Template) -> float:
    """Return the GB of the functions that start from a snapshot: as much of each is kept as it has memory."""
    return sum(float(one["MemorySize"]) for one in _of(template, "Lambda::Function") if "SnapStart" in one) / 1024


def _metrics(alarm: Mapping[str, Any]) -> int:
    """Return how many metrics an alarm looks at; each is paid for."""
    return sum("MetricStat" in one for one in alarm["Metrics"]) if "Metrics" in alarm else 1


def _secrets(template: Template) -> int:
    """Return how many secrets the functions are told of, made by the stack or adopted."""
    told = [one["Environment"]["Variables"] for one in _of(template, "Lambda::Function")]
    return len({json.dumps(arn) for one in told for name, arn in one.items() if name.endswith("_SECRET_ARN")})


def _pollers(template: Template) -> int:
    """Return how many receivers ask the queues that call functions. A mapping that is off asks nothing."""
    queues = {name for name, one in template["Resources"].items() if one["Type"] == "AWS::SQS::Queue"}
    mappings = [one for one in _of(template, "Lambda::EventSourceMapping") if one.get("Enabled", True)]
    asked = [one for one in mappings if _source(one) in queues]
    return sum(POLLERS if "ScalingConfig" in one else FEWEST_POLLERS for one in asked)


def _source(mapping: Mapping[str, Any]) -> str:
    """Return the logical id of what calls the function, or its ARN where it is not of this stack."""
    arn = mapping["EventSourceArn"]
    return str(arn if isinstance(arn, str) else arn["Fn::GetAtt"][0])


def _watched(sweep: Mapping[str, Any]) -> int:
    """Return how many queues of what was given up the sweep is told of."""
    return json.dumps(sweep["Environment"]["Variables"]["DEAD_LETTERS"]).count('"Ref"')
