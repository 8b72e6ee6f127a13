"""Do pauses keep a member away exactly as long as they say, and does each side end only its own?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel import limits
from shared.domain.kernel.errors import ChangedByOther, Invalid, Missing
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.pauses import PauseDraft, lift_pause, set_pause
from shared.domain.routing.eligible import find_absence
from tests import make
from tests.make import ANN, BOSS, CHIEF, DAN, MAIN, NIGHT, NOON, SECOND, id_of

HOUR = timedelta(hours=1)
ROUTES = [make.route(), make.route(NIGHT, agents=(ANN,), title="Night")]
SIDES = ("own", "team")


def stamp(at=NOON, by=BOSS):
    return ChangeContext(by=by, at=at, audit_id=id_of("audit", "audit"))


def team(*pauses, **change):
    chief = make.member(CHIEF, role="rainmaker")
    return make.plan(ROUTES, [make.member(pauses=pauses, **change), make.member(DAN), chief])


def pause(side="team", **change):
    return Pause(**{"side": side, "by": BOSS, "at": NOON, **change})


def put(plan, side="team", at=NOON, **draft):
    return set_pause(plan, ANN, side, PauseDraft(**draft), stamp(at))


def test_a_pause_keeps_its_side_author_time_and_reason():
    change = put(team(), start=NOON + HOUR, until=NOON + 2 * HOUR, reason=" Curso ", route_id=MAIN)
    [kept] = change.put[0].pauses
    assert kept == Pause(side="team", route_id=MAIN, start=NOON + HOUR, until=NOON + 2 * HOUR, reason="Curso",
                         by=BOSS, at=NOON)  # fmt: skip
    assert (change.audit.what, change.audit.by, change.audit.before) == ("member.paused", BOSS, {"pauses": []})
    assert change.audit.after["pauses"][0]["reason"] == "Curso"


def test_a_pause_replaces_only_the_pause_of_the_same_side_and_place():
    theirs, here = pause("own"), pause(route_id=MAIN)
    plan = team(theirs, pause(reason="was"), here)
    [first, second, new] = put(plan, reason="is").put[0].pauses
    assert (first, second) == (theirs, here)
    assert (new.side, new.route_id, new.reason) == ("team", None, "is")


def test_setting_the_same_pause_again_changes_nothing():
    plan = put(team(), reason="x").on(team())
    again = put(plan, at=NOON + HOUR, reason="x")
    assert again.audit is None
    assert again.put == ()


def test_expired_pauses_are_dropped_when_the_list_is_written():
    over, lasting = pause("own", until=NOON), pause("own", route_id=MAIN, until=NOON + HOUR)
    assert put(team(over, lasting)).put[0].pauses[:-1] == (lasting,)
    assert lift_pause(team(over, lasting, pause()), ANN, "team", None, stamp()).put[0].pauses == (lasting,)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        pytest.param({"start": NOON + HOUR, "until": NOON + HOUR}, "until", id="ends where it begins"),
        pytest.param({"start": NOON + HOUR, "until": NOON + SECOND}, "until", id="ends before it begins"),
        pytest.param({"until": NOON}, "until", id="over now"),
        pytest.param({"start": NOON - 2 * HOUR, "until": NOON - HOUR}, "until", id="long over"),
        pytest.param({"route_id": id_of("route", "no")}, "route_id", id="no such route"),
        pytest.param({"route_id": "main"}, "route_id", id="no id of a route"),
    ],
)
@pytest.mark.parametrize("side", SIDES)
def test_an_invalid_pause_is_refused_by_its_field(draft, field, side):
    with pytest.raises(Invalid) as refused:
        put(team(), side, **draft)
    assert refused.value.mistakes[0].loc == ("body", field)


def test_agents_pause_themselves_only_on_routes_they_may_know():
    plan = team()
    with pytest.raises(Invalid):
        set_pause(plan, DAN, "own", PauseDraft(route_id=MAIN), stamp())
    assert set_pause(plan, DAN, "team", PauseDraft(route_id=MAIN), stamp()).audit


def test_the_number_of_pauses_of_a_member_is_limited():
    """A member with more than the record allows would make the whole plan unreadable."""
    many = tuple(pause(route_id=id_of("route", f"r{n}")) for n in range(limits.PAUSES.most))
    with pytest.raises(Invalid):
        put(team(*many))
    replaced = put(team(pause(), *many[1:]), reason="another").put[0]
    assert len(replaced.pauses) == limits.PAUSES.most


def test_ending_pauses_without_a_route_ends_all_of_the_side_and_with_one_only_that():
    mine, everywhere, here, there = pause("own"), pause(), pause(route_id=MAIN), pause(route_id=NIGHT)
    plan = team(mine, everywhere, here, there)
    assert lift_pause(plan, ANN, "team", MAIN, stamp()).put[0].pauses == (mine, everywhere, there)
    change = lift_pause(plan, ANN, "team", None, stamp())
    assert change.put[0].pauses == (mine,)
    assert change.audit.what == "member.unpaused"


@pytest.mark.parametrize("pauses", [(), (pause("own"),), (pause(until=NOON),)], ids=["none", "the other's", "over"])
def test_ending_missing_pauses_changes_nothing(pauses):
    assert lift_pause(team(*pauses), ANN, "team", None, stamp()).audit is None
    assert lift_pause(team(*pauses, pause(route_id=NIGHT)), ANN, "team", MAIN, stamp()).audit is None


def test_ending_ones_own_pauses_resets_missed_offers_too():
    workload = Workload(agent_id=ANN, missed=3, version=4)
    plan = team(pause("own"))
    member, back = lift_pause(plan, ANN, "own", None, stamp(), workload=workload).put
    assert (member.pauses, back) == ((), workload.with_missed_reset())
    only_missed = lift_pause(team(), ANN, "own", None, stamp(), workload=workload)
    assert only_missed.put == (workload.with_missed_reset(),)
    assert (only_missed.audit.before, only_missed.audit.after) == ({"missed": 3}, {"missed": 0})
    assert lift_pause(team(), ANN, "own", None, stamp(), workload=workload.with_missed_reset()).audit is None


def test_removed_or_unknown_members_cannot_be_paused():
    for plan, who in ((team(status="removed"), ANN), (team(), id_of("agent", "no"))):
        with pytest.raises(Missing):
            set_pause(plan, who, "team", PauseDraft(), stamp())
        with pytest.raises(Missing):
            lift_pause(plan, who, "team", None, stamp())


def test_a_pause_with_an_outdated_version_is_refused():
    with pytest.raises(ChangedByOther):
        set_pause(team(), ANN, "team", PauseDraft(), stamp(), version=9)
    with pytest.raises(ChangedByOther):
        lift_pause(team(pause()), ANN, "team", None, stamp(), version=9)


moments = st.integers(0, 12).map(lambda n: NOON + n * HOUR)
places = st.sampled_from([None, MAIN, NIGHT])
steps = st.lists(
    st.tuples(st.sampled_from(SIDES), places, st.booleans(), st.none() | moments, st.none() | moments), max_size=8
)


@given(steps, moments, st.sampled_from([MAIN, NIGHT]))
def test_a_member_is_away_exactly_when_a_side_says_so(steps, when, route):
    """The oracle keeps each side's latest pause of each place, and checks the instant only."""
    plan, words = team(), {}
    for number, (side, place, sets, start, until) in enumerate(steps):
        at = NOON + number * HOUR / 2
        if not sets:
            plan = lift_pause(plan, ANN, side, place, stamp(at)).on(plan)
            gone = [key for key in words if key[0] == side and place in (None, key[1])]
            words = {key: word for key, word in words.items() if key not in gone}
            continue
        try:
            plan = put(plan, side, at, start=start, until=until, route_id=place).on(plan)
        except Invalid:
            assert until is not None
            assert until <= max(at, start or at)
        else:
            words[side, place] = (start, until)
    end = max(when, NOON + len(steps) * HOUR / 2)
    says = {
        side
        for (side, place), (start, until) in words.items()
        if place in (None, route) and (start is None or start <= end) and (until is None or end < until)
    }
    found = find_absence(plan.members[ANN], Workload(agent_id=ANN, active=True), route, end, plan.settings.zone)
    assert found in ({f"paused_{side}" for side in says} or {None})


@given(steps)
def test_each_side_ends_only_its_own_pauses(steps):
    plan = team()
    for number, (side, place, sets, start, until) in enumerate(steps):
        at, other = NOON + number * HOUR / 2, SIDES[1 - SIDES.index(side)]
        before = [one for one in plan.members[ANN].pauses if one.side == other and not one.is_over(at)]
        try:
            plan = (
                put(plan, side, at, start=start, until=until, route_id=place)
                if sets
                else lift_pause(plan, ANN, side, place, stamp(at))
            ).on(plan)
        except Invalid:
            continue
        assert [one for one in plan.members[ANN].pauses if one.side == other and not one.is_over(at)] == before
