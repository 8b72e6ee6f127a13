"""Make waiting leads follow the plan: reckon them anew once what they depend on has changed, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from functions.route.dispatching import Dispatcher
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.plan_walk import PlanWalk, Waiting
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.reckon import reckon_response
from shared.doors import NewId, Now
from shared.observe import logger
from shared.store import codec, decisions, keys
from shared.store.codec import Item
from shared.store.lists import lead_lists
from shared.store.plans import Plans, moved_at, version_of
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

    def follow(self) -> None:
        """Reckon all leads that do not follow the plan yet. The stream brings them again, to start their clocks."""
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
            (entry[keys.DUE.sk]["S"].partition("#")[2], lead_id)
            for entry in self._entries(waiting)
            for lead_id in lead_lists.lead_ids([entry])
        )

    def _entries(self, waiting: Waiting) -> Iterator[Item]:
        """Yield the index entries of leads that wait; leave out those whose hold is over."""
        if waiting == "owed":
            yield from self._table.query(keys.RESPONSE, index=keys.DUE)
            return
        first, last = f"{keys.NO_INSTANT}{keys.instant(self._now())}", f"{keys.NO_INSTANT}{keys.NO_INSTANT}"
        yield from self._table.query(keys.HELD, index=keys.DUE, until=keys.NO_INSTANT)
        yield from self._table.query(keys.HELD, index=keys.DUE, since=first, until=last)

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
