"""May only the Rainmaker change settings, and do special routes follow a new time zone?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings
from shared.domain.planning.special_routes import with_next_switches
from shared.store import keys
from tests import make
from tests.functions import planning, team
from tests.functions.planning import everything
from tests.make import ANN, BOSS, CHIEF, MAIN, id_of

ALL = {
    "team_name": "Casa Norte", "time_zone": "America/Mexico_City", "country": "MX", "language": "en",
    "working_hours": [{"days": ["mon"], "from": "09:00", "to": "18:00"}], "hold_hours": 12,
    "repeat_leads": "route", "agents_see": "team", "agents_see_pool": False, "hide_contact_until_claimed": False,
    "warn_after_seconds": 900, "waiting_clock": "working", "close_quiet_after_days": 30,
    "attention_after_seconds": 3600, "claim_target_seconds": 120, "managers_export": False, "setup_hidden": True,
    "close_reasons": [
        {"reason_id": id_of("reason", "dear"), "outcome": "lost", "name": "Too dear", "archived": False},
    ],
    "accent_color": "#7a1f3d", "quiet_hours": "none",
    "holidays": {
        "country": "ES", "region": "MD", "names": ["Asunción de la Virgen"], "observed": False,
        "added": [{"date": "2026-05-15", "name": "San Isidro"}], "left_out": ["2026-08-15"],
    },
    "retention": {
        "leads_months": 36, "deliveries_days": 30, "imports_days": 14, "audit_months": 60, "keep_won_years": 5,
    },
}  # fmt: skip


@pytest.fixture
def calendar():
    """Provide the schedules of special routes."""
    return planning.Calendar()


@pytest.fixture
def ask(table, secret, event, calendar):
    return planning.seated(table, secret, event, schedules=calendar)


def test_every_setting_can_be_changed_and_is_read_back(ask):
    assert set(ALL) == set(Settings.model_fields) - {"created_at", "days_off", "logo", "version", "second_factor"}
    status, changed = ask("PATCH", "/settings", ALL, match=1)
    assert (status, changed) == (200, {**ALL, "version": 2})
    assert ask("GET", "/settings")[1] == changed


def test_only_sent_fields_change_and_are_audited(ask, table):
    before = ask("GET", "/settings")[1]
    assert ask("PATCH", "/settings", {"hold_hours": 5})[1] == {**before, "hold_hours": 5, "version": 2}
    [entry] = planning.audits(table)
    assert (entry.what, entry.subject, entry.by) == ("settings.changed", "settings", CHIEF)
    assert (entry.before, entry.after) == ({"hold_hours": 0}, {"hold_hours": 5})


def test_unchanged_settings_write_nothing(ask):
    before = everything()
    assert ask("PATCH", "/settings", {"team_name": "Casa", "hold_hours": 0})[0] == 200
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "field"),
    [({"time_zone": "Madrid"}, "time_zone"), ({"country": "Spain"}, "country"), ({"hold_hours": 97}, "hold_hours"),
     ({"attention_after_seconds": 59}, "attention_after_seconds"), ({"language": None}, "language"),
     ({"claim_target_seconds": 9}, "claim_target_seconds"),
     ({"working_hours": [{"days": ["mon"], "from": "09:00", "to": "09:00"}]}, "working_hours"),
     ({"repeat_leads": "never"}, "repeat_leads"), ({"colour": "red"}, "colour")],
)  # fmt: skip
def test_an_invalid_setting_names_its_field_and_writes_nothing(ask, body, field):
    before = everything()
    status, problem = ask("PATCH", "/settings", body)
    assert (status, problem["code"], problem["errors"][0]["loc"][:2]) == (422, "invalid", ["body", field])
    assert everything() == before


def test_only_the_rainmaker_changes_settings_and_only_the_current_version(ask):
    before = everything()
    assert [ask("PATCH", "/settings", {"hold_hours": 1}, me=me)[0] for me in (BOSS, ANN, None)] == [403] * 3
    assert ask("PATCH", "/settings", {"hold_hours": 1}, match=9)[1]["code"] == "changed_by_other"
    assert everything() == before


def test_special_routes_follow_the_new_time_zone_and_their_schedules_are_set(ask, table, calendar):
    on = (make.NOON + timedelta(days=400)).date()
    activation = Activation(start=f"{on}", to=f"{on}")
    route = with_next_switches(
        make.route(activation=activation, version=1), make.settings().zone, lambda *_: {}, make.NOON
    )
    team.change(table, route)
    ask("PATCH", "/settings", {"hold_hours": 1})
    assert calendar.set_so_far == []
    ask("PATCH", "/settings", {"time_zone": "America/Mexico_City"})
    after = table.get(Route, keys.route(MAIN))
    assert after.next_on - route.next_on == timedelta(hours=7)
    [(scheduled, zone)] = calendar.set_so_far
    assert (zone, scheduled.route_id, scheduled.next_on) == ("America/Mexico_City", MAIN, after.next_on)


# The directory


def test_every_member_reads_the_names_in_the_directory(ask, table):
    team.change(table, make.member(make.EVE, status="removed", version=1))
    team.change(table, make.member(make.DAN, status="invited", version=1))
    team.change(table, make.source(make.PORTAL, title="Portal", kind="api_key", status="archived", version=1))
    status, names = ask("GET", "/directory", me=BOSS)
    assert status == 200
    invited = {one["agent_id"] for one in names["agents"] if one["status"] == "invited"}
    assert {one["agent_id"] for one in names["agents"]} == {ANN, make.BOB, make.CAT, BOSS, CHIEF} | invited
    assert invited == {make.DAN}
    assert {"agent_id": BOSS, "name": "Ana García", "role": "manager", "status": "active"} in names["agents"]
    assert names["sources"] == [{"source_id": make.WEB, "title": "Web"}]
    assert names["routes"] == [{"route_id": MAIN, "title": "Main"}]
    assert ask("GET", "/directory", me=ANN) == (200, names)
    assert ask("GET", "/directory", me=make.DAN)[0] == 403


def test_an_agent_reads_only_routes_they_are_on(ask):
    ask("POST", "/routes", planning.route(agents=[{"agent_id": make.BOB}]))
    assert [one["title"] for one in ask("GET", "/directory", me=ANN)[1]["routes"]] == ["Main"]
    assert len(ask("GET", "/directory", me=BOSS)[1]["routes"]) == 2
