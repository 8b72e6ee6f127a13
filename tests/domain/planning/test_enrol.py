"""Does a user of the pool belong to one member for ever, whatever their address?"""

import pytest

from shared.domain.kernel.errors import SignInTaken
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.enrol import PoolUser, decide_existing_user, enrol, may_delete_user
from tests import make
from tests.make import ANN, BOB, CHIEF, DAN, NOON, id_of

STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "enrol"))
INVITED = make.member(DAN, status="invited", sub=None)
ANNS = make.member(ANN).sub


def gone(agent_id, sub):
    return make.member(agent_id, status="removed", removed_at=NOON, leads_to="pool", sub=sub)


@pytest.mark.parametrize(
    ("members", "user", "claim"),
    [
        pytest.param([INVITED], PoolUser("new", False), "adopt", id="an interrupted invitation made them"),
        pytest.param([INVITED], PoolUser("new", True), "replace", id="a stranger who has signed in"),
        pytest.param([INVITED, gone(BOB, "bob")], PoolUser("bob", True), "replace", id="of who was removed"),
        pytest.param([INVITED, gone(BOB, "bob")], PoolUser("bob", False), "replace", id="never theirs alone"),
        pytest.param([make.member(DAN, sub="dan")], PoolUser("dan", True), "adopt", id="their own, enrolled meanwhile"),
    ],
)
def test_an_invitation_reuses_only_the_user_that_it_created(members, user, claim):
    assert decide_existing_user(members, DAN, user) == claim


@pytest.mark.parametrize("has_signed_in", [True, False])
def test_a_colleagues_user_is_never_reused_whatever_its_address(has_signed_in):
    with pytest.raises(SignInTaken):
        decide_existing_user([INVITED, make.member(ANN)], DAN, PoolUser(ANNS, has_signed_in))


@pytest.mark.parametrize("holder", [make.member(ANN), gone(ANN, ANNS)], ids=["in the team", "removed"])
def test_no_member_gets_another_members_user(holder):
    plan = make.plan(members=[holder, INVITED])
    with pytest.raises(SignInTaken):
        enrol(plan, DAN, ANNS, STAMP)


def test_an_enrolled_member_keeps_their_user():
    plan = enrol(make.plan(members=[INVITED]), DAN, "first", STAMP).on(make.plan(members=[INVITED]))
    assert plan.member(DAN).sub == "first"
    assert enrol(plan, DAN, "first", STAMP).audit is None, "repeating changes nothing"
    with pytest.raises(SignInTaken):
        enrol(plan, DAN, "second", STAMP)


def test_a_user_shared_by_two_members_is_the_first_ones():
    """An earlier release could store this."""
    first, later = make.member(ANN), make.member(DAN, role="manager", sub=ANNS, created_at=NOON + make.SECOND)
    for members in ([first, later], [later, first]):
        assert make.plan([], members).members_by_sub == {ANNS: first}


@pytest.mark.parametrize(
    ("others", "leaver", "sub", "goes"),
    [
        pytest.param([], gone(ANN, "ann"), "ann", True, id="their own"),
        pytest.param([make.member(BOB, sub="ann")], gone(ANN, "ann"), "ann", False, id="another member's too"),
        pytest.param([gone(BOB, "ann")], gone(ANN, "ann"), "ann", True, id="of two who were removed"),
        pytest.param([], gone(ANN, None), "new", True, id="of an invitation that was interrupted"),
        pytest.param([make.member(BOB)], gone(ANN, None), make.member(BOB).sub, False, id="a colleague's"),
    ],
)
def test_a_user_is_deleted_with_the_member_they_belong_to(others, leaver, sub, goes):
    assert may_delete_user([leaver, *others], leaver, PoolUser(sub, has_signed_in=True)) is goes
