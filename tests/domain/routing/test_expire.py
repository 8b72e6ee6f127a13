"""What do a clock and the sweep change about a lead?"""

import pytest

from shared.domain.kernel.errors import TooEarly
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.workload import WorkloadChange
from shared.domain.routing.expire import ATTEMPTS, expire, sweep
from tests import make
from tests.make import ANN, BOB, BOSS, END, MAIN, NIGHT, NOON, OFFER, SECOND, closed, offered, owned, pooled

ZONE = make.settings().zone
OTHER = make.id_of("offer", "other")
OWES = make.received(response=make.response(due=END))
HELD = pooled(reason="no_route", routes_at=END)


def test_on_the_deadline_the_offer_ends_and_the_lead_goes_on():
    decision = expire(offered(), OFFER, ZONE, END)
    lead = decision.lead
    assert (lead.state, lead.offer, lead.tried, lead.todo) == ("unrouted", None, (ANN,), "route")
    assert lead.stop_clock is None
    assert (lead.history[-1].kind, lead.history[-1].by) == ("expired", "clock")
    assert decision.workload_changes == (WorkloadChange(ANN, open_offers=-1, missed=1),)
    assert decision.counters[0].counts == {"expired": 1}


def away(**change):
    pause = Pause(**{"by": BOSS, "at": NOON - 3600 * SECOND, "side": "own", "from": NOON + 60 * SECOND, **change})
    return {ANN: make.member(ANN, pauses=(pause,))}


@pytest.mark.parametrize(
    ("late", "members", "excused"),
    [
        pytest.param(300, {}, None, id="the clock comes late"),
        pytest.param(301, {}, "late", id="Relevo did not work"),
        pytest.param(0, away(), "away", id="a planned absence began meanwhile"),
        pytest.param(0, away(side="team", at=NOON + SECOND, **{"from": None}), "away", id="the team paused them"),
        pytest.param(0, away(at=NOON + SECOND, **{"from": None}), None, id="they paused themselves"),
        pytest.param(0, away(**{"from": NOON - SECOND}), None, id="they were away before"),
        pytest.param(0, away(route_id=MAIN), "away", id="away from its route"),
        pytest.param(0, away(route_id=NIGHT), None, id="away from another route"),
        pytest.param(0, away(until=END), None, id="back at the deadline"),
    ],
)
def test_a_miss_that_is_nobodys_fault_is_withdrawn_and_credited(late, members, excused):
    decision = expire(offered(turn_of=ANN), OFFER, ZONE, END + late * SECOND, members=members)
    assert decision.lead.tried == (ANN,)
    assert decision.lead.history[-1].detail.get("excused") == excused
    counted = {name: n for row in decision.counters for name, n in row.counts.items()}
    assert counted == ({"withdrawn": 1, "credited": 1} if excused else {"expired": 1})
    change = WorkloadChange(ANN, open_offers=-1, owed={MAIN: 1}) if excused else WorkloadChange(ANN, open_offers=-1,
                                                                                             missed=1)  # fmt: skip
    assert decision.workload_changes == (change,)


@pytest.mark.parametrize("late", [0, 1, 86_400])
@pytest.mark.parametrize(
    "lead", [make.lead(), owned(), pooled(), closed, offered(BOB).model_copy(update={"version": 9})],
    ids=["unrouted", "owned", "pooled", "closed", "offered"],
)  # fmt: skip
def test_a_late_or_foreign_clock_changes_nothing(lead, late):
    decision = expire(lead, OTHER, ZONE, END + late * SECOND)
    assert not decision.changed
    assert decision.lead is lead


def test_an_early_clock_is_refused_as_too_early():
    with pytest.raises(TooEarly):
        expire(offered(), OFFER, ZONE, END - SECOND)


def test_a_clock_that_fires_twice_ends_one_offer():
    after = expire(offered(), OFFER, ZONE, END).lead
    assert not expire(after, OFFER, ZONE, END).changed


@pytest.mark.parametrize("agents", [(ANN, BOB), (ANN,)], ids=["several", "one left"])
def test_an_expired_jump_ball_counts_for_no_agent(agents):
    decision = expire(offered(offer=make.offer(*agents, together=True)), OFFER, ZONE, END)
    assert decision.workload_changes == ()
    assert (decision.counters[0].agent_id, decision.counters[0].counts) == (None, {"expired": 1})
    assert decision.lead.tried == agents


def test_a_jump_ball_that_ends_late_or_while_one_is_away_is_nobodys_miss_and_credits_nothing():
    """Source: docs/rules.md, "Claiming" 9, "Supervision" 2."""
    ball = offered(offer=make.offer(ANN, BOB, together=True))
    decision = expire(ball, OFFER, ZONE, END + 301 * SECOND, members=away())
    assert "excused" not in decision.lead.history[-1].detail
    assert [dict(row.counts) for row in decision.counters] == [{"expired": 1}]


@pytest.mark.parametrize(
    ("lead", "now", "kind"),
    [
        pytest.param(offered(), END + 9 * SECOND, None, id="the clock has its chance first"),
        pytest.param(offered(), END + 10 * SECOND, "expired", id="a lost clock is made good after 10 s"),
        pytest.param(make.lead(), NOON + 29 * SECOND, None, id="routing has its chance first"),
        pytest.param(owned(), END + 999 * SECOND, None, id="an owned lead is left alone"),
        pytest.param(OWES, END + 9 * SECOND, None, id="a response's clock has its chance first"),
        pytest.param(OWES, END + 10 * SECOND, "response_missed", id="a lost one is made good"),
        pytest.param(HELD, END + 9 * SECOND, None, id="the clock of held leads has its chance first"),
        pytest.param(HELD, END + 10 * SECOND, "sent", id="a lost one is made good too"),
        pytest.param(pooled(), END + 999 * SECOND, None, id="a pooled lead is left alone"),
    ],
)
def test_the_sweep_waits_before_it_repairs(lead, now, kind):
    decision = sweep(lead, ZONE, now)
    assert decision.changed is (kind is not None)
    assert kind is None or (decision.lead.history[-1].kind, decision.lead.history[-1].by) == (kind, "sweep")


def test_the_sweep_excuses_a_miss_as_the_clock_does():
    """Source: docs/rules.md, "Claiming" 9."""
    swept = sweep(offered(), ZONE, END + 10 * SECOND, members=away())
    assert swept.lead.history[-1].detail.get("excused") == "away"
    assert not sweep(offered(), ZONE, END + 10 * SECOND).lead.history[-1].detail.get("excused")


def test_routing_is_given_twice_as_long_after_each_attempt_and_sixteen_minutes_in_all():
    lead, when = make.lead(todo=None), []
    for second in range(1, 961):
        decision = sweep(lead, ZONE, NOON + second * SECOND)
        if decision.changed:
            when.append(second)
            lead = decision.lead
    assert when == [30, 60, 120, 240, 480, 960]
    assert (lead.state, lead.reason, lead.history[-1].by) == ("pooled", "routing_failed", "sweep")


def test_a_lead_forgotten_by_routing_is_sent_again_and_finally_pooled():
    lead, now, sent = make.lead(todo=None), NOON, 0
    while lead.state == "unrouted":
        now += 60 * SECOND
        decision = sweep(lead, ZONE, now)
        lead = decision.lead.model_copy(update={"todo": decision.lead.todo})
        sent += decision.changed and lead.todo == "route"
        assert now <= NOON + 960 * SECOND
    assert sent == ATTEMPTS
    assert (lead.state, lead.reason) == ("pooled", "routing_failed")
