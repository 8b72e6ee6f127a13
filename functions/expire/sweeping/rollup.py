"""The sweep's part in statistics: the counts of a month that is over are folded, so that a year is quickly read."""

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

TIME = timedelta(seconds=15)  # of one sweep; a month that takes longer stays unfolded, and is read day by day


class MonthlyRollup:
    """Folds one month a minute until all are, then does nothing, and reads nothing, until another is over.

    A month's pages are written first and whatever is there, then its mark: what a crash left is written again, the
    same. The rows of its days stay.

    Source: docs/rules.md, "Supervision" 2.
    """

    def __init__(self, table: Table, now: Now) -> None:
        self._table, self._now = table, now
        self._folded: set[str] = set()  # as far as this process knows
        self._too_long: set[str] = set()

    def fold(self, settings: Settings) -> str | None:
        """Fold the first month that is not; return which it was, if any. A failure holds up nothing else."""
        began, today = (at.astimezone(settings.zone).date() for at in (settings.created_at, self._now()))
        left = [month for month in completed_months(began, today) if month not in self._folded | self._too_long]
        if not left:
            return None
        there = self._table.items(map(keys.folded, left))
        self._folded |= {month for month in left if keys.folded(month) in there}
        month = next((month for month in left if month not in self._folded), None)
        return month if month and self._tried(month) else None

    def _tried(self, month: str) -> bool:
        try:
            self._fold(month, self._now() + TIME)
        except TimeoutError:
            self._too_long.add(month)
            count("MonthNotFolded")
            logger.warning("rollup_timed_out", extra={"month": month})
            return False
        except Exception as error:
            # The next minute tries again.
            logger.warning("rollup_failed", extra={"month": month, "error": error_code(error)})
            return False
        self._folded.add(month)
        return True

    def _fold(self, month: str, until: datetime) -> None:
        """Read the month's days, write its pages, then the mark."""
        pages = roll_up(month, self._in_time(whole_month(month), until))
        for page in pages:
            self._table.commit([put_whole(page)])
        self._table.commit([put_whole(MonthRollup(month=month, pages=len(pages)))])

    def _in_time(self, part: Month, until: datetime) -> Iterator[CounterRow]:
        for tally in days(self._table, part):
            if self._now() >= until:
                raise TimeoutError
            yield tally
