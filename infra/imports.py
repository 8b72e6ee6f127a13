"""Define the bucket to which people upload files to import. Only the import reads it; files last a week."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.policy import acknowledge

KEPT_DAYS = 7
PREFIX = "imports/"


def make_bucket(scope: Construct, *, keeps_data: bool) -> s3.Bucket:
    """Create the bucket. Any origin may upload to it, with an address signed for one file, its size and 15 minutes."""
    bucket = s3.Bucket(
        scope,
        "ImportFiles",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        lifecycle_rules=[
            s3.LifecycleRule(
                expiration=Duration.days(KEPT_DAYS), abort_incomplete_multipart_upload_after=Duration.days(1)
            )
        ],
        cors=[
            s3.CorsRule(
                allowed_methods=[s3.HttpMethods.PUT], allowed_origins=["*"], allowed_headers=["content-type"],
                max_age=3600,
            )
        ],
        removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
    )  # fmt: skip
    acknowledge(
        bucket, {"AwsSolutions-S1": "two functions read it, and each file is deleted after a week: no log needed"}
    )
    return bucket
