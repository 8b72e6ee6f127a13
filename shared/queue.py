"""Queues that ask for work.

Where the work itself is in the table, a request that is lost is made again by the sweep; else whoever asks insists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.observe import count, logger, named

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MAX_DELAY = 900  # seconds


class Queue:
    """Asks for work. Messages hold ids only."""

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._make, self._url = client, url
        self._client: SQSClient | None = None  # made with the first message: most calls send none

    def send(self, messages: Sequence[Mapping[str, str]], *, delay_seconds: int = 0) -> None:
        """Ask for work. Never fails: what could not be asked for is counted, and the sweep asks again.

        Args:
            messages: ids by name, one mapping for each piece of work.
            delay_seconds: how long nobody shall see them, at most 900.
        """
        for one in messages:
            try:
                self._send(one, delay_seconds)
            except (ClientError, BotoCoreError) as error:
                logger.warning("not asked for", extra={"error": named(error)})
                count("WorkNotAskedFor")

    def insist(self, messages: Sequence[Mapping[str, str]]) -> None:
        """Ask for work that nobody asks for again. Raises what the queue raises; those sent before it stay sent."""
        for one in messages:
            self._send(one, 0)

    def _send(self, one: Mapping[str, str], delay_seconds: int) -> None:
        self._client = self._client or self._make()
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(dict(one)), DelaySeconds=delay_seconds)
