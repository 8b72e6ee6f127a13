"""Have waiting leads go on following the plan, where an event of the stream was lost."""

from __future__ import annotations

from contextlib import suppress

from shared.domain.lead_records.plan_walk import PlanWalk, Waiting
from shared.observe import error_code, logger
from shared.store import codec, keys
from shared.store.plans import moved_at
from shared.store.table import Collision, Table, put

WAITING: tuple[Waiting, ...] = ("held", "owed")


class PlanWalks:
    """Ask `route` to go on with leads that do not follow the plan by the next sweep."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._behind: dict[Waiting, int] = {}  # what the last sweep found, with the version of the plan

    def resume(self) -> int:
        """Ask for what was behind in the last sweep too; return how many walks. A failure ends no other part of it."""
        try:
            items = self._table.items([keys.VERSION, *map(keys.plan_walk, WAITING)])
            return sum(self._resume(waiting, items) for waiting in WAITING)
        except Exception as error:
            # The next sweep tries again.
            logger.warning("plan_not_followed", extra={"error": error_code(error)})
            return 0

    def _resume(self, waiting: Waiting, items: dict[keys.Key, codec.Item]) -> bool:
        moved, where = moved_at(items.get(keys.VERSION), waiting), keys.plan_walk(waiting)
        walk = codec.from_item(PlanWalk, items[where]) if where in items else PlanWalk(waiting=waiting)
        known = self._behind.pop(waiting, None)
        if not walk.is_behind(moved):
            return False
        self._behind[waiting] = moved
        if known != moved:
            return False
        with suppress(Collision):  # it goes on
            self._table.commit([put(walk.advanced(walk.after, goes_on=True))])
        return True
