"""Does a decision's trace suffice to repeat the decision?"""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.trace import Trace
from shared.domain.routing.turns import Rotations
from tests import make
from tests.domain import plans
from tests.domain.routing.replay import Replayed, Unlike, replay
from tests.make import MAIN, NIGHT, NOON
from tests.soak import often


@st.composite
def decisions(draw):
    """Draw a plan, and the trace of its decision on a lead, as read back from the table."""
    plan = draw(plans.plans(most=8))
    lead, turns = draw(plans.leads(plan)), Rotations(draw(plans.rotations(plan)), draw(plans.workloads()))
    now = NOON + timedelta(minutes=30 * draw(st.integers(0, 7 * 48)))
    chance = draw(st.floats(0, 1, exclude_max=True))
    done = dispatch(lead, plan, turns, now, lambda kind: make.id_of(kind, "new"), lambda: chance)
    return plan, Trace.model_validate_json(done.trace.model_dump_json())


@settings(max_examples=often(200))
@given(decisions())
def test_a_decision_replayed_from_its_trace_and_the_plan_is_the_same(decided):
    plan, trace = decided
    assert replay(trace, plan) == Replayed.of(trace)


def test_a_drawn_agent_is_drawn_again_from_the_stored_chance():
    plan = make.plan([make.route(rule="random")])
    lead = make.lead()
    found = []
    for chance in (0.1, 0.5, 0.9):
        turns = Rotations({}, make.workloads())
        found.append(dispatch(lead, plan, turns, NOON, lambda kind: make.id_of(kind, "new"), lambda c=chance: c).trace)
    assert {replay(trace, plan).agent_ids for trace in found} == {(make.ANN,), (make.BOB,), (make.CAT,)}
    assert all(replay(trace, plan).agent_ids == trace.agent_ids for trace in found)


def test_a_plan_of_another_version_is_recognised():
    plan = make.plan()
    turns = Rotations({}, make.workloads())
    trace = dispatch(make.lead(), plan, turns, NOON, lambda kind: make.id_of(kind, "new"), lambda: 0.5).trace
    with pytest.raises(Unlike):
        replay(trace, make.plan([make.route(NIGHT, title="Night"), make.route(MAIN)]))
