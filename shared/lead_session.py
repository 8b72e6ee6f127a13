"""Operations on a lead: read it with the caller and the plan, decide, commit, answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from shared.domain import access
from shared.domain.kernel.errors import LeadErased, LeadMerged, MadeByNewerRelease, Missing
from shared.domain.kernel.record import LeadId, Record
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records import probes
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.doors import Now
from shared.lead_snapshot import Created, Settled, Snapshot, Snapshots
from shared.seen_log import SeenLog
from shared.store import codec, decisions, keys, record_keys
from shared.store.codec import Item
from shared.store.idempotency import IdempotentRequest
from shared.store.keys import Key
from shared.store.lists import lead_lists
from shared.store.plans import Plans, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write
from shared.web import auth
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request

type Decide = Callable[[Snapshot], Decision | tuple[Decision, Sequence[Write]]]
"""A rule: takes a snapshot, returns a decision, and optionally further writes for the same transaction."""


class LeadSession:
    """Reads a lead and all that its operation needs in one call, and commits the decision in another.

    Args:
        table: stores the leads.
        plans: reads the plan.
        now: returns the current time.
        keyed_hashes: hashes Idempotency-Keys (`MasterSecret.keyed_hashes`).
        seen: records who saw a contact in full.
    """

    def __init__(
        self,
        table: Table,
        plans: Plans,
        now: Now,
        keyed_hashes: Callable[[str, str], Sequence[str]],
        seen: SeenLog,
    ) -> None:
        self._table, self._plans, self._now, self._keyed_hashes = table, plans, now, keyed_hashes
        self._seen = seen

    def caller(self, request: Request) -> tuple[Member, Plan]:
        """Return the caller and the current plan."""
        plan = self._plans.current()
        return auth.caller(request, plan), plan

    def change(self, request: Request, lead_id: LeadId, decide: Callable[[Snapshot], Decision]) -> LeadShown:
        """Read the lead, decide, commit, and return the lead as the caller may see it.

        Raises:
            Missing: there is no such lead.
            Busy: six tries conflicted with other writes.
        """
        return self.answer(self.settle(lambda: self.read(request, lead_id), decide))

    def answer(self, settled: Settled) -> LeadShown:
        """Return the lead after the decision, as the caller may see it.

        That a caller saw the contact is in the history if they changed the lead, and is recorded if they did not.

        Raises:
            Busy: it could not be recorded.
        """
        if not settled.decision.changed:
            self.record_seen(settled.snapshot)
        return settled.snapshot.answer(settled.lead)

    def record_seen(self, snapshot: Snapshot) -> None:
        """Record that the caller sees the lead, before it is answered (`SeenLog.record`)."""
        self._seen.record(snapshot.me, snapshot.lead, snapshot.plan.settings, snapshot.now)

    def settle(self, read: Callable[[], Snapshot], decide: Decide) -> Settled:
        """Read, decide and commit; start again if a guard fails because a record changed meanwhile.

        Nothing is written if the decision changes nothing or is refused.

        Raises:
            Busy: six tries conflicted with other writes.
        """

        def attempt() -> Settled:
            snapshot = read()
            with self.leading_on(snapshot):
                decided = decide(snapshot)
            decision, further = decided if isinstance(decided, tuple) else (decided, ())
            if decision.changed:
                self._table.commit([*decisions.writes(decision), *further])
            return Settled(snapshot, decision)

        return retry_on_conflict(self._table, attempt)

    def create[R: Record](
        self, request: Request, lead_id: LeadId, what: str, decide: Callable[[Snapshot], tuple[Decision, R]]
    ) -> Created[R]:
        """Add a record to the lead, but only once for one Idempotency-Key.

        Args:
            request: the caller's request, with or without a key.
            lead_id: the lead.
            what: names the operation, such as `comments`.
            decide: returns the decision and the new record; not called for a repeated request.

        Raises:
            Missing: there is no such lead.
            KeyReused: an earlier request with the key had another body.
            LeadErased: an earlier request with the key added the record, and it was erased.
            Busy: six tries conflicted with other writes.
        """

        def attempt() -> Created[R]:
            snapshot = self.read(request, lead_id)
            operation = f"POST {what} {lead_id}"
            once = IdempotentRequest(self._table, self._keyed_hashes, snapshot.me.agent_id, operation, request)
            if made := once.made():
                if snapshot.lead.erased_at is not None:
                    raise LeadErased
                return Created(snapshot, Key(keys.lead(lead_id).pk, made))
            with self.leading_on(snapshot):
                decision, record = decide(snapshot)
            where = record_keys.key(record)
            self._table.commit([*decisions.writes(decision), *once.writes(where.sk)])
            return Created(snapshot, where, record, decision)

        return retry_on_conflict(self._table, attempt)

    def record[R: Record](self, kind: type[R], where: Key) -> R:
        """Read a record that is known to exist, such as one that an earlier request created."""
        return codec.from_item(kind, self._table.items([where])[where])

    def see(self, request: Request, lead_id: LeadId) -> Snapshot:
        """Read a lead that the caller may see.

        Raises:
            Missing: there is no such lead, or the caller may not see it.
        """
        snapshot = self.read(request, lead_id)
        if not access.may_see(snapshot.me, snapshot.lead, snapshot.plan.settings):
            raise Missing
        return snapshot

    def read_as_one(self, request: Request, lead_id: LeadId) -> tuple[Lead, Member]:
        """Read a lead that the caller sees, or may read with the lead it went into; return the one they read it with.

        Raises:
            Missing: there is no such lead, or the caller may neither see it nor read it with another.
        """
        snapshot = self.read(request, lead_id)
        lead, me, settings = snapshot.lead, snapshot.me, snapshot.plan.settings
        while not access.may_see_exchange(me, lead) and lead.is_joined and lead.merged_into:
            [lead] = lead_lists.leads(self._table, [lead.merged_into]) or [
                lead.model_copy(update={"merged_into": None})
            ]
        if not access.may_see(me, lead, settings):
            raise Missing
        return lead, me

    def leads_to(self, lead: Lead, me: Member, plan: Plan) -> LeadId | None:
        """Return the lead to continue with instead of one that went into another; None if `me` may not see that."""
        wanted, last = lead.merged_into, None
        while wanted:
            found = lead_lists.leads(self._table, [wanted])
            last = found[0] if found else None
            wanted = last.merged_into if last else None
        return last.lead_id if last and access.may_see(me, last, plan.settings) else None

    @contextmanager
    def leading_on(self, snapshot: Snapshot) -> Iterator[None]:
        """Let a refusal name the lead to continue with, if the caller may see it."""
        try:
            yield
        except LeadMerged as refusal:
            leads = [one for one in (snapshot.lead, snapshot.other) if one and one.merged_into == refusal.went_into]
            leads_to = self.leads_to(leads[0], snapshot.me, snapshot.plan) if leads else None
            raise LeadMerged(refusal.went_into, leads_to) from None

    def read(
        self,
        request: Request,
        lead_id: LeadId,
        other: LeadId | None = None,
        also: Iterable[Key] = (),
        *,
        with_workload: bool = False,
    ) -> Snapshot:
        """Read the lead, the plan's version, and what else is wanted, in one batch read.

        Args:
            request: the caller's request.
            lead_id: the lead.
            other: a second lead to read.
            also: keys of further items to read.
            with_workload: also read the caller's workload, and the way of their offer. The cached plan says whose; a
                wrong guess costs a read.

        Raises:
            Forbidden: the caller is no active member.
            Missing: there is no such lead.
            MadeByNewerRelease: this release cannot read it.
        """
        key, other_key = keys.lead(lead_id), keys.lead(other) if other else None
        guess = self._plans.warm().members_by_sub.get(request.sub or "") if with_workload else None
        workload_keys = [keys.workload(guess.agent_id), keys.offer_seen(lead_id, guess.agent_id)] if guess else []
        items = self._table.items([key, keys.VERSION, *([other_key] if other_key else []), *workload_keys, *also])
        plan = probes.plan_for(request.sub, self._plans.current(version_of(items.get(keys.VERSION))))
        me = auth.caller(request, plan)
        if key not in items:
            raise Missing
        found = _read(items[other_key]) if other_key in items else None
        workload = self._workload(items, me, guess) if with_workload else None
        return Snapshot(_read(items[key]), me, plan, self._now(), found, items, workload)

    def read_many(self, request: Request, lead_ids: Sequence[LeadId], also: Iterable[Key] = ()) -> Snapshots:
        """Read the leads that exist, the plan's version, and what else is wanted, in as few batch reads as possible.

        Raises:
            Forbidden: the caller is no active member.
        """
        items = self._table.items([*map(keys.lead, lead_ids), keys.VERSION, *also])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        leads = {lead.lead_id: lead for lead in lead_lists.among(items, lead_ids)}
        return Snapshots(leads, auth.caller(request, plan), plan, items)

    def _workload(self, items: Mapping[Key, Item], me: Member, guess: Member | None) -> Workload:
        """Return the caller's workload from the items; read it if the guess was wrong."""
        where = keys.workload(me.agent_id)
        if guess is None or guess.agent_id != me.agent_id:
            items = self._table.items([where])
        return codec.from_item(Workload, items[where]) if where in items else Workload(agent_id=me.agent_id)


def _read(item: Item) -> Lead:
    lead = lead_lists.readable(item)
    if lead is None:
        raise MadeByNewerRelease
    return lead
