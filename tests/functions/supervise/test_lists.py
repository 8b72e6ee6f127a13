"""Are lists of leads complete, ordered and cheap, and their cursors valid for their caller only?"""

import base64
from datetime import timedelta

import pytest

from functions.supervise.doors import ReadLimits
from shared.store import indexes
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, MAIN, NIGHT, NOON, PORTAL, WEB, id_of

MINUTE = timedelta(minutes=1)
LATER = NOON + timedelta(days=60)


@pytest.fixture
def call(table, secret, event):
    """Call the function as a member, two months after the team began."""
    return supervising.caller(table, secret, event, now=lambda: LATER)


def fill(table, number=30, **change):
    """Store leads a minute apart; return the newest first."""
    leads = [
        make.lead(id_of("lead", f"{n:03}"), created_at=NOON + n * 12 * 60 * MINUTE, since=NOON + n * MINUTE, **change)
        for n in range(number)
    ]
    team.store(table, *leads)
    return [lead.lead_id for lead in reversed(leads)]


def read_all(call, me, **query):
    pages, after = [], {}
    while True:
        _, body = call("/leads", me, **query, **after)
        pages.append([lead["lead_id"] for lead in body["items"]])
        if body["next"] is None:
            return pages
        after = {"cursor": body["next"]}


@pytest.mark.parametrize(
    ("change", "query"),
    [
        ({}, {}),
        ({}, {"state": "unrouted"}),
        ({"state": "pooled", "reason": "unclaimed"}, {"state": "pooled"}),
        ({"state": "owned", "owner": BOB}, {"state": "owned"}),
        ({"state": "owned", "owner": BOB}, {"owner": BOB}),
        ({"state": "offered", "offer": make.offer(BOB)}, {"state": "offered"}),
        ({"source_id": PORTAL}, {"source": PORTAL}),
        ({"route_id": NIGHT}, {"route": NIGHT}),
    ],
)
def test_a_list_is_newest_first_without_gaps_or_repeats(table, call, change, query):
    team.seat(table)
    ids = fill(table, **change)
    pages = read_all(call, BOSS, limit=7, **query)
    assert [lead_id for page in pages for lead_id in page] == ids
    assert len(pages[0]) == 7


def test_filters_are_applied_together(table, call):
    team.seat(table)
    fill(table, 4, source_id=PORTAL, route_id=MAIN)
    assert len(call("/leads", BOSS, source=PORTAL, route=MAIN, state="unrouted")[1]["items"]) == 4
    assert call("/leads", BOSS, source=PORTAL, route=NIGHT)[1] == {"items": [], "next": None}
    assert call("/leads", BOSS, source=WEB, state="unrouted")[1] == {"items": [], "next": None}


def test_a_page_takes_one_query_and_one_batch_read_with_the_plans_version(table, call):
    team.seat(table)
    fill(table, state="pooled", reason="unclaimed")
    call("/me", BOSS)
    for query in ({"state": "pooled"}, {"state": "pooled", "limit": 3}):
        table.calls.clear()
        assert call("/leads", BOSS, **query)[0] == 200
        assert table.calls == ["query", "batch_get_item"]


def test_a_lead_takes_one_read_and_a_query_of_when_it_was_seen_and_its_messages_one_more(table, call):
    team.seat(table)
    team.store(table, make.owned(ANN))
    call("/me")
    path = f"/leads/{make.LEAD}"
    call(path)  # the first time of a day is written down
    table.calls.clear()
    assert call(path)[0] == call(f"{path}/timeline")[0] == 200
    assert table.calls == ["batch_get_item", "query", "batch_get_item", "query"]
    assert call(f"{path}/trace")[0] == 200
    assert table.calls[4:] == ["batch_get_item", "query"]


def test_a_list_shows_the_current_lead_not_the_index(table, call):
    team.seat(table)
    team.store(table, make.pooled(version=0))
    [stale] = table.query("POOLED", index=indexes.QUEUE)
    table.commit([put(team.read(table).model_copy(update={"state": "owned", "owner": BOB}))])
    table.around("query", lambda query, pk, *a, **k: iter([stale]) if pk == "POOLED" else query(pk, *a, **k))
    assert call("/leads", state="pooled")[1]["items"] == []
    assert call("/leads", BOSS, state="pooled")[1]["items"] == []


def next_of(call, me, **query):
    return call("/leads", me, **query)[1]["next"]


def test_a_cursor_of_another_request_is_refused(table, call):
    team.seat(table)
    fill(table, 6, state="pooled", reason="unclaimed")
    mine = next_of(call, BOSS, state="pooled", limit=2)
    assert call("/leads", BOSS, state="pooled", cursor=mine, limit=3)[0] == 200
    refused = [
        call("/leads", CHIEF, state="pooled", cursor=mine),
        call("/leads", BOSS, cursor=mine),
        call("/leads", BOSS, state="pooled", source=WEB, cursor=mine),
        call("/leads", BOSS, state="pooled", cursor="forged"),
        call("/leads", BOSS, state="pooled", cursor="é"),
    ]
    assert [(status, body["code"]) for status, body in refused] == [(400, "cursor_invalid")] * 5


def test_a_cursor_with_any_byte_changed_is_refused(table, call):
    team.seat(table)
    fill(table, 3, state="pooled", reason="unclaimed")
    raw = base64.urlsafe_b64decode(next_of(call, BOSS, state="pooled", limit=2) + "==")
    for place in range(0, len(raw), 7):
        forged = bytes(byte ^ (position == place) for position, byte in enumerate(raw))
        cursor = base64.urlsafe_b64encode(forged).decode()
        assert call("/leads", BOSS, state="pooled", cursor=cursor)[0] == 400


def test_a_cursor_does_not_reveal_the_lead_at_which_it_stopped(table, secret, event):
    """It is encrypted, since a position may hold a masked person's name."""
    call = supervising.caller(table, secret, event, now=lambda: LATER, limits=ReadLimits(leads=5))
    team.seat(table, agents_see="team")
    ids = fill(table, 7, state="owned", owner=BOB)
    status, body = call("/leads", source=PORTAL)
    assert (status, body["items"]) == (200, [])
    raw = base64.urlsafe_b64decode(body["next"] + "==")
    assert not any(part in raw for part in (b"lead_", b"LEADS#", ids[4].encode(), b'"pk"'))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"state": "lost"}, "state"),
        ({"owner": "you"}, "owner"),
        ({"source": "web"}, "source"),
        ({"route": "main"}, "route"),
        ({"stat": "pooled"}, "stat"),
    ],
)
def test_an_invalid_query_is_422_and_names_the_field(table, call, query, field):
    team.seat(table)
    status, body = call("/leads", **query)
    assert (status, body["code"]) == (422, "invalid")
    assert [error["loc"] for error in body["errors"]] == [["query", field]]


def test_an_invalid_id_is_422(table, call):
    team.seat(table)
    assert call("/leads/7")[1]["errors"][0]["loc"] == ["path", "lead_id"]
