"""Decide which calls of DynamoDB are tried again, and after what wait."""

from __future__ import annotations

import random

from botocore import exceptions
from botocore.exceptions import ClientError

from shared.snap_start import on_restore

NO_ANSWER = (exceptions.ConnectionError, exceptions.HTTPClientError)  # what was asked may have been done
_TRANSIENT = {
    "TransactionInProgressException", "ThrottlingException", "ProvisionedThroughputExceededException",
    "RequestLimitExceeded", "TransactionConflictException", "InternalServerError", "InternalFailure",
    "ServiceUnavailable",
}  # fmt: skip
on_restore(random.seed)


def jitter(attempt: int) -> float:
    """Return the seconds to wait after try number `attempt`: at random, so that writers do not collide again."""
    return random.uniform(0.01, longest(attempt))  # noqa: S311  # spreading load needs no secrecy


def longest(attempt: int) -> float:
    """Return the most seconds to wait after a try: 40 ms after the first, doubling up to 200 ms."""
    return min(0.2, 0.02 * 2.0**attempt)


def is_transient(error: ClientError) -> bool:
    """Return whether a call that failed so may succeed in a moment."""
    return error.response["Error"]["Code"] in _TRANSIENT
