"""Do the verbs of agents and Managers answer as docs/api.md says, at the price it promises?"""

import json
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from functions.claim import handler as claim
from functions.claim.desk import Desk
from shared.domain.claim import claim as decide
from shared.domain.lead import Offer
from shared.secrets import MasterSecret
from shared.store import codec, decisions, keys
from shared.store.plans import Plans
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, BOSS, LEAD, MAIN, OFFER, WEB, owned, pooled

MINUTE = timedelta(minutes=1)


@pytest.fixture
def call(table, event, monkeypatch):
    """Calls the function as a member; answers the status and the body."""
    team.seat(table)
    monkeypatch.setattr(claim, "table", table)
    monkeypatch.setattr(claim, "desk", Desk(table, Plans(table)))
    monkeypatch.setattr(claim, "secret", MasterSecret(boto3.client("secretsmanager"), "master"))

    def ask(method, path, me=ANN, **given):
        answer = claim.handler(event(method, path, sub=make.member(me).sub if me else None, **given), None)
        return answer["statusCode"], json.loads(answer["body"]) if answer.get("body") else None

    return ask


def offered_for(minutes, *agents, lead_id=LEAD, **change):
    now = datetime.now(UTC)
    offer = Offer(
        offer_id=OFFER, route_id=MAIN, agent_ids=agents or (ANN,), made_at=now, deadline=now + minutes * MINUTE, turn=1
    )
    return make.offered(offer=offer, lead_id=lead_id, **change)


def test_an_offer_shows_what_it_may_and_the_time_left(table, call):
    team.store(
        table,
        offered_for(5, attributes={"place": "Gracia", "note": "call 600"}),
        offered_for(-1, lead_id=make.id_of("lead", "late")),
    )
    status, body = call("GET", "/me/offers")
    assert status == 200
    [offer] = body["items"]
    assert offer["contact"] == {"first_name": "Lucía", "last_name": "P", "emails": [], "phones": []}
    assert (offer["lead_id"], offer["route_title"], offer["attributes"]) == (LEAD, "Main", {"place": "Gracia"})
    assert body["now"] < offer["deadline"]
    assert call("GET", "/me/offers", BOB)[1]["items"] == []


def test_a_claim_makes_me_the_owner_and_shows_who_it_is(table, call):
    team.store(table, offered_for(5))
    status, body = call("POST", f"/leads/{LEAD}/claim")
    assert status == 200
    assert (body["state"], body["owner"], body["owner_name"]) == ("owned", ANN, "Ana García")
    assert body["contact"]["phones"] == ["+34600112233"]
    assert call("POST", f"/leads/{LEAD}/claim") == (status, body)
    assert team.load(table, ANN).open_leads == 1


@pytest.mark.parametrize(
    ("lead", "me", "status", "code"),
    [
        pytest.param(offered_for(-1), ANN, 410, "offer_expired", id="too late"),
        pytest.param(offered_for(5), BOB, 404, "not_found", id="unseen"),
        pytest.param(offered_for(5), BOSS, 403, "not_offered", id="seen, not offered"),
        pytest.param(owned(BOB, tried=(ANN,)), ANN, 409, "already_claimed", id="another was faster"),
        pytest.param(make.closed, BOSS, 409, "lead_closed", id="closed"),
    ],
)
def test_a_losing_claim_says_why_and_writes_nothing(table, call, lead, me, status, code):
    team.store(table, lead)
    before = team.everything(boto3.client("dynamodb"))
    answer, body = call("POST", f"/leads/{LEAD}/claim", me)
    assert (answer, body["code"], body["status"]) == (status, code, status)
    assert "Pérez" not in json.dumps(body, ensure_ascii=False)
    assert team.everything(boto3.client("dynamodb")) == before


def test_who_lost_the_race_after_reading_hears_the_truth(table, call, monkeypatch):
    """Between my reading and my write another agent claims."""
    team.store(table, offered_for(5, ANN, BOB))
    commit, first = table.commit, iter([True])

    def raced(writes):
        if next(first, False):
            commit(decisions.writes(decide(team.read(table), make.member(BOB), make.settings(), datetime.now(UTC))))
        commit(writes)

    monkeypatch.setattr(table, "commit", raced)
    status, body = call("POST", f"/leads/{LEAD}/claim")
    assert (status, body["code"]) == (409, "already_claimed")
    assert team.read(table).owner == BOB


def test_who_may_see_the_lead_is_told_whose_it_is(table, call):
    team.store(table, owned(BOB, tried=(ANN, BOB)))
    assert call("POST", f"/leads/{LEAD}/claim", BOSS)[1]["owner"] == BOB
    assert "owner" not in call("POST", f"/leads/{LEAD}/claim", ANN)[1]


def test_passing_sends_the_lead_on_and_passing_twice_changes_nothing(table, call):
    team.store(table, offered_for(5))
    assert call("POST", f"/leads/{LEAD}/pass", body={"reason": "busy"}) == (204, None)
    lead = team.read(table)
    assert (lead.state, lead.passed, lead.todo) == ("unrouted", (ANN,), "route")
    assert call("POST", f"/leads/{LEAD}/pass") == (204, None)
    assert team.read(table) == lead


def test_the_pool_is_read_page_by_page_oldest_first(table, call):
    ids = [make.id_of("lead", f"l{n}") for n in range(5)]
    team.store(table, *(pooled(lead_id=i, since=make.NOON + n * MINUTE) for n, i in enumerate(ids)))
    got, cursor = [], None
    while True:
        query = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        status, body = call("GET", "/pool", query=query)
        assert status == 200
        got += [lead["lead_id"] for lead in body["items"]]
        assert all(lead["contact"]["phones"] == [] for lead in body["items"])
        cursor = body["next"]
        if cursor is None:
            break
    assert got == ids


def test_a_cursor_is_of_no_use_to_another(table, call):
    team.store(table, *(pooled(lead_id=make.id_of("lead", f"l{n}")) for n in range(2)))
    cursor = call("GET", "/pool", query={"limit": "1"})[1]["next"]
    assert call("GET", "/pool", BOB, query={"cursor": cursor})[1]["code"] == "cursor_invalid"
    assert call("GET", "/pool", query={"cursor": "x" + cursor[1:]})[0] == 400


def test_a_manager_assigns_and_releases_and_it_is_audited(table, call):
    team.store(table, offered_for(5))
    status, body = call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB, "note": "knows the street"})
    assert (status, body["owner"]) == (200, BOB)
    released = call("POST", f"/leads/{LEAD}/release", BOSS, body={"note": "moved away"})[1]
    assert (released["state"], released["reason"]) == ("pooled", "released")
    assert team.read(table).history[-1].detail == {"reason": "released", "from": BOB, "note": "moved away"}
    months = {f"AUDIT#{datetime.now(UTC):%Y-%m}"}
    audits = [json.loads(item["body"]["S"]) for month in months for item in table.query(month)]
    assert [(a["what"], a["by"]) for a in audits] == [("lead.assigned", BOSS), ("lead.released", BOSS)]


NOBODY, TEXT = {"agent_id": make.id_of("agent", "x")}, {"content-type": "text/plain"}
TOO_LARGE = '{"reason":"' + "x" * 262_144 + '"}'


@pytest.mark.parametrize(
    ("path", "me", "given", "status", "code"),
    [
        pytest.param("assign", ANN, {"body": {"agent_id": ANN}}, 403, "forbidden", id="an agent may not assign"),
        pytest.param("assign", BOSS, {"body": NOBODY}, 422, "agent_unknown", id="to nobody"),
        pytest.param("assign", BOSS, {"body": {}}, 422, "invalid", id="without an agent"),
        pytest.param("assign", BOSS, {"raw": "{"}, 400, "body_malformed", id="malformed JSON"),
        pytest.param("assign", BOSS, {"raw": "a", "headers": TEXT}, 415, "media_type_unsupported", id="not JSON"),
        pytest.param("pass", ANN, {"raw": TOO_LARGE}, 413, "body_too_large", id="too large"),
        pytest.param("claim", None, {}, 403, "forbidden", id="a token of nobody in the team"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(table, call, path, me, given, status, code, logged):
    team.store(table, make.owned(ANN))
    before = team.everything(boto3.client("dynamodb"))
    answer, body = call("POST", f"/leads/{LEAD}/{path}", me, **given)
    assert (answer, body["code"]) == (status, code)
    assert {"type", "title", "status", "detail", "code"} <= body.keys()
    assert team.everything(boto3.client("dynamodb")) == before
    [line] = logged().splitlines()
    assert json.loads(line)["api_request_id"] == "request-1"


@pytest.mark.parametrize(
    ("lead_id", "status", "code"),
    [
        pytest.param("x", 422, "invalid", id="no id"),
        pytest.param(make.id_of("lead", "no"), 404, "not_found", id="none"),
    ],
)
def test_a_lead_that_is_not_there_cannot_be_claimed(call, lead_id, status, code):
    answer, body = call("POST", f"/leads/{lead_id}/claim")
    assert (answer, body["code"]) == (status, code)


def test_an_agent_learns_nothing_of_a_lead_by_assigning_it_to_nobody(table, call):
    team.store(table, owned(BOB))
    there = call("POST", f"/leads/{LEAD}/assign", ANN, body=NOBODY)
    assert there == call("POST", f"/leads/{make.id_of('lead', 'no')}/assign", ANN, body=NOBODY)
    assert there[0] == 404


def test_a_demotion_counts_at_once(table, call):
    team.store(table, pooled())
    assert call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB})[0] == 200
    boss = codec.from_item(type(make.member()), table.items([keys.member(BOSS)])[keys.member(BOSS)])
    team.change(table, boss.model_copy(update={"role": "agent"}))
    assert call("POST", f"/leads/{LEAD}/release", BOSS)[0] == 404


def test_what_breaks_inside_is_not_shown(table, call, monkeypatch, logged):
    def breaks(*_):
        raise ZeroDivisionError("Lucía Pérez")

    monkeypatch.setattr(table, "items", breaks)
    status, body = call("POST", f"/leads/{LEAD}/claim")
    assert (status, body["code"]) == (500, "internal")
    assert "Lucía" not in logged() + json.dumps(body)


@pytest.mark.parametrize(("lead", "writes"), [(offered_for(5), 1), (offered_for(-1), 0)], ids=["winning", "losing"])
def test_a_claim_costs_one_read_and_one_write_and_a_losing_one_no_write(table, call, monkeypatch, lead, writes):
    team.store(table, lead)
    call("GET", "/me/offers")  # a warm function has read the plan
    calls = []
    for name in ("get_item", "batch_get_item", "query", "transact_write_items"):
        method = getattr(table._client, name)
        monkeypatch.setattr(table._client, name, lambda _n=name, _m=method, **given: (calls.append(_n), _m(**given))[1])
    call("POST", f"/leads/{LEAD}/claim")
    assert calls == ["batch_get_item", *["transact_write_items"] * writes]


def test_a_source_and_its_title_are_shown(table, call):
    team.store(table, owned(ANN))
    body = call("POST", f"/leads/{LEAD}/claim")[1]
    assert (body["source_id"], body["source_title"]) == (WEB, "Web")
