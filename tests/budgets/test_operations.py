"""Does an operation read the table no more often, and no more of it, than was agreed?"""

from datetime import timedelta

import pytest

from tests import make
from tests.budgets.budget import budget
from tests.functions import matrix
from tests.functions.matrix import CALLERS, LEAD_IDS, OPERATIONS
from tests.make import CAT, NOON

WITHOUT_TABLE = {"GET /health"}
PROVIDERS = {one for one in OPERATIONS if one.split("/")[1] in {"webhooks", "claim-links", "calendars", "forms"}}
"""These requests have no member's token: write units and their functions' own tests measure them."""


@pytest.fixture(scope="module")
def whole_module(memory_of_process):
    return matrix.world()


@pytest.fixture
def world(whole_module, event):
    whole_module.event = event
    return whole_module


OF_AN_OFFER = {"POST /leads/{lead_id}/claim", "POST /leads/{lead_id}/pass"}
"""With the caller's own lead these change nothing, and cost less."""

INVITES = "POST /agents/{agent_id}/invitation"
OF_ANOTHER = {"DELETE /agents/{agent_id}", INVITES}
"""The last Rainmaker cannot be removed, and nobody who is signed in is invited."""

FIRST = {"POST /leads/{lead_id}/merge/undo": "POST /leads/{lead_id}/merge"}
"""What comes before, where the matrix's records leave nothing to do."""


def leads(operation):
    """Return the leads to try, the likeliest first."""
    if "{lead_id}" not in operation:
        return [matrix.INTO]
    return [LEAD_IDS["offered to me"]] if operation in OF_AN_OFFER else LEAD_IDS.values()


def prepare(world, operation, me, lead_id):
    """Put the matrix's records, and do what comes before."""
    world.seat(me)
    world.put_leads(me)
    if operation == INVITES:
        world.change_plan(make.member(CAT, status="invited", created_at=NOON - timedelta(days=1)))
    if first := FIRST.get(operation):
        world.ask(first, me, lead_id=lead_id)


def granted(world, operation):
    """Return the first caller and lead for which the request succeeds."""
    for me in CALLERS.values():
        for lead_id in leads(operation):
            prepare(world, operation, me, lead_id)
            if world.ask(operation, me, lead_id=lead_id, theirs=operation not in OF_ANOTHER) == "ok":
                return me, lead_id
    raise AssertionError(f"granted to nobody: {operation}")


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - PROVIDERS - WITHOUT_TABLE))
def test_a_warm_operation_reads_the_table_no_more_than_allowed(world, operation):
    me, lead_id = granted(world, operation)
    prepare(world, operation, me, lead_id)
    world.counted.calls.clear()
    world.counted.answered = 0
    assert world.ask(operation, me, lead_id=lead_id, theirs=operation not in OF_ANOTHER) == "ok"
    calls = world.counted.calls
    budget("calls", operation).hold(len(calls), {name: calls.count(name) for name in sorted(set(calls))})
    budget("items", operation).hold(world.counted.answered)
