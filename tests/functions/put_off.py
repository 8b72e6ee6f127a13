"""Deliveries that were put off, over memory, for tests."""

from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import memory

BUCKET = "relevo-waiting"


def files():
    """Return the bucket, made if it is not there."""
    client = memory.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return Uploads(lambda: client, BUCKET)


def waiting(messages, **more):
    """Return the deliveries that wait; `messages` takes what asks to handle them."""
    return WaitingDeliveries(Uploads(lambda: memory.client("s3"), BUCKET), Queue(lambda: messages, "waiting"), **more)


def raws():
    """Return the files of large deliveries."""
    return RawFiles(Uploads(lambda: memory.client("s3"), BUCKET))


def kept():
    """Return the keys of what waits."""
    found = memory.client("s3").list_objects_v2(Bucket=BUCKET)
    return [one["Key"] for one in found.get("Contents", [])]
