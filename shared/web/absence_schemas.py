"""Models of absences in answers."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from shared.domain.plan_records.member import Absence, Member, Side
from shared.web.schemas import Shown


class AbsenceShown(Shown):
    """A planned absence, made by the member (`own`) or by the team; without `route_id` it is from all routes."""

    absence_id: str
    side: Side
    start: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime
    reason: str | None = None
    route_id: str | None = None
    cover: str | None = None
    by: str
    at: AwareDatetime

    @classmethod
    def of(cls, absence: Absence) -> "AbsenceShown":
        """Return the absence."""
        return cls(**dict(absence))


class AbsenceList(Shown):
    """The absences that are not over, the earliest first."""

    items: tuple[AbsenceShown, ...]

    @classmethod
    def of(cls, member: Member, now: datetime, *sides: Side) -> "AbsenceList":
        """Return the member's absences of these sides."""
        there = (one for one in member.absences if one.side in sides and not one.is_over(now))
        return cls(items=tuple(AbsenceShown.of(one) for one in there))
