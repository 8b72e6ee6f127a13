"""The queue of what goes out: one mail, push or outbound webhook at a time."""

from __future__ import annotations

import json
from typing import Any

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


def handler(event: dict[str, Any], _context: object) -> None:
    """Lambda's entry, called with one message of the queue."""
    for record in event["Records"]:
        logger.info("nothing to send", extra={"channel": json.loads(record["body"]).get("channel")})
