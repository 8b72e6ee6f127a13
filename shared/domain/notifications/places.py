"""Decide which page of the console a notification opens: the very comment, task, message, lead, source or list."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from shared.domain.kernel.notification import Notification, NotificationKind
from shared.domain.kernel.record import LeadId
from shared.domain.plan_records.member import Member

HOME = "/"
# The list of many of a kind; what is about one lead opens the lead.
_MANY: Mapping[NotificationKind, str] = {
    "lead_assigned": "/mine", "leads_received": "/mine", "reminded": "/mine",
    "pooled": "/pool", "pooled_long": "/pool", "attention": "/conversations",
}  # fmt: skip
_PAGES: Mapping[NotificationKind, str] = {
    "offer": HOME, "offer_missed": HOME, "limit_reached": HOME, "erasure_due": "/settings/privacy",
    "to_read": "/to-read", "target_disabled": "/outbound",
}  # fmt: skip
_ENTRIES: Mapping[NotificationKind, str] = {  # the tab of a lead's page that holds it
    "mention": "comments", "message": "messages", "task_assigned": "tasks", "task_due": "tasks",
    "task_overdue": "tasks", "task_done": "tasks",
}  # fmt: skip


def page_of(notification: Notification, me: Member, lead_id: LeadId | None) -> str:
    """Return the page, from its slash.

    Args:
        notification: of `me`.
        me: its reader.
        lead_id: of the lead it is about, if `me` may see that.

    Source: docs/rules.md, "Supervision" 5.
    """
    kind, detail = notification.kind, notification.detail
    if kind in _PAGES:
        return _PAGES[kind]
    if kind == "address_paused":
        whose = detail.get("agent_id", me.agent_id)
        return "/me" if whose == me.agent_id else f"/agents/{whose}"
    if kind == "sensitive_act":
        return "/audit" if me.role == "rainmaker" else "/notifications"
    if kind in ("source_silent", "source_failing"):
        return f"/sources/{detail['source_id']}" if "source_id" in detail else "/sources"
    if kind == "route_switched":
        return f"/routes/{detail['route_id']}" if "route_id" in detail else "/routes"
    if notification.count > 1 and kind in _MANY:
        return _MANY[kind]
    return _page_of_lead(notification, lead_id) if lead_id else "/notifications"


def _page_of_lead(notification: Notification, lead_id: LeadId) -> str:
    page, tab = f"/leads/{lead_id}", _ENTRIES.get(notification.kind)
    if tab is None:
        return page
    entry = notification.detail.get("comment_id")
    # A task that came with a comment is shown there, and the page goes to that very entry.
    search = {"tab": "comments", "entry": str(entry)} if entry else {"tab": tab}
    return f"{page}?{urlencode(search)}"
