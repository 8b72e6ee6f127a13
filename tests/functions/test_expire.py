"""Does a fired clock end its offer, and the sweep find what was lost?"""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from functions.expire import handler as expire
from functions.expire import sweep
from shared.domain.comment import Task
from shared.domain.conversation import Conversation
from shared.domain.errors import TooEarly
from shared.domain.settings import Settings
from shared.store import decisions, keys
from shared.store.plans import Plans
from shared.store.table import put_whole
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, BOSS, LEAD, OFFER, RESPONSE, offered, owned, pooled, received

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
    offer = make.offer(made_at=now - 999 * SECOND, deadline=now - seconds * SECOND)
    return offered(offer=offer, lead_id=lead_id)


def fire(clock_id=OFFER):
    return expire.handler({"lead_id": LEAD, "clock_id": clock_id, "at": "2026-01-05T12:05:00Z"}, None)


def test_a_clock_ends_its_offer_and_asks_for_the_next_agent(table):
    team.store(table, due(0))
    assert fire() == {"ended": True}
    lead = team.read(table)
    assert (lead.state, lead.tried, lead.todo) == ("unrouted", (ANN,), "route")
    load = team.load(table, ANN)
    assert (load.open_offers, load.missed) == (-1, 1)


def test_a_jump_ball_that_expires_is_missed_by_nobody(table):
    lead = due(0)
    team.store(table, lead.model_copy(update={"offer": lead.offer.model_copy(update={"together": True})}))
    assert fire() == {"ended": True}
    assert (team.load(table, ANN).missed, team.load(table, ANN).version) == (0, 1)


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


# Responses


def owing(seconds, lead_id=LEAD, **change):
    """A lead whose owner's response was due so many seconds ago."""
    now = datetime.now(UTC).replace(microsecond=0)
    response = make.response(since=now - 999 * SECOND, due=now - seconds * SECOND)
    return received(lead_id=lead_id, response=response, **change)


def test_a_clock_takes_the_lead_from_an_owner_who_did_not_respond(table):
    team.store(table, owing(0))
    assert fire(RESPONSE) == {"ended": True}
    lead = team.read(table)
    assert (lead.state, lead.tried, lead.todo) == ("unrouted", (ANN,), "route")
    assert team.load(table, ANN).open_leads == -1
    assert fire(RESPONSE) == {"ended": False}


def test_a_lead_whose_person_has_asked_again_stays(table):
    team.store(table, owing(0, last_activity_at=datetime.now(UTC)))
    assert fire(RESPONSE) == {"ended": True}
    assert (team.read(table).owner, team.read(table).response) == (ANN, None)


def test_an_early_clock_of_a_response_comes_again(table):
    team.store(table, owing(-60))
    with pytest.raises(TooEarly):
        fire(RESPONSE)


def test_the_clock_of_an_answered_response_changes_nothing(table):
    team.store(table, owing(0).model_copy(update={"response": None}))
    assert fire(RESPONSE) == {"ended": False}


def test_the_sweep_makes_good_a_response_whose_clock_was_lost(table):
    late, waiting, longer = (make.id_of("lead", name) for name in ("late", "waiting", "longer"))
    team.store(table, owing(15, late), owing(5, waiting), owing(-60, longer))
    assert sweep.handler({}, None) == {"swept": 1, "failed": 0}
    assert team.read(table, late).history[-1].by == "sweep"
    assert {team.read(table, lead_id).owner for lead_id in (waiting, longer)} == {ANN}


# Held leads


def held(seconds, lead_id=LEAD, **change):
    """A lead that is held until so many seconds ago."""
    routes_at = datetime.now(UTC).replace(microsecond=0) - seconds * SECOND
    return pooled(**{"lead_id": lead_id, "reason": "no_route", "routes_at": routes_at, **change})


def fire_held(lead):
    at = f"{lead.routes_at:%Y-%m-%dT%H:%M:%SZ}"
    return expire.handler({"lead_id": lead.lead_id, "clock_id": lead.clock.clock_id, "at": at}, None)


def test_one_clock_sends_every_lead_held_until_now_and_no_other(table):
    waking = [held(n % 2, make.id_of("lead", f"w{n:03}")) for n in range(120)]
    later = held(-60, make.id_of("lead", "later"))
    for lead in (*waking, later):
        team.store(table, lead)
    assert fire_held(waking[0]) == {"ended": True}
    woken = [team.read(table, lead.lead_id) for lead in waking]
    assert {(lead.state, lead.todo, lead.routes_at, lead.history[-1].by) for lead in woken} == {
        ("unrouted", "route", None, "clock")
    }
    assert team.read(table, later.lead_id).state == "pooled"
    assert fire_held(waking[0]) == {"ended": False}


def test_held_leads_go_the_oldest_first_many_in_a_transaction(table, monkeypatch):
    """Between two of the same instant the one that came earlier goes first."""
    at = datetime.now(UTC).replace(microsecond=0)
    came = [make.NOON + n * SECOND for n in (3, 1, 2)]
    for n, created_at in enumerate(came):
        team.store(table, held(0, make.id_of("lead", f"h{n}"), created_at=created_at, routes_at=at))
    commits, commit = [], table.commit
    monkeypatch.setattr(table, "commit", lambda writes: (commits.append([w.key.pk for w in writes]), commit(writes)))
    fire_held(held(0, routes_at=at))
    assert commits == [[f"LEAD#{make.id_of('lead', name)}" for name in ("h1", "h2", "h0")]]


def test_a_lead_that_somebody_took_meanwhile_is_left_out_and_the_others_go(table, monkeypatch):
    """Between reading and writing, an agent claims one from the pool."""
    taken, free = held(0, make.id_of("lead", "a")), held(0, make.id_of("lead", "b"))
    team.store(table, taken, free)
    commit, first = table.commit, iter([True])

    def raced(writes):
        if next(first, False):
            now = team.read(table, taken.lead_id)
            commit(decisions.put_lead(now.model_copy(update={"state": "owned", "owner": BOB, "routes_at": None})))
        commit(writes)

    monkeypatch.setattr(table, "commit", raced)
    assert fire_held(free) == {"ended": True}
    assert team.read(table, taken.lead_id).owner == BOB
    assert team.read(table, free.lead_id).state == "unrouted"


def test_an_early_clock_of_held_leads_comes_again(table):
    lead = held(-60)
    team.store(table, lead)
    with pytest.raises(TooEarly):
        fire_held(lead)
    assert team.read(table).state == "pooled"


def test_the_sweep_sends_held_leads_whose_clock_was_lost(table):
    late, waiting = make.id_of("lead", "late"), make.id_of("lead", "waiting")
    team.store(table, held(15, late), held(5, waiting))
    assert sweep.handler({}, None) == {"swept": 1, "failed": 0}
    assert (team.read(table, late).state, team.read(table, waiting).state) == ("unrouted", "pooled")


# The sweep


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


def test_the_sweep_marks_once_what_waits_too_long_for_notify_to_tell(table):
    settings = table.get(Settings, keys.SETTINGS)
    team.change(table, settings.model_copy(update={"attention_after_seconds": 3600}))
    old = datetime.now(UTC) - timedelta(minutes=70)
    task = Task(comment_id=make.id_of("comment", "c"), lead_id=LEAD, at=old, due_at=old, by=BOSS, agent_id=ANN)
    team.store(
        table,
        owned(tasks=(task,), conversation=Conversation(opened_at=old)),
        pooled(lead_id=make.id_of("lead", "p"), since=datetime.now(UTC) - timedelta(minutes=16)),
    )
    table.commit([put_whole(task)])
    sweep.handler({}, None)
    lead = team.read(table)
    assert (lead.conversation.told, lead.tasks[0].told, lead.tell) == (True, True, "nudged")
    assert table.get(Task, keys.task(LEAD, task.comment_id)).told
    assert team.read(table, make.id_of("lead", "p")).pool_told
    sweep.handler({}, None)
    assert team.read(table).version == lead.version


def test_a_reminders_clock_marks_the_response_at_half_time_and_no_earlier(table):
    now = datetime.now(UTC)
    for since, reminded in ((now - timedelta(minutes=31), True), (now - timedelta(minutes=20), False)):
        owes = make.response(since=since, due=since + timedelta(hours=1))
        lead_id = make.id_of("lead", f"r{reminded}"[:4])
        team.store(table, make.received(lead_id=lead_id, response=owes))
        fired = {"lead_id": lead_id, "clock_id": owes.reminder_id, "at": f"{owes.half:%Y-%m-%dT%H:%M:%SZ}"}
        if reminded:
            assert expire.handler(fired, None) == {"ended": True}
        else:
            with pytest.raises(TooEarly):
                expire.handler(fired, None)
        assert team.read(table, lead_id).response.reminded == reminded
