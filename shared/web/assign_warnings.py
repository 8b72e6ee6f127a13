"""The schema of what stands against giving a lead to a member by hand."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime

from shared.domain.lead_records.lead import Lead
from shared.domain.leads.assign_warnings import WarningCode, find_warnings
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.web.schemas import Shown


class WarningShown(Shown):
    """One thing that stands against it: `away`, `at_limit`, `off_hours` or `language`; and until when, where known."""

    code: WarningCode
    until: AwareDatetime | None = None


def warnings_shown(
    to: Member, workload: Workload, plan: Plan, now: datetime, lead: Lead | None = None, leads: int = 1
) -> tuple[WarningShown, ...]:
    """Return what stands against giving `to` a lead, or several, as answers show it."""
    found = find_warnings(to, workload, plan, now, lead=lead, leads=leads)
    return tuple(WarningShown(code=one.code, until=one.until) for one in found)
