"""Does an ended session stay ended, and every other session valid?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.errors import Missing
from shared.domain.plan_records.session import SESSION_LIFE, Session
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.change_member import MemberPatch, change_member
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.remove_member import remove_member
from shared.domain.planning.sessions import MAX_ENDED, end_session, sign_out, sign_out_member
from tests import make
from tests.make import ANN, BOSS, CHIEF, EVE, NOON, SECOND, id_of

HALF = timedelta(milliseconds=500)
STAMP = ChangeContext(by=CHIEF, at=NOON + HALF, audit_id=id_of("audit", "session"))
HERE = Session("here", NOON - 60 * SECOND)
PLAN = make.plan(
    members=[
        make.member(CHIEF, role="rainmaker"), make.member(BOSS, role="manager"), make.member(ANN),
        make.member(EVE, status="removed"),
    ]
)  # fmt: skip


def after(change):
    return change.on(PLAN).member(change.subject)


def test_every_session_is_valid_until_one_is_ended():
    assert not any(make.member().has_ended(one) for one in (HERE, Session(), Session("there"), Session(None, NOON)))


@pytest.mark.parametrize(
    ("began", "ended"),
    [
        pytest.param(NOON - SECOND, True, id="the second before"),
        pytest.param(NOON, False, id="the same second: may have begun after"),
        pytest.param(NOON + SECOND, False, id="later"),
        pytest.param(None, True, id="the token does not say"),
    ],
)
def test_signing_out_everywhere_ends_the_sessions_that_began_before(began, ended):
    there = after(sign_out(PLAN, ANN, HERE, STAMP, everywhere=True))
    assert there.has_ended(Session("there", began)) is ended


def test_who_signs_out_everywhere_ends_their_own_session_though_it_began_in_the_same_second():
    mine = Session("here", NOON)
    assert after(sign_out(PLAN, ANN, mine, STAMP, everywhere=True)).has_ended(mine)


def test_signing_out_ends_this_session_alone():
    there = after(sign_out(PLAN, ANN, HERE, STAMP, everywhere=False))
    assert there.has_ended(HERE)
    assert not there.has_ended(Session("there", HERE.signed_in_at))


def test_a_session_that_cannot_be_told_from_others_ends_all_of_them():
    there = after(sign_out(PLAN, ANN, Session(None, NOON - SECOND), STAMP, everywhere=False))
    assert there.has_ended(Session("there", NOON - SECOND))


def test_a_sign_out_is_audited_without_the_sessions_id():
    entry = sign_out(PLAN, ANN, HERE, STAMP, everywhere=False).audit
    assert (entry.what, entry.subject, entry.after) == ("member.signed_out", ANN, {"everywhere": False})


@given(st.lists(st.integers(0, 300), max_size=250))
def test_an_ended_session_stays_ended_as_long_as_it_has_tokens(days):
    """Of more than a hundred, the oldest are forgotten: the console has revoked their refresh tokens."""
    member, now = make.member(), NOON
    for number, pause in enumerate(days):
        now += timedelta(hours=pause)
        member = end_session(member, Session(f"session {number}", now), now)
        assert member.has_ended(Session(f"session {number}", now))
    assert len(member.ended_sessions) <= MAX_ENDED
    assert all(one.until <= now + SESSION_LIFE for one in member.ended_sessions)
    assert all(one.until > now for one in member.ended_sessions)


def test_ending_a_session_twice_keeps_it_once():
    twice = end_session(end_session(make.member(), HERE, NOON), HERE, NOON)
    assert len(twice.ended_sessions) == 1


def test_the_rainmaker_ends_all_sessions_of_a_member():
    assert after(sign_out_member(PLAN, ANN, STAMP)).has_ended(HERE)


@pytest.mark.parametrize("agent_id", [EVE, id_of("agent", "nobody")], ids=["removed", "unknown"])
def test_nobody_signs_out_who_is_not_in_the_team(agent_id):
    with pytest.raises(Missing):
        sign_out_member(PLAN, agent_id, STAMP)


@pytest.mark.parametrize(
    ("agent_id", "role", "ended"),
    [
        pytest.param(BOSS, "agent", True, id="a demotion"),
        pytest.param(BOSS, "manager", False, id="the same role"),
        pytest.param(BOSS, "rainmaker", False, id="a promotion"),
    ],
)
def test_a_demotion_ends_all_sessions(agent_id, role, ended):
    change = change_member(PLAN, agent_id, MemberPatch(role=role, phone="600"), None, STAMP)
    assert after(change).has_ended(HERE) is ended


def test_a_removal_ends_all_sessions():
    change = remove_member(PLAN, ANN, "pool", Workload(agent_id=ANN), None, STAMP)
    assert after(change).has_ended(HERE)
