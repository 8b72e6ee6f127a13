"""Every minute: do what a lost clock, or a lost event of the table's stream, left undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.expire.sweeping.lost_messages import LostMessages, QueuedWork
from functions.expire.sweeping.member_removal import finish_removals
from functions.expire.sweeping.overdue_leads import handle_overdue
from functions.expire.sweeping.reminders import remind_all
from functions.expire.sweeping.rollup import MonthlyRollup
from functions.expire.sweeping.special_routes import SpecialRouteRepair
from shared.domain.intake.fetch import SWEPT_AFTER
from shared.domain.lead_records.lead_import import FORGOTTEN
from shared.domain.notifications.outbound import SWEPT_AFTER as UNSENT
from shared.doors import Doors, Now
from shared.observe import count, logger
from shared.queue import Queue
from shared.schedules import Schedules
from shared.store import keys
from shared.store.plans import Plans, Unseeded
from shared.store.table import Table


@dataclass(frozen=True, kw_only=True)
class SweepDoors(Doors):
    """Hold what the sweep reaches, beside what every function does.

    Attributes:
        schedules: of special routes that it switches.
        fetches: asks for details that a delivery only points to.
        imports: asks for an import's next rows.
        outgoing: asks for outbound webhooks.
    """

    schedules: Schedules
    fetches: Queue
    imports: Queue
    outgoing: Queue


def build(doors: SweepDoors) -> Callable[[dict[str, Any], object], dict[str, int]]:
    """Make the function from its doors."""
    table, plans, now = doors.table, doors.plans, doors.now
    works = (
        QueuedWork(doors.fetches, keys.FETCH, SWEPT_AFTER, ("source_id", "hash")),
        QueuedWork(doors.imports, keys.IMPORT, FORGOTTEN, ("import_id",)),
        QueuedWork(doors.outgoing, keys.OUTBOUND, UNSENT, ("target_id", "delivery_id"), {"channel": "webhook"}),
    )
    switching = SpecialRouteRepair(table, plans, doors.schedules, doors.new_id)
    return Sweep(table, plans, now, LostMessages(table, works), switching, MonthlyRollup(table, now)).sweep


class Sweep:
    """Does each minute what was left undone; no part's failure for one lead or route holds up another."""

    def __init__(
        self,
        table: Table,
        plans: Plans,
        now: Now,
        asking: LostMessages,
        switching: SpecialRouteRepair,
        folding: MonthlyRollup,
    ) -> None:
        self._table, self._plans, self._now = table, plans, now
        self._asking, self._switching, self._folding = asking, switching, folding

    def sweep(self, _event: dict[str, Any], _context: object) -> dict[str, int]:
        """Answer the schedule: how many leads and routes were moved on, and how many could not be."""
        now = self._now()
        try:
            plan = self._plans.current()
        except Unseeded:
            return {"swept": 0, "failed": 0}
        late = handle_overdue(self._table, plan.settings.zone, now)
        self._asking.again(now)
        left, special = finish_removals(self._table, self._plans, self._now), self._switching.repair(now)
        reminders = remind_all(self._table, plan, now)
        done = {
            "swept": late.swept + left.moved + special.switched,
            "failed": late.failed + left.failed + special.failed + reminders.failed,
        }
        self._folding.fold(plan.settings)
        if done["swept"]:
            count("Swept", done["swept"])
        logger.info("sweep_finished", extra={**done, "reminded": reminders.reminded})
        return done
