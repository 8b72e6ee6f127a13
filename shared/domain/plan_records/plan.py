"""Define the plan: all routes in their order, members, sources, targets, templates and settings at one version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from shared.domain.kernel.errors import Missing
from shared.domain.kernel.record import AgentId, Record, RouteId, SourceId, TargetId, TemplateId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.rota import Rota
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.route_index import RouteIndex
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.template import Template


class Order(Record):
    """The order of the routes, from the top of the list. It is stored nowhere else."""

    route_ids: tuple[RouteId, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The whole plan, as read at one version.

    Every write to any part of the plan increments `version`, so two plans with the same version are equal.
    """

    version: int
    settings: Settings
    order: Order
    routes_by_id: Mapping[RouteId, Route]
    members: Mapping[AgentId, Member]
    sources: Mapping[SourceId, Source]
    targets: Mapping[TargetId, Target] = field(default_factory=dict)
    templates: Mapping[TemplateId, Template] = field(default_factory=dict)
    rotas: Mapping[RouteId, Rota] = field(default_factory=dict)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Return all routes that can be read, active and paused, from the top of the list."""
        return tuple(self.routes_by_id[route_id] for route_id in self.order.route_ids if route_id in self.routes_by_id)

    @cached_property
    def routes_by_agent(self) -> dict[AgentId, tuple[Route, ...]]:
        """Return for each agent the routes whose list has them, active and paused, from the top of the list."""
        found = dict[AgentId, list[Route]]()
        for route in self.routes:
            for agent_id in dict.fromkeys(route.agent_ids):
                found.setdefault(agent_id, []).append(route)
        return {agent_id: tuple(routes) for agent_id, routes in found.items()}

    @cached_property
    def index(self) -> RouteIndex:
        """Return the index of the routes, which is built on first use."""
        return RouteIndex(self.routes)

    @cached_property
    def positions(self) -> dict[RouteId, int]:
        """Return each route's position in the order, 0 at the top."""
        return {route_id: place for place, route_id in enumerate(self.order.route_ids)}

    @cached_property
    def members_by_sub(self) -> dict[str, Member]:
        """Return the members in the team by user pool id; of two with the same id, the one created first.

        Who has a role, or anything else that decides what they may, of a newer release is not among them.
        """
        there = (member for member in self.members.values() if member.status != "removed" and not member.is_newer)
        latest_first = sorted(there, key=lambda member: (member.created_at, member.agent_id), reverse=True)
        return {member.sub: member for member in latest_first if member.sub}

    def removed_member_by_sub(self, sub: str) -> Member | None:
        """Return the removed member who signed in with this user pool id; None if there is none."""
        removed = (member for member in self.members.values() if member.status == "removed")
        return next((member for member in removed if member.sub == sub), None)

    def route(self, route_id: RouteId) -> Route:
        """Return the route, or raise Missing."""
        return _there(self.routes_by_id.get(route_id))

    def member(self, agent_id: AgentId) -> Member:
        """Return the member, even a removed one, or raise Missing."""
        return _there(self.members.get(agent_id))

    def on_shift(self, route_id: RouteId, now: datetime) -> frozenset[AgentId] | None:
        """Return the agents whom the route's shifts leave at this instant; None if all are left.

        Source: docs/rules.md, "Rotas" 2.
        """
        rota = self.rotas.get(route_id)
        return rota.on_shift(self.settings.zone, now) if rota else None

    def source(self, source_id: SourceId) -> Source:
        """Return the source, even an archived one, or raise Missing."""
        return _there(self.sources.get(source_id))


def _there[T](found: T | None) -> T:
    if found is None:
        raise Missing
    return found
