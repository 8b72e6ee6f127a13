"""Operations on the team's settings."""

from __future__ import annotations

from functions.plan.plan_session import PlanSession
from functions.plan.schemas import LogoBody, LogoShown, SettingsShown
from functions.plan.special_routes import SpecialRouteSchedules
from shared.domain.kernel.errors import Missing
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Logo
from shared.domain.planning.change_settings import SettingsPatch, change_logo, change_settings, retime_special_routes
from shared.domain.planning.special_routes import retimed
from shared.holidays import calendar
from shared.store import keys
from shared.store.table import Table
from shared.web.request import Request


class SettingsOperations:
    """Operations on the team's settings, for the Rainmaker."""

    def __init__(self, session: PlanSession, special: SpecialRouteSchedules, table: Table) -> None:
        self._session, self._special, self._table = session, special, table

    def get_settings(self, request: Request) -> SettingsShown:
        """Read the team's settings."""
        _, plan = self._session.read(request)
        return SettingsShown.of(plan.settings)

    def change_settings(self, request: Request, body: SettingsPatch) -> SettingsShown:
        """Change the settings that are sent. With a new time zone, special routes are scheduled by its clocks."""
        plan = self._session.change(
            request, lambda plan, stamp: change_settings(plan, body, request.if_match, stamp, calendar)
        )
        if "time_zone" in body.model_fields_set:
            plan = self._retime(request, plan)
        return SettingsShown.of(plan.settings)

    def get_logo(self, request: Request) -> LogoShown:
        """Read the team's logo."""
        self._session.read(request)
        logo = self._table.get(Logo, keys.LOGO)
        if not (logo and logo.image):
            raise Missing
        return LogoShown(image=logo.image, media_type=logo.media_type)

    def put_logo(self, request: Request, body: LogoBody) -> None:
        """Replace the team's logo; null removes it."""
        logo = Logo(image=body.image or "")
        self._session.change(request, lambda plan, stamp: change_logo(plan, logo, stamp))

    def _retime(self, request: Request, plan: Plan) -> Plan:
        """Recompute the next switches of special routes until none is left, then set their schedules.

        One change may not hold all routes, and a crash may have left some.
        """
        while retimed(plan.routes, plan.settings.zone, calendar, request.now):
            plan = self._session.change(request, lambda plan, stamp: retime_special_routes(plan, stamp, calendar))
        self._special.reschedule(plan)
        return plan
