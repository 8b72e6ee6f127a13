"""Run an import dry: write what its rows would become, but no leads."""

from __future__ import annotations

from functions.ingest.imports.chunk import RowChunk
from functions.ingest.imports.create_leads import ImportProgress
from functions.ingest.imports.row_inquiries import (
    ImportRows,
    PlacedInquiry,
    all_hashes,
    failed_row,
    objecting_row,
    place_for,
)
from shared.domain.intake.admit import admit
from shared.domain.intake.recognise import KnownPerson
from shared.domain.kernel.contact import Card
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.inquiry import Place
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.lead_import import Import
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId, Now
from shared.store.admissions import known_of
from shared.store.plans import Plans
from shared.store.table import Collision, Table


class DryRun:
    """Decide rows as the import would, from the table and from what earlier rows would have created.

    That is kept in memory only: a process that continues the dry run decides the earlier rows again, but does not
    count them.
    """

    def __init__(self, table: Table, plans: Plans, file: ImportRows, new_id: NewId, now: Now, rows: int) -> None:
        self._table, self._plans, self._file, self._new_id, self._now = table, plans, file, new_id, now
        self._progress, self._rows = ImportProgress(table, file, now), rows
        self._cards: dict[str, Card] = {}
        self._leads: dict[LeadId, Lead] = {}
        self._at = 0

    def step(self, one: Import) -> Import:
        """Decide the next rows; return the import with its new progress.

        Raises:
            Busy: too many concurrent writers.
            Overtaken: another process works on this import.
        """
        plan, chunk = self._plans.current(), RowChunk()
        rows = list(self._file.inquiries(one, plan, self._at, self._rows))
        stored, where = known_of(self._table, all_hashes(rows)), place_for(one, plan)
        known = KnownPerson({**stored.cards, **self._cards}, {**stored.leads, **self._leads})
        for at, row in enumerate(rows, self._at):
            objecting = objecting_row(row, known)
            repeat = None if objecting else self._decide(row, where, known, plan)
            if at < one.done:
                continue
            if objecting:
                chunk.refuse_objecting(objecting)
            else:
                _count(chunk, row, repeat)
        self._at += len(rows)
        try:
            return self._progress.save(one, chunk) if chunk.taken else one
        except Collision:
            raise Busy from None

    def _decide(self, row: PlacedInquiry, where: Place, known: KnownPerson, plan: Plan) -> bool | None:
        """Return whether the row would be a repeat, None if it would make no lead; add what it creates to `known`."""
        if row.inquiry is None:
            return None
        try:
            lead_id, audit_id = self._new_id("lead"), self._new_id("audit")
            admission = admit(row.inquiry, where, known, plan, self._now(), lead_id=lead_id, audit_id=audit_id)
        except Exception:
            return None
        lead = admission.decision.lead.stored()
        for card in admission.cards:
            self._cards[card.hash] = known.cards[card.hash] = card.stored()  # type: ignore[index]
        self._leads[lead.lead_id] = known.leads[lead.lead_id] = lead  # type: ignore[index]
        return admission.repeat


def _count(chunk: RowChunk, row: PlacedInquiry, repeat: bool | None) -> None:
    if repeat is None:
        chunk.refuse(row.errors or [failed_row(row.number)])
    else:
        chunk.created += not repeat
        chunk.repeated += repeat
