"""The queue of what goes out: one mail, push or outbound webhook at a time."""

from __future__ import annotations

import json
from typing import Any

from functions.deliver.reach import Reach
from functions.deliver.webhook import Webhooks
from shared import aws
from shared.observe import logger
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
webhooks = Webhooks(table, plans, secret, outgoing, Reach(loopback=settings.OUTBOUND_LOOPBACK).post)


def handler(event: dict[str, Any], _context: object) -> None:
    """Lambda's entry, called with one message of the queue. What raises here is asked for again."""
    for record in event["Records"]:
        asked = json.loads(record["body"])
        outcome = _send(asked)
        logger.info("sent", extra={"channel": asked.get("channel"), "outcome": outcome})


def _send(asked: dict[str, str]) -> str:
    """Send by the message's channel; what became of it."""
    if asked.get("channel") == "webhook":
        return webhooks.send(asked["target_id"], asked["delivery_id"])
    return "no such channel"
