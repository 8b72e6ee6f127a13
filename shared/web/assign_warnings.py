"""The schema of what stands against giving a lead to a member by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import AwareDatetime

from shared.domain.lead_records.lead import Lead
from shared.domain.leads.assign_warnings import WarningCode, find_warnings
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.web.schemas import Shown


class WarningShown(Shown):
    """One thing that stands against it: `away`, `at_limit`, `off_hours` or `language`; and until when, where known."""

    code: WarningCode
    until: AwareDatetime | None = None


def warnings_among(
    items: Mapping[Key, Item], to: Member, plan: Plan, now: datetime, lead: Lead | None = None, leads: int = 1
) -> tuple[WarningShown, ...]:
    """Return what stands against giving `to` a lead, or several, with their workload among the items that were read."""
    where = keys.workload(to.agent_id)
    workload = codec.from_item(Workload, items[where]) if where in items else Workload(agent_id=to.agent_id)
    found = find_warnings(to, workload, plan, now, lead=lead, leads=leads)
    return tuple(WarningShown(code=one.code, until=one.until) for one in found)
