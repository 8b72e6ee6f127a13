"""Decide which user of the user pool belongs to which member.

A user's id (`sub`) belongs to one member for ever. A user's e-mail proves nothing, because users can change it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.domain.kernel.errors import ChangedByOther, SignInTaken
from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.changes import Change, ChangeContext, audit, current_member, no_change

ExistingUserAction = Literal["adopt", "replace"]
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PoolUser:
    """A user of the user pool: their id, and whether they ever signed in and so could change their attributes."""

    sub: str
    has_signed_in: bool


def decide_existing_user(members: Iterable[Member], agent_id: AgentId | None, user: PoolUser) -> ExistingUserAction:
    """Decide what an invitation does with a user who already has the invited e-mail.

    Args:
        members: all of the team, removed ones too.
        agent_id: the invited member; None if they are not a member yet.
        user: the user with that e-mail.

    Returns:
        `adopt` if an interrupted invitation created the user; `replace` if no member signs in with them, so that they
        are deleted and created again.

    Raises:
        SignInTaken: another member signs in with this user.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    holders = [member for member in members if member.sub == user.sub]
    if any(member.agent_id == agent_id for member in holders):
        return "adopt"
    if any(member.status != "removed" for member in holders):
        raise SignInTaken
    return "replace" if holders or user.has_signed_in else "adopt"


def may_delete_user(members: Iterable[Member], leaver: Member, user: PoolUser) -> bool:
    """Return whether `user` may be deleted with a removed member: only if no other member uses them."""
    others = [member for member in members if member.sub == user.sub and member.agent_id != leaver.agent_id]
    if leaver.sub is None:
        return not others
    return leaver.sub == user.sub and all(member.status == "removed" for member in others)


def may_be_invited_again(member: Member, now: datetime) -> bool:
    """Return whether an invitation that is sent again goes out: none within ten minutes of the one before.

    So a request that is repeated mails nobody twice.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    return now - (member.invited_again_at or member.created_at) >= PAUSE


def invite_again(plan: Plan, agent_id: AgentId, context: ChangeContext) -> Change:
    """Record that a member's invitation was sent again, with a new temporary password.

    Raises:
        Missing: there is no such member, or they were removed.
        ChangedByOther: they have signed in already.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    before = current_member(plan, agent_id)
    if before.status != "invited":
        raise ChangedByOther
    after = before.model_copy(update={"invited_again_at": context.at})
    return Change(agent_id, put=(after,), audit=audit("member.invited_again", agent_id, context, before, after))


def enrol(plan: Plan, agent_id: AgentId, sub: str, context: ChangeContext) -> Change:
    """Store the member's id in the user pool, once the invitation is sent.

    Raises:
        Missing: there is no such member, or they were removed.
        SignInTaken: another member has or had this id, or this member has another one.
    """
    before = current_member(plan, agent_id)
    others = (member for member in plan.members.values() if member.agent_id != agent_id)
    if before.sub not in (None, sub) or any(member.sub == sub for member in others):
        raise SignInTaken
    after = before.model_copy(update={"sub": sub})
    if after == before:
        return no_change(agent_id)
    return Change(agent_id, put=(after,), audit=audit("member.enrolled", agent_id, context, before, after))
