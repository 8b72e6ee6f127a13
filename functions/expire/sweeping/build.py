"""Build the sweep: it repairs every minute what a lost clock, schedule, message or stream event left undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.expire.sweeping.absences import BegunAbsences
from functions.expire.sweeping.audit_comparison import AuditComparison
from functions.expire.sweeping.closed_leads import ClosedLeads
from functions.expire.sweeping.days_off import DaysOffRenewal
from functions.expire.sweeping.dead_letters import DeadLetters
from functions.expire.sweeping.erasures import Erasures
from functions.expire.sweeping.failed_targets import FailedTargets
from functions.expire.sweeping.lost_messages import LostMessages, QueuedWork
from functions.expire.sweeping.member_removal import finish_removals
from functions.expire.sweeping.old_audits import OldAudits
from functions.expire.sweeping.overdue_leads import OverdueWork
from functions.expire.sweeping.plan_walks import PlanWalks
from functions.expire.sweeping.quiet_conversations import QuietConversations
from functions.expire.sweeping.reminders import remind_all
from functions.expire.sweeping.retention import RetentionPass
from functions.expire.sweeping.rollup import MonthlyRollup
from functions.expire.sweeping.search_filling import SearchFilling
from functions.expire.sweeping.source_watching import SourceWatching
from functions.expire.sweeping.special_routes import SpecialRouteRepair
from functions.expire.sweeping.team_tasks import TeamTasks
from functions.expire.sweeping.waiting_leads import WaitingLeads
from shared.blocked import BlockedStore
from shared.domain.intake.fetch import SWEPT_AFTER
from shared.domain.lead_records.lead_import import FORGOTTEN
from shared.domain.notifications.outbound import SWEPT_AFTER as UNSENT
from shared.doors import Doors, Now
from shared.ledger import Ledger
from shared.observe import count, logger
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.schedules import Schedules
from shared.secrets import MasterSecret
from shared.store import indexes
from shared.store.plans import Plans, Unseeded
from shared.store.table import Table
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries


@dataclass(frozen=True, kw_only=True)
class SweepDoors(Doors):
    """Hold the doors of the sweep: those of every function, and these.

    Attributes:
        schedules: sets the next schedules of special routes that it switches.
        fetches: the queue of details to fetch.
        imports: the queue of imports to work on.
        outgoing: the queue of outbound webhooks.
        secret: the master secret, for hashes of addresses.
        uploads: the bucket of files to import.
        photos: the photos of notes.
        waiting: deliveries that were put off.
        raws: the files of large deliveries.
        ledger: the ledger of erased leads.
        blocked: the blocked store of won deals.
        dead_letters: the queues of what was given up.
    """

    schedules: Schedules
    fetches: Queue
    imports: Queue
    outgoing: Queue
    secret: MasterSecret
    uploads: Uploads
    photos: Photos
    waiting: WaitingDeliveries
    raws: RawFiles
    ledger: Ledger
    blocked: BlockedStore
    dead_letters: DeadLetters


def build(doors: SweepDoors) -> Callable[[dict[str, Any], object], dict[str, int]]:
    """Return the handler, built from its doors."""
    table, plans, now = doors.table, doors.plans, doors.now
    works = (
        QueuedWork(doors.fetches, indexes.FETCH, SWEPT_AFTER, ("source_id", "hash")),
        QueuedWork(doors.imports, indexes.IMPORT, FORGOTTEN, ("import_id",)),
        QueuedWork(doors.outgoing, indexes.OUTBOUND, UNSENT, ("target_id", "delivery_id"), {"channel": "webhook"}),
    )
    repair = SpecialRouteRepair(table, plans, doors.schedules, doors.new_id)
    targets = FailedTargets(table, plans, doors.new_id)
    erasures = Erasures(
        table,
        doors.uploads,
        doors.photos,
        doors.raws,
        doors.ledger,
        doors.blocked,
        doors.secret.contact_hashes,
        doors.new_id,
        now,
    )
    rollup = MonthlyRollup(table, now)
    retention = RetentionPass(table, doors.new_id, now)
    filling = SearchFilling(table, doors.secret.part_hashes, now)
    lost = LostMessages(table, works, doors.waiting)
    absences = BegunAbsences(table, plans, doors.new_id)
    days_off = DaysOffRenewal(table, plans, doors.new_id)
    sweep = Sweep(
        table, plans, now, lost, repair, targets, rollup, erasures, retention, filling, days_off, absences,
        doors.dead_letters,
    )  # fmt: skip

    def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
        """Sweep; if the event says `re_erase`, only begin the erasures that a restored table needs."""
        return {"leads": erasures.begin_again()} if event.get("re_erase") else sweep.sweep()

    return handler


class Sweep:
    """Run every part of the sweep. A failure for one lead or route holds up no other."""

    def __init__(
        self,
        table: Table,
        plans: Plans,
        now: Now,
        lost_messages: LostMessages,
        special_routes: SpecialRouteRepair,
        failed_targets: FailedTargets,
        rollup: MonthlyRollup,
        erasures: Erasures,
        retention: RetentionPass,
        search_filling: SearchFilling,
        days_off: DaysOffRenewal,
        absences: BegunAbsences,
        dead_letters: DeadLetters,
    ) -> None:
        self._table, self._plans, self._now = table, plans, now
        self._lost_messages, self._special_routes = lost_messages, special_routes
        self._failed_targets, self._rollup, self._erasures = failed_targets, rollup, erasures
        self._closed_leads, self._audits = ClosedLeads(table), AuditComparison(table, now)
        self._waiting_leads, self._team_tasks = WaitingLeads(table), TeamTasks(table, now)
        self._retention, self._old_audits = retention, OldAudits(table, now)
        self._search_filling, self._watching = search_filling, SourceWatching(table, now)
        self._plan_walks = PlanWalks(table)
        self._days_off, self._absences, self._dead_letters = days_off, absences, dead_letters
        self._quiet, self._overdue = QuietConversations(table, now), OverdueWork(table)

    def sweep(self) -> dict[str, int]:
        """Sweep once; return how many leads and routes were moved on, and how many could not be."""
        now = self._now()
        try:
            plan = self._plans.current()
        except Unseeded:
            return {"swept": 0, "failed": 0}
        overdue = self._overdue.handle(plan, now)
        self._lost_messages.resend(now)
        removals = finish_removals(self._table, self._plans, self._now)
        routes = self._special_routes.repair(now)
        absences = self._absences.begin(now)
        targets = self._failed_targets.disable(now)
        reminders = remind_all(self._table, plan, now)
        erased = self._erasures.work(plan.settings)
        done = {
            "swept": overdue.swept + removals.moved + routes.switched + absences.moved,
            "failed": sum(one.failed for one in (overdue, removals, routes, absences, targets, reminders, erased)),
        }
        self._rollup.roll_up_next(plan.settings)
        self._closed_leads.list_next()
        self._waiting_leads.list_next()
        self._team_tasks.list_next(plan)
        self._team_tasks.pass_on_next(plan)
        searchable = self._search_filling.fill_next(plan.settings)  # after the erasures, which no sweep overlaps
        copied = self._audits.compare_next(plan.settings)
        self._retention.work(plan.settings)
        self._old_audits.mark_next(plan.settings)
        self._watching.watch_next(plan)
        closed = self._quiet.close_next(plan.settings)
        self._plan_walks.resume()
        self._days_off.renew(plan, now)
        self._dead_letters.count_waiting(now)
        self._lost_messages.resend_waiting(now)  # last: it may take long
        if done["swept"]:
            count("Swept", done["swept"])
        work = {"reminded": reminders.reminded, "erasures": erased.finished, "audits_copied": copied,
                "leads_searchable": searchable, "conversations_closed": closed}  # fmt: skip
        logger.info("sweep_finished", extra={**done, **work})
        return done
