"""Decide why a member gets a mail, as the mail tells them."""

from __future__ import annotations

from collections.abc import Mapping

from shared.domain.i18n.translate import Fact, fact
from shared.domain.kernel.notification import Notification, NotificationKind
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.lead_summary import task_of
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

# Kinds whose receivers all get them for one reason. Of the others it depends on what the lead is to the receiver.
_SUPERVISED: tuple[NotificationKind, ...] = (
    "pooled", "pooled_long", "attention", "possible_duplicate", "attempted", "route_switched", "to_read", "doubted",
)  # fmt: skip
_RAINMAKERS: tuple[NotificationKind, ...] = ("target_disabled", "erasure_due", "source_silent", "source_failing")
_ALWAYS: Mapping[NotificationKind, str] = {
    **dict.fromkeys(_SUPERVISED, "supervises"), **dict.fromkeys(_RAINMAKERS, "rainmaker"),
    "offer": "offered", "offer_missed": "offered", "offer_withdrawn": "offered",
    "lead_assigned": "received", "leads_received": "received", "lead_merged": "was_owner", "response_due": "owner",
    "mention": "tagged", "task_assigned": "task", "task_overdue": "gave_task", "task_done": "gave_task",
    "limit_reached": "limit", "sensitive_act": "act",
}  # fmt: skip


def reason_of(notification: Notification, lead: Lead | None, me: Member, plan: Plan) -> Fact:
    """Return why `me` is notified, as a part of a sentence.

    Args:
        notification: of `me`.
        lead: the lead it is about, as it is now, if `me` may see it.
        me: the receiver.
        plan: as it is now.

    Source: docs/rules.md, "Supervision" 5.
    """
    return fact(f"mail.why.{_ALWAYS.get(notification.kind) or _by_lead(notification, lead, me, plan)}")


def _by_lead(notification: Notification, lead: Lead | None, me: Member, plan: Plan) -> str:
    kind = notification.kind
    if kind == "response_missed":
        return "supervises" if "agent_id" in notification.detail else "response"
    if kind == "address_paused":
        return "address" if notification.detail.get("agent_id") == me.agent_id else "rainmaker"
    if kind == "task_due":
        task = task_of(notification, lead, me, plan) if lead else None
        return "task" if task is None or task.assignee == me.agent_id else "covers_task"
    return _relation(lead, me)


def _relation(lead: Lead | None, me: Member) -> str:
    """Return what the lead is to its reader: their own, offered to them, of who they cover for, or the team's."""
    if lead is None or lead.owner == me.agent_id:
        return "owner"
    if lead.offer and me.agent_id in lead.offer.agent_ids:
        return "offered"
    return "supervises" if me.supervises and lead.owner not in me.covers_for else "covers"
