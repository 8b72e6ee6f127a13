"""Decide by which channels a member is notified, besides their notification centre."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from shared.domain.kernel.notification import NotificationKind
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

NotificationChannel = Literal["email", "push"]
# The defaults: everything that waits for this member in particular.
BY_EMAIL: tuple[NotificationKind, ...] = (
    "offer", "lead_assigned", "lead_merged", "leads_received", "asked_again", "message", "response_due",
    "response_missed", "mention", "task_assigned", "task_due", "task_overdue",
    "pooled_long", "attention", "target_disabled", "erasure_due",
    "source_silent", "source_failing", "to_read", "doubted", "reminded", "address_paused",
)  # fmt: skip
BY_PUSH: tuple[NotificationKind, ...] = (
    "offer", "lead_assigned", "leads_received", "asked_again", "message", "response_due", "response_missed", "mention",
    "task_assigned", "task_due", "task_overdue", "pooled_long",
    "reminded", "address_paused",
)  # fmt: skip


def notification_kinds(member: Member, channel: NotificationChannel) -> tuple[NotificationKind, ...]:
    """Return the kinds of notifications that the member gets by this channel: their own choice, or the default.

    Source: docs/rules.md, "Supervision" 5.
    """
    chosen = member.notifications.email if channel == "email" else member.notifications.push
    default = BY_EMAIL if channel == "email" else BY_PUSH
    return default if chosen is None else chosen


def channels_for(
    member: Member, event: NotificationEvent, plan: Plan, now: datetime
) -> tuple[NotificationChannel, ...]:
    """Return the channels by which the member is notified of this event now.

    An offer whose clock stands still outside the team's working hours is not sent then. Sensitive acts are always
    mailed: nobody who got into an account can switch that off.

    Source: docs/rules.md, "Supervision" 5, "Offers and deadlines" 1, "Restrictions" 8.
    """
    if event.kind == "sensitive_act":
        return ("email",)
    if event.kind == "offer" and _is_clock_stopped(event, plan, now):
        return ()
    both: tuple[NotificationChannel, ...] = ("email", "push")
    return tuple(channel for channel in both if event.kind in notification_kinds(member, channel))


def _is_clock_stopped(event: NotificationEvent, plan: Plan, now: datetime) -> bool:
    route = plan.routes_by_id.get(str(event.detail.get("route_id")))
    if route is None or route.claim_clock == "always":
        return False
    return not route.working_time(plan.settings, now).covers(now)
