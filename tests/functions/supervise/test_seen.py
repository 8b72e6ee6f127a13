"""Is it recorded once a day who opened a lead and saw its contact in full, and of nobody else?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.seen import Seen
from shared.seen_log import SeenLog
from shared.store import codec
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, LEAD, NOON


@pytest.fixture
def call(table, secret, event, watch):
    return supervising.caller(table, secret, event, now=watch)


def seen():
    items = [item for item in supervising.everything() if item["PK"]["S"].startswith("SEEN#")]
    return [codec.from_item(Seen, item) for item in items]


def test_who_opens_a_lead_is_recorded_by_ids_once_a_day_of_the_team(table, call, watch):
    team.seat(table, time_zone="Europe/Madrid")
    team.store(table, make.owned(ANN))
    for me in (ANN, BOSS, ANN):
        assert call(f"/leads/{LEAD}", me)[0] == 200
    assert {(one.agent_id, one.lead_id, one.at) for one in seen()} == {(ANN, LEAD, NOON), (BOSS, LEAD, NOON)}
    watch.now = NOON + timedelta(hours=11, minutes=30)  # past midnight in Madrid, not by UTC
    call(f"/leads/{LEAD}")
    assert sorted(str(one.day) for one in seen() if one.agent_id == ANN) == ["2026-01-05", "2026-01-06"]


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param(make.offered(ANN), id="offered to the caller, masked"),
        pytest.param(make.owned(BOB), id="another's, masked"),
        pytest.param(make.pooled(), id="pooled, masked"),
        pytest.param(make.lead(state="closed", owner=ANN, todo=None, erased_at=NOON), id="erased"),
    ],
)
def test_a_contact_that_is_not_shown_is_not_recorded(table, call, lead):
    team.seat(table, agents_see="team", hide_contact_until_claimed=True)
    team.store(table, lead)
    assert call(f"/leads/{LEAD}")[0] == 200
    assert seen() == []


def test_what_is_refused_and_lists_are_not_recorded(table, call):
    team.seat(table)
    team.store(table, make.owned(BOB))
    assert [call(f"/leads/{LEAD}")[0], call("/leads", BOSS)[0], call(f"/leads/{LEAD}/timeline", BOSS)[0]] == [
        404, 200, 200
    ]  # fmt: skip
    assert seen() == []


def test_a_lead_opened_again_costs_no_write_and_another_process_writes_none_either(table, secret, event, call):
    team.seat(table)
    team.store(table, make.owned(ANN))
    call(f"/leads/{LEAD}")
    table.calls.clear()
    call(f"/leads/{LEAD}")
    assert table.calls == ["batch_get_item", "query"]  # the lead; the way of its offers
    before = seen()
    assert supervising.caller(table, secret, event)(f"/leads/{LEAD}")[0] == 200
    assert seen() == before


def test_a_process_remembers_a_bounded_number(table):
    plan, log = make.plan(), SeenLog(table, remembered=2)
    for name in "abcd":
        lead = make.owned(ANN, lead_id=make.id_of("lead", name))
        log.record(plan.members[ANN], lead, plan.settings, NOON)
        assert len(log._written) <= 2
    assert len(seen()) == 4


def test_a_lead_is_not_shown_if_that_cannot_be_recorded(table, call):
    team.seat(table)
    team.store(table, make.owned(ANN))

    def fail(_commit, _writes):
        raise Busy

    table.around("commit", fail)
    assert call(f"/leads/{LEAD}")[0] == 503


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("PATCH", "", {"contact": {"first_name": "Lucía"}}, id="an edit"),
        pytest.param("PUT", "/do-not-contact", {"channels": []}, id="a mark"),
        pytest.param("POST", "/conversation", {"state": "closed"}, id="a conversation"),
    ],
)
def test_who_is_answered_a_lead_that_they_did_not_change_is_recorded(table, call, method, path, body):
    """Who changed one is named by its history. Verbs that change nothing would show contacts that nobody recorded."""
    team.seat(table)
    team.store(table, make.owned(ANN))
    assert call(f"/leads/{LEAD}{path}", BOSS, method=method, body=body)[0] == 200
    assert [(one.agent_id, one.lead_id) for one in seen()] == [(BOSS, LEAD)]
