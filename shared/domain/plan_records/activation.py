"""Define activations, and compute when a special route is active by dates or public holidays."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StrictBool, StringConstraints, model_validator

from shared.domain.kernel.contact import normalise_text
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.field_error import Loc, field_error
from shared.domain.kernel.hours import Interval, instant_of
from shared.domain.kernel.record import Value

DAY = timedelta(days=1)
AHEAD_YEARS = 2  # how far ahead holidays are searched
YEARS = range(2000, 2200)  # dates outside are refused as mistakes

# A local date, or a local date and time to the minute. Sorting the text sorts by time.
Local = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Holidays(Value):
    """Public holidays of a country, or of one of its regions.

    `names` selects some of them; `observed` includes the days on which they are observed instead.

    Source: docs/rules.md, "Special routes" 1.
    """

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    names: Literal["all"] | Annotated[tuple[Named, ...], Field(min_length=1, max_length=60)] = "all"
    observed: StrictBool = True


class Activation(Value):
    """The times at which a special route is active, in the team's local time.

    Either from `start` to `to` (a date without time as `to` includes the whole day), once or every year; or on public
    holidays and on `dates`, each from midnight to midnight. Both can be combined.

    Source: docs/rules.md, "Special routes" 1.
    """

    start: Annotated[Local | None, Field(alias="from")] = None
    to: Local | None = None
    yearly: StrictBool = False
    holidays: Holidays | None = None
    dates: Annotated[tuple[date, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _is_an_activation(self) -> Self:
        if (self.start is None) != (self.to is None):
            raise field_error("from_and_to_together", "from and to go together")
        if self.start is None and self.holidays is None and not self.dates:
            raise field_error("activation_empty", "an activation has from and to, holidays, or dates")
        if self.yearly and self.start is None:
            raise field_error("yearly_needs_from_and_to", "only from and to can come every year")
        return self


type Calendar = Callable[[Holidays, int], Mapping[date, tuple[str, ...]]]
"""Returns the public holidays of a year with their names, including observed days if `observed` is set.

The name of an observed day is its holiday's name followed by a remark in parentheses. Raises HolidaysUnknown.
"""


class HolidaysUnknown(Exception):
    """The public holidays of this country or region are not known.

    Attributes:
        field: the unknown one: `country` or `region`.
        known: the known values of that field.
    """

    def __init__(self, field: Literal["country", "region"], known: Iterable[str]) -> None:
        self.field, self.known = field, tuple(known)
        super().__init__(field)


def active_intervals(
    activation: Activation, zone: ZoneInfo, calendar: Calendar, since: datetime, until: datetime
) -> Iterator[Interval]:
    """Yield every active interval that overlaps `since` to `until`, uncut and in order; none touches the next.

    A local time that is skipped when clocks change moves to the next valid minute; of a repeated one the first counts.

    Source: docs/rules.md, "Special routes" 1.
    """
    years = range(since.astimezone(zone).year - 1, until.astimezone(zone).year + 2)
    for span in _all(activation, zone, calendar, years):
        if span.end > since and span.start < until:
            yield span


def is_on(activation: Activation, zone: ZoneInfo, calendar: Calendar, now: datetime) -> bool:
    """Return whether the activation is on at `now`."""
    return any(active_intervals(activation, zone, calendar, now, now + timedelta.resolution))


def next_switches(
    activation: Activation, zone: ZoneInfo, calendar: Calendar, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """Return the next instants after `now` at which the route switches on and off.

    Holidays and yearly times are searched two years ahead; single times and dates without limit.
    """
    year = now.astimezone(zone).year
    found = _all(activation, zone, calendar, range(year - 1, year + AHEAD_YEARS + 1))
    later = [span for span in found if span.end > now]
    start = next((span.start for span in later if span.start > now), None)
    return start, later[0].end if later else None


def check_activation(activation: Activation, zone: ZoneInfo, calendar: Calendar, now: datetime) -> None:
    """Raise Invalid for an activation that makes no sense or would never be active.

    That is: an impossible date, `to` not after `from`, everything in the past, or unknown holidays.
    """
    if activation.start is not None and activation.to is not None:
        _check_from_to(activation, activation.start, activation.to, zone, now)
    for place, day in enumerate(activation.dates):
        check_date(day, _at("dates", place))
    if activation.dates and max(activation.dates) < now.astimezone(zone).date():
        raise Invalid(_at("dates"), "dates_past", "These dates are all past.")
    if activation.holidays is not None:
        check_holidays(activation.holidays, calendar, now.astimezone(zone).year, _at("holidays"))
    if next_switches(activation, zone, calendar, now) == (None, None):
        says = f"Nothing of this comes within {AHEAD_YEARS} years."
        raise Invalid(_at(), "never_comes", says, years=AHEAD_YEARS)


def _check_from_to(activation: Activation, start: str, to: str, zone: ZoneInfo, now: datetime) -> None:
    for name, text in (("from", start), ("to", to)):
        try:
            known = date.fromisoformat(text[:10]).year in YEARS
        except ValueError:
            known = False
        if not known:
            raise _out_of_years(_at(name))
    first, last = _wall(start, 0), _end(to, 0)
    if last <= first:
        raise Invalid(_at("to"), "to_before_from", "It must be after `from`.")
    if activation.yearly and last >= _wall(start, 1):
        raise Invalid(_at("to"), "longer_than_a_year", "What comes every year must be shorter than a year.")
    if not activation.yearly and _instant(last, zone) <= now:
        raise Invalid(_at("to"), "activation_past", "This is past.")


def check_date(day: date, loc: Loc) -> None:
    """Raise Invalid for a date that must be a mistake."""
    if day.year not in YEARS:
        raise _out_of_years(loc)


def check_holidays(holidays: Holidays, calendar: Calendar, year: int, at: Loc) -> None:
    """Raise Invalid unless each name is that of a holiday of this year or the next two; `at` is where they are."""
    try:
        found = [calendar(holidays, y) for y in range(year, year + AHEAD_YEARS + 1)]
    except HolidaysUnknown as unknown:
        what = "country" if unknown.field == "country" else f"region of {holidays.country}"
        known = ", ".join(unknown.known)
        says = f"No holidays are known of this {what}. Known: {known or 'none'}."
        raise Invalid((*at, unknown.field), "holidays_unknown", says, known=known) from None
    if holidays.names == "all":
        return
    there = {name.partition(" (")[0]: None for days in found for day in sorted(days) for name in days[day]}
    for place, name in enumerate(holidays.names):
        if not any(_is_called((one,), name) for days in found for names in days.values() for one in names):
            loc, known = (*at, "names", place), ", ".join(there)
            raise Invalid(loc, "holiday_unknown", f"There is no such holiday. There are: {known}.", known=known)


def _out_of_years(loc: Loc) -> Invalid:
    first, last = YEARS[0], YEARS[-1]
    says = f"There is no such date in the years from {first} to {last}."
    return Invalid(loc, "date_out_of_years", says, first=first, last=last)


def _at(*path: str | int) -> tuple[str | int, ...]:
    return ("body", "activation", *path)


def _all(activation: Activation, zone: ZoneInfo, calendar: Calendar, years: range) -> Iterator[Interval]:
    """Yield recurring intervals in `years` and all single ones, in order; merge those that touch or overlap."""
    current: Interval | None = None
    pieces = chain(_from_to(activation, zone, years), _days(activation, zone, calendar, years))
    for piece in sorted(pieces):
        if current is not None and piece.start <= current.end:
            current = Interval(current.start, max(current.end, piece.end))
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current


def _from_to(activation: Activation, zone: ZoneInfo, years: range) -> Iterator[Interval]:
    """Yield the interval from `from` to `to`: once, or in each of `years` from the year of `from` on."""
    if activation.start is None or activation.to is None:
        return
    first = int(activation.start[:4])
    for year in (y for y in years if y >= first) if activation.yearly else (first,):
        start = _instant(_wall(activation.start, year - first), zone)
        end = _instant(_end(activation.to, year - first), zone)
        if start < end:
            yield Interval(start, end)


def _days(activation: Activation, zone: ZoneInfo, calendar: Calendar, years: range) -> Iterator[Interval]:
    """Yield the holidays of `years` and the dates, each from midnight to midnight."""
    for day in chain(activation.dates, holiday_dates(activation.holidays, calendar, years)):
        yield Interval(instant_of(day, time(), zone), instant_of(day + DAY, time(), zone))


def holiday_dates(holidays: Holidays | None, calendar: Calendar, years: range) -> Iterator[date]:
    """Yield the days of the chosen holidays in `years`, those that are not known left out."""
    if holidays is None:
        return
    for year in years:
        try:
            found = calendar(holidays, year)
        except HolidaysUnknown:
            return  # the country was known when the route was saved, but is not in this release
        for day, names in found.items():
            if holidays.names == "all" or any(_is_called(names, name) for name in holidays.names):
                yield day


def _is_called(names: tuple[str, ...], wanted: str) -> bool:
    """Return whether a day has the wanted name, or is the observed day of that holiday."""
    plain = normalise_text(wanted)
    return any((name := normalise_text(one)) == plain or name.startswith(f"{plain} (") for one in names)


def _wall(text: str, later: int) -> datetime:
    """Return the local time in `text`, moved by `later` years; 29 February becomes the 28th in a common year."""
    month_and_day = text[5:10]
    year = int(text[:4]) + later
    if month_and_day == "02-29" and not _leaps(year):
        month_and_day = "02-28"
    return datetime.fromisoformat(f"{year:04}-{month_and_day}{text[10:]}")


def _end(text: str, later: int) -> datetime:
    """Return the exclusive end: as `_wall`, but a date without time includes the whole day."""
    return _wall(text, later) + (timedelta() if "T" in text else DAY)


def _leaps(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    return instant_of(wall.date(), wall.time(), zone)
