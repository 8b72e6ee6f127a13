"""Do closing, reopening, merging and marking answer as docs/api.md says, in one transaction each?"""

import json

import pytest

from shared.domain.kernel.contact import Card, DoNotContact
from shared.domain.kernel.event_details import ClaimedDetail
from shared.domain.plan_records.close_reason import CloseReason
from shared.store import keys
from shared.store.decisions import put_lead
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, LEAD, NOON, id_of

INTO = id_of("lead", "into")
CLOSED = make.owned(ANN, state="closed", outcome="lost")
OWNERS = ("close", "reopen", "do-not-contact")
ALL = (*OWNERS, "merge")
BODIES = {"close": {"outcome": "won"}, "reopen": None, "merge": {"into": INTO}, "do-not-contact": {"channels": "all"}}


@pytest.fixture
def call(table, secret, event):
    """Provide a caller of an action on the lead as a member; return the status and the body."""
    team.seat(table)
    ask = supervising.caller(table, secret, event)

    def do(verb, me=BOSS, body=None):
        method = "PUT" if verb == "do-not-contact" else "POST"
        return ask(f"/leads/{LEAD}/{verb}", me, method=method, body=BODIES[verb] if body is None else body)

    do.ask = ask
    return do


def load_of(table, agent_id, **counts):
    """Give the member these counts."""
    table.commit([put(team.load(table, agent_id).model_copy(update=counts))])


def test_an_owner_closes_their_lead_and_it_no_longer_counts_for_them(table, call):
    team.store(table, make.owned(ANN))
    load_of(table, ANN, open_leads=1)
    status, body = call("close", ANN)
    assert (status, body["state"], body["stage"]) == (200, "closed", "closed")
    assert (body["outcome"], body["owner"]) == ("won", ANN)
    assert team.load(table, ANN).open_leads == 0
    [entry] = supervising.audits()
    assert (entry.what, entry.by, entry.subject) == ("lead.closed", ANN, LEAD)
    before = supervising.but_seen()
    assert call("close", ANN, {"outcome": "lost"}) == (200, body)
    assert supervising.but_seen() == before


def test_closing_tells_the_teams_reason_the_value_and_a_note(table, secret, event):
    """Only who may read the lead's comments reads them; a reason that is archived is not to be chosen."""
    dear, old = (
        CloseReason(reason_id=id_of("reason", name), outcome="won", name=name, archived=name == "old")
        for name in ("dear", "old")
    )
    team.seat(table, close_reasons=(dear, old), agents_see="team")
    ask = supervising.caller(table, secret, event)
    team.store(table, make.owned(ANN))
    given = {"outcome": "won", "value": {"amount": 250_000, "currency": "EUR"}, "note": " Signed. "}
    status, body = ask(f"/leads/{LEAD}/close", ANN, method="POST", body={**given, "reason_id": old.reason_id})
    assert (status, body["errors"][0]["reason"]) == (422, "close_reason_unknown")
    told = {"value": given["value"], "note": "Signed.", "reason_id": dear.reason_id, "reason": "dear"}
    body = {**given, "reason_id": dear.reason_id}
    assert ask(f"/leads/{LEAD}/close", ANN, method="POST", body=body)[1]["closing"] == told
    assert "closing" not in ask(f"/leads/{LEAD}", BOB)[1]
    body = {"outcome": "won", "value": {"amount": 240_000, "currency": "EUR"}}
    assert ask(f"/leads/{LEAD}/close", ANN, method="POST", body=body)[1]["closing"] == {"value": body["value"]}
    assert [one["name"] for one in ask("/me", BOB)[1]["team"]["close_reasons"]] == ["dear"]


def test_closing_an_offered_lead_ends_the_offer(table, call):
    team.store(table, make.offered(ANN))
    load_of(table, ANN, open_offers=1)
    assert call("close")[1]["state"] == "closed"
    lead = team.read(table)
    assert (lead.offer, lead.todo, lead.stop_clock, lead.tell) == (None, "stop", make.OFFER, "closed")
    assert team.load(table, ANN).open_offers == 0


def test_closing_respects_a_faster_claim(table, call):
    """Between read and write an agent claims: the lead is closed as theirs, and their workload is empty."""
    team.store(table, make.pooled())

    def overtaken(commit, writes):
        table.around("commit", None)
        commit(put_lead(team.read(table).owned(ClaimedDetail(), BOB, at=NOON, by=BOB)))
        load_of(table, BOB, open_leads=1)
        commit(writes)

    table.around("commit", overtaken)
    assert call("close")[1]["owner"] == BOB
    assert team.load(table, BOB).open_leads == 0


def test_a_closed_lead_reopens_for_its_last_owner(table, call):
    team.store(table, CLOSED)
    status, body = call("reopen", ANN)
    assert (status, body["state"], body["owner"]) == (200, "owned", ANN)
    assert "outcome" not in body
    assert team.load(table, ANN).open_leads == 1
    status, body = call("reopen", ANN)
    assert (status, body["code"]) == (409, "not_closed")


def test_a_closed_lead_nobody_owned_reopens_in_the_pool(table, call):
    team.store(table, make.closed)
    assert (call("reopen")[1]["state"], team.read(table).reason) == ("pooled", "released")


def test_a_do_not_contact_person_is_shown_as_such(table, call):
    team.store(table, make.received(response=make.response()))
    status, body = call("do-not-contact", body={"channels": ["call"]})
    assert (status, body["do_not_contact"]["channels"], body["do_not_contact"]["by"]) == (200, ["call"], BOSS)
    assert body["response"]["actions"] == ["text"]
    assert call("do-not-contact", ANN, {"channels": "all"})[1]["do_not_contact"]["by"] == ANN
    lead = team.read(table)
    assert (lead.response, lead.stop_clock) == (None, make.RESPONSE)
    assert "do_not_contact" not in call("do-not-contact", ANN, {"channels": []})[1]
    assert [event.kind for event in team.read(table).history[1:]] == ["do_not_contact"] * 3


def test_an_agent_reads_no_other_agent_in_a_mark(table, call):
    mark = DoNotContact(channels="all", by=BOB, at=NOON)
    team.store(table, make.owned(ANN, do_not_contact=mark))
    assert call.ask(f"/leads/{LEAD}", ANN)[1]["do_not_contact"]["by"] == "agent"
    assert call.ask(f"/leads/{LEAD}", BOSS)[1]["do_not_contact"]["by"] == BOB


@pytest.fixture
def of_two(table, secret):
    """Provide a function that stores Ann's lead, one in the pool, and cards that lead to Ann's; return their hashes."""

    def store(**change):
        team.store(table, make.owned(ANN, possible_duplicates=(INTO,), **change), make.pooled(lead_id=INTO))
        load_of(table, ANN, open_leads=1)
        hashes = (secret.contact_hashes(kind, normal)[0] for kind, _, normal in make.contact().normals)
        cards = [Card(hash=one, current=LEAD, leads=(LEAD,)) for one in hashes]
        table.commit(list(map(put, cards)))
        return [card.hash for card in cards]

    return store


def test_a_merged_lead_is_closed_and_its_contact_leads_to_the_other(table, call, of_two):
    hashes = of_two(attributes={"intent": "buy"})
    status, body = call("merge")
    assert (status, body["lead_id"], body["state"]) == (200, LEAD, "closed")
    assert (body["outcome"], body["merged_into"]) == ("duplicate", INTO)
    assert {table.get(Card, keys.card(one)).current for one in hashes} == {INTO}
    assert team.read(table, INTO).attributes == {"intent": "buy"}
    assert (team.read(table, INTO).owner, team.load(table, ANN).open_leads) == (ANN, 1)
    [entry] = supervising.audits()
    assert (entry.what, entry.by, entry.after) == ("lead.merged", BOSS, {"into": INTO, "owner": ANN})
    before = supervising.but_seen()
    assert call("merge") == (200, body)
    assert supervising.but_seen() == before


def test_the_target_of_a_merge_may_change_meanwhile(table, call, of_two):
    """Between read and write Bob claims it: he keeps it, with the merged data."""
    of_two(message="Hello")

    def overtaken(commit, writes):
        table.around("commit", None)
        commit(put_lead(team.read(table, INTO).owned(ClaimedDetail(), BOB, at=NOON, by=BOB)))
        commit(writes)

    table.around("commit", overtaken)
    assert call("merge")[0] == 200
    lead = team.read(table, INTO)
    assert (lead.owner, lead.message) == (BOB, "Hello")
    assert [event.kind for event in lead.history[-2:]] == ["claimed", "merged"]


def test_an_owner_does_not_read_about_the_other_lead(table, call, of_two):
    of_two()
    assert call.ask(f"/leads/{LEAD}", BOSS)[1]["possible_duplicates"] == [INTO]
    assert "possible_duplicates" not in call.ask(f"/leads/{LEAD}", ANN)[1]
    team.change_lead(table, INTO, lambda lead: lead.owned(ClaimedDetail(), BOB, at=NOON, by=BOB))
    call("merge")
    assert INTO not in json.dumps([call.ask(f"/leads/{LEAD}{part}", ANN)[1] for part in ("", "/timeline")])
    assert INTO in json.dumps(call.ask(f"/leads/{LEAD}/timeline", BOSS)[1])


@pytest.mark.parametrize(
    ("lead", "verb", "me", "body", "status", "code"),
    [
        *(pytest.param(make.owned(BOB), verb, ANN, None, 404, "not_found", id=f"{verb}, unseen") for verb in OWNERS),
        *(pytest.param(make.offered(ANN), verb, ANN, None, 403, "not_owner", id=f"{verb}, seen") for verb in OWNERS),
        pytest.param(make.owned(BOB), "merge", ANN, None, 403, "forbidden", id="merge, unseen"),
        pytest.param(make.owned(ANN), "merge", ANN, None, 403, "forbidden", id="an owner merges"),
        pytest.param(make.owned(ANN), "reopen", ANN, None, 409, "not_closed", id="an open lead"),
        pytest.param(make.owned(ANN), "merge", BOSS, None, 422, "invalid", id="into nothing"),
        pytest.param(make.owned(ANN), "merge", BOSS, {"into": LEAD}, 422, "invalid", id="into itself"),
        pytest.param(make.owned(ANN), "merge", BOSS, {"into": "it"}, 422, "invalid", id="into no id"),
        pytest.param(make.owned(ANN), "close", BOSS, {"outcome": "gone"}, 422, "invalid", id="no such outcome"),
        pytest.param(
            make.owned(ANN),
            "close",
            BOSS,
            {"outcome": "lost", "value": {"amount": 1, "currency": "EUR"}},
            422,
            "invalid",
            id="a value, not won",
        ),
        pytest.param(
            make.owned(ANN),
            "close",
            BOSS,
            {"outcome": "won", "value": {"amount": 1.5, "currency": "EUR"}},
            422,
            "invalid",
            id="no whole amount",
        ),
        pytest.param(make.owned(ANN), "close", BOSS, {}, 422, "invalid", id="no outcome"),
        pytest.param(make.owned(ANN), "do-not-contact", BOSS, {}, 422, "invalid", id="no channels"),
        pytest.param(
            make.owned(ANN), "do-not-contact", BOSS, {"channels": ["fax"]}, 422, "invalid", id="no such channel"
        ),
    ],
)
def test_a_refused_action_writes_nothing(table, call, lead, verb, me, body, status, code):
    team.store(table, lead)
    before = supervising.everything()
    answer, problem = call(verb, me, body)
    assert (answer, problem["code"]) == (status, code)
    if body in (None, {"into": LEAD}) and status == 422:
        assert problem["errors"][0]["loc"] == ["body", "into"]
    assert supervising.everything() == before


def test_nothing_can_be_merged_into_a_closed_lead(table, call):
    team.store(table, make.owned(ANN), make.lead(INTO, state="closed", todo=None))
    assert call("merge")[1]["code"] == "lead_closed"


@pytest.mark.parametrize("verb", ALL)
def test_a_missing_lead_is_404(call, verb):
    assert call(verb)[0] == 404


READ, WRITE = "batch_get_item", "transact_write_items"


@pytest.mark.parametrize(
    ("verb", "calls"),
    [("close", [READ, WRITE]), ("do-not-contact", [READ, WRITE]), ("merge", [READ, READ, WRITE])],
)
def test_an_action_takes_the_documented_calls(table, call, of_two, verb, calls):
    of_two()
    call.ask("/leads")  # the process has the plan
    table.calls.clear()
    assert call(verb)[0] == 200
    assert table.calls == calls
