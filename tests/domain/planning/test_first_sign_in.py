"""When does a member begin to receive leads?"""

import pytest

from shared.domain.kernel.errors import Forbidden
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.first_sign_in import first_sign_in
from tests import make
from tests.make import ANN, NOON, id_of

AUDIT = id_of("audit", "audit")


def test_a_first_sign_in_activates_the_member_in_plan_and_counts():
    invited, load = make.member(status="invited", version=3), Workload(agent_id=ANN, version=2)
    welcomed = first_sign_in(invited, load, NOON, audit_id=AUDIT)
    assert welcomed.member == invited.model_copy(update={"status": "active", "active_since": NOON})
    assert welcomed.workload == load.model_copy(update={"active": True})
    assert (welcomed.audit.by, welcomed.audit.before, welcomed.audit.after) == (
        ANN,
        {"status": "invited"},
        {"status": "active"},
    )


@pytest.mark.parametrize("status", ["active", "removed"])
def test_other_statuses_are_not_activated(status):
    with pytest.raises(Forbidden):
        first_sign_in(make.member(status=status), Workload(agent_id=ANN), NOON, audit_id=AUDIT)
