"""Operations that export the audit as one file: CSV for people, JSON for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from pydantic import JsonValue

from functions.plan.audits import AuditFilters, AuditShown
from functions.plan.plan_session import PlanSession
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Invalid
from shared.doors import NewId
from shared.store.lists import audits
from shared.store.lists.audits import TooLarge
from shared.store.table import Table, put
from shared.web.app import Response
from shared.web.csv_cells import csv_file, to_csv
from shared.web.formulas import Cell
from shared.web.request import Request
from shared.web.schemas import Page

MAX_BYTES = 2_000_000  # of entries: an answer of Lambda has 6 MB, of which escaping takes a part
COLUMNS = ("at", "by", "by_name", "what", "subject", "before", "after", "audit_id")


class AuditExports:
    """Operations that export the audit, for the Rainmaker. Each export is audited, and told to all Rainmakers."""

    def __init__(self, session: PlanSession, table: Table, new_id: NewId, *, most_bytes: int = MAX_BYTES) -> None:
        self._session, self._table, self._new_id, self._most_bytes = session, table, new_id, most_bytes

    def export_audit_csv(self, request: Request, query: AuditFilters) -> Response:
        """Export the selected changes as CSV, newest first; `before` and `after` are JSON.

        More than 2 MB are refused (`export_too_large`): ask for fewer days.
        """
        entries = self._export(request, query, "csv")
        return csv_file(to_csv([COLUMNS, *map(_row, entries)]), f"audit-{request.now:%Y-%m-%d}.csv")

    def export_audit_json(self, request: Request, query: AuditFilters) -> Page[AuditShown]:
        """Export the selected changes as JSON, newest first. The list is always complete: `next` is null.

        More than 2 MB are refused (`export_too_large`): ask for fewer days.
        """
        return Page(items=tuple(self._export(request, query, "json")))

    def _export(self, request: Request, query: AuditFilters, kind: str) -> tuple[AuditShown, ...]:
        """Return the entries, and record the export."""
        me, plan = self._session.read(request)
        wanted = query.selected(plan.settings.zone)
        created = plan.settings.created_at
        try:
            found = tuple(audits.every(self._table, created, request.now, wanted, self._most_bytes))
        except TooLarge as error:
            says = f"More than {self._most_bytes} bytes: ask for fewer days."
            raise Invalid(("query", "from"), "export_too_large", says, most=self._most_bytes) from error
        asked = query.model_dump(mode="json", by_alias=True, exclude_none=True)
        after: dict[str, JsonValue] = {"format": kind, **asked}
        self._table.commit([
            put(Audit(
                audit_id=self._new_id("audit"), at=request.now, by=me.agent_id, what="audit.exported", subject="audit",
                after=after,
            ))
        ])  # fmt: skip
        return tuple(AuditShown.of(entry, plan) for entry in found)


def _row(entry: AuditShown) -> list[Cell]:
    return [_at(entry.at), entry.by, entry.by_name, entry.what, entry.subject, *_values(entry), entry.audit_id]


def _values(entry: AuditShown) -> Iterator[str | None]:
    for values in (entry.before, entry.after):
        yield json.dumps(values, ensure_ascii=False) if values is not None else None


def _at(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()
