"""Does a preview tell where a lead would go, and for which instants?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import Invalid
from shared.domain.plan_records.condition import Condition
from shared.domain.routing.preview import check_instant, imagine_lead, preview
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, MAIN, NIGHT, NOON, SECOND, WEB

DAY = timedelta(days=1)
LATER = NOON + DAY


def previewed(plan, attributes=None, chance=0.5):
    lead = imagine_lead(WEB, attributes or {}, LATER)
    return preview(lead, plan, Rotations({}, make.workloads()), lambda kind: make.id_of(kind, "1"), lambda: chance)


def owned_by(agent_id, **change):
    """Return a plan whose source for the web is a member's own."""
    return make.plan(sources=[make.source(owner=agent_id)], **change)


@pytest.mark.parametrize("at", [NOON - DAY, NOON, NOON + 366 * DAY], ids=["a day back", "now", "a year ahead"])
def test_a_preview_looks_a_day_back_and_a_year_ahead(at):
    check_instant(at, NOON)


@pytest.mark.parametrize("at", [NOON - DAY - SECOND, NOON + 366 * DAY + SECOND], ids=["earlier", "later"])
def test_it_looks_no_further(at):
    with pytest.raises(Invalid) as refused:
        check_instant(at, NOON)
    [mistake] = refused.value.mistakes
    assert (mistake.loc, mistake.reason) == (("body", "at"), "too_far_for_preview")


def test_the_imagined_lead_is_new_at_its_instant_and_nobodys():
    lead = imagine_lead(WEB, {"place": "Gracia"}, LATER)
    assert (lead.created_at, lead.since, lead.last_activity_at) == (LATER, LATER, LATER)
    assert (lead.state, lead.source_id, lead.attributes, any(lead.contact.normals)) == (
        "unrouted", WEB, {"place": "Gracia"}, False,
    )  # fmt: skip


def test_a_lead_that_would_be_routed_is_told_with_its_route_and_agents():
    """Source: docs/rules.md, "Matching" 8."""
    told = previewed(make.plan(version=7))
    assert (told.outcome, told.route_id, told.agent_ids) == ("offered", MAIN, (ANN,))
    assert (told.at, told.plan_version, told.source_id) == (LATER, 7, WEB)


def test_conditions_are_tried_with_the_attributes_given():
    only = make.route(NIGHT, (BOB,), conditions=(Condition(field="place", op="eq", value="Gracia"),))
    plan = make.plan([only, make.route()])
    assert [previewed(plan, {"place": place}).route_id for place in ("Gracia", "Sants")] == [NIGHT, MAIN]


@pytest.mark.parametrize(("chance", "drawn"), [(0.0, ANN), (0.99, BOB)])
def test_a_rule_that_draws_draws_once_as_an_example(chance, drawn):
    plan = make.plan([make.route(rule="random", agents=(ANN, BOB))])
    assert previewed(plan, chance=chance).agent_ids == (drawn,)


def test_a_members_own_source_gives_its_leads_to_them_without_routing():
    """Source: docs/rules.md, "Entry" 3."""
    told = previewed(owned_by(BOB, version=7))
    assert (told.outcome, told.reason, told.agent_ids, told.route_id) == ("assigned", "own_source", (BOB,), None)
    assert (told.at, told.plan_version, told.source_id) == (LATER, 7, WEB)


def test_if_that_member_is_not_active_they_are_routed():
    plan = owned_by(BOSS, members=[make.member(ANN), make.member(BOSS, status="removed")])
    assert previewed(plan).agent_ids == (ANN,)


def test_an_archived_source_leads_to_the_pool():
    """Source: docs/rules.md, "Entry" 2."""
    told = previewed(make.plan(sources=[make.source(status="archived")]))
    assert (told.outcome, told.reason, told.agent_ids) == ("pooled", "no_source", ())
