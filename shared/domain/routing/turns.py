"""Keep the rotations of routes and the workloads of members in memory, while a batch of leads changes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload


@dataclass
class Rotations:
    """The rotations and workloads of a batch of leads.

    `rotations` and `workloads` are as read; `changed_rotations` and `changed_workloads` are those that this batch
    changed.
    """

    rotations: dict[RouteId, Rotation]
    workloads: dict[AgentId, Workload]
    changed_rotations: dict[RouteId, Rotation] = field(default_factory=dict)
    changed_workloads: dict[AgentId, Workload] = field(default_factory=dict)

    def rotation(self, route_id: RouteId) -> Rotation:
        """Return the route's rotation with the changes by this batch."""
        return self.changed_rotations.get(route_id) or self.rotations.get(route_id) or Rotation(route_id=route_id)

    def current_workloads(self) -> Mapping[AgentId, Workload]:
        """Return every member's workload with the changes by this batch."""
        return {**self.workloads, **self.changed_workloads}

    def save_rotation(self, after: Rotation) -> None:
        """Keep the rotation after a turn was taken."""
        if after != self.rotation(after.route_id):
            self.changed_rotations[after.route_id] = after

    def change_workload(self, agent_id: AgentId, change: Callable[[Workload], Workload]) -> None:
        """Change an agent's workload in this batch."""
        self.changed_workloads[agent_id] = change(self.changed_workloads.get(agent_id) or self.workloads[agent_id])

    def after_commit(self) -> Rotations:
        """Return the rotations and workloads for the next chunk, once this one is committed."""
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
