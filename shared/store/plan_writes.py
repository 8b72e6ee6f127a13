"""Turn a change of the plan into the writes of one transaction."""

from __future__ import annotations

from shared.domain.plan_records.settings import Logo
from shared.domain.planning.changes import Change
from shared.domain.planning.concerned import concerned
from shared.store.plans import next_version
from shared.store.table import Write, delete, put, put_whole


def writes(version: int, change: Change) -> list[Write]:
    """Return the writes of the changed records, the plan's version as lock, and the audit entry; [] if nothing changes.

    The rotation of a deleted route stays in the table: routing writes it, and deleting it here would conflict with
    that. Route ids are never reused, so nothing reads it again. The logo is guarded by the plan's version alone: it is
    replaced unread.

    The version says which waiting leads the change concerns.

    Args:
        version: the version of the plan that the change was decided on.
        change: the decision.
    """
    if change.audit is None:
        return []
    return [
        next_version(version, concerned(change)),
        *(put_whole(record) if isinstance(record, Logo) else put(record) for record in change.put),
        *(delete(record) for record in change.removed),
        put(change.audit),
    ]
