"""Does the dashboard show waiting leads, members and today's counts, in few calls for a team of any size?"""

from datetime import timedelta

import pytest

from functions.supervise.doors import ReadLimits
from functions.supervise.reporting.dashboard import LISTED, LISTED_POOL
from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.task import Task
from shared.domain.lead_records.visit import Visit
from shared.domain.plan_records.member import Pause
from shared.store import codec, indexes, keys
from shared.store.table import put, put_whole
from tests import make, memory
from tests.functions import counter_rows, large, supervising, team
from tests.functions.counter_rows import BEGAN, NOW, TODAY, ago, happen
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, LEAD, NIGHT, NOON, id_of
from tests.paging import Paged, a_page, pages
from tests.tables import StagedTable
from tests.watch import Watch

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAY = timedelta(days=1)
SHORT = "2026-11-26T{}Z"


@pytest.fixture
def watch():
    return Watch(NOW)


@pytest.fixture
def call(table, secret, event, watch, limits):
    return supervising.caller(table, secret, event, now=watch, limits=limits)


def seat(table, *members, **settings):
    away = Pause(side="team", by=CHIEF, at=NOW, until=NOW + DAY)
    people = [
        make.member(ANN, first_name="Ana"), make.member(BOB, first_name="Beto", pauses=(away,)),
        make.member(CAT, status="removed"), make.member(BOSS, role="manager"), make.member(CHIEF, role="rainmaker"),
    ]  # fmt: skip
    return team.seat(table, routes=[make.route(), make.route(NIGHT, (ANN,), title="Night")],
                     members=[*people, *members], created_at=BEGAN, **settings)  # fmt: skip


def talking(name, owner, opened, waiting=None, **change):
    talk = Conversation(opened_at=NOW - opened, waiting_since=NOW - waiting if waiting else None)
    return make.owned(owner, lead_id=id_of("lead", name), conversation=talk, **change)


def dashboard(call, me=BOSS):
    status, body = call("/dashboard", me)
    assert status == 200, body
    return body


def test_an_empty_team_has_an_empty_dashboard(table, call):
    team.seat(table, routes=[], members=[make.member(CHIEF, role="rainmaker")])
    body = dashboard(call, CHIEF)
    assert body["conversations"] == body["offers"] == body["pool"] == body["doubts"] == {"count": 0, "items": []}
    assert body["response"] == {"today": {"from": TODAY}, "week": {"from": "2026-11-20"}}
    assert set(body["today"].values()) == {0}
    assert body["now"] == "2026-11-26T12:00:00Z"
    assert [one["receiving"]["reasons"] for one in body["members"]] == [["on_no_active_route"]]


def test_todays_leads_are_told_by_hour_beside_the_days_before_since_hours_are_counted(table, call):
    seat(table)
    happen(table, TODAY, agent_id=None, received=2, h81=2)  # of a Thursday, at nine
    happen(table, ago(1), agent_id=None, received=1, h57=1)
    happen(table, ago(3), agent_id=None, received=3)
    body = dashboard(call)["by_hour"]
    assert [{hour: n for hour, n in enumerate(body[name]) if n} for name in ("today", "before")] == [{9: 2}, {9: 1}]
    assert (len(body["today"]), body["days"]) == (24, 2)


def test_leads_that_wait_for_a_managers_word_are_listed_the_longest_waiting_first(table, call):
    seat(table)
    doubt = {n: Doubt(by=ANN, at=NOW - n * HOUR, since=NOW - n * HOUR) for n in (1, 2)}
    new = make.pooled(lead_id=id_of("lead", "new"), doubt=doubt[1])
    closed = {"state": "closed", "outcome": "not_a_lead"}
    team.store(table, new, make.owned(ANN, lead_id=id_of("lead", "old"), doubt=doubt[2], **closed))
    body = dashboard(call)["doubts"]
    assert (body["count"], [one["lead_id"] for one in body["items"]]) == (
        2, [id_of("lead", "old"), id_of("lead", "new")],
    )  # fmt: skip
    assert (body["items"][0]["by"], body["items"][0]["at"]) == (ANN, "2026-11-26T10:00:00Z")


def test_open_conversations_are_listed_longest_open_first_and_marked_past_the_teams_limit(table, call):
    seat(table, attention_after_seconds=2 * 3600)
    team.store(table, talking("new", ANN, HOUR), talking("old", BOB, 3 * HOUR, HOUR), make.owned(ANN))
    body = dashboard(call)["conversations"]
    assert body["count"] == 2
    assert body["items"][0] == {
        "lead_id": id_of("lead", "old"), "name": "Lucía Pérez", "source_title": "Web", "owner": BOB,
        "owner_name": "Beto García", "opened_at": SHORT.format("09:00:00"), "waiting_since": SHORT.format("11:00:00"),
        "idle_since": "2026-01-05T12:00:00Z", "attention": True, "level": "attention",
    }  # fmt: skip
    assert [one["attention"] for one in body["items"]] == [True, False]
    assert "waiting_since" not in body["items"][1]


def test_who_waits_now_comes_first_with_how_urgent_it_is(table, call):
    seat(table, warn_after_seconds=1800)
    team.store(
        table, talking("short", ANN, 3 * HOUR, 29 * MINUTE), talking("long", BOB, 2 * HOUR, 30 * MINUTE),
        talking("none", ANN, HOUR, answered_at=NOW), talking("open", None, 25 * HOUR, MINUTE, state="pooled"),
    )  # fmt: skip
    body = dashboard(call)
    assert body["waiting"]["count"] == 3
    assert [(one["lead_id"], one["level"]) for one in body["waiting"]["items"]] == [
        (id_of("lead", "long"), "warn"), (id_of("lead", "short"), "ok"), (id_of("lead", "open"), "attention"),
    ]  # fmt: skip
    assert body["conversations"]["count"] == 4


def test_leads_left_alone_and_owners_away_are_counted(table, call):
    seat(table)
    new, old = {"since": NOW - HOUR + MINUTE}, {"since": NOW - HOUR}
    team.store(table, talking("old", ANN, HOUR, **old), talking("new", ANN, HOUR, **new),
               talking("done", ANN, HOUR, answered_at=NOW, **old))  # fmt: skip
    loads = [team.load(table, one).model_copy(update={"open_leads": 3}) for one in (ANN, BOB)]
    table.commit([*map(put, loads)])
    body = dashboard(call)
    assert (body["unactioned"], body["waiting"]) == (1, {"count": 0, "items": []})
    assert body["away"] == [{"agent_id": BOB, "name": "Beto García", "open_leads": 3}]


def test_the_teams_overdue_tasks_are_counted(table, call):
    seat(table)
    for name, hours in (("late", -1), ("now", 0), ("soon", 1)):
        due = NOW + timedelta(hours=hours)
        given = {"comment_id": id_of("comment", name), "lead_id": LEAD, "by": BOSS, "assignee": ANN}
        table.commit([put(Task(at=NOON, due_at=due, **given))])
    assert dashboard(call)["overdue_tasks"] == 2


def test_offers_are_listed_by_deadline_and_the_pool_by_age(table, call):
    seat(table)
    late = make.offer(ANN, deadline=NOW + HOUR)
    soon = make.offer(BOB, ANN, route_id=id_of("route", "gone"), deadline=NOW + MINUTE)
    held = {"lead_id": id_of("lead", "pool"), "since": NOW - HOUR, "routes_at": NOW + HOUR}
    team.store(
        table, make.offered(offer=late), make.offered(lead_id=id_of("lead", "soon"), offer=soon),
        make.pooled(lead_id=id_of("lead", "p2"), since=NOW - MINUTE), make.pooled(**held),
    )  # fmt: skip
    body = dashboard(call)
    soonest, latest = body["offers"]["items"]
    assert (body["offers"]["count"], latest["lead_id"], latest["route_title"]) == (2, make.LEAD, "Main")
    assert soonest == {
        "lead_id": id_of("lead", "soon"), "name": "Lucía Pérez", "source_title": "Web", "together": True,
        "route_id": id_of("route", "gone"), "agent_ids": [BOB, ANN], "made_at": "2026-01-05T12:00:00Z",
        "deadline": SHORT.format("12:01:00"),
    }  # fmt: skip
    assert (body["pool"]["count"], body["pool"]["oldest"]) == (2, SHORT.format("11:00:00"))
    assert body["pool"]["items"][0] == {
        "lead_id": held["lead_id"], "name": "Lucía Pérez", "source_title": "Web", "reason": "unclaimed",
        "since": SHORT.format("11:00:00"), "routes_at": SHORT.format("13:00:00"),
    }  # fmt: skip


def test_lists_show_current_leads_not_the_index(table, call):
    seat(table)
    team.store(table, talking("talk", ANN, HOUR), make.offered(ANN), make.pooled(lead_id=id_of("lead", "pool")))
    stale = {pk: list(table.query(pk, index=index)) for pk, index in (
        ("WAITING", indexes.CONVERSATION), ("OFFERED", indexes.QUEUE), ("POOLED", indexes.QUEUE),
    )}  # fmt: skip
    for name in ("talk", "pool"):
        fresh = team.read(table, id_of("lead", name))
        table.commit([put(fresh.model_copy(update={"state": "closed", "outcome": "lost", "conversation": None}))])
    table.commit([put(team.read(table).model_copy(update={"state": "owned", "owner": ANN, "offer": None}))])
    table.around("query", lambda query, pk, *a, **k: iter(stale[pk]) if pk in stale else query(pk, *a, **k))
    body = dashboard(call)
    assert [body[name]["items"] for name in ("conversations", "offers", "pool")] == [[], [], []]


def test_members_are_ordered_by_waiting_persons_with_workload_visit_and_day(table, call):
    seat(table)
    team.store(table, talking("a", BOB, 3 * HOUR, HOUR), talking("b", BOB, HOUR, MINUTE), talking("c", ANN, DAY))
    load = team.load(table, BOB).model_copy(update={"open_offers": 1, "open_leads": 2})
    table.commit([put(load), put_whole(Visit(agent_id=BOB, at=NOW - HOUR))])
    happen(table, TODAY, agent_id=BOB, claimed=1, expired=2, calls=3, messages=4, appointments=5)
    happen(table, ago(1), agent_id=BOB, claimed=9)
    body = dashboard(call)
    assert [one["agent_id"] for one in body["members"]][:2] == [BOB, ANN]
    assert body["members"][0] == {
        "agent_id": BOB, "name": "Beto García", "role": "agent", "status": "active",
        "receiving": {"now": False, "reasons": ["paused_team"]}, "open_offers": 1, "open_leads": 2,
        "oldest_unanswered": SHORT.format("11:00:00"), "last_seen_at": SHORT.format("11:00:00"),
        "today": {"claimed": 1, "missed": 2, "calls": 3, "messages": 4, "appointments": 5},
    }  # fmt: skip
    ann = body["members"][1]
    assert (ann["receiving"], set(ann["today"].values())) == ({"now": True, "reasons": []}, {0})
    assert not {"oldest_unanswered", "last_seen_at"} & set(ann)
    assert CAT not in [one["agent_id"] for one in body["members"]]


def test_today_and_the_week_are_the_teams_local_days(table, call):
    seat(table)
    happen(table, TODAY, claimed=1, passed=2, expired=3, assigned=4, won=5, t44=1, r60=1)
    happen(table, TODAY, agent_id=None, received=6)
    happen(table, ago(6), claimed=9, t60=3)
    happen(table, ago(7), claimed=9, t90=99)
    body = dashboard(call)
    named = ("received", "claimed", "passed", "expired", "assigned", "won")
    assert [body["today"][name] for name in named] == [6, 1, 2, 3, 4, 5]
    times = {"median_claim_seconds": 69, "p90_claim_seconds": 69}
    response = {"median_response_seconds": 319, "p90_response_seconds": 319}
    assert body["response"]["today"] == {"from": TODAY, **times, **response}
    assert body["response"]["week"] == {
        "from": ago(6), "median_claim_seconds": 319, "p90_claim_seconds": 319, **response
    }  # fmt: skip


@pytest.mark.parametrize("limits", [ReadLimits(rows=2)])
def test_a_week_of_too_many_rows_is_shown_as_far_as_it_was_read(table, call):
    seat(table)
    for days in range(4):
        happen(table, ago(days), claimed=1, t44=1)
    assert dashboard(call)["response"]["week"]["from"] == ago(1)


# Visits


def visit(table, agent_id=ANN):
    found = table.get(Visit, keys.visit(agent_id))
    return found.at if found else None


def test_a_visit_is_recorded_at_most_every_quarter_of_an_hour(table, call, watch):
    seat(table)
    written = []
    for minutes in (0, 1, 14, 15, 29, 40):
        watch.now = NOW + minutes * MINUTE
        table.calls.clear()
        assert call("/me")[0] == 200
        written.append("transact_write_items" in table.calls)
    assert written == [True, False, False, True, False, True]
    assert visit(table) == NOW + 40 * MINUTE
    assert table.calls.count("batch_get_item") == 1
    assert visit(table, BOB) is None


def test_a_forbidden_request_records_no_visit(table, call):
    seat(table)
    assert call("/me", CAT)[0] == 403
    assert visit(table, CAT) is None


def test_an_invited_members_first_request_is_a_visit(table, call):
    eve = make.member(id_of("agent", "eve"), status="invited")
    seat(table, eve)
    assert call("/me", eve.agent_id)[0] == 200
    assert visit(table, eve.agent_id) == NOW


def test_a_visit_changes_no_guarded_count(table, call):
    seat(table)
    before = team.load(table, ANN)
    call("/me")
    assert (visit(table), team.load(table, ANN)) == (NOW, before)


def test_a_busy_table_does_not_delay_a_request_for_its_visit(table, call):
    seat(table)

    def busy(commit, writes):
        raise Busy

    table.around("commit", busy)
    assert call("/me")[0] == 200
    assert visit(table) is None


# Large teams


def queries(limits, sizes, *, waiting, talks, offers, pool, loads, rows):
    """Return how many queries a dashboard takes: one for each page of what it reads, and of what it only counts.

    Args:
        limits: how many entries it reads.
        sizes: how many of each there are in a page.
        waiting, talks: in how many conversations somebody waits, and how many others are open.
        offers, pool: how many of each are open.
        loads: of members, and their visits.
        rows: of the week's counts, all of one month.
    """
    found = pages(loads, sizes["loads"]) + pages(rows, sizes["rows"]) + 2  # leads in doubt and overdue tasks: none
    most = limits.entries
    read = {"waiting": (waiting, most), "talks": (talks, min(LISTED, most)), "offers": (offers, most),
            "pool": (pool, LISTED_POOL)}  # fmt: skip
    for kind, (number, most) in read.items():
        found += pages(min(number, most), sizes[kind])
        found += pages(number - most, sizes[kind]) if number >= most else 0
    return found


def read(table, call):
    """Return a caller's dashboard after a visit, and the calls that it took."""
    call("/me", BOSS)  # reads the plan
    table.calls.clear()
    return dashboard(call), table.calls.count("query"), table.calls.count("batch_get_item"), len(table.calls)


KINDS = ("waiting", "talks", "offers", "pool", "loads", "rows")


@pytest.mark.parametrize("limits", [ReadLimits(entries=40), ReadLimits(entries=8)])
@pytest.mark.parametrize("page", [6, 9, 1_000])
def test_a_dashboard_takes_two_batches_and_a_query_per_page(aws, secret, event, page, limits):
    """130 leads of five agents: 65 in conversation, 13 offered and 13 pooled."""
    table = StagedTable(Paged(memory.client("dynamodb"), page))
    call = supervising.caller(table, secret, event, now=lambda: NOW, limits=limits)
    seat(table)
    large.fill(memory.client("dynamodb"), agents=5, leads=130)
    body, asked, batches, calls = read(table, call)
    loads = 5 * 2 + 5 + 1  # of the five with their visits, of the seated team, and the Manager's visit
    there = {"waiting": 26, "talks": 39, "offers": 13, "pool": 13, "loads": loads, "rows": 7 * 5 * 3}
    assert asked == queries(limits, dict.fromkeys(KINDS, page), **there)
    assert (batches, calls) == (2, asked + 2)
    assert [body[name]["count"] for name in ("conversations", "offers", "pool")] == [65, 13, 13]
    listed = [min(2 * limits.entries, 25), min(limits.entries, 13), 10]
    assert [len(body[name]["items"]) for name in ("conversations", "offers", "pool")] == listed
    assert body["response"]["week"]["from"] == ago(6)
    assert body["today"]["claimed"] == 15
    oldest = [one.get("oldest_unanswered") for one in body["members"]]
    assert oldest[0] == f"{NOW - 125 * MINUTE:%Y-%m-%dT%H:%M:%SZ}"


def test_of_each_kind_no_more_are_counted_than_is_said(table, secret, event):
    """65 conversations, in 26 of which somebody waits; 13 offers, and 13 leads in the pool."""
    limits = ReadLimits(entries=8, counted=12)
    call = supervising.caller(table, secret, event, now=lambda: NOW, limits=limits)
    seat(table)
    large.fill(memory.client("dynamodb"), agents=5, leads=130)
    body, *_ = read(table, call)
    assert [body[name]["count"] for name in ("waiting", "conversations", "offers", "pool")] == [12] * 4
    assert read(table, supervising.caller(table, secret, event, now=lambda: NOW))[0]["conversations"]["count"] == 65


def test_a_hundred_agents_and_ten_thousand_leads_need_at_most_ten_queries_by_size():
    """By their entries' sizes: a page of DynamoDB holds 1 MB."""
    lead_id, owner = id_of("lead", "1"), id_of("agent", "1")
    indexed, talking = (
        {"PK", "SK", *indexes.QUEUE[1:3]},
        {"PK", "SK", *indexes.CONVERSATION[1:3], *indexes.CONVERSATION.includes},
    )
    waiting, talk = (codec.to_item(large.talking(lead_id, owner, MINUTE, waits=waits)) for waits in (True, False))
    sizes = {
        "waiting": a_page(waiting, talking),
        "talks": a_page(talk, talking),
        "offers": a_page(codec.to_item(large.offered(lead_id, owner, MINUTE)), indexed),
        "pool": a_page(codec.to_item(large.pooled(lead_id, MINUTE)), indexed),
        "loads": min(a_page(codec.to_item(one(owner))) for one in (large.load, large.visit)),
        "rows": a_page(counter_rows.item(large.rows([owner])[0], large.COUNTS)),
    }
    there = {"waiting": 2_000, "talks": 3_000, "offers": 1_000, "pool": 1_000, "loads": 200, "rows": 7 * 100 * 3}
    assert queries(ReadLimits(), sizes, **there) <= 10


@pytest.mark.soak
def test_a_hundred_agents_and_ten_thousand_leads_take_at_most_twelve_queries(table, call):
    seat(table)
    large.fill(memory.client("dynamodb"))
    body, asked, batches, calls = read(table, call)
    assert asked <= 12
    assert batches == calls - asked == 2
    assert [body[name]["count"] for name in ("conversations", "offers", "pool")] == [5000, 1000, 1000]
    assert [len(body[name]["items"]) for name in ("conversations", "offers", "pool")] == [25, 25, 10]
    assert body["response"]["week"]["from"] == ago(6)
    assert body["today"]["claimed"] == 300
    oldest = [one.get("oldest_unanswered") for one in body["members"]]
    assert oldest[0] == f"{NOW - 9995 * MINUTE:%Y-%m-%dT%H:%M:%SZ}"
