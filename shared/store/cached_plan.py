"""Answer reads of leads with the cached plan, and verify the plan's version in the same batch read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shared.domain.kernel.errors import Busy, Refusal
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.store import keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists import lead_lists
from shared.store.plans import TRIES, Plans, version_of
from shared.store.table import Table


class CachedPlanReader:
    """Read current leads and items; the first read also fetches the plan's version."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._version: int | None = None

    def leads(self, wanted: Iterable[LeadId]) -> list[Lead]:
        """Return the leads that exist, in the order of `wanted`."""
        ids = list(wanted)
        return lead_lists.among(self.items(map(keys.lead, ids)), ids) if ids else []

    def items(self, wanted: Iterable[Key]) -> dict[Key, Item]:
        """Return the items that exist at these keys."""
        if self._version is not None:
            return self._table.items(wanted)
        found = self._table.items([*wanted, keys.VERSION])
        self._version = version_of(found.pop(keys.VERSION, None))
        return found

    @property
    def version(self) -> int:
        """Return the plan's version at the first read; read it now if nothing was read yet."""
        if self._version is None:
            self.items(())
        return self._version or 0


def with_cached_plan[T](plans: Plans, table: Table, answer: Callable[[Plan, CachedPlanReader], T]) -> T:
    """Return what `answer` computes from the current plan, without a separate read of the plan while it is unchanged.

    `answer` runs with the cached plan. If the version read with the leads differs, its result or refusal is discarded
    and it runs again with the new plan, so that a demotion takes effect at once.

    Raises:
        Busy: the plan changed during every try.
    """
    plan = plans.warm()
    for _ in range(TRIES):
        reader = CachedPlanReader(table)
        try:
            result = answer(plan, reader)
        except Refusal:
            if reader.version == plan.version:
                raise
        else:
            if reader.version == plan.version:
                return result
        plan = plans.current(reader.version)
    raise Busy
