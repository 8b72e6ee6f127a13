"""Create a private bucket: encrypted, by TLS only, open to nobody but whom the stack lets in."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.policy import acknowledge


def make_private_bucket(
    scope: Construct,
    construct_id: str,
    *,
    keeps_data: bool,
    unlogged: str,
    rules: Sequence[s3.LifecycleRule] = (),
    existing: str | None = None,
    **more: Any,
) -> s3.IBucket:
    """Create the bucket, or refer to one that a stack made like this.

    Args:
        scope: the stack, or a part of it.
        construct_id: by which a deployment finds it again: never change it.
        keeps_data: whether it stays when the stack is deleted.
        unlogged: why nobody has to log who reads it.
        rules: of its life cycle; by default only uploads that were broken off are deleted, after a day.
        existing: its name, if it is there: it keeps its properties, but lost its policy with its stack.
        more: further properties of the bucket.
    """
    if existing:
        return _adopted(scope, construct_id, existing)
    bucket = s3.Bucket(
        scope,
        construct_id,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        lifecycle_rules=list(rules) or [s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))],
        removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
        **more,
    )
    acknowledge(bucket, {"AwsSolutions-S1": unlogged})
    return bucket


def allow(bucket: s3.IBucket, statement: iam.PolicyStatement) -> None:
    """Add a statement to the bucket's policy. The CDK does not know the policy of a bucket that it only refers to."""
    if not bucket.add_to_resource_policy(statement).statement_added:
        policy = Stack.of(bucket).node.find_child(_policy_id(bucket.node.id))
        assert isinstance(policy, s3.BucketPolicy)  # noqa: S101 - `_adopted` made it
        policy.document.add_statements(statement)


def _adopted(scope: Construct, construct_id: str, name: str) -> s3.IBucket:
    bucket = s3.Bucket.from_bucket_name(scope, construct_id, name)
    policy = s3.BucketPolicy(scope, _policy_id(construct_id), bucket=bucket)
    policy.document.add_statements(
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            actions=["s3:*"],
            principals=[iam.AnyPrincipal()],
            resources=[bucket.bucket_arn, bucket.arn_for_objects("*")],
            conditions={"Bool": {"aws:SecureTransport": "false"}},
        )
    )
    return bucket


def _policy_id(bucket: str) -> str:
    return f"{bucket}AdoptedPolicy"
