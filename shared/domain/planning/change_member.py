"""Invite members, and change their fields and limits.

Pauses are changed in `pauses`, the user pool's id in `enrol`; removing a member is decided in `remove_member`.
"""

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from shared.domain.kernel import limits
from shared.domain.kernel.clean_text import looks_like_itself
from shared.domain.kernel.errors import EmailTaken, LastRainmaker
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.languages import Spoken
from shared.domain.kernel.record import AgentId, Value, patch_of
from shared.domain.kernel.weekly_hours import QuietHours, Window
from shared.domain.plan_records.member import Limits, Member, MemberEmail, Name, Notifications, Role
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language, TimeZone
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import (
    Change,
    ChangeContext,
    audit,
    check_patched,
    check_version,
    current_member,
    no_change,
)
from shared.domain.planning.sessions import end_all_sessions

MAX_SIGN_IN = 128  # characters of a user name in the user pool
RANKS: tuple[Role, ...] = ("agent", "manager", "rainmaker")  # from what may least to what may most


def _is_visible(text: str) -> str:
    if any(unicodedata.category(char)[0] not in "LMNPS" for char in text):
        raise field_error("invisible_characters", "an e-mail holds no invisible characters")
    if not looks_like_itself(text):
        raise field_error("not_an_email", "an e-mail does not mix scripts")
    return text


# Stricter than a stored member's e-mail: an address that the user pool refuses would make a member who cannot sign in.
InvitedEmail = Annotated[MemberEmail, Field(max_length=MAX_SIGN_IN), AfterValidator(_is_visible)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=32)]
Hours = Annotated[tuple[Window, ...], Field(max_length=50)]
Languages = Annotated[tuple[Spoken, ...], Field(max_length=20)]
Missed = Annotated[int, Field(ge=1, le=100, strict=True)]


class MemberDraft(Value):
    """A member to invite."""

    email: InvitedEmail
    first_name: Name
    last_name: Name
    role: Role
    phone: Phone | None = None
    language: Language | None = None
    languages: Languages = ()
    time_zone: TimeZone | None = None
    quiet_hours: QuietHours | Literal["none"] | None = None
    sees: Literal["own", "team"] | None = None
    hours: Hours = ()
    may_hand_over: StrictBool = False
    pause_after_missed: Missed | None = None


class Patch(Value):
    """The fields of a member that members may also change themselves. Only fields that were sent; null resets them."""

    phone: Phone | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
    quiet_hours: QuietHours | Literal["none"] | None = None


class MePatch(Patch):
    """Changes to one's own record: only fields that were sent. Null resets them; notifications to the defaults."""

    notifications: Notifications | None = None


@patch_of(MemberDraft, but=("email",))
class MemberPatch(Patch):
    """Changes to a member: only fields that were sent.

    Null resets `phone`, `language`, `time_zone`, `quiet_hours`, `sees` and `pause_after_missed`; no `hours` means
    always.
    """


def invite(plan: Plan, draft: MemberDraft, agent_id: AgentId, context: ChangeContext) -> Change:
    """Add an invited member, with a workload that stays inactive until they sign in.

    If a member with this e-mail exists whose invitation never went out, change that one: so repeating an interrupted
    request completes it. A removed member who is invited again becomes a new member.

    Raises:
        EmailTaken: another member has this e-mail.
        Invalid: the team has too many members, or has invited too many within a day.

    Source: docs/rules.md, "Eligible agents" 1, "Limits".
    """
    team = [member for member in plan.members.values() if member.status != "removed"]
    known = next((member for member in team if member.email == draft.email), None)
    if known is None:
        limits.MEMBERS.check(len(team))
        since = context.at - limits.INVITED_WITHIN
        limits.INVITATIONS.check(sum(member.created_at > since for member in plan.members.values()))
        member = Member(agent_id=agent_id, created_at=context.at, **dict(draft))
        entry = audit("member.invited", agent_id, context, None, member)
        return Change(agent_id, put=(member, Workload(agent_id=agent_id)), audit=entry)
    if known.sub is not None or known.status != "invited":
        raise EmailTaken
    return member_change("member.changed", known, known.model_copy(update=dict(draft)), context)


def change_member(plan: Plan, agent_id: AgentId, patch: Patch, version: int | None, context: ChangeContext) -> Change:
    """Change the fields of a member that were sent. A demotion ends all their sessions.

    Raises:
        Missing: there is no such member, or they were removed.
        ChangedByOther: the member's version is not `version` any more.
        MadeByNewerRelease: this release cannot read the member, or what is to be replaced.
        LastRainmaker: the team would have no active Rainmaker.

    Source: docs/rules.md, "Eligible agents" 4, "Restrictions" 1 and 5.
    """
    before = current_member(plan, agent_id)
    check_version(before, version)
    sent = _sent_fields(patch)
    after = before.model_copy(update={name: one for name, one in sent.items() if one != getattr(before, name)})
    check_patched(before, after)
    if before.role == "rainmaker" != after.role and not has_other_rainmaker(plan, agent_id):
        raise LastRainmaker
    if RANKS.index(after.role) < RANKS.index(before.role):
        after = end_all_sessions(after, context.at)
    return member_change("member.changed", before, after, context)


def set_limits(plan: Plan, agent_id: AgentId, limits: Limits, version: int | None, context: ChangeContext) -> Change:
    """Set all limits of a member; None means no limit. Open offers stay open.

    Raises:
        Missing: there is no such member, or they were removed.
        ChangedByOther: the member's version is not `version` any more.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    before = current_member(plan, agent_id)
    check_version(before, version)
    return member_change("member.limited", before, before.model_copy(update={"limits": limits}), context)


def has_other_rainmaker(plan: Plan, agent_id: AgentId) -> bool:
    """Return whether another member is an active Rainmaker. One who never signed in is not active."""
    others = (member for member in plan.members.values() if member.agent_id != agent_id)
    return any(member.role == "rainmaker" and member.status == "active" for member in others)


def member_change(what: str, before: Member, after: Member, context: ChangeContext) -> Change:
    """Return the change of one member, audited as `what`; an empty change if nothing differs."""
    if after == before:
        return no_change(before.agent_id)
    return Change(before.agent_id, put=(after,), audit=audit(what, before.agent_id, context, before, after))


def _sent_fields(patch: Patch) -> dict[str, Any]:
    sent = {name: getattr(patch, name) for name in patch.model_fields_set}
    return sent | {"notifications": sent["notifications"] or Notifications()} if "notifications" in sent else sent
