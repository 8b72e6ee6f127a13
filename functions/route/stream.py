"""Handle a batch of the table's stream: route its leads, then start and stop clocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from functions.route.batch import Router
from functions.route.lead_clocks import LeadClocks
from shared.domain.kernel.record import LeadId
from shared.store import keys


class Stream:
    """Handle batches of the table's stream."""

    def __init__(self, router: Router, clocks: LeadClocks) -> None:
        self._router, self._clocks = router, clocks

    def handle(self, event: dict[str, Any], _context: object) -> dict[str, int]:
        """Route the batch's leads; return how many of them need a running clock.

        A lead that fails stays unrouted for the sweep. It is not reported as a failed record, because that
        would block its shard. An exception means that AWS failed: Lambda then retries the batch.
        """
        images = [record["dynamodb"].get("NewImage", {}) for record in event["Records"]]
        clocked = self._router.route(_lead_ids(images))
        self._clocks.start(clocked)
        self._clocks.stop(image["stop_clock"]["S"] for image in images if "stop_clock" in image)
        return {"clocked": len(clocked)}


def _lead_ids(images: Iterable[dict[str, Any]]) -> list[LeadId]:
    """Return the leads that need routing or a clock, each once, in the order of the stream."""
    marked = [image["PK"]["S"] for image in images if image.get("todo", {}).get("S") in ("route", "wind")]
    return [pk.removeprefix(keys.PartitionKey.LEADS) for pk in dict.fromkeys(marked)]
