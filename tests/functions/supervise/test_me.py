"""Do members read their profile, every reason that keeps leads from them, and change what is theirs?"""

import pytest

from shared.domain.notifications import channels
from shared.domain.plan_records.member import Limits, Member, Pause
from shared.domain.plan_records.workload import periods
from shared.store import keys
from shared.store.plans import Plans
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, MAIN, NOON

CHIEFS = make.member(CHIEF, role="rainmaker")


@pytest.fixture
def call(table, secret, event):
    return supervising.caller(table, secret, event)


def test_my_profile_says_who_i_am_and_whether_i_receive_leads(table, call):
    team.seat(table)
    status, body = call("/me")
    assert status == 200
    assert body == {
        "agent_id": ANN, "email": make.member().email, "first_name": "Ana", "last_name": "García", "role": "agent",
        "language": "es", "status": "active",
        "hours": [], "pauses": [], "absences": [], "covers_for": [], "may_hand_over": False, "may_export": False,
        "notifications": {"email": list(channels.BY_EMAIL), "push": list(channels.BY_PUSH)},
        "team": {
            "name": "Casa", "time_zone": "Europe/Madrid", "language": "es", "agents_see_pool": True, "accent_color": "",
            "logo": "", "currency": "EUR", "close_reasons": [], "quiet_hours": {"from": "21:00", "to": "08:00"},
        },
        "receiving": {"now": True, "reasons": [], "limits": []},
    }  # fmt: skip


@pytest.mark.parametrize("routes", [[], [make.route(status="paused")], [make.route(agents=(BOB,))]])
def test_a_member_on_no_active_route_receives_nothing_and_reads_why(table, call, routes):
    team.seat(table, routes=routes)
    assert call("/me")[1]["receiving"] == {"now": False, "reasons": ["on_no_active_route"], "limits": []}


def test_the_first_request_activates_an_invited_member_once(table, call):
    team.seat(table, members=[make.member(ANN, status="invited"), make.member(CHIEF, role="rainmaker")])
    before = Plans(table).current()
    assert call("/me")[1]["status"] == call("/me")[1]["status"] == "active"
    plan = Plans(table).current()
    assert plan.members[ANN].status == "active"
    assert plan.version == before.version + 1
    assert team.load(table, ANN).active
    assert [audit.what for audit in supervising.audits()] == ["member.activated"]


def test_two_simultaneous_first_requests_activate_once(table, call):
    """The plan's version, not the handler, ensures it."""
    team.seat(table, members=[make.member(ANN, status="invited"), make.member(CHIEF, role="rainmaker")])
    raced = []

    def race(commit, writes):
        if not raced:
            raced.append(True)
            assert call("/me")[0] == 200
        commit(writes)

    table.around("commit", race)
    assert call("/me")[0] == 200
    assert len(supervising.audits()) == 1


def carry(table, **change):
    """Change Ann's counts."""
    table.commit([put(team.load(table, ANN).model_copy(update=change))])


def test_every_reason_that_keeps_leads_from_me_is_listed_with_my_limits(table, call):
    today = periods(NOON, make.settings().zone)
    pauses = (Pause(side="team", by=BOSS, at=NOON), Pause(side="own", by=ANN, at=NOON, reason="Baja"))
    ann = make.member(pauses=pauses, limits=Limits(per_day=3, open=5), pause_after_missed=2)
    team.seat(table, members=[ann, CHIEFS])
    carry(table, open_leads=2, open_offers=1, missed=2, received=dict.fromkeys(today, 2))
    body = call("/me")[1]
    assert body["receiving"] == {
        "now": False,
        "reasons": ["paused_team", "paused_own", "missed", "limit_day"],
        "limits": [{"period": "day", "used": 3, "max": 3}, {"period": "open", "used": 3, "max": 5}],
    }
    [own] = body["pauses"]
    assert (own["reason"], own.get("route_id"), "by" in own) == ("Baja", None, False)


def test_my_profile_takes_one_call_with_a_cached_plan(table, call):
    team.seat(table)
    call("/me")
    table.calls.clear()
    assert call("/me")[0] == 200
    assert table.calls == ["batch_get_item"]
    assert call("/me/pause", method="PUT", body={})[0] == 200
    assert table.calls[1:] == ["batch_get_item", "transact_write_items"]


def test_a_member_newer_than_the_cached_plan_is_found(table, call):
    team.seat(table, members=[CHIEFS])
    assert call("/me", ANN)[0] == 403
    team.change(table, make.member(status="invited"))
    assert call("/me", ANN)[1]["receiving"]["now"] is True
    assert team.load(table, ANN).active


# What is mine to change


def test_i_change_my_language_and_phone_and_nothing_else(table, call):
    team.seat(table)
    status, body = call("/me", method="PATCH", body={"language": "en", "phone": " 600 11 22 33 "})
    assert (status, body["language"], body["phone"]) == (200, "en", "600 11 22 33")
    assert call("/me")[1] == body
    reset = call("/me", method="PATCH", body={"language": None, "phone": None})[1]
    assert (reset["language"], "phone" in reset) == ("es", False)
    assert [entry.by for entry in supervising.audits()] == [ANN, ANN]
    before = supervising.everything()
    for wrong in ({"role": "rainmaker"}, {"language": "fr"}, {"phone": ""}):
        assert call("/me", method="PATCH", body=wrong)[0] == 422
    assert call("/me", method="PATCH", body={})[0] == 200
    assert supervising.everything() == before


def test_i_pause_myself_and_end_the_pause(table, call):
    team.seat(table)
    status, body = call("/me/pause", method="PUT", body={"reason": "Comida", "until": "2099-01-01T00:00:00Z"})
    assert (status, body["receiving"]["reasons"]) == (200, ["paused_own"])
    assert [(one["reason"], one["until"]) for one in body["pauses"]] == [("Comida", "2099-01-01T00:00:00Z")]
    stored = table.get(Member, keys.member(ANN)).pauses
    assert [(one.side, one.by) for one in stored] == [("own", ANN)]
    assert call("/me/pause", method="PUT", body={"route_id": MAIN})[1]["pauses"][1]["route_id"] == MAIN
    assert len(call("/me/pause", method="DELETE", route_id=MAIN)[1]["pauses"]) == 1
    assert call("/me/pause", method="DELETE")[1]["receiving"] == {"now": True, "reasons": [], "limits": []}
    assert [entry.what for entry in supervising.audits()] == ["member.paused"] * 2 + ["member.unpaused"] * 2


@pytest.mark.parametrize("until", [4070908800, "4070908800000", "2099-01-01", "2099-01-01T00:00:00", True])
def test_an_instant_must_be_rfc_3339(table, call, until):
    """Pydantic takes a bare number for seconds or milliseconds, depending on its size."""
    team.seat(table, members=[make.member(), CHIEFS])
    before = supervising.everything()
    assert call("/me/pause", method="PUT", body={"until": until})[0] == 422
    assert supervising.everything() == before


def test_i_cannot_end_the_teams_pause(table, call):
    team.seat(table, members=[make.member(pauses=(Pause(side="team", by=BOSS, at=NOON),)), CHIEFS])
    before = supervising.everything()
    assert call("/me/pause", method="DELETE")[1]["receiving"]["reasons"] == ["paused_team"]
    assert supervising.everything() == before


def test_ending_a_pause_resets_missed_offers(table, call):
    team.seat(table, members=[make.member(pause_after_missed=2), CHIEFS])
    carry(table, missed=2, open_leads=4)
    assert call("/me")[1]["receiving"]["reasons"] == ["missed"]
    assert call("/me/pause", method="DELETE", route_id=MAIN)[1]["receiving"]["reasons"] == ["missed"]
    assert call("/me/pause", method="DELETE")[1]["receiving"]["now"] is True
    assert (team.load(table, ANN).missed, team.load(table, ANN).open_leads) == (0, 4)
    [entry] = supervising.audits()
    assert (entry.what, entry.before, entry.after) == ("member.unpaused", {"missed": 2}, {"missed": 0})


def test_a_concurrent_missed_offer_is_not_lost(table, call):
    """The counts are written under their guard: what is added meanwhile is not lost."""
    team.seat(table, members=[make.member(pause_after_missed=2), CHIEFS])
    carry(table, missed=2)
    raced = []

    def race(commit, writes):
        if not raced:
            raced.append(True)
            commit([put(team.load(table, ANN).model_copy(update={"missed": 3, "open_leads": 1}))])
        commit(writes)

    table.around("commit", race)
    assert call("/me/pause", method="DELETE")[0] == 200
    assert (team.load(table, ANN).missed, team.load(table, ANN).open_leads) == (0, 1)
    assert supervising.audits()[0].before == {"missed": 3}


@pytest.mark.parametrize(
    ("body", "field"),
    [({"until": "2020-01-01T00:00:00Z"}, "until"), ({"route_id": make.NIGHT}, "route_id"), ({"to": "x"}, "to"),
     ({"from": "2099-01-02T00:00:00Z", "until": "2099-01-01T00:00:00Z"}, "until")],
)  # fmt: skip
def test_an_invalid_pause_names_its_field(table, call, body, field):
    team.seat(table)
    before = supervising.everything()
    status, problem = call("/me/pause", method="PUT", body=body)
    assert (status, problem["errors"][0]["loc"]) == (422, ["body", field])
    assert supervising.everything() == before


@pytest.mark.parametrize("status", ["invited", "removed"])
def test_an_inactive_member_changes_nothing(table, call, status):
    team.seat(table, members=[make.member(status=status), CHIEFS])
    before = supervising.everything()
    for method, path in (("PATCH", "/me"), ("PUT", "/me/pause"), ("DELETE", "/me/pause")):
        assert call(path, method=method, body={} if method != "DELETE" else None)[0] == 403
    assert supervising.everything() == before


def test_members_choose_which_emails_they_get_and_null_restores_the_default(table, call):
    team.seat(table)
    status, body = call("/me", method="PATCH", body={"notifications": {"email": ["mention"], "push": []}})
    assert (status, body["notifications"]) == (200, {"email": ["mention"], "push": []})
    _, body = call("/me", method="PATCH", body={"notifications": None})
    assert body["notifications"]["email"] == list(channels.BY_EMAIL)
    status, body = call("/me", method="PATCH", body={"notifications": {"email": ["gossip"]}})
    assert (status, body["code"]) == (422, "invalid")


CHRISTMAS = {"from": "2098-12-24T00:00:00Z", "until": "2099-01-07T00:00:00Z", "reason": "Navidad"}


def test_i_plan_absences_one_by_one(table, call):
    team.seat(table)
    status, first = call("/me/absences", method="POST", body=CHRISTMAS)
    assert (status, first["side"], first["reason"]) == (201, "own", "Navidad")
    assert call("/me/absences", method="POST", body=CHRISTMAS) == (201, first)
    august = {"from": "2099-08-01T00:00:00Z", "until": "2099-08-31T00:00:00Z", "cover": BOB}
    second = call("/me/absences", method="POST", body=august)[1]
    assert call("/me/absences")[1] == {"items": [first, second]}
    where = f"/me/absences/{first['absence_id']}"
    changed = call(where, method="PATCH", body={"reason": None, "until": "2099-01-09T00:00:00Z"})[1]
    assert changed == {**{k: v for k, v in first.items() if k != "reason"}, "until": "2099-01-09T00:00:00Z"}
    assert call(where, method="DELETE")[0] == 204
    assert call("/me")[1]["absences"] == [second]
    assert call(where, method="DELETE")[0] == 404


def test_an_absence_that_overlaps_is_refused_and_nothing_changes(table, call):
    team.seat(table)
    first = call("/me/absences", method="POST", body=CHRISTMAS)[1]
    wanted = {**CHRISTMAS, "from": "2099-01-01T00:00:00Z", "until": "2099-02-01T00:00:00Z"}
    status, problem = call("/me/absences", method="POST", body=wanted)
    [error] = problem["errors"]
    assert (status, error["loc"], error["reason"]) == (422, ["body", "from"], "absence_overlaps")
    assert error["params"]["absence_id"] == first["absence_id"]
    assert call("/me/absences")[1]["items"] == [first]
