"""Build the import function: a queue message makes it work on an import, some rows at a time."""

from __future__ import annotations

from dataclasses import dataclass

from functions.ingest.imports.chunk import ROWS
from functions.ingest.imports.worker import Worker
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.uploads import Uploads


@dataclass(frozen=True, kw_only=True)
class ImportDoors(Doors):
    """Hold the doors of the import function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret.
        uploads: the bucket of uploaded files.
        queue: its own queue, to continue in another call.
        rows: the most that are decided at once.
    """

    secret: MasterSecret
    uploads: Uploads
    queue: Queue
    rows: int = ROWS


def build(doors: ImportDoors) -> Worker:
    """Return the handler of the queue's messages, built from its doors."""
    table, plans, new_id, now = doors.table, doors.plans, doors.new_id, doors.now
    return Worker(table, plans, doors.secret, doors.uploads, doors.queue, new_id, now, doors.rows)
