"""Does a held lead go through routing at its instant, unless somebody took it?"""

import pytest

from shared.domain.leads.claim import claim, release
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.hold import end_hold
from tests import make
from tests.make import ANN, BOSS, END, MAIN, NOON, RESPONSE, SECOND, closed, offered, owned, pooled

HELD = pooled(reason="no_route", routes_at=END, attempts=2, skips=(MAIN,))


def test_at_its_instant_a_held_lead_goes_through_routing():
    decision = end_hold(HELD, END)
    lead = decision.lead
    assert (lead.state, lead.reason, lead.routes_at, lead.attempts) == ("unrouted", None, None, 0)
    assert (lead.todo, lead.stop_clock, lead.since) == ("route", None, END)
    assert (lead.history[-1].kind, lead.history[-1].by) == ("sent", "clock")
    assert (lead.skips, decision.workload_changes, decision.counters) == ((MAIN,), (), ())


@pytest.mark.parametrize("lead", [make.lead(), offered(), owned(), pooled(), closed], ids=lambda lead: lead.state)
def test_a_lead_that_is_not_held_is_unchanged(lead):
    assert not end_hold(lead, END).changed


def test_a_lead_held_until_later_is_unchanged():
    assert not end_hold(HELD, END - SECOND).changed


def test_a_held_lead_is_released_once():
    assert not end_hold(end_hold(HELD, END).lead, END).changed


def test_a_held_lead_that_a_member_took_stays_theirs():
    taken = claim(HELD, make.member(ANN), make.plan(), NOON, workload=Workload(agent_id=ANN), response_id=RESPONSE).lead
    assert (taken.routes_at, taken.clock, taken.skips) == (None, None, ())
    assert not end_hold(taken, END).changed


def test_a_lead_handed_to_routing_still_skips_its_routes_after_being_held():
    handed = make.lead(skips=(MAIN,))
    assert handed.pooled("no_route", at=NOON, by="route", routes_at=END).skips == (MAIN,)
    assert handed.pooled("no_route", at=NOON, by="route").skips == ()


def test_a_lead_returned_to_the_pool_by_hand_is_not_held():
    manager = make.member(BOSS, role="manager")
    assert release(owned(), manager, make.settings(), NOON, audit_id="audit_1").lead.routes_at is None
    assert release(HELD, manager, make.settings(), NOON, audit_id="audit_1").lead.routes_at == END
