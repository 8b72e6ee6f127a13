"""Preview where the lead of a test delivery would go. How leads are routed is imported with the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.doors import Chance, NewId
from shared.store.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pydantic import JsonValue

    from shared.domain.kernel.record import SourceId
    from shared.domain.lead_records.delivery import PreviewedPlace
    from shared.domain.plan_records.plan import Plan
    from shared.store.preview_reader import Preview


def preview_of(table: Table, new_id: NewId, chance: Chance) -> Preview:
    """Return a function that previews by the table's rotations and workloads (`read_preview`)."""

    def preview(plan: Plan, source_id: SourceId, attributes: Mapping[str, JsonValue], now: datetime) -> PreviewedPlace:
        from shared.store.preview_reader import read_preview

        return read_preview(table, plan, source_id, attributes, now, new_id=new_id, chance=chance)

    return preview
