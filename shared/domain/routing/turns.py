"""Turns: the rotations of routes and the workloads of members, as a batch of leads turns and fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload


@dataclass
class Rotations:
    """What a batch reads and turns: rotations and workloads, changing as leads are dispatched.

    `rotations` and `workloads` hold what was read; `turned` and `loaded` what this batch changed.
    """

    rotations: dict[RouteId, Rotation]
    workloads: dict[AgentId, Workload]
    changed_rotations: dict[RouteId, Rotation] = field(default_factory=dict)
    changed_workloads: dict[AgentId, Workload] = field(default_factory=dict)

    def rotation(self, route_id: RouteId) -> Rotation:
        """The route's rotation as this batch has turned it so far."""
        return self.changed_rotations.get(route_id) or self.rotations.get(route_id) or Rotation(route_id=route_id)

    def current_workloads(self) -> Mapping[AgentId, Workload]:
        """Every member's workload as this batch has changed it so far."""
        return {**self.workloads, **self.changed_workloads}

    def save_rotation(self, after: Rotation) -> None:
        """Remember a turn that was taken."""
        if after != self.rotation(after.route_id):
            self.changed_rotations[after.route_id] = after

    def change_workload(self, agent_id: AgentId, change: Callable[[Workload], Workload]) -> None:
        """Remember what a decision adds to an agent's workload."""
        self.changed_workloads[agent_id] = change(self.changed_workloads.get(agent_id) or self.workloads[agent_id])

    def after_commit(self) -> Rotations:
        """What the next chunk starts from once this one has landed."""
        return Rotations(
            rotations={
                **self.rotations,
                **{route_id: one.stored() for route_id, one in self.changed_rotations.items()},
            },
            workloads={
                **self.workloads,
                **{agent_id: one.stored() for agent_id, one in self.changed_workloads.items()},
            },
        )
