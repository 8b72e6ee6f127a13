"""Preferring: by which ways a member is told beyond their notification centre."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from shared.domain.kernel.notification import NotificationKind
from shared.domain.kernel.weekly_hours import covers
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

Way = Literal["email", "push"]
# What is usual: what waits for this very person.
BY_EMAIL: tuple[NotificationKind, ...] = (
    "offer", "lead_assigned", "leads_received", "asked_again", "message", "response_due", "response_missed", "mention",
    "task_due", "pooled_long", "attention", "target_disabled",
)  # fmt: skip
BY_PUSH: tuple[NotificationKind, ...] = (
    "offer", "lead_assigned", "leads_received", "asked_again", "message", "response_due", "response_missed", "mention",
    "task_due", "pooled_long",
)  # fmt: skip


def kinds(member: Member, way: Way) -> tuple[NotificationKind, ...]:
    """The kinds of notices that the member is sent this way: their own choice, or what is usual.

    Source: docs/rules.md, "Supervision" 5.
    """
    chosen = member.notifications.email if way == "email" else member.notifications.push
    usual = BY_EMAIL if way == "email" else BY_PUSH
    return usual if chosen is None else chosen


def ways(member: Member, news: NotificationEvent, plan: Plan, now: datetime) -> tuple[Way, ...]:
    """By which ways the member is told of this now, beside their notification centre.

    Outside the team's working hours nothing is sent of an offer whose clock stands still then.

    Source: docs/rules.md, "Supervision" 5, "Offers and deadlines" 1.
    """
    if news.kind == "offer" and _stands_still(news, plan, now):
        return ()
    both: tuple[Way, ...] = ("email", "push")
    return tuple(way for way in both if news.kind in kinds(member, way))


def _stands_still(news: NotificationEvent, plan: Plan, now: datetime) -> bool:
    route = plan.routes_by_id.get(str(news.detail.get("route_id")))
    settings = plan.settings
    return (
        route is not None and route.claim_clock == "working" and not covers(settings.working_hours, now, settings.zone)
    )
