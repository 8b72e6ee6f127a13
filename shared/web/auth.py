"""Who calls: the token proves the `sub` only; everything else is the member's record."""

from __future__ import annotations

from shared.domain.kernel.errors import Forbidden
from shared.domain.plan_records.member import Member, Role
from shared.domain.plan_records.plan import Plan
from shared.web.request import Request

SUPERVISORS: tuple[Role, ...] = ("rainmaker", "manager")


def caller(request: Request, plan: Plan, *roles: Role) -> Member:
    """The active member who calls.

    Args:
        request: with the `sub` that the authorizer proved.
        plan: as it is now, so that a demotion or removal counts at once.
        roles: those allowed; none given means every role.

    Raises:
        Forbidden: not an active member, or not in one of `roles`.

    Source: docs/rules.md, "Restrictions" 1.
    """
    member = plan.members_by_sub.get(request.sub or "")
    if member is None or member.status != "active":
        raise Forbidden("You are not an active member of this team.")
    if roles and member.role not in roles:
        raise Forbidden
    return member
