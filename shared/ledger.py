"""The ledger of erased leads, outside of the table: what must be erased again when an old table is restored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from shared.domain.kernel.record import ErasureId, LeadId

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ListObjectsV2OutputTypeDef

PREFIX = "erased/"


class Ledger:
    """The ledger in its bucket: an object for each erased lead, with ids only.

    Args:
        client: returns the client of S3, made with the first call: most invocations need none.
        bucket: its name.
    """

    def __init__(self, client: Callable[[], S3Client], bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def enter(self, lead_id: LeadId, erasure_id: ErasureId) -> None:
        """Enter a lead that is about to be erased. Entering it again changes nothing."""
        body = json.dumps({"lead_id": lead_id, "erasure_id": erasure_id}).encode()
        self._client().put_object(
            Bucket=self._bucket,
            Key=f"{PREFIX}{lead_id}",
            Body=body,
            ChecksumAlgorithm="SHA256",  # S3 takes no object without a checksum into a bucket that locks them
        )

    def lead_ids(self) -> Iterator[LeadId]:
        """Yield every lead that was erased."""
        page = self._client().list_objects_v2(Bucket=self._bucket, Prefix=PREFIX)
        yield from _lead_ids(page)
        while token := page.get("NextContinuationToken"):
            page = self._client().list_objects_v2(Bucket=self._bucket, Prefix=PREFIX, ContinuationToken=token)
            yield from _lead_ids(page)


def _lead_ids(page: ListObjectsV2OutputTypeDef) -> Iterator[LeadId]:
    return (found["Key"].removeprefix(PREFIX) for found in page.get("Contents", []))
