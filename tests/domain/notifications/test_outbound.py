"""Is each event sent once to each target that subscribed, and retried for a day at growing intervals?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import (
    AssignedDetail,
    ClaimedDetail,
    ClosedDetail,
    ErasedDetail,
    GivenBackDetail,
    HandedOverDetail,
    MergedDetail,
    PassedDetail,
    ReleasedDetail,
    ReopenedDetail,
    SeparatedDetail,
)
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.outbound import (
    ATTEMPTS,
    ERASED,
    LEASE,
    MAX_AGE,
    TYPES,
    delivered,
    dropped,
    is_attempt_due,
    leased,
    new_deliveries,
    postponed,
    requeued,
)
from shared.domain.plan_records.target import DeliveryAttempt, Target
from shared.store import codec
from tests import make
from tests.make import ANN, BOB, CHIEF, LEAD, NOON, SECOND, id_of

CRM, SHEET = id_of("target", "crm"), id_of("target", "sheet")
ALL = tuple(kind for kind in dict.fromkeys(TYPES.values()) if kind != ERASED)


def target(target_id=CRM, events=ALL, **change):
    url = "https://crm.example.com/hook"
    return Target(**{"target_id": target_id, "url": url, "events": events, "created_at": NOON, **change})


def types(before, after, *targets):
    return [(one.target_id, one.type) for one in new_deliveries(before, after, targets or [target()])]


OWNED, POOLED, OFFERED = make.owned(), make.pooled(), make.offered()
TO_BOB, RELEASED, UNWANTED = (
    AssignedDetail(agent_id=BOB),
    ReleasedDetail(reason="released"),
    GivenBackDetail(reason="no_time"),
)
AGAIN = ReopenedDetail(reason="released")
CLOSED = OWNED.with_event(ClosedDetail(outcome="won"), at=NOON, by=ANN, state="closed", outcome="won")
WRITES = [
    pytest.param(None, make.lead(), ["lead.received"], id="received"),
    pytest.param(make.lead(), make.lead().offered(make.offer(), place=0), ["lead.offered"], id="offered"),
    pytest.param(OFFERED, OFFERED.owned(ClaimedDetail(), ANN, at=NOON, by=ANN), ["lead.claimed"], id="claimed"),
    pytest.param(POOLED, POOLED.owned(ClaimedDetail(), ANN, at=NOON, by=ANN), ["lead.claimed"],
                 id="claimed from the pool"),
    pytest.param(POOLED, POOLED.owned(TO_BOB, BOB, at=NOON, by=CHIEF), ["lead.assigned"], id="assigned"),
    pytest.param(OWNED, OWNED.owned(HandedOverDetail(agent_id=BOB), BOB, at=NOON, by=ANN), ["lead.assigned"],
                 id="handed over to one"),
    pytest.param(OWNED, OWNED.returned_to_routing(HandedOverDetail(), at=NOON, by=ANN), [], id="handed over to routes"),
    pytest.param(make.lead(), make.lead().pooled("no_route", at=NOON, by="route"), ["lead.pooled"], id="pooled"),
    pytest.param(OWNED, OWNED.pooled("released", at=NOON, by=CHIEF, detail=RELEASED), ["lead.pooled"], id="released"),
    pytest.param(OWNED, OWNED.pooled("given_back", at=NOON, by=ANN, detail=UNWANTED), ["lead.pooled"],
                 id="given back"),
    pytest.param(OWNED, OWNED.returned_to_routing(UNWANTED, at=NOON, by=ANN), [], id="given back to routing"),
    pytest.param(OWNED, CLOSED, ["lead.closed"], id="closed"),
    pytest.param(CLOSED, CLOSED.with_event(ReopenedDetail(), at=NOON, by=ANN, state="owned"), ["lead.assigned"],
                 id="reopened"),
    pytest.param(CLOSED, CLOSED.pooled("released", at=NOON, by=ANN, detail=AGAIN), ["lead.pooled"],
                 id="reopened into the pool"),
    pytest.param(OFFERED, OFFERED.sent_to_next_agent(PassedDetail(agent_ids=(ANN,)), at=NOON, by=ANN), [], id="passed"),
    pytest.param(OWNED, OWNED.updated(), [], id="noted beside it"),
    pytest.param(None,
                 make.lead().with_event(AssignedDetail(agent_id=ANN), at=NOON, by="provider", state="owned", owner=ANN),
                 ["lead.received", "lead.assigned"], id="received and assigned in one write"),
    pytest.param(CLOSED, CLOSED.with_event(ReopenedDetail(), at=NOON, by=ANN, state="unrouted").owned(
        TO_BOB, BOB, at=NOON, by=CHIEF), ["lead.assigned"], id="reopened and assigned is told once"),
    pytest.param(POOLED, POOLED.owned(MergedDetail(took=True), BOB, at=NOON, by=CHIEF), ["lead.assigned"],
                 id="got an owner by a merge"),
    pytest.param(OWNED, OWNED.with_event(MergedDetail(joined=True), at=NOON, by=CHIEF), [], id="merged with another"),
    pytest.param(CLOSED, CLOSED.owned(SeparatedDetail(agent_id=ANN), ANN, at=NOON, by=CHIEF), ["lead.assigned"],
                 id="separated, with its last owner"),
    pytest.param(OWNED, OWNED.pooled("released", at=NOON, by=CHIEF, detail=SeparatedDetail(reason="released")),
                 ["lead.pooled"], id="separated, into the pool"),
    pytest.param(OWNED, OWNED.with_event(SeparatedDetail(), at=NOON, by=CHIEF), [], id="another came out of it"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), WRITES)
def test_events_of_a_write(before, after, expected):
    assert [kind for _, kind in types(before, after)] == expected


def test_each_target_gets_its_event_types_and_a_disabled_one_nothing():
    both = make.lead().with_event(AssignedDetail(agent_id=ANN), at=NOON, by="provider", state="owned", owner=ANN)
    asked = [target(), target(SHEET, ("lead.assigned",)), target(id_of("target", "off"), status="disabled")]
    assert types(None, both, *asked) == [
        (CRM, "lead.received"), (CRM, "lead.assigned"), (SHEET, "lead.assigned")
    ]  # fmt: skip


def test_every_active_target_is_told_of_an_erasure_whatever_it_asked_for():
    erased = make.owned().with_event(
        ErasedDetail(erasure_id=id_of("erasure", "one")), at=NOON, by=CHIEF, state="closed"
    )  # fmt: skip
    asked = [target(events=("lead.claimed",)), target(SHEET, ("lead.claimed",), status="disabled")]
    assert types(make.owned(), erased, *asked) == [(CRM, "contact.erased")]


def test_the_same_write_always_makes_the_same_deliveries_with_distinct_ids():
    both = make.lead().with_event(AssignedDetail(agent_id=ANN), at=NOON, by="provider", state="owned", owner=ANN)
    asked = [target(), target(SHEET)]
    first = [one.delivery_id for one in new_deliveries(None, both, asked)]
    assert first == [one.delivery_id for one in new_deliveries(None, both, asked)]
    later = both.model_copy(update={"version": 2})
    others = [
        one.delivery_id for lead in (later, make.lead(id_of("lead", "b"))) for one in new_deliveries(None, lead, asked)
    ]
    assert len({*first, *others}) == len(first) + len(others) == 10


def test_a_delivery_contains_no_personal_data():
    detail = {"reason": "released", "from": ANN, "note": "call Lucía", "message": "600 11 22 33"}
    event = Event(at=NOON, kind="released", by=CHIEF, detail=detail)
    released = OWNED.model_copy(update={"state": "pooled", "history": (*OWNED.history, event)})
    [one] = new_deliveries(OWNED, released, [target()])
    assert one.detail == {"reason": "released", "from": ANN}
    stored = one.model_dump_json()
    assert "Luc" not in stored
    assert "600 11" not in stored


@given(st.lists(st.integers(1, 3), min_size=1, max_size=30))
def test_each_event_is_sent_once_however_long_the_history(counts):
    """Also if older entries have just moved to a page of their own."""
    before: Lead | None = None
    lead, number, seen = make.lead(history=()), 0, []
    for count in counts:
        for _ in range(count):
            number += 1
            event = Event(at=NOON + number * SECOND, kind="offered", by="route")
            lead = lead.model_copy(update={"history": (*lead.history, event)})
        lead, _page = codec.spill(lead)
        seen += lead.events_since(before)
        before = lead
    assert [event.at for event in seen] == [NOON + (n + 1) * SECOND for n in range(number)]


def test_similar_events_are_distinguished_by_their_position():
    twice = Event(at=NOON, kind="pooled", by="route")
    before, after = make.lead(history=(twice,)), make.lead(history=(twice, twice))
    assert after.events_since(before) == (twice,)
    assert after.events_since(after) == ()


# Sending


def delivery(**change):
    [one] = new_deliveries(OFFERED, OFFERED.owned(ClaimedDetail(), ANN, at=NOON, by=ANN), [target()])
    return one.model_copy(update=change)


def failing(at, status=500):
    return DeliveryAttempt(at=at, status=status)


def test_a_delivery_is_due_at_once_and_leased_to_one_sender():
    one = delivery()
    assert (one.lead_id, one.state, one.tries, is_attempt_due(one, NOON)) == (LEAD, "pending", 0, True)
    mine = leased(one, NOON)
    assert not is_attempt_due(mine, NOON + LEASE - SECOND)
    assert is_attempt_due(mine, NOON + LEASE), "the sender died"


def test_an_arrived_delivery_is_no_longer_due():
    done = delivered(leased(delivery(), NOON), DeliveryAttempt(at=NOON, status=204))
    assert (done.state, done.due, done.attempts[-1].status) == ("delivered", None, 204)
    assert not is_attempt_due(done, NOON + timedelta(days=1))


def test_a_delivery_is_retried_for_a_day_at_growing_intervals_and_then_fails():
    one, now, waits = delivery(), NOON, []
    while one.due is not None:
        now = one.due
        one = postponed(leased(one, now), failing(now))
        waits += [one.due - now] if one.due else []
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes[:7] == [5 / 60, 1, 5, 15, 30, 60, 120]
    assert minutes == sorted(minutes)
    assert (one.state, one.tries, len(one.attempts)) == ("failed", len(waits) + 1, ATTEMPTS)
    assert MAX_AGE - timedelta(hours=2) < now - NOON <= MAX_AGE


def test_a_resent_delivery_gets_another_day_under_the_same_id():
    later = NOON + timedelta(days=3)
    one = dropped(delivery(tries=9), "target_disabled", NOON)
    again = requeued(one, later)
    assert (again.delivery_id, again.state, again.tries, again.attempts) == (
        one.delivery_id,
        "pending",
        0,
        one.attempts,
    )
    assert is_attempt_due(again, later)
    after = postponed(leased(again, later), failing(later))
    assert (after.state, after.due) == ("pending", later + 5 * SECOND)
    assert after.forget_at > later
