"""Every path that is no operation, and whether we are well.

API Gateway gives each operation a route of its own; what none of them takes arrives here as `$default`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from functions.lost.health import HealthOperation
from functions.lost.unknown_path import refuse_path
from shared.web.app import Api
from shared.web.request import Now


@dataclass(frozen=True, kw_only=True)
class LostDoors:
    """Hold what this function reaches: time. It has no table, and starts without AWS's SDK.

    Attributes:
        now: the instant it is, aware, in UTC.
        release: the release that runs.
    """

    now: Now
    release: str


class Lost(Api):
    """The operations of this function, and every path that is none."""

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Answer API Gateway."""
        if event.get("routeKey") == "$default":
            http = event["requestContext"]["http"]
            return refuse_path(http["method"], http["path"])
        return super().handler(event, context)


def build(doors: LostDoors) -> Api:
    """Make the function from its doors."""
    api = Lost(doors.now)
    api.route("GET", "/health", who="anyone")(HealthOperation(doors.release).health)
    return api
