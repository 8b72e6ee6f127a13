"""Can a bulk act be found and undone for a day, lead by lead?"""

from datetime import timedelta

import pytest

from shared.store.audit_copies import keep
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, id_of

ONE, TWO, THREE = (id_of("lead", name) for name in ("one", "two", "three"))


@pytest.fixture
def ask(table, secret, event, watch):
    members = [*(make.member(a) for a in (ANN, BOB)), make.member(BOSS, role="manager")]
    team.seat(table, members=[*members, make.member(CHIEF, role="rainmaker")])
    team.store(table, *(make.owned(ANN, lead_id=one) for one in (ONE, TWO, THREE)))
    return supervising.caller(table, secret, event, now=watch)


def assigned(ask, ids, to=BOB, me=BOSS, **given):
    body = {"ids": ids, "action": "assign", "agent_id": to, **given}
    status, body = ask("/leads/bulk", me, method="POST", body=body)
    assert status == 200
    return body["bulk_id"]


def undone(ask, bulk_id, ids, me=BOSS):
    body = ask(f"/bulk-acts/{bulk_id}/undo", me, method="POST", body={"ids": ids})[1]
    return [(one["lead_id"], one.get("code", "done")) for one in body["items"]]


def listed(table, ask, me=BOSS):
    """Return what is listed once the audit is copied, as the stream does."""
    keep(table, [item for item in supervising.everything() if item["PK"]["S"].startswith("AUDIT#")])
    return [(one["bulk_id"], one["lead_ids"]) for one in ask("/bulk-acts", me)[1]["items"]]


def test_leads_of_several_requests_can_be_one_act(table, ask):
    first = assigned(ask, [ONE, TWO])
    assert assigned(ask, [THREE], bulk_id=first) == first
    assert listed(table, ask) == [(first, [ONE, TWO, THREE])]


def test_an_undo_returns_what_nobody_touched_and_lists_the_rest(table, ask):
    act = assigned(ask, [ONE, TWO])
    ask(f"/leads/{TWO}/close", BOB, method="POST", body={"outcome": "lost"})
    nowhere = id_of("lead", "nowhere")
    assert undone(ask, act, [ONE, TWO, THREE, nowhere]) == [
        (ONE, "done"), (TWO, "touched_since"), (THREE, "touched_since"), (nowhere, "not_found")
    ]  # fmt: skip
    assert (team.read(table, ONE).owner, team.read(table, TWO).state) == (ANN, "closed")
    assert [(one.what, one.subject, one.by) for one in supervising.audits()][-1] == ("lead.undone", ONE, BOSS)
    assert (team.load(table, ANN).open_leads, team.load(table, BOB).open_leads) == (-1, 0)


def test_repeating_an_undo_changes_nothing_more(table, ask):
    act = assigned(ask, [ONE])
    assert undone(ask, act, [ONE]) == [(ONE, "done")]
    before = team.read(table, ONE)
    assert undone(ask, act, [ONE]) == [(ONE, "done")]
    assert team.read(table, ONE) == before


def test_an_act_is_listed_to_who_acted_and_to_rainmakers_for_a_day(table, ask, watch):
    act, other = assigned(ask, [ONE]), assigned(ask, [TWO], me=CHIEF)
    assert listed(table, ask) == [(act, [ONE])]
    assert listed(table, ask, CHIEF) == [(other, [TWO]), (act, [ONE])]
    assert undone(ask, other, [TWO]) == [(TWO, "forbidden")]
    assert undone(ask, act, [ONE], CHIEF) == [(ONE, "done")]
    watch.now += timedelta(days=1, seconds=1)
    assert listed(table, ask, CHIEF) == []
    assert undone(ask, other, [TWO], CHIEF) == [(TWO, "undo_over")]


def test_undone_leads_are_listed_no_more(table, ask):
    act = assigned(ask, [ONE, TWO])
    undone(ask, act, [ONE])
    assert listed(table, ask) == [(act, [TWO])]
    undone(ask, act, [TWO])
    assert listed(table, ask) == []
    again = assigned(ask, [ONE])
    assert listed(table, ask) == [(again, [ONE])]


def test_the_timeline_shows_the_act_and_its_undoing(ask):
    act = assigned(ask, [ONE])
    undone(ask, act, [ONE])
    told = [(one["kind"], one["detail"]) for one in ask(f"/leads/{ONE}/timeline", BOSS)[1]["items"]]
    assert told[-2:] == [
        ("assigned", {"agent_id": BOB, "from": ANN, "bulk_id": act}),
        ("assigned", {"agent_id": ANN, "from": BOB, "undoes": act}),
    ]


@pytest.mark.parametrize(("method", "path"), [("GET", "/bulk-acts"), ("POST", f"/bulk-acts/{id_of('bulk', 'x')}/undo")])
def test_agents_have_no_bulk_acts(ask, method, path):
    assert ask(path, ANN, method=method, body={"ids": [ONE]} if method == "POST" else None)[0] == 403
