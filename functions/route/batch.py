"""Route a batch of leads as one decision, behind the held leads that are older."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import ValidationError

from functions.route.dispatching import Dispatcher, log_failure
from functions.route.following import PlanFollower
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.hold import holds_leads
from shared.doors import Now
from shared.store import codec, indexes, keys
from shared.store.lists import lead_lists
from shared.store.table import Table

DUE_AT_ONCE = 100  # held leads whose clock is late


class Router:
    """Route the leads of a batch; agents take their turns in the order of its leads."""

    def __init__(self, table: Table, dispatcher: Dispatcher, follower: PlanFollower, now: Now) -> None:
        self._table, self._dispatcher, self._follower, self._now = table, dispatcher, follower, now

    def route(
        self, lead_ids: Sequence[LeadId], *, follow: bool = False, changed: Sequence[Workload] = ()
    ) -> list[Lead]:
        """Dispatch those of these leads that are still unrouted.

        The oldest lead goes first, so that leads held overnight are dispatched in the order in which they came in. No
        lead goes before one that is held, if the plan has changed since that was, or its instant has come.

        Args:
            lead_ids: the batch's leads.
            follow: whether waiting leads shall follow the plan, also if no lead is to be routed.
            changed: workloads of members for whom held leads wait.

        Returns:
            The leads that need a running clock: those with an open offer or response, and held ones.

        Raises:
            Busy: other writers won too often. What was committed stays; the stream delivers the batch again.
        """
        leads = self._read_leads(lead_ids)
        clocked = [lead for lead in leads if lead.clock]
        unrouted = [lead for lead in leads if lead.state == "unrouted" or lead.todo == keys.FOLLOW]
        if follow or self._follower.has_room(changed):
            self._follower.follow(changed)
        if not unrouted:
            return clocked
        now = self._now()
        known = self._dispatcher.read(unrouted, now)
        behind = known.behind or bool(known.roomy(now))
        if behind:
            self._follower.follow(known.roomy(now))
        due = self._due(known.plan, now)
        fresh = not due and not behind
        return clocked + self._dispatcher.dispatch(_in_order([*unrouted, *due]), known if fresh else None)

    def _due(self, plan: Plan, now: datetime) -> list[Lead]:
        """Return held leads whose instant has come, before their clock sends them to routing."""
        if not holds_leads(plan):
            return []
        found = self._table.query(indexes.HELD, index=indexes.DUE, until=indexes.due_by(now), limit=DUE_AT_ONCE)
        lead_ids = lead_lists.lead_ids(found)
        return lead_lists.leads(self._table, lead_ids) if lead_ids else []

    def _read_leads(self, lead_ids: Sequence[LeadId]) -> list[Lead]:
        """Return the leads as stored now, without any that cannot be read: the sweep handles those."""
        where = {keys.lead(lead_id): lead_id for lead_id in lead_ids}
        items, leads = self._table.items(where), []
        for key in (key for key in where if key in items):
            try:
                leads.append(codec.from_item(Lead, items[key]))
            except ValidationError as error:
                log_failure(where[key], error)
        return leads


def _in_order(leads: Iterable[Lead]) -> list[Lead]:
    return sorted({lead.lead_id: lead for lead in leads}.values(), key=lambda lead: lead.created_at)
