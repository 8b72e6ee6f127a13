"""Find the SES identity that emails are sent from, and have SES tell of mails that came back.

The account's owner verifies the identity outside the stack.
"""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sns as sns
from constructs import Construct

TOLD = ["bounce", "complaint"]


def identity(stack: Stack, name: str, region: str | None) -> str:
    """Return the ARN of an address or a domain in SES, or of all with `*`; `region` is None if it is the stack's."""
    return stack.format_arn(service="ses", region=region, resource="identity", resource_name=name)


def configuration_sets(stack: Stack, region: str | None, name: str = "*") -> str:
    """Return the ARN of a configuration set, or of all: an identity may have one as its default."""
    return stack.format_arn(service="ses", region=region, resource="configuration-set", resource_name=name)


def make_mail_events(scope: Construct) -> sns.Topic:
    """Create the topic by which SES tells of mails that came back or are unwanted."""
    return sns.Topic(scope, "SentMails", enforce_ssl=True)


def make_configuration_set(scope: Construct, topic: sns.Topic) -> str:
    """Create the set that mails go through, so that SES tells the topic of them; return its name.

    SES keeps a list of addresses that mails of this account came back from, and sends to none of them. This set does
    without: a tenant pauses its addresses itself, and what a person uses again must get a mail.
    """
    made = ses.CfnConfigurationSet(
        scope,
        "MailSet",
        suppression_options=ses.CfnConfigurationSet.SuppressionOptionsProperty(suppressed_reasons=[]),
    )
    stack = Stack.of(scope)
    publishing = topic.add_to_resource_policy(
        iam.PolicyStatement(
            actions=["sns:Publish"],
            principals=[iam.ServicePrincipal("ses.amazonaws.com")],
            resources=[topic.topic_arn],
            conditions={
                "StringEquals": {"aws:SourceAccount": stack.account},
                "ArnEquals": {"aws:SourceArn": configuration_sets(stack, None, made.ref)},
            },
        )
    )
    destination = ses.CfnConfigurationSetEventDestination(
        scope,
        "MailSetEvents",
        configuration_set_name=made.ref,
        event_destination=ses.CfnConfigurationSetEventDestination.EventDestinationProperty(
            enabled=True,
            matching_event_types=TOLD,
            sns_destination=ses.CfnConfigurationSetEventDestination.SnsDestinationProperty(topic_arn=topic.topic_arn),
        ),
    )
    if publishing.policy_dependable:  # SES tries whether it may publish
        destination.node.add_dependency(publishing.policy_dependable)
    return made.ref
