"""Does a list that trusts the plan it has still say nothing by a plan that is no more?"""

import pytest

from shared.domain.kernel.errors import Busy, Forbidden
from shared.store import keys
from shared.store.cached_plan import with_cached_plan
from shared.store.plans import Plans
from tests import make
from tests.functions import team
from tests.make import LEAD, id_of

UNKNOWN = id_of("lead", "unknown")


@pytest.fixture
def plans(table):
    team.seat(table)
    plans = Plans(table)
    plans.current()
    return plans


@pytest.fixture
def asked(table, plans):
    """The calls since the fixture, by their names."""
    table.calls.clear()
    return table.calls


def rename(table, name):
    [item] = table.items([keys.SETTINGS]).values()
    settings = make.settings(team_name=name, version=int(item["v"]["N"]))
    team.change(table, settings)


def test_while_the_plan_stands_its_version_comes_with_the_leads(table, plans, asked):
    team.store(table, make.pooled())
    asked.clear()
    found = with_cached_plan(plans, table, lambda plan, fresh: (plan.settings.team_name, fresh.leads([UNKNOWN, LEAD])))
    assert (found[0], [lead.lead_id for lead in found[1]]) == ("Casa", [LEAD])
    assert asked == ["batch_get_item"]


def test_the_version_is_read_once_and_where_no_lead_is_read_by_itself(table, plans, asked):
    with_cached_plan(plans, table, lambda _, fresh: (fresh.leads([LEAD]), fresh.leads([UNKNOWN])))
    assert asked == ["batch_get_item"] * 2
    asked.clear()
    with_cached_plan(plans, table, lambda _, fresh: fresh.leads([]))
    assert asked == ["batch_get_item"]


def test_what_was_said_by_a_plan_that_is_no_more_does_not_count(table, plans):
    rename(table, "Nueva")
    said = []

    def answer(plan, fresh):
        fresh.leads([LEAD])
        said.append(plan.settings.team_name)
        return said[-1]

    assert with_cached_plan(plans, table, answer) == "Nueva"
    assert said == ["Casa", "Nueva"]


def test_a_refusal_by_a_plan_that_is_no_more_does_not_count_and_one_by_the_plan_does(table, plans):
    rename(table, "Nueva")

    def answer(plan, _):
        if plan.settings.team_name == "Casa":
            raise Forbidden
        return "welcome"

    assert with_cached_plan(plans, table, answer) == "welcome"
    rename(table, "Casa")
    with pytest.raises(Forbidden):
        with_cached_plan(plans, table, answer)


def test_a_plan_that_moves_on_with_every_try_is_busy(table, plans):
    names = iter(f"Casa {number}" for number in range(99))

    def answer(_, fresh):
        rename(table, next(names))
        return fresh.leads([LEAD])

    with pytest.raises(Busy):
        with_cached_plan(plans, table, answer)
