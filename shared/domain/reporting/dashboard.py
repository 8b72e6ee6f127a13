"""Compute the dashboard: how each member stands, who waits for an answer, and today's figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.counters import CounterRow
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.report_figures import ReportFigures
from shared.domain.routing.availability import Obstacle, find_obstacles


class OpenConversation(NamedTuple):
    """An open conversation as in its index entry: its owner, since when the person waits, and nothing was done."""

    lead_id: LeadId
    owner: AgentId | None
    waiting_since: datetime | None
    idle_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class MemberOverview:
    """One member on the dashboard: why they get no leads now (if so), their workload, and their figures of today."""

    member: Member
    workload: Workload
    obstacles: tuple[Obstacle, ...]
    oldest_unanswered: datetime | None
    last_seen_at: datetime | None
    today: ReportFigures


def member_overviews(
    plan: Plan,
    workloads: Mapping[AgentId, Workload],
    seen: Mapping[AgentId, datetime],
    conversations: Iterable[OpenConversation],
    today: Mapping[AgentId, ReportFigures],
    now: datetime,
) -> tuple[MemberOverview, ...]:
    """Return all members who were not removed, first those who have let a person wait longest for an answer.

    Args:
        plan: as read.
        workloads: by member; a member without one has none.
        seen: when each member was last seen.
        conversations: all open ones in which somebody waits; others do no harm.
        today: the figures of today, by member.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 1.
    """
    waiting, no_figures = oldest_unanswered(conversations), ReportFigures()
    found = [
        MemberOverview(
            member=member,
            workload=(workload := workloads.get(member.agent_id) or Workload(agent_id=member.agent_id)),
            obstacles=find_obstacles(member, workload, plan, now),
            oldest_unanswered=waiting.get(member.agent_id),
            last_seen_at=seen.get(member.agent_id),
            today=today.get(member.agent_id, no_figures),
        )
        for member in plan.members.values()
        if member.status != "removed"
    ]
    return tuple(sorted(found, key=_sort_key))


def _sort_key(overview: MemberOverview) -> tuple[str, str]:
    """Sort by the longest wait, members without one last, then by name."""
    since = overview.oldest_unanswered
    return since.isoformat() if since else "~", overview.member.name


def oldest_unanswered(conversations: Iterable[OpenConversation]) -> dict[AgentId, datetime]:
    """Return for each owner since when the person waits whom they have left unanswered longest."""
    oldest: dict[AgentId, datetime] = {}
    for one in conversations:
        if one.owner and one.waiting_since:
            oldest[one.owner] = min(oldest.get(one.owner, one.waiting_since), one.waiting_since)
    return oldest


def figures_by_member(rows: Iterable[CounterRow]) -> tuple[ReportFigures, dict[AgentId, ReportFigures]]:
    """Add up a day's counters for the whole team and for each member."""
    team, members = ReportFigures(), dict[AgentId, ReportFigures]()
    for row in rows:
        team.add(row.counts)
        if row.agent_id:
            members.setdefault(row.agent_id, ReportFigures()).add(row.counts)
    return team, members
