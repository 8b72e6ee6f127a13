"""Work off a batch of queue messages so that no subject's messages wait for another's.

The messages of each subject (a target, or a member) are handled one after another, all subjects at once. What was not
begun or not finished in time is returned to the queue, and nobody waits for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from datetime import timedelta
from typing import Any

from functions.deliver.load_message import Message
from shared.doors import Now
from shared.observe import count, error_code, logger

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
        now: returns the present instant.
        wait: waits for threads.
    """

    def __init__(
        self, handle: Callable[[Message], None], subject: Callable[[Message], str], now: Now, wait: Wait = wait_at_most
    ) -> None:
        self._handle, self._subject, self._now, self._wait = handle, subject, now, wait

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
        """Return which messages failed, or were not finished in time."""
        messages: dict[str, Message] = {one["messageId"]: json.loads(one["body"]) for one in event["Records"]}
        groups: dict[str, list[str]] = {}
        for message_id, message in messages.items():
            groups.setdefault(self._subject(message), []).append(message_id)
        finished, until = set[str](), self._now() + BEGIN_WITHIN

        def work(ids: Sequence[str]) -> None:
            for one in ids:
                if self._now() < until and self._succeeds(messages[one]):
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
