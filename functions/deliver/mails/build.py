"""Build the mail function: it sends mails to members and to the security address, one queue message at a time.

It also hears what SES tells of mails that were sent, through a queue of its own.

What SES does not take now is tried again soon, and then, after an exception, by the queue, up to five times.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from functions.deliver.load_message import MessageLoader
from functions.deliver.mails.mail import Mail, MailFailed
from functions.deliver.mails.pausing import AddressPausing
from shared.doors import Doors
from shared.observe import logger
from shared.queue import Queue, messages_of
from shared.secrets import MasterSecret
from shared.store import keys

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

AGAIN_AFTER = (5, 15, 60, 180)  # seconds


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
        configuration_set: what tells of mails that came back; empty if the stack has none.
    """

    secret: MasterSecret
    mails: Queue
    mailer: Callable[[], SESV2Client]
    sender: str
    security_address: str = ""
    public_url: str
    configuration_set: str = ""


def build(doors: MailDoors) -> Callable[[dict[str, Any], object], None]:
    """Return the handler, built from its doors."""
    loader = MessageLoader(doors.table, doors.plans, doors.mails, doors.now, keys.address_pause)
    mail = Mail(
        loader,
        doors.secret,
        doors.mailer,
        doors.sender,
        doors.security_address,
        doors.public_url,
        doors.configuration_set,
    )
    pausing = AddressPausing(doors.table, doors.plans, doors.now, doors.security_address)

    def handler(event: dict[str, Any], _context: object) -> None:
        """Send the mail that a message asks for, or try again soon; or take what SES tells of one that was sent."""
        for record in messages_of(event, doors.now()):
            message = _asked(record["body"])
            if message is None:
                pausing.take(record["body"])
                continue
            send = mail.send_security if message["channel"] == "security" else mail.send
            try:
                send(message)
            except MailFailed as failure:
                _try_again(doors.mails, message, failure)

    return handler


def _asked(body: str) -> dict[str, str] | None:
    """Return the message by which this system asks for a mail, which names its channel; None if it is from SES."""
    try:
        message: dict[str, str] = json.loads(body)
    except ValueError:
        return None
    return message if isinstance(message, dict) and "channel" in message else None


def _try_again(queue: Queue, message: Mapping[str, str], failure: MailFailed) -> None:
    """Send the message again with a short delay: one that is raised comes back when many an offer is over.

    Raises:
        MailFailed: it was tried often enough; now the queue tries.
    """
    tried = int(message.get("tried", "0"))
    if tried == len(AGAIN_AFTER):
        raise failure
    logger.warning("mail_failed", extra={"error": str(failure), "tried": tried + 1})
    queue.send_or_raise([{**message, "tried": str(tried + 1)}], delay_seconds=AGAIN_AFTER[tried])
