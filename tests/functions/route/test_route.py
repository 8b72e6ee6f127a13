"""Does a batch of the stream leave every lead as the rules say, with its clock started, whatever fails?"""

import json
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError

from functions.route.build import RouteDoors, build
from functions.route.chunk import fill_chunk
from shared import ids
from shared.clocks import Clocks
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.event_details import PassedDetail
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import WorkloadChange
from shared.domain.routing.turns import Rotations
from shared.store import codec, keys
from shared.store.lists import lead_lists
from shared.store.table import Collision, Unwritable, change_workload
from tests import make, memory
from tests.functions import team
from tests.granted import granted
from tests.make import ANN, BOB, CAT, LEAD, MAIN, NOON, OFFER, offered, owned


class Engine:
    """Stand in for the state machine: record what was started and stopped.

    Clocks of the leads in `broken` cannot be started, nor the next `busy` ones.
    """

    class exceptions:
        class ExecutionAlreadyExists(Exception):
            pass

        class ExecutionDoesNotExist(Exception):
            pass

    def __init__(self):
        self.started, self.stopped, self.broken, self.busy = {}, [], set(), 0

    def start_execution(self, *, stateMachineArn, name, input):
        told = json.loads(input)
        if told["lead_id"] in self.broken or self.busy:
            self.busy = max(0, self.busy - 1)
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
def engine():
    return Engine()


@pytest.fixture
def doors(table, engine):
    """Provide doors with the table in memory, at noon, and no state machine behind."""
    clocks = Clocks(engine, "arn:aws:states:x:1:stateMachine:clock")
    return RouteDoors(table=granted(table, "route"), clocks=clocks, now=lambda: NOON)


@pytest.fixture
def take(doors):
    """Provide a function that routes the stream's records of these leads."""
    route = build(doors)
    return lambda *some: route(team.stream(*some), None)


@pytest.fixture
def send(table, take):
    """Provide a function that stores new leads, and routes them."""

    def store_and_take(*some):
        team.store(table, *some)
        return take(*some)

    return store_and_take


def leads(count):
    return [make.lead(make.id_of("lead", f"l{n:03}")) for n in range(count)]


def test_an_unrouted_lead_is_offered_and_its_clock_started(table, engine, send):
    team.seat(table)
    assert send(make.lead()) == {"clocked": 1}
    lead = team.read(table)
    assert (lead.state, lead.offer.agent_ids, lead.todo) == ("offered", (ANN,), None)
    deadline = f"{lead.offer.deadline:%Y-%m-%dT%H:%M:%SZ}"
    assert engine.started == {lead.offer.offer_id: {"lead_id": LEAD, "clock_id": lead.offer.offer_id, "at": deadline}}
    assert team.load(table, ANN).open_offers == 1
    trace = next(table.query(f"LEAD#{LEAD}", "TRACE#"))
    assert json.loads(trace["body"]["S"])["offer_id"] == lead.offer.offer_id


def test_a_batch_keeps_the_order_of_turns_over_many_transactions(table, engine, send):
    """100 leads are 200 writes and more: three transactions, one rotation."""
    team.seat(table)
    batch = leads(100)
    send(*batch)
    offers = [lead.offer for lead in lead_lists.leads(table, [lead.lead_id for lead in batch])]
    assert [offer.turn for offer in offers] == list(range(1, 101))
    assert [offer.agent_ids[0] for offer in offers] == [(ANN, BOB, CAT)[n % 3] for n in range(100)]
    rotation = table.get(Rotation, keys.rotation(MAIN))
    assert (rotation.turn, rotation.version <= 5) == (100, True)
    assert team.load(table, ANN).open_offers == 34
    assert len(engine.started) == 100


def test_the_next_batch_continues_the_rotation(table, send):
    team.seat(table)
    first, second = leads(2)
    send(first)
    send(second)
    assert team.read(table, second.lead_id).offer.agent_ids == (BOB,)


def test_a_lead_that_is_not_real_uses_no_turn_and_counts_nowhere(table, send):
    team.seat(table)
    first, second = leads(2)
    send(first.model_copy(update={"origin": "synthetic"}), second)
    assert [team.read(table, one.lead_id).offer.agent_ids for one in (first, second)] == [(ANN,), (ANN,)]
    assert (table.get(Rotation, keys.rotation(MAIN)).turn, team.load(table, ANN).open_offers) == (1, 1)
    counted = [json.loads(item["received"]["N"]) for item in table.query("TALLY#2026-01") if "received" in item]
    assert counted == [1]


def test_a_lead_named_twice_in_a_batch_is_offered_once(table, engine, take):
    team.seat(table)
    team.store(table, make.lead())
    take(make.lead(), make.lead())
    assert team.read(table).version == 2
    assert len(engine.started) == 1


def test_a_repeated_record_only_ensures_that_the_clock_runs(table, engine, take, send):
    team.seat(table)
    send(make.lead())
    before = team.read(table)
    engine.started.clear()
    take(make.lead())
    assert team.read(table) == before
    assert list(engine.started) == [before.offer.offer_id]


def test_a_lead_that_was_taken_meanwhile_is_unchanged(table, take):
    team.seat(table)
    team.store(table, owned())
    assert take(make.lead()) == {"clocked": 0}
    assert team.read(table).owner == ANN


def test_an_unreadable_lead_does_not_stop_others(table, take, logged):
    team.seat(table)
    good, bad = leads(2)
    team.store(table, good, bad)
    memory.client("dynamodb").update_item(
        TableName="relevo",
        Key={"PK": {"S": f"LEAD#{bad.lead_id}"}, "SK": {"S": "LEAD"}},
        UpdateExpression="SET body = :b",
        ExpressionAttributeValues={":b": {"S": '{"first_name": "Sentinel"}'}},
    )
    assert take(bad, good) == {"clocked": 1}
    out = logged()
    assert "RoutingFailed" in out
    assert "Sentinel" not in out


def test_a_lead_whose_decision_fails_does_not_stop_others(table, doors):
    """The first offer gets no id."""
    team.seat(table)
    good, bad = leads(2)
    team.store(table, good, bad)
    first = iter([True])

    def new_id(kind):
        if next(first, False):
            raise ZeroDivisionError
        return ids.new(kind)

    route = build(replace(doors, new_id=new_id))
    assert route(team.stream(bad, good), None) == {"clocked": 1}
    assert (team.read(table, bad.lead_id).state, team.read(table, good.lead_id).offer.turn) == ("unrouted", 1)


def test_a_lead_that_cannot_be_written_does_not_stop_others(table, take):
    team.seat(table)
    batch = leads(9)
    bad = batch[4].lead_id

    def refuses(commit, writes):
        if any(write.key == keys.lead(bad) for write in writes):
            raise Unwritable("ValidationException")
        commit(writes)

    team.store(table, *batch)
    table.around("commit", refuses)
    assert take(*batch) == {"clocked": 8}
    turns = [team.read(table, lead.lead_id).offer.turn for lead in batch if lead.lead_id != bad]
    assert turns == list(range(1, 9))


def collide_once(table, meanwhile):
    """Let `meanwhile` be committed before route's first commit."""

    def raced(commit, writes):
        table.around("commit", None)
        meanwhile()
        commit(writes)

    table.around("commit", raced)


def test_a_turn_taken_meanwhile_is_not_used_twice(table, doors, take):
    team.seat(table)
    mine, other = leads(2)
    team.store(table, mine, other)
    collide_once(table, lambda: build(replace(doors))(team.stream(other), None))
    take(mine)
    assert team.read(table, other.lead_id).offer.agent_ids == (ANN,)
    assert team.read(table, mine.lead_id).offer.agent_ids == (BOB,)


def test_a_workload_changed_by_a_claim_is_read_again(table, take):
    team.seat(table)
    team.store(table, make.lead())
    collide_once(table, lambda: table.commit([change_workload(WorkloadChange(ANN, open_leads=1))]))
    take(make.lead())
    load = team.load(table, ANN)
    assert (load.open_offers, load.open_leads) == (1, 1)


def test_a_plan_changed_meanwhile_decides(table, send):
    team.seat(table)
    first, second = leads(2)
    send(first)
    paused = codec.from_item(type(make.route()), table.items([keys.route(MAIN)])[keys.route(MAIN)])
    team.change(table, paused.model_copy(update={"status": "paused"}))
    send(second)
    assert team.read(table, second.lead_id).reason == "no_route"


def test_a_batch_that_always_loses_is_returned_to_the_stream(table, take):
    team.seat(table)
    team.store(table, make.lead())

    def loses(*_):
        raise Collision({keys.rotation(MAIN): None})

    table.around("commit", loses)
    with pytest.raises(Busy):
        take(make.lead())


def test_a_clock_that_cannot_be_started_is_left_to_the_sweep_and_stops_no_other(table, engine, send, logged):
    team.seat(table)
    batch = leads(3)
    engine.broken = {batch[0].lead_id}
    assert send(*batch) == {"clocked": 3}
    assert len(engine.started) == 2
    assert '"ClockNotStarted":[1.0]' in logged()


def test_starting_a_clock_is_retried(table, engine, send):
    team.seat(table)
    engine.busy = 1
    send(make.lead())
    assert len(engine.started) == 1


def test_a_commit_whose_answer_was_lost_still_gets_its_clock(table, engine, take):
    """The write succeeded; the error says that somebody was faster: it was us."""
    team.seat(table)
    team.store(table, make.lead())
    first = iter([True])

    def lost(commit, writes):
        commit(writes)
        if next(first, False):
            commit(writes)

    table.around("commit", lost)
    assert take(make.lead()) == {"clocked": 1}
    assert list(engine.started) == [team.read(table).offer.offer_id]


def test_a_turn_whose_write_fails_is_not_used():
    """A lead without a contact can be dispatched, but not stored."""
    bad, good = leads(2)
    turns = Rotations(rotations={}, workloads=make.workloads())
    broken = bad.model_copy(update={"contact": None})
    chunk = fill_chunk([broken, good], make.plan(), turns, NOON, ids.new, ids.chance)
    assert chunk.taken == [bad.lead_id, good.lead_id]
    [offered] = chunk.clocked
    assert (offered.lead_id, offered.offer.turn) == (good.lead_id, 1)
    assert (turns.changed_workloads[ANN].open_offers, turns.changed_rotations[MAIN].turn) == (1, 1)
    assert {write.key.pk for write in chunk.writes(turns)} >= {f"LEAD#{good.lead_id}", f"ROUTE#{MAIN}"}
    assert keys.lead(bad.lead_id) not in {write.key for write in chunk.writes(turns)}


def test_the_clock_of_an_offer_that_ended_early_is_stopped(table, engine, take):
    team.seat(table)
    engine.started[OFFER] = {}
    take(owned(todo="stop", stop_clock=OFFER))
    assert engine.stopped == [OFFER]


def test_a_passed_lead_goes_on_and_its_clock_is_stopped(table, engine, send):
    team.seat(table)
    engine.started[OFFER] = {}
    passed = offered().sent_to_next_agent(PassedDetail(agent_ids=(ANN,)), at=make.NOON, by=ANN)
    send(passed)
    assert team.read(table).offer.agent_ids == (BOB,)
    assert engine.stopped == [OFFER]


def test_a_clock_that_has_ended_need_not_be_stopped(table, take):
    team.seat(table)
    assert take(owned(todo="stop", stop_clock=OFFER)) == {"clocked": 0}


@pytest.mark.parametrize(("count", "writes"), [(1, 1), (40, 1), (100, 3)])
def test_a_batch_takes_at_most_three_reads_and_one_commit_per_chunk(table, doors, take, count, writes):
    team.seat(table)
    batch = leads(count)
    team.store(table, *batch)
    doors.plans.current()  # a warm function has read the plan
    table.calls.clear()
    take(*batch)
    commits = table.calls.count("transact_write_items")
    assert commits == writes
    assert len(table.calls) - commits <= 3


@pytest.mark.parametrize(
    "values", [{"rule": "by_score"}, {"conditions": [{"field": "x", "op": "near"}]}, {"agents": 3}]
)
def test_a_lead_passes_over_a_route_that_a_newer_release_made(take, table, values):
    second = make.route(make.id_of("route", "second"), (CAT,), title="Second")
    team.seat(table, routes=[make.route(), second])
    team.newer(table, make.route(), **values)
    before = team.stored(table, make.route())
    team.store(table, make.lead())
    take(team.read(table))
    assert team.read(table).offer.route_id == second.route_id
    assert team.stored(table, make.route()) == before


def test_nobody_is_offered_a_lead_whose_role_a_newer_release_made(take, table):
    team.seat(table, routes=[make.route(agents=(ANN, BOB))])
    team.newer(table, make.member(ANN), role="auditor")
    team.store(table, make.lead())
    take(team.read(table))
    assert team.read(table).offer.agent_ids == (BOB,)


def test_a_setting_that_a_newer_release_made_does_not_stop_routing(take, table):
    team.seat(table, routes=[make.route(agents=(BOB,))])
    team.newer(table, make.settings(), repeat_leads="by_score", agents_see="office", waiting_clock="daylight")
    team.store(table, make.lead())
    take(team.read(table))
    assert team.read(table).offer.agent_ids == (BOB,)


def test_a_lead_whose_reason_a_newer_release_made_is_routed(take, table):
    team.seat(table, routes=[make.route(agents=(BOB,))])
    team.store(table, make.lead())
    team.newer(table, make.lead(), reason="by_score")
    take(team.read(table))
    assert team.read(table).offer.agent_ids == (BOB,)
