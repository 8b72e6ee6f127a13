"""Does the pool, and no caller, say who has a second factor, and does the guard require it in time?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.member import Member
from shared.domain.plan_records.second_factor import GRACE, SecondFactor
from shared.domain.plan_records.settings import Settings
from shared.identity import UserPoolFailed
from shared.store import keys
from tests import make, memory
from tests.functions import deployed, planning, team
from tests.make import ANN, CHIEF, NOON

ANNS = make.member(ANN).sub


@pytest.fixture
def people():
    return planning.People()


@pytest.fixture
def ask(table, secret, event, people):
    return planning.seated(table, secret, event, identity=people)


def require(table, since=NOON - GRACE - timedelta(days=30), mode="required"):
    there = table.get(Settings, keys.SETTINGS)
    team.change(table, there.model_copy(update={"second_factor": SecondFactor(mode=mode, since=since)}))


def overdue(table, agent_id=ANN):
    there = table.get(Member, keys.member(agent_id))
    team.change(table, there.model_copy(update={"created_at": NOON - timedelta(days=60)}))


def test_a_member_has_a_second_factor_once_the_pool_says_so(ask, table, people):
    require(table, mode="optional")
    assert ask("POST", "/me/mfa", me=ANN) == (200, {"mode": "optional"})
    people.have_factor.add(ANNS)
    since = NOON.isoformat().replace("+00:00", "Z")
    assert ask("POST", "/me/mfa", me=ANN) == (200, {"mode": "optional", "since": since})
    people.have_factor.clear()
    assert ask("POST", "/me/mfa", me=ANN) == (200, {"mode": "optional"})


def test_where_the_team_has_none_there_is_nothing_to_confirm(ask):
    assert ask("POST", "/me/mfa", me=ANN)[0] == 404


def test_a_pool_that_does_not_answer_changes_nothing(ask, table, people):
    def fail(_sub):
        raise UserPoolFailed

    require(table, mode="optional")
    people.has_second_factor = people.reset_second_factor = fail
    before = planning.everything()
    assert ask("POST", "/me/mfa", me=ANN)[0] == ask("DELETE", f"/agents/{ANN}/mfa")[0] == 503
    assert planning.everything() == before


def test_who_is_overdue_may_only_set_one_up(ask, table, people):
    require(table)
    overdue(table)
    status, problem = ask("GET", "/routes", me=ANN)
    assert (status, problem["code"]) == (403, "mfa_required")
    people.have_factor.add(ANNS)
    assert ask("POST", "/me/mfa", me=ANN)[0] == 200
    assert ask("GET", "/routes", me=ANN)[0] == 200


def test_who_is_overdue_may_sign_out(ask, table):
    require(table)
    overdue(table)
    assert ask("POST", "/me/sign-out", {}, me=ANN)[0] == 204


def test_who_still_has_time_is_not_refused(ask, table):
    require(table, since=NOON - GRACE + timedelta(seconds=1))
    overdue(table)
    assert ask("GET", "/routes", me=ANN)[0] == 200


def test_of_every_function_who_is_overdue_gets_nothing_but_the_way_out(table, secret, event):
    team.seat(table)
    require(table)
    overdue(table, CHIEF)
    apis = deployed.apis(memory.client("dynamodb"), secret, lambda: NOON)
    sub = make.member(CHIEF).sub
    open_to = {
        f"{one.method} {one.path}"
        for api in apis for one in api.operations if one.who not in ("anyone", "provider")
        if api.handler(event(one.method, one.path.replace("{", "").replace("}", ""), sub=sub, raw="{"), None)
        ["statusCode"] != 403
    }  # fmt: skip
    assert open_to == {"GET /me", "GET /me/sign-ins", "POST /me/mfa", "POST /me/sign-out"}


def test_the_rainmaker_resets_a_lost_second_factor(ask, table, people):
    require(table, mode="optional")
    people.have_factor.add(ANNS)
    ask("POST", "/me/mfa", me=ANN)
    assert "reset_second_factor" in ask("GET", f"/agents/{ANN}")[1]["may"]
    assert ask("DELETE", f"/agents/{ANN}/mfa")[0] == 204
    assert people.have_factor == set()
    assert table.get(Member, keys.member(ANN)).second_factor_since is None
    assert ask("GET", "/routes", me=ANN)[0] == 401, "their sessions have ended"
    assert planning.audits(table)[-1].what == "member.second_factor_reset"


def test_nobody_changes_the_mode_by_a_request(ask):
    assert ask("PATCH", "/settings", {"second_factor": None})[0] == 422
    assert "second_factor" not in ask("GET", "/settings")[1]
