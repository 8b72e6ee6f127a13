"""Work off a batch of queue messages so that no subject's messages wait for another's.

The messages of each subject (a target, or a member) are handled one after another, all subjects at once. What was not
begun in time is sent again, because SQS would count it as failed; what was not finished returns to the queue. Nobody
waits for either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from datetime import timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.deliver.load_message import Message
from shared.doors import Now
from shared.observe import count, error_code, logger
from shared.queue import Queue, messages_of

BEGIN_WITHIN = timedelta(seconds=12)  # no message is begun later
END_AFTER = timedelta(seconds=25)  # nobody is waited for any longer; the function has 30 seconds

type Wait = Callable[[Collection[Future[None]], timedelta], object]
"""Wait until all of these are done, or that much time has passed."""


def wait_at_most(futures: Collection[Future[None]], most: timedelta) -> None:
    """Wait for the futures, but no longer than `most`."""
    wait_for(futures, most.total_seconds())


class Batch:
    """Handle the messages of one event. It is the Lambda handler of a queue that takes partial failures.

    Args:
        handle: handles one message; one that raises is tried again by the queue.
        subject: returns whose message it is.
        queue: the one that the messages come from.
        now: returns the present instant.
        wait: waits for threads.
    """

    def __init__(
        self,
        handle: Callable[[Message], None],
        subject: Callable[[Message], str],
        queue: Queue,
        now: Now,
        wait: Wait = wait_at_most,
    ) -> None:
        self._handle, self._subject, self._queue, self._now, self._wait = handle, subject, queue, now, wait

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
        """Return which messages failed, or were not finished in time."""
        taken = messages_of(event, self._now())
        messages: dict[str, Message] = {one["messageId"]: json.loads(one["body"]) for one in taken}
        groups: dict[str, list[str]] = {}
        for message_id, message in messages.items():
            groups.setdefault(self._subject(message), []).append(message_id)
        finished, until = set[str](), self._now() + BEGIN_WITHIN

        def work(ids: Sequence[str]) -> None:
            for one in ids:
                in_time = self._now() < until
                if self._succeeds(messages[one]) if in_time else self._is_sent_again(messages[one]):
                    finished.add(one)

        threads = ThreadPoolExecutor(len(groups))
        self._wait([threads.submit(work, ids) for ids in groups.values()], END_AFTER)
        threads.shutdown(wait=False)  # a thread that hangs ends with its request, and holds up no other batch
        return {"batchItemFailures": [{"itemIdentifier": one} for one in messages if one not in finished]}

    def _succeeds(self, message: Message) -> bool:
        try:
            self._handle(message)
        except Exception as error:
            logger.error("message_failed", extra={"channel": message.get("channel"), "error": error_code(error)})
            count("MessageFailed")
            return False
        return True

    def _is_sent_again(self, message: Message) -> bool:
        """Send a message again that was not begun; return whether that worked, so that this one is done with.

        Work that is done already is not done twice: the table knows what is due, and pushes replace each other.
        """
        try:
            self._queue.send_or_raise([message])
        except (ClientError, BotoCoreError) as error:
            logger.warning("sqs_send_failed", extra={"error": error_code(error)})
            return False
        return True
