"""Do members see that no mail goes to an address, and may the right ones use it again?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.audit import Audit
from shared.domain.notifications.address_pause import AddressPause
from shared.store import codec, keys
from shared.store.partitions import PartitionKey
from shared.store.table import put
from tests import make
from tests.functions import planning, team
from tests.make import ANN, BOB, BOSS, CHIEF, EVE, NOON

BEFORE = NOON - timedelta(days=2)


@pytest.fixture
def ask(table, secret, event):
    ask = planning.seated(table, secret, event)
    ended = {BOB: BEFORE + timedelta(days=1)}
    for agent_id in (ANN, BOB, CHIEF, EVE):
        one = AddressPause(agent_id=agent_id, at=BEFORE, cause="bounce", used_again_at=ended.get(agent_id))
        table.commit([put(one)])
    team.change(table, table.get(type(make.member()), keys.member(EVE)).model_copy(update={"status": "removed"}))
    return ask


def pause_of(table, agent_id):
    return table.get(AddressPause, keys.address_pause(agent_id))


def listed(ask, me):
    status, body = ask("GET", "/address-pauses", me=me)
    assert status == 200
    return {one["agent_id"]: one["may"] for one in body["items"]}


def audits(table):
    items = table.query(PartitionKey.AUDITS.of(f"{NOON:%Y-%m}"))
    return [codec.from_item(Audit, item) for item in items]


def test_supervisors_see_all_that_stand_and_an_agent_their_own(ask):
    assert listed(ask, CHIEF) == {ANN: ["use_again"], CHIEF: ["use_again"]}
    assert listed(ask, BOSS) == {ANN: [], CHIEF: []}
    assert listed(ask, ANN) == {ANN: ["use_again"]}
    assert listed(ask, BOB) == {}


def test_it_is_told_since_when_and_why(ask):
    [shown] = ask("GET", "/address-pauses", me=ANN)[1]["items"]
    assert shown == {"agent_id": ANN, "at": "2026-01-03T12:00:00Z", "cause": "bounce", "may": ["use_again"]}


@pytest.mark.parametrize("me", [ANN, CHIEF])
def test_its_member_or_a_rainmaker_uses_it_again_which_the_audit_tells(ask, table, me):
    assert ask("DELETE", f"/address-pauses/{ANN}", me=me)[0] == 204
    assert pause_of(table, ANN).used_again_at == NOON
    [entry] = audits(table)
    assert (entry.what, entry.by, entry.subject) == ("member.address_used_again", me, ANN)
    assert "@" not in entry.model_dump_json()
    assert ANN not in listed(ask, CHIEF)


@pytest.mark.parametrize("me", [BOSS, BOB])
def test_nobody_else_may(ask, table, me):
    assert ask("DELETE", f"/address-pauses/{ANN}", me=me)[0] == 403
    assert pause_of(table, ANN).stands


@pytest.mark.parametrize("agent_id", [BOB, BOSS])
def test_one_that_is_not_paused_stays_so(ask, table, agent_id):
    before = pause_of(table, agent_id)
    assert ask("DELETE", f"/address-pauses/{agent_id}", me=CHIEF)[0] == 204
    assert pause_of(table, agent_id) == before
    assert audits(table) == []


@pytest.mark.parametrize("agent_id", [EVE, make.id_of("agent", "nobody"), "x"])
def test_who_is_no_member_has_none(ask, agent_id):
    assert ask("DELETE", f"/address-pauses/{agent_id}", me=CHIEF)[0] == 404


def test_of_two_who_use_it_again_at_once_one_does(ask, table):
    def rival(commit, writes):
        table.around("commit", None)
        assert ask("DELETE", f"/address-pauses/{ANN}", me=CHIEF)[0] == 204
        commit(writes)

    table.around("commit", rival)
    assert ask("DELETE", f"/address-pauses/{ANN}", me=ANN)[0] == 204
    assert [entry.by for entry in audits(table)] == [CHIEF]
