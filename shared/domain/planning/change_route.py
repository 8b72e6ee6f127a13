"""Create, replace, switch, delete and reorder routes.

What a route does with leads is decided in `routing`, and when a special route switches in `special_routes`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StringConstraints, model_validator

from shared.domain.kernel import limits
from shared.domain.kernel.errors import AgentUnknown, Invalid, OrderMismatch, RuleUnknown, SourceUnknown, TitleTaken
from shared.domain.kernel.record import RouteId, Value
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Activation, Calendar, check_activation
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import RULES, WEIGHTED, ResponseRule, Route, Rule, Seat, ToAgent, WorkingClock
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, no_change
from shared.domain.planning.special_routes import follow_schedule

MAX_CONDITIONS_BYTES = 32_000  # of a route: the audit entry holds them twice, and an item is limited in size

# Shown in responses but not changed by a draft: ignored, so that a client may send back a route as it read it.
_READ_ONLY = {"route_id", "position", "switched_at", "switched_by", "next_on", "next_off", "may"}


class SeatDraft(Value):
    """A requested agent of a route, with a weight if the rule has weights."""

    agent_id: str
    weight: StrictInt | None = None


class ToAgentDraft(Value):
    """The requested member who gets the leads that no agent of the route takes."""

    agent_id: str


class RouteDraft(Value):
    """A requested route. Without `status` an existing route keeps its own; a new route is active.

    Whether the rule, sources and agents exist is checked against the plan, not here. `claim_seconds` may be left out
    only if the rule makes no offers.
    """

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
    rule: Annotated[str, StringConstraints(max_length=60)]
    sources: Literal["all"] | Annotated[tuple[str, ...], Field(min_length=1, max_length=100)] = "all"
    windows: Annotated[tuple[Window, ...], Field(max_length=50)] = ()
    claim_seconds: Annotated[int, Field(ge=5, le=30 * 86_400, strict=True)] | None = None
    claim_clock: WorkingClock = "always"
    agents: Annotated[tuple[SeatDraft, ...], Field(min_length=1, max_length=100)]
    conditions: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    when_nobody: Literal["pool", "next_route"] | ToAgentDraft = "pool"
    response: ResponseRule | None = None
    activation: Activation | None = None
    status: Literal["active", "paused"] | None = None
    version: StrictInt | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_shown(cls, given: Any) -> Any:
        return {k: v for k, v in given.items() if k not in _READ_ONLY} if isinstance(given, dict) else given


def create_route(
    plan: Plan, draft: RouteDraft, route_id: RouteId, context: ChangeContext, calendar: Calendar
) -> Change:
    """Create a route at the top of the list; the others move down.

    Args:
        plan: as read.
        draft: the requested route.
        route_id: for the new route.
        context: who changes the plan, and when.
        calendar: the public holidays that a special route may name.

    Raises:
        RuleUnknown, SourceUnknown, AgentUnknown: a field names something that does not exist.
        Invalid: a field contradicts others, or the plan has too many routes.
        TitleTaken: another route has this title.

    Source: docs/rules.md, "Matching" 4.
    """
    limits.ROUTES.check(len(plan.order.route_ids))
    fields = _fields(plan, draft, route_id)
    requested = Route(route_id=route_id, created_at=context.at, status=draft.status or "active", **fields)
    route = _with_schedule(plan, None, requested, draft, context, calendar)
    order = plan.order.model_copy(update={"route_ids": (route_id, *plan.order.route_ids)})
    return Change(route_id, put=(route, order), audit=audit("route.created", route_id, context, None, route))


def replace_route(
    plan: Plan, route_id: RouteId, draft: RouteDraft, version: int | None, context: ChangeContext, calendar: Calendar
) -> Change:
    """Replace a route, at the same place in the list. Open offers stay open; later ones follow the new route.

    Agents who leave its list leave its shifts too.

    Raises:
        Missing: there is no such route.
        ChangedByOther: its version is not `version` any more.
        RuleUnknown, SourceUnknown, AgentUnknown, Invalid, TitleTaken: as for a new route.

    Source: docs/rules.md, "Offers and deadlines" 5.
    """
    before = plan.route(route_id)
    check_version(before, version if version is not None else draft.version)
    after = before.model_copy(update=_fields(plan, draft, route_id))
    requested = _switched_by_hand(after, draft.status or before.status, context)
    after = _with_schedule(plan, before, requested, draft, context, calendar)
    change = _route_change("route.changed", before, after, context)
    rota, left = plan.rotas.get(route_id), set(before.agent_ids) - set(after.agent_ids)
    if rota is None or (fewer := rota.without(left)) == rota:
        return change
    return replace(change, put=(*change.put, fewer))


def switch_route(
    plan: Plan, route_id: RouteId, status: Literal["active", "paused"], version: int | None, context: ChangeContext
) -> Change:
    """Activate or pause a route; it keeps its place. If it has this status already, nothing changes.

    Raises:
        Missing: there is no such route.
        ChangedByOther: its version is not `version` any more.

    Source: docs/rules.md, "Matching" 4, "Special routes" 2.
    """
    before = plan.route(route_id)
    check_version(before, version)
    what = "route.activated" if status == "active" else "route.paused"
    return _route_change(what, before, _switched_by_hand(before, status, context), context)


def delete_route(plan: Plan, route_id: RouteId, version: int | None, context: ChangeContext) -> Change:
    """Delete a route; leads on it are matched again when their offer ends.

    Raises:
        Missing: there is no such route.
        ChangedByOther: its version is not `version` any more.

    Source: docs/rules.md, "Matching" 7.
    """
    route = plan.route(route_id)
    check_version(route, version)
    left = tuple(other for other in plan.order.route_ids if other != route_id)
    order = plan.order.model_copy(update={"route_ids": left})
    entry = audit("route.deleted", route_id, context, route, None)
    rota = plan.rotas.get(route_id)
    return Change(route_id, put=(order,), removed=(route, rota) if rota else (route,), audit=entry)


def reorder(plan: Plan, route_ids: Sequence[str], version: int | None, context: ChangeContext) -> Change:
    """Put the routes in another order, the first id at the top.

    Raises:
        ChangedByOther: the order's version is not `version` any more.
        OrderMismatch: the ids are not exactly those of all routes.

    Source: docs/rules.md, "Matching" 4.
    """
    check_version(plan.order, version)
    if sorted(route_ids) != sorted(plan.order.route_ids):
        raise OrderMismatch(("body", "ids"))
    order = plan.order.model_copy(update={"route_ids": tuple(route_ids)})
    if order == plan.order:
        return no_change("order")
    return Change("order", put=(order,), audit=audit("order.changed", "order", context, plan.order, order))


def _route_change(what: str, before: Route, after: Route, context: ChangeContext) -> Change:
    if after == before:
        return no_change(before.route_id)
    return Change(before.route_id, put=(after,), audit=audit(what, before.route_id, context, before, after))


def _switched_by_hand(route: Route, status: Literal["active", "paused"], context: ChangeContext) -> Route:
    if route.status == status:
        return route
    return route.model_copy(update={"status": status, "switched_at": context.at, "switched_by": context.by})


def _with_schedule(
    plan: Plan, before: Route | None, requested: Route, draft: RouteDraft, context: ChangeContext, calendar: Calendar
) -> Route:
    """Switch the route as its schedule says. Check only a new activation: an unchanged one may be over by now."""
    zone, new = plan.settings.zone, requested.activation
    if new is not None and (before is None or before.activation != new):
        check_activation(new, zone, calendar, context.at)
    return follow_schedule(before, requested, draft.status, zone, calendar, context.at)


def _fields(plan: Plan, draft: RouteDraft, route_id: RouteId) -> dict[str, Any]:
    """Return the fields of the route, checked against the plan. The rule comes first, since others depend on it."""
    rule = _rule(draft.rule)
    if draft.sources != "all":
        _check_sources(plan, draft.sources)
    _check_agents(plan, rule, draft.agents)
    if sum(len(condition.model_dump_json().encode()) for condition in draft.conditions) > MAX_CONDITIONS_BYTES:
        says = "The conditions are too long: split them among several routes."
        raise Invalid(("body", "conditions"), "conditions_too_long", says)
    if any(route.title == draft.title and route.route_id != route_id for route in plan.routes):
        raise TitleTaken("Another route has this title.")
    return {
        **draft.model_dump(include={"title", "sources", "claim_clock"}),
        "rule": rule,
        "windows": draft.windows,
        "conditions": draft.conditions,
        "claim_seconds": _claim_seconds(draft, rule),
        "agents": tuple(Seat(agent_id=seat.agent_id, weight=seat.weight) for seat in draft.agents),
        "when_nobody": _when_nobody(plan, draft.when_nobody),
        "response": draft.response,
        "activation": draft.activation,
    }


def _claim_seconds(draft: RouteDraft, rule: Rule) -> int:
    if draft.claim_seconds is not None:
        return draft.claim_seconds
    if rule != "assign_to_agent":
        says = "Field required: how many seconds an agent has to claim."
        raise Invalid(("body", "claim_seconds"), "claim_seconds_needed", says)
    unused: int = Route.model_fields["claim_seconds"].default
    return unused


def _when_nobody(plan: Plan, wanted: Literal["pool", "next_route"] | ToAgentDraft) -> Any:
    if not isinstance(wanted, ToAgentDraft):
        return wanted
    _check_member(plan, wanted.agent_id, ("body", "when_nobody", "agent_id"))
    return ToAgent(agent_id=wanted.agent_id)


def _rule(given: str) -> Rule:
    for rule in RULES:
        if rule == given:
            return rule
    known = ", ".join(RULES)
    raise RuleUnknown(("body", "rule"), f"There is no rule {given!r}. There are: {known}.", known=known)


def _check_sources(plan: Plan, source_ids: Sequence[str]) -> None:
    for place, source_id in enumerate(source_ids):
        loc, source = ("body", "sources", place), plan.sources.get(source_id)
        if source is None:
            raise SourceUnknown(loc)
        if source.status == "archived":
            raise SourceUnknown(loc, "This source is archived.")
        if source_id in source_ids[:place]:
            raise Invalid(loc, "source_twice", "This source is named twice.")


def _check_agents(plan: Plan, rule: Rule, seats: Sequence[SeatDraft]) -> None:
    """Check that agents are members, each named once, and that weights fit the rule and add up to 100.

    Source: docs/rules.md, "Rules" 3, 5 and 6.
    """
    seen: set[str] = set()
    for place, seat in enumerate(seats):
        loc = ("body", "agents", place, "agent_id")
        _check_member(plan, seat.agent_id, loc)
        if seat.agent_id in seen:
            raise Invalid(loc, "agent_twice", "This agent is named twice.")
        _check_weight(rule, seat.weight, place)
        seen.add(seat.agent_id)
    total = sum(seat.weight or 0 for seat in seats)
    if rule in WEIGHTED and total != 100:
        says = f"The percentages add up to {total}, not to 100."
        raise Invalid(("body", "agents"), "weights_not_100", says, total=total)
    if rule == "assign_to_agent" and len(seats) != 1:
        raise Invalid(("body", "agents"), "one_agent_needed", "A route that assigns has exactly one agent.")


def _check_weight(rule: Rule, weight: int | None, place: int) -> None:
    loc = ("body", "agents", place, "weight")
    if rule not in WEIGHTED and weight is not None:
        raise Invalid(loc, "weight_not_allowed", "This rule knows no weights.")
    if rule in WEIGHTED and (weight is None or not 1 <= weight <= 100):
        raise Invalid(loc, "weight_needed", "Each agent needs a whole percentage from 1 to 100.", least=1, most=100)


def _check_member(plan: Plan, agent_id: str, loc: tuple[str | int, ...]) -> None:
    member = plan.members.get(agent_id)
    if member is None:
        raise AgentUnknown(loc)
    if member.status == "removed":
        raise AgentUnknown(loc, "This member was removed from the team.")
