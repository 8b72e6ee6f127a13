"""Imports are worked off, some rows at a time, until the time or the file is over. The table holds how far."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from functions.ingest.imports.checking import Checker
from functions.ingest.imports.columns import fields_of
from functions.ingest.imports.making import Maker, Overtaken
from functions.ingest.imports.reading import File
from functions.ingest.imports.sheet import Unusable, read_sheet
from functions.ingest.imports.upload import key_of
from shared import aws
from shared.domain.imported import Import, fail
from shared.observe import count, logger
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.settings import ImportSettings
from shared.store import keys
from shared.store.plans import Plans
from shared.store.table import Collision, Table, put
from shared.uploads import Uploads

settings = ImportSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
master = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
plans = Plans(table)
uploads = Uploads(aws.s3, settings.IMPORTS_BUCKET)
queue = Queue(aws.sqs, settings.IMPORTS_URL)

ENOUGH = 20_000  # milliseconds: for the longest chunk


def handler(event: dict[str, Any], context: Any) -> None:
    """Lambda's entry, called by the queue with one message. What raises here is asked for again."""
    for record in event["Records"]:
        import_id = json.loads(record["body"])["import_id"]
        outcome = work(import_id, context.get_remaining_time_in_millis)
        logger.info("imported", extra={"import_id": import_id, "outcome": outcome})


def work(import_id: str, left: Callable[[], int]) -> str:
    """Work an import off, as far as time allows; what became of it.

    A message that comes late, twice, or for what is done changes nothing.

    Source: docs/rules.md, "Entry" 1.
    """
    one = table.get(Import, keys.imported(import_id))
    if one is None or not one.under_way:
        return "not under way"
    try:
        file = _open(one)
        steps = (Checker if one.dry_run else Maker)(table, plans, file, _now)
        while one.under_way:
            if left() < ENOUGH:
                queue.send([{"import_id": import_id}])
                return "goes on"
            one = steps.step(one)
    except Unusable as unusable:
        return _fail(one, unusable)
    except Overtaken:
        return "overtaken"
    return one.status


def _open(one: Import) -> File:
    """The import's file. Raises Unusable if it is not there any more, another one, or none that can be read."""
    found = uploads.read(key_of(one.import_id))
    if found is None:
        raise Unusable("upload_missing")
    upload, raw = found
    if upload.tag != one.upload:
        raise Unusable("upload_changed")
    sheet = read_sheet(raw)
    return File(sheet, fields_of(sheet.header, one.mapping), master)


def _fail(one: Import, unusable: Unusable) -> str:
    try:
        table.commit([put(fail(one, unusable.reason))])
    except Collision:
        return "overtaken"
    count("ImportFailed")
    return unusable.reason


def _now() -> datetime:
    return datetime.now(UTC)
