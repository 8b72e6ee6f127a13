"""Define the bucket of deliveries that were put off. Each is deleted once it is handled."""

from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.bucket import make_private_bucket

PREFIX = "waiting/"


def make_waiting(scope: Construct, *, keeps_data: bool) -> s3.Bucket:
    """Create the bucket. Nothing in it expires: what waits is a lead that nobody has read yet."""
    return make_private_bucket(
        scope, "WaitingDeliveries", keeps_data=keeps_data, unlogged="two functions use it, for minutes: no log needed"
    )
