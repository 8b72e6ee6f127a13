"""Build the deliver function: it sends mails, pushes and outbound webhooks, one queue message at a time.

After an exception the queue delivers the message again, up to five times, without holding up others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from functions.deliver.load_message import Message, MessageLoader
from functions.deliver.mail import Mail
from functions.deliver.push import Push
from functions.deliver.safe_http import Post
from functions.deliver.webhook import Webhooks
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


@dataclass(frozen=True, kw_only=True)
class DeliverDoors(Doors):
    """Hold the doors of the deliver function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret, for claim links and the signatures of pushes and webhooks.
        outgoing: its own queue, to try again later.
        mailer: creates the client of SES, when the first mail is sent.
        post: sends HTTP requests to push services and targets.
        sender: the address that mails come from; if empty, none are sent.
        public_url: the public address of the API.
    """

    secret: MasterSecret
    outgoing: Queue
    mailer: Callable[[], SESV2Client]
    post: Post
    sender: str
    public_url: str


def build(doors: DeliverDoors) -> Callable[[dict[str, Any], object], None]:
    """Return the handler, built from its doors."""
    channels = _channels(doors)

    def handler(event: dict[str, Any], _context: object) -> None:
        """Handle the message of an event, by its channel."""
        for record in event["Records"]:
            message: dict[str, str] = json.loads(record["body"])
            channels[message["channel"]](message)

    return handler


def _channels(doors: DeliverDoors) -> Mapping[str, Callable[[Message], None]]:
    loader = MessageLoader(doors.table, doors.plans, doors.outgoing, doors.now)
    mail = Mail(loader, doors.secret, doors.mailer, doors.sender, doors.public_url)
    contact = f"mailto:{doors.sender}" if doors.sender else doors.public_url
    push = Push(loader, doors.table, doors.secret, contact, doors.post, doors.now)
    webhooks = Webhooks(doors.table, doors.plans, doors.secret, doors.outgoing, doors.post, doors.now)
    return {"email": mail.send, "push": push.send, "push_test": push.test, "webhook": webhooks.handle}
