"""The sweep's part in work that queues ask for: a message that was lost is sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.queue import Queue
from shared.store import keys
from shared.store.table import Table

AT_ONCE = 500  # of one kind; what is left waits for the next minute


@dataclass(frozen=True, slots=True)
class QueuedWork:
    """A kind of work that is asked for.

    Attributes:
        queue: who does it.
        partition: of the index `due`; its sort keys hold an instant, then ids.
        patience: what has been due that long was asked for once, and nothing came of it.
        names: what the ids of one piece of work are called in its message.
        said: what every message says beside them.
    """

    queue: Queue
    partition: str
    patience: timedelta
    names: Sequence[str]
    said: Mapping[str, str] = field(default_factory=dict)


class LostMessages:
    """Asks again for work that was lost."""

    def __init__(self, table: Table, works: Iterable[QueuedWork]) -> None:
        self._table, self._works = table, tuple(works)

    def again(self, now: datetime) -> None:
        """Ask for all work that has been due for too long."""
        for work in self._works:
            until = keys.past(now - work.patience)
            entries = self._table.query(work.partition, index=keys.DUE, until=until, limit=AT_ONCE)
            found = [entry[keys.DUE.sk]["S"].split("#")[1:] for entry in entries]
            work.queue.send([{**work.said, **dict(zip(work.names, ids, strict=True))} for ids in found])
