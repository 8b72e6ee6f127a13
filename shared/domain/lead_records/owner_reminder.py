"""Define reminders of an owner: that a Manager asked them to take care of a lead."""

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, Value


class OwnerReminder(Value):
    """Record when a lead's owner was last reminded of it, and by whom.

    Attributes:
        agent_id: the owner who was reminded.
        waiting_since: since when the person waited for an answer then, or the owner had done nothing; None if neither.

    Source: docs/rules.md, "Supervision" 1.
    """

    at: AwareDatetime
    by: AgentId
    agent_id: AgentId
    waiting_since: AwareDatetime | None = None
