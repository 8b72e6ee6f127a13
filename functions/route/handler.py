"""The table's stream: unrouted leads become offered, owned or pooled; clocks are wound and stopped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from functions.route.batch import Router
from functions.route.winding import Winder
from shared import aws
from shared.clocks import Clocks
from shared.domain.record import LeadId
from shared.settings import RouteSettings
from shared.store.plans import Plans
from shared.store.table import Table

settings = RouteSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
router = Router(table, Plans(table))
winder = Winder(Clocks(aws.stepfunctions(), settings.CLOCK_ARN))


def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
    """Lambda's entry for a batch of the stream.

    A lead that fails is left unrouted for the sweep and not reported, because a reported record
    would hold up its shard. What raises here is the infrastructure's: the batch comes again.
    """
    images = [record["dynamodb"].get("NewImage", {}) for record in event["Records"]]
    ticking = router.route(_leads_to_see_to(images))
    winder.wind(ticking)
    winder.stop(image["stop_clock"]["S"] for image in images if "stop_clock" in image)
    return {"ticking": len(ticking)}


def _leads_to_see_to(images: Iterable[dict[str, Any]]) -> list[LeadId]:
    """The leads that ask to be routed, or whose clock is to be wound, each once, in the order in which they came."""
    asking = [image["PK"]["S"] for image in images if image.get("todo", {}).get("S") in ("route", "wind")]
    return [pk.removeprefix("LEAD#") for pk in dict.fromkeys(asking)]
