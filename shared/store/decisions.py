"""Turn a decision into the writes of one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched

from shared.domain.lead_records.counters import merge_counters
from shared.domain.lead_records.decision import Decision, move_tasks
from shared.domain.lead_records.history_page import HistoryPage
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.store import codec, keys
from shared.store.table import MAX_WRITES, Collision, Table, Write, change_workload, count, put, put_item, put_whole

AT_ONCE = MAX_WRITES // 2  # leads of one transaction: each is up to two writes, itself and a page of its history


def writes(decision: Decision) -> list[Write]:
    """Return all writes of the decision: lead, history page, tasks, workloads, other records, counters, audit.

    A lead that is not real counts in no workload and no figure.
    """
    counts = decision.lead.is_real
    return [
        *put_lead(decision.lead, decision.tasks),
        *(change_workload(change) for change in decision.workload_changes if counts),
        *(put(workload) for workload in decision.guarded_workloads if counts),
        *map(put, decision.records),
        *(count(row) for row in merge_counters(decision.counters) if counts),
        *([put(decision.audit)] if decision.audit else []),
    ]


def commit_many(table: Table, wanted: Sequence[Decision]) -> int:
    """Commit decisions on many leads together, so that routing dispatches them in order; return how many were written.

    Leave out a lead that somebody else changed meanwhile.
    """
    return sum(_commit(table, some) for some in batched(wanted, AT_ONCE, strict=False))


def _commit(table: Table, some: Sequence[Decision]) -> int:
    while some:
        try:
            table.commit([write for decision in some for write in writes(decision)])
        except Collision as collision:
            some = [one for one in some if not any(write.key in collision.lost for write in writes(one))]
        else:
            break
    return len(some)


def put_lead(lead: Lead, tasks: Iterable[Task] = ()) -> list[Write]:
    """Return the writes that store a lead, guarded by its version.

    Older history moves to a page of its own, and open tasks move to the lead's owner.

    Args:
        lead: the lead to store.
        tasks: further tasks that changed.
    """
    settled, moved = move_tasks(lead)
    recent, page = codec.spill(settled)
    changed = {task.comment_id: _listed_as(lead, task) for task in (*tasks, *moved)}
    return [put(recent), *([_put_page(page)] if page else []), *map(put_whole, changed.values())]


def _listed_as(lead: Lead, task: Task) -> Task:
    """Return the task, in no list but its lead's if the lead is not real."""
    return task if lead.is_real else task.model_copy(update={"unlisted": True})


def _put_page(page: HistoryPage) -> Write:
    key = keys.history(page.lead_id, page.number)
    item = codec.to_attributes({"PK": key.pk, "SK": key.sk, "v": 1, "body": page.model_dump_json()})
    return put_item(key, item, 0)
