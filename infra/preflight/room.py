"""Count how many tenants an account holds: what one takes of each quota that all of an account's tenants share."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.preflight.quotas import KEPT_FREE, PLENTY, QUOTAS

ROOMY = {
    "AWS::StepFunctions::StateMachine": ("Step Functions state machines", 10_000),
    "AWS::SES::ConfigurationSet": ("SES configuration sets", 10_000),
    "AWS::SNS::Topic": ("SNS topics", 100_000),
    "AWS::SecretsManager::Secret": ("secrets", 500_000),
    "AWS::Logs::LogGroup": ("CloudWatch log groups", 1_000_000),
    "AWS::Logs::QueryDefinition": ("saved queries of Logs Insights", 1_000),
    "AWS::Budgets::Budget": ("budgets", 20_000),
}
"""Name the quotas that other ones always come before, so that a look at the account does not ask for them.

Source: AWS's documentation, November 2026.
"""

STACKS = 2_000
RECEIPT_RULES = 200
"""State how many rules SES's one active set takes; a tenant with an `inbound_domain` has one. AWS does not raise it."""

WITHOUT_A_QUOTA = frozenset({
    "AWS::ApiGatewayV2::Authorizer", "AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::Stage", "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
    "AWS::Chatbot::SlackChannelConfiguration", "AWS::CloudWatch::Dashboard", "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup", "AWS::Lambda::Alias", "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping", "AWS::Lambda::Function", "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission", "AWS::Lambda::Version", "AWS::Logs::MetricFilter", "AWS::S3::BucketPolicy",
    "AWS::SES::ConfigurationSetEventDestination",
    "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy",
})  # fmt: skip
"""List the types that AWS counts within another resource only, or not at all."""


@dataclass(frozen=True)
class Room:
    """Hold one quota: how much the account may have, how much a tenant takes, and so how many tenants fit."""

    subject: str
    allowed: int
    takes: int

    @property
    def tenants(self) -> int:
        """Return how many tenants fit, in an account that holds nothing else."""
        return self.allowed // self.takes


def rooms(template: Mapping[str, Any]) -> Iterator[Room]:
    """Yield the quotas that such tenants fill, the one that is full first before the others."""
    found = [*_of_resources(template), *_of_others(template)]
    yield from sorted(found, key=lambda room: room.tenants)


def _of_resources(template: Mapping[str, Any]) -> Iterator[Room]:
    kinds = Counter(one["Type"] for one in template["Resources"].values())
    usual = {quota.kind: (quota.subject, quota.usual) for quota in QUOTAS} | ROOMY
    for kind, (subject, allowed) in usual.items():
        if kinds[kind]:
            yield Room(subject, allowed, kinds[kind])


def _of_others(template: Mapping[str, Any]) -> Iterator[Room]:
    """Yield what is no resource of a template, or whose size counts."""
    yield Room("CloudFormation stacks", STACKS, 1)
    if "InboundTopic" in template["Outputs"]:
        yield Room("rules of SES for received mail", RECEIPT_RULES, 1)
    told = (one["Properties"] for one in template["Resources"].values() if one["Type"] == "AWS::Lambda::Function")
    if reserved := sum(one.get("ReservedConcurrentExecutions", 0) for one in told):
        yield Room("Lambda concurrency to reserve", PLENTY - KEPT_FREE, reserved)
