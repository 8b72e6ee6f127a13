"""Begin absences: covers look after the leads of who is absent, and offers that wait for who is absent go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import SCHEDULE
from shared.domain.planning.absences import renew_covers, withdraw_for_absence
from shared.domain.planning.changes import ChangeContext
from shared.doors import NewId
from shared.observe import error_code, logger
from shared.store import codec, decisions, indexes, keys
from shared.store.lists import lead_lists
from shared.store.member_removal import Moved
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table

WATCHED_FOR = timedelta(hours=24)  # after an absence began, in which an offer may still come by a race


class BegunAbsences:
    """Do what the beginning and the end of absences ask for. Repeating it changes nothing."""

    def __init__(self, table: Table, plans: Plans, new_id: NewId) -> None:
        self._table, self._plans, self._new_id = table, plans, new_id

    def begin(self, now: datetime) -> Moved:
        """Set who covers for whom, and withdraw the offers to members whose absence has begun within a day.

        Source: docs/rules.md, "Eligible agents" 5 and 6.
        """
        self._renew_covers(now)
        moved = failed = 0
        for agent_id in _absent_since_a_day(self._plans.warm(), now):
            for lead_id in self._offered_alone(agent_id):
                try:
                    moved += self._withdraw(lead_id, agent_id, now)
                except Exception as error:
                    logger.warning("lead_move_failed", extra={"lead_id": lead_id, "error": error_code(error)})
                    failed += 1
        return Moved(moved, failed)

    def _renew_covers(self, now: datetime) -> None:
        if renew_covers(self._plans.warm(), self._context(now)).audit is None:
            return

        def attempt() -> None:
            plan = self._plans.current()
            self._table.commit(writes(plan.version, renew_covers(plan, self._context(now))))

        retry_on_conflict(self._table, attempt)

    def _context(self, now: datetime) -> ChangeContext:
        return ChangeContext(by=SCHEDULE, at=now, audit_id=self._new_id("audit"))

    def _offered_alone(self, agent_id: AgentId) -> list[LeadId]:
        return lead_lists.lead_ids(self._table.query("OFFERED", f"{agent_id}#", index=indexes.QUEUE))

    def _withdraw(self, lead_id: LeadId, agent_id: AgentId, now: datetime) -> bool:
        def attempt() -> bool:
            where = keys.lead(lead_id)
            items = self._table.items([where])
            if where not in items:
                return False
            plan = self._plans.warm()
            decision = withdraw_for_absence(
                codec.from_item(Lead, items[where]), plan.member(agent_id), plan.settings, now
            )
            if decision.changed:
                self._table.commit(decisions.writes(decision))
            return decision.changed

        return retry_on_conflict(self._table, attempt)


def _absent_since_a_day(plan: Plan, now: datetime) -> Iterator[AgentId]:
    for member in plan.members.values():
        begun = (one for one in member.absences if one.start <= now < one.until)
        if member.status == "active" and any(now - one.start < WATCHED_FOR for one in begun):
            yield member.agent_id
