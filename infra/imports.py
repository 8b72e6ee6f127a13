"""Define the bucket to which people upload files to import. Only the import reads it; files last a week."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.bucket import make_private_bucket

KEPT_DAYS = 7
PREFIX = "imports/"


def make_bucket(scope: Construct, *, keeps_data: bool, existing: str | None = None) -> s3.IBucket:
    """Create the bucket. Any origin may upload to it, with an address signed for one file, its size and 15 minutes."""
    return make_private_bucket(
        scope,
        "ImportFiles",
        keeps_data=keeps_data,
        existing=existing,
        unlogged="two functions read it, and each file is deleted after a week: no log needed",
        rules=[
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
    )  # fmt: skip
