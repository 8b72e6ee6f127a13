"""Can supervisors see what the plan would do, its gaps and its problems?"""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload
from shared.store import keys
from shared.store.table import put
from tests import make
from tests.functions import planning, team
from tests.functions.planning import everything
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, MAIN, NIGHT, NOON, PORTAL, WEB, id_of

READINGS = [("GET", "/plan/lint", None), ("GET", "/plan/coverage", None), ("POST", "/plan/preview", {"source_id": WEB})]
ROUTED = id_of("source", "gone")


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


def replan(table, *routes):
    """Replace the plan's routes by these, in this order."""
    order = table.get(Order, keys.ORDER)
    for route in routes:
        before = table.get(type(route), keys.route(route.route_id))
        team.change(table, route.model_copy(update={"version": before.version if before else 0}))
    team.change(table, order.model_copy(update={"route_ids": tuple(route.route_id for route in routes)}))


def instant(at):
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize(("method", "path", "body"), READINGS)
def test_managers_and_the_rainmaker_read_and_agents_do_not(ask, method, path, body):
    assert [ask(method, path, body, me=me)[0] for me in (CHIEF, BOSS, ANN)] == [200, 200, 403]


@pytest.mark.parametrize(("method", "path", "body"), READINGS)
def test_these_operations_write_nothing(ask, table, method, path, body):
    table.commit([put(Rotation(route_id=MAIN, last=ANN, place=0, turn=1))])
    before = everything()
    assert ask(method, path, body)[0] == 200
    assert everything() == before


@pytest.mark.parametrize(("method", "path", "body", "reads"), [(*READINGS[0], 1), (*READINGS[1], 1), (*READINGS[2], 2)])
def test_these_operations_take_few_reads(ask, table, method, path, body, reads):
    ask(method, path, body)
    table.calls.clear()
    ask(method, path, body)
    assert table.calls == ["batch_get_item"] * reads


# Preview


def test_a_preview_says_who_would_get_the_lead_now_and_why(ask, table):
    table.commit([put(Rotation(route_id=MAIN, last=ANN, place=0, turn=1))])
    status, found = ask("POST", "/plan/preview", {"source_id": WEB}, me=BOSS)
    assert status == 200
    assert (found["outcome"], found["route_id"], found["agent_ids"]) == ("offered", MAIN, [BOB])
    assert found["sentences"]["en"] == [
        "“Main” takes the lead: of the routes that fit, it is nearest the top.",
        "Round robin: it is Ana García's turn; Ana García was first with the lead before.",
        "Ana García and Ana García: waiting for a turn.",
    ]
    assert found["trace"]["sentences"] == found["sentences"]
    assert [(one["agent_id"], one["verdict"]) for one in found["trace"]["agents"]] == [
        (ANN, "later"), (BOB, "chosen"), (CAT, "later")
    ]  # fmt: skip
    assert found["trace"]["draw"] == {"rule": "round_robin", "last": ANN, "place": 0, "turn": 1, "first": True}
    assert "offer_id" not in found["trace"]
    again = ask("POST", "/plan/preview", {"source_id": WEB})[1]
    assert again["agent_ids"] == [BOB]


def test_a_preview_considers_workloads(ask, table):
    load = table.get(Workload, keys.workload(ANN))
    table.commit([put(load.model_copy(update={"active": False}))])
    found = ask("POST", "/plan/preview", {"source_id": WEB})[1]
    assert found["agent_ids"] == [BOB]
    assert {"agent_id": ANN, "name": "Ana García", "verdict": "not_active"} in found["trace"]["agents"]


def test_a_preview_considers_conditions_and_the_hour(ask, table):
    condition = {"field": "price_max", "op": "gte", "value": 500_000}
    night = (Window(days=DAYS, start="22:00", to="06:00"),)
    replan(
        table,
        make.route(id_of("route", "dear"), title="Dear", agents=(CAT,), conditions=(condition,)),
        make.route(NIGHT, title="Night", agents=(BOB,), windows=night),
        make.route(windows=(Window(days=DAYS, start="06:00", to="22:00"),), agents=(ANN,)),
    )
    tomorrow = NOON.replace(hour=0) + timedelta(days=1)

    def sent(hour, **attributes):
        body = {"source_id": WEB, "attributes": attributes, "at": instant(tomorrow + timedelta(hours=hour))}
        return ask("POST", "/plan/preview", body)[1]["agent_ids"]

    assert [sent(12), sent(23), sent(12, price_max=600_000), sent(12, price_max="a lot")] == [
        [ANN], [BOB], [CAT], [ANN]
    ]  # fmt: skip


def test_a_preview_of_a_future_instant_applies_scheduled_switches_of_special_routes(ask, table):
    day = (NOON + timedelta(days=20)).date()
    feast = Activation(start=day.isoformat(), to=day.isoformat())
    replan(
        table,
        make.route(NIGHT, title="Feast", agents=(BOB,), activation=feast, status="paused"),
        make.route(agents=(ANN,)),
    )
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = [
        ask("POST", "/plan/preview", {"source_id": WEB, "at": instant(noon + n * timedelta(days=1))})[1]["route_id"]
        for n in (-1, 0, 1)
    ]
    assert found == [MAIN, NIGHT, MAIN]


def test_a_preview_of_a_members_own_source_skips_the_routes(ask, table):
    team.change(table, make.source(id_of("source", "own"), title="Ana's site", owner=ANN))
    status, found = ask("POST", "/plan/preview", {"source_id": id_of("source", "own")})
    assert (status, found["outcome"], found["reason"], found["agent_ids"]) == (200, "assigned", "own_source", [ANN])
    assert found["route_id"] is None
    assert found["sentences"]["es"][0] == "Viene de una fuente propia: no pasa por las rutas."


def test_a_preview_without_a_route_says_why_the_lead_would_wait(ask, table):
    replan(table, make.route(status="paused"))
    found = ask("POST", "/plan/preview", {"source_id": WEB})[1]
    assert (found["outcome"], found["reason"], found["agent_ids"]) == ("pooled", "no_route", [])
    assert found["route_id"] is None
    assert found["sentences"]["en"] == ["“Main”: paused.", "It goes to the pool: no route takes it at that moment."]


def ahead(**delta):
    return instant(NOON + timedelta(**delta))


@pytest.mark.parametrize(
    ("body", "code", "loc"),
    [
        pytest.param({}, "invalid", ["body", "source_id"], id="no source"),
        pytest.param({"source_id": ROUTED}, "source_unknown", ["body", "source_id"], id="an unknown source"),
        pytest.param({"source_id": "web"}, "source_unknown", ["body", "source_id"], id="no id of a source"),
        pytest.param({"source_id": WEB, "at": "soon"}, "invalid", ["body", "at"], id="no instant"),
        pytest.param({"source_id": WEB, "at": "2026-01-05T12:00:00"}, "invalid", ["body", "at"], id="no time zone"),
        pytest.param({"source_id": WEB, "at": ahead(days=367)}, "invalid", ["body", "at"], id="over a year ahead"),
        pytest.param({"source_id": WEB, "at": ahead(days=-2)}, "invalid", ["body", "at"], id="over a day past"),
        pytest.param({"source_id": WEB, "at": "9999-12-31T23:59:59Z"}, "invalid", ["body", "at"], id="the end of time"),
        pytest.param({"source_id": WEB, "at": "0001-01-01T00:00:00+10:00"}, "invalid", ["body", "at"], id="before it"),
        pytest.param(
            {"source_id": WEB, "attributes": {"x": "y" * 17_000}}, "invalid", ["body", "attributes"], id="too large"
        ),
        pytest.param({"source_id": WEB, "contact": {}}, "invalid", ["body", "contact"], id="an unknown field"),
    ],
)
def test_an_invalid_preview_is_refused_by_name(ask, body, code, loc):
    status, problem = ask("POST", "/plan/preview", body)
    assert (status, problem["code"]) == (422, code)
    assert [error["loc"] for error in problem["errors"]] == [loc]


# Lint


def test_lint_lists_problems_with_sentences_and_the_records_concerned(ask, table):
    assert ask("GET", "/plan/lint")[1] == {"items": [], "next": None}
    replan(table, make.route(NIGHT, title="Todo", sources=(WEB,)), make.route(agents=(ANN,), sources=(WEB,)))
    status, found = ask("GET", "/plan/lint", me=BOSS)
    assert status == 200
    assert found["items"] == [
        {
            "code": "route_shadowed",
            "sentences": {
                "es": ["«Main» está tapada por otra ruta y nunca recibe prospectos: «Todo» toma antes todo lo suyo."],
                "en": ["“Main” is shadowed and never takes a lead: “Todo” takes all of it before."],
            },
            "route_ids": [MAIN, NIGHT],
        },
        {
            "code": "source_without_route",
            "sentences": {
                "es": ["Ninguna ruta activa toma los prospectos de «Portal»."],
                "en": ["No active route takes the leads of “Portal”."],
            },
            "route_ids": [],
            "source_ids": [PORTAL],
        },
    ]


# Coverage


def test_coverage_returns_the_week_by_source_in_cells(ask, table):
    replan(table, make.route(windows=(Window(days=("mon",), start="08:00", to="22:30"),)))
    monday = NOON.date() + timedelta(days=21)
    status, found = ask("GET", "/plan/coverage", **{"from": monday.isoformat()})
    assert status == 200
    assert (found["from"], found["to"]) == (monday.isoformat(), (monday + timedelta(days=6)).isoformat())
    assert found["time_zone"] == "Europe/Madrid"
    web = next(row for row in found["sources"] if row["source_id"] == WEB)
    quiet = {"agents": 0, "gap": True, "overridden": False, "conditional": 0}
    busy = {**quiet, "route_id": MAIN, "agents": 3}
    assert [cell for cell in web["cells"] if cell["date"] == monday.isoformat() and "dst" not in cell] == [
        {"date": monday.isoformat(), "from": 0, "to": 8, **quiet},
        {"date": monday.isoformat(), "from": 8, "to": 22, **busy, "gap": False},
        {"date": monday.isoformat(), "from": 22, "to": 23, **busy},
        {"date": monday.isoformat(), "from": 23, "to": 24, **quiet},
    ]
    assert set(found["week_gaps"]) == {WEB, PORTAL}


def test_coverage_begins_on_this_weeks_monday_by_default(ask):
    found = ask("GET", "/plan/coverage")[1]
    assert found["from"] == NOON.date().isoformat()
    assert found["week_gaps"] == {WEB: 0, PORTAL: 0}


def test_coverage_names_the_countrys_holidays_and_special_days(ask, table):
    day = (NOON + timedelta(days=20)).date()
    feast = Activation(start=day.isoformat(), to=day.isoformat())
    replan(table, make.route(NIGHT, title="Feast", activation=feast, status="paused"), make.route())
    coming = ask("GET", "/plan/coverage")[1]["coming"]
    [special] = [one for one in coming if one["route_ids"]]
    assert (special["date"], special["route_ids"], special["gap_hours"]) == (day.isoformat(), [NIGHT], 0)
    assert all(one.get("holiday") or one.get("dst") or one["route_ids"] for one in coming)


@pytest.mark.parametrize("given", ["2024-01-01", "2090-01-01", "0001-01-01", "monday", "2026-02-30"])
def test_an_invalid_or_too_distant_week_is_refused(ask, given):
    status, problem = ask("GET", "/plan/coverage", **{"from": given})
    assert (status, problem["code"]) == (422, "invalid")
    assert [error["loc"] for error in problem["errors"]] == [["query", "from"]]
