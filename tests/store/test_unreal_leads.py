"""Is a lead behind which no person stands left out of all that is listed, counted, found or told?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.record import Record
from shared.domain.lead_records.counters import count_event
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.workload import Workload, WorkloadChange
from shared.store import codec, decisions, indexes, keys, search_keys
from tests import make
from tests.make import ANN, BOB, LEAD, NOON, id_of

ORIGINS = ["sample", "synthetic"]
INDEXED = {name for index in indexes.INDEXES for name in (index.pk, index.sk, *index.includes)}
TASK = Task(comment_id=id_of("comment", "one"), lead_id=LEAD, at=NOON, due_at=NOON + timedelta(hours=1), by=ANN,
            agent_id=ANN, text="Llamar")  # fmt: skip


def stored(decision):
    """Return the keys of all writes, and the attributes of those that are put."""
    return {write.key: set(write.body.get("Item", {})) for write in decisions.writes(decision)}


def decided(lead, *records: Record):
    zone = make.settings().zone
    return Decision(
        lead,
        workload_changes=(WorkloadChange(ANN, open_leads=1),),
        guarded_workloads=(Workload(agent_id=BOB),),
        records=records,
        counters=(count_event("claimed", NOON, zone, agent_id=ANN),),
    )


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize(
    "made",
    [make.lead, make.offered, make.owned, make.pooled, lambda **more: make.lead(state="closed", owner=ANN, **more)],
)
def test_its_item_is_in_no_index_and_tells_nobody(made, origin):
    assert {*codec.to_item(made(tell="noted"))} & (INDEXED | {keys.TELL})
    assert not {*codec.to_item(made(tell="noted", origin=origin))} & (INDEXED | {keys.TELL})


def test_its_work_for_routing_stays():
    assert codec.to_item(make.lead(origin="synthetic"))[keys.TODO] == {"S": "route"}


@pytest.mark.parametrize("origin", ORIGINS)
def test_it_counts_in_no_workload_and_no_figure(origin):
    assert len(stored(decided(make.received()))) == 4
    assert [*stored(decided(make.received(origin=origin)))] == [keys.lead(LEAD)]


@pytest.mark.parametrize("origin", ORIGINS)
def test_its_tasks_are_in_no_list_but_its_own(origin):
    key = keys.task(LEAD, TASK.comment_id)
    changed = {"tasks": (TASK,), "owner": BOB}  # so the task moves to the new owner
    assert stored(Decision(make.owned(**changed)))[key] & INDEXED
    assert not stored(Decision(make.owned(**changed, origin=origin)))[key] & INDEXED


def test_nobody_is_found_by_it(secret):
    assert search_keys.writes(secret.part_hashes, make.lead())
    assert not search_keys.writes(secret.part_hashes, make.lead(origin="sample"))


def test_it_reads_as_it_was_written():
    lead = make.lead(origin="sample")
    assert not codec.from_item(type(lead), codec.to_item(lead)).is_real
    assert b"origin" not in codec.to_item(make.lead())["body"]["S"].encode()
