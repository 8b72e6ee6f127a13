"""Answer `GET /health`."""

from __future__ import annotations

from shared.web.request import Request
from shared.web.schemas import Shown


class Health(Shown):
    """The status of the API, and the release that runs."""

    status: str
    version: str


class HealthOperation:
    """Serve `GET /health`."""

    def __init__(self, release: str) -> None:
        self._release = release

    def health(self, request: Request) -> Health:  # noqa: ARG002  # every operation takes the request
        """Tell that the API answers, and which release runs."""
        return Health(status="ok", version=self._release)
