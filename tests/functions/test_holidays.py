"""Is the library's calendar read as the domain expects?"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared import holidays
from shared.domain.kernel.hours import instant_of
from shared.domain.plan_records.activation import (
    Activation,
    Holidays,
    HolidaysUnknown,
    active_intervals,
    check_activation,
)
from tests.make import NOON

MADRID = ZoneInfo("Europe/Madrid")


def days(country, year, **given):
    return holidays.calendar(Holidays(country=country, **given), year)


def test_a_countrys_holidays_have_names_in_its_own_languages():
    assert days("ES", 2026)[date(2026, 12, 25)] == ("Natividad del Señor",)
    assert days("US", 2026)[date(2026, 7, 4)] == ("Independence Day",)


def test_a_region_has_its_own_holidays():
    assert date(2026, 9, 11) in days("ES", 2026, region="CT")
    assert date(2026, 9, 11) not in days("ES", 2026, region="MD")


@pytest.mark.parametrize(
    ("country", "given", "own", "moved", "name"),
    [
        pytest.param(*("US", {}, (7, 4), (7, 3), "Independence Day"), id="in parentheses behind"),
        pytest.param(*("ES", {"region": "MD"}, (11, 1), (11, 2), "Todos los Santos"), id="as words before"),
        pytest.param(*("CO", {}, (1, 6), (1, 12), "Día de los Reyes Magos"), id="moved altogether"),
    ],
)
def test_a_moved_day_is_found_by_its_holidays_name_unless_excluded(country, given, own, moved, name):
    def on(observed):
        picked = Activation(holidays=Holidays(country=country, names=(name,), observed=observed, **given))
        year = (date(2026, 1, 2), date(2026, 12, 30))
        since, until = (instant_of(day, NOON.time(), MADRID) for day in year)
        found = active_intervals(picked, MADRID, holidays.calendar, since, until)
        return {span.start.astimezone(MADRID).date() + timedelta(n) for span in found
                for n in range(round((span.end - span.start).total_seconds() / 86_400))}  # fmt: skip

    assert date(2026, *moved) in on(observed=True)
    assert on(observed=False) == {date(2026, *own)}


def test_a_holiday_on_a_sunday_stays_and_the_moved_day_comes_with_it_where_the_region_moves_it():
    sunday, monday = date(2026, 11, 1), date(2026, 11, 2)
    for region, moves in (("MD", True), ("CT", False)):
        found = days("ES", 2026, region=region, observed=True)
        assert (sunday in found, monday in found) == (True, moves)


@pytest.mark.parametrize(
    ("given", "field", "known"),
    [
        pytest.param({"country": "XX"}, "country", "ES", id="country"),
        pytest.param({"country": "ES", "region": "ZZZ"}, "region", "MD", id="region"),
    ],
)
def test_unknown_values_are_refused_with_the_known_ones(given, field, known):
    with pytest.raises(HolidaysUnknown) as unknown:
        holidays.calendar(Holidays(**given), 2026)
    assert unknown.value.field == field
    assert known in unknown.value.known
    assert all(2 <= len(code) <= 3 for code in unknown.value.known)


def test_a_year_is_computed_once():
    wanted = Holidays(country="ES", region="MD")
    assert holidays.calendar(wanted, 2027) is holidays.calendar(wanted.model_copy(update={"names": ("x",)}), 2027)


def test_every_country_and_each_of_its_holidays_is_accepted():
    """What is listed in a refusal must itself be accepted."""
    with pytest.raises(HolidaysUnknown) as unknown:
        holidays.calendar(Holidays(country="XX"), 2026)
    for country in [*unknown.value.known][::25]:
        names = {name.partition(" (")[0] for found in days(country, 2026).values() for name in found}
        for name in names:
            check_activation(
                Activation(holidays=Holidays(country=country, names=(name,))), MADRID, holidays.calendar, NOON
            )
