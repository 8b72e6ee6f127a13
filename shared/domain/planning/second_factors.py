"""Decide whether a team has second factors, and record who has one. The user pool itself checks the codes."""

from __future__ import annotations

from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.second_factor import SecondFactor, SecondFactorMode
from shared.domain.plan_records.settings import Settings
from shared.domain.planning.change_member import member_change
from shared.domain.planning.changes import Change, ChangeContext, audit, current_member, no_change
from shared.domain.planning.sessions import end_all_sessions


def set_second_factor_mode(settings: Settings, mode: SecondFactorMode, context: ChangeContext) -> Change:
    """Make the mode of the tenant file the team's. It holds from `context.at`; the same mode changes nothing.

    Source: docs/rules.md, "Restrictions" 7.
    """
    before = settings.second_factor
    if mode == (before.mode if before else "off"):
        return no_change("settings")
    after = settings.model_copy(
        update={"second_factor": None if mode == "off" else SecondFactor(mode=mode, since=context.at)}
    )
    return Change("settings", put=(after,), audit=audit("settings.changed", "settings", context, settings, after))


def confirm_second_factor(plan: Plan, agent_id: AgentId, context: ChangeContext, *, has_one: bool) -> Change:
    """Record whether a member has a second factor, as the user pool says: never take the member's own word.

    Raises:
        Missing: there is no such member, or they were removed.

    Source: docs/rules.md, "Restrictions" 7.
    """
    before = current_member(plan, agent_id)
    since = before.second_factor_since or context.at
    after = before.model_copy(update={"second_factor_since": since if has_one else None})
    what = "member.second_factor_set" if has_one else "member.second_factor_removed"
    return member_change(what, before, after, context)


def reset_second_factor(plan: Plan, agent_id: AgentId, context: ChangeContext) -> Change:
    """Take a lost second factor from a member, and end all their sessions: the device may be in other hands.

    Where one is required, the member sets up another when they sign in next; they get no further seven days. Nothing
    changes for a member who has none.

    Raises:
        Missing: there is no such member, or they were removed.

    Source: docs/rules.md, "Restrictions" 7.
    """
    before = current_member(plan, agent_id)
    if before.second_factor_since is None:
        return no_change(agent_id)
    after = end_all_sessions(before, context.at).model_copy(update={"second_factor_since": None})
    return member_change("member.second_factor_reset", before, after, context)
