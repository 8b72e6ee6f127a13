"""Compare audit entries with their copies: copy those without one, and report those that were changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shared.domain.plan_records.settings import Settings
from shared.doors import Now
from shared.observe import count, error_code, logger
from shared.store import audit_copies, indexes, keys
from shared.store.codec import Item
from shared.store.lists.audits import months
from shared.store.table import Table, Write

AT_ONCE = 100  # entries of one sweep
LAG = timedelta(minutes=10)  # the stream copies a new entry long before


class AuditComparison:
    """Go through all audit entries once, oldest first, and remember how far.

    Entries of earlier releases, and those whose record in the stream was lost, get their copy this way.

    Source: docs/rules.md, "Restrictions" 4.
    """

    def __init__(self, table: Table, now: Now, at_once: int = AT_ONCE) -> None:
        self._table, self._now, self._at_once = table, now, at_once
        self._mark: tuple[str, str] | None = None  # the month and the sort key of the last entry compared

    def compare_next(self, settings: Settings) -> int:
        """Compare some more; return how many were copied. A failure ends no other part of the sweep."""
        try:
            before = self._mark or self._read_mark()
            items = list(self._next(settings, before))
            copied = self._compare(items) if items else 0
            if self._mark != before:
                self._table.commit([_mark(*self._mark)] if self._mark else [])
        except Exception as error:
            # The next sweep tries again.
            self._mark = None
            logger.warning("audit_not_compared", extra={"error": error_code(error)})
            return 0
        return copied

    def _next(self, settings: Settings, mark: tuple[str, str]) -> Iterator[Item]:
        """Yield the next entries, and move the mark along."""
        until, left = self._now() - LAG, self._at_once
        for month in reversed(months(settings.created_at, until)):
            if month < mark[0]:
                continue
            sk = mark[1] if month == mark[0] else ""
            self._mark = month, sk
            begin = {"PK": {"S": keys.audits(month)}, "SK": {"S": sk}} if sk else None
            for item in self._table.query(keys.audits(month), until=indexes.due_by(until), limit=left, after=begin):
                self._mark, left = (month, item["SK"]["S"]), left - 1
                yield item
            if left == 0:
                return

    def _compare(self, items: list[Item]) -> int:
        copies = self._table.items(map(audit_copies.key_of_copy, items))
        missing = [item for item in items if audit_copies.key_of_copy(item) not in copies]
        for item in items:
            copy = copies.get(audit_copies.key_of_copy(item))
            if copy is not None and copy["body"] != item["body"]:
                logger.error("audit_changed", extra={"record": item["SK"]["S"]})
                count("AuditChanged")
        return audit_copies.keep(self._table, missing)

    def _read_mark(self) -> tuple[str, str]:
        item = self._table.items([keys.AUDITS_COMPARED]).get(keys.AUDITS_COMPARED)
        return (item["month"]["S"], item["after"]["S"]) if item else ("", "")


def _mark(month: str, after: str) -> Write:
    key = keys.AUDITS_COMPARED
    item = {"PK": {"S": key.pk}, "SK": {"S": key.sk}, "month": {"S": month}, "after": {"S": after}}
    return Write(key, "Put", {"Item": item})
