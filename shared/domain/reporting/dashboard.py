"""The dashboard: what waits, who is there, and how today went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.counters import CounterRow
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.report_figures import ReportFigures
from shared.domain.routing.availability import Obstacle, obstacles


class OpenConversation(NamedTuple):
    """An open conversation as its index entry has it: whose it is, and since when the person waits for an answer."""

    lead_id: LeadId
    owner: AgentId | None
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands: what keeps leads from them now, what they have before them, and their day."""

    member: Member
    load: Workload
    obstacles: tuple[Obstacle, ...]
    oldest_unanswered: datetime | None
    last_seen_at: datetime | None
    today: ReportFigures


def standings(
    plan: Plan,
    loads: Mapping[AgentId, Workload],
    seen: Mapping[AgentId, datetime],
    talks: Iterable[OpenConversation],
    today: Mapping[AgentId, ReportFigures],
    now: datetime,
) -> tuple[Standing, ...]:
    """All members who were not removed, those first whose person waits longest for an answer.

    Source: docs/rules.md, "Supervision" 1.
    """
    waiting, nothing = oldest_unanswered(talks), ReportFigures()
    found = [
        Standing(
            member=member,
            load=(load := loads.get(member.agent_id) or Workload(agent_id=member.agent_id)),
            obstacles=obstacles(member, load, plan, now),
            oldest_unanswered=waiting.get(member.agent_id),
            last_seen_at=seen.get(member.agent_id),
            today=today.get(member.agent_id, nothing),
        )
        for member in plan.members.values()
        if member.status != "removed"
    ]
    return tuple(sorted(found, key=_waiting))


def _waiting(standing: Standing) -> tuple[str, str]:
    """Who has let somebody wait comes before who has not; then by name."""
    since = standing.oldest_unanswered
    return since.isoformat() if since else "~", standing.member.name


def oldest_unanswered(talks: Iterable[OpenConversation]) -> dict[AgentId, datetime]:
    """For each owner since when the first of those waits whom they have not answered."""
    oldest: dict[AgentId, datetime] = {}
    for talk in talks:
        if talk.owner and talk.waiting_since:
            oldest[talk.owner] = min(oldest.get(talk.owner, talk.waiting_since), talk.waiting_since)
    return oldest


def by_member(tallies: Iterable[CounterRow]) -> tuple[ReportFigures, dict[AgentId, ReportFigures]]:
    """A day's figures: the team's, and each member's own."""
    team, members = ReportFigures(), dict[AgentId, ReportFigures]()
    for tally in tallies:
        team.add(tally.counts)
        if tally.agent_id:
            members.setdefault(tally.agent_id, ReportFigures()).add(tally.counts)
    return team, members


def needs_attention(conversation: Conversation, settings: Settings, now: datetime) -> bool:
    """Whether a conversation is open for longer than the team wants.

    Source: docs/rules.md, "Supervision" 1.
    """
    return now - conversation.opened_at > timedelta(seconds=settings.attention_after_seconds)
