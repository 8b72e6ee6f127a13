"""The sweep's part in leads: what is late is done as its clock would have done it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.routing.expire import FORGOTTEN, GRACE, sweep
from shared.observe import error_code, logger
from shared.store import decisions, keys, lead_lists
from shared.store.table import Table

PAGE = 100


class OverdueLeads(NamedTuple):
    """How many leads were moved on, and how many could not be."""

    swept: int
    failed: int


def handle_overdue(table: Table, zone: ZoneInfo, now: datetime) -> OverdueLeads:
    """End what is past its deadline, and send forgotten leads to routing again. One's failure holds up no other."""
    swept = failed = 0
    for lead in _late(table, now):
        try:
            decision = sweep(lead, zone, now)
            if decision.changed:
                table.commit(decisions.writes(decision))
                swept += 1
        except Exception as error:
            # Whatever moved this lead on, or breaks it, the next minute looks again.
            logger.warning("lead_sweep_failed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
            failed += 1
    return OverdueLeads(swept, failed)


def _late(table: Table, now: datetime) -> Iterator[Lead]:
    """Yield leads that look late in the queue, as they are now, a page at a time."""
    for page in batched(_late_ids(table, now), PAGE, strict=False):
        yield from lead_lists.leads(table, page)


def _late_ids(table: Table, now: datetime) -> Iterator[LeadId]:
    """Yield offered leads by the deadline, unrouted ones by since when they are; responses and held leads when due."""
    for state, age in (("OFFERED", GRACE), ("UNROUTED", FORGOTTEN)):
        limit = keys.instant(now - age)
        for entry in table.query(state, index=keys.QUEUE):
            if entry[keys.QUEUE.sk]["S"].rpartition("#")[2] <= limit:
                yield from lead_lists.lead_ids([entry])
    for partition in (keys.RESPONSE, keys.HELD):
        yield from lead_lists.lead_ids(table.query(partition, index=keys.DUE, until=keys.past(now - GRACE)))
