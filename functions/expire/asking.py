"""The sweep's part in work that queues ask for: a message that was lost is sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.queue import Queue
from shared.store import keys
from shared.store.table import Table

AT_ONCE = 500  # of one kind; what is left waits for the next minute


def ask_again(
    table: Table,
    queue: Queue,
    partition: str,
    until: datetime,
    names: Sequence[str],
    said: Mapping[str, str] | None = None,
) -> int:
    """Ask for all work of a kind that was due by `until`; how much it was.

    Args:
        table: where the work is.
        queue: who does it.
        partition: of the index `due`; its sort keys hold an instant, then ids.
        until: UTC: what has been due that long was asked for once, and nothing came of it.
        names: what the ids of one piece of work are called in its message.
        said: what every message says beside them.
    """
    entries = table.query(partition, index=keys.DUE, until=keys.past(until), limit=AT_ONCE)
    ids = [dict(zip(names, entry[keys.DUE.sk]["S"].split("#")[1:], strict=True)) for entry in entries]
    found = [{**(said or {}), **one} for one in ids]
    queue.send(found)
    return len(found)
