"""List what stands against giving a lead to a member by hand: nothing of it forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel import hours
from shared.domain.kernel.languages import language_of
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.eligible import Period, has_missed, limits_by_period, usage_by_period

WarningCode = Literal["away", "at_limit", "off_hours", "language"]
AHEAD = timedelta(days=366)  # how far ahead the end of an absence is searched


class AssignWarning(NamedTuple):
    """One thing that stands against it, and until when; None if that is not known."""

    code: WarningCode
    until: datetime | None = None


def find_warnings(
    to: Member, workload: Workload, plan: Plan, now: datetime, *, lead: Lead | None = None, leads: int = 1
) -> tuple[AssignWarning, ...]:
    """Return what stands against giving `to` a lead by hand now.

    Away is whom a pause keeps from all routes, or from the lead's own, or who missed too many offers in a row.

    Args:
        to: an active member.
        workload: of `to`, before.
        plan: the current plan.
        now: UTC.
        lead: which lead; None leaves out what depends on the lead. Its owner is warned of nothing.
        leads: how many leads are given together.

    Source: docs/rules.md, "Claiming" 8.
    """
    if lead is not None and lead.owner == to.agent_id:
        return ()
    return tuple(_found(to, workload, plan, now, lead, leads))


def _found(
    to: Member, workload: Workload, plan: Plan, now: datetime, lead: Lead | None, leads: int
) -> Iterator[AssignWarning]:
    zone, route_id = plan.settings.zone, (lead.route_id if lead else None) or ""
    back = _back_at(to, route_id, now)
    if has_missed(to, workload):
        yield AssignWarning("away")
    elif back != now:
        yield AssignWarning("away", back)
    taken = usage_by_period(workload, now, zone)
    # What is given by hand counts for no day, week or month, but is owned.
    more: dict[Period, int] = {"open": leads - 1}
    reached = [period for period, most in limits_by_period(to).items() if taken[period] + more.get(period, 0) >= most]
    if reached:
        ends = [_end_of(period, now, zone) for period in reached]
        yield AssignWarning("at_limit", None if None in ends else max(end for end in ends if end is not None))
    if not to.works(now, zone):
        yield AssignWarning("off_hours", hours.next_open(to.hours, to.zone(zone), now, now + AHEAD))
    if lead is not None and not _speaks(to, lead):
        yield AssignWarning("language")


def _back_at(to: Member, route_id: str, now: datetime) -> datetime | None:
    """Return when the last of the pauses that follow one another ends: `now` if there is none; None if one is open."""
    at = now
    while covering := [pause.until for pause in to.all_pauses if pause.covers(route_id, at)]:
        ends = [until for until in covering if until is not None]
        if len(ends) < len(covering):
            return None
        at = max(ends)
    return at


def _end_of(period: Period, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a limit's period ends by the team's clock; None for open leads, which end with work."""
    today = now.astimezone(zone).date()
    match period:
        case "day":
            following = today + timedelta(days=1)
        case "week":
            following = today + timedelta(days=7 - today.weekday())
        case "month":
            following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        case "open":
            return None
    return hours.instant_of(following, time(), zone)


def _speaks(to: Member, lead: Lead) -> bool:
    """Return whether the member speaks the lead's language; also if either is not known."""
    wanted = language_of(lead.attributes.get("language"))
    return wanted is None or not to.languages or wanted in to.languages
