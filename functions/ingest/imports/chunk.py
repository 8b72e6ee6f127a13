"""A chunk: as many rows as fit into one transaction, with how far the import is then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from functions.ingest.imports.row_inquiries import PlacedInquiry
from shared.domain.intake.admit import Admission
from shared.domain.lead_records.counters import CounterRow, gather
from shared.domain.lead_records.decision import combine_changes
from shared.domain.lead_records.lead_import import RowError
from shared.domain.plan_records.workload import WorkloadChange
from shared.store import decisions
from shared.store import table as store
from shared.store.keys import Key
from shared.store.table import MAX_WRITES, Write, put

MAX_BYTES = 3_000_000
ROWS = 100  # at most, however little they write: their mistakes must fit into one item
BESIDE = 2  # writes: the import, and its rows' mistakes
ROOM = MAX_WRITES - BESIDE


@dataclass
class RowChunk:
    """Rows decided together: what they came to, and what is written of them."""

    created: int = 0
    repeated: int = 0
    failed: int = 0
    mistakes: list[RowError] = field(default_factory=list)
    _writes: list[Write] = field(default_factory=list)
    _loads: tuple[WorkloadChange, ...] = ()
    _tallies: tuple[CounterRow, ...] = ()
    _touched: set[Key] = field(default_factory=set)
    _bytes: int = 0

    @property
    def taken(self) -> int:
        """How many rows it has gone through."""
        return self.created + self.repeated + self.failed

    def refuse(self, mistakes: Iterable[RowError]) -> None:
        """Take in a row that makes no lead."""
        self.failed += 1
        self.mistakes += mistakes

    def add(self, admission: Admission) -> bool:
        """Take in a row's decision, unless it does not fit any more, or touches what another row has touched."""
        decision = admission.decision
        writes = [*decisions.writes(replace(decision, loads=(), tallies=())), *map(put, admission.cards)]
        loads, tallies = combine_changes((*self._loads, *decision.loads)), gather((*self._tallies, *decision.tallies))
        size = sum(len(write.body["Item"]["body"]["S"].encode()) for write in writes)
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
        """Everything of its rows that lands together."""
        return [*self._writes, *map(store.change_load, self._loads), *map(store.count, self._tallies)]


def window(asked: Iterable[PlacedInquiry]) -> list[PlacedInquiry]:
    """The first rows that may fit into one chunk, up to one whose person another row may have made known."""
    taken: list[PlacedInquiry] = []
    seen: set[str] = set()
    writes = 0
    for one in asked:
        needs = 1 + len(one.hashes) if one.inquiry else 0
        if taken and (writes + needs > ROOM or seen & one.hashes):
            break
        taken.append(one)
        seen |= one.hashes
        writes += needs
    return taken
