"""Can a plan be exported and imported unchanged, and is an invalid one refused before anything is written?"""

import json

import pytest

from local.plan_file import __main__ as command
from local.plan_file.check import find_errors
from local.plan_file.document import Document, read
from local.plan_file.team import TeamApi
from local.plan_file.write import difference, write
from local.problems import Unusable
from shared.domain.plan_records.activation import Activation
from tests import make
from tests.functions import planning, team
from tests.make import ANN, BOB, PORTAL


@pytest.fixture
def ask(table, secret, event):
    """Provide the plan function over a team in the table, called as its API is."""
    call = planning.seated(table, secret, event)

    def asked(method, path, body=None):
        status, answer = call(method, path, body)
        assert 200 <= status < 300, answer
        return answer

    return asked


def document(ask):
    return TeamApi.of(ask).document()


def changed(before, **sections):
    return before.model_copy(update=sections)


def done(ask, wanted):
    return [one.text for one in write(TeamApi.of(ask), wanted, ask)]


def email(agent_id):
    return make.member(agent_id).email


NIGHT = {
    "title": "Noche",
    "rule": "weighted_random",
    "sources": ["Portal"],
    "windows": [{"days": ["sat"], "from": "22:00", "to": "06:00"}],
    "claim_seconds": 60,
    "agents": [{"agent": email(ANN), "weight": 70}, {"agent": email(BOB), "weight": 30}],
    "conditions": [{"field": "price_max", "op": "gte", "value": 200000}],
    "when_nobody": {"agent": email(BOB)},
}


def test_a_plan_exported_and_imported_changes_nothing(ask, tmp_path):
    for name, text in (
        ("plan.toml", document(ask).toml()),
        ("plan.json", document(ask).model_dump_json(exclude_none=True)),
    ):
        (tmp_path / name).write_text(text)
        again = read(tmp_path / name)
        assert find_errors(again, TeamApi.of(ask)) == []
        assert difference(TeamApi.of(ask), again) == ""
        assert done(ask, again) == []


def test_a_file_contains_names_and_no_ids(ask):
    text = document(ask).toml()
    assert email(ANN) in text
    assert not any(f"{kind}_0" in text for kind in ("agent", "route", "source"))


def test_an_import_creates_changes_deletes_and_orders_routes(ask):
    before = document(ask)
    main = {**before.routes[0], "claim_seconds": 45}
    assert done(ask, changed(before, routes=[NIGHT, main])) == ["route 'Main' changed", "route 'Noche' created"]
    assert [route["title"] for route in document(ask).routes] == ["Noche", "Main"]
    assert done(ask, changed(before, routes=[main, NIGHT])) == ["routes put in order"]
    assert done(ask, changed(before, routes=[NIGHT])) == ["route 'Main' deleted"]
    made = TeamApi.of(ask).routes[0]
    assert made["sources"] == [PORTAL]
    assert made["when_nobody"] == {"agent_id": BOB}
    assert document(ask).routes[0].items() >= NIGHT.items()


def test_an_import_sets_settings_sources_hours_and_limits(ask):
    before = document(ask)
    agents = [
        {"email": email(ANN), "limits": {"per_day": 3}, "hours": [{"days": ["mon"], "from": "09:00", "to": "18:00"}]},
    ]
    sources = [*before.sources, {"title": "Feria", "kind": "manual"}]
    wanted = Document(settings={"hold_hours": 12}, sources=sources, agents=agents)
    assert find_errors(wanted, TeamApi.of(ask)) == []
    assert done(ask, wanted) == [
        "settings: hold_hours",
        "source 'Feria' created; renew its secret to see it",
        f"agent {email(ANN)}: hours",
        f"agent {email(ANN)}: limits",
    ]
    assert done(ask, wanted) == []
    assert document(ask).settings["hold_hours"] == 12


def test_a_missing_section_stays_unchanged(ask):
    before = document(ask)
    assert difference(TeamApi.of(ask), Document(settings=before.settings)) == ""
    assert done(ask, Document()) == []
    assert document(ask) == before


@pytest.mark.parametrize(
    "route",
    [
        pytest.param({**NIGHT, "activation": {"holidays": {"country": "ES"}}}, id="holidays"),
        pytest.param({**NIGHT, "activation": {"from": "2020-01-01", "to": "2020-01-02", "yearly": True}}, id="dates"),
        pytest.param({**NIGHT, "response": {"within_seconds": 60}}, id="a response"),
        pytest.param({**NIGHT, "conditions": [{"field": "place", "op": "exists"}]}, id="a condition"),
        pytest.param({**NIGHT, "claim_clock": "always", "sources": "all", "status": "active"}, id="said needlessly"),
        pytest.param(dict(reversed(NIGHT.items())), id="another order of fields"),
        pytest.param(
            {"title": "Noche", "rule": "assign_to_agent", "agents": [{"agent": email(ANN)}]}, id="no time to claim"
        ),
    ],
)
def test_an_import_without_default_values_gives_the_same_plan(ask, route):
    wanted = changed(document(ask), routes=[route])
    assert find_errors(wanted, TeamApi.of(ask)) == []
    assert "route 'Noche' created" in done(ask, wanted)
    assert find_errors(wanted, TeamApi.of(ask)) == []
    assert difference(TeamApi.of(ask), wanted) == ""
    assert done(ask, wanted) == []


def test_unset_fields_may_be_written_out(ask):
    unset = {"email": email(ANN), "hours": [], "limits": {}, "may_hand_over": False}
    wanted = Document(agents=[unset], sources=[{"title": "Portal", "kind": "api_key", "category": None}])
    assert difference(TeamApi.of(ask), wanted) == ""
    assert done(ask, wanted) == []


def test_a_special_route_that_is_over_stays_unchanged(ask, table):
    over = Activation(start="2020-01-01", to="2020-01-02")
    team.change(table, make.route(activation=over, status="paused", version=1))
    wanted = document(ask)
    assert find_errors(wanted, TeamApi.of(ask)) == []
    assert done(ask, wanted) == []
    later = changed(wanted, routes=[{**wanted.routes[0], "claim_seconds": 45}])
    assert find_errors(later, TeamApi.of(ask)) == []
    assert done(ask, later) == ["route 'Main' changed"]
    moved = changed(wanted, routes=[{**wanted.routes[0], "activation": {"from": "2020-01-01", "to": "2020-01-03"}}])
    assert find_errors(moved, TeamApi.of(ask)) == ["route 'Main', activation.to: This is past."]


def test_toml_may_use_its_own_dates_and_times(ask, tmp_path):
    (tmp_path / "plan.toml").write_text(f"""
        [[routes]]
        title = "Feria"
        rule = "jump_ball"
        claim_seconds = 60
        agents = [{{ agent = "{email(ANN)}" }}]
        windows = [{{ days = ["mon"], from = 09:00:00, to = 18:00:00 }}]
        activation = {{ from = 2099-01-01T08:00:00, to = 2099-01-05, dates = [2099-02-01] }}
    """)
    wanted = read(tmp_path / "plan.toml")
    assert find_errors(wanted, TeamApi.of(ask)) == []
    done(ask, wanted)
    made = TeamApi.of(ask).routes[0]
    assert (made["windows"][0]["from"], made["activation"]["from"]) == ("09:00", "2099-01-01T08:00")
    assert (made["activation"]["to"], made["activation"]["dates"]) == ("2099-01-05", ["2099-02-01"])


def test_no_route_is_deleted_before_the_others_exist(ask):
    said = done(ask, changed(document(ask), routes=[NIGHT]))
    assert said == ["route 'Noche' created", "route 'Main' deleted"]


def test_a_plan_that_changed_during_the_confirmation_is_not_overwritten(ask, tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps({"settings": {"hold_hours": 12}}))

    def agreed():
        ask("PATCH", "/settings", {"hold_hours": 5})
        return True

    with pytest.raises(Unusable, match="meanwhile"):
        command._import(ask, tmp_path / "plan.json", agreed)
    assert document(ask).settings["hold_hours"] == 5


def test_the_difference_omits_what_the_file_does_not_name(ask):
    wanted = Document(settings={"hold_hours": 12}, sources=[], agents=[{"email": email(ANN), "may_hand_over": True}])
    told = difference(TeamApi.of(ask), wanted)
    assert "+hold_hours = 12" in told
    assert email(ANN) in told
    assert not any(other in told for other in (email(BOB), "Portal", "time_zone"))


def test_the_difference_is_shown_line_by_line(ask):
    before = document(ask)
    told = difference(TeamApi.of(ask), changed(before, settings={**before.settings, "hold_hours": 12}))
    assert "-hold_hours = 0" in told
    assert "+hold_hours = 12" in told


@pytest.mark.parametrize(
    ("sections", "says"),
    [
        pytest.param({"routes": [{**NIGHT, "rule": "tombola"}]}, "route 'Noche', rule", id="an unknown rule"),
        pytest.param({"routes": [{**NIGHT, "sources": ["Feria"]}]}, "route 'Noche', sources.0", id="an unknown source"),
        pytest.param(
            {"routes": [{**NIGHT, "agents": [{"agent": "x@example.com", "weight": 100}]}]},
            "route 'Noche', agents.0.agent_id", id="an unknown agent",
        ),
        pytest.param({"routes": [NIGHT, NIGHT]}, "route 'Noche': Another route", id="a title twice"),
        pytest.param({"settings": {"hold_hours": 500}}, "settings, hold_hours", id="a setting out of bounds"),
        pytest.param({"settings": {"colour": "red"}}, "settings, colour", id="a setting there is not"),
        pytest.param({"agents": [{"email": "x@example.com"}]}, "invite them first", id="nobody's e-mail"),
        pytest.param({"sources": [{"title": "Feria", "kind": "carrier pigeon"}]}, "source 'Feria', kind", id="a kind"),
        pytest.param({"sources": [{"title": "Portal", "kind": "manual"}]}, "cannot change", id="another kind"),
        pytest.param(
            {"sources": [{"title": "Portal", "kind": "api_key", "owner": "x@example.com"}]}, "source 'Portal', owner",
            id="an owner nobody knows",
        ),
        pytest.param({"sources": [{"title": "Feria", "kind": "manual"}] * 2}, "source 'Feria'", id="a source twice"),
        pytest.param({"agents": [{"email": email(ANN)}] * 2}, "is named twice", id="a member twice"),
        pytest.param({"agents": [{"email": email(ANN), "role": "manager"}]}, "role", id="what no file sets"),
        pytest.param({"routes": [{**NIGHT, "sources": [7]}]}, "route 'Noche', sources.0: Input", id="no title"),
    ],
)  # fmt: skip
def test_an_invalid_document_is_reported_with_its_place(ask, sections, says):
    found = find_errors(Document(**sections), TeamApi.of(ask))
    assert any(says in one for one in found), found


def test_the_routes_of_a_file_may_name_its_new_sources(ask):
    wanted = Document(sources=[{"title": "Feria", "kind": "manual"}], routes=[{**NIGHT, "sources": ["Feria"]}])
    assert find_errors(wanted, TeamApi.of(ask)) == []
    assert "route 'Noche' created" in done(ask, wanted)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        pytest.param("plan.toml", "routes = [", "not valid toml", id="broken TOML"),
        pytest.param("plan.json", "{", "not valid json", id="broken JSON"),
        pytest.param("plan.toml", "colour = 'red'", "colour", id="a section there is not"),
        pytest.param("plan.json", json.dumps({"routes": {}}), "routes", id="a section of another shape"),
    ],
)
def test_an_unreadable_file_says_where(tmp_path, name, text, says):
    (tmp_path / name).write_text(text)
    with pytest.raises(Unusable, match=says):
        read(tmp_path / name)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(Unusable, match="cannot be read"):
        read(tmp_path / "none.toml")


def test_a_rota_is_exported_by_name_and_imported_again(ask, tmp_path):
    shift = {"from": "2027-01-10T11:00", "to": "2027-01-10T14:00", "repeat": {"until": "2027-03-28"}}
    before = document(ask)
    route = {**before.routes[0], "rota": {"rota_only": True, "shifts": [{**shift, "agents": [email(ANN)]}]}}
    wanted = changed(before, routes=[route])
    assert find_errors(wanted, TeamApi.of(ask)) == []
    assert done(ask, wanted) == ["rota of route 'Main' changed"]
    file = tmp_path / "plan.toml"
    file.write_text(document(ask).toml())
    assert read(file).routes == [route]
    assert difference(TeamApi.of(ask), read(file)) == ""
    assert done(ask, before) == ["rota of route 'Main' changed"]
    assert document(ask) == before


def test_a_shift_of_somebody_unknown_is_refused_by_its_place(ask):
    shift = {"from": "2027-01-10T11:00", "to": "2027-01-10T14:00", "agents": ["nobody@example.com"]}
    route = {**document(ask).routes[0], "rota": {"shifts": [shift]}}
    [problem] = find_errors(changed(document(ask), routes=[route]), TeamApi.of(ask))
    assert problem.startswith("rota of route 'Main', shifts.0.agent_ids.0: ")


def test_shifts_that_are_over_are_not_imported_again(ask):
    """A file may be older than its shifts."""
    shift = {"from": "2026-01-04T11:00", "to": "2026-01-04T14:00", "agents": [email(ANN)]}
    before = document(ask)
    old = changed(before, routes=[{**before.routes[0], "rota": {"shifts": [shift]}}])
    team_api = TeamApi.of(ask)
    assert find_errors(team_api.without_past_shifts(old, make.NOON), team_api, make.NOON) == []
    assert difference(team_api, team_api.without_past_shifts(old, make.NOON)) == ""
