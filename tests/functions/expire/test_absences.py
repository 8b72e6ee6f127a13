"""Does the sweep begin absences: do offers of who is absent go on, and do covers see the leads?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.member import Absence, Member
from shared.domain.plan_records.workload import Workload
from shared.store import keys
from shared.store.table import put
from tests import make
from tests.functions import team
from tests.functions.planning import audits
from tests.functions.sweeping import sweeping
from tests.make import ANN, BOB, NOON, id_of

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def clock():
    """Provide the sweep's clock, which the test sets."""
    return [NOON]


@pytest.fixture
def sweep(table, clock):
    return sweeping(table, lambda: clock[0])


def plan_absence(table, **given):
    absence = Absence(**{
        "absence_id": id_of("absence", "a"), "side": "own", "from": NOON + SECOND, "until": NOON + HOUR, "by": ANN,
        "at": NOON, **given,
    })  # fmt: skip
    member = table.get(Member, keys.member(ANN))
    team.change(table, member.model_copy(update={"absences": (absence,)}))


def test_once_an_absence_begins_the_members_offer_goes_on_as_no_miss(table, sweep, clock):
    team.seat(table)
    plan_absence(table)
    team.store(table, make.offered())
    load = table.get(Workload, keys.workload(ANN))
    table.commit([put(load.model_copy(update={"open_offers": 1}))])
    assert sweep() == {"swept": 0, "failed": 0}
    clock[0] = NOON + 2 * SECOND
    assert sweep() == {"swept": 1, "failed": 0}
    lead, load = team.read(table), table.get(Workload, keys.workload(ANN))
    assert (lead.state, lead.todo, lead.history[-1].kind) == ("unrouted", "route", "withdrawn")
    assert (load.open_offers, load.missed) == (0, 0)
    assert sweep() == {"swept": 0, "failed": 0}


def test_the_cover_looks_after_the_leads_from_the_beginning_to_the_end(table, sweep, clock):
    team.seat(table)
    plan_absence(table, cover=BOB)
    found = []
    for at in (NOON, NOON + 2 * SECOND, NOON + HOUR):
        clock[0] = at
        sweep()
        found.append(table.get(Member, keys.member(BOB)).covers_for)
    assert found == [(), (ANN,), ()]
    assert [entry.what for entry in audits(table)] == ["member.covers_changed"] * 2
