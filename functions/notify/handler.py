"""The table's stream: what happened becomes notices of those whom it concerns."""

from __future__ import annotations

from typing import Any

from functions.notify import outbound
from shared import aws
from shared.observe import logger
from shared.queue import Queue
from shared.settings import NotifySettings
from shared.store.plans import Plans
from shared.store.table import Table

settings = NotifySettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
plans = Plans(table)
outgoing = Queue(aws.sqs, settings.OUTGOING_URL)


def handler(event: dict[str, Any], _context: object) -> None:
    """Lambda's entry, called with the stream's records that carry `tell`."""
    records = event["Records"]
    sent = outbound.send(table, outgoing, plans.current(), outbound.pairs(records))
    logger.info("news", extra={"records": len(records), "webhooks": sent})
