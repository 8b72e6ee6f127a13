"""Operations on the team's settings."""

from __future__ import annotations

from functions.plan.plan_session import PlanSession
from functions.plan.schemas import SettingsShown
from functions.plan.special_routes import SpecialRouteSchedules
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.change_settings import SettingsPatch, change_settings, retime
from shared.domain.planning.special_routes import retimed
from shared.holidays import calendar
from shared.web.request import Request


class SettingsOperations:
    """The settings are the Rainmaker's."""

    def __init__(self, desk: PlanSession, special: SpecialRouteSchedules) -> None:
        self._desk, self._special = desk, special

    def get_settings(self, call: Request) -> SettingsShown:
        """Read the team's settings."""
        _, plan = self._desk.read(call, "rainmaker")
        return SettingsShown.of(plan.settings)

    def change_settings(self, call: Request, body: SettingsPatch) -> SettingsShown:
        """Change what is sent of the settings. With a new time zone special routes are switched by its clocks."""
        plan = self._desk.change(call, lambda plan, stamp: change_settings(plan, body, call.if_match, stamp, calendar))
        if "time_zone" in body.model_fields_set:
            plan = self._retime(call, plan)
        return SettingsShown.of(plan.settings)

    def _retime(self, call: Request, plan: Plan) -> Plan:
        """What one change could not take, or a crash left undone, and the schedules."""
        while retimed(plan.routes, plan.settings.zone, calendar, call.now):
            plan = self._desk.change(call, lambda plan, stamp: retime(plan, stamp, calendar))
        self._special.reschedule(plan)
        return plan
