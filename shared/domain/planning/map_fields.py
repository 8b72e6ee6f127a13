"""Say what the fields of a source's deliveries stand for."""

from __future__ import annotations

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import SourceId
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import FIXED, FieldMapping
from shared.domain.planning.change_source import active_source, source_change
from shared.domain.planning.changes import Change, ChangeContext


def map_fields(
    plan: Plan, source_id: SourceId, mapping: FieldMapping, version: int | None, context: ChangeContext
) -> Change:
    """Replace the mapping of a source, from its next delivery on. Leads received earlier are not affected.

    Raises:
        Missing: there is no such source.
        ChangedByOther: its version is not `version` any more.
        SourceArchived: it is archived.
        Invalid: deliveries of this kind have no fields of the sender's own names.

    Source: docs/rules.md, "Entry" 16.
    """
    before = active_source(plan, source_id, version)
    if before.kind in FIXED:
        says = f"Deliveries of kind '{before.kind}' have no fields of the sender's own names."
        raise Invalid(("path", "source_id"), "source_has_no_fields", says)
    return source_change("source.changed", before, before.model_copy(update={"mapping": mapping}), context)
