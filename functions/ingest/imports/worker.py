"""Imports are worked off, some rows at a time, until the time or the file is over. The table holds how far."""

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
from shared.domain.lead_records.lead_import import Import, fail
from shared.doors import NewId, Now
from shared.observe import count, logger
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store import keys
from shared.store.plans import Plans
from shared.store.table import Collision, Table, put
from shared.uploads import Uploads

ENOUGH = 20_000  # milliseconds: for the longest chunk


class Worker:
    """Works imports off."""

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
        """Work off what the queue's one message asks for. What raises here is asked for again."""
        for record in event["Records"]:
            import_id = json.loads(record["body"])["import_id"]
            outcome = self.work(import_id, context.get_remaining_time_in_millis)
            logger.info("import_run_finished", extra={"import_id": import_id, "outcome": outcome})

    def work(self, import_id: str, left: Callable[[], int]) -> str:
        """Work an import off, as far as time allows; return what became of it.

        A message that comes late, twice, or for what is done changes nothing.

        Args:
            import_id: which one.
            left: tells how many milliseconds there are still.

        Source: docs/rules.md, "Entry" 1.
        """
        one = self._table.get(Import, keys.imported(import_id))
        if one is None or not one.under_way:
            return "not_running"
        try:
            file = self._open(one)
            steps = self._steps(one, file)
            while one.under_way:
                if left() < ENOUGH:
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
        """The import's file. Raises Unusable if it is not there any more, another one, or none that can be read."""
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
            self._table.commit([put(fail(one, unusable.reason))])
        except Collision:
            return "overtaken"
        count("ImportFailed")
        return unusable.reason
