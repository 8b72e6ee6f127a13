"""One way through every change of the plan: read it whole, decide, commit, answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import Change, ChangeContext
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.store import keys
from shared.store.codec import Item
from shared.store.idempotency import IdempotentRequest
from shared.store.keys import Key
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write
from shared.web import auth
from shared.web.request import Request

type Decide = Callable[[Plan, ChangeContext], Change]


class PlanSession:
    """Reads the plan for who may, and commits what the Rainmaker decides on it."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, new_id: NewId) -> None:
        self._table, self._plans, self._secret, self._new_id = table, plans, secret, new_id

    def read(self, request: Request) -> tuple[Member, Plan]:
        """Who calls, and the plan as it is now. Raises Forbidden to who may not."""
        plan = self._plans.current()
        return auth.caller(request, plan), plan

    def change(self, request: Request, decide: Decide) -> Plan:
        """Decide on the plan and commit, again where another change was faster; the plan after it.

        Args:
            request: who asks.
            decide: on the plan as it is now.

        Raises:
            Forbidden: who calls may not, as the plan is now.
            Busy: others were faster six times.

        Source: docs/rules.md, "Restrictions" 3.
        """

        def attempt() -> Plan:
            me, plan = self.read(request)
            change = decide(plan, self._stamp(request, me))
            self._commit(writes(plan.version, change))
            return change.on(plan)

        return retry_on_conflict(self._table, attempt)

    def create(self, request: Request, operation: str, decide: Decide) -> tuple[Plan, str]:
        """As `change`, but only once for one Idempotency-Key; the plan after it, and the id of what was made.

        Args:
            request: who asks, with or without a key.
            operation: what the key is for, at most 60 characters.
            decide: not asked when the request was answered before.

        Raises:
            KeyReused: the key came with another body.
        """

        def attempt() -> tuple[Plan, str]:
            me, plan = self.read(request)
            once = IdempotentRequest(self._table, self._secret.keyed_hash, me.agent_id, operation, request)
            made = once.made()
            if made is not None:
                # Read again: the first request may have landed between our readings of the plan and of its key.
                return self.read(request)[1], made
            change = decide(plan, self._stamp(request, me))
            self._commit([*writes(plan.version, change), *once.writes(change.subject)])
            return change.on(plan), change.subject

        return retry_on_conflict(self._table, attempt)

    def load(self, agent_id: AgentId) -> Workload:
        """A member's counts as they are now, for a change that is guarded by them."""
        return self._table.get(Workload, keys.workload(agent_id)) or Workload(agent_id=agent_id)

    def beside(self, where: Iterable[Key]) -> Mapping[Key, Item]:
        """What is beside the plan, as it is now, for an answer that changes nothing."""
        return self._table.items(where)

    def _commit(self, changes: list[Write]) -> None:
        if changes:
            self._table.commit(changes)

    def _stamp(self, request: Request, me: Member) -> ChangeContext:
        return ChangeContext(by=me.agent_id, at=request.now, audit_id=self._new_id("audit"))
