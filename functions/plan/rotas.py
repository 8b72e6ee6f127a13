"""Operations on rotas: the shifts of a route, and one's own."""

from datetime import timedelta

from pydantic import AwareDatetime, Field

from functions.plan.plan_session import PlanSession
from shared.domain.plan_records.own_shifts import OwnShift, own_shifts
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.rota import Repeat, Rota
from shared.domain.planning.change_rota import RotaDraft, replace_rota
from shared.doors import NewId
from shared.web.request import Request
from shared.web.schemas import Page, Shown

AHEAD = timedelta(days=28)


class ShiftShown(Shown):
    """A shift of a route, in the team's local time; `to` is excluded. `repeat` is there if it comes every week."""

    shift_id: str
    start: str = Field(alias="from")
    to: str
    agent_ids: tuple[str, ...]
    title: str | None = None
    repeat: Repeat | None = None


class RotaShown(Shown):
    """A route's shifts, in the team's local time, by when they begin. `version` is for If-Match; 0 is none yet.

    `rota_only` says that nobody of the route is offered leads while there is no shift.
    """

    route_id: str
    rota_only: bool
    shifts: tuple[ShiftShown, ...]
    version: int

    @classmethod
    def of(cls, route_id: str, plan: Plan) -> "RotaShown":
        """Return the rota of a route, empty if it has none."""
        plan.route(route_id)
        fields = dict(plan.rotas.get(route_id) or Rota(route_id=route_id))
        return cls(**{**fields, "shifts": tuple(ShiftShown(**dict(shift)) for shift in fields["shifts"])})


class OwnShiftShown(Shown):
    """One time at which a shift of the caller's takes place. `agent_ids` are all who are on it, the caller too."""

    shift_id: str
    route_id: str
    route: str
    title: str | None = None
    start: AwareDatetime = Field(alias="from")
    to: AwareDatetime
    agent_ids: tuple[str, ...]

    @classmethod
    def of(cls, one: OwnShift) -> "OwnShiftShown":
        """Return the shift with its route's title."""
        return cls(
            shift_id=one.shift.shift_id, route_id=one.route.route_id, route=one.route.title, title=one.shift.title,
            start=one.span.start, to=one.span.end, agent_ids=one.shift.agent_ids,
        )  # fmt: skip


class Rotas:
    """Operations on rotas: Managers read them, the Rainmaker changes them, and everybody reads their own shifts."""

    def __init__(self, session: PlanSession, new_id: NewId) -> None:
        self._session, self._new_id = session, new_id

    def get_rota(self, request: Request, route_id: str) -> RotaShown:
        """Read a route's shifts."""
        return RotaShown.of(route_id, self._session.read(request)[1])

    def replace_rota(self, request: Request, route_id: str, body: RotaDraft) -> RotaShown:
        """Replace a route's shifts. One that is sent with its `shift_id` keeps it; open offers stay."""
        plan = self._session.change(
            request,
            lambda plan, stamp: replace_rota(
                plan, route_id, body, request.if_match, stamp, lambda: self._new_id("shift")
            ),
        )
        return RotaShown.of(route_id, plan)

    def list_own_shifts(self, request: Request) -> Page[OwnShiftShown]:
        """List when the caller is on shift in the next four weeks, now included."""
        me, plan = self._session.read(request)
        found = own_shifts(plan, me.agent_id, request.now, request.now + AHEAD)
        return Page(items=tuple(map(OwnShiftShown.of, found)))
