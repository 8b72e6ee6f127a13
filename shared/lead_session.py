"""Read a lead with who asks and the plan, decide, commit, answer: one way for every verb on a lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain import access
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.record import LeadId, Record
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.doors import Now
from shared.store import codec, decisions, keys, lead_lists
from shared.store.codec import Item
from shared.store.idempotency import IdempotentRequest
from shared.store.keys import Key
from shared.store.plans import Plans, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import LeadShown

type Decide = Callable[[Snapshot], Decision | tuple[Decision, Sequence[Write]]]
"""A rule: from what was read to a decision, with the writes that land beside it, if there are any."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold a lead, who asks, and the plan, as they were read together, and when that was.

    `other` is a lead beside it, `items` what else was asked for, as far as it is there.
    """

    lead: Lead
    me: Member
    plan: Plan
    now: datetime
    other: Lead | None = None
    items: Mapping[Key, Item] = field(default_factory=dict)
    workload: Workload | None = None

    @property
    def load(self) -> Workload:
        """Return what the caller carries. It is read only where `with_workload` asks for it."""
        if self.workload is None:
            raise LookupError("the caller's load was not read")
        return self.workload

    def answer(self, lead: Lead) -> LeadShown:
        """Return the lead as who asks may see it."""
        return LeadShown.of(lead, self.me, self.plan, self.now)


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Hold many leads, who asks, and the plan, as they were read together."""

    leads: Mapping[LeadId, Lead]
    me: Member
    plan: Plan

    def of(self, lead_id: LeadId, now: datetime) -> Snapshot | None:
        """Return one of the leads, if it is there, to be decided on `now`."""
        lead = self.leads.get(lead_id)
        return Snapshot(lead, self.me, self.plan, now) if lead else None


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold a decision that was committed (unless it changes nothing), and what it was taken on."""

    snapshot: Snapshot
    decision: Decision

    @property
    def lead(self) -> Lead:
        """Return the lead as it is now."""
        return self.decision.lead.stored() if self.decision.changed else self.decision.lead

    def answer(self) -> LeadShown:
        """Return the lead as it is now, as who asks may see it."""
        return self.snapshot.answer(self.lead)


@dataclass(frozen=True, slots=True)
class Created[R: Record]:
    """Hold what a request recorded beside a lead, and where; no record if an earlier one did, by the same key."""

    snapshot: Snapshot
    where: Key
    record: R | None = None
    decision: Decision | None = None


class LeadSession:
    """Read what is asked of a lead in one call, and commit what was decided in another.

    Args:
        table: holds the leads.
        plans: the plan, which says who may what.
        now: tells the instant of a decision.
        keyed_hash: of a value for a purpose (`MasterSecret.keyed_hash`), for Idempotency-Keys.
    """

    def __init__(self, table: Table, plans: Plans, now: Now, keyed_hash: Callable[[str, str], str]) -> None:
        self._table, self._plans, self._now, self._keyed_hash = table, plans, now, keyed_hash

    def caller(self, request: Request) -> tuple[Member, Plan]:
        """Return who calls, and the plan as it is now."""
        plan = self._plans.current()
        return auth.caller(request, plan), plan

    def change(self, request: Request, lead_id: LeadId, decide: Callable[[Snapshot], Decision]) -> LeadShown:
        """Settle a decision on the lead as it is read by itself; return the lead.

        Raises:
            Missing: there is no such lead.
            Busy: others were faster six times.
        """
        return self.settle(lambda: self.read(request, lead_id), decide).answer()

    def settle(self, read: Callable[[], Snapshot], decide: Decide) -> Settled:
        """Read, decide, commit; again where the lead, or what a guard depends on, moved on meanwhile.

        A decision that changes nothing, and one that is refused, writes nothing.

        Raises:
            Busy: others were faster six times.
        """

        def attempt() -> Settled:
            snapshot = read()
            decided = decide(snapshot)
            decision, beside = decided if isinstance(decided, tuple) else (decided, ())
            if decision.changed:
                self._table.commit([*decisions.writes(decision), *beside])
            return Settled(snapshot, decision)

        return retry_on_conflict(self._table, attempt)

    def create[R: Record](
        self, request: Request, lead_id: LeadId, what: str, decide: Callable[[Snapshot], tuple[Decision, R]]
    ) -> Created[R]:
        """Settle what records something beside the lead, but only once for one Idempotency-Key.

        Args:
            request: who asks, with or without a key.
            lead_id: the lead.
            what: names the operation, such as `comments`.
            decide: the rule, and the record it makes; not asked when the request was answered before.

        Raises:
            Missing: there is no such lead.
            KeyReused: the key came with another body.
            Busy: others were faster six times.
        """

        def attempt() -> Created[R]:
            snapshot = self.read(request, lead_id)
            operation = f"POST {what} {lead_id}"
            once = IdempotentRequest(self._table, self._keyed_hash, snapshot.me.agent_id, operation, request)
            if made := once.made():
                return Created(snapshot, Key(keys.lead(lead_id).pk, made))
            decision, record = decide(snapshot)
            where = codec.key(record)
            self._table.commit([*decisions.writes(decision), *once.writes(where.sk)])
            return Created(snapshot, where, record, decision)

        return retry_on_conflict(self._table, attempt)

    def record[R: Record](self, kind: type[R], where: Key) -> R:
        """Read what is known to be there, such as what an earlier request created."""
        return codec.from_item(kind, self._table.items([where])[where])

    def see(self, request: Request, lead_id: LeadId) -> Snapshot:
        """Read the lead for showing it.

        Raises:
            Missing: there is no such lead, or the caller may not see it.
        """
        snapshot = self.read(request, lead_id)
        if not access.may_see(snapshot.me, snapshot.lead, snapshot.plan.settings):
            raise Missing
        return snapshot

    def read(
        self,
        request: Request,
        lead_id: LeadId,
        other: LeadId | None = None,
        also: Iterable[Key] = (),
        *,
        with_workload: bool = False,
    ) -> Snapshot:
        """Read the lead, and what else is asked for, with the plan's version in one call.

        Args:
            request: who asks.
            lead_id: the lead.
            other: another lead.
            also: other items.
            with_workload: read what the caller carries, too; whose it is, is guessed from the plan we have.

        Raises:
            Forbidden: who calls is no active member.
            Missing: there is no such lead.
        """
        where, beside = keys.lead(lead_id), keys.lead(other) if other else None
        guess = self._plans.warm().members_by_sub.get(request.sub or "") if with_workload else None
        load = [keys.workload(guess.agent_id)] if guess else []
        items = self._table.items([where, keys.VERSION, *([beside] if beside else []), *load, *also])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        me = auth.caller(request, plan)
        if where not in items:
            raise Missing
        found = codec.from_item(Lead, items[beside]) if beside in items else None
        workload = self._load(items, me, guess) if with_workload else None
        return Snapshot(codec.from_item(Lead, items[where]), me, plan, self._now(), found, items, workload)

    def read_many(self, request: Request, lead_ids: Sequence[LeadId]) -> Snapshots:
        """Read the leads that are there, and the plan's version, in as few calls as there can be.

        Raises:
            Forbidden: who calls is no active member.
        """
        items = self._table.items([*map(keys.lead, lead_ids), keys.VERSION])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        leads = {lead.lead_id: lead for lead in lead_lists.among(items, lead_ids)}
        return Snapshots(leads, auth.caller(request, plan), plan)

    def _load(self, items: Mapping[Key, Item], me: Member, guess: Member | None) -> Workload:
        """Return the caller's load among what was read; read it by itself where the guess was wrong."""
        where = keys.workload(me.agent_id)
        if guess is None or guess.agent_id != me.agent_id:
            items = self._table.items([where])
        return codec.from_item(Workload, items[where]) if where in items else Workload(agent_id=me.agent_id)
