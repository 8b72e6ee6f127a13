"""Start and stop the clocks of many offers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import BotoCoreError, ClientError

from shared.clocks import Clocks
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Clock
from shared.observe import count, error_code, logger

AT_ONCE = 8
TRIES = 4


class LeadClocks:
    """Starts a batch's clocks side by side: each takes a call of its own.

    Args:
        clocks: to start and stop.
        breathe: waits before the next try, longer with each attempt.
    """

    def __init__(self, clocks: Clocks, breathe: Callable[[int], None]) -> None:
        self._clocks, self._breathe = clocks, breathe

    def start(self, leads: Iterable[Lead]) -> None:
        """Start the clock of each lead; those that run already stay as they are. Held leads share theirs.

        One that cannot be started is tried again a few times, then left to the sweep: giving the batch
        back would hold up every other lead, and ask for the same clocks again.
        """
        left = list({clock.clock_id: (lead, clock) for lead in leads for clock in lead.clocks}.values())
        for attempt in range(1, TRIES + 1):
            with ThreadPoolExecutor(AT_ONCE) as pool:
                started = list(pool.map(self._start, left))
            left = [one for one, done in zip(left, started, strict=True) if not done]
            if not left:
                return
            self._breathe(attempt)
        logger.error("clock_start_failed", extra={"lead_ids": [lead.lead_id for lead, _ in left]})
        count("ClockNotStarted", len(left))

    def _start(self, one: tuple[Lead, Clock]) -> bool:
        """Whether the lead's clock runs."""
        lead, clock = one
        try:
            self._clocks.start(lead.lead_id, clock.clock_id, clock.at)
        except (ClientError, BotoCoreError):
            return False
        return True

    def stop(self, clock_ids: Iterable[str]) -> None:
        """Stop clocks whose offers ended early. A saving, not a duty: failures are only logged."""

        def one(clock_id: str) -> None:
            try:
                self._clocks.stop(clock_id)
            except (ClientError, BotoCoreError) as error:
                logger.warning("clock not stopped", extra={"clock_id": clock_id, "error": error_code(error)})

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, clock_ids))
