"""Turns: the rotations of routes and the loads of members, as a batch of leads turns and fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload


@dataclass
class Rotations:
    """What a batch reads and turns: rotations and loads, changing as leads are dispatched.

    `rotations` and `loads` hold what was read; `turned` and `loaded` what this batch changed.
    """

    rotations: dict[RouteId, Rotation]
    loads: dict[AgentId, Workload]
    turned: dict[RouteId, Rotation] = field(default_factory=dict)
    loaded: dict[AgentId, Workload] = field(default_factory=dict)

    def rotation(self, route_id: RouteId) -> Rotation:
        """The route's rotation as this batch has turned it so far."""
        return self.turned.get(route_id) or self.rotations.get(route_id) or Rotation(route_id=route_id)

    def current_loads(self) -> Mapping[AgentId, Workload]:
        """Every member's load as this batch has changed it so far."""
        return {**self.loads, **self.loaded}

    def turn(self, after: Rotation) -> None:
        """Remember a turn that was taken."""
        if after != self.rotation(after.route_id):
            self.turned[after.route_id] = after

    def load(self, agent_id: AgentId, change: Callable[[Workload], Workload]) -> None:
        """Remember what a decision adds to an agent's load."""
        self.loaded[agent_id] = change(self.loaded.get(agent_id) or self.loads[agent_id])

    def settled(self) -> Rotations:
        """What the next chunk starts from once this one has landed."""
        return Rotations(
            rotations={**self.rotations, **{route_id: one.stored() for route_id, one in self.turned.items()}},
            loads={**self.loads, **{agent_id: one.stored() for agent_id, one in self.loaded.items()}},
        )
