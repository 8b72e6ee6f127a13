"""Are answers based on an outdated cached plan recognised and repeated?"""

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


def test_while_the_plan_is_unchanged_its_version_is_read_with_the_leads(table, plans, asked):
    team.store(table, make.pooled())
    asked.clear()
    found = with_cached_plan(plans, table, lambda plan, fresh: (plan.settings.team_name, fresh.leads([UNKNOWN, LEAD])))
    assert (found[0], [lead.lead_id for lead in found[1]]) == ("Casa", [LEAD])
    assert asked == ["batch_get_item"]


def test_the_version_is_read_once_and_alone_if_no_lead_is_read(table, plans, asked):
    with_cached_plan(plans, table, lambda _, fresh: (fresh.leads([LEAD]), fresh.leads([UNKNOWN])))
    assert asked == ["batch_get_item"] * 2
    asked.clear()
    with_cached_plan(plans, table, lambda _, fresh: fresh.leads([]))
    assert asked == ["batch_get_item"]


def test_an_answer_based_on_an_outdated_plan_is_repeated(table, plans):
    rename(table, "Nueva")
    said = []

    def answer(plan, fresh):
        fresh.leads([LEAD])
        said.append(plan.settings.team_name)
        return said[-1]

    assert with_cached_plan(plans, table, answer) == "Nueva"
    assert said == ["Casa", "Nueva"]


def test_a_refusal_based_on_an_outdated_plan_is_repeated_and_one_based_on_the_current_plan_counts(table, plans):
    rename(table, "Nueva")

    def answer(plan, _):
        if plan.settings.team_name == "Casa":
            raise Forbidden
        return "welcome"

    assert with_cached_plan(plans, table, answer) == "welcome"
    rename(table, "Casa")
    with pytest.raises(Forbidden):
        with_cached_plan(plans, table, answer)


def test_a_plan_that_changes_with_every_attempt_is_busy(table, plans):
    names = iter(f"Casa {number}" for number in range(99))

    def answer(_, fresh):
        rename(table, next(names))
        return fresh.leads([LEAD])

    with pytest.raises(Busy):
        with_cached_plan(plans, table, answer)
