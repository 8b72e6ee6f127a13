"""Handle a batch of the table's stream: route its leads, then start and stop clocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from functions.route.batch import Router
from functions.route.lead_clocks import LeadClocks
from shared.domain.kernel.record import LeadId
from shared.domain.plan_records.workload import Workload
from shared.store import codec, keys
from shared.store.partitions import PartitionKey


class Stream:
    """Handle batches of the table's stream."""

    def __init__(self, router: Router, clocks: LeadClocks) -> None:
        self._router, self._clocks = router, clocks

    def handle(self, event: dict[str, Any], _context: object) -> dict[str, int]:
        """Route the batch's leads, and reckon waiting ones anew if the plan changed; return how many need a clock.

        A lead that fails stays unrouted for the sweep. It is not reported as a failed record, because that
        would block its shard. An exception means that AWS failed: Lambda then retries the batch.
        """
        images = [record["dynamodb"].get("NewImage", {}) for record in event["Records"]]
        asks = [image for image in images if _is_of_plan(image)]
        follow = any(not _is_workload(image) for image in asks)
        workloads = [codec.from_item(Workload, image) for image in asks if _is_workload(image)]
        clocked = self._router.route(_lead_ids(images), follow=follow, changed=workloads)
        self._clocks.start(clocked)
        self._clocks.stop(image["stop_clock"]["S"] for image in images if "stop_clock" in image)
        return {"clocked": len(clocked)}


def _is_of_plan(image: dict[str, Any]) -> bool:
    """Return whether waiting leads must follow what changed.

    It is the plan, a walk through them that goes on, or the workload of a member for whom they wait.
    """
    return image.get(keys.TODO, {}).get("S") == keys.FOLLOW and not image["PK"]["S"].startswith(PartitionKey.LEADS)


def _is_workload(image: dict[str, Any]) -> bool:
    return bool(image["PK"]["S"] == PartitionKey.WORKLOADS)


def _lead_ids(images: Iterable[dict[str, Any]]) -> list[LeadId]:
    """Return the leads that need routing or a clock, or are held, each once, in the order of the stream."""
    work = ("route", "wind", keys.FOLLOW)
    marked = dict.fromkeys(image["PK"]["S"] for image in images if image.get(keys.TODO, {}).get("S") in work)
    leads = PartitionKey.LEADS
    return [pk.removeprefix(leads) for pk in marked if pk.startswith(leads)]
