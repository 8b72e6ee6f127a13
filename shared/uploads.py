"""Let browsers upload files to a bucket by presigned URL, and read what was uploaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectTypeDef

CONTENT_TYPE = "text/csv"
URL_VALID_SECONDS = 900
_MISSING = (403, 404)  # S3 answers 403 for a missing key to a role that may not list the bucket


class Upload(NamedTuple):
    """An uploaded file: a tag that differs for another content, and the size in bytes."""

    tag: str
    size: int


class UploadForm(NamedTuple):
    """A form to upload a file with: its address, and the fields that go before the file, which is the field `file`."""

    url: str
    fields: dict[str, str]


class Uploads:
    """The uploads in one bucket.

    Args:
        client: returns the client of S3, made with the first call: most invocations need none.
        bucket: its name.
    """

    def __init__(self, client: Callable[[], S3Client], bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def upload_url(self, key: str, size: int) -> str:
        """Return the URL to PUT `key` to, as `CONTENT_TYPE`, within `URL_VALID_SECONDS`. Whoever has it may upload.

        The signature covers the size in bytes: S3 refuses a file of any other.
        """
        params = {"Bucket": self._bucket, "Key": key, "ContentType": CONTENT_TYPE, "ContentLength": size}
        return self._client().generate_presigned_url("put_object", Params=params, ExpiresIn=URL_VALID_SECONDS)

    def upload_form(self, key: str, most: int) -> UploadForm:
        """Return the form to POST `key` with, likewise, for a file whose size is not known yet.

        The signature covers a policy: S3 refuses a file of more than `most` bytes.
        """
        signed = self._client().generate_presigned_post(
            self._bucket, key, {"Content-Type": CONTENT_TYPE},
            [["content-length-range", 0, most], {"Content-Type": CONTENT_TYPE}], URL_VALID_SECONDS,
        )  # fmt: skip
        return UploadForm(signed["url"], signed["fields"])

    def find(self, key: str) -> Upload | None:
        """Return what was uploaded as `key`, without its content; None if nothing was."""
        try:
            found = self._client().head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _is_missing(error):
                return None
            raise
        return Upload(found["ETag"], found["ContentLength"])

    def read(self, key: str) -> tuple[Upload, bytes] | None:
        """Return what was uploaded as `key`, with its content; None if nothing was."""
        try:
            found = self._client().get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _is_missing(error):
                return None
            raise
        return Upload(found["ETag"], found["ContentLength"]), found["Body"].read()

    def write(self, key: str, content: bytes) -> None:
        """Store an object; one that is there under this key is replaced."""
        self._client().put_object(Bucket=self._bucket, Key=key, Body=content)

    def before(self, prefix: str, at: datetime, after: str = "") -> Iterator[str]:
        """Return the keys below `prefix`, and in order after `after`, that were uploaded by `at`."""
        found = (one for one in _listed(self._client(), self._bucket, prefix, after) if one["LastModified"] <= at)
        return (one["Key"] for one in found)

    def delete(self, key: str) -> None:
        """Delete an upload; if there is none, do nothing."""
        self._client().delete_object(Bucket=self._bucket, Key=key)


def _listed(client: S3Client, bucket: str, prefix: str, after: str) -> Iterator[ObjectTypeDef]:
    """Yield what a bucket has below `prefix`, after the key `after`, a page at a time."""
    page = client.list_objects_v2(Bucket=bucket, Prefix=prefix, StartAfter=max(after, prefix))
    yield from page.get("Contents", [])
    while token := page.get("NextContinuationToken"):
        page = client.list_objects_v2(Bucket=bucket, Prefix=prefix, ContinuationToken=token)
        yield from page.get("Contents", [])


def _is_missing(error: ClientError) -> bool:
    return error.response["ResponseMetadata"]["HTTPStatusCode"] in _MISSING
