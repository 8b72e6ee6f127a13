"""An import's rows as inquiries, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.ingest.imports.csv_file import CsvFile
from functions.ingest.imports.rows import Unfit, read_row
from functions.ingest.parsing.inquiries import inquiry
from shared.domain.lead_records.inquiry import Inquiry, Place, ToMember, ToPool, is_active, place_of
from shared.domain.lead_records.lead_import import Import, RowError
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret


@dataclass(frozen=True, slots=True)
class PlacedInquiry:
    """A row: what it asks, or why it asks nothing that can be read."""

    number: int
    inquiry: Inquiry | None = None
    mistakes: tuple[RowError, ...] = ()

    @property
    def hashes(self) -> frozenset[str]:
        """Under which the person is found."""
        return frozenset((*self.inquiry.emails, *self.inquiry.phones)) if self.inquiry else frozenset()


@dataclass(frozen=True)
class ImportRows:
    """An import's file, as it is read."""

    sheet: CsvFile
    fields: tuple[str, ...]
    secret: MasterSecret

    def asked(self, one: Import, plan: Plan, start: int, limit: int) -> Iterator[PlacedInquiry]:
        """The rows from `start` on, read one by one."""
        source = plan.sources.get(one.source_id) if one.source_id else None
        for row in self.sheet.rows[start : start + limit]:
            try:
                given = read_row(row, self.fields)
                yield PlacedInquiry(row.number, inquiry(given, source, one.by, plan.settings.country, self.secret))
            except Unfit as unfit:
                yield PlacedInquiry(row.number, mistakes=unfit.mistakes)


def place(one: Import, plan: Plan) -> Place:
    """Where the leads go now: what is archived or gone meanwhile leads to the pool.

    Source: docs/rules.md, "Entry" 1-3.
    """
    if one.to == "pool":
        return ToPool("by_hand")
    if one.to == "route":
        source = plan.sources.get(one.source_id or "")
        return place_of(source, plan) if source else ToPool("no_source")
    return ToMember(one.to) if is_active(plan, one.to) else ToPool("member_removed")


def undecided(number: int) -> RowError:
    """Of a row that we could not decide, for whatever reason of ours."""
    return RowError(row=number, loc=(), reason="row_failed", msg="this row could not be imported")


def hashes(asked: Sequence[PlacedInquiry]) -> set[str]:
    """Of all these rows."""
    return {hashed for one in asked for hashed in one.hashes}
