"""Say what calls a person: eight alarms a tenant, each with a row in docs/runbook.md, "When an alarm fires"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs

from infra import wiring
from infra.function import LambdaFunction
from infra.queries import keep_queries
from infra.watch import Monitoring, metric

NAMESPACE = "Relevo"
LOOKED_INTO = Duration.minutes(5)
"""State how often the sweep looks into dead-letter queues."""

ENDED_WITHOUT_AN_ANSWER = ("[ERROR]", "Task timed out", "Runtime exited")
"""List what Lambda itself writes into the log of a function that raised, ran out of time, or was killed."""


@dataclass(frozen=True)
class Watched:
    """Name what is watched: the functions, the API by its id, the clocks by their state machine."""

    functions: Mapping[wiring.Function, LambdaFunction]
    api_id: str
    clock_arn: str


def watch(monitoring: Monitoring, watched: Watched, *, dashboard: bool) -> None:
    """Create the alarms, and the dashboard with its queries if the tenant's file asks for them.

    A metric costs more than anything else in an idle stack, so what may be counted together is.
    """
    stack = Stack.of(monitoring).stack_name
    api, clock = {"ApiId": watched.api_id}, {"StateMachineArn": watched.clock_arn}
    over = monitoring.over
    over("functions-failed", _failed(monitoring, watched.functions.values()), "a function ended without an answer")
    work = metric(NAMESPACE, "WorkFailed", {"stack": stack, "service": "all"})
    over("work-failed", work, "work that a person must look at: see the log")
    by_sweep = {"stack": stack, "service": wiring.SWEEP.name}
    dead = metric(NAMESPACE, "DeadLetters", by_sweep, statistic="Maximum", period=LOOKED_INTO)
    over("dead-letters", dead, "messages that failed on every attempt")
    ended = metric("AWS/States", "ExecutionsFailed", clock)
    over("clock-failures", ended, "clocks failed; the sweep does their work")
    over("api-5xx", metric("AWS/ApiGateway", "5xx", api), "the API answers 5xx")
    routed, told = (_age(watched.functions[of]) for of in (wiring.ROUTE, wiring.NOTIFY))
    over("routing-lag", routed, "leads wait over a minute to be routed", limit=60_000)
    over("notifying-lag", told, "people are told of an offer over a minute late", limit=60_000)
    beat = metric("AWS/Lambda", "Invocations", watched.functions[wiring.SWEEP].dimensions)
    monitoring.silent("sweep-stopped", beat, "nothing repairs lost work", minutes=5)
    if dashboard:
        keep_queries(monitoring, [function.log for function in watched.functions.values()])
        way = metric(NAMESPACE, "WayMilliseconds", {"stack": stack, "service": wiring.PROBE.name}, statistic="p95")
        monitoring.show(
            {
                "Requests": [metric("AWS/ApiGateway", name, api) for name in ("Count", "4xx", "5xx")],
                "Answer time, p95": [metric("AWS/ApiGateway", "Latency", api, statistic="p95")],
                "A probe's way, p95": [way],
                "Clocks": [metric("AWS/States", f"Executions{how}", clock) for how in ("Started", "Succeeded")],
            }
        )


def _failed(monitoring: Monitoring, functions: Iterable[LambdaFunction]) -> cloudwatch.IMetric:
    """Count in one metric what all the functions' logs tell of failed calls. It exists only once one has failed."""
    namespace, name = f"{NAMESPACE}/{Stack.of(monitoring).stack_name}", "FunctionFailed"
    for function in functions:
        logs.MetricFilter(
            function,
            "Failed",
            log_group=function.log,
            filter_pattern=logs.FilterPattern.any_term(*ENDED_WITHOUT_AN_ANSWER),
            metric_namespace=namespace,
            metric_name=name,
        )
    return metric(namespace, name, {})


def _age(function: LambdaFunction) -> cloudwatch.IMetric:
    return metric("AWS/Lambda", "IteratorAge", function.dimensions, statistic="Maximum")
