"""List the functions that answer HTTP, and what their declarations cannot express."""

import importlib
import os
from dataclasses import dataclass
from typing import Any

from shared.web.app import Api, Operation

FUNCTIONS = ("claim", "ingest", "lost", "plan", "supervise")
"""List every function with operations. Add a new one here and to `infra/wiring/`."""


@dataclass(frozen=True)
class Untold:
    """Hold models of an operation that its handler's signature does not name, and the media type of a text answer."""

    body: str | None = None
    answer: str | None = None
    text: str = "text/plain"


UNTOLD = {
    "POST /webhooks/{source_id}": Untold(
        "functions.ingest.inquiries.body.InquiryGiven", "functions.ingest.webhooks.operations.Received"
    ),
    "GET /webhooks/{source_id}": Untold(answer="builtins.str"),
    "GET /forms/{source_id}": Untold(answer="builtins.str", text="text/html"),
    "GET /forms/{source_id}/embed.js": Untold(answer="builtins.str", text="text/javascript"),
    "OPTIONS /forms/{source_id}": Untold(answer="types.NoneType"),
    "POST /forms/{source_id}": Untold(answer="functions.ingest.forms.operations.FormResult"),
    "GET /me/changes": Untold(answer="functions.supervise.me.changes.Changes"),
    "GET /me/offers": Untold(answer="functions.claim.offers.MyOffers"),
    "GET /notifications": Untold(answer="functions.supervise.me.notifications.Notices"),
    "GET /dashboard": Untold(answer="functions.supervise.reporting.dashboard_schemas.DashboardShown"),
    "GET /reports/routing.csv": Untold(answer="builtins.str", text="text/csv"),
    "POST /leads/export": Untold(answer="builtins.str", text="text/csv"),
    "GET /imports/{import_id}/failed": Untold(answer="builtins.str", text="text/csv"),
    "GET /audit.csv": Untold(answer="builtins.str", text="text/csv"),
    "GET /calendars/{token}": Untold(answer="builtins.str", text="text/calendar"),
    "GET /claim-links/{token}": Untold(answer="functions.claim.claim_links.ClaimLinkShown"),
    "POST /claim-links/{token}": Untold(answer="shared.web.lead_schemas.LeadShown"),
    "POST /imports": Untold(answer="functions.ingest.imports.schemas.ImportShown"),
    "POST /leads": Untold(answer="shared.web.lead_schemas.LeadShown"),
    "POST /to-read/{source_id}/{delivery_id}/lead": Untold(answer="functions.ingest.webhooks.operations.ReceivedLead"),
}
"""List handlers that check the body's bytes before parsing them, or decide the status themselves."""

# Handlers read their environment when they are imported; none of them calls AWS then.
_PRETENDED = {
    "AWS_DEFAULT_REGION": "eu-west-1",
    "TABLE_NAME": "relevo",
    "MASTER_SECRET_ARN": "master",
    "CONTACT_SECRET_ARN": "contacts",
    "SOURCE_SECRETS": "relevo/sources",
    "FETCHES_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/fetches",
    "IMPORTS_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/imports",
    "OUTGOING_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/outgoing",
    "PUSHES_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/pushes",
    "IMPORTS_BUCKET": "imports",
    "PHOTOS_BUCKET": "photos",
    "WAITING_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/waiting",
    "WAITING_BUCKET": "waiting",
    "USER_POOL_ID": "pool",
    "CLOCK_ARN": "clock",
    "SCHEDULE_GROUP": "schedules",
    "SCHEDULE_TARGET_ARN": "activate",
    "SCHEDULE_ROLE_ARN": "scheduler",
}


@dataclass(frozen=True)
class DocumentedFunction:
    """Hold a function's operations."""

    name: str
    operations: tuple[Operation, ...]


def every_function() -> tuple[DocumentedFunction, ...]:
    """Return all functions with their operations, from their handlers."""
    for name, value in _PRETENDED.items():
        os.environ.setdefault(name, value)
    return tuple(_function(name) for name in FUNCTIONS)


def body_of(operation: Operation) -> Any:
    """Return the model of the operation's body, or None."""
    return operation.hints.get("body") or _named(_untold(operation).body)


def answer_of(operation: Operation) -> Any:
    """Return the model of the operation's answer; NoneType if it has no body."""
    return _named(_untold(operation).answer) or operation.hints["return"]


def text_of(operation: Operation) -> str:
    """Return the media type of an operation whose answer is text."""
    return _untold(operation).text


def _untold(operation: Operation) -> Untold:
    return UNTOLD.get(f"{operation.method} {operation.path}", Untold())


def _named(path: str | None) -> Any:
    module, _, name = (path or "").rpartition(".")
    return getattr(importlib.import_module(module), name) if path else None


def _function(name: str) -> DocumentedFunction:
    api: Api = importlib.import_module(f"functions.{name}.handler").api
    return DocumentedFunction(name, tuple(api.operations))
