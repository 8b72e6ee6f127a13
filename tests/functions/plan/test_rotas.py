"""Can a Rainmaker plan shifts, and does everybody see their own?"""

import pytest

from tests.functions import planning, team
from tests.functions.planning import everything
from tests.make import ANN, BOB, BOSS, CHIEF, DAN, EVE, MAIN, id_of

PATH = f"/routes/{MAIN}/rota"
SUNDAY = {"from": "2026-01-11T11:00", "to": "2026-01-11T14:00", "agent_ids": [ANN, BOB], "title": "Open house"}
WEEKLY = {"from": "2026-01-05T12:00", "to": "2026-01-05T14:00", "agent_ids": [BOB],
          "repeat": {"until": "2026-01-19", "skips": ["2026-01-12"]}}  # fmt: skip


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


def test_a_route_has_no_shifts_until_some_are_made(ask):
    assert ask("GET", PATH, me=BOSS) == (200, {"route_id": MAIN, "rota_only": False, "shifts": [], "version": 0})


def test_shifts_are_shown_as_they_were_sent_by_when_they_begin(ask):
    status, made = ask("PUT", PATH, {"rota_only": True, "shifts": [SUNDAY, WEEKLY], "version": 0})
    assert (status, made["version"], made["rota_only"]) == (200, 1, True)
    without_ids = [{name: value for name, value in shift.items() if name != "shift_id"} for shift in made["shifts"]]
    assert without_ids == [WEEKLY, SUNDAY]
    assert ask("GET", PATH)[1] == made
    assert ask("PUT", PATH, made)[1] == made  # as it was read: nothing changes


def test_everybody_sees_when_they_are_on_shift_and_with_whom(ask):
    made = ask("PUT", PATH, {"shifts": [SUNDAY, WEEKLY]})[1]["shifts"]
    items = ask("GET", "/me/shifts", me=BOB)[1]["items"]
    assert [(one["from"], one["to"], one.get("title")) for one in items] == [
        ("2026-01-05T11:00:00Z", "2026-01-05T13:00:00Z", None),
        ("2026-01-11T10:00:00Z", "2026-01-11T13:00:00Z", "Open house"),
        ("2026-01-19T11:00:00Z", "2026-01-19T13:00:00Z", None),
    ]
    assert items[1] | {"route": "Main", "agent_ids": [ANN, BOB], "shift_id": made[1]["shift_id"]} == items[1]
    assert ask("GET", "/me/shifts", me=DAN)[1]["items"] == []


def test_a_shift_of_a_removed_member_is_refused_by_its_field(ask, table):
    assert ask("DELETE", f"/agents/{EVE}")[0] == 204
    before = everything()
    status, problem = ask("PUT", PATH, {"shifts": [SUNDAY, {**SUNDAY, "agent_ids": [ANN, EVE]}]})
    assert (status, problem["code"]) == (422, "agent_unknown")
    assert problem["errors"][0]["loc"] == ["body", "shifts", 1, "agent_ids", 1]
    assert "removed" in problem["errors"][0]["msg"]
    assert everything() == before


def test_two_who_change_the_same_rota_do_not_overwrite_each_other(ask):
    ask("PUT", PATH, {"shifts": [SUNDAY], "version": 0})
    assert ask("PUT", PATH, {"shifts": [], "version": 0})[1]["code"] == "changed_by_other"


def test_only_the_rainmaker_changes_a_rota(ask):
    assert [ask("PUT", PATH, {"shifts": [SUNDAY]}, me=me)[0] for me in (BOSS, ANN)] == [403, 403]
    assert ask("GET", PATH, me=ANN)[0] == 403
    assert ask("GET", f"/routes/{id_of('route', 'none')}/rota")[0] == 404


def test_a_removed_member_has_no_shifts_any_more(ask):
    ask("PUT", PATH, {"shifts": [SUNDAY, WEEKLY]})
    assert ask("DELETE", f"/agents/{BOB}")[0] == 204
    assert [shift["agent_ids"] for shift in ask("GET", PATH)[1]["shifts"]] == [[ANN]]


def test_a_preview_and_the_coverage_know_shifts(ask):
    ask("PUT", PATH, {"shifts": [WEEKLY], "rota_only": True})
    status, shown = ask("POST", "/plan/preview", {"source_id": team.make.WEB, "at": "2026-01-05T12:00:00Z"}, me=CHIEF)
    assert (status, shown["agent_ids"]) == (200, [BOB])
    assert any("not on shift" in sentence for sentence in shown["sentences"]["en"])
    cells = ask("GET", "/plan/coverage", **{"from": "2026-01-05"})[1]["sources"][0]["cells"]
    monday = {(cell["from"], cell["to"]): cell["agents"] for cell in cells if cell["date"] == "2026-01-05"}
    assert monday == {(0, 12): 0, (12, 14): 1, (14, 24): 0}
