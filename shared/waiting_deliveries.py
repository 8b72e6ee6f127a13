"""Put deliveries off: keep what a source sent too fast, and handle it as soon as there is time."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from shared.domain.kernel.record import SourceId
from shared.queue import Queue
from shared.uploads import Uploads

PREFIX = "waiting/"
LOST_AFTER = timedelta(minutes=15)
AT_ONCE = 1_000  # messages that are sent again together; the next time goes on after them


class WaitingDelivery(NamedTuple):
    """A delivery that waits: an authentic one, unless `came_at` is there.

    Attributes:
        source_id: of the source that sent it.
        headers: those that its provider reads, names in lower case.
        raw: the body as received.
        came_at: when it came, if it must still prove whom it is from.
    """

    source_id: SourceId
    headers: dict[str, str]
    raw: bytes
    came_at: datetime | None = None


class WaitingDeliveries:
    """The deliveries that wait: an object each, and a message that asks to handle it. Messages hold the key only.

    Args:
        files: the bucket.
        queue: of the function that handles them.
        at_once: how many messages are sent again together.
    """

    def __init__(self, files: Uploads, queue: Queue, at_once: int = AT_ONCE) -> None:
        self._files, self._queue, self._at_once = files, queue, at_once
        self._asked_up_to = ""

    def put_off(self, name: str, delivery: WaitingDelivery) -> None:
        """Keep a delivery until it is handled.

        Args:
            name: the same for the same delivery, so that one that is sent again is kept once.
            delivery: what to keep.

        Raises:
            ClientError, BotoCoreError: it could not be kept.
        """
        came_at = delivery.came_at.isoformat() if delivery.came_at else None
        content = {**delivery._asdict(), "raw": base64.b64encode(delivery.raw).decode(), "came_at": came_at}
        key = f"{PREFIX}{delivery.source_id}/{name}"
        self._files.write(key, json.dumps(content).encode())
        self._ask([key])

    def read(self, key: str) -> WaitingDelivery | None:
        """Return the delivery that waits under this key; None if it was handled."""
        found = self._files.read(key)
        if found is None:
            return None
        kept = json.loads(found[1])
        came_at = datetime.fromisoformat(kept["came_at"]) if kept.get("came_at") else None
        return WaitingDelivery(kept["source_id"], kept["headers"], base64.b64decode(kept["raw"]), came_at)

    def forget(self, key: str) -> None:
        """Delete a delivery that was handled."""
        self._files.delete(key)

    def ask_again(self, now: datetime) -> None:
        """Send the messages again of deliveries that have waited for too long: at most every `LOST_AFTER`.

        Each time goes on where the last one of this process ended, so that those that always fail starve no other.
        """
        if now.minute % (LOST_AFTER.seconds // 60) == 0:
            late = list(islice(self._files.before(PREFIX, now - LOST_AFTER, self._asked_up_to), self._at_once))
            self._asked_up_to = late[-1] if len(late) == self._at_once else ""
            self._ask(late)

    def _ask(self, keys: Sequence[str]) -> None:
        self._queue.send([{"key": key} for key in keys])
