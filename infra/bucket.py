"""Create a private bucket: encrypted, by TLS only, open to nobody but whom the stack lets in."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import Duration, RemovalPolicy
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
    **more: Any,
) -> s3.Bucket:
    """Create the bucket.

    Args:
        scope: the stack, or a part of it.
        construct_id: by which a deployment finds it again: never change it.
        keeps_data: whether it stays when the stack is deleted.
        unlogged: why nobody has to log who reads it.
        rules: of its life cycle; by default only uploads that were broken off are deleted, after a day.
        more: further properties of the bucket.
    """
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
