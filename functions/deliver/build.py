"""The queue of what goes out: one mail, push or outbound webhook at a time.

What fails is raised: the queue asks again, five times, and holds up nothing else meanwhile.
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
    """Hold what delivering reaches, beside what every function does.

    Attributes:
        secret: makes claim links, and signs pushes and webhooks.
        outgoing: the queue itself, for what is to come again later.
        mailer: makes the client that sends mails; asked for with the first one.
        post: posts to push services and targets.
        sender: the address that mails come from; empty sends none.
        public_url: the address of the API, as people reach it.
    """

    secret: MasterSecret
    outgoing: Queue
    mailer: Callable[[], SESV2Client]
    post: Post
    sender: str
    public_url: str


def build(doors: DeliverDoors) -> Callable[[dict[str, Any], object], None]:
    """Make the function from its doors."""
    channels = _channels(doors)

    def handler(event: dict[str, Any], _context: object) -> None:
        """Take one message of the queue. What raises here is asked for again."""
        for record in event["Records"]:
            message: dict[str, str] = json.loads(record["body"])
            channels[message["channel"]](message)

    return handler


def _channels(doors: DeliverDoors) -> Mapping[str, Callable[[Message], None]]:
    reader = MessageLoader(doors.table, doors.plans, doors.outgoing, doors.now)
    mail = Mail(reader, doors.secret, doors.mailer, doors.sender, doors.public_url)
    contact = f"mailto:{doors.sender}" if doors.sender else doors.public_url
    push = Push(reader, doors.table, doors.secret, contact, doors.post, doors.now)
    webhooks = Webhooks(doors.table, doors.plans, doors.secret, doors.outgoing, doors.post, doors.now, doors.new_id)
    return {"email": mail.send, "push": push.send, "push_test": push.test, "webhook": webhooks.take}
