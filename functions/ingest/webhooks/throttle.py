"""Limit how many deliveries of one source a process handles at once."""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.record import SourceId

BURST = 500  # deliveries of one source that a process handles at once
PER_SECOND = 50  # how many more it handles with each second that passes
FORM_BURST = 20  # forms of one source that a process takes at once
FORM_PER_SECOND = 0.5  # how many more it takes with each second that passes
MAX_REMEMBERED = 1_000  # sources; beyond that, those with a full bucket are forgotten


class Throttle:
    """Keep a token bucket for each source in this process: approximate, but without a write.

    Only authentic deliveries take a token, so nobody else can use up those of a source.

    Source: docs/security.md, "Webhooks".
    """

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND, remembered: int = MAX_REMEMBERED) -> None:
        self._burst, self._per_second, self._remembered = burst, per_second, remembered
        self._tokens: dict[SourceId, tuple[float, datetime]] = {}

    def take(self, source_id: SourceId, now: datetime) -> bool:
        """Take a token of the source; return whether there was one."""
        left = self._refilled(source_id, now)
        if left < 1:
            return False
        if source_id not in self._tokens and len(self._tokens) >= self._remembered:
            self._tokens = {
                known: kept for known, kept in self._tokens.items() if self._refilled(known, now) < self._burst
            }
        self._tokens[source_id] = left - 1, now
        return True

    def _refilled(self, source_id: SourceId, now: datetime) -> float:
        left, since = self._tokens.get(source_id, (self._burst, now))
        return min(self._burst, left + max(0.0, (now - since).total_seconds()) * self._per_second)
