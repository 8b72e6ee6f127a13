"""Is what an event tells stored as it always was, read whatever release wrote it, and made from one model per kind?"""

import json
from typing import get_args

import pytest

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import (
    DETAILS,
    AssignedDetail,
    AttemptedDetail,
    ClaimedDetail,
    ClosedDetail,
    CommentDeletedDetail,
    CommentEditedDetail,
    ConsentDetail,
    ConversationClosedDetail,
    DoNotContactMarkedDetail,
    EditedDetail,
    ErasedDetail,
    EventKind,
    ExpiredDetail,
    GivenBackDetail,
    HandedOverDetail,
    JudgedDetail,
    MergedDetail,
    ObjectionDetail,
    OfferedDetail,
    PassedDetail,
    PooledDetail,
    ReadAgainDetail,
    ReceivedDetail,
    ReleasedDetail,
    ReopenedDetail,
    RepeatedDetail,
    ResponseMissedDetail,
    SentDetail,
    SeparatedDetail,
    TaskChangedDetail,
    TaskDeletedDetail,
    TaskDoneDetail,
    TaskMadeDetail,
    TaskReopenedDetail,
    WithdrawnDetail,
    reveals,
)
from shared.store import codec
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, MAIN, NOON, OFFER, WEB, id_of

DUE = "2026-01-05T12:05:00Z"

ERASURE = id_of("erasure", "1")
TASK, COMMENT = id_of("task", "1"), id_of("comment", "1")
# What earlier releases stored, key by key, beside what is written today.
STORED = [
    (ReceivedDetail(), {}),
    (ReceivedDetail(possible_duplicate=LEAD), {"possible_duplicate": LEAD}),
    (RepeatedDetail(source_id=None), {"source_id": None}),
    (RepeatedDetail(source_id=WEB, inquiry={"message": "Hi", "attributes": {"price_max": 1.5}},
                    possible_duplicate=LEAD),
     {"source_id": WEB, "inquiry": {"message": "Hi", "attributes": {"price_max": 1.5}}, "possible_duplicate": LEAD}),
    (OfferedDetail(offer_id=OFFER, route_id=MAIN, agent_ids=(ANN, BOB), deadline=DUE),
     {"offer_id": OFFER, "route_id": MAIN, "agent_ids": [ANN, BOB], "deadline": DUE}),
    (ClaimedDetail(seconds=0), {"seconds": 0}),
    (ClaimedDetail(from_where="pool"), {"from": "pool"}),
    (PassedDetail(agent_ids=(ANN,)), {"agent_ids": [ANN]}),
    (PassedDetail(agent_ids=(ANN,), reason="busy"), {"agent_ids": [ANN], "reason": "busy"}),
    (ExpiredDetail(agent_ids=(ANN,)), {"agent_ids": [ANN]}),
    (AssignedDetail(agent_id=ANN, route_id=MAIN), {"agent_id": ANN, "route_id": MAIN}),
    (AssignedDetail(agent_id=ANN, from_agent=BOB, note="hers"), {"agent_id": ANN, "from": BOB, "note": "hers"}),
    (AssignedDetail(agent_id=ANN, reason="own_source"), {"agent_id": ANN, "reason": "own_source"}),
    (AssignedDetail(agent_id=ANN, from_agent=BOB, reason="member_removed"),
     {"agent_id": ANN, "from": BOB, "reason": "member_removed"}),
    (PooledDetail(reason="no_route"), {"reason": "no_route"}),
    (PooledDetail(reason="by_hand", cause="unreadable"), {"reason": "by_hand", "cause": "unreadable"}),
    (PooledDetail(reason="member_removed", agent_id=ANN), {"reason": "member_removed", "agent_id": ANN}),
    (ReleasedDetail(reason="released", from_agent=ANN, note="x"), {"reason": "released", "from": ANN, "note": "x"}),
    (GivenBackDetail(reason="no_time", note="x"), {"reason": "no_time", "note": "x"}),
    (HandedOverDetail(agent_id=ANN, from_agent=BOB, note="x"), {"agent_id": ANN, "from": BOB, "note": "x"}),
    (HandedOverDetail(from_agent=BOB), {"from": BOB}),
    (SentDetail(), {}),
    (SentDetail(note="x"), {"note": "x"}),
    (ClosedDetail(outcome="won"), {"outcome": "won"}),
    (ReopenedDetail(), {}),
    (ReopenedDetail(agent_id=ANN), {"agent_id": ANN}),
    (ReopenedDetail(reason="released"), {"reason": "released"}),
    (ConsentDetail(purpose="marketing", channel="any", given=False),
     {"purpose": "marketing", "channel": "any", "given": False}),
    (ObjectionDetail(what="all"), {"what": "all"}),
    (ObjectionDetail(), {}),
    (ResponseMissedDetail(agent_id=ANN), {"agent_id": ANN}),
    (ResponseMissedDetail(agent_id=ANN, stays=True), {"agent_id": ANN, "stays": True}),
    (WithdrawnDetail(agent_ids=(ANN,)), {"agent_ids": [ANN]}),
    (WithdrawnDetail(reason="member_removed", agent_ids=(ANN,)), {"reason": "member_removed", "agent_ids": [ANN]}),
    (WithdrawnDetail(reason="member_removed", agent_id=ANN), {"reason": "member_removed", "agent_id": ANN}),
    (MergedDetail(lead_id=LEAD, agent_id=ANN, took=True, route_id=MAIN, joined=True),
     {"lead_id": LEAD, "agent_id": ANN, "took": True, "route_id": MAIN, "joined": True}),
    (SeparatedDetail(out_of=LEAD, agent_id=ANN), {"out_of": LEAD, "agent_id": ANN}),
    (SeparatedDetail(lead_id=LEAD, reason="released", outcome="lost"),
     {"lead_id": LEAD, "reason": "released", "outcome": "lost"}),
    (MergedDetail(into=LEAD), {"into": LEAD}),
    (MergedDetail(lead_id=LEAD), {"lead_id": LEAD}),
    (AttemptedDetail(), {}),
    (DoNotContactMarkedDetail(channels="all"), {"channels": "all"}),
    (DoNotContactMarkedDetail(channels=()), {"channels": []}),
    (DoNotContactMarkedDetail(channels=("call", "email")), {"channels": ["call", "email"]}),
    (EditedDetail(fields=("emails",), possible_duplicate=LEAD), {"fields": ["emails"], "possible_duplicate": LEAD}),
    (ReadAgainDetail(fields=("message",), before={"message": "a"}, after={"message": "b"}, possible_duplicate=LEAD),
     {"fields": ["message"], "before": {"message": "a"}, "after": {"message": "b"}, "possible_duplicate": LEAD}),
    (ReadAgainDetail(), {}),
    (ErasedDetail(erasure_id=ERASURE), {"erasure_id": ERASURE}),
    (JudgedDetail(confirmed=True, agent_id=ANN, route_id=MAIN),
     {"confirmed": True, "agent_id": ANN, "route_id": MAIN}),
    (JudgedDetail(agent_id=ANN), {"agent_id": ANN}),
    (TaskMadeDetail(task_id=TASK, text="Llamar", due_at="2026-01-05T12:00:00Z", agent_id=ANN),
     {"task_id": TASK, "text": "Llamar", "due_at": "2026-01-05T12:00:00Z", "agent_id": ANN}),
    (TaskChangedDetail(task_id=TASK, text="Llamar", due_at="2026-01-05T12:00:00Z", agent_id=ANN, former_text="Ver",
                       former_due_at="2026-01-04T12:00:00Z", from_agent=BOB),
     {"task_id": TASK, "text": "Llamar", "due_at": "2026-01-05T12:00:00Z", "agent_id": ANN, "former_text": "Ver",
      "former_due_at": "2026-01-04T12:00:00Z", "from": BOB}),
    (TaskDoneDetail(task_id=TASK), {"task_id": TASK}),
    (TaskReopenedDetail(task_id=TASK, agent_id=ANN), {"task_id": TASK, "agent_id": ANN}),
    (TaskDeletedDetail(task_id=TASK, text="Llamar"), {"task_id": TASK, "text": "Llamar"}),
    (CommentEditedDetail(comment_id=COMMENT), {"comment_id": COMMENT}),
    (CommentDeletedDetail(comment_id=COMMENT), {"comment_id": COMMENT}),
    (ConversationClosedDetail(days=30), {"days": 30}),
]  # fmt: skip
CASES = [pytest.param(*case, id=f"{case[0].kind} {number}") for number, case in enumerate(STORED)]


@pytest.mark.parametrize(("detail", "stored"), CASES)
def test_a_detail_is_stored_with_the_keys_it_always_had_in_their_order(detail, stored):
    event = Event.of(detail, at=NOON, by=BOSS)
    assert json.dumps(event.detail) == json.dumps(stored)


@pytest.mark.parametrize(("detail", "stored"), CASES)
def test_what_an_earlier_release_stored_reads_the_same(detail, stored):
    event = Event(at=NOON, kind=detail.kind, by=BOSS, detail=stored)
    assert (event.typed_detail, event.detail) == (detail, stored)


def test_every_kind_has_its_model_and_is_proved_here():
    assert set(DETAILS) == set(get_args(EventKind)) == {detail.kind for detail, _ in STORED}


@pytest.mark.parametrize("kind", DETAILS)
def test_every_field_says_what_it_reveals(kind):
    assert set(reveals(kind)) == {field.alias or name for name, field in DETAILS[kind].model_fields.items()}


def stored_with(event):
    """A lead's item with one more event in its history, as a newer release may have written it."""
    item = codec.to_item(make.owned(ANN))
    body = json.loads(item["body"]["S"])
    body["history"] = [*body["history"], event]
    return {**item, "body": {"S": json.dumps(body)}}


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({"kind": "teleported", "detail": {"to": "Mars"}}, id="a kind of a newer release"),
        pytest.param({"kind": "closed", "detail": {"outcome": "won", "price": 3}}, id="a field of a newer release"),
        pytest.param({"kind": "closed", "detail": {"outcome": ["won", "twice"]}}, id="another type than it has now"),
        pytest.param({"kind": "offered", "detail": {}}, id="less than it has now"),
    ],
)
def test_what_this_release_does_not_know_is_read_and_written_back_as_it_was(event):
    event = {"at": "2026-01-05T12:00:00Z", "by": "route", **event}
    lead = codec.from_item(type(make.lead()), stored_with(event))
    again = json.loads(codec.to_item(lead)["body"]["S"])["history"][-1]
    assert {"detail": {}, **again} == event


def test_a_detail_that_cannot_be_read_is_told_of_as_none():
    assert Event(at=NOON, kind="offered", by="route").typed_detail is None
    assert Event(at=NOON, kind="teleported", by="route").typed_detail is None
    newer = Event(at=NOON, kind="closed", by=ANN, detail={"outcome": "won", "price": 3})
    assert newer.typed_detail == ClosedDetail(outcome="won")
