"""Are messages, comments and tasks recorded, listed and shown to the right members, in the documented calls?"""

from datetime import datetime, timedelta

import pytest

from functions.supervise.doors import ReadLimits
from shared.domain.kernel.event_details import AssignedDetail, GivenBackDetail
from shared.domain.lead_records.task import MAX_TASKS
from shared.store import decisions, keys
from tests import make, memory
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CAT, LEAD, MAIN, NOON, WEB, id_of

SECRET = "Sentinel Wort"
WRITTEN = {"direction": "in", "channel": "whatsapp", "body": SECRET}
SENT = {"direction": "out", "channel": "text", "body": "Voy"}
HOUR = timedelta(hours=1)


def soon(hours=1):
    return (NOON + hours * HOUR).isoformat()


@pytest.fixture
def call(table, secret, event, watch, limits):
    """Provide a caller: `call("POST", "messages", body)` on the lead returns the status and the body.

    Each call comes a second after the one before.
    """
    return supervising.on_conversation(table, secret, event, watch, limits)


@pytest.fixture
def calls(table, call):
    """Return the DynamoDB calls since the plan was read."""
    call("GET", "messages")
    table.calls.clear()
    return table.calls


def tally_of(me=ANN, route=MAIN):
    where = keys.counter_row((f"{NOON:%Y-%m-%d}", me, route, WEB))
    item = memory.client("dynamodb").get_item(TableName="relevo", Key={"PK": {"S": where.pk}, "SK": {"S": where.sk}})
    return {name: int(value["N"]) for name, value in item.get("Item", {}).items() if "N" in value}


# Messages


def test_a_message_of_the_person_is_recorded_and_they_wait(table, call, calls):
    status, body = call("POST", "messages", WRITTEN, BOSS)
    assert calls == ["batch_get_item", "transact_write_items"]
    assert (status, body["by"], body["lead_id"]) == (201, BOSS, LEAD)
    assert {name: body[name] for name in WRITTEN} == WRITTEN
    lead = team.read(table)
    assert (lead.tell, lead.conversation.waiting_since) == ("message", NOON)
    assert lead.last_message_at == lead.last_activity_at > NOON
    assert tally_of(BOSS) == {"messages": 1}


def test_a_sent_message_answers_and_is_the_first_response(table, call):
    assert call("POST", "messages", SENT)[0] == 201
    lead = team.read(table)
    assert (lead.conversation.waiting_since, lead.tell) == (None, "noted")
    assert lead.answered_at == lead.contacted_at > NOON
    counted = tally_of()
    assert (counted["messages"], counted["responded"]) == (1, 1)
    assert sum(number for name, number in counted.items() if name[0] == "r" and name[1:].isdigit()) == 1
    shown = call("GET", f"/leads/{LEAD}")[1]
    assert (shown["stage"], shown["conversation"]) == ("contacted", {"opened_at": "2026-01-05T12:00:00Z"})


def test_a_message_reopens_a_closed_lead_and_counts_it_for_its_owner_again(table, call):
    call("POST", "close", {"outcome": "lost"})
    before = team.load(table, ANN).open_leads
    assert call("POST", "messages", WRITTEN, BOSS)[0] == 201
    lead = team.read(table)
    assert (lead.state, lead.owner, lead.tell, lead.conversation.waiting_since is None) == (
        "owned", ANN, "reopened", False
    )  # fmt: skip
    assert team.load(table, ANN).open_leads == before + 1


@pytest.mark.parametrize("what", ["messages", "comments"])
def test_a_request_repeated_with_its_key_is_answered_the_same_and_made_once(call, what, calls):
    body = SENT if what == "messages" else {"body": "Ojo", "mentions": [BOSS, BOSS], "task": {"due_at": soon()}}
    first = call("POST", what, body, key="once")
    calls.clear()
    assert call("POST", what, body, key="once") == first
    assert calls == ["batch_get_item", "get_item", "batch_get_item"]
    assert len(call("GET", what)[1]["items"]) == 1
    other = call("POST", what, {**body, "body": "another"}, key="once")
    assert (other[0], other[1]["code"]) == (422, "key_reused")


def test_messages_are_listed_newest_first_without_comments(call):
    for number in range(5):
        call("POST", "messages", {**WRITTEN, "body": f"{number}"})
        call("POST", "comments", {"body": "unter uns"})
    found, cursor = [], {}
    while cursor is not None:
        status, page = call("GET", "messages", limit=2, **cursor)
        assert status == 200
        found += [one["body"] for one in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert found == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("limits", [ReadLimits(records=3)])
def test_a_page_ends_after_a_bounded_number_of_records(call):
    call("POST", "messages", WRITTEN)
    for _ in range(3):
        call("POST", "comments", {"body": "unter uns"})
    page = call("GET", "messages")[1]
    assert (page["items"], page["next"] is None) == ([], False)
    assert len(call("GET", "messages", cursor=page["next"])[1]["items"]) == 1


def test_a_cursor_is_valid_for_one_lead_list_and_caller(call):
    for _ in range(2):
        call("POST", "messages", WRITTEN)
    cursor = call("GET", "messages", limit=1)[1]["next"]
    for what, me in (("comments", ANN), ("messages", BOSS)):
        assert call("GET", what, me=me, cursor=cursor)[1]["code"] == "cursor_invalid"


@pytest.mark.parametrize(
    ("method", "what", "body"),
    [
        ("GET", "messages", None),
        ("POST", "messages", SENT),
        ("POST", "conversation", {"state": "closed"}),
        ("GET", "comments", None),
        ("POST", "comments", {"body": "Ojo"}),
    ],
)
def test_only_the_owner_and_supervisors_read_and_write(table, call, method, what, body):
    before = supervising.everything()
    assert call(method, what, body, BOB)[1]["code"] == "not_found"
    team.change(table, table.get(type(make.settings()), keys.SETTINGS).model_copy(update={"agents_see": "team"}))
    refused = call(method, what, body, BOB)
    assert (refused[0], refused[1]["code"]) == (403, "not_owner")
    assert "conversation" not in call("GET", f"/leads/{LEAD}", me=BOB)[1]
    leads = [item for item in supervising.everything() if item["PK"]["S"].startswith("LEAD#")]
    assert leads == [item for item in before if item["PK"]["S"].startswith("LEAD#")]
    for me in (ANN, BOSS):
        assert call(method, what, body, me)[0] in (200, 201)


def test_a_conversation_is_closed_and_opened_by_hand(call, calls):
    assert "conversation" not in call("POST", "conversation", {"state": "closed"})[1]
    calls.clear()
    assert call("POST", "conversation", {"state": "closed"})[0] == 200
    assert calls == ["batch_get_item", "transact_write_items"]  # who saw the lead
    opened = call("POST", "conversation", {"state": "open"}, BOSS)[1]["conversation"]
    assert list(opened) == ["opened_at"]
    call("POST", "close", {"outcome": "won"})
    assert call("POST", "conversation", {"state": "open"})[1]["code"] == "lead_closed"


def test_messages_and_comments_are_not_logged(call, logged):
    call("POST", "messages", WRITTEN)
    call("POST", "comments", {"body": SECRET, "mentions": [CAT]})
    for path in ("messages", "comments", "timeline", "/tasks"):
        call("GET", path)
    assert SECRET not in logged()


# Comments and tasks


def test_a_comment_tags_members_and_creates_a_task(table, call, calls):
    due = soon()
    status, body = call("POST", "comments", {"body": " Llamar ", "mentions": [BOSS], "task": {"due_at": due}})
    assert (status, body["body"], body["mentions"], body["by"]) == (201, "Llamar", [BOSS], ANN)
    assert (body["task"]["agent_id"], body["task"]["assignee"], body["task"]["text"]) == (ANN, ANN, "Llamar")
    assert calls == ["batch_get_item", "transact_write_items"]
    [task] = team.read(table).tasks
    assert task.due_at == datetime.fromisoformat(due)
    item = next(table.query(f"LEAD#{LEAD}", "NOTE#"))
    assert item["tell"]["S"] == "commented"
    calls.clear()
    [seen] = call("GET", "comments", me=BOSS)[1]["items"]
    assert {**seen, "may": body["may"], "task": body["task"]} == body
    assert calls == ["batch_get_item", "query", "batch_get_item"]
    assert body["may"] == ["edit", "delete"]


@pytest.mark.parametrize(
    ("body", "status", "code", "loc"),
    [
        ({"mentions": [BOSS, BOSS, CAT]}, 422, "may_not_see", ["body", "mentions", 2]),
        ({"mentions": [id_of("agent", "x")]}, 422, "agent_unknown", ["body", "mentions", 0]),
        ({"task": {"due_at": "2020-01-01T00:00:00Z"}}, 422, "invalid", ["body", "task", "due_at"]),
        ({"task": {"due_at": soon(), "assignee": CAT}}, 422, "may_not_see", ["body", "task", "assignee"]),
        ({"body": " "}, 422, "invalid", ["body", "body"]),
        ({"mentions": [BOSS] * 21}, 422, "invalid", ["body", "mentions"]),
    ],
)
def test_an_invalid_comment_names_its_field(table, call, body, status, code, loc):
    before = supervising.everything()
    answer, problem = call("POST", "comments", {"body": "Ojo", **body})
    assert (answer, problem["code"], problem["errors"][0]["loc"]) == (status, code, loc)
    assert supervising.everything() == before


def test_a_task_is_done_once_and_opened_again(table, call, calls):
    comment = call("POST", "comments", {"body": "Llamar", "task": {"due_at": soon()}})[1]
    where = f"comments/{comment['comment_id']}"
    calls.clear()
    status, done = call("PATCH", where, {"done": True})
    assert calls == ["batch_get_item", "transact_write_items", "batch_get_item"]
    assert (status, team.read(table).tasks) == (200, ())
    assert {**done, "task": {**done["task"], "done_at": None}} == {
        **comment,
        "task": {**comment["task"], "done_at": None, "state": "done", "done_by": ANN, "may": ["reopen", "delete"]},
    }
    before = supervising.everything()
    again = call("PATCH", where, {"done": True}, BOSS)
    assert again == (200, {**done, "may": []})
    assert supervising.everything() == before
    assert call("PATCH", where, {"done": 0})[1]["code"] == "invalid"
    assert call("PATCH", where, {"done": False}) == (200, comment)
    assert len(team.read(table).tasks) == 1
    assert call("PATCH", f"comments/{id_of('comment', 'x')}", {"done": True})[1]["code"] == "not_found"


def test_the_number_of_open_tasks_of_a_lead_is_limited(call):
    for _ in range(MAX_TASKS):
        assert call("POST", "comments", {"body": "Llamar", "task": {"due_at": soon()}})[0] == 201
    refused = call("POST", "comments", {"body": "Llamar", "task": {"due_at": soon()}})
    assert (refused[0], refused[1]["code"]) == (409, "too_many_tasks")


def test_open_tasks_are_listed_soonest_first_and_done_ones_latest_first(call, calls):
    made = [call("POST", "comments", {"body": f"{hours}", "task": {"due_at": soon(hours)}})[1] for hours in (3, 1, 2)]
    calls.clear()
    status, page = call("GET", "/tasks")
    assert calls == ["batch_get_item", "query", "batch_get_item"]
    assert (status, [task["body"] for task in page["items"]]) == (200, ["1", "2", "3"])
    assert page["items"][0] == {
        "task_id": made[1]["task"]["task_id"], "comment_id": made[1]["comment_id"], "lead_id": LEAD,
        "lead_name": "Lucía Pérez", "kind": "task", "body": "1", "text": "1", "state": "open", "by": ANN,
        "assignee": ANN, "due_at": made[1]["task"]["due_at"], "at": made[1]["at"], "may": ["finish", "edit", "delete"],
    }  # fmt: skip
    for comment in made[:2]:
        call("PATCH", f"comments/{comment['comment_id']}", {"done": True})
    assert [task["body"] for task in call("GET", "/tasks")[1]["items"]] == ["2"]
    assert [task["body"] for task in call("GET", "/tasks", state="done")[1]["items"]] == ["1", "3"]


def test_tasks_are_listed_page_by_page(call):
    for hours in (1, 2, 3):
        call("POST", "comments", {"body": f"{hours}", "task": {"due_at": soon(hours)}})
    first = call("GET", "/tasks", limit=2)[1]
    second = call("GET", "/tasks", limit=2, cursor=first["next"])[1]
    assert [task["body"] for task in [*first["items"], *second["items"]]] == ["1", "2", "3"]
    assert second["next"] is None
    assert call("GET", "/tasks", limit=2, state="done", cursor=first["next"])[1]["code"] == "cursor_invalid"


def test_overdue_tasks_are_those_past_their_time(table, call, watch):
    call("POST", "comments", {"body": "morgen", "task": {"due_at": soon(24)}})
    call("POST", "comments", {"body": "gestern", "task": {"due_at": soon()}})
    lead = team.read(table)
    past = lead.tasks[1].model_copy(update={"due_at": watch.now - HOUR})
    late = lead.model_copy(update={"tasks": (lead.tasks[0], past)})
    table.commit(decisions.put_lead(late, [past]))
    assert [task["body"] for task in call("GET", "/tasks", state="overdue")[1]["items"]] == ["gestern"]
    assert [task["body"] for task in call("GET", "/tasks")[1]["items"]] == ["gestern", "morgen"]


def test_a_manager_reads_anothers_tasks_an_agent_only_their_own(call):
    call("POST", "comments", {"body": "Llamar", "task": {"due_at": soon()}}, BOSS)
    assert call("GET", "/tasks", me=BOSS, assignee="me")[1]["items"] == []
    [task] = call("GET", "/tasks", me=BOSS, owner=ANN)[1]["items"]
    assert (task["by"], task["assignee"]) == (BOSS, ANN)
    assert call("GET", "/tasks", me=BOSS, assignee=ANN)[1]["items"] == [task]
    assert call("GET", "/tasks", owner=ANN)[1]["items"] == [{**task, "may": ["finish"]}]
    for name in ("owner", "assignee"):
        assert call("GET", "/tasks", me=BOB, **{name: ANN})[1]["code"] == "forbidden"


def test_a_task_follows_its_lead_and_is_not_listed_while_the_lead_is_hidden(table, call):
    made = call("POST", "comments", {"body": "Llamar", "task": {"due_at": soon()}})[1]
    assert made["task"]["may"] == ["finish", "edit", "delete"]
    table.commit(decisions.put_lead(team.read(table).owned(AssignedDetail(agent_id=BOB), BOB, at=NOON, by=BOSS)))
    assert call("GET", "/tasks")[1]["items"] == []
    [task] = call("GET", "/tasks", me=BOB)[1]["items"]
    assert (task["body"], task["by"]) == ("Llamar", "agent")
    gone = team.read(table).returned_to_routing(GivenBackDetail(reason="no_time"), at=NOON, by=BOB)
    table.commit(decisions.put_lead(gone))
    assert call("GET", "/tasks", me=BOB)[1]["items"] == call("GET", "/tasks")[1]["items"] == []
    assert len(call("GET", "/tasks", me=BOSS, owner=ANN)[1]["items"]) == 1
    where = f"comments/{task['comment_id']}"
    assert call("PATCH", where, {"done": True})[1]["code"] == "not_found"
