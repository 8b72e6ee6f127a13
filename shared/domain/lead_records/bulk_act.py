"""Define what a lead keeps of the bulk act that changed it last, so that the act can be undone."""

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.record import AgentId, BulkId, Value


class BulkAct(Value):
    """A bulk act, as the lead that it changed keeps it.

    Attributes:
        by: who acted.
        before: what the lead was, as stored: those fields that undoing the act restores, without the unset ones.

    Source: docs/rules.md, "What each verb does, by the lead's state".
    """

    bulk_id: BulkId
    by: AgentId
    at: AwareDatetime
    before: dict[str, JsonValue]
