"""Define the bucket of the ledger of erased leads. It outlives the table, and keeps every version for good."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.policy import acknowledge

PREFIX = "erased/"


def make_ledger(scope: Construct, *, keeps_data: bool) -> s3.Bucket:
    """Create the bucket. Nobody may delete from it: without the ledger, a restored table would bring people back."""
    bucket = s3.Bucket(
        scope,
        "Ledger",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        versioned=True,
        lifecycle_rules=[s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))],
        removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
    )
    acknowledge(bucket, {"AwsSolutions-S1": "one function writes it, and it holds ids only: no log needed"})
    return bucket
