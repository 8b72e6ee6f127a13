"""Define the bucket of the ledger of erased leads. It outlives the table, and keeps every version for good."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.bucket import make_private_bucket

PREFIX = "erased/"
LOCKED_DAYS = 365  # longer than any copy of the table


def make_ledger(scope: Construct, *, keeps_data: bool, lock: str | None, existing: str | None = None) -> s3.IBucket:
    """Create the bucket. Nobody may delete from it: without the ledger, a restored table would bring people back.

    Args:
        scope: the stack.
        keeps_data: whether it stays when the stack is deleted.
        existing: its name, if it is there and is used instead of made.
        lock: the mode in which each entry is locked for a year; None for no lock. It can be said only when the bucket
            is created.
    """
    return make_private_bucket(
        scope,
        "Ledger",
        keeps_data=keeps_data,
        existing=existing,
        unlogged="one function writes it, and it holds ids only: no log needed",
        versioned=True,
        object_lock_enabled=True if lock else None,
        object_lock_default_retention=_retention(lock) if lock else None,
    )


def _retention(lock: str) -> s3.ObjectLockRetention:
    kept = Duration.days(LOCKED_DAYS)
    modes = {"governance": s3.ObjectLockRetention.governance, "compliance": s3.ObjectLockRetention.compliance}
    return modes[lock](kept)
