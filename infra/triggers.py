"""Define what starts functions without a request: the table's stream, and a rule every minute."""

import json
from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.function import LambdaFunction
from infra.policy import acknowledge
from shared.store import keys

WORK_FOR_ROUTE = {"dynamodb": {"NewImage": {keys.TODO: {"S": [{"exists": True}]}}}}
"""Pass only records that carry work for route."""

NEWS = {"dynamodb": {"NewImage": {keys.TELL: {"S": [{"exists": True}]}}}}
"""Pass only records about which members may be notified."""


def listen(
    scope: Construct,
    construct_id: str,
    function: LambdaFunction,
    table: dynamodb.ITable,
    dead_letters: sqs.Queue,
    only: Mapping[str, object],
) -> None:
    """Call the function with the stream's records that match the pattern `only`.

    No `reportBatchItemFailures`: a reported record would block its shard. The function itself handles the failure of
    one record; only infrastructure errors fail a batch.
    """
    lambda_.CfnEventSourceMapping(
        scope,
        construct_id,
        function_name=function.live.function_arn,
        event_source_arn=table.table_stream_arn,
        starting_position="TRIM_HORIZON",
        batch_size=100,
        maximum_batching_window_in_seconds=0,
        parallelization_factor=1,
        bisect_batch_on_function_error=True,
        maximum_retry_attempts=10,
        maximum_record_age_in_seconds=3600,
        filter_criteria={"filters": [{"pattern": json.dumps(only)}]},
        destination_config={"onFailure": {"destination": dead_letters.queue_arn}},
    )


def every(scope: Construct, minutes: int, probe: LambdaFunction) -> None:
    """Call the probe every so many minutes. A failed call is not retried: the next one comes anyway."""
    probe.live.configure_async_invoke(retry_attempts=0, max_event_age=Duration.minutes(1))
    rule = events.Rule(
        scope,
        "Probing",
        description="sends a lead the whole way, to see that it works",
        schedule=events.Schedule.rate(Duration.minutes(minutes)),
        targets=[targets.LambdaFunction(probe.live, retry_attempts=0, max_event_age=Duration.minutes(1))],
    )
    acknowledge(rule, {"Serverless-EventBusDLQ": "the next call tells as much as a lost one; the event is empty"})


def every_minute(scope: Construct, sweep: LambdaFunction) -> None:
    """Call the sweep every minute. A failed call is not retried: the next one comes anyway."""
    sweep.live.configure_async_invoke(retry_attempts=0, max_event_age=Duration.minutes(1))
    rule = events.Rule(
        scope,
        "EveryMinute",
        description="does the clock's work where a clock or an event was lost",
        schedule=events.Schedule.rate(Duration.minutes(1)),
        targets=[targets.LambdaFunction(sweep.live, retry_attempts=0, max_event_age=Duration.minutes(1))],
    )
    acknowledge(rule, {"Serverless-EventBusDLQ": "the next call does the work of a lost one; the event is empty"})
