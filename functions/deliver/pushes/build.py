"""Build the push function: it pushes to members' browsers, to those of different members at once.

After an exception the queue delivers the message again, up to five times, without holding up others.
"""

from __future__ import annotations

from dataclasses import dataclass

from functions.deliver.batch import Batch, Wait, wait_at_most
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
        wait: waits for the threads of a batch.
    """

    secret: MasterSecret
    pushes: Queue
    post: Post
    contact: str
    wait: Wait = wait_at_most


def build(doors: PushDoors) -> Batch:
    """Return the handler, built from its doors."""
    loader = MessageLoader(doors.table, doors.plans, doors.pushes, doors.now)
    push = Push(loader, doors.table, doors.secret, doors.contact, doors.post, doors.now, doors.pushes)
    channels = {"push": push.send, "push_test": push.test}
    return Batch(
        lambda message: channels[message["channel"]](message),
        lambda message: message.get("agent_id", ""),
        doors.pushes,
        doors.now,
        doors.wait,
    )
