"""Can members save what they look for, for themselves or for the team?"""

import pytest

from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, id_of

ONE, TWO = id_of("view", "one"), id_of("view", "two")


@pytest.fixture
def ask(table, secret, event):
    team.seat(table, members=[*(make.member(a) for a in (ANN, BOB)), make.member(BOSS, role="manager")])
    return supervising.caller(table, secret, event)


def save(ask, view_id, me=ANN, **body):
    return ask(f"/views/{view_id}", me, method="PUT", body={"name": "Pool", **body})


def names(ask, me):
    return [(one["name"], one["team"], one["may"]) for one in ask("/views", me)[1]["items"]]


def test_one_has_ones_own_and_the_teams(ask):
    assert save(ask, ONE, wanted={"owner": "me"})[0] == 200
    assert save(ask, TWO, BOSS, name="Ours", team=True)[0] == 200
    may = ["save", "delete"]
    assert names(ask, ANN) == [("Ours", True, []), ("Pool", False, may)]
    assert names(ask, BOB) == [("Ours", True, [])]
    assert names(ask, BOSS) == [("Ours", True, may)]
    assert save(ask, ONE, BOB, name="Bob's")[0] == 200, "an id is one's own"
    assert names(ask, ANN)[1] == ("Pool", False, may)


def test_what_this_release_does_not_know_of_a_view_is_kept(ask):
    wanted = {"state": "pooled", "columns": "person,owner", "mood": "blue"}
    save(ask, ONE, wanted=wanted)
    save(ask, TWO)
    assert [one["wanted"] for one in ask("/views", ANN)[1]["items"]] == [wanted, {}]


def test_a_view_is_deleted_once_however_often_it_is_asked_for(ask):
    save(ask, ONE)
    for _ in range(2):
        assert ask(f"/views/{ONE}", ANN, method="DELETE") == (200, {"items": [], "next": None})


def test_an_agent_saves_none_for_the_team(ask):
    assert save(ask, ONE, team=True) == (403, save(ask, ONE, team=True)[1])
    assert names(ask, BOSS) == []


@pytest.mark.parametrize(
    "body",
    [{"name": " "}, {"name": "x" * 61}, {"wanted": {"Q": "x"}}, {"wanted": {"state": ""}},
     {"wanted": {f"f{'x' * n}": "y" for n in range(21)}}, {"wanted": {"state": "x" * 301}}],
)  # fmt: skip
def test_a_view_is_bounded(ask, body):
    assert save(ask, ONE, **body)[0] == 422
