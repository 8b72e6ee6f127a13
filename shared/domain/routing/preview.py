"""Previewing: where a lead would go, without there being one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import JsonValue

from shared.domain.kernel.contact import Contact
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.inquiry import ToMember, ToPool, place_of
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.dispatch import Chance, NewId, dispatch
from shared.domain.routing.trace import Trace
from shared.domain.routing.turns import Rotations

AHEAD, BACK = timedelta(days=366), timedelta(days=1)
NOBODYS = f"lead_{0:032x}"


def check_instant(at: datetime, now: datetime) -> None:
    """Raises Invalid for an instant more than a day past, or more than a year ahead."""
    if not now - BACK <= at <= now + AHEAD:
        raise Invalid(("body", "at"), "too_far_for_preview", "At most a day in the past and a year ahead.")


def imagine_lead(source_id: SourceId, attributes: Mapping[str, JsonValue], at: datetime) -> Lead:
    """A lead that nobody is behind, come in at `at`."""
    return Lead(
        lead_id=NOBODYS, since=at, created_at=at, last_activity_at=at, contact=Contact(), source_id=source_id,
        attributes=dict(attributes),
    )  # fmt: skip


def preview(lead: Lead, plan: Plan, turns: Rotations, new_id: NewId, chance: Chance) -> Trace:
    """What would be decided on an imagined lead when it comes in. Where a rule draws, one draw of many.

    Args:
        lead: imagined, with a source of the plan.
        plan: as it will be when the lead comes in.
        turns: rotations and workloads as they are; they move on in memory only.
        new_id: makes the id of an offer that is never made.
        chance: draws for the rules that draw.

    Source: docs/rules.md, "Matching" 8, "Entry" 2-3.
    """
    place = place_of(plan.source(lead.source_id or ""), plan)
    if isinstance(place, ToMember):
        return _trace(lead, plan, outcome="assigned", reason="own_source", agent_ids=(place.agent_id,))
    if isinstance(place, ToPool):
        return _trace(lead, plan, outcome="pooled", reason=place.reason)
    return dispatch(lead, plan, turns, lead.created_at, new_id, chance).trace


def _trace(lead: Lead, plan: Plan, **outcome: Any) -> Trace:
    return Trace(
        lead_id=lead.lead_id, lead_version=0, at=lead.created_at, plan_version=plan.version, source_id=lead.source_id,
        **outcome,
    )  # fmt: skip
