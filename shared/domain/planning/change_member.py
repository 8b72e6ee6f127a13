"""Revising members: inviting them, and changing what the team knows of them."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from shared.domain.kernel.errors import EmailTaken, LastRainmaker
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import AgentId, Value
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.member import Limits, Member, MemberEmail, Name, Notifications, Role
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import Change, ChangeContext, audit, expect, in_team, unchanged

MAX_SIGN_IN = 128  # characters the user pool takes as the name somebody signs in with


def _is_visible(text: str) -> str:
    if any(unicodedata.category(char)[0] not in "LMNPS" for char in text):
        raise field_error("invisible_characters", "an e-mail holds no invisible characters")
    return text


# Narrower than a member's: what the user pool would never take must not become a member who can never sign in.
InvitedEmail = Annotated[MemberEmail, Field(max_length=MAX_SIGN_IN), AfterValidator(_is_visible)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=32)]
Hours = Annotated[tuple[Window, ...], Field(max_length=50)]
Missed = Annotated[int, Field(ge=1, le=100, strict=True)]


class MemberDraft(Value):
    """Somebody to invite."""

    email: InvitedEmail
    first_name: Name
    last_name: Name
    role: Role
    phone: Phone | None = None
    language: Language | None = None
    sees: Literal["own", "team"] | None = None
    hours: Hours = ()
    may_hand_over: bool = False
    pause_after_missed: Missed | None = None


class Patch(Value):
    """What may be changed of everybody: only fields that were sent. Null resets them."""

    phone: Phone | None = None
    language: Language | None = None


class MePatch(Patch):
    """What to change of oneself: only fields that were sent. Null resets them; of notices, to what is usual."""

    notifications: Notifications | None = None


class MemberPatch(Patch):
    """What to change of a member: only fields that were sent.

    Null resets `phone`, `language`, `sees` and `pause_after_missed`; no `hours` means always.
    """

    # These cannot be reset, so null is refused. Their defaults are never read: only what was sent is.
    first_name: Name = Field(default_factory=str)
    last_name: Name = Field(default_factory=str)
    role: Role = Field(default_factory=lambda: "agent")
    hours: Hours = Field(default_factory=tuple)
    may_hand_over: bool = Field(default_factory=bool)
    sees: Literal["own", "team"] | None = None
    pause_after_missed: Missed | None = None


def invite(plan: Plan, draft: MemberDraft, agent_id: AgentId, stamp: ChangeContext) -> Change:
    """A new member, invited, with counts that stay inactive until they sign in.

    A member with this e-mail whose invitation never went out is taken up again, as now drafted: so
    who repeats a request that was interrupted finishes it. Who was removed comes back as a new member.

    Raises:
        EmailTaken: another member has this e-mail.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    there = (member for member in plan.members.values() if member.status != "removed")
    known = next((member for member in there if member.email == draft.email), None)
    if known is None:
        member = Member(agent_id=agent_id, created_at=stamp.at, **dict(draft))
        entry = audit("member.invited", agent_id, stamp, None, member)
        return Change(agent_id, put=(member, Workload(agent_id=agent_id)), audit=entry)
    if known.sub is not None or known.status != "invited":
        raise EmailTaken
    return changed("member.changed", known, known.model_copy(update=dict(draft)), stamp)


def change_member(plan: Plan, agent_id: AgentId, patch: Patch, version: int | None, stamp: ChangeContext) -> Change:
    """Change what was sent.

    Raises:
        Missing: there is no such member, or not any more.
        ChangedByOther: they are not at `version` any more.
        LastRainmaker: the team would have no active Rainmaker.

    Source: docs/rules.md, "Eligible agents" 4, "Restrictions" 1.
    """
    before = in_team(plan, agent_id)
    expect(before, version)
    after = before.model_copy(update=_sent(patch))
    if before.role == "rainmaker" != after.role and not others_lead(plan, agent_id):
        raise LastRainmaker
    return changed("member.changed", before, after, stamp)


def set_limits(plan: Plan, agent_id: AgentId, limits: Limits, version: int | None, stamp: ChangeContext) -> Change:
    """Set all limits of a member; one that is None is none. No offer that is open is withdrawn.

    Raises:
        Missing: there is no such member, or not any more.
        ChangedByOther: they are not at `version` any more.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    before = in_team(plan, agent_id)
    expect(before, version)
    return changed("member.limited", before, before.model_copy(update={"limits": limits}), stamp)


def others_lead(plan: Plan, agent_id: AgentId) -> bool:
    """Whether somebody else is an active Rainmaker; who has never signed in cannot lead yet."""
    others = (member for member in plan.members.values() if member.agent_id != agent_id)
    return any(member.role == "rainmaker" and member.status == "active" for member in others)


def changed(what: str, before: Member, after: Member, stamp: ChangeContext) -> Change:
    """The change of one member, told as `what`; nothing where they stay as they are."""
    if after == before:
        return unchanged(before.agent_id)
    return Change(before.agent_id, put=(after,), audit=audit(what, before.agent_id, stamp, before, after))


def _sent(patch: Patch) -> dict[str, Any]:
    sent = {name: getattr(patch, name) for name in patch.model_fields_set}
    return sent | {"notifications": sent["notifications"] or Notifications()} if "notifications" in sent else sent
