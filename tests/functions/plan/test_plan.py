"""Are changes of the plan complete, made once, and only if allowed? Routes, their order, and shared rules."""

import pytest

from shared.store import keys
from shared.store.table import Table
from tests import make, memory
from tests.functions import planning, team
from tests.functions.planning import everything, route, version
from tests.make import ANN, BOSS, CHIEF, DAN, MAIN, PORTAL, WEB


@pytest.fixture
def api(table, secret):
    return planning.build(planning.doors(table, secret))


@pytest.fixture
def ask(table, api, event):
    team.seat(table)
    return planning.caller(api, event)


def test_a_new_route_goes_to_the_top_and_the_others_move_down(ask):
    status, made = ask("POST", "/routes", route())
    assert status == 201
    assert made["position"] == 1
    assert (made["status"], made["version"]) == ("active", 1)
    items = ask("GET", "/routes")[1]
    assert [(r["route_id"], r["position"]) for r in items["items"]] == [(made["route_id"], 1), (MAIN, 2)]
    assert items["next"] is None
    assert ask("GET", f"/routes/{made['route_id']}")[1] == made


def test_a_route_is_shown_as_it_was_sent(ask):
    made = ask("POST", "/routes", route(sources=[WEB, PORTAL]))[1]
    assert made == {
        **route(sources=[WEB, PORTAL]),
        "route_id": made["route_id"], "conditions": [], "status": "active", "position": 1, "version": 1,
        "may": ["edit", "pause", "delete"],
    }  # fmt: skip


@pytest.mark.parametrize("rule", ["rueda", "", "ROUND_ROBIN"])
def test_an_unknown_rule_is_refused_by_name(ask, rule):
    before = everything()
    status, problem = ask("POST", "/routes", route(rule=rule))
    assert (status, problem["code"]) == (422, "rule_unknown")
    assert [error["loc"] for error in problem["errors"]] == [["body", "rule"]]
    assert repr(rule) in problem["errors"][0]["msg"]
    assert "round_robin" in problem["errors"][0]["msg"]
    assert everything() == before


NOBODY = make.id_of("agent", "nobody")
SATURDAY = {"days": ["sat"], "from": "09:00", "to": "18:00"}
REFUSED = [
    pytest.param({"rule": "rueda", "agents": [{"agent_id": NOBODY}]}, "rule_unknown", ["rule"], id="rule first"),
    pytest.param({"sources": [WEB, make.id_of("source", "no")]}, "source_unknown", ["sources", 1], id="no such source"),
    pytest.param({"sources": ["web"]}, "source_unknown", ["sources", 0], id="no id of a source"),
    pytest.param({"sources": []}, "invalid", ["sources"], id="no sources"),
    pytest.param({"agents": [{"agent_id": NOBODY}]}, "agent_unknown", ["agents", 0, "agent_id"], id="no such agent"),
    pytest.param({"agents": [{"agent_id": ANN}] * 2}, "invalid", ["agents", 1, "agent_id"], id="an agent twice"),
    pytest.param({"agents": []}, "invalid", ["agents"], id="no agents"),
    pytest.param({"agents": [{"agent_id": ANN, "weight": 5}]}, "invalid", ["agents", 0, "weight"], id="weights"),
    pytest.param({"title": "  "}, "invalid", ["title"], id="no title"),
    pytest.param({"title": "x" * 31}, "invalid", ["title"], id="a long title"),
    pytest.param({"windows": [{**SATURDAY, "to": "09:00"}]}, "invalid", ["windows", 0], id="a window without a span"),
    pytest.param({"windows": [{**SATURDAY, "days": []}]}, "invalid", ["windows", 0, "days"], id="a window of no day"),
    pytest.param({"claim_seconds": 4}, "invalid", ["claim_seconds"], id="too short"),
    pytest.param({"claim_seconds": 2_592_001}, "invalid", ["claim_seconds"], id="over thirty days"),
    pytest.param({"claim_clock": "now and then"}, "invalid", ["claim_clock"], id="a clock there is not"),
    pytest.param({"claim_seconds": None}, "invalid", ["claim_seconds"], id="no time to claim"),
    pytest.param(
        {"rule": "weighted_random", "agents": [{"agent_id": ANN, "weight": 0.5}]}, "invalid", ["agents", 0, "weight"],
        id="half a percentage",
    ),
    pytest.param(
        {"rule": "weighted_random", "agents": [{"agent_id": ANN, "weight": 99}]}, "invalid", ["agents"],
        id="percentages that do not add up",
    ),
    pytest.param(
        {"conditions": [{"field": "place", "op": "lt", "value": 3}]}, "invalid", ["conditions", 0, "value"],
        id="a condition's value of another type",
    ),
    pytest.param(
        {"conditions": [{"field": "place", "op": "like", "value": "x"}]}, "invalid", ["conditions", 0, "op"],
        id="an operator there is not",
    ),
    pytest.param(
        {"when_nobody": {"agent_id": NOBODY}}, "agent_unknown", ["when_nobody", "agent_id"], id="a last resort"
    ),
    pytest.param({"response": {"within_seconds": 1}}, "invalid", ["response", "within_seconds"], id="no time"),
    pytest.param({"activation": {"yearly": True}}, "invalid", ["activation"], id="an activation without a time"),
    pytest.param(
        {"activation": {"from": "2020-12-24", "to": "2020-12-26"}}, "invalid", ["activation"], id="in the past"
    ),
    pytest.param(
        {"activation": {"holidays": {"country": "XX"}}}, "invalid", ["activation", "holidays", "country"],
        id="a country without holidays",
    ),
    pytest.param(
        {"activation": {"holidays": {"country": "ES", "names": ["Día de la Tortilla"]}}}, "invalid",
        ["activation", "holidays", "names"], id="a holiday there is not",
    ),
    pytest.param(
        {"activation": {"from": "2099-12-25T1\u0662:00", "to": "2099-12-26"}}, "invalid", ["activation", "from"],
        id="a time in foreign digits",
    ),
    pytest.param(
        {"conditions": [{"field": f"f{n}", "op": "in", "value": ["x" * 200] * 9} for n in range(20)]}, "invalid",
        ["conditions"], id="conditions longer than an item of the table",
    ),
    pytest.param({"colour": "red"}, "invalid", ["colour"], id="no such field"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "loc"), REFUSED)
def test_an_invalid_field_is_named_and_nothing_is_written(ask, change, code, loc):
    before = everything()
    for method, path in (("POST", "/routes"), ("PUT", f"/routes/{MAIN}")):
        status, problem = ask(method, path, route(**change))
        assert (status, problem["code"]) == (422, code)
        assert ["body", *loc] in [error["loc"][: len(loc) + 1] for error in problem["errors"]]
    assert everything() == before


@pytest.mark.parametrize(
    ("change", "locs"),
    [
        pytest.param({"sources": "some"}, [["sources"]], id="neither one nor the other"),
        pytest.param({"sources": [WEB, 1]}, [["sources", 1]], id="a member of a list"),
        pytest.param({"when_nobody": {}}, [["when_nobody", "agent_id"]], id="a field not sent"),
        pytest.param(
            {"activation": {"holidays": {"country": "ES", "names": [""]}}}, [["activation", "holidays", "names", 0]],
            id="deep inside",
        ),
        pytest.param({"conditions": [{"field": "a", "op": "eq"}]}, [["conditions", 0, "value"]], id="a default"),
        pytest.param(
            {"conditions": [{"field": "a", "op": "eq", "value": {}}]}, [["conditions", 0, "value"]], id="an object"
        ),
        pytest.param({"agents": [{"agent_id": ANN, "weight": "1"}]}, [["agents", 0, "weight"]], id="in a list"),
    ],
)  # fmt: skip
def test_a_field_error_is_reported_once_with_the_names_of_fields_only(ask, change, locs):
    status, problem = ask("POST", "/routes", route(**change))
    assert status == 422
    assert [error["loc"] for error in problem["errors"]] == [["body", *loc] for loc in locs]


def test_a_removed_member_and_an_archived_source_cannot_be_named(ask, table):
    team.change(table, make.member(DAN, status="removed", version=1))
    team.change(table, make.source(PORTAL, title="Portal", kind="api_key", status="archived", version=1))
    assert ask("POST", "/routes", route(agents=[{"agent_id": DAN}]))[1]["code"] == "agent_unknown"
    assert ask("POST", "/routes", route(sources=[PORTAL]))[1]["code"] == "source_unknown"


def test_two_routes_cannot_have_one_title(ask):
    before = everything()
    status, problem = ask("POST", "/routes", route(title="Main"))
    assert (status, problem["code"]) == (409, "title_taken")
    assert everything() == before
    assert ask("PUT", f"/routes/{MAIN}", route(title="Main"))[0] == 200


def test_a_problem_document_has_what_programs_and_people_need(ask):
    problem = ask("POST", "/routes", route(rule="rueda"))[1]
    assert ask.headers["Content-Type"] == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "code", "errors"}


def test_a_route_is_replaced_as_a_whole_and_keeps_position_and_status(ask):
    top = ask("POST", "/routes", route(status="paused"))[1]
    plain = {name: value for name, value in route(title="Otra").items() if name != "windows"}
    status, after = ask("PUT", f"/routes/{top['route_id']}", plain, match=1)
    assert status == 200
    assert (after["title"], after["windows"], after["status"], after["position"], after["version"]) == (
        "Otra", [], "paused", 1, 2,
    )  # fmt: skip


def test_a_route_may_be_sent_back_as_it_was_read(ask, table):
    ask("POST", f"/routes/{MAIN}/pause")
    read = ask("GET", f"/routes/{MAIN}")[1]
    before = version(table)
    assert ask("PUT", f"/routes/{MAIN}", read) == (200, read)
    assert version(table) == before, "nothing changed, so nothing is written"
    assert ask("PUT", f"/routes/{MAIN}", {**read, "version": 1})[1]["code"] == "changed_by_other"


def test_a_deleted_route_leaves_the_order_and_is_gone(ask, table):
    made = ask("POST", "/routes", route())[1]["route_id"]
    assert ask("DELETE", f"/routes/{MAIN}", match=1) == (204, None)
    assert ask("GET", "/routes/order")[1]["ids"] == [made]
    assert keys.route(MAIN) not in table.items([keys.route(MAIN)])
    assert ask("DELETE", f"/routes/{MAIN}")[0] == 404
    assert ask("GET", f"/routes/{MAIN}")[1]["code"] == "not_found"


def test_pausing_and_activating_record_time_and_author_and_repeating_changes_nothing(ask, table):
    paused = ask("POST", f"/routes/{MAIN}/pause")[1]
    assert (paused["status"], paused["switched_by"], paused["position"]) == ("paused", CHIEF, 1)
    before = everything()
    assert ask("POST", f"/routes/{MAIN}/pause") == (200, paused)
    assert everything() == before
    assert ask("POST", f"/routes/{MAIN}/activate")[1]["status"] == "active"
    assert [entry.what for entry in planning.audits(table)] == ["route.paused", "route.activated"]


def test_the_order_can_be_set_and_read(ask):
    made = ask("POST", "/routes", route())[1]["route_id"]
    order = ask("GET", "/routes/order")[1]
    assert order["ids"] == [made, MAIN]
    status, after = ask("PUT", "/routes/order", {"ids": [MAIN, made], "version": order["version"]})
    assert (status, after) == (200, {"ids": [MAIN, made], "version": order["version"] + 1})
    assert [r["position"] for r in ask("GET", "/routes")[1]["items"]] == [1, 2]
    assert ask("GET", "/routes")[1]["items"][0]["route_id"] == MAIN
    stale = ask("PUT", "/routes/order", {"ids": [made, MAIN], "version": order["version"]})
    assert (stale[0], stale[1]["code"]) == (409, "changed_by_other")


@pytest.mark.parametrize("ids", [[], [MAIN, MAIN], [make.NIGHT], [MAIN, make.NIGHT], ["main"]])
def test_an_order_must_name_exactly_the_existing_routes(ask, ids):
    before = everything()
    status, problem = ask("PUT", "/routes/order", {"ids": ids})
    assert (status, problem["code"]) == (422, "order_mismatch")
    assert problem["errors"][0]["loc"] == ["body", "ids"]
    assert everything() == before


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", f"/routes/{MAIN}", route()),
        ("DELETE", f"/routes/{MAIN}", None),
        ("POST", f"/routes/{MAIN}/pause", None),
        ("PUT", "/routes/order", {"ids": [MAIN]}),
        ("PATCH", f"/agents/{ANN}", {"first_name": "Anna"}),
        ("DELETE", f"/agents/{ANN}", None),
        ("PUT", f"/agents/{ANN}/limits", {"open": 1}),
        ("PUT", f"/agents/{ANN}/pause", {}),
        ("DELETE", f"/agents/{ANN}/pause", None),
        ("PATCH", "/settings", {"hold_hours": 1}),
        ("PATCH", f"/sources/{WEB}", {"title": "Casa"}),
        ("DELETE", f"/sources/{WEB}", None),
        ("POST", f"/sources/{WEB}/secret", None),
    ],
)
def test_an_outdated_version_changes_nothing(ask, method, path, body):
    before = everything()
    status, problem = ask(method, path, body, match=99)
    assert (status, problem["code"]) == (409, "changed_by_other")
    assert everything() == before
    assert ask(method, path, body, match="x")[0] == 422
    assert ask(method, path, body, match="")[0] == 422


WRITES = [
    ("POST", "/routes", route()),
    ("PUT", f"/routes/{MAIN}", route()),
    ("DELETE", f"/routes/{MAIN}", None),
    ("POST", f"/routes/{MAIN}/pause", None),
    ("POST", f"/routes/{MAIN}/activate", None),
    ("PUT", "/routes/order", {"ids": [MAIN]}),
    ("POST", "/agents", {"email": "x@example.com", "first_name": "X", "last_name": "Y", "role": "agent"}),
    ("PATCH", f"/agents/{ANN}", {"role": "rainmaker"}),
    ("DELETE", f"/agents/{ANN}", None),
    ("PUT", f"/agents/{ANN}/limits", {"open": 1}),
    ("PATCH", "/settings", {"hold_hours": 1}),
    ("POST", "/sources", {"title": "X", "kind": "standard"}),
    ("PATCH", f"/sources/{WEB}", {"title": "X"}),
    ("DELETE", f"/sources/{WEB}", None),
    ("POST", f"/sources/{WEB}/secret", None),
]
MANAGERS_READ = ["/agents", f"/agents/{ANN}", "/sources", f"/sources/{WEB}"]


@pytest.mark.parametrize("me", [ANN, BOSS, NOBODY, None], ids=["agent", "manager", "stranger", "nobody"])
def test_only_the_rainmaker_writes(ask, me):
    before = everything()
    for method, path, body in WRITES:
        status, problem = ask(method, path, body, me=me, key="k")
        assert (status, problem["code"]) == (403, "forbidden"), path
    assert everything() == before


def test_managers_read_the_team_and_its_sources_and_agents_do_not(ask):
    for path in MANAGERS_READ:
        assert ask("GET", path, me=BOSS)[0] == 200
        assert ask("GET", path, me=ANN)[0] == 403


def test_only_the_rainmaker_reads_the_settings(ask):
    status, settings = ask("GET", "/settings")
    assert (status, settings["time_zone"], settings["version"]) == (200, "Europe/Madrid", 1)
    assert [ask("GET", "/settings", me=me)[0] for me in (BOSS, ANN)] == [403, 403]


def test_agents_read_the_routes_they_are_on_at_their_true_position(ask):
    other = ask("POST", "/routes", route(agents=[{"agent_id": DAN}]))[1]["route_id"]
    assert [(r["route_id"], r["position"]) for r in ask("GET", "/routes", me=ANN)[1]["items"]] == [(MAIN, 2)]
    assert ask("GET", f"/routes/{other}", me=ANN)[0] == 404
    assert ask("GET", "/routes/order", me=ANN)[1]["ids"] == [MAIN]
    assert len(ask("GET", "/routes", me=BOSS)[1]["items"]) == 2


def test_a_repeated_request_makes_one_route_and_is_answered_the_same(ask):
    first = ask("POST", "/routes", route(), key="again")
    before = everything()
    assert ask("POST", "/routes", route(), key="again") == first
    assert first[0] == 201
    assert everything() == before
    other = ask("POST", "/routes", route(title="Otra"), key="another")
    assert other[1]["route_id"] != first[1]["route_id"]


def test_of_two_equal_simultaneous_requests_the_second_finds_the_firsts_route(ask, table):
    """The first is committed after the second has read the plan, and before it looks up its key."""
    answers = []

    def overtaken(get, kind, key):
        table.around("get", None)
        answers.append(ask("POST", "/routes", route(), key="key-1"))
        return get(kind, key)

    table.around("get", overtaken)
    answers.append(ask("POST", "/routes", route(), key="key-1"))
    assert [status for status, _ in answers] == [201, 201]
    assert answers[0] == answers[1]


def test_a_key_used_for_another_body_is_refused(ask):
    ask("POST", "/routes", route(), key="again")
    before = everything()
    status, problem = ask("POST", "/routes", route(title="Otra"), key="again")
    assert (status, problem["code"]) == (422, "key_reused")
    assert everything() == before


def test_keys_belong_to_one_operation(ask):
    ask("POST", "/sources", {"title": "X", "kind": "standard"}, key="again")
    assert ask("POST", "/routes", route(), key="again")[0] == 201


def test_of_two_changes_based_on_one_version_the_second_is_decided_again(ask, table):
    """Another Rainmaker's change is committed between read and write: the plan's version shows it."""
    before, moved = version(table), []

    def late(commit, writes):
        if not moved:
            moved.append(True)
            team.change(table, make.source(make.id_of("source", "new"), title="Nueva"))
        commit(writes)

    table.around("commit", late)
    status, made = ask("POST", "/routes", route())
    assert (status, made["position"]) == (201, 1)
    assert version(table) == before + 2
    assert len(ask("GET", "/routes")[1]["items"]) == 2
    assert len(planning.audits(table)) == 1


def test_two_simultaneous_routes_of_one_title_become_one(ask, table):
    """The second is checked against what the first wrote, though it had read the plan before."""
    once = []

    def late(commit, writes):
        if not once:
            once.append(True)
            assert ask("POST", "/routes", route())[0] == 201
        commit(writes)

    table.around("commit", late)
    assert ask("POST", "/routes", route())[1]["code"] == "title_taken"


def test_a_request_that_always_loses_is_asked_to_retry(ask, table):
    others = Table(memory.client("dynamodb"), "relevo")

    def late(commit, writes):
        number = version(others)
        team.change(others, make.source(make.id_of("source", f"s{number}"), title=f"S{number}"))
        commit(writes)

    table.around("commit", late)
    status, problem = ask("POST", "/routes", route())
    assert (status, problem["code"], ask.headers["Retry-After"]) == (503, "busy", "1")


def test_every_change_is_audited_with_old_and_new_values(ask, table):
    ask("PUT", f"/routes/{MAIN}", route(title="Principal", windows=[], agents=[{"agent_id": ANN}], claim_seconds=300))
    ask("DELETE", f"/routes/{MAIN}")
    changed, deleted = planning.audits(table)
    assert (changed.by, changed.what, changed.subject) == (CHIEF, "route.changed", MAIN)
    assert changed.before == {
        "title": "Main",
        "agents": [{"agent_id": a, "weight": None} for a in (ANN, make.BOB, make.CAT)],
    }
    assert changed.after == {"title": "Principal", "agents": [{"agent_id": ANN, "weight": None}]}
    assert (deleted.what, deleted.before["title"], deleted.after) == ("route.deleted", "Principal", None)


def test_every_change_increments_the_plans_version_by_one(ask, table):
    before = version(table)
    for method, path, body in WRITES[:3]:
        assert ask(method, path, {**body, "title": method} if body else None)[0] < 300
    assert version(table) == before + 3


def test_every_operation_of_the_contract_exists(api):
    told = {f"{operation.method} {operation.path}" for operation in api.operations}
    assert len(told) == 67
    assert all(operation.handler.__doc__ for operation in api.operations)
