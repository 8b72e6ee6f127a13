"""Define the bucket of the blocked store: won deals of erased people, until the term that the law sets."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.bucket import make_private_bucket

PREFIX = "won/"
MAX_YEARS = 30  # as many as the setting allows
DAYS_OF_YEAR = 366


def make_blocked_store(scope: Construct, *, keeps_data: bool, locks: bool, existing: str | None = None) -> s3.IBucket:
    """Create the bucket. Functions may only put into it; what is below a number of years is deleted after them.

    Args:
        scope: the stack.
        keeps_data: whether it stays when the stack is deleted.
        existing: its name, if it is there and is used instead of made.
        locks: whether objects may be locked, which can be said only when the bucket is created.
    """
    return make_private_bucket(
        scope,
        "Blocked",
        keeps_data=keeps_data,
        existing=existing,
        unlogged="one function writes it and none reads it: no log needed",
        versioned=True,
        object_lock_enabled=True if locks else None,
        rules=[
            *(
                s3.LifecycleRule(
                    prefix=f"{PREFIX}{years:02}/",
                    expiration=Duration.days(years * DAYS_OF_YEAR),
                    noncurrent_version_expiration=Duration.days(1),
                )
                for years in range(1, MAX_YEARS + 1)
            ),
            s3.LifecycleRule(
                expired_object_delete_marker=True, abort_incomplete_multipart_upload_after=Duration.days(1)
            ),
        ],
    )
