"""Do the operations of agents and Managers answer as docs/api.md says, in the promised number of calls?"""

import json
from datetime import timedelta

import pytest

from functions.claim.build import ClaimDoors, build
from shared.domain import access
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.lead_records.task import Task
from shared.domain.leads.claim import claim as decide
from shared.domain.leads.transfer import give_back
from shared.domain.plan_records.member import Limits, Member, Pause
from shared.store import codec, decisions, keys
from tests import make, memory
from tests.functions import team
from tests.functions.member_requests import request_as_member
from tests.granted import granted
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, EVE, LEAD, MAIN, NOON, RESPONSE, SECOND, WEB, owned, pooled, received
from tests.watch import Watch

MINUTE = timedelta(minutes=1)


@pytest.fixture
def call(table, secret, event):
    """Call the function as a member, at noon; return the status and the body."""
    team.seat(table)
    return request_as_member(build(ClaimDoors(table=granted(table, "claim"), secret=secret, now=lambda: NOON)), event)


def offered_for(minutes, *agents, lead_id=LEAD, **change):
    offer = make.offer(*agents, deadline=NOON + minutes * MINUTE)
    return make.offered(offer=offer, lead_id=lead_id, **change)


def audits(table):
    """Return this month's audit entries, oldest first."""
    return [json.loads(item["body"]["S"]) for item in table.query(f"AUDIT#{NOON:%Y-%m}")]


def test_an_offer_shows_allowed_facts_and_the_time_left(table, call):
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


def test_that_an_agent_saw_an_offer_is_recorded_once_and_timed_by_the_claim(table, secret, event):
    watch = Watch(NOON + SECOND)
    team.seat(table)
    call = request_as_member(build(ClaimDoors(table=granted(table, "claim"), secret=secret, now=watch)), event)
    team.store(table, offered_for(5))
    call("GET", "/me/offers")
    watch.now += MINUTE
    stored = table.get(OfferSeen, keys.offer_seen(LEAD, ANN))
    for _ in range(2):
        assert len(call("GET", "/me/offers")[1]["items"]) == 1
    assert table.get(OfferSeen, keys.offer_seen(LEAD, ANN)) == stored
    assert (stored.seen_at, stored.version) == (NOON + SECOND, 1)
    call("POST", f"/leads/{LEAD}/claim")
    [row] = [item for item in table.query(f"TALLY#{NOON:%Y-%m}") if "claimed" in item]
    assert {name for name in row if name[0] in "dsc" and name[1:].isdigit()} == {"d0", "s0", "c42"}


def test_however_many_offers_an_agent_sees_for_the_first_time_are_recorded_in_one_transaction(table, call):
    ids = [make.id_of("lead", f"n{number:02}") for number in range(30)]
    team.store(table, *(offered_for(5, lead_id=lead_id) for lead_id in ids))
    table.calls.clear()
    assert len(call("GET", "/me/offers")[1]["items"]) == 30
    assert table.calls.count("transact_write_items") == 1
    assert all(table.get(OfferSeen, keys.offer_seen(lead_id, ANN)).seen_at == NOON for lead_id in ids)


def test_an_offer_says_that_the_person_asked_again(table, call):
    team.store(table, offered_for(5, asked_again_at=make.NOON))
    [offer] = call("GET", "/me/offers")[1]["items"]
    assert offer["asked_again_at"] == "2026-01-05T12:00:00Z"


def test_a_claim_makes_me_the_owner_and_shows_the_person(table, call):
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
    before = team.everything(memory.client("dynamodb"))
    answer, body = call("POST", f"/leads/{LEAD}/claim", me)
    assert (answer, body["code"], body["status"]) == (status, code, status)
    assert "Pérez" not in json.dumps(body, ensure_ascii=False)
    assert team.everything(memory.client("dynamodb")) == before


def test_who_loses_the_race_after_reading_gets_the_right_refusal(table, call):
    """Between my read and my write another agent claims."""
    team.store(table, offered_for(5, ANN, BOB))
    first = iter([True])

    def raced(commit, writes):
        if next(first, False):
            lead, load = team.read(table), team.load(table, BOB)
            claimed = decide(lead, make.member(BOB), make.plan(), NOON, workload=load, response_id=RESPONSE)
            commit(decisions.writes(claimed))
        commit(writes)

    table.around("commit", raced)
    status, body = call("POST", f"/leads/{LEAD}/claim")
    assert (status, body["code"]) == (409, "already_claimed")
    assert team.read(table).owner == BOB


def test_a_refusal_names_the_owner_to_a_caller_who_may_see_the_lead(table, call):
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


def test_a_cursor_is_valid_for_its_caller_only(table, call):
    team.store(table, *(pooled(lead_id=make.id_of("lead", f"l{n}")) for n in range(2)))
    cursor = call("GET", "/pool", query={"limit": "1"})[1]["next"]
    assert call("GET", "/pool", BOB, query={"cursor": cursor})[1]["code"] == "cursor_invalid"
    assert call("GET", "/pool", query={"cursor": "x" + cursor[1:]})[0] == 400


def test_a_page_of_the_pool_takes_one_query_and_one_batch_read_with_the_plans_version(table, call):
    team.store(table, *(pooled(lead_id=make.id_of("lead", str(number))) for number in range(25)))
    call("GET", "/pool")
    table.calls.clear()
    assert len(call("GET", "/pool")[1]["items"]) == 25
    assert table.calls == ["query", "batch_get_item"]


def test_a_removal_and_a_closed_pool_take_effect_with_the_next_page(table, call):
    team.store(table, pooled())
    assert len(call("GET", "/pool")[1]["items"]) == 1
    [item] = table.items([keys.SETTINGS]).values()
    team.change(table, make.settings(agents_see_pool=False, version=int(item["v"]["N"])))
    assert call("GET", "/pool")[1]["items"] == []
    assert len(call("GET", "/pool", BOSS)[1]["items"]) == 1
    [item] = table.items([keys.member(BOSS)]).values()
    team.change(table, codec.from_item(Member, item).model_copy(update={"status": "removed"}))
    assert call("GET", "/pool", BOSS)[0] == 403


def test_a_manager_assigns_and_releases_with_an_audit_entry(table, call):
    team.store(table, offered_for(5))
    status, body = call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB, "note": "knows the street"})
    assert (status, body["owner"]) == (200, BOB)
    released = call("POST", f"/leads/{LEAD}/release", BOSS, body={"note": "moved away"})[1]
    assert (released["state"], released["reason"]) == ("pooled", "released")
    assert team.read(table).history[-1].detail == {"reason": "released", "from": BOB, "note": "moved away"}
    assert [(a["what"], a["by"]) for a in audits(table)] == [("lead.assigned", BOSS), ("lead.released", BOSS)]


def test_a_manager_who_assigns_to_the_owner_changes_nothing_and_is_recorded_as_having_seen_the_contact(table, call):
    """Its history says nothing of who asked for no change, but the answer shows the contact."""
    team.store(table, owned(BOB))
    assert call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB})[0] == 200
    [where] = [item["SK"]["S"] for item in team.everything(memory.client("dynamodb")) if "SEEN#" in item["PK"]["S"]]
    assert where.endswith(BOSS)


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
def test_invalid_input_is_refused_and_nothing_is_written(table, call, path, me, given, status, code, logged):
    team.store(table, make.owned(ANN))
    before = team.everything(memory.client("dynamodb"))
    answer, body = call("POST", f"/leads/{LEAD}/{path}", me, **given)
    assert (answer, body["code"]) == (status, code)
    assert {"type", "title", "status", "detail", "code"} <= body.keys()
    assert team.everything(memory.client("dynamodb")) == before
    [line] = logged().splitlines()
    assert json.loads(line)["api_request_id"] == "request-1"


@pytest.mark.parametrize(
    ("lead_id", "status", "code"),
    [
        pytest.param("x", 422, "invalid", id="no id"),
        pytest.param(make.id_of("lead", "no"), 404, "not_found", id="none"),
    ],
)
def test_a_missing_lead_cannot_be_claimed(call, lead_id, status, code):
    answer, body = call("POST", f"/leads/{lead_id}/claim")
    assert (answer, body["code"]) == (status, code)


def test_assigning_to_an_unknown_member_does_not_reveal_the_lead(table, call):
    team.store(table, owned(BOB))
    there = call("POST", f"/leads/{LEAD}/assign", ANN, body=NOBODY)
    assert there == call("POST", f"/leads/{make.id_of('lead', 'no')}/assign", ANN, body=NOBODY)
    assert there[0] == 403


def test_a_demotion_takes_effect_at_once(table, call):
    team.store(table, pooled())
    assert call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB})[0] == 200
    boss = codec.from_item(type(make.member()), table.items([keys.member(BOSS)])[keys.member(BOSS)])
    team.change(table, boss.model_copy(update={"role": "agent"}))
    assert call("POST", f"/leads/{LEAD}/release", BOSS)[0] == 403


def test_an_internal_error_is_not_shown(table, call, logged):
    def breaks(*_):
        raise ZeroDivisionError("Lucía Pérez")

    table.around("items", breaks)
    status, body = call("POST", f"/leads/{LEAD}/claim")
    assert (status, body["code"]) == (500, "internal")
    assert "Lucía" not in logged() + json.dumps(body)


@pytest.mark.parametrize(("lead", "writes"), [(offered_for(5), 1), (offered_for(-1), 0)], ids=["winning", "losing"])
def test_a_claim_takes_one_read_and_one_write_and_a_losing_one_no_write(table, call, lead, writes):
    team.store(table, lead)
    call("GET", "/me/offers")  # a warm function has read the plan
    table.calls.clear()
    call("POST", f"/leads/{LEAD}/claim")
    assert table.calls == ["batch_get_item", *["transact_write_items"] * writes]


def limited(table, agent_id=ANN, **limits):
    """Give a member limits, by a write of the plan that the function has not read."""
    member = table.get(Member, keys.member(agent_id))
    team.change(table, member.model_copy(update={"limits": Limits(**limits)}))


def test_a_limited_claim_of_a_jump_ball_takes_one_read_and_one_write_too(table, call):
    team.store(table, offered_for(5, ANN, BOB))
    limited(table, per_day=1)
    call("GET", "/me/offers")
    table.calls.clear()
    assert call("POST", f"/leads/{LEAD}/claim")[0] == 200
    assert table.calls == ["batch_get_item", "transact_write_items"]


def test_of_two_claims_based_on_the_same_count_the_second_is_decided_again(table, call):
    """A limit of one a day: between my read and my write, my claim of another lead is committed."""
    other = make.id_of("lead", "other")
    limited(table, per_day=1)
    team.store(table, offered_for(5, ANN, BOB), offered_for(5, ANN, BOB, lead_id=other))
    first = iter([True])

    def raced(commit, writes):
        if next(first, False):
            assert call("POST", f"/leads/{other}/claim")[0] == 200
        commit(writes)

    table.around("commit", raced)
    status, body = call("POST", f"/leads/{LEAD}/claim")
    assert (status, body["code"]) == (409, "limit_reached")
    assert (team.read(table).state, team.load(table, ANN).open_leads) == ("offered", 1)


def test_a_member_whose_token_belonged_to_another_is_read_with_their_own_workload(table, call):
    """The cached plan knows another agent by this token."""
    team.store(table, offered_for(5, ANN, BOB))
    call("GET", "/me/offers")
    ann, cat = (table.get(Member, keys.member(agent_id)) for agent_id in (ANN, CAT))
    team.change(table, ann.model_copy(update={"sub": "sub-elsewhere"}))
    team.change(table, cat.model_copy(update={"sub": ann.sub, "limits": Limits(per_day=0), "role": "manager"}))
    assert call("POST", f"/leads/{LEAD}/claim")[1]["code"] == "not_offered"
    team.store(table, pooled(lead_id=make.id_of("lead", "pooled")))
    assert call("POST", f"/leads/{make.id_of('lead', 'pooled')}/claim")[1]["owner"] == CAT
    assert (team.load(table, CAT).open_leads, team.load(table, ANN).open_leads) == (1, 0)


# Jump balls


def test_a_jump_ball_is_shown_as_such_and_passing_leaves_it_to_the_others(table, call):
    team.store(table, offered_for(5, ANN, BOB))
    [offer] = call("GET", "/me/offers")[1]["items"]
    assert offer["together"] is True
    assert call("POST", f"/leads/{LEAD}/pass") == (204, None)
    assert call("GET", "/me/offers")[1]["items"] == []
    assert len(call("GET", "/me/offers", BOB)[1]["items"]) == 1
    assert call("POST", f"/leads/{LEAD}/claim", BOB)[0] == 200


# Giving back, handing over, sending


def test_a_due_response_is_shown_to_its_owner(table, call):
    team.store(table, received(response=make.response()))
    body = call("POST", f"/leads/{LEAD}/claim")[1]
    assert body["response"] == {"due": "2026-01-05T13:00:00Z", "actions": ["call", "text"]}


def test_giving_back_sends_the_lead_on(table, call):
    team.store(table, received(response=make.response()))
    given = call("POST", f"/leads/{LEAD}/give-back", body={"reason": "no_time", "note": "on leave"})
    assert (given[0], given[1]["state"]) == (200, "unrouted")
    lead = team.read(table)
    assert (lead.todo, lead.stop_clock, lead.tried) == ("route", RESPONSE, (ANN,))
    assert team.load(table, ANN).open_leads == -1
    again = call("POST", f"/leads/{LEAD}/give-back", body={"reason": "no_time"})
    assert (again[0], again[1]["code"]) == (403, "not_owner")


def test_members_with_permission_hand_a_lead_over_to_a_member_or_to_routing(table, call):
    team.store(table, received(BOSS))
    to_bob = call("POST", f"/leads/{LEAD}/handover", BOSS, body={"to": {"agent_id": BOB}, "note": "yours"})
    assert (to_bob[0], to_bob[1]["owner"]) == (200, BOB)
    assert call("POST", f"/leads/{LEAD}/handover", BOB, body={"to": "route"})[1]["code"] == "forbidden"
    scout = table.get(Member, keys.member(BOB))
    team.change(table, scout.model_copy(update={"may_hand_over": True}))
    assert call("POST", f"/leads/{LEAD}/handover", BOB, body={"to": "route"})[1]["state"] == "unrouted"
    assert (team.read(table).skips, team.read(table).tried) == ((MAIN,), (BOSS, BOB))
    assert [audit["what"] for audit in audits(table)] == ["lead.handed_over"] * 2


def test_a_manager_sends_a_pooled_lead_through_routing_once(table, call):
    team.store(table, pooled(reason="no_route"))
    assert call("POST", f"/leads/{LEAD}/route", ANN)[1]["code"] == "forbidden"
    assert call("POST", f"/leads/{LEAD}/route", BOSS)[1]["state"] == "unrouted"
    assert team.read(table).todo == "route"
    assert call("POST", f"/leads/{LEAD}/route", BOSS)[1]["code"] == "already_routed"
    assert [audit["what"] for audit in audits(table)] == ["lead.sent"]


def test_a_manager_sends_an_owned_lead_through_routing_again_saying_why(table, call):
    team.store(table, make.received(BOB))
    sent = call("POST", f"/leads/{LEAD}/route", BOSS, body={"note": "she has left for a week"})
    assert (sent[0], sent[1]["state"], "owner" in sent[1]) == (200, "unrouted", False)
    assert call("POST", f"/leads/{LEAD}/route", BOB, body={"note": "x"})[1]["code"] in ("forbidden", "not_found")
    assert [audit["what"] for audit in audits(table)] == ["lead.rerouted"]


def test_a_held_lead_says_when_it_is_routed(table, call):
    team.store(table, pooled(reason="no_route", routes_at=make.END))
    [lead] = call("GET", "/pool")[1]["items"]
    assert lead["routes_at"] == "2026-01-05T12:05:00Z"


# Interactions


def owing(**change):
    return received(response=make.response(due=NOON + 10 * MINUTE), **change)


def notes(table):
    return [codec.from_item(Note, item) for item in table.query(f"LEAD#{LEAD}", "NOTE#")]


def test_recording_an_accepted_action_is_the_response(table, call):
    team.store(table, owing())
    asked = {"kind": "call", "outcome": "spoke", "body": "Wants to see it on Friday."}
    status, body = call("POST", f"/leads/{LEAD}/interactions", body=asked)
    assert status == 201
    assert body.items() >= {**asked, "lead_id": LEAD, "by": ANN}.items()
    assert body["at"] == body["recorded_at"]
    lead = team.read(table)
    assert (lead.response, lead.todo, lead.stop_clock, lead.owner) == (None, "stop", RESPONSE, ANN)
    [note] = notes(table)
    assert (note.note_id, note.kind, note.outcome) == (body["note_id"], "call", "spoke")


def test_a_note_is_kept_and_is_no_response(table, call):
    team.store(table, owing())
    assert call("POST", f"/leads/{LEAD}/interactions", body={"kind": "note", "body": "A nice person."})[0] == 201
    assert team.read(table).response is not None
    assert call("POST", f"/leads/{LEAD}/interactions", BOSS, body={"kind": "call"})[0] == 201
    assert team.read(table).response is not None
    assert [note.by for note in notes(table)] == [ANN, BOSS]


def test_repeating_an_interaction_with_its_key_records_it_once(table, call):
    team.store(table, owing())
    given = {"body": {"kind": "call"}, "headers": {"idempotency-key": "k1"}}
    first = call("POST", f"/leads/{LEAD}/interactions", **given)
    assert call("POST", f"/leads/{LEAD}/interactions", **given) == first
    assert len(notes(table)) == 1
    other = {"body": {"kind": "text"}, "headers": {"idempotency-key": "k1"}}
    assert call("POST", f"/leads/{LEAD}/interactions", **other)[1]["code"] == "key_reused"
    assert call("POST", f"/leads/{LEAD}/interactions", BOSS, **other)[0] == 201


def test_an_appointment_is_recorded_with_a_task_for_when_it_takes_place(table, call):
    team.store(table, owing())
    asked = {"kind": "call", "outcome": "appointment", "planned_for": "2999-11-28T17:00:00Z"}
    given = {"body": asked, "headers": {"idempotency-key": "k1"}}
    first = call("POST", f"/leads/{LEAD}/interactions", **given)
    assert first[0] == 201
    assert call("POST", f"/leads/{LEAD}/interactions", **given) == first
    lead = team.read(table)
    [task] = lead.tasks
    assert (task.kind, task.text, task.assignee) == ("appointment", "Cita", ANN)
    assert f"{task.due_at:%Y-%m-%dT%H:%M:%SZ}" == asked["planned_for"]
    assert table.get(Task, keys.task(LEAD, task.comment_id)).kind == "appointment"
    assert (lead.response, lead.stop_clock, len(notes(table))) == (None, RESPONSE, 1)


@pytest.mark.parametrize(
    ("path", "me", "body", "status", "where"),
    [
        pytest.param("interactions", ANN, {"kind": "call", "planned_for": "2999-01-01T00:00:00Z"}, 422,
                     ["body", "planned_for"], id="an appointment of a call that led to none"),
        pytest.param("give-back", ANN, {"reason": "bored"}, 422, ["body", "reason"], id="no such reason"),
        pytest.param("give-back", ANN, {}, 422, ["body", "reason"], id="no reason"),
        pytest.param("give-back", BOSS, {"reason": "no_time"}, 403, None, id="a Manager's word for the owner's"),
        pytest.param("handover", BOSS, {"to": "route"}, 403, None, id="what another owns"),
        pytest.param("handover", CHIEF, {"to": NOBODY}, 422, ["body", "to", "agent_id"], id="to nobody"),
        pytest.param("handover", CHIEF, {"to": {"agent_id": EVE}}, 409, None, id="to who never signed in"),
        pytest.param("interactions", ANN, {"kind": "fax"}, 422, ["body", "kind"], id="no such kind"),
        pytest.param("interactions", ANN, {"kind": "call", "at": "2999-01-01T00:00:00Z"}, 422, ["body", "at"],
                     id="in the future"),
        pytest.param("interactions", ANN, {"kind": "call", "at": "0001-01-01T00:00:00+10:00"}, 422, ["body", "at"],
                     id="before there is time"),
        pytest.param("interactions", BOB, {"kind": "call"}, 404, None, id="of a lead I do not see"),
        pytest.param("route", BOSS, {"note": " "}, 409, None, id="an owned lead, without a why"),
        pytest.param("route", BOSS, {"why": "x"}, 422, ["body", "why"], id="an unknown field"),
    ],
)  # fmt: skip
def test_forbidden_changes_of_an_owner_are_refused_and_nothing_is_written(table, call, path, me, body, status, where):
    eve = table.get(Member, keys.member(EVE))
    team.change(table, eve.model_copy(update={"status": "invited"}))
    team.store(table, received(CHIEF if me == CHIEF else ANN))
    before = team.everything(memory.client("dynamodb"))
    answer, told = call("POST", f"/leads/{LEAD}/{path}", me, body=body)
    assert answer == status
    assert where is None or told["errors"][0]["loc"] == where
    assert team.everything(memory.client("dynamodb")) == before


def test_another_agent_does_not_read_why_a_lead_was_given_back():
    given = give_back(
        received(), make.member(ANN), make.settings(), make.NOON, reason="no_time", note="not for me"
    ).lead
    after = given.model_copy(update={"state": "owned", "owner": BOB})
    event = after.history[-1]
    assert access.visible_event(make.member(BOB), event, after, make.plan()).detail == {}
    assert access.visible_event(make.member(BOSS, role="manager"), event, after, make.plan()).detail == event.detail


def test_a_source_and_its_title_are_shown(table, call):
    team.store(table, owned(ANN))
    body = call("POST", f"/leads/{LEAD}/claim")[1]
    assert (body["source_id"], body["source_title"]) == (WEB, "Web")


def away(table, agent_id=BOB, **change):
    """Let a member be away until an hour from now, on everything."""
    member = table.get(Member, keys.member(agent_id))
    pause = Pause(side="own", until=NOON + 60 * MINUTE, by=agent_id, at=NOON)
    team.change(table, member.model_copy(update={"pauses": (pause,), **change}))


AWAY = {"code": "away", "until": "2026-01-05T13:00:00Z"}


def test_assigning_to_somebody_away_is_done_and_told(table, call):
    """Source: docs/rules.md, "Claiming" 8."""
    team.store(table, pooled())
    away(table)
    status, body = call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB})
    assert (status, body["owner"], body["warnings"]) == (200, BOB, [AWAY])
    assert call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB})[1]["warnings"] == []
    assert call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": CAT})[1]["warnings"] == []


def test_handing_over_tells_the_same_and_routing_nothing(table, call):
    away(table)
    team.store(table, received(BOSS))
    assert call("POST", f"/leads/{LEAD}/handover", BOSS, body={"to": {"agent_id": BOB}})[1]["warnings"] == [AWAY]
    team.store(table, received(BOSS, lead_id=make.id_of("lead", "two")))
    path = f"/leads/{make.id_of('lead', 'two')}/handover"
    assert call("POST", path, BOSS, body={"to": "route"})[1]["warnings"] == []


def test_assigning_still_takes_one_read_and_one_write(table, call):
    team.store(table, pooled())
    call("GET", "/me/offers")  # a warm function has read the plan
    table.calls.clear()
    call("POST", f"/leads/{LEAD}/assign", BOSS, body={"agent_id": BOB})
    assert table.calls == ["batch_get_item", "transact_write_items"]


def test_what_would_be_told_can_be_asked_before_and_changes_nothing(table, call):
    team.store(table, owned(CAT, attributes={"language": "de"}))
    away(table, languages=("es",))
    before = team.everything(memory.client("dynamodb"))
    items = call("GET", "/assignable", BOSS, query={"lead_id": LEAD})[1]["items"]
    told = {one["agent_id"]: one["warnings"] for one in items}
    assert told[BOB] == [AWAY, {"code": "language"}]
    assert told[ANN] == told[CAT] == []
    assert {one["agent_id"]: one["warnings"] for one in call("GET", "/assignable", BOSS)[1]["items"]}[BOB] == [AWAY]
    assert team.everything(memory.client("dynamodb")) == before


def test_a_limit_counts_all_that_are_given_together(table, call):
    limited(table, BOB, open=2)
    for leads, codes in ((2, []), (3, ["at_limit"])):
        items = call("GET", "/assignable", BOSS, query={"leads": str(leads)})[1]["items"]
        assert [one["code"] for item in items if item["agent_id"] == BOB for one in item["warnings"]] == codes


def test_only_who_may_give_leads_asks_and_only_for_leads_they_see(table, call):
    team.store(table, owned(CAT))
    assert call("GET", "/assignable", ANN)[1]["code"] == "forbidden"
    away(table, ANN, may_hand_over=True)
    assert call("GET", "/assignable", ANN)[0] == 200
    assert call("GET", "/assignable", ANN, query={"lead_id": LEAD})[1]["code"] == "not_found"
