"""Is of a won deal kept what the law asks for, for as long, and nothing else?"""

from datetime import datetime, timedelta

import pytest

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import ClosedDetail, ReopenedDetail
from shared.domain.leads.merge import merge
from shared.domain.plan_records.retention import MAX_YEARS
from shared.domain.privacy.kept_deal import YEAR, kept_deal
from tests import make
from tests.make import ANN, BOSS, NOON, SECOND, id_of

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


def reopened(lead):
    return lead.with_event(ReopenedDetail(agent_id=ANN), at=NOON + DAY, by=BOSS, state="owned", reason=None)


def test_a_won_deal_is_kept_though_its_lead_was_opened_again_and_closed_otherwise():
    open_ = reopened(WON)
    lost = open_.with_event(ClosedDetail(outcome="lost"), at=NOON + 2 * DAY, by=ANN, state="closed", outcome="lost")
    assert kept_deal(WON, 10, NOON + 3 * DAY).closed_at == NOON
    for lead in (open_, lost, reopened(lost)):
        assert (lead.outcome == "won", kept_deal(lead, 10, NOON + 3 * DAY).closed_at) == (False, NOON)


def test_the_latest_closing_as_won_counts():
    again = reopened(WON).with_event(ClosedDetail(outcome="won"), at=NOON + 2 * DAY, by=ANN, state="closed",
                                     outcome="won")  # fmt: skip
    assert kept_deal(reopened(again), 10, NOON + 3 * DAY).closed_at == NOON + 2 * DAY


@pytest.mark.parametrize("lead", [WON, reopened(WON)], ids=["closed", "open again"])
def test_a_won_deal_is_kept_though_its_lead_was_merged(lead):
    boss, into = make.member(BOSS, role="manager"), make.owned(ANN, lead_id=id_of("lead", "into"))
    ids = {"audit_id": id_of("audit", "a"), "response_id": make.RESPONSE}
    gone = merge(lead, into, (), boss, make.settings(), NOON + 2 * DAY, **ids).decision.lead
    assert (gone.outcome, kept_deal(gone, 10, NOON + 3 * DAY).closed_at) == ("duplicate", NOON)


def test_of_a_lead_that_an_earlier_release_opened_again_the_history_says_when_it_was_won():
    won = Event.of(ClosedDetail(outcome="won"), at=NOON + SECOND, by=ANN)
    lost = Event.of(ClosedDetail(outcome="lost"), at=NOON + DAY, by=ANN)
    lead = make.owned(ANN, history=(lost,))
    assert kept_deal(lead, 10, NOON + 2 * DAY) is None
    assert kept_deal(lead, 10, NOON + 2 * DAY, (won, lost)).closed_at == NOON + SECOND
    assert kept_deal(make.owned(ANN, history=(won,)), 10, NOON + 2 * DAY).closed_at == NOON + SECOND


def test_a_closing_on_a_leap_day_ends_on_the_last_of_february():
    leap = WON.model_copy(update={"since": datetime.fromisoformat("2024-02-29T12:00:00Z")})
    assert kept_deal(leap, 5, NOON).until == datetime.fromisoformat("2029-02-28T12:00:00Z")
