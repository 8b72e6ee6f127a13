"""Look up public holidays in the library `holidays`, which is imported only if a special route names some."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from shared.domain.plan_records.activation import Holidays, HolidaysUnknown

if TYPE_CHECKING:
    from holidays import HolidayBase

LABELS = ("observed_label", "observed_label_before", "observed_estimated_label", "estimated_label")
SUNDAY = 6
REGION = re.compile(r"[A-Z0-9]{1,3}")  # as in ISO 3166-2: the library also has cities and school zones


def calendar(holidays: Holidays, year: int) -> Mapping[date, tuple[str, ...]]:
    """Return the public holidays of a year, with their names in the country's own language.

    With `observed`, also the days to which they are moved or that replace them, named by the holiday and an addition
    in parentheses. A holiday that is moved from a Sunday stays on the Sunday too, where the library leaves it out.

    Raises:
        HolidaysUnknown: the library does not have the country or the region; lists those it has.

    Source: docs/rules.md, "Special routes" 1.
    """
    return _days(holidays.country, holidays.region, holidays.observed, year)


@lru_cache(maxsize=256)
def _days(country: str, region: str | None, observed: bool, year: int) -> Mapping[date, tuple[str, ...]]:
    from holidays import country_holidays  # here: most plans name no holidays

    _check_known(country, region)
    found = country_holidays(country, subdiv=region, years=year, observed=observed)
    if not observed:
        return {day: tuple(found.get_list(day)) for day in found}
    unmoved = _days(country, region, False, year)
    own = {name for names in unmoved.values() for name in names}
    labels = _labels(found)
    named = {day: tuple(_by_holiday(name, own, labels) for name in found.get_list(day)) for day in found}
    return {day: names for day, names in unmoved.items() if day.weekday() == SUNDAY} | named


def regions(country: str) -> tuple[str, ...]:
    """Return the regions of a country that the library knows, as in ISO 3166-2.

    Raises:
        HolidaysUnknown: the library does not have the country; lists those it has.
    """
    return _check_known(country, None)


def _check_known(country: str, region: str | None) -> tuple[str, ...]:
    """Return the regions of a country, once it and its region are known."""
    import holidays
    from holidays.registry import EntityLoader

    countries = set(EntityLoader.get_country_codes(include_aliases=False))
    if country not in countries:
        raise HolidaysUnknown("country", sorted(countries))
    known = {name for name in getattr(holidays, country).subdivisions if REGION.fullmatch(name)}
    if region is not None and region not in known:
        raise HolidaysUnknown("region", sorted(known))
    return tuple(sorted(known))


def _labels(found: HolidayBase) -> list[tuple[str, str]]:
    """Return the texts before and after a holiday's name on the days moved from it, in the country's own language."""
    labels = {found.tr(label) for name in LABELS if (label := getattr(found, name, None))}
    parts = (label.partition("%s") for label in labels)
    return [(before, after) for before, placeholder, after in parts if placeholder and (before or after)]


def _by_holiday(name: str, own: Collection[str], labels: list[tuple[str, str]]) -> str:
    """Return a moved day's name so that it begins with the name of its holiday."""
    for before, after in labels:
        holiday = name.removeprefix(before).removesuffix(after)
        if holiday in own and name == f"{before}{holiday}{after}" and not after.startswith(" ("):
            return f"{holiday} ({name})"
    return name
