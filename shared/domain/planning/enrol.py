"""Enrolling: which user of the pool becomes which member.

A user's id (`sub`) belongs to one member for ever. A user's address decides nothing: people can write it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shared.domain.kernel.errors import SignInTaken
from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.changes import Change, ChangeContext, audit, in_team, unchanged

Claim = Literal["adopt", "replace"]


@dataclass(frozen=True, slots=True)
class PoolUser:
    """A user of the pool: their id, and whether they ever had a token, with which they may write attributes."""

    sub: str
    has_signed_in: bool


def claim_user(members: Iterable[Member], agent_id: AgentId | None, user: PoolUser) -> Claim:
    """Decide what an invitation does with a user who has its address already.

    Args:
        members: all of the team, removed ones too.
        agent_id: who is invited; None for who is not a member yet.
        user: found in the pool at the invited address.

    Returns:
        `adopt` if an interrupted invitation made the user; `replace` if nobody in the team signs in with them, so
        that a new user takes the address.

    Raises:
        SignInTaken: somebody else in the team signs in with this user.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    holders = [member for member in members if member.sub == user.sub]
    if any(member.agent_id == agent_id for member in holders):
        return "adopt"
    if any(member.status != "removed" for member in holders):
        raise SignInTaken
    return "replace" if holders or user.has_signed_in else "adopt"


def may_forget(members: Iterable[Member], leaver: Member, user: PoolUser) -> bool:
    """Tell whether `user` goes with a removed member: only if they are that member's, and nobody else's."""
    others = [member for member in members if member.sub == user.sub and member.agent_id != leaver.agent_id]
    if leaver.sub is None:
        return not others
    return leaver.sub == user.sub and all(member.status == "removed" for member in others)


def enrol(plan: Plan, agent_id: AgentId, sub: str, stamp: ChangeContext) -> Change:
    """Keep the member's id in the user pool: the invitation is out.

    Raises:
        Missing: there is no such member, or not any more.
        SignInTaken: another member has this id, or had it; or this member has another one.
    """
    before = in_team(plan, agent_id)
    others = (member for member in plan.members.values() if member.agent_id != agent_id)
    if before.sub not in (None, sub) or any(member.sub == sub for member in others):
        raise SignInTaken
    after = before.model_copy(update={"sub": sub})
    if after == before:
        return unchanged(agent_id)
    return Change(agent_id, put=(after,), audit=audit("member.enrolled", agent_id, stamp, before, after))
