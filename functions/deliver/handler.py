"""The queue of what goes out: one mail, push or outbound webhook at a time.

What fails is raised: the queue asks again, five times, and holds up nothing else meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from functions.deliver.mail import Mail
from functions.deliver.push import Push
from functions.deliver.reach import Reach
from functions.deliver.reading import Message, Reader
from functions.deliver.webhook import Webhooks
from shared import aws
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.settings import DeliverSettings
from shared.store.plans import Plans
from shared.store.table import Table

settings = DeliverSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
plans = Plans(table)
outgoing = Queue(aws.sqs, settings.OUTGOING_URL)
reader = Reader(table, plans, outgoing)
mail = Mail(reader, secret, aws.sesv2, settings.MAIL_FROM, settings.PUBLIC_URL)
contact = f"mailto:{settings.MAIL_FROM}" if settings.MAIL_FROM else settings.PUBLIC_URL
reach = Reach(loopback=settings.TO_LOOPBACK)
push = Push(reader, table, secret, contact, reach.post)
webhooks = Webhooks(table, plans, secret, outgoing, reach.post)

CHANNELS: Mapping[str, Callable[[Message], None]] = {
    "email": mail.send,
    "push": push.send,
    "push_test": push.test,
    "webhook": webhooks.take,
}


def handler(event: dict[str, Any], _context: object) -> None:
    """Lambda's entry, called with one message of the queue. What raises here is asked for again."""
    for record in event["Records"]:
        message: dict[str, str] = json.loads(record["body"])
        CHANNELS[message["channel"]](message)
