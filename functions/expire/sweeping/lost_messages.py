"""Send queue messages again that were lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.observe import count, error_code, logger
from shared.queue import Queue
from shared.store import indexes
from shared.store.table import Table
from shared.waiting_deliveries import WaitingDeliveries

AT_ONCE = 500  # messages of one kind; the next sweep sends the rest


@dataclass(frozen=True, slots=True)
class QueuedWork:
    """A kind of work that a queue message starts.

    Attributes:
        queue: where its messages go.
        partition: its partition of the index `due`; a sort key is an instant, then ids.
        lost_after: how long past due a message counts as lost.
        names: the message keys of those ids, in their order.
        constants: what every message holds beside the ids.
    """

    queue: Queue
    partition: str
    lost_after: timedelta
    names: Sequence[str]
    constants: Mapping[str, str] = field(default_factory=dict)


class LostMessages:
    """Send lost messages again."""

    def __init__(self, table: Table, kinds: Iterable[QueuedWork], waiting: WaitingDeliveries) -> None:
        self._table, self._kinds, self._waiting = table, tuple(kinds), waiting

    def resend(self, now: datetime) -> None:
        """Send a message for all work that has been due for too long."""
        for work in self._kinds:
            until = indexes.due_by(now - work.lost_after)
            entries = self._table.query(work.partition, index=indexes.DUE, until=until, limit=AT_ONCE)
            found = [entry[indexes.DUE.sk]["S"].split("#")[1:] for entry in entries]
            work.queue.send([{**work.constants, **dict(zip(work.names, ids, strict=True))} for ids in found])

    def resend_waiting(self, now: datetime) -> None:
        """Send messages for deliveries that have waited for too long. A failure holds up nothing else."""
        try:
            self._waiting.ask_again(now)
        except Exception as error:
            logger.warning("deliveries_not_asked_for", extra={"error": error_code(error)})
            count("WorkNotAskedFor")
