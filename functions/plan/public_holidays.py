"""The operation on public holidays: what a special route may choose from."""

import datetime as dt

from pydantic import Field

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.errors import Invalid
from shared.domain.plan_records.activation import Holidays, HolidaysUnknown
from shared.holidays import calendar, regions
from shared.web.request import Request
from shared.web.schemas import RequestModel, Shown

YEAR = dt.timedelta(days=366)


class HolidaysQuery(RequestModel):
    """A country, and one of its regions; without one, the holidays of the whole country.

    With `observed`, every date is listed, also those to which holidays are moved.
    """

    country: str = Field(pattern=r"^[A-Z]{2}$")
    region: str | None = Field(None, pattern=r"^[A-Z0-9]{1,3}$")
    observed: bool = False


class HolidayShown(Shown):
    """A public holiday: its next date, and its name in the country's own language."""

    date: dt.date
    name: str


class HolidayList(Shown):
    """The public holidays of the year that begins today, and the regions with holidays of their own."""

    regions: tuple[str, ...]
    items: tuple[HolidayShown, ...]


class PublicHolidays:
    """The operation on public holidays, for Managers and the Rainmaker."""

    def __init__(self, session: PlanSession) -> None:
        self._session = session

    def list_holidays(self, request: Request, query: HolidaysQuery) -> HolidayList:
        """List the public holidays of a country or region in the year that begins today, each once, by date.

        Days to which a holiday is moved are left out, because they follow from `observed`, unless that is asked for.
        """
        _, plan = self._session.read(request)
        today = request.now.astimezone(plan.settings.zone).date()
        asked = Holidays(country=query.country, region=query.region, observed=query.observed)
        try:
            found = {**calendar(asked, today.year), **calendar(asked, today.year + 1)}
            known = regions(query.country)
        except HolidaysUnknown as unknown:
            says = f"No holidays are known of this {unknown.field}."
            raise Invalid(("query", unknown.field), "holidays_unknown", says, known=", ".join(unknown.known)) from None
        coming = sorted((day, name) for day, names in found.items() for name in names if today <= day < today + YEAR)
        first = {name: day for day, name in reversed(coming)}
        listed = coming if query.observed else [(day, name) for day, name in coming if first[name] == day]
        return HolidayList(regions=known, items=tuple(HolidayShown(date=day, name=name) for day, name in listed))
