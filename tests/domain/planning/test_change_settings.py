"""Do settings change only as sent, and only to valid values?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from shared.domain.kernel.errors import ChangedByOther
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.retention import RetentionTimes
from shared.domain.plan_records.route import SCHEDULE, ResponseRule
from shared.domain.plan_records.settings import Settings
from shared.domain.planning.change_settings import (
    MOST_AT_ONCE,
    SettingsPatch,
    change_settings,
    renew_days_off,
    retime_special_routes,
)
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.special_routes import catch_up, with_next_switches
from tests import make
from tests.make import CHIEF, NOON, id_of

STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "audit"))
ALWAYS = {"days": ["mon"], "from": "00:00", "to": "24:00"}


def no_holidays(_holidays, _year):
    return {}


def special(number):
    """Return a special route timed for Madrid: midnight there is an hour before midnight UTC."""
    activation = Activation(start="2026-02-01", to="2026-02-03")
    route = make.route(id_of("route", f"s{number}"), title=f"S{number}", activation=activation, status="paused")
    return with_next_switches(route, make.settings().zone, no_holidays, NOON)


def change(plan, version=None, **given):
    return change_settings(plan, SettingsPatch(**given), version, STAMP, no_holidays)


def test_only_sent_fields_change_and_are_audited():
    plan = make.plan()
    changed = change(plan, hold_hours=12, working_hours=[ALWAYS])
    after = changed.on(plan).settings
    assert (after.hold_hours, after.team_name, after.working_hours[0].to) == (12, "Casa", "24:00")
    assert (changed.audit.what, changed.audit.subject) == ("settings.changed", "settings")
    assert set(changed.audit.before) == set(changed.audit.after) == {"hold_hours", "working_hours"}
    assert changed.audit.before["hold_hours"] == 0


def test_holidays_make_days_off_which_are_renewed_only_when_they_differ():
    def one_a_year(holidays, year):
        return {date(year, 12, 8): ("Inmaculada",)} if holidays.country == "ES" else {}

    plan = make.plan()
    patch = SettingsPatch(holidays={"country": "ES", "added": [{"date": "2026-05-15", "name": "San Isidro"}]})
    after = change_settings(plan, patch, None, STAMP, one_a_year).on(plan)
    assert [day.isoformat() for day in after.settings.days_off] == [
        "2025-12-08", "2026-05-15", "2026-12-08", "2027-12-08", "2028-12-08"
    ]  # fmt: skip
    assert renew_days_off(after, STAMP, one_a_year).audit is None
    a_year_later = ChangeContext(by=SCHEDULE, at=NOON + timedelta(days=366), audit_id=id_of("audit", "audit"))
    renewed = renew_days_off(after, a_year_later, one_a_year)
    assert renewed.audit.what == "settings.days_off_renewed"
    assert renewed.on(after).settings.days_off[-1] == date(2029, 12, 8)
    without = change_settings(after, SettingsPatch(holidays={}), None, STAMP, one_a_year).on(after)
    assert without.settings.days_off == ()


def test_unchanged_settings_are_not_written():
    assert change(make.plan(), team_name="Casa", agents_see_pool=True).audit is None
    assert change(make.plan()).audit is None


def test_of_retention_only_what_was_sent_changes_and_the_audit_shows_it_whole():
    plan = make.plan()
    once = change(plan, retention={"audit_months": 36})
    assert once.audit.before == {"retention": RetentionTimes().model_dump()}
    assert once.audit.after == {"retention": {**RetentionTimes().model_dump(), "audit_months": 36}}
    twice = change(once.on(plan), retention={"leads_months": None})
    kept = twice.on(plan).settings.retention
    assert (kept.leads_months, kept.audit_months, kept.imports_days) == (None, 36, 90)


@pytest.mark.parametrize(
    "given",
    [{"leads_months": 0}, {"leads_months": 241}, {"leads_months": True}, {"deliveries_days": 6}, {"imports_days": None},
     {"deliveries_days": 366}, {"audit_months": 0}, {"weeks": 1}],
)  # fmt: skip
def test_retention_has_bounds(given):
    with pytest.raises(ValidationError):
        SettingsPatch(retention=given)


def test_settings_with_an_outdated_version_are_refused():
    with pytest.raises(ChangedByOther):
        change(make.plan(), version=7, hold_hours=1)


def test_a_new_time_zone_moves_special_routes_in_the_same_change():
    plan = make.plan([make.route(), special(1)])
    after = change(plan, time_zone="America/Mexico_City").on(plan)
    assert after.settings.time_zone == "America/Mexico_City"
    assert plan.routes[1].next_on == datetime(2026, 1, 31, 23, tzinfo=UTC)
    assert after.routes[1].next_on == datetime(2026, 2, 1, 6, tzinfo=UTC)
    assert after.routes[0] == plan.routes[0]


def test_the_audit_entry_of_a_new_time_zone_says_what_it_did_to_special_routes():
    midnight = datetime(2026, 2, 1, 0, tzinfo=UTC)  # in Madrid it has begun, in Mexico not yet
    route = catch_up(special(1), make.settings().zone, no_holidays, midnight)
    plan = make.plan([make.route(), route])
    patch, stamp = SettingsPatch(time_zone="America/Mexico_City"), ChangeContext(CHIEF, midnight, STAMP.audit_id)
    entry = change_settings(plan, patch, None, stamp, no_holidays).audit
    assert (entry.before["time_zone"], entry.after["time_zone"]) == ("Europe/Madrid", "America/Mexico_City")
    assert set(entry.before["routes"]) == set(entry.after["routes"]) == {route.route_id}
    was, now = entry.before["routes"][route.route_id], entry.after["routes"][route.route_id]
    assert (was["status"], now["status"]) == ("active", "paused")
    assert (was["next_on"], now["next_on"]) == (None, "2026-02-01T06:00:00Z")


def test_other_settings_leave_special_routes_unchanged():
    plan = make.plan([special(1)])
    assert change(plan, hold_hours=1).put == (plan.settings.model_copy(update={"hold_hours": 1}),)


def test_many_special_routes_are_moved_in_several_changes():
    """One transaction holds at most a hundred writes."""
    plan = make.plan([special(number) for number in range(2 * MOST_AT_ONCE + 5)])
    first = change(plan, time_zone="America/Mexico_City")
    plan, sizes = first.on(plan), [len(first.put) - 1]
    while (rest := retime_special_routes(plan, STAMP, no_holidays)).audit:
        assert set(rest.audit.before["routes"]) == {route.route_id for route in rest.put}
        plan, sizes = rest.on(plan), [*sizes, len(rest.put)]
    assert sizes == [MOST_AT_ONCE, MOST_AT_ONCE, 5]
    assert {route.next_on for route in plan.routes} == {datetime(2026, 2, 1, 6, tzinfo=UTC)}
    assert rest.put == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("team_name", "  "), ("team_name", "x" * 81), ("team_name", None), ("time_zone", "Europe/Madri"),
        ("time_zone", "../etc/passwd"), ("country", "es"), ("country", "ESP"), ("language", "fr"), ("hold_hours", -1),
        ("hold_hours", 97), ("hold_hours", 1.5), ("working_hours", [{**ALWAYS, "to": "00:00"}]),
        ("working_hours", [ALWAYS] * 51), ("repeat_leads", "never"), ("agents_see", "all"),
        ("attention_after_seconds", 59), ("claim_target_seconds", 9), ("accent_color", "#7A1F3D"),
        ("accent_color", "#7a1"), ("accent_color", "red;}"), ("accent_color", None), ("agents_see_pool", None),
        ("version", 1), ("created_at", NOON),
    ],
)  # fmt: skip
def test_an_invalid_value_is_refused_by_its_field(field, value):
    with pytest.raises(ValidationError) as refused:
        SettingsPatch(**{field: value})
    assert {error["loc"][0] for error in refused.value.errors()} == {field}


def test_every_setting_can_be_changed_but_its_creation_date_the_logo_and_the_second_factor():
    """Nobody who has stolen a Rainmaker's account switches the second factor off."""
    unchanged = {"created_at", "days_off", "logo", "second_factor", "version"}
    assert set(SettingsPatch.model_fields) == set(Settings.model_fields) - unchanged


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        pytest.param(Limits, {"per_day": True}, id="a limit"),
        pytest.param(SettingsPatch, {"hold_hours": True}, id="hours"),
        pytest.param(ResponseRule, {"within_seconds": True, "actions": ["call"]}, id="seconds"),
    ],
)
def test_true_is_not_a_number(kind, body):
    """JSON distinguishes them, and so does the API's document."""
    with pytest.raises(ValidationError, match="valid integer"):
        kind.model_validate(body)
