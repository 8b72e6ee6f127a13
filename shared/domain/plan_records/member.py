"""Members of the team: the Rainmaker, Managers and Agents."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.notification import NotificationKind
from shared.domain.kernel.record import AgentId, Record, RouteId, Value
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.settings import Language

Role = Literal["rainmaker", "manager", "agent"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
MemberEmail = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"),
]


Side = Literal["own", "team"]
Most = Annotated[int, Field(ge=0, le=100_000, strict=True)]  # `true` is no number


class Pause(Value):
    """A time in which a member is offered no leads: everywhere, or on one route.

    `side` tells whose pause it is, the member's own or the team's: only that side lifts it. Without `start`
    it began when it was set, without `until` it lasts until it is lifted.

    Source: docs/rules.md, "Eligible agents" 2.
    """

    side: Side
    route_id: RouteId | None = None
    start: Annotated[AwareDatetime | None, Field(alias="from")] = None
    until: AwareDatetime | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None
    by: AgentId
    at: AwareDatetime

    def covers(self, route_id: RouteId, now: datetime) -> bool:
        """Whether it keeps the member off this route at `now`."""
        here = self.route_id is None or self.route_id == route_id
        return here and (self.start is None or self.start <= now) and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended by itself."""
        return self.until is not None and self.until <= now


class Limits(Value):
    """How many leads a member takes at the most; None is no limit.

    Source: docs/rules.md, "Eligible agents" 3.
    """

    per_day: Most | None = None
    per_week: Most | None = None
    per_month: Most | None = None
    open: Most | None = None

    @property
    def any(self) -> bool:
        """Whether there is any limit at all."""
        return any(most is not None for _, most in self)


class Notifications(Value):
    """Which kinds of notices a member is also sent by e-mail, and by push; None is what is usual.

    Source: docs/rules.md, "Supervision" 5.
    """

    email: Annotated[tuple[NotificationKind, ...], Field(max_length=30)] | None = None
    push: Annotated[tuple[NotificationKind, ...], Field(max_length=30)] | None = None


class Member(Record):
    """One person of the team, whatever the role.

    `sub` is the person's id in the tenant's user pool; None until the invitation is out.
    `status` is `invited` until the first sign-in. `hours` are weekly windows in which the member is offered
    leads, none meaning always. With `pause_after_missed` that many offers expired in a row pause them.
    `notifications` are their choice of what they are told beyond their notification centre.
    `leads_to` is where the open leads of a removed member go: through routing, to the pool, or to a member.

    Source: docs/rules.md, "Words", "Eligible agents" 1-4, "Restrictions" 1, "Claiming" 6.
    """

    agent_id: AgentId
    email: MemberEmail
    first_name: Name
    last_name: Name
    role: Role
    phone: Annotated[str, StringConstraints(max_length=32)] | None = None
    language: Language | None = None
    sees: Literal["own", "team"] | None = None
    hours: Annotated[tuple[Window, ...], Field(max_length=50)] = ()
    limits: Limits = Limits()
    pauses: Annotated[tuple[Pause, ...], Field(max_length=200)] = ()
    pause_after_missed: Annotated[int, Field(ge=1, le=100)] | None = None
    may_hand_over: bool = False
    notifications: Notifications = Notifications()
    status: Literal["invited", "active", "removed"] = "invited"
    removed_at: AwareDatetime | None = None
    leads_to: Literal["route", "pool"] | AgentId | None = None
    sub: str | None = None
    created_at: AwareDatetime

    @property
    def name(self) -> str:
        """First and last name, as people read it."""
        return f"{self.first_name} {self.last_name}"

    @property
    def supervises(self) -> bool:
        """Whether this is a Manager or a Rainmaker."""
        return self.role != "agent"
