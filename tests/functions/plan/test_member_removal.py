"""Does a removed member lose everything they had, and is nothing lost, whatever fails on the way?"""

from datetime import timedelta
from itertools import batched

import pytest

from functions.route.dispatching import Dispatcher
from shared import ids
from shared.domain.kernel.event_details import AssignedDetail
from shared.domain.plan_records.member import Limits, Member
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import Route, ToAgent
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.workload import WorkloadChange
from shared.identity import UserPool
from shared.store import decisions, indexes, keys
from shared.store.plans import Plans
from shared.store.table import MAX_WRITES, Collision, change_workload, put
from tests import make
from tests.functions import planning, team
from tests.functions.planning import everything
from tests.functions.sweeping import sweeping
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, EVE, MAIN, NIGHT, NOON, WEB, id_of
from tests.watch import Watch

ONLY = id_of("route", "only")
DANS, BALL, LAST, FIRST, SECOND = (id_of("lead", name) for name in ("dans", "ball", "last", "first", "second"))


@pytest.fixture
def watch():
    return Watch(NOON)


@pytest.fixture
def people():
    """Provide the user pool."""
    return planning.People()


@pytest.fixture
def ask(table, secret, event, people, watch):
    return planning.seated(table, secret, event, identity=people, now=watch)


@pytest.fixture
def swept(table, watch):
    """Provide a function that runs the sweep."""
    return sweeping(table, watch)


def offer(*agents, together=False):
    return make.offer(*agents, deadline=NOON + timedelta(hours=1), together=together)


def dies(query, *where, **more):
    """Fail the request after the plan is written, before any lead is moved."""
    if more.get("index") == indexes.QUEUE:
        raise ZeroDivisionError
    return query(*where, **more)


def own(table, *lead_ids, by=ANN):
    """Store owned leads, the first the oldest, with their counts."""
    for number, lead_id in enumerate(lead_ids):
        since = NOON + number * timedelta(minutes=1)
        team.store(table, make.owned(by, lead_id=lead_id, since=since, route_id=MAIN, via=MAIN, tried=(by,)))
    table.commit([change_workload(WorkloadChange(by, open_leads=len(lead_ids)))])


def holding(table):
    """Give Ann two leads, an offer of her own, and two jump balls."""
    own(table, FIRST, SECOND)
    team.store(
        table,
        make.offered(offer=offer(ANN), lead_id=make.LEAD),
        make.offered(offer=offer(BOB), lead_id=DANS),
        make.offered(offer=offer(BOB, ANN, together=True), lead_id=BALL),
        make.offered(offer=offer(ANN, together=True), lead_id=LAST),
    )
    table.commit([change_workload(WorkloadChange(ANN, open_offers=1))])


def test_a_removed_member_loses_their_offers_and_leads_at_once(ask, table, people):
    holding(table)
    assert ask("DELETE", f"/agents/{ANN}", leads_to="route") == (204, None)
    single, ball, last, first = (team.read(table, one) for one in (make.LEAD, BALL, LAST, FIRST))
    assert (single.state, single.route_id, single.tried, single.todo) == ("unrouted", MAIN, (ANN,), "route")
    assert (ball.state, ball.offer.agent_ids, ball.tried) == ("offered", (BOB,), (ANN,))
    assert (last.state, last.todo, last.stop_clock) == ("unrouted", "route", make.OFFER)
    assert (first.state, first.owner, first.route_id, first.todo) == ("unrouted", None, None, "route")
    assert {one.history[-1].by for one in (single, ball, last, first)} == {CHIEF}
    assert team.read(table, DANS).offer.agent_ids == (BOB,)
    load = team.load(table, ANN)
    assert (load.active, load.open_offers, load.open_leads) == (False, 0, 0)
    assert people.forgotten == [make.member(ANN).sub]


@pytest.mark.parametrize("to", ["pool", BOB])
def test_owned_leads_go_to_their_destination(ask, table, to):
    own(table, FIRST, SECOND)
    assert ask("DELETE", f"/agents/{ANN}", leads_to=to)[0] == 204
    leads = [team.read(table, one) for one in (FIRST, SECOND)]
    if to == "pool":
        assert {(one.state, one.reason) for one in leads} == {("pooled", "member_removed")}
    else:
        assert {(one.state, one.owner) for one in leads} == {("owned", BOB)}
        assert team.load(table, BOB).open_leads == 2
    assert team.load(table, ANN).open_leads == 0


def test_the_plan_no_longer_names_them_and_the_audit_entry_says_so(ask, table):
    team.change(table, make.route(NIGHT, agents=(BOB,), title="Night", when_nobody=ToAgent(agent_id=ANN)))
    team.change(table, make.route(ONLY, agents=(ANN,), title="Only", rule="assign_to_agent"))
    order = table.items([keys.ORDER])[keys.ORDER]
    team.change(table, Order(route_ids=(MAIN, NIGHT, ONLY), version=int(order["v"]["N"])))
    team.change(table, make.source(WEB, owner=ANN, version=1))
    ask("DELETE", f"/agents/{ANN}")
    assert table.get(Member, keys.member(ANN)).status == "removed"
    assert table.get(Route, keys.route(MAIN)).agent_ids == (BOB, CAT)
    assert table.get(Route, keys.route(NIGHT)).when_nobody == "pool"
    assert (table.get(Route, keys.route(ONLY)).status, table.get(Route, keys.route(ONLY)).agents) == ("paused", ())
    assert table.get(Source, keys.source(WEB)).owner is None
    [entry] = planning.audits(table)
    assert (entry.what, entry.by, set(entry.before["places"])) == ("member.removed", CHIEF, {MAIN, NIGHT, ONLY, WEB})
    assert ANN not in [one["agent_id"] for one in ask("GET", "/agents")[1]["items"]]
    assert ask("GET", f"/agents/{ANN}")[1]["status"] == "removed"


def test_a_removed_member_is_refused_at_once(ask):
    assert ask("GET", "/routes", me=ANN)[0] == 200
    ask("DELETE", f"/agents/{ANN}")
    assert ask("GET", "/routes", me=ANN)[0] == 401


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({}, 409, "leads_need_place"),
        ({"leads_to": ANN}, 422, "invalid"),
        ({"leads_to": id_of("agent", "no")}, 422, "agent_unknown"),
        ({"leads_to": EVE}, 409, "not_active"),
        ({"leads_to": "nowhere"}, 422, "invalid"),
        ({"to": "pool"}, 422, "invalid"),
        ({"leads_to": "pool", "match": 7}, 409, "changed_by_other"),
        ({"leads_to": "pool", "me": BOSS}, 403, "forbidden"),
    ],
)
def test_a_refused_removal_writes_nothing(ask, table, people, query, status, code):
    team.change(table, make.member(EVE, status="invited", version=1))
    own(table, FIRST)
    before = everything()
    found, problem = ask("DELETE", f"/agents/{ANN}", **query)
    assert (found, problem["code"]) == (status, code)
    assert everything() == before
    assert people.forgotten == []


def test_the_last_rainmaker_and_unknown_members_cannot_be_removed(ask):
    assert ask("DELETE", f"/agents/{CHIEF}")[1]["code"] == "last_rainmaker"
    assert ask("DELETE", f"/agents/{id_of('agent', 'no')}")[0] == 404


def test_removing_again_finishes_what_a_crash_left_undone(ask, table):
    holding(table)
    table.around("query", dies)
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool")[0] == 500
    table.around("query", None)
    assert team.read(table, FIRST).owner == ANN
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool") == (204, None)
    assert team.read(table, FIRST).state == "pooled"
    assert len(planning.audits(table)) == 1
    before = everything()
    assert ask("DELETE", f"/agents/{ANN}") == (204, None)
    assert everything() == before


@pytest.mark.parametrize("to", ["route", "pool", BOB])
def test_the_sweep_finishes_what_a_crash_left_undone(ask, table, swept, to):
    holding(table)
    table.around("query", dies)
    assert ask("DELETE", f"/agents/{ANN}", leads_to=to)[0] == 500
    table.around("query", None)
    assert swept() == {"swept": 5, "failed": 0}
    leads = [team.read(table, one) for one in (make.LEAD, BALL, LAST, FIRST, SECOND)]
    assert all(one.owner != ANN and not (one.offer and ANN in one.offer.agent_ids) for one in leads)
    assert {one.history[-1].by for one in leads} == {"sweep"}
    assert {one.state for one in leads[3:]} == {{"route": "unrouted", "pool": "pooled", BOB: "owned"}[to]}
    load = team.load(table, ANN)
    assert (load.active, load.open_offers, load.open_leads) == (False, 0, 0)
    assert swept()["swept"] == 0


def test_the_sweep_moves_a_lead_claimed_during_the_removal(ask, table, swept):
    """A claim is decided on the earlier plan, and committed after the removal: its lead goes to routing."""
    ask("DELETE", f"/agents/{ANN}")
    own(table, FIRST)
    assert swept()["swept"] == 1
    assert (team.read(table, FIRST).state, team.load(table, ANN).open_leads) == ("unrouted", 0)


def test_the_sweep_stops_looking_after_a_day(ask, table, swept, watch):
    ask("DELETE", f"/agents/{ANN}")
    watch.now += timedelta(hours=25)
    own(table, FIRST)
    assert swept()["swept"] == 0


def test_leads_left_to_a_member_who_is_removed_next_go_to_routing(ask, table, swept):
    own(table, FIRST)
    table.around("query", dies)
    assert ask("DELETE", f"/agents/{ANN}", leads_to=BOB)[0] == 500
    table.around("query", None)
    ask("DELETE", f"/agents/{BOB}")
    swept()
    assert team.read(table, FIRST).state == "unrouted"


def test_a_lead_that_was_reassigned_meanwhile_stays_there(ask, table):
    """A Manager reassigns it between our read and our write."""
    own(table, FIRST)
    raced = []

    def race(commit, writes):
        if any(write.key == keys.lead(FIRST) for write in writes) and not raced:
            raced.append(True)
            commit(
                decisions.put_lead(team.read(table, FIRST).owned(AssignedDetail(agent_id=CAT), CAT, at=NOON, by=BOSS))
            )
        commit(writes)

    table.around("commit", race)
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool")[0] == 204
    assert (raced, team.read(table, FIRST).owner) == ([True], CAT)


def test_an_offer_decided_before_the_removal_fails_after_it(ask, table):
    before = team.load(table, ANN)
    ask("DELETE", f"/agents/{ANN}")
    with pytest.raises(Collision):
        table.commit([put(before.model_copy(update={"open_offers": 1}))])


def test_one_leads_failure_does_not_stop_others(ask, table, swept, logged):
    own(table, FIRST, SECOND)

    def fails(commit, writes):
        if any(write.key == keys.lead(FIRST) for write in writes):
            raise ZeroDivisionError("Lucía")
        commit(writes)

    table.around("commit", fails)
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool")[0] == 204
    table.around("commit", None)
    assert (team.read(table, FIRST).owner, team.read(table, SECOND).state) == (ANN, "pooled")
    assert "Lucía" not in logged()
    assert swept() == {"swept": 1, "failed": 0}


def test_what_does_not_fit_into_the_request_is_left_to_the_sweep(ask, table, swept, watch):
    own(table, FIRST, SECOND)

    def slowly(commit, writes):
        watch.now += timedelta(seconds=5)
        commit(writes)

    table.around("commit", slowly)
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool")[0] == 204
    table.around("commit", None)
    assert team.read(table, FIRST).owner == ANN
    assert swept()["swept"] == 2


def test_a_member_on_many_routes_is_removed_in_one_request(ask, table):
    made = [make.route(id_of("route", f"r{n}"), agents=(ANN, BOB), title=f"R{n}") for n in range(170)]
    for some in batched(made, MAX_WRITES, strict=False):
        table.commit(list(map(put, some)))
    team.change(table, Order(route_ids=(MAIN, *(one.route_id for one in made)), version=1))
    assert ask("DELETE", f"/agents/{ANN}") == (204, None)
    assert not any(ANN in route.agent_ids for route in Plans(table).current().routes)
    assert [entry.what for entry in planning.audits(table)] == ["member.taken_off"] * 2 + ["member.removed"]


def test_leads_left_to_routing_are_offered_to_others_and_never_to_the_removed_member(ask, table):
    """Unrouted leads take the ordinary way, one by one under the limits of those who get them."""
    limited = make.member(BOB, limits=Limits(per_day=1), version=1)
    team.change(table, limited)
    own(table, FIRST, SECOND)
    ask("DELETE", f"/agents/{ANN}", leads_to="route")
    Dispatcher(table, Plans(table), lambda: NOON, ids.new, ids.chance).dispatch(
        [team.read(table, FIRST), team.read(table, SECOND)]
    )
    assert [team.read(table, one).offer.agent_ids for one in (FIRST, SECOND)] == [(BOB,), (CAT,)]


def test_of_two_rainmakers_who_remove_each_other_at_once_one_stays(ask, table):
    team.change(table, make.member(BOB, role="rainmaker", version=1))
    answers = []

    def race(commit, writes):
        if not answers:
            answers.append(None)
            answers.append(ask("DELETE", f"/agents/{CHIEF}", me=BOB)[0])
        commit(writes)

    table.around("commit", race)
    assert (ask("DELETE", f"/agents/{BOB}")[0], answers[1]) == (401, 204)
    leaders = [one.agent_id for one in Plans(table).current().members.values() if one.status == "active"]
    assert BOB in leaders
    assert CHIEF not in leaders


def test_a_removal_takes_few_calls_and_each_lead_a_read_and_a_write(ask, table):
    own(table, FIRST, SECOND)
    ask("GET", "/agents")
    table.calls.clear()
    ask("DELETE", f"/agents/{ANN}", leads_to="pool")
    plan_again = ["batch_get_item", "query", "batch_get_item"]
    assert table.calls == [
        "batch_get_item", "batch_get_item", "get_item", "transact_write_items",
        "query", "query", "query",
        "batch_get_item", *plan_again, "transact_write_items",
        "batch_get_item", "transact_write_items",
    ]  # fmt: skip


# Their user in the pool


@pytest.fixture
def pool(table):
    return planning.pool()


@pytest.fixture
def ask_pooled(table, secret, event, pool):
    """Provide a caller of the function over a real pool."""
    return planning.seated(table, secret, event, identity=UserPool(*pool))


FAY = {"email": "fay@example.com", "first_name": "Fay", "last_name": "Ruiz", "role": "agent"}


def users(pool):
    return [user["Username"] for user in pool[0].list_users(UserPoolId=pool[1])["Users"]]


def test_their_user_is_deleted_and_repeating_the_request_repairs_a_failure(ask_pooled, pool, logged):
    made = ask_pooled("POST", "/agents", FAY)[1]["agent_id"]
    pool[0].fails.add("admin_delete_user")
    assert ask_pooled("DELETE", f"/agents/{made}")[0] == 204
    pool[0].fails.clear()
    assert '"PoolFailed":[1.0]' in logged()
    assert len(users(pool)) == 1
    assert ask_pooled("DELETE", f"/agents/{made}")[0] == 204
    assert users(pool) == []
    assert ask_pooled("DELETE", f"/agents/{made}")[0] == 204, "a user who is gone is no failure"


def test_a_member_invited_again_is_a_new_one_whose_user_stays(ask_pooled, table, pool):
    first = ask_pooled("POST", "/agents", FAY)[1]["agent_id"]
    ask_pooled("DELETE", f"/agents/{first}")
    status, back = ask_pooled("POST", "/agents", FAY)
    assert (status, back["status"]) == (201, "invited")
    assert back["agent_id"] != first
    assert ask_pooled("DELETE", f"/agents/{first}")[0] == 204
    assert len(users(pool)) == 1
    assert table.get(Member, keys.member(back["agent_id"])).sub != table.get(Member, keys.member(first)).sub
