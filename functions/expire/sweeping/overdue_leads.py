"""Move overdue leads on, as their clocks would have done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.expire import FORGOTTEN, GRACE, sweep
from shared.observe import error_code, logger
from shared.store import decisions, indexes, keys
from shared.store.codec import Item
from shared.store.lists import lead_lists
from shared.store.lists.paging import Position
from shared.store.table import Table, Write

PAGE = 100
OFFERS = 2_000  # open offers that one sweep looks at


class OverdueLeads(NamedTuple):
    """The numbers of leads that were moved on, and of those that could not be."""

    swept: int
    failed: int


class OverdueWork:
    """Do the work of lost clocks, some open offers with each sweep.

    Offers are sorted by their agent, so only reading all tells which are overdue. Beyond `at_once` the next sweep goes
    on where this one ended, so that no number of open offers makes a sweep longer. The place is kept in the table:
    processes that begin anew, or take turns, would look at the first offers over and over. Where all offers fit into
    one sweep nothing is kept, and only a new process asks.

    Source: docs/rules.md, "Offers and deadlines" 4.
    """

    def __init__(self, table: Table, at_once: int = OFFERS) -> None:
        self._table, self._at_once = table, at_once
        self._fits = False  # whether the last sweep of this process read all open offers

    def handle(self, plan: Plan, now: datetime) -> OverdueLeads:
        """Expire what is past its deadline, and send forgotten leads to routing. A failure holds up no other lead."""
        swept = failed = 0
        after = None if self._fits else self._place()
        offers = lead_lists.in_queue(self._table, "OFFERED", self._at_once, after)
        for lead in self._overdue(offers.records, now):
            try:
                decision = sweep(lead, plan.settings.zone, now, members=plan.members)
                if decision.changed:
                    self._table.commit(decisions.writes(decision))
                    swept += 1
            except Exception as error:
                # Somebody else changed the lead, or it cannot be decided: the next sweep looks again.
                logger.warning("lead_sweep_failed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
                failed += 1
        self._fits = not after and not offers.next
        if not self._fits:
            self._keep(offers.next)  # last, so that after a sweep that was cut short the next looks at these again
        return OverdueLeads(swept, failed)

    def _place(self) -> Position | None:
        """Return the offer after which to go on; None begins with the first."""
        mark = self._table.items([keys.OFFERS_SWEPT]).get(keys.OFFERS_SWEPT)
        return mark["after"]["M"] or None if mark else None

    def _keep(self, place: Position | None) -> None:
        key = keys.OFFERS_SWEPT
        item = {"PK": {"S": key.pk}, "SK": {"S": key.sk}, "after": {"M": place or {}}}
        with suppress(Busy):  # the next sweep looks at these again
            self._table.commit([Write(key, "Put", {"Item": item})])

    def _overdue(self, offers: Iterable[Item], now: datetime) -> Iterator[Lead]:
        """Yield the leads that look overdue in the index, as stored now, a page at a time."""
        for page in batched(self._overdue_ids(offers, now), PAGE, strict=False):
            yield from lead_lists.leads(self._table, page)

    def _overdue_ids(self, offers: Iterable[Item], now: datetime) -> Iterator[LeadId]:
        """Yield offered leads past their deadline, leads unrouted for too long, and what else is past due."""
        limit = keys.instant(now - GRACE)
        due = (entry for entry in offers if entry[indexes.QUEUE.sk]["S"].rpartition("#")[2] <= limit)
        yield from lead_lists.lead_ids(due)
        forgotten = indexes.due_by(now - FORGOTTEN)
        yield from lead_lists.lead_ids(self._table.query("UNROUTED", index=indexes.QUEUE, until=forgotten))
        for partition in (indexes.RESPONSE, indexes.HELD):
            yield from lead_lists.lead_ids(
                self._table.query(partition, index=indexes.DUE, until=indexes.due_by(now - GRACE))
            )
