"""Serve calendar feeds: a calendar program reads a member's shifts and tasks, without signing in. It writes nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from hmac import compare_digest

from functions.claim.calendar_events import calendar_title, shift_events, task_events
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.icalendar import write_calendar
from shared.domain.kernel.rates import CALENDARS
from shared.domain.plan_records.calendar_feed import token_hash
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.store.caller_rates import CallerRequests
from shared.store.lists import task_lists
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web.app import Response
from shared.web.not_modified import tagged
from shared.web.request import Request

STEP = 10  # reads that a process counts by itself before it adds them to the table
TASKS = 200  # how many a feed holds at most, the soonest due first
HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="relevo.ics"',
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class Calendars:
    """The operation that serves calendar feeds."""

    def __init__(self, table: Table, plans: Plans) -> None:
        self._table, self._plans = table, plans
        self._requests = CallerRequests(table, STEP, CALENDARS)

    def show_calendar(self, request: Request, token: str) -> Response:
        """Return a member's shifts and open tasks as a calendar (RFC 5545). The token may end in `.ics`.

        A task names the person by first name and initial alone, and does not tell its text.
        """
        plan = self._plans.current()
        me = _member_of(plan, token.removesuffix(".ics"))
        self._requests.take(me.agent_id, request.now)
        tasks = task_lists.open_tasks_of(self._table, me.agent_id, TASKS)
        events = [*shift_events(me, plan, request.now), *task_events(me, plan, tasks)]
        title = calendar_title(me, plan)
        # The instant of writing changes with every answer, so it does not count.
        tag = hashlib.sha256(write_calendar(title, events, _UNDATED).encode()).hexdigest()[:32]
        return tagged(request, write_calendar(title, events, request.now), tag, HEADERS)


def _member_of(plan: Plan, token: str) -> Member:
    """Return the active member whose feed has this token, by the plan as it is now.

    Raises:
        Missing: there is none.
    """
    wanted = token_hash(token)
    for member in plan.members.values():
        if member.calendar and member.status == "active" and compare_digest(member.calendar.hash, wanted):
            return member
    raise Missing
