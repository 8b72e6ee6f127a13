"""`adf`: ADF/XML 1.0, with the key that Relevo issued in `X-Api-Key` (providers/api_key.py)."""

from __future__ import annotations

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.parsing.adf_prospects import read_prospects
from shared.web.request import Request


def parse(request: Request) -> tuple[DeliveredEvent, ...]:
    """Return an event for each prospect, identified by its ids. Raises BodyMalformed or FieldErrors."""
    return read_prospects(request.raw)
