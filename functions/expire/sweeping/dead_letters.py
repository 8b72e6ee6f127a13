"""Count the messages that queues gave up, so that one alarm stands for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.observe import count, error_code, logger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

EVERY = 5  # minutes: what was given up waits for two weeks, and every question has its price


class DeadLetters:
    """Look into the dead-letter queues.

    Args:
        client: returns the client of SQS, made with the first call.
        urls: of each queue, by the name under which docs/runbook.md tells what to do.
    """

    def __init__(self, client: Callable[[], SQSClient], urls: Mapping[str, str]) -> None:
        self._client, self._urls = client, urls

    def count_waiting(self, now: datetime) -> None:
        """Log and count the messages that wait in each queue, if it is time to. A failure holds up nothing else."""
        if now.minute % EVERY:
            return
        for name, url in self._urls.items():
            try:
                waiting = self._waiting(url)
            except (ClientError, BotoCoreError) as error:
                logger.warning("dead_letters_not_counted", extra={"queue": name, "error": error_code(error)})
                continue
            if waiting:
                logger.error("dead_letters_found", extra={"queue": name, "messages": waiting})
                count("DeadLetters", waiting)

    def _waiting(self, url: str) -> int:
        asked = self._client().get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        return int(asked["Attributes"]["ApproximateNumberOfMessages"])
