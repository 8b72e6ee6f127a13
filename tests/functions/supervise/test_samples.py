"""Is sample data made once, shown to Rainmakers alone, counted nowhere, and removed whole?"""

import pytest

from functions.claim.build import ClaimDoors, build
from shared.domain.lead_records.samples import MOST, SAMPLE_IDS
from shared.domain.leads.samples import make_samples
from shared.store import decisions
from shared.store.table import Collision
from tests import make
from tests.functions import supervising, team
from tests.functions.member_requests import request_as_member
from tests.granted import granted
from tests.make import ANN, BOSS, CHIEF, NOON

OTHER_CHIEF = make.id_of("agent", "other")
STATES = ["offered", "owned", "owned", "closed", "pooled"]
BLIND = ["/leads", "/leads?state=offered", "/leads?state=pooled", "/leads?state=closed", "/leads?owner=me",
         "/dashboard", "/tasks", "/tasks?state=overdue", "/conversations", "/notifications", "/me/changes",
         "/reports/routing", "/contacts/retention"]  # fmt: skip


@pytest.fixture
def call(table, secret, event):
    """Provide a caller, as the Rainmaker, of a team with a Manager, Agents and one lead."""
    members = [make.member(ANN), make.member(BOSS, role="manager"), make.member(CHIEF, role="rainmaker"),
               make.member(OTHER_CHIEF, role="rainmaker", language="en")]  # fmt: skip
    team.seat(table, members=members, routes=[make.route(agents=(ANN,))])
    team.store(table, make.received(ANN))
    team.make_searchable(table, secret, make.received(ANN))
    ask = supervising.caller(table, secret, event)

    def do(method, path, me=CHIEF, body=None):
        path, _, query = path.partition("?")
        return ask(path, me, method=method, body=body, **dict([query.split("=")] if query else []))

    do("GET", "/me")
    table.calls.clear()
    do.ask = ask
    return do


def listed(answer):
    return [lead["lead_id"] for lead in answer[1]["items"]]


def test_samples_are_made_in_telling_states_each_marked_and_without_verbs(table, call):
    status, page = call("POST", "/sample")
    assert table.calls == ["batch_get_item", "transact_write_items"]
    leads = page["items"]
    assert (status, page["next"], [lead["lead_id"] for lead in leads]) == (200, None, [*SAMPLE_IDS])
    assert [lead["state"] for lead in leads] == STATES
    assert [(lead["sample"], lead["may"]) for lead in leads] == [(True, [])] * MOST
    assert leads[0]["offer"]["agent_ids"] == [CHIEF]
    assert {lead.get("owner") for lead in leads} == {CHIEF, None}
    assert (leads[1]["waiting_since"], leads[3]["outcome"], leads[4]["reason"]) == (
        "2026-01-05T11:10:00Z", "won", "unclaimed",
    )  # fmt: skip


def test_a_sample_is_read_with_all_that_belongs_to_it(call):
    call("POST", "/sample")
    for lead_id in SAMPLE_IDS:
        status, lead = call("GET", f"/leads/{lead_id}")
        assert (status, lead["sample"]) == (200, True)
        assert call("GET", f"/leads/{lead_id}/timeline")[1]["items"][0]["kind"] == "received"
    [message] = call("GET", f"/leads/{SAMPLE_IDS[1]}/messages")[1]["items"]
    assert message["direction"] == "in"
    [task] = call("GET", f"/tasks?lead={SAMPLE_IDS[2]}")[1]["items"]
    assert (task["state"], task["assignee"], task["due_at"], task["may"]) == ("open", CHIEF, "2026-01-04T12:00:00Z", [])


def test_asking_again_makes_no_more_whoever_asks(table, call):
    first, before = call("POST", "/sample"), supervising.everything()
    assert call("POST", "/sample") == first == call("GET", "/sample")
    assert listed(call("POST", "/sample", OTHER_CHIEF)) == listed(first)
    assert supervising.everything() == before


def test_of_two_who_ask_at_once_one_makes_them(table, call):
    call("POST", "/sample")
    [made, *_] = make_samples(make.member(CHIEF, role="rainmaker"), make.plan(), NOON)
    with pytest.raises(Collision):
        table.commit(decisions.writes(made))


def test_samples_speak_the_language_of_who_asks(call):
    assert call("POST", "/sample", OTHER_CHIEF)[1]["items"][0]["contact"]["last_name"] == "Fields"


def test_removing_leaves_the_table_as_it_was(call):
    before = supervising.everything()
    call("POST", "/sample")
    for lead_id in SAMPLE_IDS:
        call("GET", f"/leads/{lead_id}")
    assert len(supervising.everything()) > len(before)
    assert call("DELETE", "/sample") == (204, None)
    assert supervising.everything() == before
    assert call("DELETE", "/sample") == (204, None)
    assert listed(call("GET", "/sample")) == []
    assert call("GET", f"/leads/{SAMPLE_IDS[0]}")[0] == 404


@pytest.mark.parametrize("me", [CHIEF, BOSS, ANN])
def test_no_list_figure_or_search_knows_of_samples(table, secret, event, call, me):
    claim = request_as_member(build(ClaimDoors(table=granted(table, "claim"), secret=secret, now=lambda: NOON)), event)

    def told():
        found = [call("GET", path, me) for path in BLIND]
        found += [call("POST", "/leads/search", me, {"q": q}) for q in ("clara", "example.com", "clara@example.com")]
        return [*found, *(claim("GET", path, me) for path in ("/pool", "/me/offers"))]

    before = told()
    call("POST", "/sample")
    assert told() == before


def test_samples_are_in_no_export_and_in_no_erasure(call):
    call("POST", "/sample")
    body = {"lead_ids": [SAMPLE_IDS[0]], "identity_checked": "document"}
    for operation in ("export", "erase"):
        status, problem = call("POST", f"/contacts/{operation}", body=body)
        assert (status, problem["errors"][0]["reason"]) == (422, "lead_unknown")
    exported = call.ask.whole("/leads/export", CHIEF, method="POST", body={"ids": [*SAMPLE_IDS, make.LEAD]})["body"]
    assert ("Clara" in exported, "Lucía" in exported) == (False, True)


def test_nothing_is_done_with_a_sample(call):
    call("POST", "/sample")
    before = supervising.everything()
    owned, pooled = f"/leads/{SAMPLE_IDS[2]}", f"/leads/{SAMPLE_IDS[4]}"
    task = call("GET", f"/tasks?lead={SAMPLE_IDS[2]}")[1]["items"][0]["task_id"]
    acts = [
        ("PATCH", owned, {"contact": {"last_name": "Gil"}}),
        ("POST", f"{owned}/close", {"outcome": "won"}),
        ("POST", f"{owned}/comments", {"body": "@Ana", "mentions": [ANN]}),
        ("POST", f"{owned}/tasks", {"text": "x", "due_at": "2030-01-01T00:00:00Z", "assignee": ANN}),
        ("PATCH", f"{owned}/tasks/{task}", {"done": True}),
        ("PATCH", f"{owned}/tasks/{task}", {"text": "y"}),
        ("DELETE", f"{owned}/tasks/{task}", None),
        ("POST", f"{owned}/messages", {"direction": "out", "channel": "text", "body": "Hola"}),
        ("POST", f"{owned}/photos", {"bytes": 10}),
        ("POST", f"{owned}/merge", {"into": make.LEAD}),
        ("POST", f"/leads/{make.LEAD}/merge", {"into": SAMPLE_IDS[1]}),
        ("PUT", f"{owned}/objection", {"what": "all"}),
        ("PUT", f"{pooled}/do-not-contact", {"channels": "all"}),
    ]
    for method, path, body in acts:
        status, problem = call(method, path, body=body)
        assert (status, problem["code"]) == (409, "sample_lead"), path
    bulk = call("POST", "/leads/bulk", body={"ids": [SAMPLE_IDS[4]], "action": "assign", "agent_id": ANN})
    assert [one["code"] for one in bulk[1]["items"]] == ["sample_lead"]
    assert supervising.everything() == before


@pytest.mark.parametrize("me", [BOSS, ANN])
def test_for_everybody_else_there_is_no_sample(call, me):
    call("POST", "/sample")
    assert [call(method, "/sample", me)[0] for method in ("GET", "POST", "DELETE")] == [403] * 3
    assert call("GET", f"/leads/{SAMPLE_IDS[4]}", me)[0] == 404
    assert call("POST", f"/leads/{SAMPLE_IDS[4]}/comments", me, {"body": "?"})[0] == 404
