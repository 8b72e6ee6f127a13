"""The operation that exports the rows of an import that were not imported, to be mended and sent again."""

from __future__ import annotations

import json

from functions.ingest.imports.upload import key_of
from shared.domain import access
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Forbidden, Invalid, Missing, UploadMissing
from shared.domain.lead_records.lead_import import Import
from shared.domain.plan_records.settings import Language
from shared.doors import NewId
from shared.store import keys
from shared.store.lists.import_errors import every
from shared.store.plans import Plans
from shared.store.table import Table, put
from shared.uploads import Uploads
from shared.web import auth
from shared.web.app import Response
from shared.web.request import Request

MAX_BYTES = 5_500_000  # as JSON: an answer of Lambda has 6 MB


class FailedRows:
    """The operation that exports the rows that make no lead, for Managers and the Rainmaker."""

    def __init__(
        self, table: Table, plans: Plans, uploads: Uploads, new_id: NewId, *, most_bytes: int = MAX_BYTES
    ) -> None:
        self._table, self._plans, self._uploads = table, plans, uploads
        self._new_id, self._most_bytes = new_id, most_bytes

    def export_failed_rows(self, request: Request, import_id: str) -> Response:
        """Export the rows that make no lead as CSV: as they were sent, and last why, in the caller's language.

        Of another's import, Managers may only while the setting `managers_export` is on. The mended file can be
        imported as it is: the column of reasons is passed over. Each export is audited, and told to Rainmakers.

        Raises:
            Forbidden: a Manager may not export another's rows.
            Missing: there is no such import.
            UploadMissing: the file is not kept any more, or another was uploaded in its place.
            Invalid: the rows do not fit into one answer.

        Source: docs/rules.md, "Entry" 1.
        """
        from shared.web.csv_cells import csv_file  # here and below, because hardly any request needs CSV

        plan = self._plans.current()
        me = auth.caller(request, plan)
        one = self._table.get(Import, keys.imported(import_id))
        if one is None:
            raise Missing
        if not access.may_export_rows(me, one.by, plan.settings):
            raise Forbidden
        text = self._text(one, me.language or plan.settings.language)
        if len(json.dumps(text, ensure_ascii=False).encode()) > self._most_bytes:
            says = f"More than {self._most_bytes} bytes: mend the rows in the file itself."
            raise Invalid(("path", "import_id"), "export_too_large", says, most=self._most_bytes)
        if one.failed:
            entry = Audit(audit_id=self._new_id("audit"), at=request.now, by=me.agent_id, what="import.exported",
                          subject=import_id, after={"rows": one.failed})  # fmt: skip
            self._table.commit([put(entry)])
        return csv_file(text, f"failed-rows-{request.now.astimezone(plan.settings.zone):%Y-%m-%d}.csv")

    def _text(self, one: Import, language: Language) -> str:
        """Return the file; only its heading while no row has failed."""
        from functions.ingest.imports.failed_rows_csv import failed_rows_csv, heading_csv

        if not one.failed:
            return heading_csv(one.columns, language)
        found = self._uploads.read(key_of(one.import_id))
        if found is None or found[0].tag != one.upload:
            raise UploadMissing
        return failed_rows_csv(found[1], every(self._table, one), language)
