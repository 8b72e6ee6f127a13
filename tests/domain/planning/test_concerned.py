"""Does a change of the plan concern just the waiting leads that it may move?"""

import pytest

from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.member import Absence, Limits
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import SCHEDULE, ResponseRule
from shared.domain.plan_records.settings import Logo
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import Change, ChangeContext, audit
from shared.domain.planning.concerned import concerned
from tests import make
from tests.make import ANN, BOB, CHIEF, MAIN, NIGHT, NOON, SECOND

CONTEXT = ChangeContext(by=CHIEF, at=NOON, audit_id="audit_1")
NOTHING, HELD, OWED, BOTH = frozenset(), {"held"}, {"owed"}, {"held", "owed"}


def edited(record, *others, **fields):
    after = record.model_copy(update=fields)
    return Change("it", put=(after, *others), audit=audit("it.changed", "it", CONTEXT, record, after))


MORNING = Window(days=("mon",), **{"from": "08:00", "to": "14:00"})
SPECIAL = make.route(
    activation=Activation(start="2026-01-05", to="2026-01-07"), response=ResponseRule(within_seconds=60)
)
BY_SCHEDULE = {"status": "paused", "switched_by": SCHEDULE}
ROUTE, MEMBER, SETTINGS, ROTA = make.route(), make.member(), make.settings(), make.rota(make.shift())
AWAY = Absence(absence_id=make.id_of("absence", "1"), side="own", start=NOON, until=NOON + SECOND, by=ANN, at=NOON)


@pytest.mark.parametrize(
    ("change", "whom"),
    [
        pytest.param(edited(ROUTE, title="Other"), NOTHING, id="a title"),
        pytest.param(edited(ROUTE, claim_seconds=5), NOTHING, id="the time to claim: open offers keep theirs"),
        pytest.param(edited(ROUTE, agents=make.route(agents=(BOB,)).agents), HELD, id="agents of a route"),
        pytest.param(edited(ROUTE, status="paused", switched_at=NOON), HELD, id="a route switched"),
        pytest.param(edited(ROUTE, next_on=NOON), HELD, id="a special route's schedule"),
        pytest.param(edited(ROUTE, response=ResponseRule(within_seconds=60)), OWED, id="a response rule"),
        pytest.param(edited(ROUTE, rule="random", response=ResponseRule(within_seconds=60)), BOTH, id="both"),
        pytest.param(edited(MEMBER, phone="+34600112233", language="en"), NOTHING, id="a member's profile"),
        pytest.param(edited(MEMBER, limits=Limits(open=5)), HELD, id="a member's limits"),
        pytest.param(edited(MEMBER, hours=(MORNING,)), HELD, id="a member's hours"),
        pytest.param(edited(MEMBER, time_zone="Atlantic/Canary"), HELD, id="what their hours are in"),
        pytest.param(edited(MEMBER, absences=(AWAY,)), HELD, id="an absence made, ended or changed"),
        pytest.param(edited(MEMBER, status="active"), HELD, id="a first sign-in"),
        pytest.param(edited(ROTA, shifts=()), HELD, id="a shift"),
        pytest.param(edited(ROTA, rota_only=True), HELD, id="for shifts only"),
        pytest.param(Change("it", removed=(ROTA,), audit=edited(ROTA).audit), HELD, id="a rota deleted"),
        pytest.param(edited(SETTINGS, accent_color="#7a1f3d"), NOTHING, id="a colour"),
        pytest.param(edited(SETTINGS, Logo(image=""), logo="0" * 16), NOTHING, id="the logo"),
        pytest.param(edited(SETTINGS, hold_hours=8), HELD, id="how long leads are held"),
        pytest.param(edited(SETTINGS, working_hours=(MORNING,)), OWED, id="the working hours"),
        pytest.param(edited(SETTINGS, days_off=(NOON.date(),)), OWED, id="the holidays"),
        pytest.param(edited(SPECIAL, next_off=NOON), BOTH, id="the end of a special route, whose time counts"),
        pytest.param(edited(SPECIAL, status="paused", switched_by=CHIEF), BOTH, id="its end by hand"),
        pytest.param(edited(SPECIAL, **BY_SCHEDULE), HELD, id="its end by schedule, which was known"),
        pytest.param(edited(SETTINGS, time_zone="Asia/Tokyo"), BOTH, id="the time zone"),
        pytest.param(edited(SETTINGS, ROUTE, time_zone="Asia/Tokyo"), BOTH, id="with the routes that it moves"),
        pytest.param(edited(Order(route_ids=(MAIN,)), route_ids=(NIGHT, MAIN)), HELD, id="the order"),
        pytest.param(edited(MEMBER, Workload(agent_id=ANN), status="removed"), HELD, id="a member removed"),
        pytest.param(edited(make.source(), status="archived"), NOTHING, id="a source"),
        pytest.param(Change("it", removed=(ROUTE,), audit=edited(ROUTE).audit), HELD, id="a route deleted"),
        pytest.param(edited(ROUTE), HELD, id="a change whose audit names no field"),
        pytest.param(Change("it"), NOTHING, id="no change"),
    ],
)
def test_a_change_concerns_the_leads_that_it_may_move(change, whom):
    assert concerned(change) == whom
