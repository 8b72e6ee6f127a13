"""The directory: names of members, sources and routes, for mentions and labels."""

from __future__ import annotations

from functions.plan.plan_session import PlanSession
from shared.domain import access
from shared.domain.plan_records.member import Member, Role
from shared.domain.plan_records.plan import Plan
from shared.web.request import Request
from shared.web.schemas import Shown


class NamedMember(Shown):
    """A member, by name; one who is invited has not signed in yet."""

    agent_id: str
    name: str
    role: Role
    status: str


class NamedSource(Shown):
    """A source that takes leads, by its title."""

    source_id: str
    title: str


class NamedRoute(Shown):
    """A route, by its title."""

    route_id: str
    title: str


class Names(Shown):
    """The names of members, active sources, and routes."""

    agents: tuple[NamedMember, ...]
    sources: tuple[NamedSource, ...]
    routes: tuple[NamedRoute, ...]

    @classmethod
    def of(cls, plan: Plan, me: Member) -> Names:
        """Return the names that `me` may see."""
        members = sorted(plan.members.values(), key=lambda member: member.agent_id)
        sources = sorted(plan.sources.values(), key=lambda source: source.source_id)
        return cls(
            agents=tuple(
                NamedMember(agent_id=one.agent_id, name=one.name, role=one.role, status=one.status)
                for one in members
                if one.status != "removed"
            ),
            sources=tuple(
                NamedSource(source_id=one.source_id, title=one.title) for one in sources if one.status == "active"
            ),
            routes=tuple(
                NamedRoute(route_id=one.route_id, title=one.title)
                for one in plan.routes
                if access.may_see_route(me, one)
            ),
        )


class Directory:
    """The operation on names, for every member."""

    def __init__(self, session: PlanSession) -> None:
        self._session = session

    def list_names(self, request: Request) -> Names:
        """List the names of members, of active sources, and of routes; an Agent sees the routes they are on."""
        me, plan = self._session.read(request)
        return Names.of(plan, me)
