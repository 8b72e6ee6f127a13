"""Are two merged leads read as one, wherever they are read, until the merge is undone; and do all old ways lead on?"""

import json
from datetime import timedelta

import pytest

from functions.supervise.doors import ReadLimits
from shared.domain.kernel.contact import Address, Card, Contact
from shared.domain.kernel.event_details import ClaimedDetail
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.task import Task
from shared.domain.privacy.erase import erase_lead, merged_leads
from shared.store import codec, indexes, keys
from shared.store.decisions import put_lead, writes
from shared.store.lists import lead_lists
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, LEAD, NOON, SECOND, id_of

INTO, THIRD = id_of("lead", "into"), id_of("lead", "third")
GOMEZ = Contact(
    first_name="Luci", last_name="Gómez", emails=(Address(given="luci@example.com", normal="luci@example.com"),)
)
LATER = NOON + timedelta(hours=3)


@pytest.fixture
def ask(table, secret, event, watch):
    """Provide a caller, `ask(method, path, me, body)`; Ann has a lead, Bob another of the same person."""
    team.seat(table)
    leads = make.received(ANN, message="First"), make.owned(BOB, lead_id=INTO, contact=GOMEZ, message="Second")
    team.store(table, *leads, make.pooled(lead_id=THIRD, contact=Contact(first_name="Zoe")))
    team.make_searchable(table, secret, *leads)
    hashes = (secret.contact_hashes(kind, normal)[0] for kind, _, normal in make.contact().normals)
    table.commit([put(Card(hash=one, current=LEAD, leads=(LEAD,))) for one in hashes])
    for one in (ANN, BOB):
        table.commit([put(team.load(table, one).model_copy(update={"open_leads": 1}))])
    call = supervising.caller(table, secret, event, now=watch, limits=ReadLimits(records=7))

    def do(method, path, me=BOSS, body=None, **query):
        watch.now += SECOND
        return call(path, me, method=method, body=body, **query)

    return do


@pytest.fixture
def merge(ask):
    def do(lead_id=LEAD, into=INTO):
        return ask("POST", f"/leads/{lead_id}/merge", BOSS, {"into": into})

    return do


@pytest.fixture
def undo(ask):
    def do(lead_id=LEAD, me=BOSS):
        return ask("POST", f"/leads/{lead_id}/merge/undo", me)

    return do


def counted(name):
    """Return the counts of that name in all rows."""
    rows = [codec.to_counter_row(one) for one in supervising.everything() if one["PK"]["S"].startswith("TALLY#")]
    return [row.counts[name] for row in rows if name in row.counts]


def write(ask, lead_id, me, text, **more):
    status, body = ask("POST", f"/leads/{lead_id}/comments", me, {"body": text, **more})
    assert status == 201
    return body["comment_id"]


def say(ask, lead_id, me, text):
    body = {"direction": "in", "channel": "email", "body": text}
    assert ask("POST", f"/leads/{lead_id}/messages", me, body)[0] == 201


def all_of(ask, path, me, **query):
    """Return the texts of all pages."""
    found, cursor = [], {}
    while True:
        _, page = ask("GET", path, me, **query, **cursor)
        found += [one["body"] for one in page["items"]]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def test_messages_and_comments_of_both_are_read_in_one_order_page_by_page(ask, merge):
    for number in range(6):
        mine, other = ((LEAD, ANN), (INTO, BOB)) if number % 2 else ((INTO, BOB), (LEAD, ANN))
        say(ask, *mine, f"said {number}")
        write(ask, *mine, f"noted {number}")
        write(ask, *other, f"also {number}")
    merge()
    say(ask, INTO, BOB, "said later")
    assert all_of(ask, f"/leads/{INTO}/messages", BOB, limit=2) == [
        "said later", *(f"said {n}" for n in range(5, -1, -1))
    ]  # fmt: skip
    noted = [text for n in range(5, -1, -1) for text in (f"also {n}", f"noted {n}")]
    assert all_of(ask, f"/leads/{INTO}/comments", BOB, limit=5) == noted


def test_a_page_goes_on_where_it_ended_when_the_leads_merge_meanwhile(ask, merge):
    for number in range(3):
        say(ask, INTO, BOB, f"old {number}")
    for number in range(3):
        say(ask, LEAD, ANN, f"other {number}")
    say(ask, INTO, BOB, "new")
    _, first = ask("GET", f"/leads/{INTO}/messages", BOB, limit=2)
    assert [one["body"] for one in first["items"]] == ["new", "old 2"]
    merge()
    _, rest = ask("GET", f"/leads/{INTO}/messages", BOB, limit=7, cursor=first["next"])
    assert [one["body"] for one in rest["items"]] == ["old 1", "old 0"]


def test_the_timeline_tells_of_both_and_of_the_other_inquiry(ask, merge):
    say(ask, LEAD, ANN, "said here")
    ask("POST", f"/leads/{LEAD}/close", ANN, {"outcome": "lost"})
    ask("POST", f"/leads/{LEAD}/reopen", ANN)
    merge()
    _, page = ask("GET", f"/leads/{INTO}/timeline", BOB)
    told = [(one["kind"], one.get("lead_id")) for one in page["items"]]
    assert told == [
        ("received", None), ("received", LEAD), ("message", LEAD), ("closed", LEAD), ("reopened", LEAD),
        ("merged", None),
    ] or told[:2] == [("received", LEAD), ("received", None)]  # fmt: skip
    assert [one["detail"].get("message") for one in page["items"] if one["kind"] == "received"].count("First") == 1
    assert ask("GET", f"/leads/{INTO}", BOB)[1]["message"] == "Second"


def test_who_sees_the_lead_but_not_its_conversation_reads_nothing_of_the_other(ask, merge, table):
    merge()
    team.change(table, make.member(CAT, sees="team", version=1))
    _, page = ask("GET", f"/leads/{INTO}/timeline", CAT)
    assert LEAD not in json.dumps(page)
    assert "merged_from" not in ask("GET", f"/leads/{INTO}", CAT)[1]


def test_tasks_go_along_and_are_done_reopened_and_reminded_of_there(ask, merge, table):
    comment = write(ask, LEAD, ANN, "Call", task={"due_at": LATER.isoformat()})
    merge()
    [task] = ask("GET", "/tasks", BOB)[1]["items"]
    assert (task["comment_id"], task["lead_id"], task["lead_name"], task["body"]) == (
        comment, INTO, "Luci Gómez", "Call",
    )  # fmt: skip
    assert ask("GET", "/tasks", ANN)[1]["items"] == []
    due = table.query(indexes.TASK, index=indexes.DUE, until=indexes.due_by(LATER))
    assert [one[indexes.DUE.sk]["S"].split("#")[1] for one in due] == [INTO]
    path = f"/leads/{INTO}/comments/{comment}"
    status, done = ask("PATCH", path, BOB, {"done": True})
    assert (status, "done_at" in done["task"], team.read(table, INTO).tasks) == (200, True, ())
    [finished] = ask("GET", "/tasks", BOB, state="done")[1]["items"]
    assert finished["lead_id"] == INTO
    assert ask("PATCH", path, BOB, {"done": False})[0] == 200
    [again] = team.read(table, INTO).tasks
    assert (again.lead_id, again.home, again.assignee) == (INTO, LEAD, BOB)
    status, problem = ask("PATCH", f"/leads/{LEAD}/comments/{comment}", BOSS, {"done": True})
    assert (status, problem["code"]) == (409, "lead_merged")


def test_a_task_that_was_done_before_can_be_reopened_after(ask, merge, table):
    comment = write(ask, LEAD, ANN, "Call", task={"due_at": LATER.isoformat()})
    ask("PATCH", f"/leads/{LEAD}/comments/{comment}", ANN, {"done": True})
    merge()
    status, shown = ask("PATCH", f"/leads/{INTO}/comments/{comment}", BOSS, {"done": False})
    assert (status, shown["body"], shown["task"]["agent_id"]) == (200, "Call", BOB)
    stored = table.get(Task, keys.task(LEAD, comment))
    assert (stored.lead_id, stored.home, stored.done_at) == (INTO, LEAD, None)


def test_photos_and_deliveries_go_along(ask, merge, table):
    photo = ask("POST", f"/leads/{LEAD}/photos", ANN, {"bytes": 10})[1]["photo_id"]
    path = f"/leads/{LEAD}/photos/{photo}"
    assert ask("GET", path, BOB)[0] == 404
    merge()
    assert [ask("GET", path, me)[0] for me in (ANN, BOB, BOSS, CAT)] == [200, 200, 200, 404]


def test_a_merged_lead_leads_on_to_the_last_that_its_reader_may_see(ask, merge):
    merge()
    merge(INTO, THIRD)
    for me in (BOSS, BOB):  # who owned INTO owns THIRD now
        assert ask("GET", f"/leads/{LEAD}", BOSS)[1]["merged_into"] == THIRD
        status, problem = ask("POST", f"/leads/{INTO}/close", me, {"outcome": "lost"})
        assert (status, problem["code"], problem["merged_into"]) == (409, "lead_merged", THIRD)
    assert "merged_into" not in ask("GET", f"/leads/{LEAD}", ANN)[1]
    status, problem = ask("POST", f"/leads/{LEAD}/reopen", ANN)
    assert (status, problem["code"], "merged_into" in problem) == (409, "lead_merged", False)


@pytest.mark.parametrize(
    ("method", "what", "body"),
    [
        ("POST", "close", {"outcome": "lost"}),
        ("POST", "reopen", None),
        ("PUT", "do-not-contact", {"channels": "all"}),
        ("POST", "merge", {"into": THIRD}),
        ("PATCH", "", {"contact": {"last_name": "Gil"}}),
        ("POST", "messages", {"direction": "in", "channel": "email", "body": "x"}),
        ("POST", "comments", {"body": "x"}),
        ("POST", "conversation", {"state": "open"}),
        ("POST", "conversation", {"state": "closed"}),
        ("POST", "photos", {"bytes": 1}),
        ("PUT", "consents", {"purpose": "marketing", "given": True, "source": "by phone"}),
        ("PUT", "objection", {"what": "all"}),
        ("DELETE", "objection", None),
    ],
)
def test_every_verb_names_the_lead_to_continue_with_and_writes_nothing(ask, merge, method, what, body):
    merge()
    before = supervising.everything()
    status, problem = ask(method, f"/leads/{LEAD}/{what}".rstrip("/"), CHIEF, body)
    assert (status, problem["code"], problem["merged_into"]) == (409, "lead_merged", INTO)
    assert supervising.everything() == before


def test_bulk_acts_and_merging_into_a_merged_one_name_it_too(ask, merge):
    merge()
    _, answer = ask("POST", "/leads/bulk", BOSS, {"ids": [LEAD], "action": "reopen"})
    assert [(one["code"], one["merged_into"]) for one in answer["items"]] == [("lead_merged", INTO)]
    status, problem = merge(THIRD, LEAD)
    assert (status, problem["code"], problem["merged_into"]) == (409, "lead_merged", INTO)


def test_lists_and_searches_show_one_and_find_it_by_the_words_of_both(ask, merge, undo):
    def found(q, me=BOSS):
        return [one["lead_id"] for one in ask("POST", "/leads/search", me, {"q": q})[1]["items"]]

    assert (found("gómez"), found("perez")) == ([INTO], [LEAD])
    merge()
    for q in ("gómez", "perez", "luc", "lucía", "luci pér", "lucia@exa", "luci@exam", "600112233", "lucia@example.com"):
        assert found(q) == [INTO], q
        assert found(q, BOB) == [INTO], q
        assert found(q, ANN) == [], q
    assert LEAD not in [one["lead_id"] for one in ask("GET", "/leads", BOSS)[1]["items"]]
    assert ask("GET", "/leads", BOSS, state="closed")[1]["items"] == []
    assert ask("GET", "/leads", ANN, state="closed")[1]["items"] == []
    undo()
    assert (found("gómez"), found("perez"), found("lucia@exa")) == ([INTO], [LEAD], [LEAD])


def test_a_manager_undoes_it_for_thirty_days(ask, merge, undo, table, secret, watch):
    comment = write(ask, LEAD, ANN, "Call", task={"due_at": LATER.isoformat()})
    before = {lead_id: team.read(table, lead_id) for lead_id in (LEAD, INTO)}
    merge()
    [shown] = ask("GET", f"/leads/{INTO}", BOSS)[1]["merged_from"]
    assert (shown["lead_id"], shown["by"]) == (LEAD, BOSS)
    assert "undo_until" in shown
    assert "undo_until" not in ask("GET", f"/leads/{INTO}", BOB)[1]["merged_from"][0]
    say(ask, INTO, BOB, "said later")
    assert undo(me=ANN)[0] == 403
    status, body = undo()
    assert (status, body["lead_id"], body["state"], body["owner"]) == (200, LEAD, "owned", ANN)
    assert "merged_into" not in body
    back, left = team.read(table), team.read(table, INTO)
    for name in ("contact", "message", "owner", "state", "via", "tasks", "since"):
        assert getattr(back, name) == getattr(before[LEAD], name), name
        assert getattr(left, name) == getattr(before[INTO], name), name
    assert table.get(Task, keys.task(LEAD, comment)).home is None
    assert [one["lead_id"] for one in ask("GET", "/tasks", ANN)[1]["items"]] == [LEAD]
    assert [team.load(table, one).open_leads for one in (ANN, BOB)] == [1, 1]
    hashes = [secret.contact_hashes(kind, normal)[0] for kind, _, normal in make.contact().normals]
    assert {table.get(Card, keys.card(one)).current for one in hashes} == {LEAD}
    assert all_of(ask, f"/leads/{INTO}/messages", BOB) == ["said later"]
    assert all_of(ask, f"/leads/{LEAD}/comments", ANN) == ["Call"]
    assert counted("merged") == [0]
    assert [one.what for one in supervising.audits()] == ["lead.merged", "lead.separated"]
    everything = supervising.but_seen()
    assert undo()[0] == 200
    assert supervising.but_seen() == everything


def test_after_thirty_days_it_stays(ask, merge, undo, watch):
    merge()
    watch.now += timedelta(days=31)
    assert "undo_until" not in ask("GET", f"/leads/{INTO}", BOSS)[1]["merged_from"][0]
    assert undo()[1]["code"] == "undo_over"


@pytest.mark.parametrize(
    ("prepare", "status", "code"),
    [
        pytest.param(lambda merge, _: merge(THIRD, INTO), 409, "merged_again", id="another went into it"),
        pytest.param(lambda merge, _: merge(INTO, THIRD), 409, "merged_again", id="it went into another"),
        pytest.param(lambda _, table: erase(table, INTO), 410, "lead_erased", id="erased"),
    ],
)
def test_what_cannot_be_undone_writes_nothing(ask, merge, undo, table, prepare, status, code):
    merge()
    prepare(merge, table)
    before = supervising.everything()
    answer, problem = undo()
    assert (answer, problem["code"]) == (status, code)
    assert supervising.everything() == before


def test_a_lead_that_was_never_merged_is_not_undone(undo):
    assert undo()[1]["code"] == "not_merged"


def erase(table, lead_id):
    erasure = Erasure(erasure_id=id_of("erasure", "one"), at=NOON, by=BOSS, lead_ids=(lead_id,))
    decision = erase_lead(team.read(table, lead_id), erasure, make.settings().zone, NOON, audit_id=id_of("audit", "e"))
    table.commit(writes(decision))


def test_an_erasure_covers_both_and_only_as_long_as_they_are_one(ask, merge, undo, table):
    def together(lead_id):
        lead = team.read(table, lead_id)
        return merged_leads(lead, lead_lists.history(table, lead))

    merge()
    merge(INTO, THIRD)
    assert [set(together(one)) for one in (LEAD, INTO, THIRD)] == [{INTO}, {THIRD, LEAD}, {LEAD, INTO}]
    undo(INTO)
    assert (set(together(INTO)), set(together(THIRD))) == ({LEAD}, set())
    undo()
    assert together(LEAD) == together(INTO) == ()
    merge()
    erase(table, INTO)
    assert LEAD in together(INTO)


def overtake(table, change):
    """Let `change` happen between the read and the write of the next transaction."""

    def overtaken(commit, some):
        table.around("commit", None)
        change(commit)
        commit(some)

    table.around("commit", overtaken)


def test_a_claim_that_is_faster_than_the_merge_keeps_its_owner(ask, merge, table):
    def claimed(commit):
        lead = team.read(table, THIRD).owned(ClaimedDetail(), CAT, at=NOON, by=CAT)
        commit(put_lead(lead))

    overtake(table, claimed)
    assert merge(LEAD, THIRD)[0] == 200
    assert (team.read(table, THIRD).owner, team.read(table).owner) == (CAT, ANN)
    assert team.load(table, ANN).open_leads == 0


def test_a_message_that_comes_meanwhile_is_read_with_the_other(ask, merge, table):
    overtake(table, lambda _: say(ask, LEAD, ANN, "meanwhile"))
    assert merge()[0] == 200
    assert all_of(ask, f"/leads/{INTO}/messages", BOB) == ["meanwhile"]
    assert team.read(table, INTO).conversation.waiting_since is not None


def test_a_lead_that_is_merged_while_it_is_closed_refuses_the_closing(ask, merge, table):
    overtake(table, lambda _: merge())
    status, problem = ask("POST", f"/leads/{LEAD}/close", BOSS, {"outcome": "won"})
    assert (status, problem["code"], problem["merged_into"]) == (409, "lead_merged", INTO)
    assert counted("won") == []


def test_the_other_that_is_closed_meanwhile_takes_nothing(ask, merge, table):
    overtake(table, lambda _: ask("POST", f"/leads/{INTO}/close", BOSS, {"outcome": "won"}))
    assert merge()[1]["code"] == "lead_closed"
    assert team.read(table).state == "owned"


def test_of_two_merges_in_a_circle_one_wins(ask, merge, table):
    overtake(table, lambda _: merge(INTO, LEAD))
    status, problem = merge(LEAD, INTO)
    assert (status, problem["code"], problem["merged_into"]) == (409, "lead_merged", LEAD)
    assert (team.read(table).state, team.read(table, INTO).merged_into) == ("owned", LEAD)


def test_an_undo_that_meets_a_second_merge_is_refused(ask, merge, undo, table):
    merge()
    overtake(table, lambda _: merge(INTO, THIRD))
    assert undo()[1]["code"] == "merged_again"
    assert team.read(table).merged_into == INTO
