"""Define doubts: an owner's word that a lead is none, until a Manager confirms or refuses it."""

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, RouteId, Value


class Doubt(Value):
    """How a member had a lead of which they said, or a Manager says, that it is none.

    Attributes:
        by: who had it.
        at: when it was said.
        since: since when they had it: the limits of these periods counted it.
        route_id: the route through which they received it; None if it came by hand or from the pool.
        turned: whether it took their turn on that route.

    Source: docs/rules.md, "Claiming" 9.
    """

    by: AgentId
    at: AwareDatetime
    since: AwareDatetime
    route_id: RouteId | None = None
    turned: bool = False
