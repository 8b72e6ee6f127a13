"""Are members invited once, whatever fails on the way, and does a Rainmaker always remain?"""

import pytest

from shared.domain.plan_records.member import Member, Pause
from shared.domain.plan_records.workload import Workload
from shared.identity import UserPool
from shared.store import keys
from shared.store.plans import Plans
from tests import make
from tests.functions import planning, team
from tests.functions.planning import everything
from tests.make import ANN, BOSS, CHIEF, MAIN

FAY = {"email": " Fay@Example.com", "first_name": "Fay", "last_name": "Ruiz", "role": "agent"}


@pytest.fixture
def pool(table):
    """Provide the user pool's client and id."""
    return planning.pool()


@pytest.fixture
def ask(request, table, secret, event):
    """Provide a caller of the function, over the pool if the test uses one; creating a pool takes time."""
    pooled = "pool" in request.fixturenames
    identity = UserPool(*request.getfixturevalue("pool")) if pooled else planning.People()
    return planning.seated(table, secret, event, identity=identity)


def groups(pool, email):
    client, pool_id = pool
    return {
        group["GroupName"] for group in client.admin_list_groups_for_user(UserPoolId=pool_id, Username=email)["Groups"]
    }


def test_an_invited_member_is_stored_with_counts_and_a_user(ask, table, pool):
    status, made = ask("POST", "/agents", FAY)
    assert (status, made["status"], made["email"], made["role"]) == (201, "invited", "fay@example.com", "agent")
    assert "sub" not in made
    member = table.get(Member, keys.member(made["agent_id"]))
    user = pool[0].admin_get_user(UserPoolId=pool[1], Username="fay@example.com")
    assert {"Name": "sub", "Value": member.sub} in user["UserAttributes"]
    assert {"Name": "email_verified", "Value": "true"} in user["UserAttributes"]
    assert user["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert groups(pool, "fay@example.com") == {"agent"}
    load = table.get(Workload, keys.workload(made["agent_id"]))
    assert (load.active, load.open_offers) == (False, 0)
    assert ask("GET", f"/agents/{made['agent_id']}")[1] == made
    assert made in ask("GET", "/agents")[1]["items"]


def test_inviting_again_with_the_same_key_creates_no_second_member_or_user(ask, pool):
    first = ask("POST", "/agents", FAY, key="fay")
    before = everything()
    pool[0].asked.clear()
    assert ask("POST", "/agents", FAY, key="fay") == first
    assert pool[0].asked == []
    assert everything() == before


@pytest.mark.parametrize("key", ["fay", None])
def test_a_failed_invitation_is_finished_by_the_same_request(ask, table, pool, logged, key):
    pool[0].fails.add("admin_create_user")
    status, problem = ask("POST", "/agents", FAY, key=key)
    pool[0].fails.clear()
    assert (status, problem["code"], ask.headers["Retry-After"]) == (503, "invitation_pending", "1")
    [pending] = [item for item in ask("GET", "/agents")[1]["items"] if item["email"] == "fay@example.com"]
    status, made = ask("POST", "/agents", FAY, key=key)
    assert (status, made["agent_id"]) == (201, pending["agent_id"])
    assert table.get(Member, keys.member(made["agent_id"])).sub
    assert "TooManyRequestsException" in logged()
    assert "fay@" not in logged().lower()


def test_a_user_created_before_a_crash_is_found_again(ask, table, pool):
    pool[0].fails.add("admin_add_user_to_group")
    assert ask("POST", "/agents", FAY)[0] == 503
    pool[0].fails.clear()
    status, made = ask("POST", "/agents", {**FAY, "first_name": "Fe"})
    assert (status, made["first_name"]) == (201, "Fe")
    user = pool[0].admin_get_user(UserPoolId=pool[1], Username="fay@example.com")
    sub = table.get(Member, keys.member(made["agent_id"])).sub
    assert {"Name": "sub", "Value": sub} in user["UserAttributes"]


def sign_in(pool, email):
    """Set a permanent password: from now on the person can change what their client allows."""
    pool[0].admin_set_user_password(UserPoolId=pool[1], Username=email, Password="Relevo-Demo-2026", Permanent=True)


def rename(pool, email, to):
    """Give one's own user another address."""
    attributes = [{"Name": "email", "Value": to}]
    pool[0].admin_update_user_attributes(UserPoolId=pool[1], Username=email, UserAttributes=attributes)


def test_taking_the_address_of_an_invitation_does_not_make_one_that_member(ask, table, pool):
    """An Agent gives her user the address of a Manager who is about to be invited."""
    fay = ask("POST", "/agents", FAY)[1]["agent_id"]
    sign_in(pool, "fay@example.com")
    rename(pool, "fay@example.com", "boss@example.com")
    boss = {**FAY, "email": "boss@example.com", "first_name": "Eva", "role": "manager"}
    status, problem = ask("POST", "/agents", boss)
    assert (status, problem["code"]) == (409, "sign_in_taken")
    sub = table.get(Member, keys.member(fay)).sub
    assert Plans(table).current().members_by_sub[sub].agent_id == fay
    [pending] = [item for item in ask("GET", "/agents")[1]["items"] if item["email"] == "boss@example.com"]
    assert table.get(Member, keys.member(pending["agent_id"])).sub is None
    rename(pool, sub, "fay@example.com")
    assert ask("POST", "/agents", boss)[1]["agent_id"] == pending["agent_id"], "once the address is free, they come in"


def test_a_user_of_no_member_is_replaced_by_a_new_one(ask, table, pool):
    """A removed member's user may still exist, and be signed in in a browser."""
    client, pool_id = pool
    client.admin_create_user(UserPoolId=pool_id, Username="fay@example.com", MessageAction="SUPPRESS")
    sign_in(pool, "fay@example.com")
    left = client.admin_get_user(UserPoolId=pool_id, Username="fay@example.com")
    status, made = ask("POST", "/agents", FAY)
    assert status == 201
    user = client.admin_get_user(UserPoolId=pool_id, Username="fay@example.com")
    assert user["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert {"Name": "sub", "Value": table.get(Member, keys.member(made["agent_id"])).sub} in user["UserAttributes"]
    assert user["Username"] != left["Username"]


def test_an_email_belongs_to_one_member(ask, pool):
    assert ask("POST", "/agents", FAY)[0] == 201
    before = everything()
    for email in ("FAY@example.com", make.member(ANN).email):
        status, problem = ask("POST", "/agents", {**FAY, "email": email})
        assert (status, problem["code"]) == (409, "email_taken")
    assert everything() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "fay"}, "email"),
        ({"email": "fay\u200b@example.com"}, "email"),
        ({"email": f"{'f' * 120}@example.com"}, "email"),
        ({"role": "owner"}, "role"),
        ({"first_name": " "}, "first_name"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_an_invalid_member_is_refused_by_field(ask, change, field):
    before = everything()
    status, problem = ask("POST", "/agents", {**FAY, **change})
    assert (status, [error["loc"] for error in problem["errors"]]) == (422, [["body", field]])
    assert everything() == before


def test_only_sent_fields_change_and_null_resets(ask, table):
    status, after = ask("PATCH", f"/agents/{ANN}", {"phone": "+34600112233", "sees": "team", "language": "en"}, match=1)
    assert (status, after["phone"], after["sees"], after["first_name"]) == (200, "+34600112233", "team", "Ana")
    after = ask("PATCH", f"/agents/{ANN}", {"sees": None}, match=2)[1]
    assert (after.get("sees"), after["phone"], after["version"]) == (None, "+34600112233", 3)
    first, second = planning.audits(table)
    assert first.before == {"phone": None, "language": None, "sees": None}
    assert (second.before, second.after) == ({"sees": "team"}, {"sees": None})
    before = everything()
    assert ask("PATCH", f"/agents/{ANN}", {})[1] == after
    assert everything() == before


@pytest.mark.parametrize("field", ["first_name", "last_name", "role"])
def test_a_name_or_role_cannot_be_reset(ask, field):
    assert ask("PATCH", f"/agents/{ANN}", {field: None})[0] == 422


def test_an_email_cannot_be_changed(ask):
    assert ask("PATCH", f"/agents/{ANN}", {"email": "other@example.com"})[0] == 422


def test_an_unknown_member_cannot_be_read_or_changed(ask):
    for method in ("GET", "PATCH"):
        assert ask(method, "/agents/agent_1", {} if method == "PATCH" else None)[0] == 404


def test_the_last_rainmaker_cannot_be_demoted(ask, table):
    invited = make.member(make.DAN, role="rainmaker", status="invited", version=1)
    team.change(table, invited)
    before = everything()
    status, problem = ask("PATCH", f"/agents/{CHIEF}", {"role": "manager"})
    assert (status, problem["code"]) == (409, "last_rainmaker")
    assert everything() == before
    team.change(table, invited.model_copy(update={"status": "active", "version": 2}))
    assert ask("PATCH", f"/agents/{CHIEF}", {"role": "manager"})[0] == 200
    assert ask("PATCH", f"/agents/{ANN}", {"role": "manager"})[0] == 401, "a demotion counts at once"


def test_the_groups_follow_the_role_and_their_failure_fails_no_request(ask, pool, logged):
    made = ask("POST", "/agents", FAY)[1]["agent_id"]
    assert ask("PATCH", f"/agents/{made}", {"role": "manager"})[1]["role"] == "manager"
    assert groups(pool, "fay@example.com") == {"manager"}
    pool[0].fails.add("admin_remove_user_from_group")
    assert ask("PATCH", f"/agents/{made}", {"role": "agent"})[0] == 200
    assert '"PoolFailed":[1.0]' in logged()


# Hours, limits, pauses

MORNINGS = [{"days": ["mon", "tue"], "from": "09:00", "to": "14:00"}]


def test_hours_handing_over_and_missed_offers_are_set_and_reset(ask, pool):
    more = {"hours": MORNINGS, "may_hand_over": True, "pause_after_missed": 3}
    made = ask("POST", "/agents", {**FAY, **more})[1]
    assert {name: made[name] for name in more} == more
    path = f"/agents/{made['agent_id']}"
    less = ask("PATCH", path, {"hours": [], "may_hand_over": False, "pause_after_missed": None})[1]
    assert (less["hours"], less["may_hand_over"], less.get("pause_after_missed")) == ([], False, None)
    assert ask("GET", path)[1] == less


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"hours": [{**MORNINGS[0], "to": "09:00"}]}, "hours"),
        ({"hours": None}, "hours"),
        ({"may_hand_over": None}, "may_hand_over"),
        ({"pause_after_missed": 0}, "pause_after_missed"),
    ],
)
def test_invalid_changes_of_a_member_are_refused(ask, body, field):
    before = everything()
    status, problem = ask("PATCH", f"/agents/{ANN}", body)
    assert (status, problem["errors"][0]["loc"][:2]) == (422, ["body", field])
    assert everything() == before


def test_limits_are_replaced_as_a_whole(ask, table):
    path = f"/agents/{ANN}/limits"
    status, member = ask("PUT", path, {"per_day": 5, "open": 20})
    assert (status, member["limits"]) == (200, {"per_day": 5, "open": 20})
    assert ask("PUT", path, {"per_week": 0, "open": None}, match=2)[1]["limits"] == {"per_week": 0}
    assert ask("PUT", path, {})[1]["limits"] == {}
    assert [entry.what for entry in planning.audits(table)] == ["member.limited"] * 3
    assert planning.audits(table)[0].after["limits"]["per_day"] == 5
    assert ask("PUT", path, {"per_day": 1}, match=1)[1]["code"] == "changed_by_other"
    for wrong in ({"per_day": -1}, {"per_day": 1.5}, {"per_year": 1}):
        assert ask("PUT", path, wrong)[0] == 422
    assert ask("PUT", path, {"per_day": 1}, me=BOSS)[0] == 403


def test_managers_pause_members_and_end_pauses_for_the_team(ask, table):
    path = f"/agents/{ANN}/pause"
    status, member = ask("PUT", path, {"reason": "Curso", "route_id": MAIN}, me=BOSS)
    [pause] = member["pauses"]
    assert (status, pause["side"], pause["route_id"], pause["by"], pause["reason"]) == (
        200, "team", MAIN, BOSS, "Curso",
    )  # fmt: skip
    assert len(ask("PUT", path, {"from": "2030-01-01T00:00:00Z"})[1]["pauses"]) == 2
    assert [one.get("from") for one in ask("DELETE", path, me=BOSS, route_id=MAIN)[1]["pauses"]] == [
        "2030-01-01T00:00:00Z"
    ]
    assert ask("DELETE", path, me=BOSS)[1]["pauses"] == []
    before = everything()
    assert ask("DELETE", path)[0] == 200
    assert everything() == before
    assert [entry.what for entry in planning.audits(table)] == ["member.paused"] * 2 + ["member.unpaused"] * 2
    assert ask("PUT", path, {}, me=ANN)[0] == ask("DELETE", path, me=ANN)[0] == 403


def test_the_team_leaves_members_own_pauses_unchanged(ask, table):
    own = Pause(side="own", by=ANN, at=make.NOON)
    team.change(table, make.member(ANN, pauses=(own,), version=1))
    path = f"/agents/{ANN}/pause"
    ask("PUT", path, {})
    assert [pause["side"] for pause in ask("DELETE", path)[1]["pauses"]] == ["own"]


def test_an_invalid_pause_names_its_field(ask):
    before = everything()
    for body, field in (({"until": "2020-01-01T00:00:00Z"}, "until"), ({"route_id": "route_1"}, "route_id"),
                        ({"until": "tomorrow"}, "until"), ({"to": None}, "to")):  # fmt: skip
        status, problem = ask("PUT", f"/agents/{ANN}/pause", body)
        assert (status, problem["code"]) == (422, "invalid")
        assert problem["errors"][0]["loc"] == ["body", field]
    assert everything() == before


def test_a_removed_or_unknown_member_is_not_found(ask, table):
    team.change(table, make.member(ANN, status="removed", version=1))
    for who in (ANN, make.id_of("agent", "no")):
        for method, path, body in (("PATCH", "", {}), ("PUT", "/limits", {}), ("PUT", "/pause", {}),
                                   ("DELETE", "/pause", None)):  # fmt: skip
            assert ask(method, f"/agents/{who}{path}", body)[0] == 404


@pytest.mark.parametrize("email", ["fаy@example.com", "fay@exаmple.com", "fay@example.cοm"])
def test_nobody_is_invited_at_an_address_that_mixes_scripts(ask, email):
    """With a letter that only looks like another, the invitation would go to a stranger."""
    status, body = ask("POST", "/agents", {**FAY, "email": email})
    assert (status, [(one["loc"], one["reason"]) for one in body["errors"]]) == (
        422, [(["body", "email"], "not_an_email")],
    )  # fmt: skip


@pytest.mark.usefixtures("pool")
def test_names_of_members_hold_nothing_unseen(ask):
    status, made = ask("POST", "/agents", {**FAY, "first_name": "F\u202eay\u200b", "last_name": "Ru\u2066iz"})
    assert (status, made["first_name"], made["last_name"]) == (201, "Fay", "Ruiz")
    status, body = ask("POST", "/agents", {**FAY, "email": "b@example.com", "first_name": "\u202e\u200b"})
    assert (status, body["errors"][0]["loc"]) == (422, ["body", "first_name"])
