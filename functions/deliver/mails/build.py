"""Build the mail function: it sends mails to members and to the security address, one queue message at a time.

After an exception the queue delivers the message again, up to five times, without holding up others.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from functions.deliver.load_message import MessageLoader
from functions.deliver.mails.mail import Mail
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


@dataclass(frozen=True, kw_only=True)
class MailDoors(Doors):
    """Hold the doors of the mail function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret, for claim links.
        mails: its own queue, to send later.
        mailer: creates the client of SES, when the first mail is sent.
        sender: the address that mails come from; if empty, none are sent.
        security_address: the address that is told of sensitive acts; if empty, none is.
        public_url: the public address of the API.
    """

    secret: MasterSecret
    mails: Queue
    mailer: Callable[[], SESV2Client]
    sender: str
    security_address: str = ""
    public_url: str


def build(doors: MailDoors) -> Callable[[dict[str, Any], object], None]:
    """Return the handler, built from its doors."""
    loader = MessageLoader(doors.table, doors.plans, doors.mails, doors.now)
    mail = Mail(loader, doors.secret, doors.mailer, doors.sender, doors.security_address, doors.public_url)

    def handler(event: dict[str, Any], _context: object) -> None:
        """Send the mail that a message of the queue asks for."""
        for record in event["Records"]:
            message: dict[str, str] = json.loads(record["body"])
            send = mail.send_security if message["channel"] == "security" else mail.send
            send(message)

    return handler
