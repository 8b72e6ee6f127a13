"""Are saved views kept where they belong, and changed by who may?"""

import pytest

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Forbidden, Invalid
from shared.domain.lead_records.view import View, Views, delete_view, save_view
from tests import make
from tests.make import ANN, BOSS, id_of

ann, boss = make.member(ANN), make.member(BOSS, role="manager")
ONE, TWO = (View(view_id=id_of("view", name), name=name) for name in ("one", "two"))


def views(owner, *entries):
    return Views(owner=owner, entries=entries)


def test_a_view_is_added_at_the_end_and_replaced_in_its_place():
    (added,) = save_view(views(ANN, ONE), views("team"), TWO, ann, shared=False)
    assert added == views(ANN, ONE, TWO)
    renamed = ONE.model_copy(update={"name": "first", "wanted": {"state": "pooled"}})
    assert save_view(added, views("team"), renamed, ann, shared=False) == (views(ANN, renamed, TWO),)


def test_saving_again_changes_nothing():
    assert save_view(views(ANN, ONE), views("team"), ONE, ann, shared=False) == ()


def test_a_view_goes_to_the_team_and_back():
    own, team = views(BOSS, ONE), views("team", TWO)
    assert save_view(own, team, ONE, boss, shared=True) == (views("team", TWO, ONE), views(BOSS))
    assert save_view(own, team, TWO, boss, shared=False) == (views(BOSS, ONE, TWO), views("team"))


def test_agents_save_and_delete_their_own_alone():
    own, team = views(ANN, ONE), views("team", TWO)
    for shared, view in ((True, ONE), (True, TWO), (False, TWO)):
        with pytest.raises(Forbidden):
            save_view(own, team, view, ann, shared=shared)
    with pytest.raises(Forbidden):
        delete_view(own, team, TWO.view_id, ann)
    assert delete_view(own, team, ONE.view_id, ann) == (views(ANN),)
    assert delete_view(views(BOSS), team, TWO.view_id, boss) == (views("team"),)


def test_deleting_again_changes_nothing():
    assert delete_view(views(ANN), views("team"), ONE.view_id, ann) == ()


def test_there_are_at_most_so_many_and_they_can_still_be_replaced():
    many = [View(view_id=id_of("view", str(n)), name="x") for n in range(limits.VIEWS.most)]
    with pytest.raises(Invalid):
        save_view(views(ANN, *many), views("team"), ONE, ann, shared=False)
    renamed = many[0].model_copy(update={"name": "y"})
    assert save_view(views(ANN, *many), views("team"), renamed, ann, shared=False)
