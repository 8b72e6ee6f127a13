"""Are tasks made, changed, listed and deleted by the right members, in few calls, and comments mended?"""

from datetime import timedelta

import pytest

from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.task import Task
from shared.store import codec, decisions, keys
from shared.store.lists import task_lists
from shared.store.table import put, put_whole
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, NOON, SECOND, id_of

HOUR = timedelta(hours=1)
MORE = id_of("lead", "more")


def soon(hours=1):
    return (NOON + hours * HOUR).isoformat()


@pytest.fixture
def call(table, secret, event, watch, limits):
    """Provide a caller: `call("POST", "tasks", body)` on Ann's lead, each a second after the one before."""
    team.seat(table)
    team.store(table, make.received(ANN), make.owned(BOB, lead_id=MORE))
    do = supervising.each_second(supervising.caller(table, secret, event, now=watch, limits=limits), watch)
    do("GET", "comments")
    table.calls.clear()
    return do


def made(call, text="Llamar", hours=1, **more):
    who = {name: more.pop(name) for name in ("me", "lead_id", "key") if name in more}
    return call("POST", "tasks", {"text": text, "due_at": soon(hours), **more}, **who)[1]


def texts(page):
    return [task["text"] for task in page[1]["items"]]


# Made


def test_a_task_is_made_on_a_lead_for_its_owner(table, call):
    status, task = call("POST", "tasks", {"text": " Llamar ", "due_at": soon()}, BOSS)
    assert table.calls == ["batch_get_item", "transact_write_items"]
    assert (status, task) == (201, {
        "task_id": task["task_id"], "lead_id": LEAD, "lead_name": "Lucía Pérez", "kind": "task",
        "text": "Llamar", "body": "Llamar",
        "state": "open", "assignee": ANN, "by": BOSS, "due_at": "2026-01-05T13:00:00Z", "at": task["at"],
        "may": ["finish", "edit", "delete"],
    })  # fmt: skip
    assert team.read(table).tasks[0].task_id == task["task_id"]
    assert call("GET", "timeline")[1]["items"][-1]["detail"]["text"] == "Llamar"


def test_a_repeated_request_makes_one_task(table, call):
    task = made(call, key="k")
    assert made(call, key="k") == task
    assert len(team.read(table).tasks) == 1


@pytest.mark.parametrize(
    ("change", "code", "loc"),
    [
        ({"assignee": BOB}, "may_not_see", ["body", "assignee"]),
        ({"assignee": id_of("agent", "x")}, "agent_unknown", ["body", "assignee"]),
        ({"due_at": "2020-01-01T00:00:00Z"}, "invalid", ["body", "due_at"]),
        ({"text": " "}, "invalid", ["body", "text"]),
        ({"text": "x" * 501}, "invalid", ["body", "text"]),
    ],
)
def test_a_bad_task_names_its_field_and_writes_nothing(call, change, code, loc):
    task = made(call)
    before = supervising.everything()
    whole = {"text": "Llamar", "due_at": soon(), **change}
    for method, where, body in (("POST", "tasks", whole), ("PATCH", f"tasks/{task['task_id']}", change)):
        status, problem = call(method, where, body)
        assert (status, problem["code"], problem["errors"][0]["loc"]) == (422, code, loc)
    assert supervising.everything() == before


def test_a_closed_lead_has_no_open_tasks(call):
    task = made(call)
    call("POST", "close", {"outcome": "lost"})
    assert texts(call("GET", "/tasks")) == []
    [cancelled] = call("GET", "/tasks", state="cancelled")[1]["items"]
    assert (cancelled["state"], cancelled["may"]) == ("cancelled", ["finish", "delete"])
    assert made(call)["code"] == call("PATCH", f"tasks/{task['task_id']}", {"done": False})[1]["code"] == "lead_closed"
    assert call("PATCH", f"tasks/{task['task_id']}", {"text": "x"})[1]["code"] == "task_not_open"
    call("POST", "reopen", {})
    assert texts(call("GET", "/tasks")) == ["Llamar"]


# Changed


def test_a_task_is_changed_done_reopened_and_deleted(table, call):
    task = made(call, me=BOSS)
    where = f"tasks/{task['task_id']}"
    table.calls.clear()
    status, after = call("PATCH", where, {"text": "Escribir", "due_at": soon(2), "assignee": CHIEF}, BOSS)
    assert table.calls == ["batch_get_item", "transact_write_items"]
    assert (status, after["text"], after["assignee"], after["due_at"]) == (
        200,
        "Escribir",
        CHIEF,
        "2026-01-05T14:00:00Z",
    )
    done = call("PATCH", where, {"done": True}, CHIEF)[1]
    assert (done["state"], done["done_by"], done["may"]) == ("done", CHIEF, ["reopen", "delete"])
    assert call("PATCH", where, {"done": True}, CHIEF)[1] == done
    assert call("PATCH", where, {"done": False}, BOSS)[1]["state"] == "open"
    assert call("DELETE", where, me=BOSS) == (204, None)
    assert call("DELETE", where, me=BOSS) == (204, None)
    assert texts(call("GET", "/tasks", me=BOSS)) == texts(call("GET", "/tasks", me=BOSS, state="done")) == []
    assert call("PATCH", where, {"done": True}, BOSS)[1]["code"] == "not_found"
    kinds = [entry["kind"] for entry in call("GET", "timeline")[1]["items"]][-5:]
    assert kinds == ["task_made", "task_changed", "task_done", "task_reopened", "task_deleted"]


def test_an_assignee_finishes_a_task_and_does_not_change_it(call):
    where = f"tasks/{made(call, me=BOSS)['task_id']}"
    for method, body in (("PATCH", {"text": "x"}), ("DELETE", None)):
        assert call(method, where, body)[1]["code"] == "forbidden"
    assert call("PATCH", where, {"done": True})[1]["state"] == "done"
    assert call("PATCH", where, {"done": True}, BOB)[1]["code"] == "not_found"


@pytest.mark.parametrize("body", [{}, {"done": True, "text": "x"}, {"done": None}])
def test_a_patch_says_what_changes_or_that_it_is_done(call, body):
    answer = call("PATCH", f"tasks/{made(call)['task_id']}", body)
    assert (answer[0], answer[1]["errors"][0]["reason"]) == (422, "done_alone")


# Listed


def test_a_manager_reads_the_teams_tasks_and_an_agent_their_own(table, call):
    made(call, "ann", 2)
    made(call, "bob", 1, lead_id=MORE, me=BOB)
    made(call, "boss", 3, me=BOSS, assignee=BOSS)
    table.calls.clear()
    assert texts(call("GET", "/tasks", me=BOSS)) == ["bob", "ann", "boss"]
    assert table.calls == ["batch_get_item", "query", "batch_get_item"]
    assert texts(call("GET", "/tasks")) == ["ann"]
    assert texts(call("GET", "/tasks", me=BOSS, assignee="me")) == ["boss"]
    assert texts(call("GET", "/tasks", me=BOSS, assignee=BOB)) == ["bob"]
    first = call("GET", "/tasks", me=BOSS, limit=2)
    assert texts(call("GET", "/tasks", me=BOSS, limit=2, cursor=first[1]["next"])) == ["boss"]


def test_tasks_are_listed_by_when_they_are_due(call, watch):
    for hours in (1, 11, 12, 40, 400):
        made(call, str(hours), hours)
    watch.now += 90 * 60 * SECOND
    days = {
        "overdue": ["1"],
        "today": ["1"],
        "tomorrow": ["11", "12"],
        "week": ["1", "11", "12", "40"],
        "later": ["400"],
    }
    assert {due: texts(call("GET", "/tasks", due=due)) for due in days} == days
    assert texts(call("GET", "/tasks", state="overdue")) == ["1"]
    assert texts(call("GET", "/tasks", state="overdue", due="tomorrow")) == []
    assert call("GET", "/tasks", due="some day")[1]["code"] == "invalid"


def test_a_leads_tasks_are_listed_whole_and_page_by_page(call):
    ids = [made(call, str(hours), hours, me=BOSS, assignee=BOSS)["task_id"] for hours in (3, 1, 2)]
    call("PATCH", f"tasks/{ids[1]}", {"done": True}, BOSS)
    call("DELETE", f"tasks/{ids[2]}", me=BOSS)
    made(call, "ann", 4)
    assert texts(call("GET", "/tasks", lead=LEAD, state="all")) == ["1", "3", "ann"]
    assert texts(call("GET", "/tasks", lead=LEAD, assignee="me")) == ["ann"]
    first = call("GET", "/tasks", lead=LEAD, state="all", limit=2)
    assert texts(call("GET", "/tasks", lead=LEAD, state="all", limit=2, cursor=first[1]["next"])) == ["ann"]
    assert first[1]["items"][0]["assignee"] == BOSS
    assert call("GET", "/tasks", lead=LEAD, me=BOB)[1]["code"] == "not_found"
    assert call("GET", "/tasks", state="all")[1]["errors"][0]["loc"] == ["query", "lead"]


def test_a_task_of_release_0_1_says_what_its_comment_says(table, call):
    comment_id = id_of("comment", "old")
    old = Task.model_validate_json(
        f'{{"comment_id": "{comment_id}", "lead_id": "{LEAD}", "at": "2026-01-05T11:00:00Z", "by": "{BOSS}",'
        f'"due_at": "2026-01-05T13:00:00Z", "agent_id": "{ANN}", "told": false, "done_at": null, "done_by": null}}'
    )
    comment = Comment(comment_id=comment_id, lead_id=LEAD, body="Llamar", by=BOSS, at=old.at, has_task=True)
    lead = team.read(table).model_copy(update={"tasks": (old,)})
    table.commit([*decisions.put_lead(lead), put(comment), put_whole(old)])
    [listed] = call("GET", "/tasks")[1]["items"]
    assert (listed["text"], listed["assignee"], listed["comment_id"]) == ("Llamar", ANN, comment_id)
    assert call("GET", "/tasks", lead=LEAD)[1]["items"] == [listed]
    assert call("GET", "comments")[1]["items"][0]["task"]["text"] == "Llamar"
    after = call("PATCH", f"tasks/{listed['task_id']}", {"done": True})[1]
    assert (after["text"], after["state"]) == ("Llamar", "done")


def test_a_members_open_tasks_are_read_with_their_leads(table, call):
    made(call, "later", 2)
    made(call, "soon", 1)
    found = task_lists.open_tasks_of(table, ANN, 10)
    assert [(task.text, lead.lead_id) for task, lead in found] == [("soon", LEAD), ("later", LEAD)]
    assert len(task_lists.open_tasks_of(table, ANN, 1)) == 1


# Comments


def test_a_comment_is_edited_and_keeps_what_it_said(table, call):
    one = call("POST", "comments", {"body": "Piso", "mentions": [BOSS]})[1]
    where = f"comments/{one['comment_id']}"
    table.calls.clear()
    status, after = call("PATCH", where, {"body": "Ático", "mentions": []})
    assert table.calls == ["batch_get_item", "query", "transact_write_items"]
    assert (status, after["body"], after["mentions"], after["former"][0]["body"]) == (200, "Ático", [], "Piso")
    assert call("GET", "comments", me=BOSS)[1]["items"][0]["former"] == after["former"]
    [told] = [entry for entry in call("GET", "timeline")[1]["items"] if entry["kind"] == "comment"]
    assert (told["detail"]["body"], told["detail"]["edited_at"]) == ("Ático", after["edited_at"])
    item = next(table.query(keys.lead(LEAD).pk, "NOTE#"))
    assert item["tell"]["S"] == "comment_changed"


def test_what_a_comment_said_is_for_its_author_and_supervisors(call):
    one = call("POST", "comments", {"body": "Piso"}, BOSS)[1]
    call("PATCH", f"comments/{one['comment_id']}", {"body": "Ático"}, BOSS)
    [seen] = call("GET", "comments")[1]["items"]
    assert (seen["body"], "edited_at" in seen, "former" in seen, seen["may"]) == ("Ático", True, False, [])
    for method, body in (("PATCH", {"body": "x"}), ("DELETE", None)):
        assert call(method, f"comments/{one['comment_id']}", body)[1]["code"] == "forbidden"


def test_a_deleted_comment_leaves_a_trace_and_takes_its_task_along(table, call):
    one = call("POST", "comments", {"body": "Sentinel", "task": {"due_at": soon()}})[1]
    where = f"comments/{one['comment_id']}"
    assert call("DELETE", where) == (204, None)
    assert call("DELETE", where) == (204, None)
    [left] = call("GET", "comments")[1]["items"]
    assert (left["body"], "deleted_at" in left, "task" in left, left["may"]) == ("", True, False, [])
    assert not [item for item in supervising.everything() if "Sentinel" in str(item)]
    assert texts(call("GET", "/tasks")) == []
    assert call("PATCH", where, {"body": "x"})[1]["code"] == "not_found"
    assert call("DELETE", f"comments/{id_of('comment', 'x')}")[1]["code"] == "not_found"
    assert codec.from_item(Comment, next(table.query(keys.lead(LEAD).pk, "NOTE#"))).deleted_at
