"""Imports are worked off, some rows at a time, when their queue says so."""

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
    """Hold what importing reaches, beside what every function does.

    Attributes:
        secret: the tenant's.
        uploads: files to import.
        queue: asks to go on, when the time is over.
        rows: how many are decided at once, at most.
    """

    secret: MasterSecret
    uploads: Uploads
    queue: Queue
    rows: int = ROWS


def build(doors: ImportDoors) -> Worker:
    """Make the function from its doors; call it with the queue's event."""
    table, plans, new_id, now = doors.table, doors.plans, doors.new_id, doors.now
    return Worker(table, plans, doors.secret, doors.uploads, doors.queue, new_id, now, doors.rows)
