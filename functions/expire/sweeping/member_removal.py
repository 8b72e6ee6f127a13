"""Finish the removal of members: move the leads that the request did not move, or that raced with it."""

from __future__ import annotations

from datetime import timedelta

from shared.doors import Now
from shared.store.member_removal import MemberRemoval, Moved
from shared.store.plans import Plans
from shared.store.table import Table

WATCHED_FOR = timedelta(hours=24)  # after a removal, in which the member may still get a lead by a race
TIME = timedelta(seconds=15)  # of one sweep; the next one moves the rest


def finish_removals(table: Table, plans: Plans, now: Now) -> Moved:
    """Move the leads that members removed within the last day still hold.

    Source: docs/rules.md, "Eligible agents" 4.
    """
    removal, began = MemberRemoval(table, plans, now), now()
    removed = [
        member.agent_id
        for member in plans.warm().members.values()
        if member.removed_at is not None and member.removed_at + WATCHED_FOR > began
    ]
    done = [removal.move(agent_id, "sweep", began + TIME) for agent_id in removed]
    return Moved(sum(one.moved for one in done), sum(one.failed for one in done))
