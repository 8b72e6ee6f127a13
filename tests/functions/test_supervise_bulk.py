"""Is each of many leads changed whole, and told on its own?"""

import pytest

from functions.supervise.leads import bulk
from shared.domain.errors import Busy
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, EVE, WEB, id_of

ONE, TWO, THREE = (id_of("lead", name) for name in ("one", "two", "three"))
NOBODY = id_of("agent", "nobody")


@pytest.fixture
def call(table, event, monkeypatch):
    members = [
        *(make.member(a) for a in (ANN, BOB)),
        make.member(BOSS, role="manager"),
        make.member(EVE, status="invited"),
    ]
    team.seat(table, members=members)
    ask = supervising.caller(table, event, monkeypatch)

    def change(ids, action, me=BOSS, **given):
        return ask("/leads/bulk", me, method="POST", body={"ids": ids, "action": action, **given})

    return change


def done(*lead_ids):
    return [{"lead_id": lead_id, "done": True} for lead_id in lead_ids]


def codes(body):
    return [item.get("code", "done") for item in body["items"]]


def test_each_lead_is_told_in_the_order_asked_and_once(table, call):
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
        ("close", {"outcome": "lost"}, make.owned(ANN), "closed"),
        ("reopen", {}, make.owned(ANN, state="closed", outcome="lost"), "owned"),
        ("assign", {"agent_id": BOB}, make.offered(ANN), "owned"),
    ],
)
def test_a_verb_does_to_each_what_it_does_to_one(table, call, action, given, lead, state):
    team.store(table, *(lead.model_copy(update={"lead_id": one}) for one in (ONE, TWO)))
    assert call([ONE, TWO], action, **given)[1] == {"items": done(ONE, TWO)}
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
def test_a_repeat_harms_none_that_is_done(table, call, action, given, again):
    team.store(table, make.pooled(lead_id=ONE))
    assert codes(call([ONE], action, **given)[1]) == ["done"]
    before = team.read(table, ONE)
    assert codes(call([ONE], action, **given)[1]) == [again]
    assert team.read(table, ONE) == before


def test_a_crash_half_way_leaves_each_lead_whole_and_the_repeat_does_the_rest(table, call, monkeypatch):
    team.store(table, *(make.owned(ANN, lead_id=one) for one in (ONE, TWO, THREE)))
    commit, commits = table.commit, []

    def dies(writes):
        if len(commits) == 1:
            raise RuntimeError
        commits.append(writes)
        commit(writes)

    monkeypatch.setattr(table, "commit", dies)
    assert call([ONE, TWO, THREE], "close", outcome="lost")[0] == 500
    monkeypatch.setattr(table, "commit", commit)
    assert [team.read(table, one).state for one in (ONE, TWO, THREE)] == ["closed", "owned", "owned"]
    assert call([ONE, TWO, THREE], "close", outcome="lost")[1] == {"items": done(ONE, TWO, THREE)}
    assert team.load(table, ANN).open_leads == -3


def test_a_lead_that_moved_on_meanwhile_is_decided_again(table, call, monkeypatch):
    team.store(table, make.owned(ANN, lead_id=ONE))
    commit = table.commit

    def overtaken(writes):
        monkeypatch.setattr(table, "commit", commit)
        commit([put(team.read(table, ONE).owned("assigned", BOB, at=make.NOON, by=BOSS))])
        commit(writes)

    monkeypatch.setattr(table, "commit", overtaken)
    assert call([ONE], "close", outcome="won")[1] == {"items": done(ONE)}
    assert (team.read(table, ONE).state, team.read(table, ONE).owner) == ("closed", BOB)


def test_one_lead_that_is_contended_holds_up_no_other(table, call, monkeypatch):
    team.store(table, make.owned(ANN, lead_id=ONE), make.owned(ANN, lead_id=TWO))
    commit = table.commit

    def busy(writes):
        if any(ONE in write.key.pk for write in writes):
            raise Busy
        commit(writes)

    monkeypatch.setattr(table, "commit", busy)
    assert codes(call([ONE, TWO], "release")[1]) == ["busy", "done"]


def test_what_the_time_does_not_suffice_for_is_told_as_busy(table, call, monkeypatch):
    team.store(table, make.owned(ANN, lead_id=ONE), make.owned(ANN, lead_id=TWO))
    ticks = iter([0.0, 1.0, bulk.SECONDS + 1.0])
    monkeypatch.setattr(bulk.time, "monotonic", lambda: next(ticks))
    assert codes(call([ONE, TWO], "release")[1]) == ["done", "busy"]
    assert [team.read(table, one).state for one in (ONE, TWO)] == ["pooled", "owned"]


def test_a_hundred_leads_take_two_readings_and_a_transaction_each(table, call, monkeypatch):
    monkeypatch.setattr(bulk, "SECONDS", 600)
    ids = [id_of("lead", f"{number:03}") for number in range(100)]
    team.store(table, *(make.pooled(lead_id=one) for one in ids))
    call(ids[:1], "release")
    asked = []
    table._client.meta.events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name))
    assert call(ids, "assign", agent_id=ANN)[1] == {"items": done(*ids)}
    assert asked == ["BatchGetItem"] * 2 + ["TransactWriteItems"] * 100
    assert team.load(table, ANN).open_leads == 100


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
        pytest.param({"action": "close", "outcome": "won", "note": "so"}, 422, "invalid", id="a note where none goes"),
        pytest.param({"action": "assign", "agent_id": NOBODY}, 422, "agent_unknown", id="to a stranger"),
        pytest.param({"action": "assign", "agent_id": EVE}, 409, "not_active", id="to one who is not there yet"),
        pytest.param({"me": ANN}, 403, "forbidden", id="as an agent"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_for_any_is_refused_for_all(table, call, given, status, code):
    team.store(table, make.owned(ANN, lead_id=ONE))
    asked = {"ids": [ONE], "action": "release", **given}
    answer, body = call(asked.pop("ids"), asked.pop("action"), **asked)
    assert (answer, body["code"]) == (status, code)
    assert team.read(table, ONE).owner == ANN


def test_leads_without_a_source_are_told_that_they_cannot_be_routed(table, call):
    team.store(table, make.pooled(lead_id=ONE, source_id=None), make.pooled(lead_id=TWO, source_id=WEB))
    body = call([ONE, TWO], "route")[1]
    assert codes(body) == ["invalid", "done"]
    assert [error["reason"] for error in body["items"][0]["errors"]] == ["source_needed"]
