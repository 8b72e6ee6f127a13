"""Is the plan read consistently, and cached as long as its version allows?"""

import pytest

from shared.domain.kernel.errors import Busy
from shared.domain.plan_records.plan import Order
from shared.store.plans import Plans, Unseeded, next_version
from shared.store.table import Collision, put
from tests import make
from tests.make import MAIN


def seed(table, version=0, **change):
    """Write to the plan as every plan write does: the item, and the version."""
    writes = [put(record) for record in change.values()]
    table.commit([*writes, next_version(version)])


@pytest.fixture
def seeded(table):
    seed(table, settings=make.settings(), order=Order(route_ids=(MAIN,)), route=make.route(), ann=make.member())
    return table


def test_a_tenant_without_settings_is_not_a_plan(table):
    with pytest.raises(Unseeded):
        Plans(table).current()


def test_the_plan_is_read_completely(seeded):
    plan = Plans(seeded).current()
    assert plan.version == 1
    assert plan.routes == (make.route(version=1),)
    assert plan.members_by_sub[make.member().sub] == make.member(version=1)


def test_a_plan_is_read_again_only_when_its_version_moved(seeded):
    plans = Plans(seeded)
    first = plans.current()
    assert plans.current() is plans.warm() is first
    seed(seeded, 1, source=make.source())
    assert plans.warm() is first
    assert plans.current().version == 2


def test_of_two_plan_writes_based_on_one_version_only_the_first_succeeds(seeded):
    seed(seeded, 1, source=make.source())
    with pytest.raises(Collision):
        seed(seeded, 1, route=make.route(make.id_of("route", "late")))
    assert len(Plans(seeded).current().routes_by_id) == 1


def test_a_read_interrupted_by_a_write_is_repeated(seeded):
    torn = iter([True])

    def torn_once(query, pk, *rest, **options):
        items = list(query(pk, *rest, **options))
        if next(torn, False):
            seed(seeded, 1, source=make.source())
        return iter(items)

    seeded.around("query", torn_once)
    plan = Plans(seeded).current()
    assert (plan.version, len(plan.sources)) == (2, 1)


def test_a_plan_that_changes_all_the_time_is_busy(seeded):
    version = iter(range(1, 99))

    def torn_always(query, pk, *rest, **options):
        items = list(query(pk, *rest, **options))
        seed(seeded, next(version))
        return iter(items)

    seeded.around("query", torn_always)
    with pytest.raises(Busy):
        Plans(seeded).current()
