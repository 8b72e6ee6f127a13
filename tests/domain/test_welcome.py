"""When does a member begin to receive, and what keeps them from it?"""

import pytest

from shared.domain.errors import Forbidden
from shared.domain.load import Load
from shared.domain.receive import obstacles
from shared.domain.welcome import welcome
from tests import make
from tests.make import ANN, BOB, NOON, id_of

AUDIT = id_of("audit", "audit")


def test_a_first_sign_in_makes_the_member_active_in_plan_and_counts():
    invited, load = make.member(status="invited", version=3), Load(agent_id=ANN, version=2)
    welcomed = welcome(invited, load, NOON, audit_id=AUDIT)
    assert welcomed.member == invited.model_copy(update={"status": "active"})
    assert welcomed.load == load.model_copy(update={"active": True})
    assert (welcomed.audit.by, welcomed.audit.before, welcomed.audit.after) == (
        ANN,
        {"status": "invited"},
        {"status": "active"},
    )


@pytest.mark.parametrize("status", ["active", "removed"])
def test_nobody_else_is_welcomed(status):
    with pytest.raises(Forbidden):
        welcome(make.member(status=status), Load(agent_id=ANN), NOON, audit_id=AUDIT)


@pytest.mark.parametrize(
    ("me", "routes", "found"),
    [
        pytest.param(make.member(), [make.route()], (), id="active and on an active route"),
        pytest.param(make.member(), [make.route(status="paused")], ("on_no_active_route",), id="on a paused route"),
        pytest.param(make.member(), [make.route(agents=(BOB,))], ("on_no_active_route",), id="on no route"),
        pytest.param(make.member(status="invited"), [make.route()], ("not_active",), id="invited"),
        pytest.param(make.member(status="removed"), [], ("not_active", "on_no_active_route"), id="removed"),
    ],
)
def test_obstacles_are_told_each_by_its_code(me, routes, found):
    assert obstacles(me, make.plan(routes)) == found
