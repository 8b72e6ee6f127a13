"""Whether the API answers, and which release does."""

from __future__ import annotations

from shared.web.request import Request
from shared.web.schemas import Shown


class Health(Shown):
    """That the API answers, and which release does."""

    status: str
    version: str


class HealthOperation:
    """Tells how we are."""

    def __init__(self, release: str) -> None:
        self._release = release

    def health(self, request: Request) -> Health:  # noqa: ARG002  # every operation takes the call
        """Tell that the API answers, and which release does."""
        return Health(status="ok", version=self._release)
