"""The blocked store: what the law asks to keep of erased people. It is written to, and never read, by this system."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from shared.domain.privacy.kept_deal import KeptDeal

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX = "won/"
Lock = Literal["", "governance", "compliance"]


class BlockedStore:
    """The blocked store in its bucket: an object for each won deal, below the number of years that it is kept.

    Args:
        client: creates the client of S3.
        bucket: its name.
        lock: the mode of the lock that each object gets until its term; empty for none.
    """

    def __init__(self, client: Callable[[], S3Client], bucket: str, lock: Lock = "") -> None:
        self._new_client, self._bucket, self._lock = client, bucket, lock

    @cached_property
    def _client(self) -> S3Client:  # created with the first deal: most invocations have none
        return self._new_client()

    def put(self, deal: KeptDeal) -> None:
        """Put a deal that is about to be erased. Putting it again keeps it once more, for the same term."""
        key, body = f"{PREFIX}{deal.years:02}/{deal.lead_id}", deal.model_dump_json().encode()
        if self._lock == "":
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body)
        else:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=body,
                ChecksumAlgorithm="SHA256",  # S3 takes no locked object without a checksum
                ObjectLockMode="GOVERNANCE" if self._lock == "governance" else "COMPLIANCE",
                ObjectLockRetainUntilDate=deal.until,
            )
