"""Define what leads keep of a merge: which lead went into which, and what both were, so that it can be undone."""

from datetime import timedelta

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.contact import Objection
from shared.domain.kernel.record import AgentId, LeadId, Value

UNDONE_WITHIN = timedelta(days=30)


class MergedLead(Value):
    """A lead that went into another one, as the other one keeps it: with its records the two are read as one.

    Attributes:
        lead_id: the lead that went into the other, or into one that did.
        at: when it was merged.
        by: who merged it.

    Source: docs/rules.md, "Merging" 1.
    """

    lead_id: LeadId
    at: AwareDatetime
    by: AgentId


class MergeRecord(Value):
    """A merge, as the lead keeps it that went into another one.

    Attributes:
        at: when it was merged.
        by: who merged it.
        before: what this lead was, as stored: those fields that undoing restores, without the unset ones.
        into_before: what the other lead was, likewise.
        took: the owner that the other lead got by the merge; None if it got none.
        objection: what the other lead's person objected to after the merge.
        led: the keyed hashes of those of this lead's addresses that led to this lead.

    Source: docs/rules.md, "Merging" 5.
    """

    at: AwareDatetime
    by: AgentId
    before: dict[str, JsonValue]
    into_before: dict[str, JsonValue]
    took: AgentId | None = None
    objection: Objection | None = None
    led: tuple[str, ...] = ()
