"""Decide what a shard delivers next: batches in order, split and tried again after failures, given up after too many.

It knows nothing of the engine, so tests use it without one.
"""

from collections import deque
from dataclasses import dataclass
from typing import Any

type Records = list[Any]


@dataclass
class ShardBatch:
    """Hold records that are delivered together, and how often they failed together."""

    records: Records
    failures: int = 0


class ShardQueue:
    """Hold what a shard still has to deliver of the batch that it read last.

    Args:
        retries: how often a batch is tried again; -1 is without end.
        bisect: whether a batch that failed is split in two. Splitting uses up no retry.

    AWS Lambda's Developer Guide describes it, "Process Amazon DynamoDB records with Lambda".
    """

    def __init__(self, retries: int, *, bisect: bool) -> None:
        self._retries, self._bisect = retries, bisect
        self._batches: deque[ShardBatch] = deque()

    def read(self, records: Records) -> None:
        """Take over records that were read; the queue must be empty."""
        if self._batches:
            raise ValueError("the shard has not delivered what it read before")
        if records:
            self._batches.append(ShardBatch(records))

    def next(self) -> Records | None:
        """Return what to deliver now; None if all was delivered or given up."""
        return self._batches[0].records if self._batches else None

    def succeeded(self) -> None:
        """Note that what was delivered was handled."""
        self._batches.popleft()

    def failed(self, *, too_old: bool) -> Records | None:
        """Note that it was not. Return the records if they are given up: they go to the dead letters.

        Args:
            too_old: whether its oldest record is older than records may be.
        """
        batch = self._batches[0]
        if too_old:
            return self._give_up()
        if self._bisect and len(batch.records) > 1:
            self._batches.popleft()
            half = len(batch.records) // 2
            halves = (batch.records[:half], batch.records[half:])
            self._batches.extendleft(ShardBatch(records, batch.failures) for records in reversed(halves))
            return None
        batch.failures += 1
        return self._give_up() if 0 <= self._retries < batch.failures else None

    def _give_up(self) -> Records:
        return self._batches.popleft().records
