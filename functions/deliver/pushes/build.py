"""Build the push function: it pushes to members' browsers, one queue message at a time.

After an exception the queue delivers the message again, up to five times, without holding up others.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.deliver.load_message import MessageLoader
from functions.deliver.pushes.push import Push
from functions.deliver.safe_http import Post
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret


@dataclass(frozen=True, kw_only=True)
class PushDoors(Doors):
    """Hold the doors of the push function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret, for the key that identifies the team to push services.
        pushes: its own queue, to try again later.
        post: sends HTTP requests to push services.
        contact: the address, `mailto:` or `https:`, at which push services reach who runs this.
    """

    secret: MasterSecret
    pushes: Queue
    post: Post
    contact: str


def build(doors: PushDoors) -> Callable[[dict[str, Any], object], None]:
    """Return the handler, built from its doors."""
    loader = MessageLoader(doors.table, doors.plans, doors.pushes, doors.now)
    push = Push(loader, doors.table, doors.secret, doors.contact, doors.post, doors.now)
    channels = {"push": push.send, "push_test": push.test}

    def handler(event: dict[str, Any], _context: object) -> None:
        """Send the push that a message of the queue asks for."""
        for record in event["Records"]:
            message: dict[str, str] = json.loads(record["body"])
            channels[message["channel"]](message)

    return handler
