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
    """Start and stop clocks in parallel: each takes a call of its own.

    Args:
        clocks: to start and stop.
        wait_before_retry: waits before the next attempt, longer each time.
    """

    def __init__(self, clocks: Clocks, wait_before_retry: Callable[[int], None]) -> None:
        self._clocks, self._breathe = clocks, wait_before_retry

    def start(self, leads: Iterable[Lead]) -> None:
        """Start the clocks of these leads. A clock that runs already is left alone; held leads share one.

        Try a clock that cannot be started a few times, then leave its offer to the sweep. Failing the batch
        instead would hold up all other leads, and start the same clocks again.
        """
        pending = list({clock.clock_id: (lead, clock) for lead in leads for clock in lead.clocks}.values())
        for attempt in range(1, TRIES + 1):
            with ThreadPoolExecutor(AT_ONCE) as pool:
                started = list(pool.map(self._start, pending))
            pending = [one for one, done in zip(pending, started, strict=True) if not done]
            if not pending:
                return
            self._breathe(attempt)
        logger.error("clock_start_failed", extra={"lead_ids": [lead.lead_id for lead, _ in pending]})
        count("ClockNotStarted", len(pending))

    def _start(self, one: tuple[Lead, Clock]) -> bool:
        """Start a lead's clock; return whether it runs."""
        lead, clock = one
        try:
            self._clocks.start(lead.lead_id, clock.clock_id, clock.at)
        except (ClientError, BotoCoreError):
            return False
        return True

    def stop(self, clock_ids: Iterable[str]) -> None:
        """Stop clocks whose offers ended early. Log failures only: a clock that fires in vain changes nothing."""

        def stop_one(clock_id: str) -> None:
            try:
                self._clocks.stop(clock_id)
            except (ClientError, BotoCoreError) as error:
                logger.warning("clock_stop_failed", extra={"clock_id": clock_id, "error": error_code(error)})

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(stop_one, clock_ids))
