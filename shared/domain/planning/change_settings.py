"""Decide changes to the team's settings and its logo, and what they change on special routes."""

from collections.abc import Iterable

from pydantic import JsonValue

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.record import Value, patch_of
from shared.domain.plan_records.activation import Calendar
from shared.domain.plan_records.close_reason import changed_reasons
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.retention import RetentionTimes
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import NOT_THE_TEAMS, Logo, Settings
from shared.domain.plan_records.team_holidays import check_team_holidays, days_off
from shared.domain.planning.changes import Change, ChangeContext, audit, check_patched, check_version, no_change
from shared.domain.planning.special_routes import retimed

SUBJECT = "settings"
MOST_AT_ONCE = 80  # routes in one change: a transaction holds at most a hundred writes


@patch_of(Settings, but=(*NOT_THE_TEAMS, "version"))
class SettingsPatch(Value):
    """Change the settings: only fields that were sent; null is refused. Defaults are never read."""


def change_settings(
    plan: Plan, patch: SettingsPatch, version: int | None, stamp: ChangeContext, calendar: Calendar
) -> Change:
    """Change the fields that were sent. A new time zone moves the switches of special routes, but no open deadline.

    At most 80 routes are changed; `retime_special_routes` changes the rest. New holidays make new days off.

    Raises:
        ChangedByOther: the settings are not at `version` any more.
        MadeByNewerRelease: this release cannot read what is to be replaced.
        Invalid: there are no such public holidays, a date is impossible, or the reasons for closing do not fit.

    Source: docs/rules.md, "Restrictions" 3-4, "Offers and deadlines" 5.
    """
    before = plan.settings
    check_version(before, version)
    given = {name: _patched(before, patch, name) for name in patch.model_fields_set}
    after = before.model_copy(update={name: one for name, one in given.items() if one != getattr(before, name)})
    check_patched(before, after)
    if after.close_reasons != before.close_reasons:
        kept = changed_reasons(before.close_reasons, after.close_reasons)
        after = after.model_copy(update={"close_reasons": kept})
    if after == before:
        return no_change(SUBJECT)
    if after.holidays != before.holidays:
        check_team_holidays(after.holidays, after.zone, calendar, stamp.at)
        after = _with_days_off(after, calendar, stamp)
    moved = after.time_zone != before.time_zone
    routes = retimed(plan.routes, after.zone, calendar, stamp.at)[:MOST_AT_ONCE] if moved else ()
    entry = _with_retention(audit("settings.changed", SUBJECT, stamp, before, after), before, after)
    return Change(SUBJECT, put=(after, *routes), audit=_with_routes(entry, plan, routes, stamp))


def retime_special_routes(plan: Plan, stamp: ChangeContext, calendar: Calendar) -> Change:
    """Set the switches of up to 80 special routes by the team's time zone; change nothing if all are right."""
    routes = retimed(plan.routes, plan.settings.zone, calendar, stamp.at)[:MOST_AT_ONCE]
    if not routes:
        return no_change(SUBJECT)
    entry = audit("settings.retimed", SUBJECT, stamp, plan.settings, plan.settings)
    return Change(SUBJECT, put=routes, audit=_with_routes(entry, plan, routes, stamp))


def renew_days_off(plan: Plan, stamp: ChangeContext, calendar: Calendar) -> Change:
    """Compute the days off that the team's holidays make anew; change nothing if they are the same.

    Source: docs/rules.md, "Offers and deadlines" 7.
    """
    before = plan.settings
    after = _with_days_off(before, calendar, stamp)
    if after == before:
        return no_change(SUBJECT)
    return Change(SUBJECT, put=(after,), audit=audit("settings.days_off_renewed", SUBJECT, stamp, before, after))


def _with_days_off(settings: Settings, calendar: Calendar, stamp: ChangeContext) -> Settings:
    if "holidays" in settings.newer_fields:
        return settings
    return settings.model_copy(update={"days_off": days_off(settings.holidays, settings.zone, calendar, stamp.at)})


def change_logo(plan: Plan, logo: Logo, stamp: ChangeContext) -> Change:
    """Replace the logo; an empty one removes it. The settings name the logo by its tag, so that clients know of it.

    Source: docs/rules.md, "Supervision" 9.
    """
    before = plan.settings
    after = before.model_copy(update={"logo": logo.tag})
    if after == before:
        return no_change(SUBJECT)
    return Change(SUBJECT, put=(after, logo), audit=audit("settings.changed", SUBJECT, stamp, before, after))


def _patched(before: Settings, patch: SettingsPatch, name: str) -> object:
    """Return the new value of a setting: as sent, but of retention only what was sent."""
    given = getattr(patch, name)
    if not isinstance(given, RetentionTimes):
        return given
    return before.retention.model_copy(update={one: getattr(given, one) for one in given.model_fields_set})


def _with_retention(entry: Audit, before: Settings, after: Settings) -> Audit:
    """Add to the audit entry the retention that is not stored, because it was never set."""
    if before.retention == after.retention:
        return entry
    was: dict[str, JsonValue] = {**(entry.before or {}), "retention": before.retention.model_dump()}
    now: dict[str, JsonValue] = {**(entry.after or {}), "retention": after.retention.model_dump()}
    return entry.model_copy(update={"before": was, "after": now})


def _with_routes(entry: Audit, plan: Plan, routes: Iterable[Route], stamp: ChangeContext) -> Audit:
    """Add to the audit entry what changed on each route."""
    told = {r.route_id: audit("", r.route_id, stamp, plan.routes_by_id[r.route_id], r) for r in routes}
    if not told:
        return entry
    was: dict[str, JsonValue] = {route_id: one.before for route_id, one in told.items()}
    now: dict[str, JsonValue] = {route_id: one.after for route_id, one in told.items()}
    return entry.model_copy(
        update={"before": {**(entry.before or {}), "routes": was}, "after": {**(entry.after or {}), "routes": now}}
    )
