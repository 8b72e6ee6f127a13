"""Is what happens to a lead counted for whom it happened, and does the audit tell who changed its owner from what?"""

from datetime import timedelta

import pytest

from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.transfer import hand_over, send_to_routing
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.expire import expire, sweep
from shared.domain.routing.response_deadline import miss_response
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NOON, OFFER, RESPONSE, WEB, id_of

PLAN = make.plan()
SETTINGS, ZONE, AUDIT = PLAN.settings, PLAN.settings.zone, id_of("audit", "one")
ann, bob, boss = (PLAN.members[one] for one in (ANN, BOB, BOSS))
SCOUT = make.member(ANN, may_hand_over=True)
LATE = NOON + timedelta(hours=11, minutes=30)  # 23:30 UTC: it is tomorrow in Madrid
OPEN = {"made_at": LATE - timedelta(minutes=1), "deadline": LATE + timedelta(minutes=4)}
HERS, BALL = make.offered(offer=make.offer(ANN, **OPEN)), make.offered(offer=make.offer(ANN, BOB, **OPEN))
OVER = make.offered(offer=make.offer(ANN, deadline=LATE))
THROWN = make.offered(offer=make.offer(ANN, BOB, deadline=LATE))
OWES = make.received(response=make.response(due=LATE))
LOST = make.received(response=make.response(due=LATE), last_activity_at=LATE - timedelta(hours=1))


def claimed(lead, me=ann):
    load = Workload(agent_id=me.agent_id, active=True)
    return claim(lead, me, PLAN, LATE, workload=load, response_id=RESPONSE)


by_boss = {"me": boss, "settings": SETTINGS, "now": LATE, "audit_id": AUDIT}


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        pytest.param(lambda: claimed(HERS), [("claimed", ANN, MAIN)], id="claimed"),
        pytest.param(lambda: claimed(make.pooled()), [("pool_claimed", ANN, None)], id="claimed from the pool"),
        pytest.param(lambda: pass_offer(HERS, ann, SETTINGS, LATE), [("passed", ANN, MAIN)], id="passed"),
        pytest.param(lambda: pass_offer(BALL, ann, SETTINGS, LATE), [("passed", ANN, MAIN)], id="a jump ball, passed"),
        pytest.param(lambda: expire(OVER, OFFER, ZONE, LATE), [("expired", ANN, MAIN)], id="expired"),
        pytest.param(lambda: expire(THROWN, OFFER, ZONE, LATE), [("expired", None, MAIN)], id="a jump ball, expired"),
        pytest.param(
            lambda: expire(OVER, OFFER, ZONE, LATE + timedelta(minutes=6)),
            [("withdrawn", ANN, MAIN), ("credited", ANN, MAIN)],
            id="expired by nobody's fault",
        ),
        pytest.param(
            lambda: sweep(OVER, ZONE, LATE + timedelta(minutes=1)), [("expired", ANN, MAIN)], id="by the sweep"
        ),
        pytest.param(lambda: miss_response(OWES, RESPONSE, ZONE, LATE), [("response_missed", ANN, MAIN)], id="missed"),
        pytest.param(
            lambda: sweep(OWES, ZONE, LATE + timedelta(seconds=10)),
            [("response_missed", ANN, MAIN)],
            id="missed, by the sweep",
        ),
        pytest.param(
            lambda: miss_response(LOST, RESPONSE, ZONE, LATE),
            [("response_missed", ANN, MAIN)],
            id="missed, but the person has written",
        ),
        pytest.param(lambda: assign(make.pooled(), bob, **by_boss), [("hand_assigned", BOB, None)], id="given by hand"),
        pytest.param(
            lambda: assign(HERS, bob, **by_boss),
            [("withdrawn", ANN, MAIN), ("hand_assigned", BOB, None)],
            id="given by hand to another than the offer",
        ),
        pytest.param(
            lambda: assign(BALL, bob, **by_boss),
            [("withdrawn", None, MAIN), ("hand_assigned", BOB, None)],
            id="given by hand, a jump ball",
        ),
        pytest.param(lambda: release(HERS, **by_boss), [("withdrawn", ANN, MAIN)], id="put into the pool"),
        pytest.param(
            lambda: send_to_routing(HERS, **by_boss, note="again"), [("withdrawn", ANN, MAIN)], id="routed again"
        ),
        pytest.param(lambda: close(HERS, "lost", **by_boss), [("withdrawn", ANN, MAIN)], id="closed"),
        pytest.param(
            lambda: hand_over(make.received(), bob, SCOUT, SETTINGS, LATE, audit_id=AUDIT),
            [("hand_assigned", BOB, None)],
            id="handed over",
        ),
    ],
)
def test_each_event_counts_for_its_agent_route_and_source_on_its_day_by_the_teams_clock(act, expected):
    """Source: docs/rules.md, "Supervision" 2."""
    decision = act()
    named = [(next(iter(row.counts)), row.agent_id, row.route_id) for row in decision.counters]
    assert named == expected
    assert {(row.source_id, row.day) for row in decision.counters} == {(WEB, "2026-01-06")}


def test_a_jump_ball_counts_for_the_others_as_taken():
    claimed_, taken = claimed(BALL).counters
    assert (claimed_.agent_id, claimed_.counts["claimed"]) == (ANN, 1)
    assert (taken.agent_id, taken.route_id, taken.source_id, taken.day) == (None, MAIN, WEB, "2026-01-06")
    assert [name.endswith(BOB) for name in taken.counts] == [True]


TO_BOB, TO_NOBODY = {"owner": BOB}, {"owner": None}
HELD, POOLED = {"state": "owned", "owner": ANN}, {"state": "pooled", "owner": None}


@pytest.mark.parametrize(
    ("act", "by", "what", "before", "after"),
    [
        pytest.param(
            lambda: assign(make.owned(ANN), bob, **by_boss), BOSS, "lead.assigned", HELD, TO_BOB, id="assigned"
        ),
        pytest.param(
            lambda: release(make.owned(ANN), **by_boss), BOSS, "lead.released", HELD, TO_NOBODY, id="released"
        ),
        pytest.param(
            lambda: hand_over(make.received(), bob, SCOUT, SETTINGS, LATE, audit_id=AUDIT),
            ANN,
            "lead.handed_over",
            HELD,
            TO_BOB,
            id="handed over",
        ),
        pytest.param(
            lambda: hand_over(make.received(), "route", SCOUT, SETTINGS, LATE, audit_id=AUDIT),
            ANN,
            "lead.handed_over",
            HELD,
            TO_NOBODY,
            id="handed to routing",
        ),
        pytest.param(
            lambda: send_to_routing(make.pooled(), **by_boss), BOSS, "lead.sent", POOLED, TO_NOBODY, id="sent"
        ),
        pytest.param(
            lambda: send_to_routing(make.owned(ANN), **by_boss, note="x"),
            BOSS,
            "lead.rerouted",
            HELD,
            TO_NOBODY,
            id="routed again",
        ),
        pytest.param(
            lambda: close(make.owned(ANN), "lost", **by_boss),
            BOSS,
            "lead.closed",
            HELD,
            {"state": "closed", "owner": ANN, "outcome": "lost"},
            id="closed",
        ),
        pytest.param(
            lambda: reopen(
                make.lead(state="closed", owner=ANN, outcome="lost", todo=None), boss, PLAN, LATE, audit_id=AUDIT
            ),
            BOSS,
            "lead.reopened",
            {"state": "closed", "owner": ANN, "outcome": "lost"},
            {"state": "owned", "owner": ANN},
            id="opened again",
        ),
    ],
)
def test_the_audit_tells_who_changed_what_and_when_and_the_values_before_and_after(act, by, what, before, after):
    """Source: docs/rules.md, "Restrictions" 4."""
    entry = act().audit
    assert (entry.by, entry.at, entry.what, entry.subject) == (by, LATE, what, make.LEAD)
    assert (entry.before, entry.after, entry.audit_id) == (before, after, AUDIT)


NOTED = [
    pytest.param(lambda note: assign(make.owned(ANN), bob, **by_boss, note=note), id="assigned"),
    pytest.param(lambda note: release(make.owned(ANN), **by_boss, note=note), id="released"),
    pytest.param(
        lambda note: hand_over(make.received(), bob, SCOUT, SETTINGS, LATE, audit_id=AUDIT, note=note), id="handed over"
    ),
    pytest.param(
        lambda note: hand_over(make.received(), "route", SCOUT, SETTINGS, LATE, audit_id=AUDIT, note=note),
        id="handed to routing",
    ),
    pytest.param(lambda note: send_to_routing(make.pooled(), **by_boss, note=note), id="sent"),
]


@pytest.mark.parametrize("do", NOTED)
@pytest.mark.parametrize(("note", "told"), [("wants a flat", "wants a flat"), ("", None), (None, None)])
def test_the_history_tells_the_note_if_there_is_one_and_by_whom_and_when(do, note, told):
    event = do(note).lead.history[-1]
    assert event.detail.get("note") == told
    assert (event.at, event.by in (ANN, BOSS)) == (LATE, True)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        pytest.param(lambda: assign(make.owned(ANN), bob, **by_boss), {"agent_id": BOB, "from": ANN}, id="assigned"),
        pytest.param(lambda: release(make.owned(ANN), **by_boss), {"reason": "released", "from": ANN}, id="released"),
        pytest.param(
            lambda: send_to_routing(make.owned(ANN), **by_boss, note="x"), {"from": ANN, "note": "x"}, id="routed"
        ),
    ],
)
def test_the_history_tells_from_whom_a_lead_was_taken(act, told):
    detail = act().lead.history[-1].detail
    assert {name: detail[name] for name in told} == told


@pytest.mark.parametrize(
    ("act", "kinds"),
    [
        pytest.param(lambda: assign(BALL, PLAN.members[CAT], **by_boss), ["withdrawn", "assigned"], id="assigned"),
        pytest.param(lambda: release(BALL, **by_boss), ["withdrawn", "released"], id="released"),
        pytest.param(lambda: send_to_routing(BALL, **by_boss, note="x"), ["withdrawn", "sent"], id="routed again"),
        pytest.param(lambda: close(BALL, "lost", **by_boss), ["withdrawn", "closed"], id="closed"),
    ],
)
def test_all_agents_of_an_offer_that_a_manager_ends_are_told(act, kinds):
    """Source: docs/rules.md, "Offers and deadlines" 5."""
    withdrawn, other = act().lead.history[-2:]
    assert [withdrawn.kind, other.kind] == kinds
    assert (withdrawn.detail, withdrawn.by, withdrawn.at) == ({"agent_ids": [ANN, BOB]}, BOSS, LATE)
