"""Is what a newer release made shown as that, and can nobody change or delete it?"""

import pytest

from shared.domain.plan_records.target import Target
from shared.domain.plan_records.template import Template
from tests import make
from tests.functions import planning, team
from tests.functions.planning import everything
from tests.make import ANN, MAIN, NOON, WEB, id_of

UNREAD = {"of": ["a newer", "release"]}
CRM, HELLO = id_of("target", "crm"), id_of("template", "hello")
TARGET = Target(target_id=CRM, url="https://crm.example.com", events=("lead.claimed",), created_at=NOON)
TEMPLATE = Template(template_id=HELLO, title="Hello", channels=("email",), language="es", text="Hola", created_at=NOON)
SEAT = [{"agent_id": ANN}]
ROUTE = {"title": "New", "rule": "round_robin", "claim_seconds": 60, "agents": SEAT}


@pytest.fixture
def ask(table, secret, event):
    asks = planning.seated(table, secret, event)
    for record in (TARGET, TEMPLATE, make.rota(make.shift())):
        team.change(table, record)
    team.newer(table, make.route(), rule="by_score")
    team.newer(table, make.source(), kind="tiktok")
    team.newer(table, make.member(ANN), role="auditor")
    team.newer(table, TARGET, events=["lead.reassigned"])
    team.newer(table, TEMPLATE, channels=["telegram"])
    team.newer(table, make.settings(), repeat_leads="by_score")
    return asks


@pytest.mark.parametrize(
    ("path", "fields"),
    [(f"/routes/{MAIN}", {"rule"}), (f"/sources/{WEB}", {"kind"}), (f"/agents/{ANN}", {"role"})],
)
def test_it_is_shown_with_the_fields_and_nothing_may_be_done_with_it(ask, path, fields):
    status, shown = ask("GET", path)
    assert status == 200
    assert fields <= set(shown["newer_fields"])
    assert shown["may"] == []


@pytest.mark.parametrize(("path", "field"), [("/outbound", "events"), ("/templates", "channels")])
def test_lists_show_it_too(ask, path, field):
    [shown] = ask("GET", path)[1]["items"]
    assert field in shown["newer_fields"]


def test_what_this_release_made_says_nothing_of_it(ask):
    made = ask("POST", "/routes", ROUTE)[1]
    assert "newer_fields" not in made


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", f"/routes/{MAIN}", ROUTE),
        ("DELETE", f"/routes/{MAIN}", None),
        ("POST", f"/routes/{MAIN}/pause", None),
        ("POST", f"/routes/{MAIN}/activate", None),
        ("PATCH", f"/sources/{WEB}", {"title": "Other"}),
        ("DELETE", f"/sources/{WEB}", None),
        ("POST", f"/sources/{WEB}/secret", {}),
        ("PUT", f"/sources/{WEB}/mapping", {"a": "name"}),
        ("PATCH", f"/outbound/{CRM}", {"status": "disabled"}),
        ("DELETE", f"/outbound/{CRM}", None),
        ("POST", f"/outbound/{CRM}/secret", {}),
        ("PATCH", f"/templates/{HELLO}", {"title": "Other"}),
        ("PATCH", f"/agents/{ANN}", {"first_name": "Other"}),
        ("PUT", f"/agents/{ANN}/limits", {"per_day": 1}),
        ("PUT", f"/agents/{ANN}/pause", {}),
        ("DELETE", f"/agents/{ANN}", None),
        ("PATCH", "/settings", {"repeat_leads": "route"}),
    ],
)
def test_it_cannot_be_changed_or_deleted(ask, method, path, body):
    before = everything()
    status, told = ask(method, path, body)
    assert (status, told["code"]) == (409, "made_by_newer_release")
    assert everything() == before


def test_other_settings_can_be_changed_and_it_stays(ask, table):
    status, shown = ask("PATCH", "/settings", {"team_name": "Other", "repeat_leads": "same_owner"})
    assert (status, shown["team_name"], shown["newer_fields"]) == (200, "Other", ["repeat_leads"])
    assert team.stored(table, make.settings())["repeat_leads"] == "by_score"


def test_a_member_with_such_a_choice_is_changed_but_for_it(ask, table):
    bob = make.member(make.BOB)
    team.newer(table, bob, notifications={"email": ["lead_rings"]}, sees="office")
    assert ask("PATCH", f"/agents/{make.BOB}", {"first_name": "Other"})[0] == 200
    assert ask("PATCH", f"/agents/{make.BOB}", {"sees": "team"})[1]["code"] == "made_by_newer_release"
    stored = team.stored(table, bob)
    assert (stored["first_name"], stored["sees"]) == ("Other", "office")
    assert stored["notifications"] == {"email": ["lead_rings"]}


def test_who_has_such_a_role_may_do_nothing(ask):
    assert ask("GET", "/routes", me=ANN)[0] == 403
    assert ask("GET", "/routes", me=make.BOB)[0] == 200


def test_the_order_of_routes_can_be_changed_around_it(ask, table):
    made = ask("POST", "/routes", ROUTE)[1]["route_id"]
    assert ask("PUT", "/routes/order", {"ids": [MAIN, made]})[0] == 200
    assert team.stored(table, make.route())["rule"] == "by_score"


def test_who_leaves_the_team_leaves_its_agents_and_the_rest_stays(ask, table):
    assert ask("DELETE", f"/agents/{make.BOB}")[0] == 204
    stored = team.stored(table, make.route())
    assert (stored["rule"], stored["status"]) == ("by_score", "active")
    assert make.BOB not in [one["agent_id"] for one in stored["agents"]]


def test_shifts_that_a_newer_release_made_cannot_be_replaced(ask, table):
    team.newer(table, make.rota(), shifts=[UNREAD])
    status, told = ask("PUT", f"/routes/{MAIN}/rota", {"shifts": []})
    assert (status, told["code"]) == (409, "made_by_newer_release")
