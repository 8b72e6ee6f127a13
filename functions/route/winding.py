"""Winding and stopping the clocks of many offers at once."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import BotoCoreError, ClientError

from shared.clocks import Clocks
from shared.domain.lead import Lead
from shared.observe import logger

AT_ONCE = 8


class Winder:
    """Winds a batch's clocks side by side: each takes a call of its own."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks

    def wind(self, offered: Iterable[Lead]) -> None:
        """Start the clock of each lead's open offer; those that run already stay as they are.

        Raises:
            ClientError, BotoCoreError: one could not be wound, after all others were: the batch comes again.
        """

        def one(lead: Lead) -> None:
            if lead.offer is not None:
                self._clocks.wind(lead.lead_id, lead.offer.offer_id, lead.offer.deadline)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            winding = [pool.submit(one, lead) for lead in offered]
        for wound in winding:
            wound.result()

    def stop(self, clock_ids: Iterable[str]) -> None:
        """Stop clocks whose offers ended early. A saving, not a duty: failures are only logged."""

        def one(clock_id: str) -> None:
            try:
                self._clocks.stop(clock_id)
            except (ClientError, BotoCoreError) as error:
                logger.warning("clock not stopped", extra={"clock_id": clock_id, "error": type(error).__name__})

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, clock_ids))
