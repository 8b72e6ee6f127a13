"""Does everything that ends an offer or wins a lead count once, and for the right member?"""

from datetime import timedelta

import pytest

from shared.domain.lead_records.counters import TAKEN, count_lost_jump_ball, merge_counters
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.leads.close import close
from shared.domain.leads.merge import merge
from shared.domain.planning.remove_member import take_lead_away
from shared.domain.routing.expire import expire
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, END, MAIN, NOON, OFFER, SECOND, WEB

PLAN = make.plan()
SETTINGS, ZONE = PLAN.settings, PLAN.settings.zone
ME, MANAGER = make.member(ANN), make.member(BOSS, role="manager")
ALONE, BALL = make.offered(ANN), make.offered(ANN, BOB, CAT)
LATER = NOON + 60 * SECOND
GIVEN = {"now": NOON, "audit_id": "audit_1"}


def claimed(lead):
    workload = make.workloads(ANN)[ANN]
    return claim(lead, ME, PLAN, LATER, workload=workload, response_id=make.RESPONSE)


def merged(lead):
    into = make.owned(BOB, lead_id=make.id_of("lead", "other"))
    return merge(lead, into, (), MANAGER, SETTINGS, **GIVEN, response_id=make.RESPONSE).decision


def left(lead):
    return take_lead_away(lead, ME, "pool", SETTINGS, NOON, BOSS)


def row(agent_id, route_id, **counts):
    return {(agent_id or "-", route_id or "-"): counts}


CLAIMED = dict.fromkeys(("claimed", "in_time", "in_time_working", "t42", "tw42"), 1)
CASES = [
    pytest.param(lambda: claimed(ALONE), row(ANN, MAIN, **CLAIMED), id="claimed"),
    pytest.param(
        lambda: claimed(BALL),
        row(ANN, MAIN, **CLAIMED)
        | row(None, MAIN, **{TAKEN + BOB: 1, TAKEN + CAT: 1}),
        id="a jump ball claimed: taken of the others, in one row",
    ),
    pytest.param(lambda: pass_offer(BALL, ME, SETTINGS, NOON), row(ANN, MAIN, passed=1), id="a jump ball passed"),
    pytest.param(lambda: expire(ALONE, OFFER, ZONE, END), row(ANN, MAIN, expired=1), id="expired"),
    pytest.param(lambda: expire(BALL, OFFER, ZONE, END), row(None, MAIN, expired=1), id="a jump ball expired"),
    pytest.param(
        lambda: assign(ALONE, make.member(BOB), MANAGER, SETTINGS, **GIVEN),
        row(ANN, MAIN, withdrawn=1) | row(BOB, None, hand_assigned=1),
        id="assigned while offered",
    ),
    pytest.param(
        lambda: assign(ALONE, ME, MANAGER, SETTINGS, **GIVEN),
        row(ANN, MAIN, withdrawn=1) | row(ANN, None, hand_assigned=1),
        id="assigned to whom it is offered",
    ),
    pytest.param(lambda: release(ALONE, MANAGER, SETTINGS, **GIVEN), row(ANN, MAIN, withdrawn=1), id="released"),
    pytest.param(lambda: release(make.owned(ANN), MANAGER, SETTINGS, **GIVEN), {}, id="released by its owner's loss"),
    pytest.param(
        lambda: close(BALL, "lost", MANAGER, SETTINGS, **GIVEN), row(None, MAIN, withdrawn=1), id="closed while offered"
    ),
    pytest.param(
        lambda: close(make.received(ANN), "won", ME, SETTINGS, **GIVEN),
        row(ANN, MAIN, won=1),
        id="won, through a route",
    ),
    pytest.param(lambda: close(make.owned(ANN), "won", ME, SETTINGS, **GIVEN), row(ANN, None, won=1), id="won"),
    pytest.param(lambda: close(make.received(ANN), "lost", ME, SETTINGS, **GIVEN), {}, id="lost"),
    pytest.param(
        lambda: close(make.lead(state="closed", owner=ANN, outcome="won", todo=None), "won", ME, SETTINGS, **GIVEN),
        {},
        id="won again",
    ),
    pytest.param(lambda: merged(ALONE), row(ANN, MAIN, withdrawn=1) | row(None, None, merged=1), id="merged"),
    pytest.param(lambda: left(ALONE), row(ANN, MAIN, withdrawn=1), id="its agent removed"),
    pytest.param(lambda: left(BALL), {}, id="one of a jump ball's agents removed"),
    pytest.param(
        lambda: left(make.offered(ANN, offer=make.offer(ANN, together=True))), row(None, MAIN, withdrawn=1),
        id="the last of a jump ball's agents removed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("decide", "counted"), CASES)
def test_each_event_is_counted_once_and_for_the_right_member(decide, counted):
    tallies = decide().counters
    assert {tally.row[1:3]: dict(tally.counts) for tally in tallies} == counted
    assert len(merge_counters(tallies)) == len(tallies), "a transaction touches a row once"
    assert {tally.source_id for tally in tallies} <= {WEB}


def test_a_jump_ball_of_a_hundred_agents_counts_its_losers_in_one_row():
    others = [make.id_of("agent", f"{n}") for n in range(99)]
    [row] = count_lost_jump_ball(others, NOON, ZONE, route_id=MAIN, source_id=WEB)
    assert row.counts == dict.fromkeys([TAKEN + other for other in others], 1)
    assert count_lost_jump_ball((), NOON, ZONE, route_id=MAIN, source_id=WEB) == ()


def test_events_around_midnight_count_on_the_teams_local_day():
    days = [expire(ALONE, OFFER, ZONE, END + timedelta(hours=hour)).counters[0].day for hour in (10, 11)]
    assert days == ["2026-01-05", "2026-01-06"]  # it is 23:05 and 00:05 in Madrid
