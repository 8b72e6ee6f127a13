"""Convert the rows of an import to inquiries, and decide where their leads go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.ingest.imports.csv_file import CsvFile
from functions.ingest.imports.rows import UnusableRow, read_row
from functions.ingest.inquiries.make_inquiry import make_inquiry
from shared.domain.intake.recognise import KnownPerson, objects
from shared.domain.lead_records.inquiry import Inquiry, Place, ToMember, ToPool, is_active_member, place_of
from shared.domain.lead_records.lead_import import Import, RowError
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret


@dataclass(frozen=True, slots=True)
class PlacedInquiry:
    """A row with its inquiry, or with the errors that make it unusable."""

    number: int
    inquiry: Inquiry | None = None
    errors: tuple[RowError, ...] = ()

    @property
    def hashes(self) -> frozenset[str]:
        """Return the keyed hashes of the person's addresses."""
        asked = self.inquiry
        each = (*asked.emails, *asked.phones) if asked else ()
        return frozenset(hashed for one in each if asked for hashed in asked.all_hashes(one))


@dataclass(frozen=True)
class ImportRows:
    """The file of an import, and what its columns hold."""

    sheet: CsvFile
    fields: tuple[str, ...]
    secret: MasterSecret

    def inquiries(self, one: Import, plan: Plan, start: int, limit: int) -> Iterator[PlacedInquiry]:
        """Yield the rows from `start` on, `limit` at most, as inquiries."""
        source = plan.sources.get(one.source_id) if one.source_id else None
        for row in self.sheet.rows[start : start + limit]:
            try:
                given = read_row(row, self.fields, self.sheet.header)
                yield PlacedInquiry(row.number, make_inquiry(given, source, one.by, plan.settings.country, self.secret))
            except UnusableRow as unusable:
                yield PlacedInquiry(row.number, errors=unusable.errors)


def place_for(one: Import, plan: Plan) -> Place:
    """Return where the leads go: to the pool, if the source was archived or the member removed meanwhile.

    Source: docs/rules.md, "Entry" 1-3.
    """
    if one.to == "pool":
        return ToPool("by_hand")
    if one.to == "route":
        source = plan.sources.get(one.source_id or "")
        return place_of(source, plan) if source else ToPool("no_source")
    return ToMember(one.to) if is_active_member(plan, one.to) else ToPool("member_removed")


def failed_row(number: int) -> RowError:
    """Return the error of a row that failed for a reason of ours."""
    return RowError(row=number, loc=(), reason="row_failed", msg="this row could not be imported")


def objecting_row(row: PlacedInquiry, known: KnownPerson) -> RowError | None:
    """Return the error of a row whose person objects, to whatever it is; None if they do not.

    Source: docs/rules.md, "Consent and objections" 5.
    """
    if row.inquiry is None or not objects(row.inquiry, known):
        return None
    return RowError(row=row.number, loc=(), reason="objected", msg="this person objects to being contacted")


def all_hashes(rows: Sequence[PlacedInquiry]) -> set[str]:
    """Return the keyed hashes of the addresses in all these rows."""
    return {hashed for row in rows for hashed in row.hashes}
