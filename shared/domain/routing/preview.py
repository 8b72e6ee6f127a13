"""Preview where a lead would go, without making it."""

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
IMAGINED_ID = f"lead_{0:032x}"


def check_instant(at: datetime, now: datetime) -> None:
    """Raise Invalid for an instant more than a day in the past or a year ahead."""
    if not now - BACK <= at <= now + AHEAD:
        raise Invalid(("body", "at"), "too_far_for_preview", "At most a day in the past and a year ahead.")


def imagine_lead(source_id: SourceId, attributes: Mapping[str, JsonValue], at: datetime) -> Lead:
    """Return an imagined lead without a person, received at `at`."""
    return Lead(
        lead_id=IMAGINED_ID, since=at, created_at=at, last_activity_at=at, contact=Contact(), source_id=source_id,
        attributes=dict(attributes),
    )  # fmt: skip


def preview(lead: Lead, plan: Plan, turns: Rotations, new_id: NewId, chance: Chance) -> Trace:
    """Return the trace of what would be decided on an imagined lead. A rule that draws draws once, as an example.

    Args:
        lead: imagined, with a source of the plan.
        plan: as it will be when the lead is received.
        turns: the current rotations and workloads; they are changed in memory only.
        new_id: makes ids for an offer that is never stored.
        chance: called by rules that draw.

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
        lead_id=lead.lead_id, lead_version=lead.version, at=lead.created_at, plan_version=plan.version,
        source_id=lead.source_id, **outcome,
    )  # fmt: skip
