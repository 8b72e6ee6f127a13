"""Make waiting leads follow the plan: reckon them anew once what they depend on has changed, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from functions.route.dispatching import COLLISIONS, HELD, Dispatcher
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.plan_walk import PlanWalk, Waiting
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.hold import has_room
from shared.domain.routing.reckon import reckon_response
from shared.doors import NewId, Now
from shared.observe import logger
from shared.store import codec, decisions, indexes, keys
from shared.store.codec import Item
from shared.store.lists import lead_lists
from shared.store.plans import Plans, moved_at, version_of
from shared.store.rotations import turns_of
from shared.store.table import Collision, Table, put

AT_ONCE = 100  # leads between two notes of how far it is
TIME = timedelta(seconds=20)  # of one invocation; then the stream brings the rest
WAITING: tuple[Waiting, ...] = ("held", "owed")


class PlanFollower:
    """Reckon held leads and owed responses anew, a slice at a time, and remember how far it is.

    A crash goes on where it was. Changes that come meanwhile make it begin again, once for all of them. Where another
    invocation does the same, each goes on from what the other remembered.

    Source: docs/rules.md, "Matching" 6, "Response after the claim" 2.
    """

    def __init__(self, table: Table, plans: Plans, dispatcher: Dispatcher, now: Now, new_id: NewId) -> None:
        self._table, self._plans, self._dispatcher = table, plans, dispatcher
        self._now, self._new_id = now, new_id

    def has_room(self, changed: Sequence[Workload]) -> bool:
        """Return whether a workload for which held leads wait has room, by the plan as last read.

        Where the plan has changed since so that it has, that change makes held leads follow.
        """
        return bool(changed) and any(has_room(one, self._plans.warm(), self._now()) for one in changed)

    def follow(self, changed: Sequence[Workload] = ()) -> None:
        """Reckon all leads that do not follow the plan yet. The stream brings them again, to start their clocks.

        Args:
            changed: workloads for which held leads may wait; if one of them has room by now, all held leads are
                reckoned anew.

        Raises:
            Busy: other writers won too often.
        """
        if changed:
            self._reopen([one.agent_id for one in changed])
        until = self._now() + TIME
        for waiting in WAITING:
            self._follow(waiting, until)

    def _follow(self, waiting: Waiting, until: datetime) -> None:
        left: list[tuple[str, LeadId]] | None = None
        while begun := self._begun(waiting):
            walk, plan = begun
            if left is None or not walk.after:
                left = [one for one in self._places(waiting) if one[0] > walk.after]
            some, left = left[:AT_ONCE], left[AT_ONCE:]
            self._reckon(waiting, [lead_id for _, lead_id in some], plan)
            over = self._now() >= until
            after = walk.advanced(some[-1][0], goes_on=over) if left else walk.finished()
            try:
                self._table.commit([put(after)])
            except Collision:
                left = None
            if over:
                break

    def _reopen(self, agent_ids: Sequence[AgentId]) -> None:
        """Begin the walk of held leads anew, and take the marks off whoever has room, in one transaction."""
        for attempt in range(1, COLLISIONS + 1):
            items = self._table.items([keys.VERSION, HELD, *map(keys.workload, agent_ids)])
            plan, now = self._plans.current(version_of(items.get(keys.VERSION))), self._now()
            waited_for = [one for one in turns_of(items).workloads.values() if one.waited_for]
            free = [put(one.unmarked()) for one in waited_for if has_room(one, plan, now)]
            walk = codec.from_item(PlanWalk, items[HELD]) if HELD in items else PlanWalk(waiting="held")
            try:
                return self._table.commit([put(walk.reopened()), *free]) if free else None
            except Collision:
                self._table.wait_before_retry(attempt)
        raise Busy

    def _begun(self, waiting: Waiting) -> tuple[PlanWalk, Plan] | None:
        """Return the walk towards the present plan, and this plan; None if all leads follow it."""
        where = keys.plan_walk(waiting)
        items = self._table.items([keys.VERSION, where])
        moved, version = moved_at(items.get(keys.VERSION), waiting), version_of(items.get(keys.VERSION))
        walk = codec.from_item(PlanWalk, items[where]) if where in items else PlanWalk(waiting=waiting)
        if not walk.is_behind(moved):
            return None
        return walk.begun(moved, version), self._plans.current(version)

    def _places(self, waiting: Waiting) -> list[tuple[str, LeadId]]:
        """Return the leads that wait, each with its place: the oldest first."""
        return sorted(
            (entry[indexes.DUE.sk]["S"].partition("#")[2], lead_id)
            for entry in self._entries(waiting)
            for lead_id in lead_lists.lead_ids([entry])
        )

    def _entries(self, waiting: Waiting) -> Iterator[Item]:
        """Yield the index entries of leads that wait; leave out those whose hold is over."""
        if waiting == "owed":
            yield from self._table.query(indexes.RESPONSE, index=indexes.DUE)
            return
        first, last = f"{indexes.NO_INSTANT}{keys.instant(self._now())}", f"{indexes.NO_INSTANT}{indexes.NO_INSTANT}"
        yield from self._table.query(indexes.HELD, index=indexes.DUE, until=indexes.NO_INSTANT)
        yield from self._table.query(indexes.HELD, index=indexes.DUE, since=first, until=last)

    def _reckon(self, waiting: Waiting, lead_ids: Sequence[LeadId], plan: Plan) -> None:
        """Reckon leads, and commit what changes."""
        leads = lead_lists.leads(self._table, lead_ids) if lead_ids else []
        if waiting == "held":
            self._dispatcher.dispatch(leads)
            return
        now = self._now()
        reckoned = [reckon_response(lead, plan, now, self._new_id("response")) for lead in leads]
        changed = decisions.commit_many(self._table, [one for one in reckoned if one.changed])
        logger.info("responses_reckoned", extra={"leads": changed})
