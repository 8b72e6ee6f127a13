"""Answer `GET /health`, and refuse every path that no operation has.

API Gateway has a route for each operation, and sends all other requests here by its route `$default`.
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
    """Hold the doors of the lost function. It has no table, and starts without the AWS SDK.

    Attributes:
        now: returns the current time, aware, in UTC.
        release: the version that runs.
    """

    now: Now
    release: str


class Lost(Api):
    """Serve `GET /health`, and refuse every unknown path."""

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Answer a request of API Gateway."""
        if event.get("routeKey") == "$default":
            http = event["requestContext"]["http"]
            return refuse_path(http["method"], http["path"])
        return super().handler(event, context)


def build(doors: LostDoors) -> Api:
    """Return the API, built from its doors."""
    api = Lost(doors.now)
    api.route("GET", "/health", who="anyone")(HealthOperation(doors.release).health)
    return api
