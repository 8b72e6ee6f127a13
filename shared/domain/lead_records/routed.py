"""Define what a lead keeps of the route that last had it and of its win, so that both are counted for whom they are."""

from typing import Annotated

from pydantic import Field

from shared.domain.kernel.closing import DealValue
from shared.domain.kernel.record import AgentId, RouteId, SourceId, Value, is_unset


class Routed(Value):
    """The route that last offered or assigned the lead, and the agent whom it brought the lead to, if it did.

    It outlasts a change of owner by hand, the pool, and closing.

    Source: docs/rules.md, "Supervision" 2.
    """

    route_id: RouteId
    agent_id: AgentId | None = None


class Win(Value):
    """For whom a lead that is won was counted as won, and with which value, so that the win can be taken back there.

    Source: docs/rules.md, "Supervision" 2.
    """

    agent_id: AgentId | None = None
    route_id: RouteId | None = None
    source_id: SourceId | None = None
    taken_over: bool = False
    value: Annotated[DealValue | None, Field(exclude_if=is_unset)] = None
