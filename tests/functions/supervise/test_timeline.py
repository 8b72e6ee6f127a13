"""Does a lead's timeline show all that happened, in order, to those who may read it, in few calls?"""

from datetime import timedelta

import pytest

from functions.supervise.doors import ReadLimits
from shared.domain.kernel.event_details import AssignedDetail
from shared.domain.lead_records.note import Note
from shared.store import decisions, keys
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, LEAD, NOON, id_of

SECRET = "Sentinel Wort"
WRITTEN = {"direction": "in", "channel": "whatsapp", "body": SECRET}
DUE = (NOON + timedelta(hours=1)).isoformat()


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


def test_the_timeline_contains_everything_in_order_with_one_more_read(table, call, calls, watch):
    call("POST", "messages", WRITTEN, BOSS)
    for kind in ("call", "note"):
        table.commit([put(Note(note_id=id_of("note", kind), lead_id=LEAD, kind=kind, outcome=None, body=kind, at=NOON,
                               recorded_at=watch.now, by=ANN))])  # fmt: skip
    comment = call("POST", "comments", {"body": "Ojo", "mentions": [BOSS], "task": {"due_at": DUE}})[1]
    call("PUT", "do-not-contact", {"channels": ["call"]})
    calls.clear()
    status, page = call("GET", "timeline")
    assert (status, page["next"], calls) == (200, None, ["batch_get_item", "query"])
    assert [entry["kind"] for entry in page["items"]] == [
        "received", "message", "interaction", "note", "comment", "do_not_contact"
    ]  # fmt: skip
    _, written, called, _, said, _ = page["items"]
    assert written["by"] == BOSS
    assert {name: written["detail"][name] for name in WRITTEN} == WRITTEN
    assert called["detail"] == {
        "note_id": id_of("note", "call"), "kind": "call", "body": "call", "at": "2026-01-05T12:00:00Z"
    }  # fmt: skip
    assert (said["detail"]["body"], said["detail"]["mentions"]) == ("Ojo", [BOSS])
    assert said["detail"]["task"] == {"done": False, "due_at": comment["task"]["due_at"]}
    call("PATCH", f"comments/{comment['comment_id']}", {"done": True})
    [said] = [entry for entry in call("GET", "timeline")[1]["items"] if entry["kind"] == "comment"]
    assert said["detail"]["task"] == {"done": True}


def test_a_member_who_only_sees_the_lead_reads_events_but_no_messages(table, call, calls):
    call("POST", "messages", WRITTEN)
    call("POST", "comments", {"body": SECRET})
    team.change(table, table.get(type(make.settings()), keys.SETTINGS).model_copy(update={"agents_see": "team"}))
    call("GET", "/me", me=BOB)
    calls.clear()
    page = call("GET", "timeline", me=BOB)[1]
    assert [entry["kind"] for entry in page["items"]] == ["received"]
    assert calls == ["batch_get_item"]


@pytest.mark.parametrize("limits", [ReadLimits(timeline=3)])
def test_of_very_many_records_the_newest_are_shown(call):
    for number in range(5):
        call("POST", "messages", {**WRITTEN, "body": f"{number}"})
    items = call("GET", "timeline")[1]["items"]
    assert [entry["detail"].get("body") for entry in items] == [None, "2", "3", "4"]


def test_a_former_owner_is_not_named_to_the_next(table, call):
    call("POST", "comments", {"body": "Ojo"})
    call("POST", "messages", WRITTEN)
    table.commit(decisions.put_lead(team.read(table).owned(AssignedDetail(agent_id=BOB), BOB, at=NOON, by=BOSS)))
    for what in ("messages", "comments"):
        assert [one["by"] for one in call("GET", what, me=BOB)[1]["items"]] == ["agent"]
        assert [one["by"] for one in call("GET", what, me=BOSS)[1]["items"]] == [ANN]
    told = {
        entry["by"] for entry in call("GET", "timeline", me=BOB)[1]["items"] if entry["kind"] in ("message", "comment")
    }
    assert told == {"agent"}
