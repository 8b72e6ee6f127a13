"""Roll up the counters of past months, so that a report of a year reads few items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.domain.lead_records.counters import CounterRow
from shared.domain.plan_records.settings import Settings
from shared.domain.reporting.date_range import Month, whole_month
from shared.domain.reporting.rollup import MonthRollup, completed_months, roll_up
from shared.doors import Now
from shared.observe import count, error_code, logger
from shared.store import keys
from shared.store.counters import days
from shared.store.table import Table, put_whole

TIME = timedelta(seconds=15)  # a month that takes longer is not rolled up: reports read its days


class MonthlyRollup:
    """Roll up one month in each sweep until all past months are; then read nothing until another month is over.

    Write a month's pages first, over any that are there, and its `MonthRollup` last: after a crash the same pages are
    written again. The daily counters stay.

    Source: docs/rules.md, "Supervision" 2.
    """

    def __init__(self, table: Table, now: Now) -> None:
        self._table, self._now = table, now
        self._rolled_up: set[str] = set()  # that this process knows of
        self._too_long: set[str] = set()

    def roll_up_next(self, settings: Settings) -> str | None:
        """Roll up the earliest month that is not yet; return it, if any. A failure ends no other part of the sweep."""
        began, today = (at.astimezone(settings.zone).date() for at in (settings.created_at, self._now()))
        left = [month for month in completed_months(began, today) if month not in self._rolled_up | self._too_long]
        if not left:
            return None
        stored = self._table.items(map(keys.rollup, left))
        self._rolled_up |= {month for month in left if keys.rollup(month) in stored}
        month = next((month for month in left if month not in self._rolled_up), None)
        return month if month and self._try(month) else None

    def _try(self, month: str) -> bool:
        """Return whether the month could be rolled up."""
        try:
            self._roll_up(month, self._now() + TIME)
        except TimeoutError:
            self._too_long.add(month)
            count("MonthNotFolded")
            logger.warning("rollup_timed_out", extra={"month": month})
            return False
        except Exception as error:
            # The next sweep tries again.
            logger.warning("rollup_failed", extra={"month": month, "error": error_code(error)})
            return False
        self._rolled_up.add(month)
        return True

    def _roll_up(self, month: str, until: datetime) -> None:
        """Read the month's days; write its pages, then its `MonthRollup`."""
        pages = roll_up(month, self._rows(whole_month(month), until))
        for page in pages:
            self._table.commit([put_whole(page)])
        self._table.commit([put_whole(MonthRollup(month=month, pages=len(pages)))])

    def _rows(self, month: Month, until: datetime) -> Iterator[CounterRow]:
        """Yield the rows of the month's days. Raise TimeoutError once it takes too long."""
        for row in days(self._table, month):
            if self._now() >= until:
                raise TimeoutError
            yield row
