"""A source that delivers more than anybody sells leads is asked to come later."""

from __future__ import annotations

import math
from datetime import datetime

from shared.domain.kernel.errors import TooManyDeliveries
from shared.domain.kernel.record import SourceId

AT_ONCE = 500  # deliveries of one source that a process takes without a pause
A_SECOND = 50  # how many more it takes with each second that passes
MAX_REMEMBERED = 1_000  # sources; those that are at rest are forgotten then


class Throttle:
    """A bucket of tokens for each source, in this process: approximate, and without a write.

    Only authentic deliveries take from it, so nobody else can use up a source's share.

    Source: docs/security.md, "Webhooks".
    """

    def __init__(self, at_once: int = AT_ONCE, a_second: float = A_SECOND, remembered: int = MAX_REMEMBERED) -> None:
        self._at_once, self._a_second, self._remembered = at_once, a_second, remembered
        self._left: dict[SourceId, tuple[float, datetime]] = {}

    def take(self, source_id: SourceId, now: datetime) -> None:
        """Take a token of the source's.

        Raises:
            TooManyDeliveries: there is none left; tells in how many seconds there is.
        """
        left = self._refilled(source_id, now)
        if left < 1:
            raise TooManyDeliveries(math.ceil((1 - left) / self._a_second))
        if source_id not in self._left and len(self._left) >= self._remembered:
            self._left = {
                known: kept for known, kept in self._left.items() if self._refilled(known, now) < self._at_once
            }
        self._left[source_id] = left - 1, now

    def _refilled(self, source_id: SourceId, now: datetime) -> float:
        left, since = self._left.get(source_id, (self._at_once, now))
        return min(self._at_once, left + max(0.0, (now - since).total_seconds()) * self._a_second)
