"""Are a route's shifts checked, kept, and freed of who leaves?"""

from datetime import timedelta
from itertools import count

import pytest

from shared.domain.kernel import limits
from shared.domain.kernel.errors import AgentUnknown, ChangedByOther, Invalid, Missing
from shared.domain.plan_records.rota import KEPT_FOR
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.change_rota import MAX_BYTES, RotaDraft, replace_rota
from shared.domain.planning.change_route import RouteDraft, delete_route, replace_route
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.remove_member import remove_member
from tests import make
from tests.make import ANN, BOB, CAT, CHIEF, DAN, EVE, MAIN, NIGHT, NOON, id_of

STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "audit"))
SUNDAY = {"from": "2026-01-11T11:00", "to": "2026-01-11T14:00", "agent_ids": [ANN, BOB], "title": "Open house"}
GONE = make.member(EVE, status="removed", removed_at=NOON, leads_to="route")


def no_holidays(_holidays, _year):
    return {}


def change(plan, *shifts, version=None, stamp=STAMP, **draft):
    ids = (id_of("shift", f"n{number}") for number in count())
    asked = RotaDraft.model_validate({"shifts": shifts, **draft})
    return replace_rota(plan, MAIN, asked, version, stamp, lambda: next(ids))


def with_two():
    """Return a plan in which Ann is alone on a shift, and with Bob on another."""
    alone = make.shift("alone", (ANN,), start="2026-01-12T09:00", to="2026-01-12T10:00")
    return make.with_rotas(make.plan(), make.rota(make.shift("both", (ANN, BOB)), alone, version=1))


def shifts(plan):
    return {shift.shift_id: shift.agent_ids for shift in plan.rotas[MAIN].shifts}


def test_a_rota_is_stored_with_new_ids_in_order_of_time():
    later = {**SUNDAY, "from": "2026-01-18T11:00", "to": "2026-01-18T14:00", "title": None}
    made = change(make.plan(), later, SUNDAY, rota_only=True)
    rota = made.on(make.plan()).rotas[MAIN]
    assert [(shift.start[:10], shift.title) for shift in rota.shifts] == [
        ("2026-01-11", "Open house"), ("2026-01-18", None),
    ]  # fmt: skip
    assert rota.rota_only
    assert (made.audit.what, made.audit.subject) == ("rota.changed", MAIN)


def test_a_shift_sent_back_with_its_id_keeps_it_and_nothing_changed_writes_nothing():
    plan = with_two()
    same = [shift.model_dump(by_alias=True) for shift in plan.rotas[MAIN].shifts]
    assert change(plan, *same).audit is None
    longer = {**same[0], "to": "2026-01-05T15:00"}
    after = change(plan, longer, {**SUNDAY, "shift_id": id_of("shift", "other")}).on(plan)
    assert set(shifts(after)) == {id_of("shift", "both"), id_of("shift", "n0")}


REFUSED = [
    pytest.param({"agent_ids": [ANN, EVE]}, AgentUnknown, ("agent_ids", 1), "agent_unknown", id="a removed member"),
    pytest.param({"agent_ids": ["agent_no"]}, AgentUnknown, ("agent_ids", 0), "agent_unknown", id="nobody"),
    pytest.param({"agent_ids": [DAN]}, Invalid, ("agent_ids", 0), "agent_not_on_route", id="not on the route"),
    pytest.param({"agent_ids": [ANN, ANN]}, Invalid, ("agent_ids", 1), "agent_twice", id="twice"),
    pytest.param({"to": "2026-01-11T11:00"}, Invalid, ("to",), "to_before_from", id="no length"),
    pytest.param({"to": "2026-01-18T11:01"}, Invalid, ("to",), "shift_too_long", id="over a week"),
    pytest.param({"from": "2026-02-30T11:00"}, Invalid, ("from",), "date_out_of_years", id="no such day"),
    pytest.param({"from": "2026-01-04T11:00", "to": "2026-01-04T14:00"}, Invalid, ("to",), "shift_past", id="past"),
    pytest.param(
        {"repeat": {"until": "2026-01-10"}}, Invalid, ("repeat", "until"), "range_backwards", id="ends before it begins"
    ),
    pytest.param(
        {"from": "2025-01-05T11:00", "to": "2025-01-05T14:00", "repeat": {"until": "2025-12-31"}}, Invalid, ("to",),
        "shift_past", id="the last of all is past",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "refusal", "where", "reason"), REFUSED)
def test_a_shift_that_makes_no_sense_is_refused_by_its_field(wrong, refusal, where, reason):
    """Source: docs/rules.md, "Rotas" 3."""
    plan = make.plan(members=[*(make.member(a) for a in (ANN, BOB, CAT, DAN)), GONE])
    with pytest.raises(refusal) as caught:
        change(plan, SUNDAY, {**SUNDAY, **wrong})
    [mistake] = caught.value.mistakes
    assert (mistake.loc, mistake.reason) == (("body", "shifts", 1, *where), reason)


def test_an_unknown_route_and_an_old_version_are_refused():
    with pytest.raises(Missing):
        replace_rota(make.plan(), NIGHT, RotaDraft(), None, STAMP, lambda: id_of("shift", "no"))
    with pytest.raises(ChangedByOther):
        change(with_two(), SUNDAY, version=0)
    assert change(make.plan(), SUNDAY, version=0).audit is not None


def test_there_are_at_most_so_many_shifts_and_so_many_bytes():
    most = limits.SHIFTS.most
    assert change(make.plan(), *[SUNDAY] * most).audit is not None
    with pytest.raises(Invalid, match=str(most)):
        change(make.plan(), *[SUNDAY] * (most + 1))
    agents = [id_of("agent", f"a{n}") for n in range(20)]
    plan = make.plan([make.route(agents=agents)], [make.member(agent_id) for agent_id in agents])
    many = {**SUNDAY, "agent_ids": agents}
    with pytest.raises(Invalid) as caught:
        change(plan, *[many] * (MAX_BYTES // 850))
    assert caught.value.mistakes[0].reason == "rota_too_long"


def test_a_shift_long_over_goes_with_the_next_change_and_a_recent_one_stays():
    plan, day = with_two(), timedelta(days=1)
    same = [shift.model_dump(by_alias=True) for shift in plan.rotas[MAIN].shifts]
    over = NOON + timedelta(hours=1)  # the one with both ends then
    for at, left in ((over + KEPT_FOR - day, 2), (over + KEPT_FOR, 1)):
        stamp = ChangeContext(by=CHIEF, at=at, audit_id=STAMP.audit_id)
        assert len(change(plan, *same, stamp=stamp, rota_only=True).on(plan).rotas[MAIN].shifts) == left


def test_who_leaves_the_route_leaves_its_shifts():
    """A shift that would have nobody left goes. Source: docs/rules.md, "Rotas" 3."""
    seats = [{"agent_id": BOB}, {"agent_id": CAT}]
    draft = RouteDraft(title="Main", rule="round_robin", claim_seconds=300, agents=seats)
    after = replace_route(with_two(), MAIN, draft, None, STAMP, no_holidays).on(with_two())
    assert shifts(after) == {id_of("shift", "both"): (BOB,)}


def test_who_leaves_the_team_leaves_all_shifts_and_the_audit_says_which():
    removed = remove_member(with_two(), ANN, None, Workload(agent_id=ANN, active=True), None, STAMP)
    assert shifts(removed.on(with_two())) == {id_of("shift", "both"): (BOB,)}
    listed = [id_of("shift", "both"), id_of("shift", "alone")]
    assert removed.audit.before["places"][f"rota of {MAIN}"] == {"shifts": listed}


def test_a_deleted_route_takes_its_rota_along():
    plan = with_two()
    assert delete_route(plan, MAIN, None, STAMP).on(plan).rotas == {}
