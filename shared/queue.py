"""Send messages to a queue whose consumer does the work.

If the work is recorded in the table, the sweep sends a lost message again: use `send`. Otherwise use `send_or_raise`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.observe import count, error_code, logger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MAX_DELAY = 900  # seconds
LATE = timedelta(seconds=MAX_DELAY, minutes=5)  # nobody means a message to wait so long


class Queue:
    """One SQS queue. Messages contain ids only.

    Args:
        client: returns the client of SQS, made with the first call: most invocations send nothing.
        url: of the queue.
    """

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._client, self._url = client, url

    def send(self, messages: Sequence[Mapping[str, str]], *, delay_seconds: int = 0) -> None:
        """Send; log and count failures instead of raising, because the sweep sends again.

        Args:
            messages: ids by name, one mapping for each piece of work.
            delay_seconds: how long the messages stay invisible, at most `MAX_DELAY`.
        """
        for message in messages:
            try:
                self._send(message, delay_seconds)
            except (ClientError, BotoCoreError) as error:
                logger.warning("sqs_send_failed", extra={"error": error_code(error)})
                count("WorkNotAskedFor")

    def send_or_raise(self, messages: Sequence[Mapping[str, str]], *, delay_seconds: int = 0) -> None:
        """Send; raise on failure, because no sweep sends again. Messages before the failed one stay sent.

        Raises:
            ClientError, BotoCoreError: as SQS does.
        """
        for message in messages:
            self._send(message, delay_seconds)

    def _send(self, message: Mapping[str, str], delay_seconds: int) -> None:
        body = json.dumps(dict(message))
        self._client().send_message(QueueUrl=self._url, MessageBody=body, DelaySeconds=delay_seconds)


def messages_of(event: Mapping[str, Any], now: datetime) -> Sequence[Mapping[str, Any]]:
    """Return the messages of a queue's event; count those that waited too long though nothing had failed.

    Then their queue is long, or its function throttled. A message that failed comes back late by itself.
    """
    messages: Sequence[Mapping[str, Any]] = event["Records"]
    if late := sum(_waited(one, now) > LATE for one in messages):
        count("MessageLate", late)
    return messages


def _waited(message: Mapping[str, Any], now: datetime) -> timedelta:
    told = message.get("attributes", {})
    if told.get("ApproximateReceiveCount") != "1":
        return timedelta()
    return now - datetime.fromtimestamp(int(told["SentTimestamp"]) / 1000, UTC)
