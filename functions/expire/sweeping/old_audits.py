"""Mark audit entries, and their copies, that are older than the settings keep them: the table deletes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from shared.domain.plan_records.settings import Settings
from shared.domain.privacy.retention import months_before
from shared.doors import Now
from shared.observe import error_code, logger
from shared.store import keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.table import MAX_WRITES, Table, Write


class OldAudits:
    """Give the entries of one month after another a time to live, and remember how far; then read nothing any more.

    No function may delete an audit entry: the table does.

    Source: docs/rules.md, "People's data" 5.
    """

    def __init__(self, table: Table, now: Now, at_once: int = MAX_WRITES - 1) -> None:
        self._table, self._now, self._at_once = table, now, at_once
        self._done = ""  # the last month that this process knows to be marked

    def mark_next(self, settings: Settings) -> int:
        """Mark some more; return how many. A failure ends no other part of the sweep."""
        if settings.retention.audit_months is None:
            return 0
        last = _month_before(months_before(self._now(), settings.retention.audit_months))
        if self._done >= last or last < f"{settings.created_at.astimezone(UTC):%Y-%m}":
            return 0
        try:
            return self._mark(f"{settings.created_at.astimezone(UTC):%Y-%m}", last)
        except Exception as error:
            # The next sweep tries again.
            logger.warning("old_audits_not_marked", extra={"error": error_code(error)})
            return 0

    def _mark(self, first: str, last: str) -> int:
        mark = self._table.items([keys.AUDITS_MARKED]).get(keys.AUDITS_MARKED)
        month, after = (mark["month"]["S"], mark["after"]["S"]) if mark else (first, "")
        if month > last:
            self._done = last
            return 0
        copies = bool(mark and "copies" in mark)  # of each month the entries come first, then their copies
        pk = keys.kept(keys.audits(month)) if copies else keys.audits(month)
        begin = {"PK": {"S": pk}, "SK": {"S": after}} if after else None
        found = list(self._table.query(pk, limit=self._at_once, after=begin, only=("PK", "SK", keys.TTL)))
        expires = int(self._now().timestamp())
        writes = [_expire(item, expires) for item in found if keys.TTL not in item]
        over = len(found) < self._at_once
        place = {"month": month, "after": "" if over else found[-1]["SK"]["S"]}
        if over and copies:
            place["month"] = _month_after(month)
        if over != copies:
            place["copies"] = "yes"
        self._table.commit([*writes, _put_mark(place)])
        return len(writes)


def _expire(item: Item, at: int) -> Write:
    key = Key(item["PK"]["S"], item["SK"]["S"])
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}}, "UpdateExpression": "SET #ttl = :at",
        "ExpressionAttributeNames": {"#ttl": keys.TTL}, "ExpressionAttributeValues": {":at": {"N": str(at)}},
        "ConditionExpression": "attribute_exists(PK)",
    })  # fmt: skip


def _put_mark(place: dict[str, str]) -> Write:
    key = keys.AUDITS_MARKED
    item: dict[str, Any] = {"PK": {"S": key.pk}, "SK": {"S": key.sk}}
    return Write(key, "Put", {"Item": item | {name: {"S": value} for name, value in place.items()}})


def _month_before(at: datetime) -> str:
    number = at.year * 12 + at.month - 2
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _month_after(month: str) -> str:
    number = int(month[:4]) * 12 + int(month[5:])
    return f"{number // 12:04}-{number % 12 + 1:02}"
