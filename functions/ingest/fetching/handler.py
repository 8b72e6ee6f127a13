"""A delivery points to its details: they are fetched, and become the lead. The table holds the work, not the queue."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from math import ceil
from typing import Any

from functions.ingest.fetching.graph import Graph, NotFetched
from functions.ingest.providers import meta
from functions.ingest.reading.event import Pointer
from functions.ingest.webhooks.taking import Taking
from shared import aws
from shared.domain.delivery import Delivery
from shared.domain.fetch import is_due, postponed
from shared.observe import count, logger
from shared.queue import MAX_DELAY, Queue
from shared.secrets import MasterSecret, SourceSecrets
from shared.settings import FetchSettings
from shared.store import keys
from shared.store.plans import Plans
from shared.store.table import Collision, Table, put

settings = FetchSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
master = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
secrets = SourceSecrets(master, aws.secretsmanager(), settings.SOURCE_SECRETS)
plans = Plans(table)
taking = Taking(table, master)
graph = Graph(settings.GRAPH_URL)
queue = Queue(aws.sqs, settings.FETCHES_URL)


def handler(event: dict[str, Any], _context: object) -> None:
    """Lambda's entry, called by the queue with one message. What raises here is asked for again."""
    for record in event["Records"]:
        asked = json.loads(record["body"])
        outcome = fetch(asked["source_id"], asked["hash"], datetime.now(UTC))
        logger.info("fetched", extra={"source_id": asked["source_id"], "outcome": outcome})


def fetch(source_id: str, hashed: str, now: datetime) -> str:
    """Fetch a delivery's details, if they are due, and make its lead; what became of it.

    A message that comes late, twice, or for what is done changes nothing.

    Source: docs/rules.md, "Entry" 1 and 8.
    """
    delivery = table.get(Delivery, keys.delivery(source_id, hashed))
    if delivery is None or not is_due(delivery, now):
        return "not due"
    plan = plans.current()
    source = plan.source(source_id)
    pointer = Pointer(delivery.points_to or "", delivery.attributes)
    try:
        answer = graph.lead(pointer.event_id, secrets.issued(source).access_token)
    except NotFetched as failure:
        return _postpone(postponed(delivery, failure.trouble, now), now)
    event = meta.details(pointer, answer)
    taking.take(delivery, event.inquiry, source, plan, now, unread=event.unread)
    count("DeliveryFetched")
    return "accepted"


def _postpone(delivery: Delivery, now: datetime) -> str:
    """Remember what went wrong; ask again when it is due, unless that is left to the sweep."""
    try:
        table.commit([put(delivery)])
    except Collision:
        return "overtaken"
    if delivery.due is None:
        count("DeliveryFailed")
    elif (wait := ceil((delivery.due - now).total_seconds()) + 1) <= MAX_DELAY:
        queue.send([{"source_id": delivery.source_id, "hash": delivery.hash}], delay_seconds=wait)
    return delivery.reason or delivery.outcome
