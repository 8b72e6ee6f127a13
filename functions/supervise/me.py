"""The caller's own profile, and their arrival in the team."""

from __future__ import annotations

from typing import Literal

from shared.domain.errors import Forbidden
from shared.domain.member import Member, Role
from shared.domain.plan import Plan
from shared.domain.receive import Obstacle, obstacles
from shared.domain.settings import Language
from shared.web.shown import Shown


class TeamShown(Shown):
    """The team, as far as everybody in it must know it."""

    name: str
    time_zone: str
    language: Language


class LimitShown(Shown):
    """How much of a limit is used."""

    period: Literal["day", "week", "month", "open"]
    used: int
    max: int


class Receiving(Shown):
    """Whether the caller is offered leads now, and if not, why."""

    now: bool
    reasons: tuple[Obstacle, ...]
    limits: tuple[LimitShown, ...] = ()


class MeShown(Shown):
    """The caller. `language` is their own choice, or else the team's."""

    agent_id: str
    email: str
    first_name: str
    last_name: str
    role: Role
    language: Language
    status: Literal["active"]
    phone: str | None = None
    team: TeamShown
    receiving: Receiving

    @classmethod
    def of(cls, me: Member, plan: Plan) -> MeShown:
        """The caller's profile, with the team's settings they need."""
        settings, found = plan.settings, obstacles(me, plan)
        return cls(
            **me.model_dump(include={"agent_id", "email", "first_name", "last_name", "role", "phone", "status"}),
            language=me.language or settings.language,
            team=TeamShown(name=settings.team_name, time_zone=settings.time_zone, language=settings.language),
            receiving=Receiving(now=not found, reasons=found),
        )


def newcomer(plan: Plan, sub: str | None) -> Member:
    """The member with this `sub`, active or still to be welcomed.

    Raises:
        Forbidden: no such member, or one who was removed.
    """
    member = plan.members_by_sub.get(sub or "")
    if member is None or member.status == "removed":
        raise Forbidden("You are not a member of this team.")
    return member
