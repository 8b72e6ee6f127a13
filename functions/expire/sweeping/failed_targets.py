"""Disable targets of outbound webhooks that deliveries were given up to.

`deliver` reads what strangers' servers answer, so it may not write the plan: it marks the delivery, and the sweep acts.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.domain.notifications.outbound import settled
from shared.domain.plan_records.target import OutboundDelivery
from shared.domain.planning.change_target import DELIVER, disable_target
from shared.domain.planning.changes import ChangeContext
from shared.doors import NewId
from shared.observe import error_code, logger
from shared.store import codec, indexes
from shared.store.keys import Key
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put

AT_ONCE = 100  # deliveries of one sweep; the next one takes the rest


class Disabled(NamedTuple):
    """The numbers of deliveries that were acted on, and of those that could not be."""

    done: int
    failed: int


class FailedTargets:
    """Disable the targets that deliveries were given up to."""

    def __init__(self, table: Table, plans: Plans, new_id: NewId) -> None:
        self._table, self._plans, self._new_id = table, plans, new_id

    def disable(self, now: datetime) -> Disabled:
        """Disable each target once, in one transaction with its delivery's mark. A failure holds up no other target.

        Source: docs/rules.md, "Supervision" 7.
        """
        entries = self._table.query(indexes.GIVEN_UP, index=indexes.DUE, until=indexes.due_by(now), limit=AT_ONCE)
        done = failed = 0
        for key in [Key(entry["PK"]["S"], entry["SK"]["S"]) for entry in entries]:
            try:
                self._disable(key, now)
                done += 1
            except Exception as error:
                logger.warning("target_not_disabled", extra={"delivery_id": key.sk, "error": error_code(error)})
                failed += 1
        return Disabled(done, failed)

    def _disable(self, key: Key, now: datetime) -> None:
        def attempt() -> None:
            plan, item = self._plans.current(), self._table.items([key]).get(key)
            one = codec.from_item(OutboundDelivery, item) if item else None
            if one is None or one.trouble is None:
                return
            context = ChangeContext(by=DELIVER, at=now, audit_id=self._new_id("audit"))
            change = disable_target(plan, one.target_id, one.trouble, context)
            self._table.commit([put(settled(one)), *writes(plan.version, change)])

        retry_on_conflict(self._table, attempt)
