"""Define the bucket of deliveries that wait: put off, or received as mail; and of large ones, as they were received."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.bucket import make_private_bucket
from infra.wiring.limits import KEPT, KEPT_DAYS, MAIL_DAYS, MAILS

PREFIX = "waiting/"


def make_waiting(scope: Construct, *, keeps_data: bool, existing: str | None = None) -> s3.IBucket:
    """Create the bucket. What was put off does not expire: it is a lead that nobody has read yet. What is kept does.

    A mail is deleted as soon as it is handled. What is still there after `MAIL_DAYS` failed, and nobody saw the alarm.
    """
    return make_private_bucket(
        scope,
        "WaitingDeliveries",
        keeps_data=keeps_data,
        existing=existing,
        unlogged="only functions use it, and who reads a delivery through them is recorded in the table",
        rules=[
            *(s3.LifecycleRule(prefix=f"{KEPT}{days:03}/", expiration=Duration.days(days)) for days in KEPT_DAYS),
            s3.LifecycleRule(prefix=MAILS, expiration=Duration.days(MAIL_DAYS)),
            s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1)),
        ],
    )
