"""Put a member's shifts and tasks into events of a calendar that others may read too.

Calendars are shared, and kept by third parties. So a task names the person as an offer does, by first name and
initial, and its text, which may hold anything, stays here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.domain import access
from shared.domain.i18n.translate import fact, translate
from shared.domain.kernel.icalendar import CalendarEvent
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.own_shifts import OwnShift, own_shifts
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language
from shared.store.lists.task_lists import OfLead

BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=13)


def shift_events(me: Member, plan: Plan, now: datetime) -> list[CalendarEvent]:
    """Return the member's shifts, from four weeks ago to thirteen weeks ahead."""
    return [_shift(one, plan, _language(me, plan)) for one in own_shifts(plan, me.agent_id, now - BACK, now + AHEAD)]


def task_events(me: Member, plan: Plan, tasks: Iterable[OfLead]) -> list[CalendarEvent]:
    """Return those of the member's open tasks that they may see, each at the instant when it is due."""
    seen = (one for one in tasks if access.may_see_task(me, one.task, one.lead, plan.settings))
    return [_task(one, _language(me, plan)) for one in seen]


def calendar_title(me: Member, plan: Plan) -> str:
    """Return what calendar programs call the feed, unless people give it another name."""
    return translate(fact("calendar.title", team=plan.settings.team_name), _language(me, plan))


def _shift(one: OwnShift, plan: Plan, language: Language) -> CalendarEvent:
    told = fact("calendar.shift", route=one.route.title)
    if one.shift.title:
        told = fact("calendar.shift_titled", route=one.route.title, title=one.shift.title)
    # By its local date, on which a shift begins once at most: it keeps its id when its hours change.
    day = one.span.start.astimezone(plan.settings.zone).date()
    rota = plan.rotas[one.route.route_id]
    return CalendarEvent(
        uid=f"{one.shift.shift_id}-{day:%Y%m%d}@relevo", sequence=rota.version,
        start=one.span.start, end=one.span.end, summary=translate(told, language),
    )  # fmt: skip


def _task(one: OfLead, language: Language) -> CalendarEvent:
    person = one.lead.contact.masked if one.lead.contact else None
    name = f"{person.first_name} {person.last_name}".strip() if person else ""
    if person and person.last_name:
        name += "."
    told = fact(f"calendar.{one.task.kind}", person=name) if name else fact(f"calendar.{one.task.kind}_unnamed")
    return CalendarEvent(
        uid=f"{one.task.task_id}@relevo", sequence=one.lead.version, start=one.task.due_at,
        summary=translate(told, language),
    )  # fmt: skip


def _language(me: Member, plan: Plan) -> Language:
    return me.language or plan.settings.language
