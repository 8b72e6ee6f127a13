"""Does a held lead know when whom it waits for is back, and for whose workload it waits?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.member import Absence, Limits, Pause
from shared.domain.plan_records.route import ToAgent
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.hold import has_room
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, MAIN, NIGHT, NOON

HOUR = timedelta(hours=1)
TODAY, DAY, WEEK = (
    "2026-01-05",
    NOON + 11 * HOUR,
    "2026-W02",
)  # midnight in Madrid, and the week that began today, a Monday
ONE_A_DAY, TWO_OPEN = Limits(per_day=1), Limits(open=2)


def loads(*full, **counts):
    """Return the workloads of a small team; those of `full` have these counts."""
    has = {one: counts if one in full else {} for one in (ANN, BOB, BOSS)}
    return {one: Workload(agent_id=one, active=True, version=3, **some) for one, some in has.items()}


def held(*members, workloads, agents=(ANN,), lead=None):
    """Return a lead that came at noon, held for up to four days, and the turns it left."""
    plan = make.plan([make.route(agents=agents)], [*members, make.member(BOSS)], hold_hours=96)
    turns = Rotations({}, workloads)
    found = dispatch(lead or make.lead(), plan, turns, NOON, lambda kind: make.id_of(kind, "1"), lambda: 0.5)
    return found.lead, turns


@pytest.mark.parametrize(
    ("limits", "counts", "routes_at"),
    [
        pytest.param(ONE_A_DAY, {"received": {TODAY: 1}}, DAY, id="a day: until midnight of the team"),
        pytest.param(ONE_A_DAY, {"open_offers": 1}, None, id="a day, by an offer that may stay open"),
        pytest.param(Limits(per_week=1), {"received": {WEEK: 1}}, None, id="a week that ends after the hold"),
        pytest.param(TWO_OPEN, {"open_leads": 2}, None, id="open leads: nobody knows until when"),
        pytest.param(Limits(per_day=1, open=2), {"received": {TODAY: 1}, "open_leads": 2}, None, id="two limits"),
        pytest.param(Limits(per_day=0), {}, None, id="none at all"),
    ],
)
def test_a_lead_waits_for_the_end_of_a_limit_that_ends_by_itself(limits, counts, routes_at):
    lead, turns = held(make.member(ANN, limits=limits), workloads=loads(ANN, **counts))
    assert (lead.state, lead.reason, lead.routes_at) == ("pooled", "nobody_eligible", routes_at)
    assert turns.waited_for == {ANN}


def test_a_limit_and_a_pause_end_together():
    away = Pause(side="team", until=DAY + 9 * HOUR, by=BOSS, at=NOON)
    lead, _ = held(
        make.member(ANN, limits=ONE_A_DAY, pauses=(away,)), workloads=loads(ANN, received={TODAY: 1})
    )  # fmt: skip
    assert lead.routes_at == DAY + 9 * HOUR


def test_who_is_paused_until_they_say_that_they_are_back_is_not_waited_for_until_midnight():
    missing = make.member(ANN, limits=ONE_A_DAY, pause_after_missed=2)
    lead, turns = held(missing, workloads=loads(ANN, received={TODAY: 1}, missed=2))
    assert (lead.routes_at, turns.waited_for) == (None, {ANN})


def test_a_lead_waits_for_the_last_resort_too_whose_hours_do_not_count():
    until = NOON + 2 * HOUR
    absence = Absence(
        absence_id=make.id_of("absence", "1"), side="own", start=NOON - HOUR, until=until, by=BOSS, at=NOON
    )
    plan = make.plan(
        [make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=BOB))],
        [make.member(ANN, limits=Limits(open=0)), make.member(BOB, absences=(absence,))], hold_hours=4,
    )  # fmt: skip
    turns = Rotations({}, loads())
    lead = dispatch(make.lead(), plan, turns, NOON, lambda kind: make.id_of(kind, "1"), lambda: 0.5).lead
    assert (lead.state, lead.routes_at, turns.waited_for) == ("pooled", until, {ANN})
    due = lead.model_copy(update={"state": "unrouted", "reason": None})
    after = dispatch(due, plan, turns, until, lambda kind: make.id_of(kind, "1"), lambda: 0.5).lead
    assert (after.state, after.owner) == ("owned", BOB)


def test_nobody_is_waited_for_who_had_the_lead_or_by_a_team_that_holds_none():
    full = make.member(ANN, limits=TWO_OPEN)
    sent_back = make.lead(tried=(ANN,), returned_by=(ANN,))
    _, turns = held(full, make.member(BOB, limits=Limits(open=0)), agents=(ANN, BOB),
                    workloads=loads(ANN, open_leads=2), lead=sent_back)  # fmt: skip
    assert turns.waited_for == {BOB}
    plan = make.plan([make.route(agents=(ANN,))], [full])
    turns = Rotations({}, loads(ANN, open_leads=2))
    dispatch(make.lead(), plan, turns, NOON, lambda kind: make.id_of(kind, "1"), lambda: 0.5)
    assert turns.waited_for == set()


def test_who_a_route_assigns_to_and_the_last_resort_are_waited_for():
    routes = [
        make.route(NIGHT, (ANN,), rule="assign_to_agent"),
        make.route(MAIN, (BOB,), when_nobody=ToAgent(agent_id=BOSS)),
    ]
    members = [make.member(one, limits=Limits(open=2)) for one in (ANN, BOB, BOSS)]
    turns = Rotations({}, loads(ANN, BOB, BOSS, open_leads=2))
    dispatch(
        make.lead(), make.plan(routes, members, hold_hours=4), turns, NOON, lambda k: make.id_of(k, "1"), lambda: 0.5
    )
    assert turns.waited_for == {ANN, BOB, BOSS}


def test_who_is_filled_by_the_leads_before_is_marked_with_what_fills_them():
    plan = make.plan([make.route(agents=(ANN,))], [make.member(ANN, limits=ONE_A_DAY)], hold_hours=4)
    turns = Rotations({}, loads())
    for name in ("1", "2"):
        dispatch(make.lead(make.id_of("lead", name)), plan, turns, NOON, lambda k: make.id_of(k, "1"), lambda: 0.5)
    assert (turns.changed_workloads[ANN].waited_for, turns.marks()) == (True, ())


def test_a_mark_is_made_once():
    _, turns = held(make.member(ANN, limits=TWO_OPEN), workloads=loads(ANN, open_leads=2))
    [mark] = turns.marks()
    assert (mark.waited_for, mark.version) == (True, 3)
    turns.after_marks([mark])
    assert (turns.marks(), turns.workloads[ANN].version) == ((), 4)
    assert turns.workloads[BOB] == loads()[BOB]


@pytest.mark.parametrize(
    ("counts", "roomy"),
    [({"open_leads": 1}, True), ({"open_leads": 2}, False), ({"missed": 2}, False), ({"missed": 1}, True)],
)
def test_who_is_at_no_limit_and_has_not_missed_too_much_has_room(counts, roomy):
    plan = make.plan([make.route()], [make.member(ANN, limits=TWO_OPEN, pause_after_missed=2)])
    assert has_room(loads(ANN, **counts)[ANN], plan, NOON) == roomy


def test_a_day_ends_by_the_teams_clock_and_who_left_the_team_keeps_nothing_waiting():
    plan = make.plan([make.route()], [make.member(ANN, limits=ONE_A_DAY)])
    full = loads(ANN, received={TODAY: 1})
    assert [has_room(full[ANN], plan, at) for at in (DAY - HOUR / 2, DAY)] == [False, True]
    assert has_room(full[BOB], plan, NOON)


@pytest.mark.parametrize(
    ("on", "start", "to", "after"),
    [
        pytest.param(ANN, "14:00", "15:00", 1, id="its agent's own, on a route for shifts only"),
        pytest.param(BOB, "12:00", "16:00", 3, id="the end of another's"),
    ],
)
def test_a_lead_waits_for_shifts(on, start, to, after):
    one = make.shift(agent_ids=(on,), start=f"2026-01-05T{start}", to=f"2026-01-05T{to}")
    plan = make.plan([make.route(agents=(ANN,))], [make.member(ANN)], hold_hours=12)
    rota = make.rota(one, rota_only=on == ANN)
    turns = Rotations({}, loads())
    lead = dispatch(
        make.lead(), make.with_rotas(plan, rota), turns, NOON, lambda k: make.id_of(k, "1"), lambda: 0.5
    ).lead
    assert (lead.routes_at, turns.waited_for) == (NOON + after * HOUR, set())
