"""Define the bucket of deliveries that were put off. Each is deleted once it is handled."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.policy import acknowledge

PREFIX = "waiting/"


def make_waiting(scope: Construct, *, keeps_data: bool) -> s3.Bucket:
    """Create the bucket. Nothing in it expires: what waits is a lead that nobody has read yet."""
    bucket = s3.Bucket(
        scope,
        "WaitingDeliveries",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        lifecycle_rules=[s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))],
        removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
    )
    acknowledge(bucket, {"AwsSolutions-S1": "two functions use it, for minutes: no log needed"})
    return bucket
