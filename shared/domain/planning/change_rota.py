"""Replace a route's rota: its shifts, and whether it takes leads only while there is one.

Whom a shift leaves at an instant is computed in `plan_records/rota.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt, StringConstraints, model_validator

from shared.domain.kernel import limits
from shared.domain.kernel.errors import AgentUnknown, Invalid
from shared.domain.kernel.field_error import Loc
from shared.domain.kernel.record import RouteId, ShiftId, Value
from shared.domain.plan_records.activation import YEARS
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.rota import (
    KEPT_FOR,
    LONGEST,
    MAX_ON_SHIFT,
    LocalTime,
    Repeat,
    Rota,
    Shift,
    ShiftTitle,
)
from shared.domain.plan_records.route import Route
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, no_change

MAX_BYTES = 100_000  # of a rota: the audit entry may hold it twice, and an item is limited in size

type NewShiftId = Callable[[], ShiftId]
"""Makes the id of a shift."""


class ShiftDraft(Value):
    """A requested shift. With the `shift_id` of one that is there it keeps that id; else it gets a new one."""

    shift_id: Annotated[str | None, StringConstraints(max_length=60)] = None
    start: Annotated[LocalTime, Field(alias="from")]
    to: LocalTime
    agent_ids: Annotated[
        tuple[Annotated[str, StringConstraints(max_length=60)], ...], Field(min_length=1, max_length=MAX_ON_SHIFT)
    ]
    title: ShiftTitle | None = None
    repeat: Repeat | None = None


class RotaDraft(Value):
    """A requested rota: all shifts of the route. `version` works like the header If-Match."""

    rota_only: StrictBool = False
    shifts: Annotated[tuple[ShiftDraft, ...], Field(max_length=1_000)] = ()
    version: StrictInt | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_shown(cls, given: Any) -> Any:
        """Ignore what an answer shows beside, so that a client may send back a rota as it read it."""
        return {k: v for k, v in given.items() if k != "route_id"} if isinstance(given, dict) else given


def replace_rota(
    plan: Plan, route_id: RouteId, draft: RotaDraft, version: int | None, context: ChangeContext, new_id: NewShiftId
) -> Change:
    """Replace the shifts of a route. Open offers stay; later ones follow the new shifts.

    Shifts that have been over for five weeks go.

    Raises:
        Missing: there is no such route.
        ChangedByOther: the rota's version is not `version` any more.
        AgentUnknown: a shift names somebody who is not in the team.
        Invalid: a shift makes no sense, is over before it is made, or names an agent who is not on the route; or there
            are too many.

    Source: docs/rules.md, "Rotas" 1 and 3.
    """
    route = plan.route(route_id)
    before = plan.rotas.get(route_id) or Rota(route_id=route_id)
    check_version(before, version if version is not None else draft.version)
    shifts = tuple(_shifts(plan, route, before, draft.shifts, context.at, new_id))
    limits.SHIFTS.check(len(shifts) - 1, ("body", "shifts"))
    after = before.model_copy(update={"rota_only": draft.rota_only, "shifts": shifts})
    if len(after.model_dump_json().encode()) > MAX_BYTES:
        raise Invalid(("body", "shifts"), "rota_too_long", "The shifts are too long: use fewer, or repeat them weekly.")
    if after == before:
        return no_change(route_id)
    return Change(route_id, put=(after,), audit=audit("rota.changed", route_id, context, before, after))


def _shifts(
    plan: Plan, route: Route, before: Rota, drafts: Sequence[ShiftDraft], now: datetime, new_id: NewShiftId
) -> Iterator[Shift]:
    """Yield the shifts by when they begin, without those that have long been over."""
    known, zone = {shift.shift_id: shift for shift in before.shifts}, plan.settings.zone
    found: list[Shift] = []
    for place, draft in enumerate(drafts):
        loc = ("body", "shifts", place)
        _check_times(draft, loc)
        _check_agents(plan, route, draft, loc)
        there = known.pop(draft.shift_id or "", None)
        shift = Shift(
            shift_id=there.shift_id if there else new_id(), start=draft.start, to=draft.to, agent_ids=draft.agent_ids,
            title=draft.title, repeat=draft.repeat,
        )  # fmt: skip
        if shift != there and shift.is_over(zone, now):
            raise Invalid((*loc, "to"), "shift_past", "This shift is over already.")
        if not shift.is_over(zone, now - KEPT_FOR):
            found.append(shift)
    yield from sorted(found, key=lambda shift: (shift.start, shift.to, shift.shift_id))


def _check_times(draft: ShiftDraft, loc: Loc) -> None:
    start, to = (_local(text, (*loc, name)) for name, text in (("from", draft.start), ("to", draft.to)))
    if to <= start:
        raise Invalid((*loc, "to"), "to_before_from", "It must be after `from`.")
    if to - start > LONGEST:
        most = LONGEST.days
        raise Invalid((*loc, "to"), "shift_too_long", f"A shift lasts at most {most} days.", most=most)
    if draft.repeat is None or draft.repeat.until is None:
        return
    if draft.repeat.until.year not in YEARS:
        raise _out_of_years((*loc, "repeat", "until"))
    if draft.repeat.until < start.date():
        raise Invalid((*loc, "repeat", "until"), "range_backwards", "It is before the shift begins.")


def _local(text: str, loc: Loc) -> datetime:
    try:
        if date.fromisoformat(text[:10]).year in YEARS:
            return datetime.fromisoformat(text)
    except ValueError:
        pass  # such as 30 February
    raise _out_of_years(loc)


def _out_of_years(loc: Loc) -> Invalid:
    first, last = YEARS[0], YEARS[-1]
    says = f"There is no such date in the years from {first} to {last}."
    return Invalid(loc, "date_out_of_years", says, first=first, last=last)


def _check_agents(plan: Plan, route: Route, draft: ShiftDraft, loc: Loc) -> None:
    """Check that a shift names members of the team who are on the route, each once."""
    for place, agent_id in enumerate(draft.agent_ids):
        here, member = (*loc, "agent_ids", place), plan.members.get(agent_id)
        if member is None:
            raise AgentUnknown(here)
        if member.status == "removed":
            raise AgentUnknown(here, "This member was removed from the team.")
        if agent_id not in route.agent_ids:
            raise Invalid(here, "agent_not_on_route", "This member is not on the route: add them to it first.")
        if agent_id in draft.agent_ids[:place]:
            raise Invalid(here, "agent_twice", "This agent is named twice.")
