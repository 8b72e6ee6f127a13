"""Take a batch of the table's stream: route its leads, then start and stop clocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from functions.route.batch import Router
from functions.route.lead_clocks import LeadClocks
from shared.domain.kernel.record import LeadId


class Stream:
    """Takes batches of the stream."""

    def __init__(self, router: Router, clocks: LeadClocks) -> None:
        self._router, self._clocks = router, clocks

    def handle(self, event: dict[str, Any], _context: object) -> dict[str, int]:
        """Route a batch's leads; answer how many clocks must run.

        A lead that fails is left unrouted for the sweep and not reported, because a reported record
        would hold up its shard. What raises here is the infrastructure's: the batch comes again.
        """
        images = [record["dynamodb"].get("NewImage", {}) for record in event["Records"]]
        ticking = self._router.route(_leads_to_see_to(images))
        self._winder.start(ticking)
        self._winder.stop(image["stop_clock"]["S"] for image in images if "stop_clock" in image)
        return {"ticking": len(ticking)}


def _leads_to_see_to(images: Iterable[dict[str, Any]]) -> list[LeadId]:
    """Return the leads to be routed, or whose clock is to be started, each once, in the order in which they came."""
    asking = [image["PK"]["S"] for image in images if image.get("todo", {}).get("S") in ("route", "wind")]
    return [pk.removeprefix("LEAD#") for pk in dict.fromkeys(asking)]
