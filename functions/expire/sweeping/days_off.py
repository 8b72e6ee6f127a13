"""Renew the dates that the team's holidays make: another year comes, or a release knows other holidays."""

from __future__ import annotations

from datetime import date, datetime

from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import SCHEDULE
from shared.domain.plan_records.team_holidays import TeamHolidays
from shared.domain.planning.change_settings import renew_days_off
from shared.domain.planning.changes import ChangeContext
from shared.doors import NewId
from shared.holidays import calendar
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table


class DaysOffRenewal:
    """Compute the days off once a day and process, and write them if they differ."""

    def __init__(self, table: Table, plans: Plans, new_id: NewId) -> None:
        self._table, self._plans, self._new_id = table, plans, new_id
        self._renewed_on: date | None = None

    def renew(self, plan: Plan, now: datetime) -> None:
        """Renew the dates, unless this process has today, or the team has no holidays.

        Source: docs/rules.md, "Offers and deadlines" 7.
        """
        today = now.astimezone(plan.settings.zone).date()
        if self._renewed_on == today or plan.settings.holidays == TeamHolidays():
            return

        def attempt() -> None:
            current = self._plans.current()
            context = ChangeContext(by=SCHEDULE, at=now, audit_id=self._new_id("audit"))
            self._table.commit(writes(current.version, renew_days_off(current, context, calendar)))

        retry_on_conflict(self._table, attempt)
        self._renewed_on = today
