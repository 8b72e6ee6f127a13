"""One way through every reading and verb of supervising a lead: read, decide, commit, answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain import access
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import Now
from shared.store import codec, decisions, keys, lead_lists
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
    """A lead, who asks, and the plan, read together, and when that was.

    `other` is a lead beside it, `items` what else was asked for, as far as it is there.
    """

    lead: Lead
    me: Member
    plan: Plan
    now: datetime
    other: Lead | None = None
    items: Mapping[Key, Item] = field(default_factory=dict)

    def answer(self, lead: Lead) -> LeadShown:
        """The lead as who asks may see it."""
        return LeadShown.of(lead, self.me, self.plan)


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Many leads, who asks, and the plan, read together."""

    leads: Mapping[LeadId, Lead]
    me: Member
    plan: Plan

    def at(self, lead_id: LeadId, now: datetime) -> Snapshot | None:
        """Return one of the leads, if it is there, to be decided on `now`."""
        lead = self.leads.get(lead_id)
        return Snapshot(lead, self.me, self.plan, now) if lead else None


class LeadSession:
    """Reads what is asked of a lead in one call, and commits what was decided in another."""

    def __init__(self, table: Table, plans: Plans, now: Now) -> None:
        self._table, self._plans, self._now = table, plans, now

    def settle(
        self,
        request: Request,
        lead_id: LeadId,
        decide: Callable[[Snapshot], Decision],
        *,
        first: Snapshot | None = None,
    ) -> LeadShown:
        """Read, decide, commit; again where the lead moved on meanwhile. What changes nothing writes nothing.

        Args:
            request: who asks.
            lead_id: what for.
            decide: the rule.
            first: what was read already, for the first try.

        Raises:
            Missing: there is no such lead.
            Busy: others were faster six times.
        """
        known = iter([first] if first else [])

        def attempt() -> LeadShown:
            at = next(known, None) or self.read(request, lead_id)
            decision = decide(at)
            if not decision.changed:
                return at.answer(decision.lead)
            self._table.commit(decisions.writes(decision))
            return at.answer(decision.lead.stored())

        return retry_on_conflict(self._table, attempt)

    def see(self, request: Request, lead_id: LeadId) -> Snapshot:
        """The lead, for showing it.

        Raises:
            Missing: there is no such lead, or the caller may not see it.
        """
        at = self.read(request, lead_id)
        if not access.may_see(at.me, at.lead, at.plan.settings):
            raise Missing
        return at

    def read(
        self, request: Request, lead_id: LeadId, other: LeadId | None = None, also: Iterable[Key] = ()
    ) -> Snapshot:
        """The lead, another one and more items if asked for, and the plan's version in one call.

        Raises:
            Forbidden: who calls is no active member.
            Missing: there is no such lead.
        """
        where, beside = keys.lead(lead_id), keys.lead(other) if other else None
        items = self._table.items([where, keys.VERSION, *([beside] if beside and beside != where else []), *also])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        me = auth.caller(request, plan)
        if where not in items:
            raise Missing
        found = codec.from_item(Lead, items[beside]) if beside in items else None
        return Snapshot(codec.from_item(Lead, items[where]), me, plan, self._now(), found, items)

    def read_many(self, request: Request, lead_ids: Sequence[LeadId]) -> Snapshots:
        """The leads that are there, and the plan's version, in as few calls as there can be.

        Raises:
            Forbidden: who calls is no active member.
        """
        items = self._table.items([*map(keys.lead, lead_ids), keys.VERSION])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        leads = {lead.lead_id: lead for lead in lead_lists.among(items, lead_ids)}
        return Snapshots(leads, auth.caller(request, plan), plan)
