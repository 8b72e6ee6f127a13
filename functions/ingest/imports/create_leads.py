"""Create leads from the rows of an import, a chunk at a time."""

from __future__ import annotations

from functions.ingest.imports.chunk import RowChunk, first_rows
from functions.ingest.imports.row_inquiries import (
    ImportRows,
    PlacedInquiry,
    all_hashes,
    failed_row,
    objecting_row,
    place_for,
)
from shared.domain.intake.admit import admit
from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.lead_import import Import, ImportErrors, advance_import
from shared.doors import NewId, Now
from shared.observe import count, error_code, logger
from shared.store import keys
from shared.store.admissions import known_of, searched
from shared.store.plans import Plans
from shared.store.table import Collision, Table, Unwritable, Write, put

COLLISIONS = 12  # in a row, before the work is left to a later call


class Overtaken(Exception):
    """Another process works on this import."""


class ImportProgress:
    """Store the progress of an import together with the leads of its rows."""

    def __init__(self, table: Table, file: ImportRows, now: Now) -> None:
        self._table, self._file, self._now = table, file, now

    def save(self, one: Import, chunk: RowChunk) -> Import:
        """Commit a chunk: the leads and errors of its rows, and the import's progress.

        Raises:
            Overtaken: another process has changed the import. Nothing was written.
            Collision: something else has changed. Nothing was written.
        """
        sheet = self._file.sheet
        further = advance_import(
            one, self._now(), created=chunk.created, repeated=chunk.repeated, failed=chunk.failed,
            objected=chunk.objected,
            rows=len(sheet.rows), columns=sheet.header, fields=self._file.fields,
        )  # fmt: skip
        try:
            self._table.commit([put(further), *_error_writes(one, chunk), *chunk.writes()])
        except Collision as collision:
            if keys.imported(one.import_id) in collision.lost:
                raise Overtaken from None
            raise
        return further.stored()


class LeadCreator:
    """Create leads from rows."""

    def __init__(self, table: Table, plans: Plans, file: ImportRows, new_id: NewId, now: Now, rows: int) -> None:
        self._table, self._plans, self._file, self._new_id, self._now = table, plans, file, new_id, now
        self._progress, self._rows = ImportProgress(table, file, now), rows

    def step(self, one: Import) -> Import:
        """Create the leads of the next chunk; return the import with its new progress.

        After a collision read again, and decide the chunk again.

        Raises:
            Busy: other writers won too often.
            Overtaken: another process works on this import.
        """
        limit, collisions = self._rows, 0
        while collisions < COLLISIONS:
            taken = 0
            try:
                chunk = self._decide(one, limit)
                taken = chunk.taken
                further = self._progress.save(one, chunk)
            except Unwritable as error:
                logger.error("import_chunk_failed", extra={"import_id": one.import_id, "error": error_code(error)})
                if taken <= 1:
                    return self._skip_row(one)
                limit = taken // 2
            except (Collision, Busy):
                collisions += 1
                self._table.wait_before_retry(collisions)
            else:
                if chunk.created:
                    count("LeadImported", chunk.created)
                return further
        raise Busy

    def _decide(self, one: Import, limit: int) -> RowChunk:
        """Decide the next rows from what the table holds now."""
        plan, now = self._plans.current(), self._now()
        rows = first_rows(self._file.inquiries(one, plan, one.done, limit))
        known, where, chunk = known_of(self._table, all_hashes(rows)), place_for(one, plan), RowChunk()
        for row in rows:
            if row.inquiry is None:
                chunk.refuse(row.errors)
                continue
            if objecting := objecting_row(row, known):
                chunk.refuse_objecting(objecting)
                continue
            try:
                lead_id, audit_id = self._new_id("lead"), self._new_id("audit")
                admission = admit(row.inquiry, where, known, plan, now, lead_id=lead_id, audit_id=audit_id)
                fits = chunk.add(admission, searched(self._file.secret.part_hashes, admission, known.leads))
            except Exception as error:
                # A row that cannot be decided holds up no other.
                _log_failure(one, row, error)
                chunk.refuse([failed_row(row.number)])
            else:
                if not fits:
                    break
        return chunk

    def _skip_row(self, one: Import) -> Import:
        """Store an error for the next row, because the table refuses its writes."""
        chunk, row = RowChunk(), self._file.sheet.rows[one.done]
        chunk.refuse([failed_row(row.number)])
        count("RowNotImported")
        return self._progress.save(one, chunk)


def _log_failure(one: Import, row: PlacedInquiry, error: Exception) -> None:
    logger.error("import_row_failed", extra={"import_id": one.import_id, "row": row.number, "error": error_code(error)})
    count("RowNotImported")


def _error_writes(one: Import, chunk: RowChunk) -> list[Write]:
    if not chunk.errors:
        return []
    return [put(ImportErrors(import_id=one.import_id, run=one.run, start=one.done, forget_at=one.forget_at,
                         items=tuple(chunk.errors)))]  # fmt: skip
