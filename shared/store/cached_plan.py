"""Answers about leads by the plan we have, checked in the very reading that brings the leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shared.domain.kernel.errors import Busy, Refusal
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.store import keys, lead_lists
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.plans import TRIES, Plans, version_of
from shared.store.table import Table


class CachedPlanAnswer:
    """Reads leads as they are now, and with the first of them the plan's version."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._version: int | None = None

    def leads(self, wanted: Iterable[LeadId]) -> list[Lead]:
        """The leads there are at these ids, in the order asked for."""
        ids = list(wanted)
        return lead_lists.among(self.items(map(keys.lead, ids)), ids) if ids else []

    def items(self, wanted: Iterable[Key]) -> dict[Key, Item]:
        """The items there are at these keys."""
        if self._version is not None:
            return self._table.items(wanted)
        found = self._table.items([*wanted, keys.VERSION])
        self._version = version_of(found.pop(keys.VERSION, None))
        return found

    @property
    def version(self) -> int:
        """The plan's version as it was with the first reading; where nothing was read, as it is now."""
        if self._version is None:
            self.items(())
        return self._version or 0


def with_cached_plan[T](plans: Plans, table: Table, answer: Callable[[Plan, CachedPlanAnswer], T]) -> T:
    """What `answer` makes of the plan as it is now, at no reading of its own while the plan stands.

    It is asked with the plan as last read. If the leads that it reads come with another version, nothing of what it
    said counts, not even a refusal, and it is asked again with the new plan: a demotion counts at once.

    Raises:
        Busy: the plan moved on with every try.
    """
    plan = plans.warm()
    for _ in range(TRIES):
        fresh = CachedPlanAnswer(table)
        try:
            said = answer(plan, fresh)
        except Refusal:
            if fresh.version == plan.version:
                raise
        else:
            if fresh.version == plan.version:
                return said
        plan = plans.current(fresh.version)
    raise Busy
