"""Can a planner choose public holidays by their real dates and names?"""

from datetime import date, timedelta

import pytest

from tests.functions import planning
from tests.make import CHIEF, NOON


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


def listed(ask, **query):
    status, answer = ask("GET", "/plan/holidays", **query)
    assert status == 200
    return answer


def test_the_holidays_of_a_year_are_listed_by_date_each_once(ask):
    items = listed(ask, country="ES")["items"]
    days = [date.fromisoformat(one["date"]) for one in items]
    assert days == sorted(days)
    assert all(NOON.date() <= day < NOON.date() + timedelta(days=366) for day in days)
    assert len({one["name"] for one in items}) == len(items)
    assert ("12-25", "Natividad del Señor") in {(one["date"][5:], one["name"]) for one in items}


def test_a_region_has_holidays_of_its_own(ask):
    country, region = listed(ask, country="ES"), listed(ask, country="ES", region="MD")
    assert "MD" in country["regions"]
    assert {one["name"] for one in region["items"]} - {one["name"] for one in country["items"]}


def test_moved_days_are_listed_where_they_are_asked_for(ask):
    days = {one["date"] for one in listed(ask, country="ES", region="MD", observed="true")["items"]}
    assert {"2026-11-01", "2026-11-02"} <= days  # a Sunday in 2026, and the day that Madrid has off for it
    assert "2026-11-02" not in {one["date"] for one in listed(ask, country="ES", region="MD")["items"]}


def test_the_names_are_those_that_a_special_route_takes(ask):
    name = listed(ask, country="ES", region="MD")["items"][0]["name"]
    holidays = {"country": "ES", "region": "MD", "names": [name]}
    draft = planning.route(title="Feast", activation={"holidays": holidays})
    assert ask("POST", "/routes", draft, me=CHIEF)[0] == 201


@pytest.mark.parametrize(
    ("query", "loc", "reason"),
    [
        pytest.param({"country": "QQ"}, "country", "holidays_unknown", id="no such country"),
        pytest.param({"country": "ES", "region": "ZZ"}, "region", "holidays_unknown", id="no such region"),
        pytest.param({"country": "Spain"}, "country", "malformed", id="no code"),
        pytest.param({}, "country", "missing", id="no country"),
    ],
)
def test_a_place_without_known_holidays_is_refused(ask, query, loc, reason):
    status, problem = ask("GET", "/plan/holidays", **query)
    assert (status, problem["code"]) == (422, "invalid")
    assert [(error["loc"], error["reason"]) for error in problem["errors"]] == [(["query", loc], reason)]
