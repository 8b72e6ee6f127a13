"""Who calls, and whether they may: the token proves the `sub` only; everything else is the member's record.

An operation declares `who` may call it, and nothing else says so. The guard asks before anything of the request is
read, mostly of the plan that this process has; the operation asks again of the plan as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from shared.domain.kernel.errors import Forbidden
from shared.domain.plan_records.member import Member, Role
from shared.domain.plan_records.plan import Plan
from shared.web.request import Guard, Request, Who

EVERY_ROLE: tuple[Role, ...] = ("rainmaker", "manager", "agent")
ROLES: Mapping[Who, tuple[Role, ...]] = {
    "invited": EVERY_ROLE,
    "member": EVERY_ROLE,
    "manager": ("rainmaker", "manager"),
    "rainmaker": ("rainmaker",),
}


class PlanReader(Protocol):
    """Give the plan: `warm` as this process has it, `current` as it is now."""

    def warm(self) -> Plan:
        """Return the plan as last read, however old."""

    def current(self) -> Plan:
        """Return the plan as it is now."""


def caller(request: Request, plan: Plan) -> Member:
    """Return the active member who calls, if they may; where `request.who` is `invited`, also one who was only invited.

    Args:
        request: with the `sub` that the authorizer proved, and who may call the operation.
        plan: as it is now, so that a demotion or removal counts at once.

    Raises:
        Forbidden: not an active member, or not in a role that may; where no member is asked for, everybody.

    Source: docs/rules.md, "Restrictions" 1.
    """
    member = plan.members_by_sub.get(request.sub or "")
    statuses = ("active", "invited") if request.who == "invited" else ("active",)
    if member is None or member.status not in statuses:
        raise Forbidden("You are not an active member of this team.")
    if member.role not in ROLES.get(request.who, ()):
        raise Forbidden
    return member


def guard(plans: PlanReader) -> Guard:
    """Return a guard, which refuses callers who may not before their request is read.

    Who may by the plan that this process has is let through without a reading. Who may not is judged by the plan as
    it is now: they may just have been invited, or promoted.

    Source: docs/security.md, "Roles".
    """

    def check(request: Request) -> None:
        try:
            caller(request, plans.warm())
        except Forbidden:
            caller(request, plans.current())

    return check
