"""Are all open conversations listed by who waits, whatever they are filtered by, without reading others' leads?"""

from datetime import timedelta
from functools import partial

import pytest

from functions.supervise.doors import ReadLimits
from shared.domain.lead_records.conversation import Conversation
from shared.domain.plan_records.member import Pause
from shared.store.lists import lead_lists, open_conversations
from shared.store.lists.open_conversations import Wanted
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, MAIN, NOON, PORTAL, WEB, id_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LEADS = {  # by name: owner, open for, waiting for, source, what else
    "first": (ANN, 5 * HOUR, 5 * HOUR, WEB, {}),
    "second": (BOB, 9 * HOUR, 2 * HOUR, PORTAL, {"answered_at": NOON}),
    "pooled": (None, HOUR, HOUR, WEB, {"state": "pooled"}),
    "new": (ANN, MINUTE, MINUTE, WEB, {}),
    "handed": (ANN, 3 * DAY, None, PORTAL, {}),
    "calm": (BOB, 2 * DAY, None, WEB, {"answered_at": NOON}),
    "late": (ANN, 4 * HOUR, None, None, {"answered_at": NOON}),
}


@pytest.fixture
def call(table, secret, event, limits):
    return supervising.caller(table, secret, event, limits=limits)


@pytest.fixture
def seated(table):
    away = Pause(side="own", by=BOB, at=NOON)
    off = Pause(side="own", by=ANN, at=NOON, route_id=MAIN)
    team.seat(table, members=[make.member(ANN, pauses=(off,)), make.member(BOB, pauses=(away,)),
                              make.member(BOSS, role="manager"), make.member(CHIEF, role="rainmaker")])  # fmt: skip
    team.store(table, *(talking(*one) for one in LEADS.items()), make.owned(ANN))


def talking(name, of):
    owner, opened, waiting, source, change = of
    talk = Conversation(opened_at=NOON - opened, waiting_since=NOON - waiting if waiting else None)
    return make.owned(
        owner, lead_id=id_of("lead", name), conversation=talk, source_id=source, since=NOON - opened, **change
    )


def listed(call, me=BOSS, **query):
    """Return the names on all pages of the list."""
    found, cursor = [], {}
    for _ in range(20):
        status, body = call("/conversations", me, **query, **cursor)
        assert status == 200, body
        found += [next(name for name in LEADS if id_of("lead", name) == one["lead_id"]) for one in body["items"]]
        if body["next"] is None:
            return found
        cursor = {"cursor": body["next"]}
    raise AssertionError("the list does not end")


WAITING = ["first", "second", "pooled", "new", "handed", "calm", "late"]
OPENED = ["handed", "calm", "second", "first", "late", "pooled", "new"]


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("limits", [ReadLimits(), ReadLimits(leads=1)])
@pytest.mark.parametrize(("query", "names"), [
    ({}, WAITING),
    ({"sort": "opened", "state": "open"}, OPENED),
    ({"unanswered": "true"}, WAITING[:4]),
    ({"unanswered": "true", "sort": "opened"}, ["second", "first", "pooled", "new"]),
    ({"unanswered": "false"}, WAITING[4:]),
    ({"unanswered": "false", "sort": "opened"}, ["handed", "calm", "late"]),
    ({"unactioned": "true"}, ["first", "handed"]),
    ({"unactioned": "true", "sort": "opened"}, ["handed", "first"]),
    ({"owner": ANN}, ["first", "new", "handed", "late"]),
    ({"owner": "me"}, []),
    ({"owner": "none"}, ["pooled"]),
    ({"owner": "away"}, ["second", "calm"]),
    ({"owner": "away", "unanswered": "true"}, ["second"]),
    ({"source": PORTAL}, ["second", "handed"]),
    ({"source": PORTAL, "sort": "opened", "owner": ANN}, ["handed"]),
    ({"owner": CAT}, []),
])  # fmt: skip
def test_conversations_are_listed_as_asked_whatever_the_pages(call, query, names, limit):
    assert listed(call, **query, limit=limit) == names


@pytest.mark.usefixtures("seated")
def test_a_conversation_tells_who_waits_for_whom_since_when_and_how_urgent_it_is(call):
    assert call("/conversations", BOSS, limit=1)[1]["items"] == [{
        "lead_id": id_of("lead", "first"), "name": "Lucía Pérez", "source_title": "Web", "owner": ANN,
        "owner_name": "Ana García", "opened_at": "2026-01-05T07:00:00Z", "waiting_since": "2026-01-05T07:00:00Z",
        "idle_since": "2026-01-05T07:00:00Z", "attention": False, "level": "warn",
    }]  # fmt: skip


@pytest.mark.usefixtures("seated")
def test_only_supervisors_list_conversations(call):
    assert call("/conversations", ANN)[0] == 403
    assert listed(call, CHIEF) == WAITING


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize("query", [{"sort": "newest"}, {"state": "closed"}, {"owner": "ann"}, {"source": "web"}])
def test_what_it_does_not_know_is_refused(call, query):
    assert call("/conversations", BOSS, **query)[0] == 422


@pytest.mark.usefixtures("seated")
def test_a_cursor_is_of_one_list_and_caller(call):
    cursor = call("/conversations", BOSS, limit=1)[1]["next"]
    assert call("/conversations", BOSS, limit=1, cursor=cursor)[0] == 200
    for me, query in ((CHIEF, {}), (BOSS, {"sort": "opened"}), (BOSS, {"unanswered": "true"})):
        assert call("/conversations", me, cursor=cursor, **query)[1]["code"] == "cursor_invalid"


@pytest.mark.usefixtures("seated")
def test_what_was_answered_since_the_index_was_written_is_not_shown(call, table):
    entries = list(table.query("WAITING", index=open_conversations.CONVERSATION))
    lead = team.read(table, id_of("lead", "first"))
    talk = lead.conversation.model_copy(update={"waiting_since": None})
    table.commit([put(lead.model_copy(update={"conversation": talk, "answered_at": NOON}))])
    table.around("query", lambda query, pk, *a, **k: iter(entries) if pk == "WAITING" else query(pk, *a, **k))
    assert listed(call, unanswered="true") == ["second", "pooled", "new"]


@pytest.mark.usefixtures("seated")
def test_a_page_reads_the_leads_it_shows_and_no_others(call, table):
    call("/conversations", BOSS)
    table.calls.clear()
    assert len(call("/conversations", BOSS, unanswered="true", limit=3)[1]["items"]) == 3
    assert table.calls == ["query", "batch_get_item"]
    table.calls.clear()
    call("/conversations", BOSS, owner="none", limit=3)
    assert sorted(table.calls) == ["batch_get_item", "query", "query", "query"]


@pytest.mark.usefixtures("seated")
def test_a_page_looks_at_so_many_entries_and_no_more(table):
    wanted = Wanted("waiting", None, False, lambda entry: entry.owner == BOB, lambda _: True)
    found, after = [], None
    for _ in range(5):
        part = open_conversations.page(table, wanted, after, 25, partial(lead_lists.leads, table), passes=2)
        found, after = [*found, [one.owner for one in part.records]], part.next
        if after is None:
            break
    assert found == [[BOB], [], [BOB], []]
