"""Define the queues that ask functions for work. The table holds the work; the sweep sends lost messages again."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra import wiring
from infra.function import LambdaFunction
from infra.policy import acknowledge

TRIES = 5
PATIENCE = 6
"""Hide a message for this many times the function's timeout while it is processed, as AWS advises."""


class WorkQueue(Construct):
    """Build a queue and its dead-letter queue. Messages hold ids only, but for those in which SES tells of a mail."""

    def __init__(self, scope: Construct, wired: wiring.WiredQueue) -> None:
        super().__init__(scope, wired.name)
        dead = make_dead_letters(self, "DeadLetters")
        self._queue = sqs.Queue(
            self,
            "Queue",
            visibility_timeout=Duration.seconds(PATIENCE * wired.function.timeout_seconds),
            retention_period=Duration.days(4),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=TRIES),
        )
        self.arn, self.url, self.dead_letters = self._queue.queue_arn, self._queue.queue_url, dead
        self._wired = wired

    def hear(self, topic: sns.Topic) -> None:
        """Take what is published to a topic, as it is; what cannot be passed on goes to the dead letters."""
        topic.add_subscription(
            subscriptions.SqsSubscription(self._queue, raw_message_delivery=True, dead_letter_queue=self.dead_letters)
        )

    def call(self, function: LambdaFunction) -> None:
        """Call the function, with as many messages, and as often in parallel, as the queue's wiring says."""
        most = lambda_.CfnEventSourceMapping.ScalingConfigProperty
        mapping = lambda_.CfnEventSourceMapping(
            self,
            "Calls",
            function_name=function.live.function_arn,
            event_source_arn=self.arn,
            batch_size=self._wired.batch,
            function_response_types=["ReportBatchItemFailures"] if self._wired.batch > 1 else None,
            scaling_config=most(maximum_concurrency=self._wired.at_once) if self._wired.at_once else None,
        )
        acknowledge(
            mapping,
            {"Serverless-LambdaEventSourceMappingDestination": "the queue itself sends what fails to its dead letters"},
        )


def make_dead_letters(scope: Construct, construct_id: str) -> sqs.Queue:
    """Create a queue for what failed on every attempt. What its messages hold stands in docs/privacy.md."""
    queue = sqs.Queue(
        scope,
        construct_id,
        retention_period=Duration.days(14),
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
    )
    itself = "it is itself a dead-letter queue"
    acknowledge(queue, {"AwsSolutions-SQS3": itself, "Serverless-SQSRedrivePolicy": itself})
    return queue
