"""Read leads from Meta's Graph API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import urllib3

from functions.ingest.inquiries.inquiry_builder import as_object, read_object
from functions.ingest.providers.meta import FIELDS
from shared.domain.intake.fetch import Trouble
from shared.domain.kernel.errors import Refusal

MAX_BYTES = 1024 * 1024
_BUSY = (4, 17, 32, 613)  # error codes of too many requests
_TOKEN = (10, 102, 190, *range(200, 300))  # error codes of a token that is wrong, has expired, or lacks a permission


class NotFetched(Exception):
    """The details could not be read now.

    Attributes:
        trouble: why.
    """

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


class FetchedLead(NamedTuple):
    """The details of a lead, and the bytes as received."""

    body: dict[str, Any]
    raw: bytes


class MetaGraph:
    """Read leads. The token is sent in a header, because proxies and servers log URLs."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=10), retries=False)

    def lead(self, lead_id: str, token: str | None) -> FetchedLead:
        """Return the details of a lead.

        Raises:
            NotFetched: the token is missing or refused, the lead does not exist, or Meta did not answer.
        """
        if not token:
            raise NotFetched("token_refused")
        try:
            answer = self._pool.request(
                "GET",
                f"{self._url}/{lead_id}",
                fields={"fields": FIELDS},
                headers={"Authorization": f"Bearer {token}"},
                redirect=False,
                preload_content=False,
            )
            raw = answer.read(MAX_BYTES)
            answer.drain_conn()
        except (urllib3.exceptions.HTTPError, UnicodeError):
            raise NotFetched("unreachable") from None
        body = _object(raw)
        if answer.status == 200 and "error" not in body:
            return FetchedLead(body, raw)
        raise NotFetched(_trouble(answer.status, as_object(body.get("error"))))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        return read_object(raw)
    except Refusal:
        raise NotFetched("unreachable") from None


def _trouble(status: int, error: Mapping[str, Any]) -> Trouble:
    code = error.get("code")
    if code in _BUSY or status >= 500 or status == 429:
        return "unreachable"
    if code in _TOKEN or status in (401, 403):
        return "token_refused"
    return "not_found"
