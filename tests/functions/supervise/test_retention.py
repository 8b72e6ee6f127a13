"""Is the Rainmaker shown which inactive leads will be erased, when, and what another setting would erase?"""

import json
from datetime import timedelta

import pytest

from functions.supervise.build import build
from functions.supervise.doors import ReadLimits, SuperviseDoors
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.retention_progress import NOTICE_PERIOD, Announcement, RetentionProgress
from shared.domain.plan_records.retention import RetentionTimes
from shared.domain.privacy.retention import horizon
from shared.photos import Photos
from shared.queue import Queue
from shared.store import keys
from shared.store.table import put
from tests import make
from tests.functions import put_off, team
from tests.functions.messages import Messages
from tests.make import ANN, BOB, BOSS, CHIEF, NOON, id_of

DAY = timedelta(days=1)
PATH = "/contacts/retention"


def lead(number, age, state="closed", **change):
    at = NOON - age * DAY
    given = {"owner": ANN} if state == "owned" else {}
    return make.lead(id_of("lead", str(number)), state=state, todo=None, since=at, created_at=at, last_activity_at=at,
                     history=(), **{**given, **change})  # fmt: skip


@pytest.fixture
def ask(table, secret, event):
    """Return how the Rainmaker asks for the preview; 20 leads are read for a page."""
    doors = {"table": table, "now": lambda: NOON, "secret": secret, "pushes": Queue(Messages, "pushes"),
             "photos": Photos(lambda: None, "photos"), "raws": put_off.raws()}  # fmt: skip
    handler = build(SuperviseDoors(**doors, limits=ReadLimits(leads=20))).handler

    def send(me=CHIEF, **query):
        given = event("GET", PATH, sub=make.member(me).sub, query={name: str(value) for name, value in query.items()})
        answer = handler(given, None)
        return answer["statusCode"], json.loads(answer["body"])

    return send


def test_inactive_leads_are_shown_with_their_last_activity_and_the_earliest_erasure(table, ask):
    team.seat(table)
    told = Announcement(at=NOON - 3 * DAY, before=horizon(24, NOON - 3 * DAY), leads=1)
    table.commit([put(RetentionProgress(announcements=(told,)))])
    team.store(table, lead(1, 800), lead(2, 715, "pooled"), lead(3, 700, "owned"), lead(4, 900, merged_into=make.LEAD))
    status, shown = ask()
    assert status == 200
    assert (shown["leads_months"], shown["count"], shown["more"], shown["next"]) == (24, 2, False, None)
    first, second = shown["items"]
    assert first["lead"]["lead_id"] == id_of("lead", "1")
    assert first["lead"]["contact"]["last_name"] == "Pérez"
    assert first["last_activity_at"].startswith(f"{NOON - 800 * DAY:%Y-%m-%d}")
    assert first["erased_from"].startswith(f"{NOON - 3 * DAY + NOTICE_PERIOD:%Y-%m-%d}")
    assert second["erased_from"] > first["erased_from"]
    assert shown["announcements"] == [{"at": "2026-01-02T12:00:00Z", "leads": 1, "erased_from": "2026-01-16T12:00:00Z"}]


def test_a_lead_beside_which_release_0_1_recorded_something_is_not_shown(table, ask):
    team.seat(table)
    team.store(table, lead(1, 800), lead(2, 800, noted_at=None))
    comment = Comment(comment_id=id_of("comment", "1"), lead_id=id_of("lead", "2"), at=NOON - DAY, by=ANN, body="?")
    table.commit([put(comment)])
    assert [one["lead"]["lead_id"] for one in ask()[1]["items"]] == [id_of("lead", "1")]


def test_another_setting_can_be_tried(table, ask):
    team.seat(table, retention=RetentionTimes(leads_months=None))
    team.store(table, lead(1, 800), lead(2, 400), lead(3, 20))
    assert ask()[1] == {"count": 0, "more": False, "items": [], "announcements": [], "next": None}
    assert [ask(leads_months=months)[1]["count"] for months in (240, 24, 12, 1)] == [0, 1, 2, 3]
    assert [ask(leads_months=months)[0] for months in (0, 241)] == [422, 422]


def test_pages_hold_every_lead_once_and_the_count_is_bounded(table, ask):
    team.seat(table)
    team.store(table, *(lead(number, 800 + number) for number in range(104)),
               *(lead(200 + number, 800, "owned") for number in range(7)))  # fmt: skip
    status, page = ask(limit=30)
    assert (status, page["count"], page["more"]) == (200, 100, True)
    found = [one["lead"]["lead_id"] for one in page["items"]]
    while page["next"]:
        page = ask(limit=30, cursor=page["next"])[1]
        assert "count" not in page
        found += [one["lead"]["lead_id"] for one in page["items"]]
    assert len(found) == len(set(found)) == 111


def test_only_the_rainmaker_may_see_it(table, ask):
    team.seat(table)
    assert ask(me=BOSS)[1]["code"] == "forbidden"


def test_a_cursor_of_another_setting_is_refused(table, ask):
    team.seat(table)
    team.store(table, *(lead(number, 800) for number in range(3)))
    cursor = ask(limit=1)[1]["next"]
    assert ask(limit=1, leads_months=12, cursor=cursor)[1]["code"] == "cursor_invalid"


def test_a_page_gives_up_among_very_many_young_leads_and_the_next_goes_on_there(table, ask):
    """Owned leads are sorted by owner: 9,000 of one are read before the inactive one of another is found."""
    team.seat(table)
    team.store(table, lead(1, 800, "owned", owner=BOB))
    young = [{"PK": {"S": f"LEAD#{id_of('lead', f'y{n:04}')}"}, "SK": {"S": "LEAD"}, "queue_pk": {"S": "OWNED"},
              "queue_sk": {"S": f"{ANN}#{keys.instant(NOON)}"}} for n in range(9_000)]  # fmt: skip
    asked = []

    def query(query, pk, *prefix, **given):
        if pk != "OWNED":
            return query(pk, *prefix, **given)
        after = given.get("after")
        start = int(bytes.fromhex(after["PK"]["S"][-8:]).decode()) + 1 if after else 0
        asked.append(start)
        some = young[start : start + given["limit"]]
        return some if len(some) == given["limit"] else [*some, *query(pk, **given | {"after": None})]

    table.around("query", query)
    first = ask()[1]
    assert (first["items"], first["next"] is None) == ([], False)
    number = len(asked)
    second = ask(cursor=first["next"])[1]
    assert [one["lead"]["lead_id"] for one in second["items"]] == [id_of("lead", "1")]
    assert (number, len(asked) - number) == (12, 4)
