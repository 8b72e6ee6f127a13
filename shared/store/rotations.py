"""The records that routing reads beside the plan: rotations of routes and workloads of agents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.dispatch import agents_to_read, routes_to_read
from shared.domain.routing.turns import Rotations
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key


def keys_for_routing(leads: Sequence[Lead], plan: Plan, now: datetime) -> list[Key]:
    """Return the keys of the rotations and workloads that routing these leads now may read or change."""
    found = {route.route_id: route for lead in leads for route in routes_to_read(lead, plan, now)}
    agents = dict.fromkeys(agent_id for route in found.values() for agent_id in agents_to_read(route))
    return [*map(keys.rotation, found), *map(keys.workload, agents)]


def workload_among(items: Mapping[Key, Item], agent_id: AgentId) -> Workload:
    """Return a member's workload among the items that were read; an empty one if it is not there."""
    where = keys.workload(agent_id)
    return codec.from_item(Workload, items[where]) if where in items else Workload(agent_id=agent_id)


def turns_of(items: Mapping[Key, Item]) -> Rotations:
    """Return the rotations and workloads among the items."""
    rotations = [codec.from_item(Rotation, item) for key, item in items.items() if key.sk == "ROTATION"]
    workloads = [codec.from_item(Workload, item) for key, item in items.items() if key.pk == "LOAD"]
    return Rotations(
        rotations={rotation.route_id: rotation for rotation in rotations},
        workloads={workload.agent_id: workload for workload in workloads},
    )
