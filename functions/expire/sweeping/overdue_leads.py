"""Move overdue leads on, as their clocks would have done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.expire import FORGOTTEN, GRACE, sweep
from shared.observe import error_code, logger
from shared.store import decisions, keys
from shared.store.lists import lead_lists
from shared.store.table import Table

PAGE = 100


class OverdueLeads(NamedTuple):
    """The numbers of leads that were moved on, and of those that could not be."""

    swept: int
    failed: int


def handle_overdue(table: Table, plan: Plan, now: datetime) -> OverdueLeads:
    """Expire what is past its deadline, and send forgotten leads to routing again. A failure holds up no other lead."""
    swept = failed = 0
    for lead in _overdue(table, now):
        try:
            decision = sweep(lead, plan.settings.zone, now, members=plan.members)
            if decision.changed:
                table.commit(decisions.writes(decision))
                swept += 1
        except Exception as error:
            # Somebody else changed the lead, or it cannot be decided: the next sweep looks again.
            logger.warning("lead_sweep_failed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
            failed += 1
    return OverdueLeads(swept, failed)


def _overdue(table: Table, now: datetime) -> Iterator[Lead]:
    """Yield the leads that look overdue in the index, as stored now, a page at a time."""
    for page in batched(_overdue_ids(table, now), PAGE, strict=False):
        yield from lead_lists.leads(table, page)


def _overdue_ids(table: Table, now: datetime) -> Iterator[LeadId]:
    """Yield offered leads past their deadline, leads unrouted for too long, and responses and held leads past due."""
    for state, age in (("OFFERED", GRACE), ("UNROUTED", FORGOTTEN)):
        limit = keys.instant(now - age)
        for entry in table.query(state, index=keys.QUEUE):
            if entry[keys.QUEUE.sk]["S"].rpartition("#")[2] <= limit:
                yield from lead_lists.lead_ids([entry])
    for partition in (keys.RESPONSE, keys.HELD):
        yield from lead_lists.lead_ids(table.query(partition, index=keys.DUE, until=keys.due_by(now - GRACE)))
