"""Where does an unrouted lead go, and in whose turn?"""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.dispatch import Turns, candidates, deadline, dispatch, gather
from shared.domain.expire import expire
from shared.domain.load import Load
from shared.domain.route import Rotation
from tests import make
from tests.make import ANN, BOB, CAT, DAN, EVE, MAIN, NIGHT, NOON, SECOND

TEAM = (ANN, BOB, CAT, DAN, EVE)


def ids():
    numbers = count()
    return lambda: make.id_of("offer", f"o{next(numbers)}")


def send(lead, plan, turns, now=NOON, new_id=None):
    return dispatch(lead, plan, turns, now, new_id or ids())


def expired(lead, plan):
    """The lead after its open offer ran out, read again."""
    after = expire(lead, lead.offer.offer_id, plan.settings.zone, lead.offer.deadline).lead
    return after.stored()


def turns(*agent_ids, rotation=None):
    return Turns({MAIN: rotation} if rotation else {}, make.loads(*agent_ids))


def test_leads_of_one_batch_go_round_in_the_lists_order():
    plan, at = make.plan(), turns()
    got = [send(make.lead(), plan, at).lead.offer for _ in range(7)]
    assert [offer.agent_ids[0] for offer in got] == [ANN, BOB, CAT, ANN, BOB, CAT, ANN]
    assert [offer.turn for offer in got] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("last", "place", "agents", "chosen"),
    [
        pytest.param(None, -1, (ANN, BOB, CAT), ANN, id="the first lead goes to the first"),
        pytest.param(BOB, 1, (ANN, BOB, CAT), CAT, id="after the previous lead's first recipient"),
        pytest.param(CAT, 2, (ANN, BOB, CAT), ANN, id="around the end"),
        pytest.param(BOB, 1, (ANN, CAT, DAN), CAT, id="who left the list: from the place they held"),
        pytest.param(DAN, 3, (ANN, BOB), BOB, id="who left from beyond the end: around it"),
        pytest.param(BOB, 1, (BOB, ANN, CAT), ANN, id="who moved: after where they stand now"),
    ],
)
def test_the_turn_goes_on_from_the_rotation(last, place, agents, chosen):
    rotation = Rotation(route_id=MAIN, last=last, place=place, turn=9, version=3)
    at = turns(rotation=rotation)
    sent = send(make.lead(), make.plan([make.route(agents=agents)]), at)
    assert sent.lead.offer.agent_ids == (chosen,)
    assert at.turned[MAIN].last == chosen
    assert at.turned[MAIN].turn == 10


def test_an_unclaimed_lead_goes_to_the_next_and_takes_no_turn():
    plan, at = make.plan(), turns()
    first = send(make.lead(), plan, at).lead
    at = at.settled()
    second = send(expired(first, plan), plan, at)
    assert second.lead.offer.agent_ids == (BOB,)
    assert second.lead.offer.turn == first.offer.turn
    assert at.turned == {}


def test_when_the_whole_list_was_tried_once_the_lead_goes_to_the_pool():
    plan, lead, seen = make.plan(), make.lead(), []
    while lead.state == "unrouted":
        lead = send(lead, plan, turns()).lead
        if lead.offer:
            seen += lead.offer.agent_ids
            lead = expired(lead, plan)
    assert seen == [ANN, BOB, CAT]
    assert (lead.state, lead.reason, lead.todo) == ("pooled", "unclaimed", None)


@pytest.mark.parametrize(
    ("plan", "change", "reason"),
    [
        pytest.param(make.plan(), {"source_id": None}, "no_source", id="a lead without a source is not routed"),
        pytest.param(make.plan([]), {}, "no_route", id="no route at all"),
        pytest.param(make.plan([make.route(status="paused")]), {}, "no_route", id="no active route"),
        pytest.param(make.plan(members=[]), {}, "nobody_eligible", id="nobody eligible"),
    ],
)
def test_the_pool_says_why(plan, change, reason):
    sent = send(make.lead(**change), plan, turns())
    assert (sent.lead.state, sent.lead.reason, sent.trace.reason) == ("pooled", reason, reason)


@pytest.mark.parametrize(
    ("members", "loads", "verdict"),
    [
        pytest.param([make.member(BOB)], make.loads(), "not_a_member", id="left the team"),
        pytest.param(
            [make.member(ANN, status="removed"), make.member(BOB)], make.loads(), "not_a_member", id="removed"
        ),
        pytest.param(
            [make.member(ANN, status="invited"), make.member(BOB)], make.loads(), "not_signed_in", id="invited"
        ),
        pytest.param([make.member(ANN), make.member(BOB)], make.loads(BOB), "not_active", id="load says inactive"),
    ],
)
def test_who_is_not_eligible_is_skipped_and_the_trace_says_why(members, loads, verdict):
    plan = make.plan([make.route(agents=(ANN, BOB))], members=members)
    sent = send(make.lead(), plan, Turns({}, loads))
    assert sent.lead.offer.agent_ids == (BOB,)
    assert [(one.agent_id, one.verdict) for one in sent.trace.agents] == [(ANN, verdict), (BOB, "chosen")]


def test_a_lead_stays_on_its_route_though_the_order_changes():
    plan = make.plan()
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    other = make.route(NIGHT, agents=(EVE,), title="Night")
    sent = send(lead, make.plan([other, make.route()]), turns())
    assert sent.lead.route_id == MAIN
    assert sent.trace.stays_on == MAIN


def test_a_lead_whose_route_was_paused_is_matched_anew_and_tried_agents_stay_tried():
    plan = make.plan()
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    other = make.route(NIGHT, agents=(ANN, EVE), title="Night")
    sent = send(lead, make.plan([make.route(status="paused"), other]), turns())
    assert (sent.lead.route_id, sent.lead.offer.agent_ids) == (NIGHT, (EVE,))


def paused(plan, *ids):
    """The plan with exactly these routes paused."""
    return make.plan(
        [r.model_copy(update={"status": "paused" if r.route_id in ids else "active"}) for r in plan.routes]
    )


def test_a_lead_that_comes_back_to_a_route_takes_no_second_turn_there():
    plan = make.plan([make.route(), make.route(NIGHT, agents=(EVE,), title="Night")])
    at = turns()
    lead = expired(send(make.lead(), plan, at).lead, plan)
    at = at.settled()
    lead = expired(send(lead, paused(plan, MAIN), at).lead, plan)
    at = at.settled()
    back = send(lead, paused(plan, NIGHT), at)
    assert (back.lead.route_id, back.lead.offer.agent_ids, back.lead.offer.turn) == (MAIN, (BOB,), 1)
    assert at.turned == {}


def test_an_offer_counts_for_its_agent():
    at = turns()
    send(make.lead(), make.plan(), at)
    assert at.loaded[ANN].open_offers == 1
    assert at.loaded[ANN].last_offered_at == NOON


def test_a_lead_is_counted_as_received_once():
    plan, at = make.plan(), turns()
    first = send(make.lead(), plan, at)
    again = send(expired(first.lead, plan), plan, at)
    assert first.received.counts == {"received": 1}
    assert again.received is None
    assert gather([first.received, first.received])[0].counts == {"received": 2}


@pytest.mark.parametrize("micros", [0, 1, 999_999])
def test_a_deadline_is_a_whole_second_and_never_early(micros):
    now = NOON + timedelta(microseconds=micros)
    end = deadline(now, 5)
    assert end.microsecond == 0
    assert timedelta(seconds=5) <= end - now < timedelta(seconds=6)


def test_a_trace_replays_to_the_same_decision():
    """The plan, and what the trace's draw holds, are all that the decision read."""
    plan = make.plan()
    lead = make.lead()
    rotation = Rotation(route_id=MAIN, last=BOB, place=1, turn=4, version=2)
    trace = send(lead, plan, turns(rotation=rotation)).trace
    drawn = Rotation(route_id=trace.route_id, last=trace.draw.last, place=trace.draw.place, turn=trace.draw.turn)
    again = send(lead, plan, Turns({trace.route_id: drawn}, make.loads()), now=trace.at).trace
    assert again == trace


def test_a_later_recipients_trace_holds_after_whom_the_list_went_on():
    plan = make.plan()
    lead = expired(send(make.lead(), plan, turns()).lead, plan)
    drawn = send(lead, plan, turns(rotation=Rotation(route_id=MAIN, last=CAT, place=2, turn=9))).trace.draw
    assert (drawn.last, drawn.place, drawn.first) == (ANN, 0, False)


def test_what_must_be_read_is_the_route_the_lead_will_take():
    plan = make.plan()
    assert candidates(make.lead(), plan, NOON) == plan.routes[0]
    assert candidates(make.lead(source_id=None), plan, NOON) is None


@given(st.lists(st.sets(st.sampled_from(TEAM), max_size=4), min_size=1, max_size=40), st.integers(1, 7))
def test_round_robin_is_exact_whoever_is_away(away, chunk):
    """Oracle: after the previous first recipient, the first in the list who is there; in any chunking."""
    route, last, turn, expected, got = make.route(agents=TEAM), -1, 0, [], []
    at = Turns({}, make.loads(*TEAM))
    for number, absent in enumerate(away):
        there = [make.member(a) for a in TEAM if a not in absent]
        plan = make.plan([route], members=there)
        order = [TEAM[(last + 1 + step) % 5] for step in range(5)]
        first = next(a for a in order if a not in absent)
        last, turn = TEAM.index(first), turn + 1
        expected.append((first, turn))
        offer = send(make.lead(), plan, at, NOON + number * SECOND).lead.offer
        got.append((offer.agent_ids[0], offer.turn))
        if number % chunk == 0:
            at = at.settled()
    assert got == expected


def test_a_load_keeps_what_a_clock_a_little_ahead_has_counted():
    """A claim at midnight is counted in a day that routing, 20 ms behind, does not know yet."""
    zone, before_midnight = make.settings().zone, datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC)
    load = Load(agent_id=ANN, active=True, received={"2026-02-01": 1, "2026-02": 1, "2026-01": 5})
    assert load.offered(before_midnight, zone).received == load.received


def test_a_load_forgets_periods_that_are_over():
    zone = make.settings().zone
    load = Load(agent_id=ANN, active=True, received={"2025-12-31": 4, "2025-12": 9, "2026-W02": 2, "2026-01": 2})
    assert load.offered(NOON, zone).received == {"2026-W02": 2, "2026-01": 2}
