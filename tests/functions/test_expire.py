"""Does a fired clock end its offer, and the sweep find what was lost?"""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from functions.expire import handler as expire
from functions.expire import sweep
from shared.domain.errors import TooEarly
from shared.domain.lead import Offer
from shared.store import keys
from shared.store.plans import Plans
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, LEAD, MAIN, OFFER, offered, owned

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def seated(table, monkeypatch):
    for module in (expire, sweep):
        monkeypatch.setattr(module, "table", table)
        monkeypatch.setattr(module, "plans", Plans(table))
    return team.seat(table)


def due(seconds, lead_id=LEAD):
    """An offer whose deadline was so many seconds ago."""
    now = datetime.now(UTC).replace(microsecond=0)
    offer = Offer(offer_id=OFFER, route_id=MAIN, agent_ids=(ANN,), made_at=now - 999 * SECOND,
                  deadline=now - seconds * SECOND, turn=1)  # fmt: skip
    return offered(offer=offer, lead_id=lead_id)


def fire(clock_id=OFFER):
    return expire.handler({"lead_id": LEAD, "clock_id": clock_id, "at": "2026-01-05T12:05:00Z"}, None)


def test_a_clock_ends_its_offer_and_asks_for_the_next_agent(table):
    team.store(table, due(0))
    assert fire() == {"ended": True}
    lead = team.read(table)
    assert (lead.state, lead.tried, lead.todo) == ("unrouted", (ANN,), "route")
    assert team.load(table, ANN).open_offers == -1


def test_a_clock_that_fires_twice_changes_nothing_more(table):
    team.store(table, due(0))
    fire()
    before = team.read(table)
    assert fire() == {"ended": False}
    assert team.read(table) == before


@pytest.mark.parametrize("lead", [make.lead(), owned(BOB)], ids=["unrouted", "owned"])
def test_a_foreign_clock_changes_nothing(table, lead):
    team.store(table, lead)
    before = team.read(table)
    assert fire() == {"ended": False}
    assert team.read(table) == before


def test_a_clock_of_a_lead_that_is_gone_changes_nothing():
    assert fire() == {"ended": False}


def test_an_early_clock_comes_again(table):
    team.store(table, due(-60))
    with pytest.raises(TooEarly):
        fire()
    assert team.read(table).state == "offered"


def test_a_clocks_input_is_exactly_what_it_is():
    with pytest.raises(ValidationError):
        expire.handler({"lead_id": LEAD, "clock_id": OFFER, "at": "2026-01-05T12:05:00Z", "name": "Lucía"}, None)


def test_the_sweep_ends_offers_whose_clocks_were_lost(table):
    late, waiting = make.id_of("lead", "late"), make.id_of("lead", "waiting")
    team.store(table, due(15, late), due(-60, waiting))
    assert sweep.handler({}, None) == {"swept": 1, "failed": 0}
    assert team.read(table, late).history[-1].by == "sweep"
    assert team.read(table, waiting).state == "offered"


def test_the_sweep_sends_forgotten_leads_to_routing_again(table):
    since = datetime.now(UTC) - 45 * SECOND
    team.store(table, make.lead(since=since, todo=None))
    assert sweep.handler({}, None)["swept"] == 1
    lead = team.read(table)
    assert (lead.todo, lead.attempts, lead.state) == ("route", 1, "unrouted")
    assert sweep.handler({}, None)["swept"] == 0


def test_one_leads_failure_does_not_hold_up_the_sweep(table, monkeypatch, logged):
    bad, good = make.id_of("lead", "a"), make.id_of("lead", "b")
    team.store(table, due(15, bad), due(15, good))
    commit = table.commit

    def fails(writes):
        if bad in writes[0].key.pk:
            raise ZeroDivisionError("Lucía")
        commit(writes)

    monkeypatch.setattr(table, "commit", fails)
    assert sweep.handler({}, None) == {"swept": 1, "failed": 1}
    assert "Lucía" not in logged()


SECRET = "+34600112233"


def spoil(table, lead_id):
    """A lead nobody can read: a field has what it must not have."""
    where = {"PK": {"S": f"LEAD#{lead_id}"}, "SK": {"S": "LEAD"}}
    body = {":b": {"S": f'{{"lead_id": "{lead_id}", "state": "{SECRET}"}}'}}
    table._client.update_item(
        TableName="relevo", Key=where, UpdateExpression="SET body = :b", ExpressionAttributeValues=body
    )


def test_a_lead_that_cannot_be_read_does_not_hold_up_the_sweep_nor_show_in_a_log(table, logged):
    bad, good = make.id_of("lead", "a"), make.id_of("lead", "b")
    team.store(table, due(15, bad), due(15, good))
    spoil(table, bad)
    assert sweep.handler({}, None)["swept"] == 1
    told = logged()
    assert '"LeadUnreadable": 1' in told
    assert SECRET not in told


def test_what_a_clock_fails_with_tells_nobody_who_it_is(table):
    """Lambda prints the error, and Step Functions keeps it as the cause."""
    team.store(table, due(0))
    spoil(table, LEAD)
    with pytest.raises(ValidationError) as failed:
        fire()
    assert SECRET not in str(failed.value)


def test_a_lead_a_newer_release_has_written_still_expires(table):
    team.store(table, due(0))
    item = table.items([keys.lead(LEAD)])[keys.lead(LEAD)]
    body = {":b": {"S": item["body"]["S"][:-1] + ',"novelty":1}'}}
    table._client.update_item(
        TableName="relevo", Key={"PK": item["PK"], "SK": item["SK"]}, UpdateExpression="SET body = :b",
        ExpressionAttributeValues=body,
    )  # fmt: skip
    assert fire() == {"ended": True}


def test_the_sweep_of_a_tenant_that_is_not_set_up_does_nothing(aws, table, monkeypatch):
    class Nothing:
        def current(self):
            from shared.store.plans import Unseeded

            raise Unseeded

    monkeypatch.setattr(sweep, "plans", Nothing())
    assert sweep.handler({}, None) == {"swept": 0, "failed": 0}
