"""A change of the plan as the writes of its one transaction."""

from __future__ import annotations

from shared.domain.planning.changes import Change
from shared.store.plans import next_version
from shared.store.table import Write, delete, put


def writes(version: int, change: Change) -> list[Write]:
    """The records, the plan's version as the lock, and the audit entry; nothing where nothing changes.

    A deleted route leaves its rotation behind: decisions on leads write it, and a change of the
    plan must not contend with them. Ids are never used again, so nothing finds it.

    Args:
        version: of the plan that the change was decided on.
        change: the decision.
    """
    if change.audit is None:
        return []
    return [
        next_version(version),
        *(put(record) for record in change.put),
        *(delete(record) for record in change.removed),
        put(change.audit),
    ]
