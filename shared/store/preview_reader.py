"""Preview where a lead would go now, with current rotations and workloads. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from pydantic import JsonValue

from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.delivery import PreviewedPlace
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.dispatch import Chance, NewId
from shared.domain.routing.explanation import explain
from shared.domain.routing.preview import imagine_lead, preview
from shared.store.rotations import keys_for_routing, turns_of
from shared.store.table import Table

type Preview = Callable[[Plan, SourceId, Mapping[str, JsonValue], datetime], PreviewedPlace]
"""Return where a lead of this source with these attributes would go if it came in now."""


def read_preview(
    table: Table,
    plan: Plan,
    source_id: SourceId,
    attributes: Mapping[str, JsonValue],
    now: datetime,
    *,
    new_id: NewId,
    chance: Chance,
) -> PreviewedPlace:
    """Return where a lead of this source with these attributes would go if it came in now.

    If the route's rule draws at random, this is one possible draw.

    Source: docs/rules.md, "Entry" 8.
    """
    lead = imagine_lead(source_id, attributes, now)
    turns = turns_of(table.items(keys_for_routing([lead], plan, now)))
    trace = preview(lead, plan, turns, new_id, chance)
    told = explain(trace, None, plan)
    return PreviewedPlace(
        outcome=trace.outcome, route_id=trace.route_id, agent_ids=trace.agent_ids, reason=trace.reason,
        sentences={"es": tuple(told["es"]), "en": tuple(told["en"])},
    )  # fmt: skip
