"""Is a second factor required after seven days, by what the pool says, and from nobody else?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.second_factor import GRACE, SecondFactor
from shared.domain.plan_records.session import Session
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.second_factors import confirm_second_factor, reset_second_factor, set_second_factor_mode
from tests import make
from tests.make import ANN, CHIEF, NOON, SECOND, id_of

STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "factor"))
DAY = timedelta(days=1)
REQUIRED = SecondFactor(mode="required", since=NOON)


@pytest.mark.parametrize(
    ("member", "team", "due"),
    [
        pytest.param({}, None, None, id="off"),
        pytest.param({}, SecondFactor(mode="optional", since=NOON), None, id="optional"),
        pytest.param({"created_at": NOON - DAY}, REQUIRED, NOON + GRACE, id="seven days from the requirement"),
        pytest.param({"active_since": NOON + DAY}, REQUIRED, NOON + DAY + GRACE, id="or from the first sign-in"),
        pytest.param({"created_at": NOON + DAY}, REQUIRED, NOON + DAY + GRACE, id="or from the invitation"),
        pytest.param({"second_factor_since": NOON}, REQUIRED, None, id="has one"),
    ],
)
def test_a_second_factor_is_due_seven_days_after_it_is_required(member, team, due):
    assert make.member(**member).second_factor_due(team) == due


def test_the_mode_follows_the_tenant_file_and_keeps_its_instant_while_it_stays():
    on = set_second_factor_mode(make.settings(), "required", STAMP)
    [settings] = on.put
    assert settings.second_factor == REQUIRED
    later = ChangeContext(by="bootstrap", at=NOON + DAY, audit_id=STAMP.audit_id)
    assert set_second_factor_mode(settings, "required", later).audit is None
    [off] = set_second_factor_mode(settings, "off", later).put
    assert off.second_factor is None
    assert set_second_factor_mode(off, "off", later).audit is None


def test_what_the_pool_says_is_recorded_once():
    plan = make.plan(members=[make.member(ANN)])
    has = confirm_second_factor(plan, ANN, STAMP, has_one=True)
    assert has.on(plan).member(ANN).second_factor_since == NOON
    assert has.audit.what == "member.second_factor_set"
    later = ChangeContext(by=ANN, at=NOON + DAY, audit_id=STAMP.audit_id)
    assert confirm_second_factor(has.on(plan), ANN, later, has_one=True).audit is None
    gone = confirm_second_factor(has.on(plan), ANN, later, has_one=False)
    assert gone.on(plan).member(ANN).second_factor_since is None
    assert gone.audit.what == "member.second_factor_removed"


def test_a_reset_ends_all_sessions_and_gives_no_further_days():
    plan = make.plan(members=[make.member(ANN, second_factor_since=NOON, created_at=NOON - 30 * DAY)])
    after = reset_second_factor(plan, ANN, STAMP).on(plan).member(ANN)
    assert after.has_ended(Session("here", NOON - SECOND))
    assert after.second_factor_due(SecondFactor(mode="required", since=NOON - 20 * DAY)) < NOON
