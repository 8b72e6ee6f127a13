"""Provide a typical handler to compare ingest with, built of the usual libraries.

Powertools' resolver with validation, its Logger, Metrics and idempotency layer; boto3's Table; the `standardwebhooks`
library. It verifies the same delivery, parses it with pydantic and stores one lead. It normalises no phone, looks for
no earlier lead and decides nothing, so the comparison favours it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from standardwebhooks import Webhook

from benchmarks.inquiry import Inquiry, Received


class Context:
    """Stand in for the Lambda context, as far as the Logger and the idempotency layer use it."""

    function_name = invoked_function_arn = aws_request_id = "typical"
    memory_limit_in_mb = 512

    def get_remaining_time_in_millis(self) -> int:
        """Return enough."""
        return 10_000


class Typical:
    """Hold the handler and its own clients."""

    def __init__(self, secret: Callable[[str], str]) -> None:
        self.logger = Logger(service="typical")
        self.metrics = Metrics(namespace="Typical", service="typical")
        resource = boto3.resource("dynamodb")
        self.table = resource.Table("relevo")
        self.client = resource.meta.client
        layer = DynamoDBPersistenceLayer("relevo", key_attr="PK", boto3_client=self.client)
        self._config = IdempotencyConfig(event_key_jmespath="event_id", expires_after_seconds=86_400)
        once = idempotent_function(data_keyword_argument="event", persistence_store=layer, config=self._config)
        self._store = once(self._put)
        self._app, self._secret = APIGatewayHttpResolver(enable_validation=True), secret
        self._app.post("/webhooks/<source_id>", status_code=202)(self._receive)
        self.handler = self.metrics.log_metrics(self.logger.inject_lambda_context(self._app.resolve))

    def _receive(self, source_id: str, inquiry: Inquiry) -> Received:
        event = self._app.current_event
        self._config.register_lambda_context(self._app.lambda_context)
        Webhook(self._secret(source_id)).verify(event.body or "", dict(event.headers))
        lead_id = self._store(event={"event_id": event.headers["webhook-id"], "lead": inquiry.model_dump()})
        self.metrics.add_metric(name="LeadReceived", unit=MetricUnit.Count, value=1)
        self.logger.info("lead received", extra={"lead_id": lead_id, "source_id": source_id})
        return Received(lead_id=lead_id, repeat=False)

    def _put(self, event: dict[str, Any]) -> str:
        lead_id = f"lead_{uuid.uuid4().hex}"
        item = {"PK": f"LEAD#{lead_id}", "SK": "LEAD", "created_at": datetime.now(UTC).isoformat(), **event["lead"]}
        self.table.put_item(Item=item, ConditionExpression="attribute_not_exists(PK)")
        return lead_id
