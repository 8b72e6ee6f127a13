"""Do timeline and trace explain what happened and why, and to an agent only what concerns them?"""

import json
from datetime import timedelta

import pytest

from shared.domain.kernel.event import Event
from shared.domain.routing.trace import Considered, Draw, Trace, TraceStep, Weighed
from shared.store import decisions
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, MAIN, NIGHT, NOON, WEB, id_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def call(table, secret, event):
    return supervising.caller(table, secret, event)


def story():
    """Store a lead offered to Ann, who passed; to Bob, who let it expire; pooled; assigned to Ann by the manager."""
    asked, note = {"source_id": WEB, "inquiry": {"message": "600"}}, {"agent_id": ANN, "from": BOB, "note": "for Lucía"}
    tell = {"route_id": MAIN, "deadline": "2026-01-05T12:05:00Z"}
    return (
        Event(at=NOON, kind="received", by="provider", detail={"source_id": WEB}),
        Event(at=NOON + MINUTE, kind="offered", by="route", detail={"agent_ids": [BOB], **tell}),
        Event(at=NOON + 2 * MINUTE, kind="passed", by=BOB, detail={"agent_ids": [BOB], "reason": "my cousin Lucía"}),
        Event(at=NOON + 3 * MINUTE, kind="offered", by="route", detail={"agent_ids": [ANN, BOB], **tell}),
        Event(at=NOON + 4 * MINUTE, kind="repeated", by="provider", detail=asked),
        Event(at=NOON + 5 * MINUTE, kind="assigned", by=BOSS, detail=note),
    )


def test_a_manager_reads_the_whole_timeline_oldest_first(table, call):
    team.seat(table)
    team.store(table, make.owned(ANN, history=story()))
    status, body = call(f"/leads/{make.LEAD}/timeline", BOSS)
    assert (status, body["next"]) == (200, None)
    assert [(event["kind"], event["by"], event["detail"]) for event in body["items"]] == [
        (event.kind, event.by, event.detail) for event in story()
    ]
    assert body["items"][0]["at"] == "2026-01-05T12:00:00Z"


def test_an_agent_reads_no_other_agent_in_a_timeline(table, call):
    team.seat(table)
    team.store(table, make.owned(ANN, history=story()))
    items = call(f"/leads/{make.LEAD}/timeline")[1]["items"]
    assert BOB not in json.dumps(items)
    assert [(event["kind"], event["by"]) for event in items] == [
        ("received", "provider"), ("offered", "route"), ("passed", "agent"), ("offered", "route"),
        ("repeated", "provider"), ("assigned", BOSS),
    ]  # fmt: skip
    assert [items[n]["detail"].get("agent_ids") for n in (1, 2, 3)] == [[], [], [ANN]]
    assert "reason" not in items[2]["detail"]
    assert items[4]["detail"]["inquiry"] == {"message": "600"}
    assert items[5]["detail"] == {"agent_id": ANN, "note": "for Lucía"}


@pytest.mark.parametrize("lead", [make.offered(ANN), make.pooled()])
def test_a_timeline_hides_the_person_as_long_as_the_lead_does(table, call, lead):
    team.seat(table)
    team.store(table, lead.model_copy(update={"history": story()}))
    told = json.dumps(call(f"/leads/{make.LEAD}/timeline")[1], ensure_ascii=False)
    assert not any(word in told for word in ("600", "Lucía", BOB))


def test_the_timeline_includes_history_stored_beside_the_lead(table, call):
    team.seat(table)
    events = [Event(at=NOON + n * MINUTE, kind="repeated", by="provider") for n in range(30)]
    team.store(table, make.owned(ANN, history=()))
    for event in events:
        lead = team.read(table)
        table.commit(decisions.put_lead(lead.model_copy(update={"history": (*lead.history, event)})))
    items = call(f"/leads/{make.LEAD}/timeline")[1]["items"]
    assert [event["at"] for event in items] == [f"{event.at:%Y-%m-%dT%H:%M:%SZ}" for event in events]


def decision(**change):
    given = {
        "lead_id": make.LEAD, "lead_version": 1, "at": NOON, "plan_version": 1, "outcome": "offered",
        "routes": (Considered(route_id=NIGHT, verdict="window"), Considered(route_id=MAIN, verdict="covers")),
        "route_id": MAIN, "agents": (
            Weighed(agent_id=ANN, verdict="chosen"), Weighed(agent_id=BOB, verdict="later"),
            Weighed(agent_id=make.CAT, verdict="not_active"), Weighed(agent_id=make.DAN, verdict="not_active"),
        ),
        "draw": Draw(rule="round_robin", last=BOB, place=1, turn=7, first=True),
        "agent_ids": (ANN,), "offer_id": make.OFFER,
    }  # fmt: skip
    return Trace(**{**given, **change})


@pytest.fixture
def traced(table):
    team.seat(table, routes=[make.route(MAIN), make.route(NIGHT, title="Night", agents=(BOB,))])
    team.store(table, make.owned(ANN))
    table.commit([put(decision(at=NOON + MINUTE, lead_version=2)), put(decision())])


def test_a_manager_reads_in_a_trace_why_ana(call, traced):
    status, body = call(f"/leads/{make.LEAD}/trace", BOSS)
    assert status == 200
    assert [one["at"] for one in body["items"]] == ["2026-01-05T12:00:00Z", "2026-01-05T12:01:00Z"]
    first = body["items"][0]
    assert [(one["title"], one["verdict"]) for one in first["routes"]] == [("Night", "window"), ("Main", "covers")]
    assert [one["agent_id"] for one in first["agents"]] == [ANN, BOB, make.CAT, make.DAN]
    assert first["agents"][0] == {"agent_id": ANN, "name": "Ana García", "verdict": "chosen"}
    assert first["draw"] == {"rule": "round_robin", "last": BOB, "place": 1, "turn": 7, "first": True}
    assert (first["others"], first["other_routes"], first["agent_ids"]) == ({}, {}, [ANN])


def test_an_agent_reads_in_a_trace_only_their_own_name(call, traced):
    first = call(f"/leads/{make.LEAD}/trace")[1]["items"][0]
    assert [one["agent_id"] for one in first["agents"]] == [ANN]
    assert first["others"] == {"later": 1, "not_available": 2}
    assert [one["route_id"] for one in first["routes"]] == [MAIN]
    assert first["other_routes"] == {"window": 1}
    assert "draw" not in first
    assert not any(other in json.dumps(first) for other in (BOB, make.CAT, make.DAN, NIGHT))


@pytest.mark.parametrize("why", ["paused_team", "paused_own", "missed", "limit_day", "hours", "not_signed_in"])
def test_an_agent_does_not_read_why_the_only_other_agent_was_unavailable(table, call, why):
    """An agent knows who is on their routes: of two agents, a count by reason reveals the other's reason."""
    team.seat(table, routes=[make.route(MAIN, agents=(ANN, BOB))])
    team.store(table, make.owned(ANN))
    pair = (Weighed(agent_id=ANN, verdict="chosen"), Weighed(agent_id=BOB, verdict=why))
    table.commit([put(decision(agents=pair, over=(TraceStep(route_id=MAIN, agents=pair, draw=drawn("random")),)))])
    [told] = call(f"/leads/{make.LEAD}/trace")[1]["items"]
    assert told["others"] == told["over"][0]["others"] == {"not_available": 1}
    assert f'"{why}"' not in json.dumps(told)


def test_a_trace_shows_deleted_routes_without_a_title(table, call, traced):
    table.commit(
        [put(decision(routes=(Considered(route_id=id_of("route", "gone"), verdict="source"),), lead_version=3))]
    )
    routes = [route for one in call(f"/leads/{make.LEAD}/trace", BOSS)[1]["items"] for route in one["routes"]]
    assert {"route_id": id_of("route", "gone"), "verdict": "source"} in routes


def test_a_trace_is_explained_in_both_languages(call, traced):
    told = call(f"/leads/{make.LEAD}/trace", BOSS)[1]["items"][0]["sentences"]
    assert told["es"][0] == "«Main» toma el prospecto: de las rutas que encajan, es la más alta de la lista."
    assert told["en"][1] == "“Night”: outside its hours."
    assert len(told["es"]) == len(told["en"])
    mine = call(f"/leads/{make.LEAD}/trace")[1]["items"][0]["sentences"]
    assert mine["en"][1:] == [
        "1 route: outside its hours.",
        "Round robin: it is your turn.",
        "2 others were not available.",
    ]


def drawn(rule, **change):
    return Draw(rule=rule, first=True, **change)


def test_details_of_conditions_and_rules_are_shown_to_supervisors_only(table, call):
    other = make.route(NIGHT, title="Night", agents=(BOB,), when_nobody="next_route")
    team.seat(table, routes=[other, make.route(MAIN)])
    team.store(table, make.owned(ANN))
    over = TraceStep(route_id=NIGHT, agents=(Weighed(agent_id=BOB, verdict="hours"),), draw=drawn("random", chance=0.5))
    mine = TraceStep(
        route_id=MAIN, agents=(Weighed(agent_id=BOB, verdict="tried"),), draw=drawn("round_robin", last=BOB)
    )
    fair = drawn("fair_share", credits={ANN: 0.4, BOB: -0.4}, weights={ANN: 60})
    table.commit([put(decision(
        source_id=WEB, attributes={"place": "Gracia"}, tried=(BOB,), skips=(NIGHT,), over=(over, mine), draw=fair,
        other_routes={"source": 3},
    ))])  # fmt: skip
    [whole] = call(f"/leads/{make.LEAD}/trace", BOSS)[1]["items"]
    assert (whole["attributes"], whole["tried"], whole["skips"]) == ({"place": "Gracia"}, [BOB], [NIGHT])
    assert [(one["route_id"], one["draw"]["rule"]) for one in whole["over"]] == [
        (NIGHT, "random"),
        (MAIN, "round_robin"),
    ]
    assert whole["over"][0]["draw"]["chance"] == 0.5
    assert (whole["draw"]["credits"], whole["draw"]["weights"]) == ({ANN: 0.4, BOB: -0.4}, {ANN: 60})
    assert whole["other_routes"] == {"source": 3}

    [part] = call(f"/leads/{make.LEAD}/trace")[1]["items"]
    assert "attributes" not in part
    assert (part["tried"], part["skips"], part["source_id"]) == ([], [], WEB)
    assert [(one["route_id"], one["agents"], one["others"]) for one in part["over"]] == [
        (MAIN, [], {"not_available": 1})
    ]
    assert "draw" not in json.dumps(part)
    assert part["other_routes"] == {"source": 3, "window": 1}
    assert not any(other in json.dumps(part) for other in (BOB, NIGHT, "Gracia", "Night"))


def test_the_time_of_the_next_routing_is_shown(table, call):
    team.seat(table)
    team.store(table, make.owned(ANN))
    held = decision(outcome="pooled", reason="nobody_eligible", agent_ids=(), offer_id=None, routes_at=NOON + MINUTE)
    table.commit([put(held)])
    [told] = call(f"/leads/{make.LEAD}/trace", BOSS)[1]["items"]
    assert told["routes_at"] == "2026-01-05T12:01:00Z"
    assert told["sentences"]["en"][-1] == "On hold: it goes through routing again on Monday 5 January at 13:01."


def test_a_last_resort_is_named_only_to_members_who_may_know(table, call):
    team.seat(table)
    team.store(table, make.owned(ANN))
    resort = Weighed(agent_id=BOB, verdict="chosen")
    table.commit([put(decision(outcome="assigned", agent_ids=(BOB,), offer_id=None, resort=resort))])
    assert call(f"/leads/{make.LEAD}/trace", BOSS)[1]["items"][0]["resort"]["agent_id"] == BOB
    assert "resort" not in call(f"/leads/{make.LEAD}/trace")[1]["items"][0]
