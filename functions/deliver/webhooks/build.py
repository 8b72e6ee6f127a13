"""Build the deliver function: it sends outbound webhooks, those of different targets at once.

After an exception the queue delivers the message again, up to five times, without holding up others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from functions.deliver.batch import Batch, Wait, wait_at_most
from functions.deliver.load_message import Message
from functions.deliver.safe_http import Post
from functions.deliver.webhooks.webhook import Webhooks
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret


@dataclass(frozen=True, kw_only=True)
class DeliverDoors(Doors):
    """Hold the doors of the deliver function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret, for signatures.
        outgoing: its own queue, to try again later.
        mails: the queue of mails, for those that release 0.1 put into its own.
        pushes: the queue of pushes, likewise.
        post: sends HTTP requests to targets.
        wait: waits for the threads of a batch.
    """

    secret: MasterSecret
    outgoing: Queue
    mails: Queue
    pushes: Queue
    post: Post
    wait: Wait = wait_at_most


def build(doors: DeliverDoors) -> Batch:
    """Return the handler, built from its doors."""
    channels = _channels(doors)
    return Batch(
        lambda message: channels[message["channel"]](message),
        lambda message: message.get("target_id", ""),
        doors.outgoing,
        doors.now,
        doors.wait,
    )


def _channels(doors: DeliverDoors) -> Mapping[str, Callable[[Message], None]]:
    """Return what to do with each channel. Release 0.1 had one queue for all: pass on what an upgrade finds in it."""
    webhooks = Webhooks(doors.table, doors.plans, doors.secret, doors.outgoing, doors.post, doors.now, doors.chance)
    to_mails, to_pushes = _forward(doors.mails), _forward(doors.pushes)
    return {"webhook": webhooks.handle, "email": to_mails, "push": to_pushes, "push_test": to_pushes}


def _forward(queue: Queue) -> Callable[[Message], None]:
    return lambda message: queue.send_or_raise([message])
