"""Let SES receive mail for the tenant: it stores each mail in a bucket, and tells of it by a topic.

The rule that says so stands in the account's active rule set, which its tenants share, so no stack may own it: a step
of the deployment adds it (`infra/commands/receiving.py`). The topic tells what the object does not hold: to which
addresses the mail was sent.
"""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.bucket import allow
from infra.wiring.limits import MAILS


def receive_mail(scope: Construct, bucket: s3.IBucket, *, rule: str) -> sns.Topic:
    """Create the topic, and allow SES to publish to it and to put mails into the bucket, by this rule only.

    Args:
        scope: the stack.
        bucket: for the mails, below `MAILS`.
        rule: its name; the rule set may have any.
    """
    topic = sns.Topic(scope, "InboundMails", enforce_ssl=True)
    topic.add_to_resource_policy(_by_rule(scope, rule, "sns:Publish", topic.topic_arn))
    allow(bucket, _by_rule(scope, rule, "s3:PutObject", bucket.arn_for_objects(f"{MAILS}*")))
    return topic


def _by_rule(scope: Construct, rule: str, action: str, resource: str) -> iam.PolicyStatement:
    stack = Stack.of(scope)
    named = stack.format_arn(service="ses", resource="receipt-rule-set", resource_name=f"*:receipt-rule/{rule}")
    return iam.PolicyStatement(
        actions=[action],
        principals=[iam.ServicePrincipal("ses.amazonaws.com")],
        resources=[resource],
        conditions={"StringEquals": {"aws:SourceAccount": stack.account}, "ArnLike": {"aws:SourceArn": named}},
    )
