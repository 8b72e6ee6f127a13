"""Work on imports, some rows at a time, until the time or the file ends. The table holds the progress."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from functions.ingest.imports.columns import fields_of
from functions.ingest.imports.create_leads import LeadCreator, Overtaken
from functions.ingest.imports.csv_file import UnusableFile, read_csv
from functions.ingest.imports.dry_run import DryRun
from functions.ingest.imports.row_inquiries import ImportRows
from functions.ingest.imports.upload import key_of
from shared.domain.lead_records.lead_import import Import, fail_import
from shared.doors import NewId, Now
from shared.observe import count, logger
from shared.queue import Queue, messages_of
from shared.secrets import MasterSecret
from shared.store import keys
from shared.store.plans import Plans
from shared.store.table import Collision, Table, put
from shared.uploads import Uploads

CHUNK_MILLISECONDS = 20_000  # enough for the longest chunk


class Worker:
    """Work on imports."""

    def __init__(
        self,
        table: Table,
        plans: Plans,
        secret: MasterSecret,
        uploads: Uploads,
        queue: Queue,
        new_id: NewId,
        now: Now,
        rows: int,
    ) -> None:
        self._table, self._plans, self._secret = table, plans, secret
        self._uploads, self._queue = uploads, queue
        self._new_id, self._now, self._rows = new_id, now, rows

    def __call__(self, event: dict[str, Any], context: Any) -> None:
        """Handle the message of an event. After an exception the queue delivers it again."""
        for record in messages_of(event, self._now()):
            import_id = json.loads(record["body"])["import_id"]
            outcome = self.work(import_id, context.get_remaining_time_in_millis)
            logger.info("import_run_finished", extra={"import_id": import_id, "outcome": outcome})

    def work(self, import_id: str, left: Callable[[], int]) -> str:
        """Work on an import as long as time allows; return the outcome.

        A message that is late, repeated, or about a finished import changes nothing.

        Args:
            import_id: of the import.
            left: returns how many milliseconds are left.

        Source: docs/rules.md, "Entry" 1.
        """
        one = self._table.get(Import, keys.imported(import_id))
        if one is None or not one.under_way:
            return "not_running"
        try:
            file = self._open(one)
            steps = self._steps(one, file)
            while one.under_way:
                if left() < CHUNK_MILLISECONDS:
                    self._queue.send([{"import_id": import_id}])
                    return "continued"
                one = steps.step(one)
        except UnusableFile as unusable:
            return self._fail(one, unusable)
        except Overtaken:
            return "overtaken"
        return one.status

    def _steps(self, one: Import, file: ImportRows) -> DryRun | LeadCreator:
        kind = DryRun if one.dry_run else LeadCreator
        return kind(self._table, self._plans, file, self._new_id, self._now, self._rows)

    def _open(self, one: Import) -> ImportRows:
        """Read the import's file. Raises UnusableFile if it is gone, has changed, or cannot be read."""
        found = self._uploads.read(key_of(one.import_id))
        if found is None:
            raise UnusableFile("upload_missing")
        upload, raw = found
        if upload.tag != one.upload:
            raise UnusableFile("upload_changed")
        sheet = read_csv(raw)
        return ImportRows(sheet, fields_of(sheet.header, one.mapping), self._secret)

    def _fail(self, one: Import, unusable: UnusableFile) -> str:
        try:
            self._table.commit([put(fail_import(one, unusable.reason))])
        except Collision:
            return "overtaken"
        count("ImportFailed")
        return unusable.reason
