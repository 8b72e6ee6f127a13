"""The supervise function: leads, conversations, the caller's own profile and notifications, dashboard and report.

The caller's own room is open from the start, because consoles ask there first and most often; each other is imported
with the first request that needs it.
"""

from __future__ import annotations

from functions.supervise.doors import SuperviseDoors
from functions.supervise.me import build as me
from shared.lead_session import LeadSession
from shared.seen_log import SeenLog
from shared.store.caller_rates import CallerRequests
from shared.web import auth
from shared.web.app import Api


def build(doors: SuperviseDoors) -> Api:
    """Build the function from its dependencies."""
    api = Api(doors.now, auth.guard(doors.plans, CallerRequests(doors.table, doors.request_step).take))
    session = LeadSession(doors.table, doors.plans, doors.now, doors.secret.keyed_hashes, SeenLog(doors.table))
    me.declare(api, doors)
    api.room(lambda: _leads(api, doors, session), "/leads", "/bulk-acts", "/sample", "/views")
    api.room(lambda: _conversations(api, doors, session), "/conversations", "/tasks")
    api.room(lambda: _reporting(api, doors), "/dashboard", "/reports")
    api.room(lambda: _contacts(api, doors, session), "/contacts")
    return api


def _leads(api: Api, doors: SuperviseDoors, session: LeadSession) -> None:
    from functions.supervise.leads.build import declare

    declare(api, doors, session)


def _conversations(api: Api, doors: SuperviseDoors, session: LeadSession) -> None:
    from functions.supervise.conversations.build import declare

    declare(api, doors, session)


def _reporting(api: Api, doors: SuperviseDoors) -> None:
    from functions.supervise.reporting.build import declare

    declare(api, doors)


def _contacts(api: Api, doors: SuperviseDoors, session: LeadSession) -> None:
    from functions.supervise.contacts.build import declare

    declare(api, doors, session)
