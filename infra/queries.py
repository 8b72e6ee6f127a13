"""Keep the runbook's queries in CloudWatch's Logs Insights."""

from collections.abc import Iterable

from aws_cdk import Stack
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.wiring.log_queries import QUERIES


def keep_queries(scope: Construct, log_groups: Iterable[logs.ILogGroup]) -> None:
    """Keep the queries under the stack's name."""
    groups = [group.log_group_name for group in log_groups]
    for name, text in QUERIES.items():
        logs.CfnQueryDefinition(
            scope,
            f"Query{name.title().replace(' ', '')}",
            name=f"{Stack.of(scope).stack_name}/{name}",
            query_string=text,
            log_group_names=groups,
        )
