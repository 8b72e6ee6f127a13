"""One way through every verb on a lead: read, decide, commit, answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shared.domain.kernel.errors import Missing
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.doors import Now
from shared.store import codec, decisions, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.plans import Plans, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import LeadShown


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a verb decides on: the lead, who asks, what they carry and the plan, read together, and when that was."""

    lead: Lead
    me: Member
    load: Workload
    plan: Plan
    now: datetime


class LeadSession:
    """Reads what a verb on a lead needs, in one call, and commits what was decided, in another."""

    def __init__(self, table: Table, plans: Plans, now: Now) -> None:
        self._table, self._plans, self._now = table, plans, now

    def caller(self, request: Request) -> tuple[Member, Plan]:
        """Who calls, and the plan as it is now."""
        plan = self._plans.current()
        return auth.caller(request, plan), plan

    def settle(self, request: Request, lead_id: LeadId, decide: Callable[[Snapshot], Decision]) -> LeadShown:
        """Read, decide, commit; again where the lead, or a load that a limit depends on, moved on meanwhile.

        A decision that changes nothing, and one that is refused, writes nothing.

        Raises:
            Missing: there is no such lead.
            Busy: others were faster six times.
        """

        def attempt() -> LeadShown:
            at = self.read(request, lead_id)
            decision = decide(at)
            if not decision.changed:
                return LeadShown.of(decision.lead, at.me, at.plan)
            self._table.commit(decisions.writes(decision))
            return LeadShown.of(decision.lead.stored(), at.me, at.plan)

        return retry_on_conflict(self._table, attempt)

    def read(self, request: Request, lead_id: LeadId) -> Snapshot:
        """The lead, the plan's version and the caller's load in one call; who calls is guessed from the plan we have.

        Raises:
            Forbidden: who calls is no active member.
            Missing: there is no such lead.
        """
        where = keys.lead(lead_id)
        guess = self._plans.warm().members_by_sub.get(request.sub or "")
        items = self._table.items([where, keys.VERSION, *([keys.load(guess.agent_id)] if guess else [])])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        me = auth.caller(request, plan)
        if where not in items:
            raise Missing
        if guess is None or guess.agent_id != me.agent_id:
            items |= self._table.items([keys.load(me.agent_id)])
        return Snapshot(codec.from_item(Lead, items[where]), me, _load(items, me), plan, self._now())


def _load(items: dict[Key, Item], me: Member) -> Workload:
    item = items.get(keys.load(me.agent_id))
    return codec.from_item(Workload, item) if item else Workload(agent_id=me.agent_id)
