"""Name operations, tags and schemas for clients, where the code's own names say little outside their module."""

import re
from collections.abc import Mapping
from typing import Any

OPERATIONS = {
    "change_agent": "update_agent",
    "change_comment": "update_comment",
    "change_leads": "update_leads",
    "change_me": "update_me",
    "change_settings": "update_settings",
    "change_source": "update_source",
    "change_target": "update_outbound_webhook",
    "change_template": "update_template",
    "cover_plan": "get_coverage",
    "create_target": "create_outbound_webhook",
    "delete_target": "delete_outbound_webhook",
    "edit_lead": "update_lead",
    "export_report": "export_report_csv",
    "get_order": "get_route_order",
    "greet_provider": "verify_webhook",
    "health": "get_health",
    "lead_trace": "get_lead_trace",
    "limit_agent": "set_agent_limits",
    "list_audit": "list_audit_entries",
    "list_deliveries": "list_source_deliveries",
    "list_names": "get_directory",
    "list_sendings": "list_outbound_deliveries",
    "list_targets": "list_outbound_webhooks",
    "mark_lead": "set_do_not_contact",
    "my_changes": "get_changes",
    "my_offers": "list_offers",
    "object_of_lead": "set_objection",
    "pool": "list_pool",
    "put_order": "set_route_order",
    "read_import": "get_import",
    "receive_delivery": "receive_webhook",
    "renew_secret": "renew_source_secret",
    "resend": "resend_outbound_delivery",
    "send_test": "send_test_lead",
    "show": "get_lead_timeline",
    "show_claim_link": "get_claim_link",
    "show_dashboard": "get_dashboard",
    "show_lead": "get_lead",
    "show_me": "get_me",
    "show_report": "get_report",
    "subscribe": "create_push_subscription",
    "try_push": "send_test_push",
    "turn_conversation": "set_conversation",
    "unpause_agent": "resume_agent",
    "unpause_me": "resume_me",
    "unsubscribe": "delete_push_subscription",
    "withdraw_of_lead": "delete_objection",
    "write_comment": "create_comment",
}
"""The operation id of each handler whose own name is not it."""

TAGS = {
    "Leads": "Leads: lists, search, detail, history; what members do with them.",
    "Offers": "Open offers and the pool; claiming, also by a mail's link.",
    "Conversations": "Messages with a lead's person; the team's comments and tasks.",
    "Me": "The caller: profile, pauses, push subscriptions, calendar feed, and whether anything changed.",
    "Notifications": "What the caller was told.",
    "Members": "Members of the team, their limits and pauses.",
    "Routes": "Routes and their order.",
    "Sources": "Sources of leads, their secrets and deliveries.",
    "Plan": "Preview, problems and coverage of the plan; the directory of names.",
    "Settings": "The team's settings, and the audit of all changes.",
    "Reports": "Dashboard and reports.",
    "Imports": "Leads from CSV files.",
    "Webhooks": "What providers deliver, and visitors send by open forms.",
    "Contacts": "A person's data: to find it, export it and erase it.",
    "Outbound webhooks": "Other programs that are told of leads, and what they were told.",
    "Templates": "Texts that members begin messages and notes with.",
    "Health": "Whether the API answers.",
}
"""The groups of operations, and what each is about."""

_TAG_OF = {
    "address-pauses": "Members",
    "agents": "Members", "assignable": "Leads", "audit": "Settings", "bulk-acts": "Leads", "calendars": "Me",
    "claim-links": "Offers",
    "conversations": "Conversations", "dashboard": "Reports", "directory": "Plan",
    "contacts": "Contacts", "forms": "Webhooks", "health": "Health", "imports": "Imports", "leads": "Leads", "me": "Me",
    "notifications": "Notifications", "views": "Leads",
    "outbound": "Outbound webhooks", "plan": "Plan", "pool": "Offers", "reports": "Reports", "routes": "Routes",
    "sample": "Leads", "settings": "Settings", "sources": "Sources", "tasks": "Conversations", "templates": "Templates",
    "to-read": "Sources",
    "webhooks": "Webhooks",
}  # fmt: skip
_CONVERSATIONS = re.compile(r"/leads/\{lead_id\}/(comments|conversation|messages|tasks)\b")
_OFFERS = re.compile(r"/me/offers|/leads/\{lead_id\}/(claim|pass)")

SCHEMAS = {
    "AgentWeighed": "TraceAgent",
    "Attempt": "OutboundAttempt",
    "Bulk": "BulkResults",
    "Cell": "CoverageHours",
    "Column": "ImportColumn",
    "ContactGiven": "WebhookContact",
    "Done": "BulkResult",
    "Draw": "TraceDraw",
    "EndpointBody": "PushEndpointBody",
    "Entry": "TimelineEntry",
    "Error": "ImportRowError",
    "Figures": "ReportFigures",
    "Foreseen": "TestResult",
    "InquiryGiven": "WebhookBody",
    "Limit": "LimitUsage",
    "Mapping": "ColumnMapping",
    "Mistake": "FieldError",
    "MistakeReason": "FieldErrorReason",
    "NamedMember": "DirectoryMember",
    "NamedRoute": "DirectoryRoute",
    "NamedSource": "DirectorySource",
    "Names": "Directory",
    "Notice": "Notification",
    "NoticeFiled": "NotificationMoved",
    "NoticeSnoozed": "NotificationSnoozed",
    "Notices": "NotificationPage",
    "Notifications": "NotificationChoices",
    "NotificationsShown": "NotificationChannels",
    "Order": "RouteOrder",
    "OrderBody": "RouteOrderBody",
    "Period": "ReportPeriod",
    "Pooled": "DashboardPooledLead",
    "Received": "WebhookReceipt",
    "ReceivedLead": "WebhookReceiptLead",
    "Receiving": "ReceivingStatus",
    "ReportStep": "ReportPoint",
    "RouteNamed": "TraceRouteName",
    "RouteWeighed": "TraceRoute",
    "Row": "CoverageRow",
    "Seat": "RouteAgent",
    "SeatDraft": "RouteAgentDraft",
    "SendBody": "RouteLeadBody",
    "Sending": "OutboundDelivery",
    "ClockChange": "ClockShift",
    "SourceMade": "SourceCreated",
    "StartBody": "ImportStartBody",
    "Step": "TraceStep",
    "Subscription": "PushSubscription",
    "SubscriptionBody": "PushSubscriptionBody",
    "Subscriptions": "PushSubscriptions",
    "Target": "OutboundWebhook",
    "TargetDraft": "OutboundWebhookDraft",
    "TargetMade": "OutboundWebhookCreated",
    "TargetPatch": "OutboundWebhookPatch",
    "TargetSecretRenewal": "OutboundWebhookSecretRenewal",
    "TestBody": "TestLeadBody",
    "Times": "ResponseFigures",
    "Told": "Sentences",
    "Upload": "ImportUpload",
    "Waiting": "DashboardOffer",
    "WaitingNow": "WaitingConversations",
}
"""Name schemas whose models have names that say little outside their module."""


def operation_id(handler: str) -> str:
    """Return what clients call the operation of this handler."""
    return OPERATIONS.get(handler, handler)


def tag(path: str) -> str:
    """Return the group of operations to which a path belongs."""
    if _CONVERSATIONS.match(path):
        return "Conversations"
    return "Offers" if _OFFERS.match(path) else _TAG_OF[path.split("/")[1].partition(".")[0]]


def public_names(components: Mapping[str, Any], reserved: Mapping[str, Any]) -> dict[str, str]:
    """Return what each component is called outside: `Lead` for LeadShown, `LeadPage` for a page of them.

    Args:
        components: by the names of their models.
        reserved: names of other schemas. A model whose short name is taken keeps its own.

    Raises:
        ValueError: two components would have one name.
    """
    names: dict[str, str] = {}
    for name in sorted(components):
        bare = re.sub(r"^Page_(\w+)_$", r"\1", name)
        short = bare.replace("Shown", "")
        is_taken = short in components or short in names.values() or short in reserved
        short = bare if bare == name and is_taken else short
        names[name] = SCHEMAS.get(short, short) + ("Page" if bare != name else "")
    if len({*names.values(), *reserved}) != len(names) + len(reserved):
        raise ValueError(f"two schemas have one name: {sorted(names.values())}")
    return names
