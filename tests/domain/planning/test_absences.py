"""Are absences planned one by one, does each side change only its own, and does who covers look after the leads?"""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.domain import access
from shared.domain.kernel.errors import AgentUnknown, Invalid, Missing
from shared.domain.plan_records.member import Absence
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.absences import (
    AbsenceDraft,
    AbsencePatch,
    add_absence,
    change_absence,
    remove_absence,
    renew_covers,
    withdraw_for_absence,
)
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.pauses import PauseDraft, lift_pause, set_pause
from shared.domain.routing.eligible import find_absence
from tests import make
from tests.make import ANN, BOB, CHIEF, EVE, MAIN, NIGHT, NOON, SECOND, id_of

DAY = timedelta(days=1)
CHRISTMAS, AUGUST = id_of("absence", "christmas"), id_of("absence", "august")
ROUTES = [make.route(), make.route(NIGHT, agents=(ANN,), title="Night")]
SIDES = ("own", "team")


def stamp(at=NOON, by=ANN):
    return ChangeContext(by=by, at=at, audit_id=id_of("audit", "audit"))


def team(*absences, **change):
    chief = make.member(CHIEF, role="rainmaker")
    left = make.member(EVE, status="removed")
    return make.plan(ROUTES, [make.member(absences=absences, **change), make.member(BOB), chief, left])


def away(first, last, side="own", absence_id=CHRISTMAS, **change):
    given = {"absence_id": absence_id, "side": side, "from": NOON + first * DAY, "until": NOON + last * DAY, "by": ANN}
    return Absence(**{**given, "at": NOON, **change})


def add(plan, first, last, side="own", absence_id=AUGUST, at=NOON, **draft):
    wanted = AbsenceDraft(**{"from": NOON + first * DAY, "until": NOON + last * DAY, **draft})
    return add_absence(plan, ANN, side, wanted, absence_id, stamp(at))


def refused(act, *args, **given):
    with pytest.raises(Invalid) as refusal:
        act(*args, **given)
    (mistake,) = refusal.value.mistakes
    return mistake


def test_a_second_absence_leaves_the_first_as_it_is():
    christmas = away(20, 30)
    change = add(team(christmas), 200, 220, reason=" Vacaciones ", cover=BOB)
    first, second = change.put[0].absences
    assert first == christmas
    assert (second.absence_id, second.reason, second.cover, second.side) == (AUGUST, "Vacaciones", BOB, "own")
    assert (change.subject, change.audit.what) == (AUGUST, "member.absence_added")


def test_without_a_beginning_it_begins_now_and_an_end_is_needed():
    plan = team()
    wanted = AbsenceDraft(until=NOON + DAY)
    [absence] = add_absence(plan, ANN, "own", wanted, AUGUST, stamp()).put[0].absences
    assert absence.start == NOON
    with pytest.raises(ValidationError):
        AbsenceDraft(**{"from": NOON})


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        pytest.param(25, 35, "from", id="begins in the other"),
        pytest.param(15, 25, "until", id="ends in the other"),
        pytest.param(15, 35, "until", id="around the other"),
        pytest.param(22, 23, "from", id="within the other"),
    ],
)
def test_an_absence_that_overlaps_is_refused_with_the_field_and_the_other(first, last, field):
    mistake = refused(add, team(away(20, 30)), first, last)
    assert (mistake.loc, mistake.reason) == (("body", field), "absence_overlaps")
    assert mistake.params["absence_id"] == CHRISTMAS
    assert (mistake.params["since"], mistake.params["until"]) == ("2026-01-25T12:00:00Z", "2026-02-04T12:00:00Z")


@pytest.mark.parametrize("given", [{"side": "team"}, {"route_id": MAIN}])
def test_another_side_or_route_does_not_overlap(given):
    assert len(add(team(away(20, 30)), 25, 35, **given).put[0].absences) == 2


def test_absences_may_touch():
    assert len(add(team(away(20, 30)), 30, 35).put[0].absences) == 2


def test_the_same_again_changes_nothing_and_is_the_one_that_is_there():
    change = add(team(away(20, 30, reason="x")), 20, 30, reason="x", at=NOON + SECOND)
    assert (change.audit, change.subject) == (None, CHRISTMAS)


@pytest.mark.parametrize(
    ("draft", "field", "reason"),
    [
        pytest.param({"first": 3, "last": 2}, "until", "pause_backwards", id="backwards"),
        pytest.param({"first": -3, "last": -2}, "until", "pause_over", id="over"),
        pytest.param({"first": 1, "last": 2, "route_id": "route_1"}, "route_id", "route_unknown", id="no such route"),
        pytest.param({"first": 1, "last": 2, "cover": ANN}, "cover", "cover_is_absent", id="covered by oneself"),
    ],
)
def test_mistakes_name_their_field(draft, field, reason):
    mistake = refused(add, team(), **draft)
    assert (mistake.loc, mistake.reason) == (("body", field), reason)


@pytest.mark.parametrize("cover", [EVE, "nobody"])
def test_only_an_active_member_covers(cover):
    with pytest.raises(AgentUnknown):
        add(team(), 1, 2, cover=cover)


def test_a_change_changes_one_and_may_not_make_it_overlap():
    plan = team(away(20, 30, cover=BOB), away(40, 50, absence_id=AUGUST))
    patch = AbsencePatch(until=NOON + 35 * DAY, cover=None)
    first, second = change_absence(plan, ANN, "own", CHRISTMAS, patch, stamp()).put[0].absences
    assert (first.until, first.cover, first.start) == (NOON + 35 * DAY, None, NOON + 20 * DAY)
    assert second == away(40, 50, absence_id=AUGUST)
    mistake = refused(change_absence, plan, ANN, "own", CHRISTMAS, AbsencePatch(until=NOON + 45 * DAY), stamp())
    assert (mistake.loc, mistake.reason) == (("body", "until"), "absence_overlaps")
    with pytest.raises(ValidationError):
        AbsencePatch(until=None)


@pytest.mark.parametrize("side", SIDES)
def test_each_side_changes_and_removes_only_its_own(side):
    other = {"own": "team", "team": "own"}[side]
    plan = team(away(20, 30, side=side))
    for act in (lambda: remove_absence(plan, ANN, other, CHRISTMAS, stamp()),
                lambda: change_absence(plan, ANN, other, CHRISTMAS, AbsencePatch(reason="x"), stamp())):  # fmt: skip
        with pytest.raises(Missing):
            act()
    assert remove_absence(plan, ANN, side, CHRISTMAS, stamp()).put[0].absences == ()


def test_an_absence_keeps_leads_away_exactly_as_long_as_it_says():
    plan = team(away(1, 2), away(5, 6, side="team", absence_id=AUGUST))
    days = {day: find_absence(plan.members[ANN], Workload(agent_id=ANN), MAIN, NOON + day * DAY, plan.settings.zone)
            for day in (0, 1, 2, 5, 6)}  # fmt: skip
    assert days == {0: None, 1: "paused_own", 2: None, 5: "paused_team", 6: None}


def test_a_pause_by_hand_leaves_absences_and_being_back_ends_only_the_one_that_has_begun():
    begun, planned = away(-1, 3), away(20, 30, absence_id=AUGUST)
    plan = team(begun, planned, away(-1, 3, side="team", absence_id=id_of("absence", "theirs")))
    assert len(set_pause(plan, ANN, "own", PauseDraft(), stamp()).put[0].absences) == 3
    left = lift_pause(plan, ANN, "own", None, stamp()).put[0].absences
    assert [one.absence_id for one in left] == [AUGUST, id_of("absence", "theirs")]


# covers


def covering(at, *absences):
    """Return for whom Bob covers once the sweep has renewed the covers at this instant."""
    plan = team(*absences)
    return renew_covers(plan, stamp(at)).on(plan).members[BOB].covers_for


def test_a_cover_looks_after_the_leads_exactly_during_the_absence():
    absence = away(1, 2, cover=BOB)
    assert [covering(NOON + day * DAY, absence) for day in (0, 1, 2)] == [(), (ANN,), ()]
    plan = team(absence)
    now = renew_covers(plan, stamp(NOON + DAY)).on(plan)
    bob, settings = now.members[BOB], now.settings
    assert access.may_see(bob, make.owned(), settings)
    assert access.may_see_contact(bob, make.owned(), settings)
    assert access.may_see_exchange(bob, make.owned())
    assert not access.may_see(plan.members[BOB], make.owned(), settings)
    assert renew_covers(now, stamp(NOON + DAY)).audit is None


def test_an_absence_from_one_route_lets_nobody_else_see_leads():
    assert covering(NOON + DAY, away(1, 2, cover=BOB, route_id=MAIN)) == ()


def test_who_is_replaced_as_cover_or_whose_absence_ends_early_sees_nothing_more_at_once():
    plan = team(away(-1, 2, cover=BOB))
    plan = renew_covers(plan, stamp()).on(plan)
    ended = remove_absence(plan, ANN, "own", CHRISTMAS, stamp()).on(plan)
    assert ended.members[BOB].covers_for == ()
    changed = change_absence(plan, ANN, "own", CHRISTMAS, AbsencePatch(cover=CHIEF), stamp()).on(plan)
    assert (changed.members[BOB].covers_for, changed.members[CHIEF].covers_for) == ((), (ANN,))


# open offers


def test_an_offer_to_the_absent_member_alone_goes_on_as_no_miss_of_theirs():
    plan = team(away(0, 2, **{"from": NOON + SECOND}))
    lead = make.offered()
    decision = withdraw_for_absence(lead, plan.members[ANN], plan.settings, NOON + 2 * SECOND)
    after = decision.lead
    assert (after.state, after.offer, after.route_id, after.todo) == ("unrouted", None, lead.route_id, "route")
    assert after.history[-1].typed_detail.reason == "absent"
    [change] = decision.workload_changes
    assert (change.agent_id, change.open_offers, change.missed) == (ANN, -1, 0)
    [row] = decision.counters
    assert row.counts == {"withdrawn": 1}


@pytest.mark.parametrize(
    ("absence", "lead"),
    [
        pytest.param({"first": 1, "last": 2}, make.offered(), id="not begun"),
        pytest.param({"first": -2, "last": -1}, make.offered(), id="over"),
        pytest.param({"first": -2, "last": 2}, make.offered(), id="offered after it began"),
        pytest.param({"first": 0, "last": 2, "route_id": NIGHT}, make.offered(), id="from another route"),
        pytest.param({"first": 0, "last": 2}, make.owned(), id="owned"),
    ],
)
def test_other_leads_stay_as_they_are(absence, lead):
    member = team(away(**absence)).members[ANN]
    assert not withdraw_for_absence(lead, member, make.settings(), NOON + SECOND).changed


@given(spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12))
def test_absences_of_one_side_never_overlap(spans):
    plan = team()
    for number, (first, days) in enumerate(spans):
        try:
            change = add(plan, first, first + days, absence_id=id_of("absence", f"n{number}"), at=NOON - DAY)
        except Invalid:
            continue
        plan = change.on(plan)
    kept = plan.members[ANN].absences
    assert all(one.until <= other.start for one, other in pairwise(kept))
