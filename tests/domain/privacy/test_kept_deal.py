"""Is of a won deal kept what the law asks for, for as long, and nothing else?"""

from datetime import datetime, timedelta

import pytest

from shared.domain.plan_records.retention import MAX_YEARS
from shared.domain.privacy.kept_deal import YEAR, kept_deal
from tests import make
from tests.make import ANN, NOON

WON = make.lead(state="closed", outcome="won", owner=ANN, message="Soy Lucía", attributes={"place": "Retiro"})
DAY = timedelta(days=1)


def test_contact_deal_and_dates_are_kept_until_the_term_after_the_closing():
    deal = kept_deal(WON, 10, NOON + 800 * DAY)
    assert (deal.contact, deal.attributes, deal.owner) == (WON.contact, WON.attributes, ANN)
    assert (deal.closed_at, deal.until, deal.years) == (NOON, NOON.replace(year=NOON.year + 10), 8)
    assert "Soy" not in deal.model_dump_json()


@pytest.mark.parametrize(
    ("lead", "years", "now"),
    [
        pytest.param(make.lead(state="closed", outcome="lost"), 10, NOON, id="not won"),
        pytest.param(make.owned(), 10, NOON, id="open"),
        pytest.param(WON, None, NOON, id="nothing is to be kept"),
        pytest.param(WON, 1, NOON.replace(year=NOON.year + 1), id="the term is over"),
    ],
)
def test_nothing_else_is_kept(lead, years, now):
    assert kept_deal(lead, years, now) is None


@pytest.mark.parametrize("years", range(1, MAX_YEARS + 1))
@pytest.mark.parametrize("days", [0, 364])
def test_the_years_reach_to_the_term_and_are_no_more_than_the_setting(days, years):
    now = NOON + days * DAY
    deal = kept_deal(WON, years, now)
    assert deal.until <= now + deal.years * YEAR
    assert deal.years <= years


def test_a_closing_on_a_leap_day_ends_on_the_last_of_february():
    leap = WON.model_copy(update={"since": datetime.fromisoformat("2024-02-29T12:00:00Z")})
    assert kept_deal(leap, 5, NOON).until == datetime.fromisoformat("2029-02-28T12:00:00Z")
