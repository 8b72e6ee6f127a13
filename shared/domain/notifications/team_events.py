"""Decide who is notified of what concerns the team, and what of that is over.

That is: routes, outbound webhooks, sources, limits, mails to read, and the erasure of inactive leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import get_args

from pydantic import JsonValue

from shared.domain.kernel.notification import NotificationKind
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.retention_progress import NOTICE_PERIOD, RetentionProgress
from shared.domain.lead_records.source_watch import SourceWatch, WatchedSources
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.receivers import rainmakers, supervisors
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.workload import Workload, first_day, periods
from shared.domain.routing import eligible

LATEST_DAYS = 14  # of whose mails to read it is looked what was told


def events_of_route(before: Route | None, after: Route, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield the switch of a route between active and paused, for Managers and the Rainmaker.

    Source: docs/rules.md, "Special routes" 2.
    """
    if before is not None and before.status != after.status:
        yield from _events_of_switch(after, plan)


def ended_switches(before: Route | None, after: Route, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that a route was switched, since it was switched again, or archived.

    Source: docs/rules.md, "Supervision" 5.
    """
    if before is not None and before.status != after.status:
        yield from _events_of_switch(before, plan)


def _events_of_switch(route: Route, plan: Plan) -> Iterator[NotificationEvent]:
    if route.switched_at is None:
        return
    detail: dict[str, JsonValue] = {"route_id": route.route_id, "status": route.status, "by": route.switched_by}
    key = f"{route.route_id}:{route.switched_at.isoformat()}"
    for member in supervisors(plan):
        if member.agent_id != route.switched_by:
            yield NotificationEvent(member.agent_id, "route_switched", route.switched_at, key, None, detail)


def events_of_target(before: Target | None, after: Target, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that Relevo disabled an outbound webhook, for every Rainmaker.

    Source: docs/rules.md, "Supervision" 7.
    """
    if before is not None and before.status != after.status:
        yield from _events_of_trouble(after, plan)


def ended_troubles(before: Target | None, after: Target, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that an outbound webhook was disabled, since somebody enabled it again.

    Source: docs/rules.md, "Supervision" 5 and 7.
    """
    if before is not None and before.status != after.status:
        yield from _events_of_trouble(before, plan)


def _events_of_trouble(target: Target, plan: Plan) -> Iterator[NotificationEvent]:
    if target.trouble is None or target.disabled_at is None:
        return
    detail: dict[str, JsonValue] = {"target_id": target.target_id, "trouble": target.trouble}
    key = f"{target.target_id}:{target.disabled_at.isoformat()}"
    for member in rainmakers(plan):
        yield NotificationEvent(member.agent_id, "target_disabled", target.disabled_at, key, None, detail)


def events_of_retention(
    before: RetentionProgress | None, after: RetentionProgress, plan: Plan
) -> Iterator[NotificationEvent]:
    """Yield that inactive leads are going to be erased, for every Rainmaker.

    Source: docs/rules.md, "People's data" 5.
    """
    yield from _announced_only_in(after, before, plan)


def ended_retention(
    before: RetentionProgress | None, after: RetentionProgress, plan: Plan
) -> Iterator[NotificationEvent]:
    """Yield that inactive leads are going to be erased, since they were, or are kept for longer by now.

    Source: docs/rules.md, "Supervision" 5, "People's data" 5.
    """
    if before is not None:
        yield from _announced_only_in(before, after, plan)


def _announced_only_in(
    one: RetentionProgress, other: RetentionProgress | None, plan: Plan
) -> Iterator[NotificationEvent]:
    known = {told.at for told in other.announcements} if other else set()
    for told in one.announcements:
        if told.leads and told.at not in known:
            starts = f"{told.at + NOTICE_PERIOD:%Y-%m-%dT%H:%M:%SZ}"
            detail: dict[str, JsonValue] = {"leads": told.leads, "from": starts}
            for member in rainmakers(plan):
                key = f"retention:{told.at.isoformat()}"
                yield NotificationEvent(member.agent_id, "erasure_due", told.at, key, None, detail)


def events_of_sources(before: WatchedSources | None, after: WatchedSources, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that a source has fallen silent, or begun to fail, for every Rainmaker; each once.

    Source: docs/rules.md, "Entry" 19.
    """
    yield from _told_only_in(after, before, plan)


def ended_sources(before: WatchedSources | None, after: WatchedSources, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that a source has fallen silent, or failed, since it delivers again, or is watched no more.

    Source: docs/rules.md, "Supervision" 5, "Entry" 19.
    """
    if before is not None:
        yield from _told_only_in(before, after, plan)


def _told_only_in(one: WatchedSources, other: WatchedSources | None, plan: Plan) -> Iterator[NotificationEvent]:
    for source_id, watch in one.sources.items():
        known = set(_troubles(other.sources.get(source_id))) if other else set()
        for kind, since, at in _troubles(watch):
            if (kind, since, at) in known:
                continue
            detail: dict[str, JsonValue] = {"source_id": source_id, "since": f"{since:%Y-%m-%dT%H:%M:%SZ}"}
            if kind == "source_silent" and watch.usual_gap:
                detail["usual_seconds"] = round(watch.usual_gap.total_seconds())
            for member in rainmakers(plan):
                yield NotificationEvent(member.agent_id, kind, at, f"{source_id}:{at.isoformat()}", None, detail)


def _troubles(watch: SourceWatch | None) -> Iterator[tuple[NotificationKind, datetime, datetime]]:
    """Yield what the Rainmakers were told of a source: the kind, since when it is so, and when they were told."""
    if watch and watch.silent_since and watch.silent_told_at:
        yield "source_silent", watch.silent_since, watch.silent_told_at
    if watch and watch.failing_since and watch.failing_told_at:
        yield "source_failing", watch.failing_since, watch.failing_told_at


def events_of_limits(member: Member, workload: Workload, plan: Plan, now: datetime) -> Iterator[NotificationEvent]:
    """Yield the limits that a member has reached, each with its period. To be called after they received a lead.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    day, week, month = periods(now, plan.settings.zone)
    current: dict[eligible.Period, str] = {"day": day, "week": week, "month": month, "open": day}
    used = eligible.usage_by_period(workload, now, plan.settings.zone)
    for period, most in eligible.limits_by_period(member).items():
        if used[period] >= most:
            detail: dict[str, JsonValue] = {"limit": period, "period": current[period], "max": most}
            yield replace(_event_of_limit(member.agent_id, period, current[period], plan), at=now, detail=detail)


def ended_limits(
    member: Member, workload: Workload, told: Mapping[str, str], plan: Plan, now: datetime
) -> Iterator[NotificationEvent]:
    """Yield the limits that the member was told of and has not reached any more: of a period that is over, or raised.

    Args:
        member: whose limits.
        workload: as it is now.
        told: the period in which the member was last told of each limit, as their inbox knows.
        plan: as it is now.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Eligible agents" 3, "Supervision" 5.
    """
    reached = {str(one.detail["limit"]): one.detail["period"] for one in events_of_limits(member, workload, plan, now)}
    for limit, period in told.items():
        if limit in get_args(eligible.Period) and reached.get(limit) != period:
            yield _event_of_limit(member.agent_id, limit, period, plan)


def _event_of_limit(agent_id: AgentId, limit: str, period: str, plan: Plan) -> NotificationEvent:
    """Return the event that a limit is reached, by what is known of it later: its period."""
    begins = datetime.combine(first_day(period), time(), plan.settings.zone)
    return NotificationEvent(agent_id, "limit_reached", begins, f"{limit}:{period}", since=begins, group=limit)


def events_of_mail(delivery: Delivery, waiting: int, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that a mail waits to be read, for Managers and the Rainmaker; each is notified of the first of a day.

    Args:
        delivery: the mail's.
        waiting: how many wait.
        plan: as it is now.

    Source: docs/rules.md, "Entry" 14.
    """
    day = delivery.at.astimezone(plan.settings.zone).date().isoformat()
    detail: dict[str, JsonValue] = {"period": day, "waiting": waiting}
    for member in supervisors(plan):
        yield replace(_event_of_mail(member.agent_id, day, plan), at=delivery.at, detail=detail)


def ended_mail(plan: Plan, now: datetime) -> Iterator[NotificationEvent]:
    """Yield what was told of the latest days' mails, since none waits to be read any more.

    Source: docs/rules.md, "Entry" 14, "Supervision" 5.
    """
    today = now.astimezone(plan.settings.zone).date()
    for ago in range(LATEST_DAYS):
        day = (today - timedelta(days=ago)).isoformat()
        yield from (_event_of_mail(member.agent_id, day, plan) for member in supervisors(plan))


def _event_of_mail(agent_id: AgentId, day: str, plan: Plan) -> NotificationEvent:
    """Return the event that mails of this day wait to be read, by what is known of it later: the day."""
    begins = datetime.combine(date.fromisoformat(day), time(), plan.settings.zone)
    return NotificationEvent(agent_id, "to_read", begins, f"to_read:{day}", since=begins)
