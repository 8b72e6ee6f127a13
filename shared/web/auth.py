"""Authorization of callers: the token proves only the `sub`; role and status come from the member's record.

Each operation declares with `who` which roles may call it. The guard checks this before the request is read, usually
with the cached plan; the operation checks it again with the current plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from shared.domain.kernel.errors import Forbidden, MfaRequired, SessionEnded
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


type CountRequest = Callable[[str, datetime], None]
"""Counts a request of the caller with this `sub`; raises TooManyRequests if they make too many."""


class PlanReader(Protocol):
    """Reads the plan: `warm` from this process's cache, `current` verified."""

    def warm(self) -> Plan:
        """Return the cached plan, however old."""

    def current(self) -> Plan:
        """Return the current plan."""


def caller(request: Request, plan: Plan) -> Member:
    """Return the member who calls, if they may call the operation.

    The member must be active, and have a second factor if it is due. Where `request.who` is `invited`, they may still
    be invited or owe a second factor.

    Args:
        request: holds the `sub` and the session that the authorizer verified, and who may call the operation.
        plan: the current plan, so that a demotion, a removal or a sign-out takes effect at once.

    Raises:
        SessionEnded: the caller, or the removed member they were, has ended this session.
        Forbidden: the caller is no active member, or their role may not call the operation. Always raised for
            operations that are not for members.
        MfaRequired: the team requires a second factor, and the caller has not set one up in time.

    Source: docs/rules.md, "Restrictions" 1, 5 and 7.
    """
    sub = request.sub or ""
    member = plan.members_by_sub.get(sub)
    known = member or plan.removed_member_by_sub(sub)
    if known is not None and not request.by_link and known.has_ended(request.session):
        raise SessionEnded
    statuses = ("active", "invited") if request.who == "invited" else ("active",)
    if member is None or member.status not in statuses:
        raise Forbidden("You are not an active member of this team.")
    if member.role not in ROLES.get(request.who, ()):
        raise Forbidden
    due = member.second_factor_due(plan.settings.second_factor)
    if request.who != "invited" and due is not None and due <= request.now:
        raise MfaRequired
    return member


def guard(plans: PlanReader, count_request: CountRequest) -> Guard:
    """Return a guard that refuses callers without permission before their request is read.

    A caller who asks too often is refused first, so that it costs nothing.

    Callers that the cached plan allows pass without a read of the table. The others are checked with the current plan,
    since they may just have been invited or promoted, or have set up a second factor. A session that has ended never
    begins again, so the cached plan may refuse it.

    Source: docs/security.md, "Roles".
    """

    def check(request: Request) -> None:
        if request.sub:
            count_request(request.sub, request.now)
        try:
            caller(request, plans.warm())
        except (Forbidden, MfaRequired):
            caller(request, plans.current())

    return check
