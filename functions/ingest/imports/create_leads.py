"""Making leads of an import's rows, a chunk at a time."""

from __future__ import annotations

from functions.ingest.imports.chunk import RowChunk, window
from functions.ingest.imports.row_inquiries import ImportRows, PlacedInquiry, hashes, place, undecided
from shared.domain.intake.admit import admit
from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.lead_import import Import, ImportErrors, advance
from shared.doors import NewId, Now
from shared.observe import count, error_code, logger
from shared.store import keys
from shared.store.admissions import known_of
from shared.store.plans import Plans
from shared.store.table import Collision, Table, Unwritable, Write, put

COLLISIONS = 12  # in a row, before the work is left to another time


class Overtaken(Exception):
    """Somebody else moves this import on."""


class Ledger:
    """Writes how far an import is, together with what its rows came to."""

    def __init__(self, table: Table, file: ImportRows, now: Now) -> None:
        self._table, self._file, self._now = table, file, now

    def note(self, one: Import, chunk: RowChunk) -> Import:
        """Commit a chunk: its rows' leads and mistakes, and the import so many rows further.

        Raises:
            Overtaken: another process has moved the import on. Nothing was written.
            Collision: something else was not as read. Nothing was written.
        """
        sheet = self._file.sheet
        further = advance(
            one, self._now(), created=chunk.created, repeated=chunk.repeated, failed=chunk.failed,
            rows=len(sheet.rows), columns=sheet.header, fields=self._file.fields,
        )  # fmt: skip
        try:
            self._table.commit([put(further), *_told(one, chunk), *chunk.writes()])
        except Collision as collision:
            if keys.imported(one.import_id) in collision.lost:
                raise Overtaken from None
            raise
        return further.stored()


class LeadCreator:
    """Makes leads of rows."""

    def __init__(self, table: Table, plans: Plans, file: ImportRows, new_id: NewId, now: Now, rows: int) -> None:
        self._table, self._plans, self._file, self._new_id, self._now = table, plans, file, new_id, now
        self._ledger, self._rows = Ledger(table, file, now), rows

    def step(self, one: Import) -> Import:
        """The import, one chunk further. Who loses a guard reads again, and decides the chunk anew.

        Raises:
            Busy: too many at once, time after time.
            Overtaken: another process is at it.
        """
        limit, lost = self._rows, 0
        while lost < COLLISIONS:
            taken = 0
            try:
                chunk = self._decide(one, limit)
                taken = chunk.taken
                further = self._ledger.note(one, chunk)
            except Unwritable as error:
                logger.error("import_chunk_failed", extra={"import_id": one.import_id, "error": error_code(error)})
                if taken <= 1:
                    return self._give_up(one)
                limit = taken // 2
            except (Collision, Busy):
                lost += 1
                self._table.breathe(lost)
            else:
                if chunk.created:
                    count("LeadImported", chunk.created)
                return further
        raise Busy

    def _decide(self, one: Import, limit: int) -> RowChunk:
        """The next rows, decided on what the table knows now."""
        plan, now = self._plans.current(), self._now()
        asked = window(self._file.asked(one, plan, one.done, limit))
        known, where, chunk = known_of(self._table, hashes(asked)), place(one, plan), RowChunk()
        for row in asked:
            if row.inquiry is None:
                chunk.refuse(row.mistakes)
                continue
            try:
                lead_id, audit_id = self._new_id("lead"), self._new_id("audit")
                admission = admit(row.inquiry, where, known, plan, now, lead_id=lead_id, audit_id=audit_id)
                fits = chunk.add(admission)
            except Exception as error:
                # Whatever is wrong with this row is nothing to the others.
                self._tell(one, row, error)
                chunk.refuse([undecided(row.number)])
            else:
                if not fits:
                    break
        return chunk

    def _give_up(self, one: Import) -> Import:
        """The next row is one that the table does not take: a mistake."""
        chunk, row = RowChunk(), self._file.sheet.rows[one.done]
        chunk.refuse([undecided(row.number)])
        count("RowNotImported")
        return self._ledger.note(one, chunk)

    def _tell(self, one: Import, row: PlacedInquiry, error: Exception) -> None:
        told = {"import_id": one.import_id, "row": row.number, "error": error_code(error)}
        logger.error("import_row_failed", extra=told)
        count("RowNotImported")


def _told(one: Import, chunk: RowChunk) -> list[Write]:
    if not chunk.mistakes:
        return []
    return [put(ImportErrors(import_id=one.import_id, run=one.run, start=one.done, forget_at=one.forget_at,
                         items=tuple(chunk.mistakes)))]  # fmt: skip
