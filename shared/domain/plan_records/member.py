"""Define members of the team: the Rainmaker, Managers and Agents."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.languages import Spoken
from shared.domain.kernel.notification import NotificationKind
from shared.domain.kernel.record import AbsenceId, AgentId, NewerRule, Record, RouteId, Value, is_unset
from shared.domain.kernel.weekly_hours import QuietHours, Window, covers
from shared.domain.plan_records.calendar_feed import CalendarFeed
from shared.domain.plan_records.second_factor import GRACE, SecondFactor
from shared.domain.plan_records.session import EndedSession, Session
from shared.domain.plan_records.settings import Language, TimeZone

Role = Literal["rainmaker", "manager", "agent"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
MemberEmail = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"),
]


Side = Literal["own", "team"]
Most = Annotated[int, Field(ge=0, le=100_000, strict=True)]  # strict: `true` is not accepted as 1


class Pause(Value):
    """A pause: a time in which a member is offered no leads, on all routes or on one.

    `side` is who set it, the member (`own`) or the team; only that side can lift it. Without `start` it begins when it
    is set; without `until` it lasts until it is lifted.

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
        """Return whether it keeps the member off this route at `now`."""
        here = self.route_id is None or self.route_id == route_id
        return here and (self.start is None or self.start <= now) and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Return whether its end has passed."""
        return self.until is not None and self.until <= now


class Absence(Pause):
    """A planned pause: one of many, with a beginning and an end. `cover` gets messages and tasks meanwhile.

    Source: docs/rules.md, "Eligible agents" 5.
    """

    absence_id: AbsenceId
    start: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime
    cover: Annotated[AgentId | None, Field(exclude_if=is_unset)] = None


class Limits(Value):
    """The limits on how many leads a member takes; None means no limit.

    Source: docs/rules.md, "Eligible agents" 3.
    """

    per_day: Most | None = None
    per_week: Most | None = None
    per_month: Most | None = None
    open: Most | None = None

    @property
    def any(self) -> bool:
        """Return whether there is any limit."""
        return any(most is not None for _, most in self)


class Notifications(Value):
    """The kinds of notifications that a member is also sent by e-mail and by push; None means the defaults.

    Source: docs/rules.md, "Supervision" 5.
    """

    email: Annotated[tuple[NotificationKind, ...], Field(max_length=30)] | None = None
    push: Annotated[tuple[NotificationKind, ...], Field(max_length=30)] | None = None


class Member(Record, defer_build=False):
    """One person of the team, whatever the role.

    Attributes:
        sub: their id in the tenant's user pool; None until the invitation is sent.
        status: `invited` until the first sign-in.
        languages: those that they speak with people; empty if nobody said. `language` is Relevo's own with them.
        time_zone: what their hours, quiet hours and mornings are in; None means the team's.
        hours: weekly windows in which they are offered leads; none means always.
        pauses: by hand, at most one of each side and route; `absences` are planned.
        pause_after_missed: how many offers missed in a row pause them; None means never.
        notifications: what they are notified of by e-mail and push, besides the inbox.
        leads_to: where the open leads of a removed member go: to routing, to the pool, or to a member.
        sessions_valid_from: sessions that began before are over; None means all are valid.
        ended_sessions: single sessions that the member ended, until their tokens have expired.
        active_since: when they signed in first; None also if an earlier release did not record it.
        quiet_hours: when mails and pushes to them wait; None means the team's.
        covers_for: whose owned leads they look after while those are absent; kept by the sweep.
        second_factor_since: when the user pool confirmed that they have a second factor; None means they have none.
        calendar: their calendar feed; None means they have none.
        invited_again_at: when their invitation was last sent again.

    Source: docs/rules.md, "Words", "Eligible agents" 1-4, "Restrictions" 1, 5 and 7, "Claiming" 6.
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(
        stand_ins={
            "first_name": lambda stored: str(stored.get("first_name"))[:80].strip() or "?",
            "last_name": lambda stored: str(stored.get("last_name"))[:80].strip() or "?",
            "role": lambda _: "agent",
            "sees": lambda _: "own",
        },
        decisive=frozenset(
            {"role", "status", "hours", "limits", "pauses", "absences", "sessions_valid_from", "ended_sessions"}
        ),
        set_aside={"status": lambda stored: "removed" if stored.get("status") == "removed" else "invited"},
    )
    agent_id: AgentId
    email: MemberEmail
    first_name: Name
    last_name: Name
    role: Role
    phone: Annotated[str, StringConstraints(max_length=32)] | None = None
    language: Language | None = None
    time_zone: Annotated[TimeZone | None, Field(exclude_if=is_unset)] = None
    sees: Literal["own", "team"] | None = None
    languages: Annotated[tuple[Spoken, ...], Field(max_length=20, exclude_if=is_unset)] = ()
    hours: Annotated[tuple[Window, ...], Field(max_length=50)] = ()
    limits: Limits = Limits()
    pauses: Annotated[tuple[Pause, ...], Field(max_length=200)] = ()
    absences: Annotated[tuple[Absence, ...], Field(max_length=200, exclude_if=is_unset)] = ()
    pause_after_missed: Annotated[int, Field(ge=1, le=100)] | None = None
    may_hand_over: bool = False
    notifications: Notifications = Notifications()
    status: Literal["invited", "active", "removed"] = "invited"
    removed_at: AwareDatetime | None = None
    leads_to: Literal["route", "pool"] | AgentId | None = None
    sub: str | None = None
    sessions_valid_from: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    ended_sessions: Annotated[tuple[EndedSession, ...], Field(max_length=100, exclude_if=is_unset)] = ()
    active_since: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    quiet_hours: Annotated[QuietHours | Literal["none"] | None, Field(exclude_if=is_unset)] = None
    covers_for: Annotated[tuple[AgentId, ...], Field(max_length=1000, exclude_if=is_unset)] = ()
    second_factor_since: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    calendar: Annotated[CalendarFeed | None, Field(exclude_if=is_unset)] = None
    invited_again_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    created_at: AwareDatetime

    @property
    def name(self) -> str:
        """Return first and last name."""
        return f"{self.first_name} {self.last_name}"

    def zone(self, team: ZoneInfo) -> ZoneInfo:
        """Return the member's time zone, or else the team's.

        Source: docs/rules.md, "Eligible agents" 1.
        """
        return ZoneInfo(self.time_zone) if self.time_zone else team

    def works(self, now: datetime, team: ZoneInfo) -> bool:
        """Return whether `now` is in the member's hours; `team` is the team's time zone."""
        return covers(self.hours, now, self.zone(team))

    @property
    def all_pauses(self) -> tuple[Pause, ...]:
        """Return the pauses by hand and the absences."""
        return (*self.pauses, *self.absences)

    def covers_at(self, now: datetime, route_id: RouteId | None = None) -> tuple[AgentId, ...]:
        """Return who covers for the member at `now`: the covers of their absences from all routes, or from this one.

        Source: docs/rules.md, "Eligible agents" 6.
        """
        away = (one.cover for one in self.absences if one.cover and one.covers(route_id or "", now))
        return tuple(dict.fromkeys(away))

    @property
    def supervises(self) -> bool:
        """Return whether this is a Manager or the Rainmaker."""
        return self.role != "agent"

    def has_ended(self, session: Session) -> bool:
        """Return whether this session of the member's is over, whatever its token says.

        A session that began in the same second as `sessions_valid_from`, which is rounded down, is valid: who signs in
        again at once is let in. A token that does not say when it began is over once `sessions_valid_from` is set.

        Source: docs/rules.md, "Restrictions" 5.
        """
        begins, since = session.signed_in_at, self.sessions_valid_from
        if since is not None and (begins is None or begins < since):
            return True
        return any(one.session_id == session.session_id for one in self.ended_sessions)

    def second_factor_due(self, team: SecondFactor | None) -> datetime | None:
        """Return until when the member has to set up a second factor; None if they have one, or need none.

        Source: docs/rules.md, "Restrictions" 7.
        """
        if team is None or team.mode != "required" or self.second_factor_since is not None:
            return None
        return max(team.since, self.active_since or self.created_at) + GRACE
