"""Models of the caller's own profile."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.domain import access
from shared.domain.kernel.notification import NotificationKind
from shared.domain.kernel.weekly_hours import QuietHours, Window
from shared.domain.notifications import channels
from shared.domain.plan_records.close_reason import CloseReason
from shared.domain.plan_records.member import Member, Pause, Role
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language
from shared.domain.plan_records.workload import Workload
from shared.domain.routing import eligible
from shared.domain.routing.availability import Obstacle, find_obstacles
from shared.web.absence_schemas import AbsenceList, AbsenceShown
from shared.web.schemas import Shown
from shared.web.second_factor_schema import SecondFactorShown


class TeamShown(Shown):
    """The team's settings that every member may see.

    `logo` differs for each logo, and is empty for none; `currency` is that of prices in its country, if it is certain.
    `close_reasons` are those that may be chosen now.
    """

    name: str
    time_zone: str
    quiet_hours: QuietHours | Literal["none"]
    language: Language
    agents_see_pool: bool
    accent_color: str
    logo: str
    currency: str | None = None
    close_reasons: tuple[CloseReason, ...] = ()


class LimitShown(Shown):
    """A limit, and how much of it is used, including open offers."""

    period: Literal["day", "week", "month", "open"]
    used: int
    max: int


class Receiving(Shown):
    """Tell whether the caller is offered leads now, and if not, all reasons."""

    now: bool
    reasons: tuple[Obstacle, ...]
    limits: tuple[LimitShown, ...] = ()

    @classmethod
    def of(cls, me: Member, load: Workload, plan: Plan, now: datetime) -> "Receiving":
        """Return whether `me` is offered leads at `now`, with the reasons and limits."""
        found = find_obstacles(me, load, plan, now)
        taken = eligible.usage_by_period(load, now, plan.settings.zone)
        limits = eligible.limits_by_period(me).items()
        return cls(
            now=not found,
            reasons=found,
            limits=tuple(LimitShown(period=period, used=taken[period], max=limit) for period, limit in limits),
        )


class OwnPause(Shown):
    """A pause that the caller set themself; without `route_id` it applies to all routes."""

    route_id: str | None = None
    start: Annotated[AwareDatetime | None, Field(alias="from")] = None
    until: AwareDatetime | None = None
    reason: str | None = None
    at: AwareDatetime

    @classmethod
    def of(cls, pause: Pause) -> "OwnPause":
        """Return the pause without `side` and `by`, which are the same for all own pauses."""
        return cls(**pause.model_dump(exclude={"side", "by"}))


class NotificationsShown(Shown):
    """The kinds of notifications also sent by e-mail and by push: the caller's choice, or the defaults."""

    email: tuple[NotificationKind, ...]
    push: tuple[NotificationKind, ...]


class MeShown(Shown):
    """The caller. `language` is their own choice, or else the team's; no `hours` means always.

    Without `time_zone` and `quiet_hours` theirs are the team's.

    `covers_for` are the absent members whose leads the caller looks after now. `second_factor` is left out where the
    team has none, `calendar_made_at` where the caller has no calendar feed.
    """

    agent_id: str
    email: str
    first_name: str
    last_name: str
    role: Role
    language: Language
    status: Literal["active"]
    phone: str | None = None
    time_zone: str | None = None
    quiet_hours: QuietHours | Literal["none"] | None = None
    hours: tuple[Window, ...]
    pauses: tuple[OwnPause, ...]
    absences: tuple[AbsenceShown, ...] = ()
    covers_for: tuple[str, ...] = ()
    may_hand_over: bool
    may_export: bool
    notifications: NotificationsShown
    team: TeamShown
    receiving: Receiving
    second_factor: SecondFactorShown | None = None
    calendar_made_at: AwareDatetime | None = None

    @classmethod
    def of(cls, me: Member, load: Workload, plan: Plan, now: datetime) -> "MeShown":
        """Return the caller's profile, with the team's settings and those of their own pauses that are not over."""
        settings = plan.settings
        own = (pause for pause in me.pauses if pause.side == "own" and not pause.is_over(now))
        return cls(
            **me.model_dump(
                include={"agent_id", "email", "first_name", "last_name", "role", "phone", "time_zone", "status"}
            ),
            language=me.language or settings.language,
            hours=me.hours,
            quiet_hours=me.quiet_hours,
            pauses=tuple(OwnPause.of(pause) for pause in own),
            absences=AbsenceList.of(me, now, "own").items,
            covers_for=me.covers_for,
            may_hand_over=me.supervises or me.may_hand_over,
            may_export=access.may_export(me, settings),
            notifications=NotificationsShown(
                email=channels.notification_kinds(me, "email"), push=channels.notification_kinds(me, "push")
            ),
            team=TeamShown(
                name=settings.team_name,
                accent_color=settings.accent_color,
                logo=settings.logo,
                quiet_hours=settings.quiet_hours,
                currency=settings.currency,
                close_reasons=tuple(one for one in settings.close_reasons if not one.archived),
                **settings.model_dump(include={"time_zone", "language", "agents_see_pool"}),
            ),
            receiving=Receiving.of(me, load, plan, now),
            second_factor=SecondFactorShown.of(me, plan),
            calendar_made_at=me.calendar.made_at if me.calendar else None,
        )
