"""Operations on the team's settings."""

from __future__ import annotations

from functions.plan.plan_session import PlanSession
from functions.plan.schemas import SettingsShown
from functions.plan.special_routes import SpecialRouteSchedules
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.change_settings import SettingsPatch, change_settings, retime_special_routes
from shared.domain.planning.special_routes import retimed
from shared.holidays import calendar
from shared.web.request import Request


class SettingsOperations:
    """Operations on the team's settings, for the Rainmaker."""

    def __init__(self, session: PlanSession, special: SpecialRouteSchedules) -> None:
        self._session, self._special = session, special

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

    def _retime(self, request: Request, plan: Plan) -> Plan:
        """Recompute the next switches of special routes until none is left, then set their schedules.

        One change may not hold all routes, and a crash may have left some.
        """
        while retimed(plan.routes, plan.settings.zone, calendar, request.now):
            plan = self._session.change(request, lambda plan, stamp: retime_special_routes(plan, stamp, calendar))
        self._special.reschedule(plan)
        return plan
