"""Do the team's holidays make the right days off?"""

from datetime import date

import pytest
from pydantic import ValidationError

from shared.domain.kernel.errors import Invalid
from shared.domain.plan_records.activation import HolidaysUnknown
from shared.domain.plan_records.team_holidays import TeamHolidays, check_team_holidays, days_off
from tests import make
from tests.make import NOON

MADRID = make.settings().zone


def calendar(holidays, year):
    if holidays.country != "ES":
        raise HolidaysUnknown("country", ["ES"])
    moved = {date(year, 11, 2): ("Todos los Santos (lunes siguiente)",)} if holidays.observed else {}
    return {date(year, 11, 1): ("Todos los Santos",), date(year, 12, 8): ("Inmaculada",)} | moved


def days(**given):
    return [day for day in days_off(TeamHolidays(**given), MADRID, calendar, NOON) if day.year == 2026]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"country": "ES"}, [(11, 1), (11, 2), (12, 8)], id="public ones with moved days"),
        pytest.param({"country": "ES", "observed": False}, [(11, 1), (12, 8)], id="without moved days"),
        pytest.param({"country": "ES", "names": ["Inmaculada"]}, [(12, 8)], id="some"),
        pytest.param({"country": "ES", "left_out": ["2026-11-02"]}, [(11, 1), (12, 8)], id="one left out"),
        pytest.param({"added": [{"date": "2026-05-15", "name": "San Isidro"}]}, [(5, 15)], id="of its own"),
        pytest.param(
            {"added": [{"date": "2026-05-15"}], "left_out": ["2026-05-15"]}, [], id="left out wins over its own"
        ),
    ],
)
def test_days_off(given, expected):
    assert days(**given) == [date(2026, *day) for day in expected]


def test_days_are_computed_from_last_year_to_the_year_after_next():
    found = days_off(TeamHolidays(country="ES"), MADRID, calendar, NOON)
    assert sorted({day.year for day in found}) == [2025, 2026, 2027, 2028]


@pytest.mark.parametrize(
    ("given", "loc", "reason"),
    [
        pytest.param({"country": "XX"}, ("holidays", "country"), "holidays_unknown", id="country"),
        pytest.param({"country": "ES", "names": ["X"]}, ("holidays", "names", 0), "holiday_unknown", id="name"),
        pytest.param(
            {"added": [{"date": "1026-05-15"}]}, ("holidays", "added", 0, "date"), "date_out_of_years", id="date"
        ),
    ],
)
def test_mistakes_name_their_field(given, loc, reason):
    with pytest.raises(Invalid) as refused:
        check_team_holidays(TeamHolidays(**given), MADRID, calendar, NOON)
    (mistake,) = refused.value.mistakes
    assert (mistake.loc, mistake.reason) == (("body", *loc), reason)


def test_a_region_goes_with_its_country():
    with pytest.raises(ValidationError, match="region_needs_country"):
        TeamHolidays(region="MD")
