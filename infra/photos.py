"""Define the bucket of the photos that members take for notes. They last as long as their lead."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.bucket import make_private_bucket

PREFIX = "photos/"


def make_photos(scope: Construct, *, keeps_data: bool, existing: str | None = None) -> s3.IBucket:
    """Create the bucket. Any origin may upload to it, with an address signed for one photo, its size and 5 minutes."""
    return make_private_bucket(
        scope,
        "NotePhotos",
        keeps_data=keeps_data,
        existing=existing,
        unlogged="each photo is read by an address that the API signs for one member, and the API's log has that",
        rules=[s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))],
        cors=[
            s3.CorsRule(
                allowed_methods=[s3.HttpMethods.PUT], allowed_origins=["*"], allowed_headers=["content-type"],
                max_age=3600,
            )
        ],
    )  # fmt: skip
