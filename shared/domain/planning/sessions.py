"""End sessions of members: one by signing out, all by signing out everywhere, a demotion or a removal.

API Gateway accepts a token until it expires, so an ended session is refused by the member's record.
"""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.session import SESSION_LIFE, EndedSession, Session
from shared.domain.planning.changes import Change, ChangeContext, current_member

MAX_ENDED = 100  # ended sessions that a member's record keeps; the oldest is dropped first


def end_all_sessions(member: Member, now: datetime) -> Member:
    """Return the member without a valid session. A session that begins in this second, or later, is valid.

    Tokens tell when a session began in whole seconds, rounded down; so `now` is rounded down too. The calendar feed
    ends as well: whoever has the device may have its address.

    Source: docs/rules.md, "Restrictions" 5, "Calendar feed" 1.
    """
    return member.model_copy(update={"sessions_valid_from": now.replace(microsecond=0), "calendar": None})


def end_session(member: Member, session: Session, now: datetime) -> Member:
    """Return the member without this session; without any, if its tokens do not tell it from others.

    Source: docs/rules.md, "Restrictions" 5.
    """
    if session.session_id is None:
        return end_all_sessions(member, now)
    kept = [one for one in member.ended_sessions if one.until > now and one.session_id != session.session_id]
    ended = EndedSession(session_id=session.session_id, until=now + SESSION_LIFE)
    return member.model_copy(update={"ended_sessions": (*kept, ended)[-MAX_ENDED:]})


def sign_out(plan: Plan, agent_id: AgentId, session: Session, context: ChangeContext, *, everywhere: bool) -> Change:
    """End the session in which a member asks for it, or all sessions of theirs.

    Signing out everywhere names this session too, since it may have begun in the same second.

    Raises:
        Missing: there is no such member, or they were removed.

    Source: docs/rules.md, "Restrictions" 5.
    """
    before = current_member(plan, agent_id)
    after = end_session(before, session, context.at)
    return _signed_out(end_all_sessions(after, context.at) if everywhere else after, context, everywhere=everywhere)


def sign_out_member(plan: Plan, agent_id: AgentId, context: ChangeContext) -> Change:
    """End all sessions of a member, in another's name.

    Raises:
        Missing: there is no such member, or they were removed.

    Source: docs/rules.md, "Restrictions" 5.
    """
    return _signed_out(end_all_sessions(current_member(plan, agent_id), context.at), context, everywhere=True)


def _signed_out(member: Member, context: ChangeContext, *, everywhere: bool) -> Change:
    entry = Audit(
        audit_id=context.audit_id, at=context.at, by=context.by, what="member.signed_out", subject=member.agent_id,
        after={"everywhere": everywhere},
    )  # fmt: skip
    return Change(member.agent_id, put=(member,), audit=entry)
