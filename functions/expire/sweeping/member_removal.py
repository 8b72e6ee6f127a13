"""The sweep's part in removing members: what the request did not move, and what raced with it."""

from __future__ import annotations

from datetime import timedelta

from shared.doors import Now
from shared.store.member_removal import MemberRemoval, Moved
from shared.store.plans import Plans
from shared.store.table import Table

LOOKED_AFTER = timedelta(hours=24)  # so long after a member was removed something may still turn up
TIME = timedelta(seconds=15)  # of one sweep; what is left waits for the next


def finish_removals(table: Table, plans: Plans, now: Now) -> Moved:
    """Move what members who were removed within a day still hold.

    Source: docs/rules.md, "Eligible agents" 4.
    """
    leaving, began = MemberRemoval(table, plans, now), now()
    removed = [
        member.agent_id
        for member in plans.warm().members.values()
        if member.removed_at is not None and member.removed_at + LOOKED_AFTER > began
    ]
    done = [leaving.move(agent_id, "sweep", began + TIME) for agent_id in removed]
    return Moved(sum(one.moved for one in done), sum(one.failed for one in done))
