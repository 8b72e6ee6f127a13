"""Decide whether mails go to a member's address: those that came back, or were called unwanted, pause it."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import AwareDatetime, Field

from shared.domain.kernel.record import AgentId, NewerRule, Record, is_unset
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

# bounce: its server refuses it for good. complaint: its reader called a mail of ours unwanted.
PauseCause = Literal["bounce", "complaint"]


class AddressPause(Record):
    """That mails to a member's address are paused, or were. Written by what SES tells, and ended by hand.

    It holds no address: a member's never changes.

    Attributes:
        agent_id: whose address.
        at: since when.
        cause: why.
        used_again_at: when somebody said to use the address again; None while it is paused.

    Source: docs/rules.md, "Supervision" 12.
    """

    # A pause stands for whatever reason a newer release had for it.
    newer_rule: ClassVar[NewerRule] = NewerRule(
        stand_ins={"cause": lambda _: "bounce"}, fields=frozenset({"cause"}), decisive=frozenset()
    )
    agent_id: AgentId
    at: AwareDatetime
    cause: PauseCause
    used_again_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None

    @property
    def stands(self) -> bool:
        """Return whether no mail is sent to the address."""
        return self.used_again_at is None


class AddressEvent(NamedTuple):
    """What SES tells of a mail that pauses addresses: why, which, and when the mail was sent."""

    cause: PauseCause
    addresses: tuple[str, ...]
    sent_at: datetime


def members_at(address: str, plan: Plan) -> tuple[Member, ...]:
    """Return the members whose address it is, but for those who were removed."""
    there = sorted(plan.members.values(), key=lambda member: member.agent_id)
    return tuple(one for one in there if one.email == address and one.status != "removed")


def pause_address(
    known: AddressPause | None, member: Member, trouble: AddressEvent, now: datetime
) -> AddressPause | None:
    """Return the pause of a member's address; None if it is paused already, or the mail is too old to count.

    A mail counts that was sent since the member was invited, and since somebody said to use the address again.

    Args:
        known: the pause as it is stored; None if there never was one.
        member: whose address the trouble is about.
        trouble: what SES told.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 12.
    """
    since = member.created_at if known is None else known.used_again_at
    if since is None or trouble.sent_at <= since:
        return None
    version = known.version if known else 0
    return AddressPause(agent_id=member.agent_id, at=now, cause=trouble.cause, version=version)


def use_again(known: AddressPause | None, now: datetime) -> AddressPause | None:
    """Return the pause as somebody ends it by hand; None if the address is not paused.

    Source: docs/rules.md, "Supervision" 12.
    """
    return known.model_copy(update={"used_again_at": now}) if known is not None and known.stands else None


def may_use_again(agent_id: AgentId, me: Member) -> bool:
    """Return whether `me` may use the address of a member again: their own, or as the Rainmaker anybody's.

    Source: docs/rules.md, "Supervision" 12.
    """
    return me.agent_id == agent_id or me.role == "rainmaker"
