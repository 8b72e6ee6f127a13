"""Welcoming: a member's first sign-in makes them active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Forbidden
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.workload import Workload


@dataclass(frozen=True, slots=True)
class FirstSignIn:
    """A member who may receive leads from now on, with what lands beside them."""

    member: Member
    load: Workload
    audit: Audit


def first_sign_in(member: Member, load: Workload, now: datetime, *, audit_id: str) -> FirstSignIn:
    """Turn an invited member active, in the plan and in the counts that offers are guarded by.

    Args:
        member: as read.
        load: the member's, as read; it is made with the member.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.

    Raises:
        Forbidden: the member is not invited, but active already or removed.

    Source: docs/rules.md, "Eligible agents" 1, "Restrictions" 4.
    """
    if member.status != "invited":
        raise Forbidden
    active = member.model_copy(update={"status": "active"})
    audit = Audit(
        audit_id=audit_id, at=now, by=member.agent_id, what="member.activated", subject=member.agent_id,
        before={"status": member.status}, after={"status": active.status},
    )  # fmt: skip
    return FirstSignIn(active, load.model_copy(update={"active": True}), audit)
