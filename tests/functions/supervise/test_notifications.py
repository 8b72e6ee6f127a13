"""Do members find their own notifications, new and archived, and notice changes?"""

import json
from datetime import timedelta

import pytest

from functions.notify.inbox_writer import group_by_notification, write_inboxes
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.snooze import MAX_SNOOZED
from shared.store import inboxes, keys
from shared.store.table import add
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, LEAD, NOON, owned


@pytest.fixture
def clock():
    """Provide the function's time: noon, and what a test adds."""
    return [NOON]


@pytest.fixture
def later(clock):
    """Provide a function that lets time pass."""

    def wait(time):
        clock[0] += time

    return wait


@pytest.fixture
def ask(table, secret, event, clock):
    """Provide a caller of the function as a member; return the status, the body and the headers."""
    team.seat(table)
    call = supervising.caller(table, secret, event, now=lambda: clock[0])

    def ask(*given, **more):
        answer = call.whole(*given, **more)
        return answer["statusCode"], json.loads(answer["body"] or "null"), answer["headers"]

    return ask


def told(table, *news):
    write_inboxes(table, group_by_notification(news), {}, make.plan(), NOON)


def mention(number, agent_id=ANN):
    at = NOON + timedelta(minutes=number)
    return NotificationEvent(agent_id, "mention", at, f"mention {number}", LEAD, {"by": BOSS})


def ids(body):
    return [one["notification_id"] for one in body["items"]]


def test_an_empty_notification_centre_is_empty(ask):
    status, body, _ = ask("/notifications")
    assert (status, body) == (200, {"items": [], "next": None, "unread": 0})


def test_new_notifications_are_listed_latest_first_page_by_page(ask, table):
    told(table, *(mention(number) for number in range(5)))
    _, first, _ = ask("/notifications", limit=2)
    _, second, _ = ask("/notifications", limit=2, cursor=first["next"])
    _, third, _ = ask("/notifications", limit=2, cursor=second["next"])
    listed = [*ids(first), *ids(second), *ids(third)]
    assert (listed, third["next"], first["unread"]) == (sorted(listed, reverse=True), None, 5)
    assert len(listed) == 5


def test_only_a_member_who_may_see_the_lead_reads_its_name(ask, table):
    team.store(table, owned())
    told(table, mention(1), mention(1, BOB))
    assert ask("/notifications")[1]["items"][0]["lead_name"] == "Lucía Pérez"
    assert "lead_name" not in ask("/notifications", BOB)[1]["items"][0]


def test_archiving_moves_a_notification_and_the_count_and_unarchiving_restores_them(ask, table):
    told(table, mention(1), mention(2))
    latest = ids(ask("/notifications")[1])[0]
    status, body, _ = ask(f"/notifications/{latest}/archive", method="POST")
    assert (status, body) == (200, {"notification_id": latest, "archived": True, "unread": 1})
    assert ask(f"/notifications/{latest}/archive", method="POST")[1]["unread"] == 1
    assert latest not in ids(ask("/notifications")[1])
    assert ids(ask("/notifications", tab="archived")[1]) == [latest]
    assert len(ids(ask("/notifications", tab="all")[1])) == 2
    assert ask(f"/notifications/{latest}/unarchive", method="POST")[1]["unread"] == 2
    assert latest in ids(ask("/notifications")[1])


def test_archiving_all_leaves_nothing_new_until_the_next_event(ask, table):
    told(table, *(mention(number) for number in range(30)))
    assert ask("/notifications/archive-all", method="POST")[1] == {"unread": 0}
    assert ids(ask("/notifications")[1]) == []
    assert len(ids(ask("/notifications", tab="archived", limit=100)[1])) == 30
    told(table, mention(31))
    body = ask("/notifications")[1]
    assert (len(body["items"]), body["unread"]) == (1, 1)


def test_a_notification_archived_with_others_can_be_restored(ask, table):
    told(table, mention(1), mention(2))
    latest = ids(ask("/notifications")[1])[0]
    ask("/notifications/archive-all", method="POST")
    assert ask(f"/notifications/{latest}/unarchive", method="POST")[1]["unread"] == 1
    assert ids(ask("/notifications")[1]) == [latest]


def test_anothers_notification_is_404_and_unchanged(ask, table):
    told(table, mention(1))
    latest = ids(ask("/notifications")[1])[0]
    before = team.everything(table._client)
    for verb in ("archive", "unarchive", "snooze"):
        content = {"until": "later"} if verb == "snooze" else None
        status, body, _ = ask(f"/notifications/{latest}/{verb}", BOB, method="POST", body=content)
        assert (status, body["code"]) == (404, "not_found")
    assert team.everything(table._client) == before


def test_a_cursor_of_one_tab_is_refused_for_another(ask, table):
    told(table, *(mention(number) for number in range(3)))
    on = ask("/notifications", limit=1)[1]["next"]
    assert ask("/notifications", tab="all", limit=1, cursor=on)[0] == 400
    assert ask("/notifications", BOB, limit=1, cursor=on)[0] == 400


def test_an_unchanged_answer_is_304(ask, table):
    told(table, mention(1))
    _, _, headers = ask("/notifications")
    assert ask("/notifications", headers={"if-none-match": headers["ETag"]})[0] == 304
    told(table, mention(2))
    assert ask("/notifications", headers={"if-none-match": headers["ETag"]})[0] == 200


def test_the_change_counter_moves_with_ones_own_leads_and_the_pool_only(ask, table):
    status, body, headers = ask("/me/changes")
    assert (status, headers["ETag"]) == (200, f'"{body["counter"]}"')
    same = {"if-none-match": headers["ETag"]}
    table.commit([add(keys.LEADS_CHANGED, {"n": 1})])
    assert ask("/me/changes", headers=same)[0] == 304
    table.commit([inboxes.increment_counter(ANN)])
    assert ask("/me/changes", headers=same)[0] == 200
    same = {"if-none-match": ask("/me/changes")[2]["ETag"]}
    table.commit([add(keys.POOL_CHANGED, {"n": 1})])
    assert ask("/me/changes", headers=same)[0] == 200


def test_the_change_counter_moves_for_managers_with_every_lead_and_for_all_with_the_plan(ask, table):
    boss, ann = ({"if-none-match": ask("/me/changes", me)[2]["ETag"]} for me in (BOSS, ANN))
    table.commit([add(keys.LEADS_CHANGED, {"n": 1})])
    assert ask("/me/changes", BOSS, headers=boss)[0] == 200
    route = table.get(type(make.route()), keys.route(make.MAIN))
    team.change(table, route.model_copy(update={"title": "Other"}))
    assert ask("/me/changes", headers=ann)[0] == 200


def test_polling_the_change_counter_takes_one_read(ask, table):
    ask("/me/changes")
    table.calls.clear()
    ask("/me/changes")
    assert table.calls == ["batch_get_item"]


# Snoozing


def test_a_snoozed_notification_leaves_the_new_ones_and_comes_back_first_at_its_time(ask, table, later):
    told(table, mention(1), mention(2))
    latest, first = ids(ask("/notifications")[1])
    status, body, _ = ask(f"/notifications/{first}/snooze", method="POST", body={"until": "later"})
    assert (status, body["snoozed_until"], body["unread"]) == (200, "2026-01-05T15:00:00Z", 1)
    assert ids(ask("/notifications")[1]) == [latest]
    [asleep] = ask("/notifications", tab="snoozed")[1]["items"]
    assert (asleep["notification_id"], asleep["archived"]) == (first, False)
    assert ids(ask("/notifications", tab="archived")[1]) == []
    polled = ask("/me/changes")[1]["counter"]
    later(timedelta(hours=3))
    assert ask("/me/changes")[1]["counter"] > polled
    listed = ask("/notifications")[1]
    assert (ids(listed), listed["unread"]) == ([first, latest], 2)
    assert ids(ask("/notifications", tab="snoozed")[1]) == []
    assert ask(f"/notifications/{first}/archive", method="POST")[1]["unread"] == 1
    assert ids(ask("/notifications", tab="archived")[1]) == [first]


def test_what_came_back_is_on_the_first_page_only(ask, table, later):
    told(table, *(mention(number) for number in range(5)))
    for one in ids(ask("/notifications")[1])[3:]:
        ask(f"/notifications/{one}/snooze", method="POST", body={"until": "later"})
    later(timedelta(hours=3))
    first = ask("/notifications", limit=2)[1]
    second = ask("/notifications", limit=2, cursor=first["next"])[1]
    assert len({*ids(first), *ids(second)}) == len([*ids(first), *ids(second)]) == first["unread"] == 5


def test_of_one_snoozed_too_many_the_next_to_come_back_is_new_at_once(ask, table):
    told(table, *(mention(number) for number in range(MAX_SNOOZED + 1)))
    listed = ids(ask("/notifications", limit=100)[1])
    for one in listed:
        body = ask(f"/notifications/{one}/snooze", method="POST", body={"until": "tomorrow"})[1]
    assert body["unread"] == 1
    [woken] = ids(ask("/notifications")[1])
    assert woken == min(listed[:-1])


def test_a_snoozed_notification_can_be_made_new_before_its_time(ask, table):
    told(table, mention(1))
    [one] = ids(ask("/notifications")[1])
    ask(f"/notifications/{one}/snooze", method="POST", body={"until": "monday"})
    assert ask(f"/notifications/{one}/unarchive", method="POST")[1]["unread"] == 1
    assert ids(ask("/notifications")[1]) == [one]


def test_a_time_that_nobody_can_choose_is_refused(ask, table):
    told(table, mention(1))
    [one] = ids(ask("/notifications")[1])
    assert ask(f"/notifications/{one}/snooze", method="POST", body={"until": "never"})[0] == 422
