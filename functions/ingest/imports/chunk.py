"""Collect as many rows as fit into one transaction, together with the progress of the import: a chunk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from functions.ingest.imports.row_inquiries import PlacedInquiry
from shared.domain.intake.admit import Admission
from shared.domain.lead_records.counters import CounterRow, merge_counters
from shared.domain.lead_records.decision import combine_changes
from shared.domain.lead_records.lead_import import RowError
from shared.domain.plan_records.workload import WorkloadChange
from shared.store import decisions
from shared.store import table as store
from shared.store.keys import Key
from shared.store.table import MAX_WRITES, Write, put

MAX_BYTES = 3_000_000
ROWS = 100  # at most, because the errors of all must fit into one item
OWN_WRITES = 2  # of the import itself: its progress, and the errors of its rows
ROOM = MAX_WRITES - OWN_WRITES


@dataclass
class RowChunk:
    """Rows that are committed together: their outcomes, and their writes."""

    created: int = 0
    repeated: int = 0
    failed: int = 0
    objected: int = 0
    errors: list[RowError] = field(default_factory=list)
    _writes: list[Write] = field(default_factory=list)
    _loads: tuple[WorkloadChange, ...] = ()
    _tallies: tuple[CounterRow, ...] = ()
    _touched: set[Key] = field(default_factory=set)
    _bytes: int = 0

    @property
    def taken(self) -> int:
        """Return how many rows the chunk holds."""
        return self.created + self.repeated + self.failed

    def refuse(self, errors: Iterable[RowError]) -> None:
        """Add a row that makes no lead."""
        self.failed += 1
        self.errors += errors

    def refuse_objecting(self, error: RowError) -> None:
        """Add a row whose person objects."""
        self.refuse([error])
        self.objected += 1

    def add(self, admission: Admission, found_by: Sequence[Write] = ()) -> bool:
        """Add a row's decision; return False if it does not fit, or writes an item that another row writes.

        Args:
            admission: what becomes of the row.
            found_by: the writes by which its person is found.
        """
        decision = admission.decision
        records = [*decisions.writes(replace(decision, workload_changes=(), counters=())), *map(put, admission.cards)]
        writes = [*records, *found_by]
        loads, tallies = (
            combine_changes((*self._loads, *decision.workload_changes)),
            merge_counters((*self._tallies, *decision.counters)),
        )
        size = sum(len(write.body["Item"]["body"]["S"].encode()) for write in records)
        touched = {write.key for write in writes}
        full = len(self._writes) + len(writes) + len(loads) + len(tallies) > ROOM or self._bytes + size > MAX_BYTES
        if self._writes and (full or touched & self._touched):
            return False
        self._writes += writes
        self._loads, self._tallies = loads, tallies
        self._touched |= touched
        self._bytes += size
        self.created += not admission.repeat
        self.repeated += admission.repeat
        return True

    def writes(self) -> list[Write]:
        """Return the writes of all rows."""
        return [*self._writes, *map(store.change_workload, self._loads), *map(store.count, self._tallies)]


def first_rows(rows: Iterable[PlacedInquiry]) -> list[PlacedInquiry]:
    """Return the first rows that may fit into one chunk, up to the second row of the same person."""
    taken: list[PlacedInquiry] = []
    seen: set[str] = set()
    writes = 0
    for row in rows:
        needs = 2 + len(row.hashes) if row.inquiry else 0  # the lead, what it is found by, and cards
        if taken and (writes + needs > ROOM or seen & row.hashes):
            break
        taken.append(row)
        seen |= row.hashes
        writes += needs
    return taken
