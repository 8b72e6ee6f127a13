"""Does a batch of the stream leave every lead where the rules say, with its clock wound, whatever fails?"""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from functions.route import handler as route
from functions.route.batch import Router
from functions.route.winding import Winder
from shared.clocks import Clocks
from shared.domain.errors import Busy
from shared.domain.load import LoadChange
from shared.domain.route import Rotation
from shared.store import codec, keys
from shared.store.plans import Plans
from shared.store.table import Collision, Unwritable, change_load
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, CAT, LEAD, MAIN, OFFER, offered, owned


class Engine:
    """The state machine's door: remembers what was started and stopped; `broken` ids cannot be."""

    class exceptions:
        class ExecutionAlreadyExists(Exception):
            pass

        class ExecutionDoesNotExist(Exception):
            pass

    def __init__(self):
        self.started, self.stopped, self.broken = {}, [], set()

    def start_execution(self, *, stateMachineArn, name, input):
        told = json.loads(input)
        if told["lead_id"] in self.broken:
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "StartExecution")
        if name in self.started:
            raise self.exceptions.ExecutionAlreadyExists
        self.started[name] = told

    def stop_execution(self, *, executionArn):
        clock_id = executionArn.rpartition(":")[2]
        if clock_id not in self.started:
            raise self.exceptions.ExecutionDoesNotExist
        self.stopped.append(clock_id)


@pytest.fixture
def engine(table, monkeypatch):
    """Route, with the table in memory and no state machine behind it."""
    engine = Engine()
    monkeypatch.setattr(route, "router", Router(table, Plans(table)))
    monkeypatch.setattr(route, "winder", Winder(Clocks(engine, "arn:aws:states:x:1:stateMachine:clock")))
    return engine


def leads(count):
    return [make.lead(make.id_of("lead", f"l{n:03}")) for n in range(count)]


def send(table, *some):
    team.store(table, *some)
    return route.handler(team.stream(*some), None)


def test_an_unrouted_lead_is_offered_and_its_clock_wound(table, engine):
    team.seat(table)
    assert send(table, make.lead()) == {"ticking": 1}
    lead = team.read(table)
    assert (lead.state, lead.offer.agent_ids, lead.todo) == ("offered", (ANN,), None)
    deadline = f"{lead.offer.deadline:%Y-%m-%dT%H:%M:%SZ}"
    assert engine.started == {lead.offer.offer_id: {"lead_id": LEAD, "clock_id": lead.offer.offer_id, "at": deadline}}
    assert team.load(table, ANN).open_offers == 1
    trace = next(table.query(f"LEAD#{LEAD}", "TRACE#"))
    assert json.loads(trace["body"]["S"])["offer_id"] == lead.offer.offer_id


def test_a_batch_keeps_the_order_of_turns_over_many_chunks(table, engine):
    """100 leads are 200 writes and more: three transactions, one rotation."""
    team.seat(table)
    batch = leads(100)
    send(table, *batch)
    offers = [team.read(table, lead.lead_id).offer for lead in batch]
    assert [offer.turn for offer in offers] == list(range(1, 101))
    assert [offer.agent_ids[0] for offer in offers] == [(ANN, BOB, CAT)[n % 3] for n in range(100)]
    rotation = table.get(Rotation, keys.rotation(MAIN))
    assert (rotation.turn, rotation.version <= 5) == (100, True)
    assert team.load(table, ANN).open_offers == 34
    assert len(engine.started) == 100


def test_the_batch_after_it_goes_on_where_it_stopped(table, engine):
    team.seat(table)
    first, second = leads(2)
    send(table, first)
    send(table, second)
    assert team.read(table, second.lead_id).offer.agent_ids == (BOB,)


def test_a_lead_named_twice_in_a_batch_is_offered_once(table, engine):
    team.seat(table)
    team.store(table, make.lead())
    route.handler(team.stream(make.lead(), make.lead()), None)
    assert team.read(table).version == 2
    assert len(engine.started) == 1


def test_an_event_delivered_again_only_makes_sure_the_clock_runs(table, engine):
    team.seat(table)
    send(table, make.lead())
    before = team.read(table)
    engine.started.clear()
    route.handler(team.stream(make.lead()), None)
    assert team.read(table) == before
    assert list(engine.started) == [before.offer.offer_id]


def test_a_lead_that_was_taken_meanwhile_is_left_alone(table, engine):
    team.seat(table)
    team.store(table, owned())
    assert route.handler(team.stream(make.lead()), None) == {"ticking": 0}
    assert team.read(table).owner == ANN


def test_a_lead_that_cannot_be_read_does_not_hold_up_another(table, engine, logged):
    team.seat(table)
    good, bad = leads(2)
    team.store(table, good, bad)
    boto3.client("dynamodb").update_item(
        TableName="relevo",
        Key={"PK": {"S": f"LEAD#{bad.lead_id}"}, "SK": {"S": "LEAD"}},
        UpdateExpression="SET body = :b",
        ExpressionAttributeValues={":b": {"S": '{"first_name": "Sentinel"}'}},
    )
    assert route.handler(team.stream(bad, good), None) == {"ticking": 1}
    out = logged()
    assert "RoutingFailed" in out
    assert "Sentinel" not in out


def test_a_lead_that_cannot_be_decided_does_not_hold_up_another(table, engine, monkeypatch):
    from functions.route import chunk

    team.seat(table)
    good, bad = leads(2)
    whole = chunk.dispatch

    def fails(lead, *rest):
        if lead.lead_id == bad.lead_id:
            raise ZeroDivisionError
        return whole(lead, *rest)

    monkeypatch.setattr(chunk, "dispatch", fails)
    assert send(table, bad, good) == {"ticking": 1}
    assert (team.read(table, bad.lead_id).state, team.read(table, good.lead_id).offer.turn) == ("unrouted", 1)


def test_a_lead_that_cannot_be_written_does_not_hold_up_another(table, engine, monkeypatch):
    team.seat(table)
    batch = leads(9)
    bad, commit = batch[4].lead_id, table.commit

    def refuses(writes):
        if any(write.key == keys.lead(bad) for write in writes):
            raise Unwritable("ValidationException")
        commit(writes)

    team.store(table, *batch)
    monkeypatch.setattr(table, "commit", refuses)
    assert route.handler(team.stream(*batch), None) == {"ticking": 8}
    turns = [team.read(table, lead.lead_id).offer.turn for lead in batch if lead.lead_id != bad]
    assert turns == list(range(1, 9))


def collide_once(table, monkeypatch, meanwhile):
    """The first commit of route finds that `meanwhile` came first."""
    commit, first = table.commit, iter([True])

    def raced(writes):
        if next(first, False):
            monkeypatch.setattr(table, "commit", commit)
            meanwhile()
        commit(writes)

    monkeypatch.setattr(table, "commit", raced)


def test_a_turn_taken_meanwhile_is_not_used_twice(table, engine, monkeypatch):
    team.seat(table)
    mine, other = leads(2)
    team.store(table, mine, other)
    collide_once(table, monkeypatch, lambda: Router(table, Plans(table)).route([other.lead_id]))
    route.handler(team.stream(mine), None)
    assert team.read(table, other.lead_id).offer.agent_ids == (ANN,)
    assert team.read(table, mine.lead_id).offer.agent_ids == (BOB,)


def test_a_load_moved_on_by_a_claim_is_read_again(table, engine, monkeypatch):
    team.seat(table)
    team.store(table, make.lead())
    collide_once(table, monkeypatch, lambda: table.commit([change_load(LoadChange(ANN, open_leads=1))]))
    route.handler(team.stream(make.lead()), None)
    load = team.load(table, ANN)
    assert (load.open_offers, load.open_leads) == (1, 1)


def test_a_plan_changed_meanwhile_is_the_one_that_decides(table, engine):
    team.seat(table)
    first, second = leads(2)
    send(table, first)
    paused = codec.from_item(type(make.route()), table.items([keys.route(MAIN)])[keys.route(MAIN)])
    team.change(table, paused.model_copy(update={"status": "paused"}))
    send(table, second)
    assert team.read(table, second.lead_id).reason == "no_route"


def test_who_always_loses_gives_the_batch_back(table, engine, monkeypatch):
    team.seat(table)
    team.store(table, make.lead())

    def loses(_):
        raise Collision({keys.rotation(MAIN): None})

    monkeypatch.setattr(table, "commit", loses)
    with pytest.raises(Busy):
        route.handler(team.stream(make.lead()), None)


def test_a_clock_that_cannot_be_wound_is_left_to_the_sweep_and_holds_up_no_other(table, engine, logged):
    team.seat(table)
    batch = leads(3)
    engine.broken = {batch[0].lead_id}
    assert send(table, *batch) == {"ticking": 3}
    assert len(engine.started) == 2
    assert '"ClockNotWound": 1' in logged()


def test_a_clock_that_can_be_wound_only_later_is_tried_again(table, engine, monkeypatch):
    team.seat(table)
    refused, start = iter([True]), engine.start_execution

    def busy_once(**given):
        if next(refused, False):
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "StartExecution")
        start(**given)

    monkeypatch.setattr(engine, "start_execution", busy_once)
    send(table, make.lead())
    assert len(engine.started) == 1


def test_a_commit_whose_answer_was_lost_still_gets_its_clock(table, engine, monkeypatch):
    """The write landed; what comes back says that somebody was faster: it was us."""
    team.seat(table)
    team.store(table, make.lead())
    commit, first = table.commit, iter([True])

    def lost(writes):
        commit(writes)
        if next(first, False):
            commit(writes)

    monkeypatch.setattr(table, "commit", lost)
    assert route.handler(team.stream(make.lead()), None) == {"ticking": 1}
    assert list(engine.started) == [team.read(table).offer.offer_id]


def test_a_turn_whose_write_cannot_be_made_is_not_taken(table, engine, monkeypatch):
    from functions.route import chunk

    team.seat(table)
    bad, good = leads(2)
    whole = chunk.decisions.put_lead

    def fails(lead):
        if lead.lead_id == bad.lead_id:
            raise ZeroDivisionError
        return whole(lead)

    team.store(table, bad, good)
    monkeypatch.setattr(chunk.decisions, "put_lead", fails)
    route.handler(team.stream(bad, good), None)
    assert (team.read(table, good.lead_id).offer.turn, team.load(table, ANN).open_offers) == (1, 1)


def test_the_clock_of_an_offer_that_ended_early_is_stopped(table, engine):
    team.seat(table)
    engine.started[OFFER] = {}
    route.handler(team.stream(owned(todo="stop", stop_clock=OFFER)), None)
    assert engine.stopped == [OFFER]


def test_a_passed_lead_goes_on_and_its_clock_is_stopped(table, engine):
    team.seat(table)
    engine.started[OFFER] = {}
    passed = offered().sent_on("passed", at=make.NOON, by=ANN)
    send(table, passed)
    assert team.read(table).offer.agent_ids == (BOB,)
    assert engine.stopped == [OFFER]


def test_a_clock_that_is_over_need_not_be_stopped(table, engine):
    team.seat(table)
    assert route.handler(team.stream(owned(todo="stop", stop_clock=OFFER)), None) == {"ticking": 0}


@pytest.mark.parametrize(("count", "writes"), [(1, 1), (40, 1), (100, 3)])
def test_a_batch_costs_three_reads_at_most_and_a_commit_per_chunk(table, engine, monkeypatch, count, writes):
    team.seat(table)
    batch = leads(count)
    team.store(table, *batch)
    route.router.route([])  # a warm function has read the plan
    route.router._plans.current()
    calls = {"read": 0, "commit": 0}

    def counted(name, call):
        def count_it(*args, **kwargs):
            calls[name] += 1
            return call(*args, **kwargs)

        return count_it

    client = table._client
    for name, method in (
        ("read", "batch_get_item"),
        ("read", "query"),
        ("read", "get_item"),
        ("commit", "transact_write_items"),
    ):
        monkeypatch.setattr(client, method, counted(name, getattr(client, method)))
    route.handler(team.stream(*batch), None)
    assert calls["read"] <= 3
    assert calls["commit"] == writes
