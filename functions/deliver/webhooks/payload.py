"""Define the body of an outbound webhook: the event as it was, and the lead as it is now."""

from __future__ import annotations

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.event_details import EventKind
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.target import OutboundDelivery, SentEvent
from shared.web.lead_schemas import LeadFields
from shared.web.schemas import Shown


class WebhookEvent(Shown):
    """An entry of the lead's history, in ids, instants and codes."""

    kind: EventKind
    at: AwareDatetime
    by: str
    detail: dict[str, JsonValue]


class WebhookData(Shown):
    """An event, and the lead that it is about."""

    lead: LeadFields
    event: WebhookEvent


class WebhookBody(Shown):
    """The body of an outbound webhook. `timestamp` is when the event happened."""

    type: SentEvent
    timestamp: AwareDatetime
    data: WebhookData


def webhook_body(one: OutboundDelivery, lead: Lead, plan: Plan) -> bytes:
    """Return the body as JSON, with the lead as the Rainmaker sees it, because the Rainmaker sets up targets.

    Source: docs/rules.md, "Supervision" 7.
    """
    rainmaker = next(member for member in plan.members.values() if member.role == "rainmaker")
    event = WebhookEvent(kind=one.kind, at=one.at, by=one.by, detail=one.detail)
    data = WebhookData(lead=LeadFields.of_lead(lead, rainmaker, plan), event=event)
    body = WebhookBody(type=one.type, timestamp=one.at, data=data)
    return body.model_dump_json(by_alias=True, exclude_none=True).encode()
