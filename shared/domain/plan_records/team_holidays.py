"""Define the team's holidays, and compute the days off that they make."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StrictBool, StringConstraints, model_validator

from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import Value
from shared.domain.plan_records.activation import (
    AHEAD_YEARS,
    YEARS,
    Calendar,
    Holidays,
    Named,
    check_date,
    check_holidays,
    holiday_dates,
)


class DayOff(Value):
    """A date on which the team does not work, besides public holidays."""

    date: date
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


class TeamHolidays(Value):
    """The days on which the team does not work: public holidays of a country or region, and dates of its own.

    Without a `country` there are no public ones. `names` selects some of them; `observed` includes the days to which
    they are moved; `left_out` are dates on which the team works all the same.

    Source: docs/rules.md, "Offers and deadlines" 7.
    """

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    names: Literal["all"] | Annotated[tuple[Named, ...], Field(min_length=1, max_length=60)] = "all"
    observed: StrictBool = True
    added: Annotated[tuple[DayOff, ...], Field(max_length=100)] = ()
    left_out: Annotated[tuple[date, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _has_a_country(self) -> Self:
        if self.region is not None and self.country is None:
            raise field_error("region_needs_country", "a region goes with its country")
        return self

    @property
    def public(self) -> Holidays | None:
        """Return the public holidays among them; None if there are none."""
        if self.country is None:
            return None
        return Holidays(country=self.country, region=self.region, names=self.names, observed=self.observed)


def is_no_holiday(value: object) -> bool:
    """Return whether the team never set holidays, as in settings from before there were any."""
    return value == TeamHolidays()


def check_team_holidays(holidays: TeamHolidays, zone: ZoneInfo, calendar: Calendar, now: datetime) -> None:
    """Raise Invalid for unknown public holidays, and for impossible dates."""
    loc = ("body", "holidays")
    for place, one in enumerate(holidays.added):
        check_date(one.date, (*loc, "added", place, "date"))
    if holidays.public is not None:
        check_holidays(holidays.public, calendar, now.astimezone(zone).year, loc)


def days_off(holidays: TeamHolidays, zone: ZoneInfo, calendar: Calendar, now: datetime) -> tuple[date, ...]:
    """Return the dates on which the team does not work, from last year to the year after next, in order."""
    this = now.astimezone(zone).year
    years = range(max(this - 1, YEARS[0]), this + AHEAD_YEARS + 1)
    own = (one.date for one in holidays.added if one.date.year in years)
    found = {*own, *holiday_dates(holidays.public, calendar, years)} - {*holidays.left_out}
    return tuple(sorted(found))
