"""Make an invited member active at their first sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Forbidden
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.workload import Workload


@dataclass(frozen=True, slots=True)
class FirstSignIn:
    """The records to write at a first sign-in, after which the member may receive leads."""

    member: Member
    workload: Workload
    audit: Audit


def first_sign_in(member: Member, workload: Workload, now: datetime, *, audit_id: str) -> FirstSignIn:
    """Make an invited member active, in the plan and in the workload that guards offers.

    Args:
        member: as read.
        workload: of the member, as read.
        now: UTC, from the shell's clock.
        audit_id: for the audit entry.

    Raises:
        Forbidden: the member is active already, or removed.

    Source: docs/rules.md, "Eligible agents" 1, "Restrictions" 4.
    """
    if member.status != "invited":
        raise Forbidden
    active = member.model_copy(update={"status": "active", "active_since": now})
    audit = Audit(
        audit_id=audit_id, at=now, by=member.agent_id, what="member.activated", subject=member.agent_id,
        before={"status": member.status}, after={"status": active.status},
    )  # fmt: skip
    return FirstSignIn(active, workload.model_copy(update={"active": True}), audit)
