"""Operations on routes and their order."""

from typing import Literal

from pydantic import Field, StrictInt

from functions.plan.plan_session import Decide, PlanSession
from functions.plan.schemas import OrderShown, RouteShown
from functions.plan.special_routes import SpecialRouteSchedules, is_special
from shared.domain import access
from shared.domain.kernel import limits
from shared.domain.kernel.errors import Missing
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.change_route import (
    RouteDraft,
    create_route,
    delete_route,
    reorder,
    replace_route,
    switch_route,
)
from shared.domain.planning.changes import Change, ChangeContext
from shared.doors import NewId
from shared.holidays import calendar
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel


class OrderBody(RequestModel):
    """Every route's id, the top of the list first; `version` works like the header If-Match."""

    ids: tuple[str, ...] = Field(max_length=limits.ROUTES.most)
    version: StrictInt | None = None


class Routes:
    """Operations on routes: members read those they are on, Managers all; the Rainmaker changes them."""

    def __init__(self, session: PlanSession, special: SpecialRouteSchedules, new_id: NewId) -> None:
        self._session, self._special, self._new_id = session, special, new_id

    def list_routes(self, request: Request) -> Page[RouteShown]:
        """List the routes from the top; an Agent sees those they are on."""
        me, plan = self._session.read(request)
        return Page(
            items=tuple(RouteShown.of(route, plan, me) for route in plan.routes if access.may_see_route(me, route))
        )

    def get_route(self, request: Request, route_id: str) -> RouteShown:
        """Read a route."""
        me, plan = self._session.read(request)
        route = plan.route(route_id)
        if not access.may_see_route(me, route):
            raise Missing
        return RouteShown.of(route, plan, me)

    def create_route(self, request: Request, body: RouteDraft) -> RouteShown:
        """Create a route at the top of the list."""
        route_id = self._new_id("route")
        plan, made = self._session.create(
            request, "POST /routes", lambda plan, stamp: create_route(plan, body, route_id, stamp, calendar)
        )
        self._special.follow(plan, made, was_special=False)
        return RouteShown.of(plan.route(made), plan, auth.caller(request, plan))

    def replace_route(self, request: Request, route_id: str, body: RouteDraft) -> RouteShown:
        """Replace a route; it keeps its place, and its status if none is sent."""
        plan = self._change(
            request,
            route_id,
            lambda plan, stamp: replace_route(plan, route_id, body, request.if_match, stamp, calendar),
        )
        return RouteShown.of(plan.route(route_id), plan, auth.caller(request, plan))

    def delete_route(self, request: Request, route_id: str) -> None:
        """Delete a route. Open offers stay; its leads are matched again when they move on."""
        self._change(request, route_id, lambda plan, stamp: delete_route(plan, route_id, request.if_match, stamp))

    def pause_route(self, request: Request, route_id: str) -> RouteShown:
        """Pause a route; it keeps its place."""
        return self._switch(request, route_id, "paused")

    def activate_route(self, request: Request, route_id: str) -> RouteShown:
        """Let a route take leads again."""
        return self._switch(request, route_id, "active")

    def get_order(self, request: Request) -> OrderShown:
        """Read the order of the routes; an Agent sees those they are on."""
        me, plan = self._session.read(request)
        own = tuple(route.route_id for route in plan.routes if access.may_see_route(me, route))
        return OrderShown(ids=own, version=plan.order.version)

    def put_order(self, request: Request, body: OrderBody) -> OrderShown:
        """Change the order of the routes."""
        version = request.if_match if request.if_match is not None else body.version
        plan = self._session.change(request, lambda plan, stamp: reorder(plan, body.ids, version, stamp))
        return OrderShown(ids=plan.order.route_ids, version=plan.order.version)

    def _switch(self, request: Request, route_id: str, status: Literal["active", "paused"]) -> RouteShown:
        plan = self._session.change(
            request, lambda plan, stamp: switch_route(plan, route_id, status, request.if_match, stamp)
        )
        return RouteShown.of(plan.route(route_id), plan, auth.caller(request, plan))

    def _change(self, request: Request, route_id: str, decide: Decide) -> Plan:
        """Change a route, and update its schedules."""
        was_special = False

        def watched(plan: Plan, stamp: ChangeContext) -> Change:
            nonlocal was_special
            was_special = is_special(plan, route_id)
            return decide(plan, stamp)

        plan = self._session.change(request, watched)
        self._special.follow(plan, route_id, was_special=was_special)
        return plan
