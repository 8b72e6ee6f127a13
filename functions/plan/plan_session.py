"""Changes of the plan: read the whole plan, decide, commit, answer."""

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
    """Reads the plan for callers with permission, and commits changes."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, new_id: NewId) -> None:
        self._table, self._plans, self._secret, self._new_id = table, plans, secret, new_id

    def read(self, request: Request) -> tuple[Member, Plan]:
        """Return the caller and the current plan. Raise Forbidden if the caller may not call the operation."""
        plan = self._plans.current()
        return auth.caller(request, plan), plan

    def change(self, request: Request, decide: Decide) -> Plan:
        """Decide on the current plan, commit, and return the plan after the change; retry on conflicts.

        Args:
            request: the caller's request.
            decide: returns the change of a plan.

        Raises:
            Forbidden: the caller may not call the operation.
            Busy: six tries conflicted with other changes.

        Source: docs/rules.md, "Restrictions" 3.
        """

        def attempt() -> Plan:
            me, plan = self.read(request)
            change = decide(plan, self._stamp(request, me))
            self._commit(writes(plan.version, change))
            return change.on(plan)

        return retry_on_conflict(self._table, attempt)

    def create(self, request: Request, operation: str, decide: Decide) -> tuple[Plan, str]:
        """Do as `change` does, but only once for one Idempotency-Key.

        Args:
            request: the caller's request, with or without a key.
            operation: names the operation of the key, at most 60 characters.
            decide: returns the change; not called for a repeated request.

        Returns:
            The plan after the change, and the id of what was created.

        Raises:
            KeyReused: an earlier request with the key had another body.
        """

        def attempt() -> tuple[Plan, str]:
            me, plan = self.read(request)
            once = IdempotentRequest(self._table, self._secret.keyed_hashes, me.agent_id, operation, request)
            made = once.made()
            if made is not None:
                # Read the plan again: the first request may have been committed after our read of the plan.
                return self.read(request)[1], made
            change = decide(plan, self._stamp(request, me))
            self._commit([*writes(plan.version, change), *once.writes(change.subject)])
            return change.on(plan), change.subject

        return retry_on_conflict(self._table, attempt)

    def load(self, agent_id: AgentId) -> Workload:
        """Return a member's current workload, for a change that is guarded by it."""
        return self._table.get(Workload, keys.workload(agent_id)) or Workload(agent_id=agent_id)

    def beside(self, where: Iterable[Key]) -> Mapping[Key, Item]:
        """Return current items beside the plan, for answers that change nothing."""
        return self._table.items(where)

    def _commit(self, changes: list[Write]) -> None:
        if changes:
            self._table.commit(changes)

    def _stamp(self, request: Request, me: Member) -> ChangeContext:
        return ChangeContext(by=me.agent_id, at=request.now, audit_id=self._new_id("audit"))
