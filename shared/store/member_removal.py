"""Move the open offers and leads of a removed member to where they should go, each in a guarded commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.planning.remove_member import destination_of_leads, take_lead_away
from shared.observe import error_code, logger
from shared.store import codec, decisions, indexes, keys
from shared.store.lists import lead_lists
from shared.store.plans import Plans, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table


class Moved(NamedTuple):
    """Count the leads that were moved, and those that failed."""

    moved: int
    failed: int


class MemberRemoval:
    """Takes leads from removed members. Leads already moved, or claimed meanwhile, stay as they are."""

    def __init__(self, table: Table, plans: Plans, now: Callable[[], datetime]) -> None:
        self._table, self._plans, self._now = table, plans, now

    def move(self, agent_id: AgentId, by: By, until: datetime) -> Moved:
        """Move leads offered to the member first, then owned leads, the oldest first, until the instant `until`.

        A lead that fails is logged and skipped; the sweep tries it again.

        Args:
            agent_id: the removed member.
            by: the member who removed them, or `sweep`.
            until: when to stop, even if leads are left.
        """
        moved, failed = 0, 0
        for lead_id in self._held(agent_id):
            if self._now() >= until:
                break
            try:
                moved += self._settle(lead_id, agent_id, by)
            except Exception as error:
                logger.warning("lead_move_failed", extra={"lead_id": lead_id, "error": error_code(error)})
                failed += 1
        return Moved(moved, failed)

    def _held(self, agent_id: AgentId) -> Iterator[LeadId]:
        for lead in lead_lists.leads(self._table, lead_lists.offered_to(self._table, agent_id)):
            if lead.offer is not None and agent_id in lead.offer.agent_ids:
                yield lead.lead_id
        yield from lead_lists.lead_ids(self._table.query("OWNED", f"{agent_id}#", index=indexes.QUEUE))

    def _settle(self, lead_id: LeadId, agent_id: AgentId, by: By) -> bool:
        def attempt() -> bool:
            where = keys.lead(lead_id)
            items = self._table.items([where, keys.VERSION])
            if where not in items:
                return False
            plan = self._plans.current(version_of(items.get(keys.VERSION)))
            lead, member, now = codec.from_item(Lead, items[where]), plan.member(agent_id), self._now()
            decision = take_lead_away(lead, member, destination_of_leads(plan, member), plan.settings, now, by)
            if decision.changed:
                self._table.commit(decisions.writes(decision))
            return decision.changed

        return retry_on_conflict(self._table, attempt)
