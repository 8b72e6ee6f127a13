"""Decide which leads a change of the plan concerns, beside those that are routed from now on."""

from __future__ import annotations

from shared.domain.lead_records.plan_walk import Waiting
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.rota import Rota
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import Change

_MATTER_TO_HELD = (Route, Rota, Member, Settings, Order, Workload)
# What cannot make a held lead go sooner or later. A field of a later release concerns held leads until it stands here.
_NO_MATTER_TO_HELD: dict[type, frozenset[str]] = {
    Route: frozenset({"title", "claim_seconds", "claim_clock", "response", "switched_at", "switched_by"}),
    Member: frozenset({
        "email", "first_name", "last_name", "role", "phone", "language", "sees", "may_hand_over", "notifications",
        "quiet_hours", "covers_for", "languages",
        "sub", "sessions_valid_from", "ended_sessions", "active_since", "second_factor_since", "calendar",
    }),
    Settings: frozenset({
        "team_name", "country", "language", "working_hours", "holidays", "days_off", "quiet_hours", "repeat_leads",
        "agents_see", "agents_see_pool", "hide_contact_until_claimed", "attention_after_seconds",
        "claim_target_seconds", "managers_export", "setup_hidden", "accent_color", "logo", "retention", "second_factor",
        "waiting_clock", "warn_after_seconds", "close_quiet_after_days", "close_reasons",
    }),
}  # fmt: skip
_WORKING_TIME = frozenset({"working_hours", "holidays", "days_off"})
_NO_MATTER_TO_OWED = _NO_MATTER_TO_HELD[Settings] - _WORKING_TIME | {"hold_hours"}
_TIME_OF_SPECIAL = frozenset({"status", "windows", "activation", "next_off"})  # counts as working time, if it is active


def concerned(change: Change) -> frozenset[Waiting]:
    """Return the kinds of waiting leads that a change may concern: held ones, and those whose owner owes a response.

    Source: docs/rules.md, "Matching" 6, "Response after the claim" 2.
    """
    found: set[Waiting] = set()
    if _concerns_held(change):
        found.add("held")
    if _concerns_owed(change):
        found.add("owed")
    return frozenset(found)


def _concerns_held(change: Change) -> bool:
    kinds = [type(record) for record in (*change.put, *change.removed) if isinstance(record, _MATTER_TO_HELD)]
    if len(kinds) != 1:
        return bool(kinds)
    changed = _changed(change)
    return not changed or bool(changed - _NO_MATTER_TO_HELD.get(kinds[0], frozenset()))


def _concerns_owed(change: Change) -> bool:
    kinds = {type(record) for record in change.put}
    if Settings in kinds:
        return bool(_changed(change) - _NO_MATTER_TO_OWED)
    changed = _changed(change)
    return any(
        "response" in changed or (_has_own_time(record) and bool(changed & _TIME_OF_SPECIAL))
        for record in change.put
        if isinstance(record, Route)
    )


def _has_own_time(route: Route) -> bool:
    """Return whether a route's time counts for its responses; an end by schedule was reckoned with from the start."""
    return route.activation is not None and route.response is not None and not route.ended_by_schedule


def _changed(change: Change) -> set[str]:
    """Return the fields that differ, as the audit has them."""
    if change.audit is None:
        return set()
    return {*(change.audit.before or {}), *(change.audit.after or {})}
