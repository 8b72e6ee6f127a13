"""Let browsers upload photos of notes by presigned URL, show them for a few minutes, and delete a lead's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shared.domain.kernel.record import LeadId, PhotoId
from shared.domain.leads.photos import UPLOAD_VALID

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONTENT_TYPE = "image/jpeg"
VIEW_VALID_SECONDS = 300


class Photos:
    """The photos in one bucket, by lead.

    Args:
        client: returns the client of S3, made with the first call: most invocations need none.
        bucket: its name.
    """

    def __init__(self, client: Callable[[], S3Client], bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def upload_url(self, lead_id: LeadId, photo_id: PhotoId, size: int) -> str:
        """Return the URL to PUT a photo to, within `UPLOAD_VALID`. Whoever has it may upload.

        The signature covers type and size in bytes: S3 refuses a file of any other.
        """
        params = {**self._place(lead_id, photo_id), "ContentType": CONTENT_TYPE, "ContentLength": size}
        seconds = int(UPLOAD_VALID.total_seconds())
        return self._client().generate_presigned_url("put_object", Params=params, ExpiresIn=seconds)

    def view_url(self, lead_id: LeadId, photo_id: PhotoId) -> str:
        """Return the URL to GET a photo from, as an image whatever its bytes are; whoever has it may see it.

        A photo that was never uploaded has a URL too, under which there is nothing.
        """
        params = {
            **self._place(lead_id, photo_id), "ResponseContentType": CONTENT_TYPE,
            "ResponseContentDisposition": "inline", "ResponseCacheControl": f"private, max-age={VIEW_VALID_SECONDS}",
        }  # fmt: skip
        return self._client().generate_presigned_url("get_object", Params=params, ExpiresIn=VIEW_VALID_SECONDS)

    def delete_all(self, lead_id: LeadId) -> None:
        """Delete every photo of a lead, those that no note names too."""
        client, prefix = self._client(), _prefix(lead_id)
        while found := client.list_objects_v2(Bucket=self._bucket, Prefix=prefix).get("Contents"):
            for one in found:
                client.delete_object(Bucket=self._bucket, Key=one["Key"])

    def _place(self, lead_id: LeadId, photo_id: PhotoId) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{_prefix(lead_id)}{photo_id}"}


def _prefix(lead_id: LeadId) -> str:
    return f"photos/{lead_id}/"
