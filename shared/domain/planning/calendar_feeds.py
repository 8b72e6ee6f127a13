"""Make, renew and end the calendar feed of a member."""

from __future__ import annotations

from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.calendar_feed import CalendarFeed, token_hash
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.change_member import member_change
from shared.domain.planning.changes import Change, ChangeContext, current_member


def renew_calendar_feed(plan: Plan, agent_id: AgentId, token: str, context: ChangeContext) -> Change:
    """Make the member's feed, with this token; a former one ends.

    Raises:
        Missing: there is no such member, or they were removed.

    Source: docs/rules.md, "Calendar feed" 1.
    """
    before = current_member(plan, agent_id)
    feed = CalendarFeed(hash=token_hash(token), made_at=context.at)
    return member_change("member.calendar_made", before, before.model_copy(update={"calendar": feed}), context)


def end_calendar_feed(plan: Plan, agent_id: AgentId, context: ChangeContext) -> Change:
    """End the member's feed. Nothing changes for a member who has none.

    Raises:
        Missing: there is no such member, or they were removed.

    Source: docs/rules.md, "Calendar feed" 1.
    """
    before = current_member(plan, agent_id)
    return member_change("member.calendar_ended", before, before.model_copy(update={"calendar": None}), context)
