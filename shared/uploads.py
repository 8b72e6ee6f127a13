"""Files that people upload themselves: the address to upload to is signed, and read back by its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONTENT_TYPE = "text/csv"
WORKS_SECONDS = 900
_GONE = (403, 404)  # who may not list a bucket is told 403 of what is not there


class Upload(NamedTuple):
    """What is uploaded: a tag that another upload changes, and how many bytes it has."""

    tag: str
    size: int


class Uploads:
    """The bucket of one purpose."""

    def __init__(self, client: Callable[[], S3Client], bucket: str) -> None:
        self._make, self._bucket = client, bucket

    @cached_property
    def _client(self) -> S3Client:  # made with the first file: most calls of ingest have none
        return self._make()

    def address(self, key: str) -> str:
        """Where to PUT `key`, as `CONTENT_TYPE`, within `WORKS_SECONDS`; the address is the permission."""
        where = {"Bucket": self._bucket, "Key": key, "ContentType": CONTENT_TYPE}
        return self._client.generate_presigned_url("put_object", Params=where, ExpiresIn=WORKS_SECONDS)

    def look(self, key: str) -> Upload | None:
        """What was uploaded as `key`, or None."""
        try:
            found = self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _gone(error):
                return None
            raise
        return Upload(found["ETag"], found["ContentLength"])

    def read(self, key: str) -> tuple[Upload, bytes] | None:
        """What was uploaded as `key`, whole, or None."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _gone(error):
                return None
            raise
        return Upload(found["ETag"], found["ContentLength"]), found["Body"].read()


def _gone(error: ClientError) -> bool:
    return error.response["ResponseMetadata"]["HTTPStatusCode"] in _GONE
