"""Declare the dashboard and the report."""

from __future__ import annotations

from functions.supervise.doors import SuperviseDoors
from functions.supervise.reporting.dashboard import Dashboard
from functions.supervise.reporting.report import ReportOperations
from shared.domain.kernel.errors import Busy, Forbidden, Invalid
from shared.web.app import Api
from shared.web.not_modified import NOT_MODIFIED


def declare(api: Api, doors: SuperviseDoors) -> None:
    """Declare the room's operations."""
    table, plans, limits = doors.table, doors.plans, doors.limits
    board = Dashboard(table, plans, limits.entries, limits.rows, limits.counted)
    _figures(api, board, ReportOperations(table, plans, doors.new_id))


def _figures(api: Api, shown: Dashboard, reports: ReportOperations) -> None:
    refuses = (Forbidden, Busy)
    api.route("GET", "/dashboard", who="manager", refuses=refuses, others=NOT_MODIFIED)(shown.show_dashboard)
    reported = (Forbidden, Invalid, Busy)
    api.route("GET", "/reports/routing", who="manager", refuses=reported)(reports.show_report)
    api.route("GET", "/reports/routing.csv", who="manager", refuses=reported)(reports.export_report)
