"""Keep the rotations of routes and the workloads of members in memory, while a batch of leads changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload


@dataclass
class Rotations:
    """The rotations and workloads of a batch of leads.

    `rotations` and `workloads` are as read; `changed_rotations` and `changed_workloads` are those that this batch
    changed. `waited_for` are the members for whose workload its held leads wait.
    """

    rotations: dict[RouteId, Rotation]
    workloads: dict[AgentId, Workload]
    changed_rotations: dict[RouteId, Rotation] = field(default_factory=dict)
    changed_workloads: dict[AgentId, Workload] = field(default_factory=dict)
    waited_for: set[AgentId] = field(default_factory=set)

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

    def wait_for(self, agent_ids: Iterable[AgentId]) -> None:
        """Note that a held lead waits for these members, to be marked before it is stored (`marks`).

        Whose workload this batch changes is marked with that.
        """
        for agent_id in agent_ids:
            self.waited_for.add(agent_id)
            if agent_id in self.changed_workloads:
                self.change_workload(agent_id, Workload.marked)

    def marks(self) -> tuple[Workload, ...]:
        """Return the workloads to mark so that their next change is work for `route`: those that are not yet."""
        waited_for = (self.workloads[one] for one in self.waited_for - self.changed_workloads.keys())
        return tuple(workload.marked() for workload in waited_for if not workload.waited_for)

    def after_marks(self, marks: Iterable[Workload]) -> None:
        """Take over marks that were stored."""
        self.workloads |= {one.agent_id: one.stored() for one in marks}

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
