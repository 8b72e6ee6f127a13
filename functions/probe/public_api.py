"""Call the team's own API at its public address, as providers and people do."""

from __future__ import annotations

from collections.abc import Mapping

import urllib3

SECONDS = urllib3.Timeout(connect=3, read=10)


class PublicApi:
    """Post to the API. Nothing is tried again: what a provider or an agent would see is what is measured."""

    def __init__(self, url: str) -> None:
        self._url, self._pool = url, urllib3.PoolManager(timeout=SECONDS, retries=False)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Return the status and the body of the answer.

        Raises:
            urllib3.exceptions.HTTPError: there was no answer.
        """
        answer = self._pool.request("POST", f"{self._url}{path}", body=body, headers=dict(headers), redirect=False)
        return answer.status, answer.data
