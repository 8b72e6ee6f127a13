"""Does signing out hold at once, for one session or all, and whoever asks for it?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.member import Member
from shared.identity import UserPool
from shared.store import keys
from tests import make
from tests.functions import planning
from tests.make import ANN, BOSS, CHIEF, NOON

EARLIER = int((NOON - timedelta(hours=1)).timestamp())
HERE = {"origin_jti": "here", "auth_time": str(EARLIER)}
THERE = {"origin_jti": "there", "auth_time": str(EARLIER)}
NEW = {"origin_jti": "new", "auth_time": str(int(NOON.timestamp()))}


@pytest.fixture
def people():
    return planning.People()


@pytest.fixture
def ask(table, secret, event, people):
    return planning.seated(table, secret, event, identity=people)


def reads(ask, claims, me=ANN):
    status, problem = ask("GET", "/routes", me=me, claims=claims)
    return problem.get("code", "ok") if status != 200 else "ok"


def test_signing_out_ends_this_session_and_no_other(ask, people):
    assert ask("POST", "/me/sign-out", {}, me=ANN, claims=HERE) == (204, None)
    assert [reads(ask, claims) for claims in (HERE, THERE, NEW)] == ["session_ended", "ok", "ok"]
    assert people.signed_out == [], "the refresh token of one session is the client's to revoke"


def test_signing_out_everywhere_ends_all_sessions_that_began_before(ask, people):
    assert ask("POST", "/me/sign-out", {"everywhere": True}, me=ANN, claims=HERE)[0] == 204
    assert [reads(ask, claims) for claims in (HERE, THERE, NEW)] == ["session_ended", "session_ended", "ok"]
    assert people.signed_out == [make.member(ANN).sub]
    assert reads(ask, HERE, BOSS) == "ok", "of nobody else"


def test_the_rainmaker_signs_a_member_out_everywhere(ask, people):
    assert ask("POST", f"/agents/{ANN}/sign-out", claims=HERE)[0] == 204
    assert [reads(ask, claims) for claims in (HERE, NEW)] == ["session_ended", "ok"]
    assert people.signed_out == [make.member(ANN).sub]


def test_a_demoted_manager_signs_in_anew(ask):
    assert ask("PATCH", f"/agents/{BOSS}", {"role": "agent"})[0] == 200
    assert [reads(ask, claims, BOSS) for claims in (HERE, NEW)] == ["session_ended", "ok"]


def test_a_removed_member_is_told_that_their_session_ended(ask):
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool")[0] == 204
    assert [reads(ask, claims) for claims in (HERE, NEW)] == ["session_ended", "forbidden"]


def test_the_answer_says_that_the_token_is_of_no_use(ask):
    ask("POST", "/me/sign-out", {}, me=ANN, claims=HERE)
    assert ask("GET", "/routes", me=ANN, claims=HERE)[0] == 401
    assert ask.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.parametrize("auth_time", ["", "soon", "1e400", str(10**18)])
def test_a_token_without_a_usable_time_is_over_once_all_sessions_are(ask, auth_time):
    claims = {"origin_jti": "x", "auth_time": auth_time}
    assert reads(ask, claims) == "ok"
    ask("POST", "/me/sign-out", {"everywhere": True}, me=ANN, claims=HERE)
    assert reads(ask, claims) == "session_ended"


def test_a_sign_out_is_audited(ask, table):
    ask("POST", "/me/sign-out", {}, me=ANN, claims=HERE)
    [entry] = planning.audits(table)
    assert (entry.what, entry.by, entry.after) == ("member.signed_out", ANN, {"everywhere": False})


def test_no_answer_shows_sessions(ask, table):
    ask("POST", "/me/sign-out", {"everywhere": True}, me=ANN, claims=HERE)
    assert table.get(Member, keys.member(ANN)).ended_sessions
    shown = ask("GET", f"/agents/{ANN}")[1]
    assert not {"sessions_valid_from", "ended_sessions"} & set(shown)


def test_the_rainmaker_may_sign_out_who_has_signed_in(ask):
    assert "sign_out" in ask("GET", f"/agents/{ANN}")[1]["may"]
    assert "sign_out" not in ask("GET", f"/agents/{ANN}", me=BOSS)[1]["may"]


def test_a_user_pool_that_fails_keeps_no_session_alive(table, secret, event, logged):
    client, pool_id = planning.pool()
    client.fails.add("admin_user_global_sign_out")
    ask = planning.seated(table, secret, event, identity=UserPool(client, pool_id))
    assert ask("POST", f"/agents/{CHIEF}/sign-out", claims=HERE)[0] == 204
    assert reads(ask, HERE, CHIEF) == "session_ended"
    assert "PoolFailed" in logged()
