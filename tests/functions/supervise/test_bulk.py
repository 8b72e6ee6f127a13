"""Is each of many leads changed completely, and reported separately?"""

from datetime import timedelta

import pytest

from functions.supervise.leads import bulk
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.event_details import AssignedDetail
from shared.domain.plan_records.member import Limits
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, EVE, NOON, SECOND, WEB, id_of

ONE, TWO, THREE = (id_of("lead", name) for name in ("one", "two", "three"))
NOBODY = id_of("agent", "nobody")


@pytest.fixture
def call(table, secret, event, watch):
    members = [
        *(make.member(a) for a in (ANN, BOB)),
        make.member(BOSS, role="manager"),
        make.member(EVE, status="invited"),
    ]
    team.seat(table, members=members)
    ask = supervising.caller(table, secret, event, now=watch)

    def change(ids, action, me=BOSS, **given):
        return ask("/leads/bulk", me, method="POST", body={"ids": ids, "action": action, **given})

    return change


def done(*lead_ids):
    return [{"lead_id": lead_id, "done": True} for lead_id in lead_ids]


def codes(body):
    return [item.get("code", "done") for item in body["items"]]


def test_each_lead_is_reported_once_in_the_requested_order(table, call):
    team.store(
        table, make.pooled(lead_id=ONE), make.closed.model_copy(update={"lead_id": TWO}), make.owned(BOB, lead_id=THREE)
    )
    unknown = id_of("lead", "unknown")
    status, body = call([THREE, ONE, unknown, TWO, ONE], "assign", agent_id=ANN, note="hers")
    assert status == 200
    assert [item["lead_id"] for item in body["items"]] == [THREE, ONE, unknown, TWO]
    assert codes(body) == ["done", "done", "not_found", "lead_closed"]
    assert body["items"][0] == {"lead_id": THREE, "done": True}
    assert body["items"][3]["detail"] == "This lead is closed."
    assert [team.read(table, one).owner for one in (ONE, THREE)] == [ANN, ANN]
    assert team.read(table, ONE).history[-1].detail["note"] == "hers"
    assert (team.load(table, ANN).open_leads, team.load(table, BOB).open_leads) == (2, -1)


@pytest.mark.parametrize(
    ("action", "given", "lead", "state"),
    [
        ("release", {"note": "away"}, make.owned(ANN), "pooled"),
        ("route", {}, make.pooled(), "unrouted"),
        ("route", {"note": "by mistake"}, make.received(ANN), "unrouted"),
        ("close", {"outcome": "lost", "note": "They bought elsewhere."}, make.owned(ANN), "closed"),
        ("reopen", {}, make.owned(ANN, state="closed", outcome="lost"), "owned"),
        ("assign", {"agent_id": BOB}, make.offered(ANN), "owned"),
    ],
)
def test_an_action_does_to_each_lead_what_it_does_to_one(table, call, action, given, lead, state):
    team.store(table, *(lead.model_copy(update={"lead_id": one}) for one in (ONE, TWO)))
    assert call([ONE, TWO], action, **given)[1]["items"] == done(ONE, TWO)
    assert [team.read(table, one).state for one in (ONE, TWO)] == [state, state]


@pytest.mark.parametrize(
    ("action", "given", "again"),
    [
        ("assign", {"agent_id": BOB}, "done"),
        ("release", {}, "done"),
        ("close", {"outcome": "lost"}, "done"),
        ("route", {}, "already_routed"),
    ],
)
def test_repeating_the_request_changes_no_finished_lead(table, call, action, given, again):
    team.store(table, make.pooled(lead_id=ONE))
    assert codes(call([ONE], action, **given)[1]) == ["done"]
    before = team.read(table, ONE)
    assert codes(call([ONE], action, **given)[1]) == [again]
    assert team.read(table, ONE) == before


def test_a_crash_half_way_leaves_each_lead_consistent_and_the_repeat_does_the_rest(table, call):
    team.store(table, *(make.owned(ANN, lead_id=one) for one in (ONE, TWO, THREE)))
    commits = []

    def dies(commit, writes):
        if len(commits) == 1:
            raise RuntimeError
        commits.append(writes)
        commit(writes)

    table.around("commit", dies)
    assert call([ONE, TWO, THREE], "close", outcome="lost")[0] == 500
    table.around("commit", None)
    assert [team.read(table, one).state for one in (ONE, TWO, THREE)] == ["closed", "owned", "owned"]
    assert call([ONE, TWO, THREE], "close", outcome="lost")[1]["items"] == done(ONE, TWO, THREE)
    assert team.load(table, ANN).open_leads == -3


def test_a_lead_that_changed_meanwhile_is_decided_again(table, call):
    team.store(table, make.owned(ANN, lead_id=ONE))

    def overtaken(commit, writes):
        table.around("commit", None)
        commit([put(team.read(table, ONE).owned(AssignedDetail(agent_id=BOB), BOB, at=make.NOON, by=BOSS))])
        commit(writes)

    table.around("commit", overtaken)
    assert call([ONE], "close", outcome="won")[1]["items"] == done(ONE)
    assert (team.read(table, ONE).state, team.read(table, ONE).owner) == ("closed", BOB)


def test_one_contended_lead_does_not_stop_others(table, call):
    team.store(table, make.owned(ANN, lead_id=ONE), make.owned(ANN, lead_id=TWO))

    def busy(commit, writes):
        if any(ONE in write.key.pk for write in writes):
            raise Busy
        commit(writes)

    table.around("commit", busy)
    assert codes(call([ONE, TWO], "release")[1]) == ["busy", "done"]


def test_leads_not_reached_in_time_are_reported_as_busy(table, call, watch):
    """The last lead is begun when the time is up, not after it."""
    team.store(table, *(make.owned(ANN, lead_id=one) for one in (ONE, TWO, THREE)))
    spent = iter([timedelta(seconds=bulk.SECONDS), SECOND])

    def slow(commit, writes):
        commit(writes)
        watch.now += next(spent)

    table.around("commit", slow)
    assert codes(call([ONE, TWO, THREE], "release")[1]) == ["done", "done", "busy"]
    assert [team.read(table, one).state for one in (ONE, TWO, THREE)] == ["pooled", "pooled", "owned"]


@pytest.mark.parametrize(
    ("asked", "there", "readings"),
    [
        pytest.param(98, 3, 1, id="98 leads, the member's counts and the plan's version, in one batch"),
        pytest.param(100, 3, 2, id="100 leads"),
        pytest.param(100, 100, 2, id="100 leads, all there", marks=pytest.mark.soak),
    ],
)
def test_a_hundred_leads_take_two_reads_and_a_transaction_per_existing_lead(table, call, asked, there, readings):
    ids = [id_of("lead", f"{number:03}") for number in range(asked)]
    team.store(table, *(make.pooled(lead_id=one) for one in ids[:there]))
    call(ids[:1], "release")
    table.calls.clear()
    status, body = call(ids, "assign", agent_id=ANN)
    assert (status, body["items"][:there]) == (200, done(*ids[:there]))
    assert codes(body)[there:] == ["not_found"] * (asked - there)
    assert table.calls == ["batch_get_item"] * readings + ["transact_write_items"] * there
    assert team.load(table, ANN).open_leads == there


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        pytest.param({"ids": []}, 422, "invalid", id="no leads"),
        pytest.param({"ids": [id_of("lead", str(n)) for n in range(101)]}, 422, "invalid", id="too many"),
        pytest.param({"ids": ["7"]}, 422, "invalid", id="no id"),
        pytest.param({"action": "delete"}, 422, "invalid", id="no verb of these"),
        pytest.param({"action": "assign"}, 422, "invalid", id="to nobody"),
        pytest.param({"action": "close"}, 422, "invalid", id="without an outcome"),
        pytest.param({"action": "release", "agent_id": ANN}, 422, "invalid", id="with what does not belong"),
        pytest.param({"action": "reopen", "note": "so"}, 422, "invalid", id="a note where none goes"),
        pytest.param({"action": "assign", "agent_id": NOBODY}, 422, "agent_unknown", id="to a stranger"),
        pytest.param({"action": "assign", "agent_id": EVE}, 409, "not_active", id="to one who is not there yet"),
        pytest.param({"me": ANN}, 403, "forbidden", id="as an agent"),
    ],
)  # fmt: skip
def test_an_invalid_action_is_refused_for_all(table, call, given, status, code):
    team.store(table, make.owned(ANN, lead_id=ONE))
    asked = {"ids": [ONE], "action": "release", **given}
    answer, body = call(asked.pop("ids"), asked.pop("action"), **asked)
    assert (answer, body["code"]) == (status, code)
    assert team.read(table, ONE).owner == ANN


def test_leads_without_a_source_are_reported_as_not_routable(table, call):
    team.store(table, make.pooled(lead_id=ONE, source_id=None), make.pooled(lead_id=TWO, source_id=WEB))
    body = call([ONE, TWO], "route")[1]
    assert codes(body) == ["invalid", "done"]
    assert [error["reason"] for error in body["items"][0]["errors"]] == ["source_needed"]


def test_merged_leads_stay_merged_in_bulk_too(table, call):
    merged = make.owned(ANN, lead_id=ONE, state="closed", outcome="duplicate", merged_into=TWO)
    team.store(table, merged, make.owned(ANN, lead_id=TWO))
    assert codes(call([ONE], "reopen")[1]) == ["lead_merged"]
    assert team.read(table, ONE).merged_into == TWO


def test_assigning_many_tells_once_what_stood_against_it(table, call):
    """Source: docs/rules.md, "Claiming" 8."""
    team.store(table, *(make.pooled(lead_id=one) for one in (ONE, TWO)))
    member = make.member(BOB, limits=Limits(open=1), version=1)
    team.change(table, member)
    body = call([ONE, TWO], "assign", agent_id=BOB)[1]
    assert (body["warnings"], codes(body)) == ([{"code": "at_limit"}], ["done", "done"])
    assert "warnings" not in call([ONE], "release")[1]


def test_owners_are_reminded_of_each_lead_once_an_hour_and_nobody_where_nobody_is(table, call, watch):
    team.store(table, make.owned(ANN, lead_id=ONE), make.owned(BOSS, lead_id=TWO), make.pooled(lead_id=THREE))
    for passed in (0, 59):
        watch.now = NOON + timedelta(minutes=passed)
        assert codes(call([ONE, TWO, THREE], "remind")[1]) == ["done", "done", "no_owner"]
        assert team.read(table, ONE).reminder.at == NOON
    assert team.read(table, TWO).reminder is None
    watch.now = NOON + timedelta(minutes=60)
    assert codes(call([ONE], "remind")[1]) == ["done"]
    reminded = team.read(table, ONE)
    assert (reminded.reminder.at, reminded.reminder.by, reminded.tell) == (watch.now, BOSS, "owner_reminded")
    assert reminded.history == make.owned(ANN, lead_id=ONE).history
    assert call([ONE], "remind", note="now")[0] == 422


def test_a_reminder_leaves_what_can_be_undone(table, call):
    team.store(table, make.pooled(lead_id=ONE))
    act = call([ONE], "assign", agent_id=ANN)[1]["bulk_id"]
    call([ONE], "remind")
    assert team.read(table, ONE).bulk.bulk_id == act
