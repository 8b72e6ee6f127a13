"""Is everything told that stands against giving a lead by hand, and until when?"""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.kernel.languages import language_of
from shared.domain.kernel.weekly_hours import Window
from shared.domain.leads.assign_warnings import AssignWarning, find_warnings
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.workload import Workload, periods
from tests import make
from tests.make import ANN, BOB, BOSS, MAIN, NIGHT, NOON

HOUR = timedelta(hours=1)
ZONE = make.settings().zone
TUESDAYS = (Window(days=("tue",), start="09:00", to="18:00"),)
FULL = dict.fromkeys(periods(NOON, ZONE), 3)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def pause(side="own", **change):
    return Pause(**{"side": side, "by": BOSS, "at": NOON, **change})


def warned(lead=None, leads=1, load=None, **member):
    workload = Workload(agent_id=BOB, active=True, **(load or {}))
    return find_warnings(make.member(BOB, **member), workload, make.plan(), NOON, lead=lead, leads=leads)


AT_MAIN, AT_NIGHT = make.received(ANN), make.received(ANN, route_id=NIGHT)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"pauses": (pause(until=NOON + HOUR),)}, [("away", NOON + HOUR)], id="away for an hour"),
        pytest.param({"pauses": (pause("team"),)}, [("away", None)], id="away without an end"),
        pytest.param({"pauses": (pause(until=NOON + HOUR), pause("team", start=NOON + HOUR, until=NOON + 3 * HOUR))},
                     [("away", NOON + 3 * HOUR)], id="one absence after another"),
        pytest.param({"pauses": (pause(until=NOON + HOUR), pause("team"))}, [("away", None)], id="one of two open"),
        pytest.param({"pauses": (pause(start=NOON + HOUR),)}, [], id="away only later"),
        pytest.param({"pauses": (pause(route_id=MAIN),), "lead": AT_MAIN}, [("away", None)], id="from its route"),
        pytest.param({"pauses": (pause(route_id=MAIN),), "lead": AT_NIGHT}, [], id="from another route"),
        pytest.param({"pauses": (pause(route_id=MAIN),)}, [], id="from one route, and no lead"),
        pytest.param({"pause_after_missed": 2, "load": {"missed": 2}}, [("away", None)], id="missed too many"),
        pytest.param({"limits": Limits(per_day=3), "load": {"received": FULL}}, [("at_limit", utc("2026-01-05T23:00"))],
                     id="the day's limit, until midnight in Madrid"),
        pytest.param({"limits": Limits(per_week=3), "load": {"received": FULL}},
                     [("at_limit", utc("2026-01-11T23:00"))],
                     id="the week's, until Monday"),
        pytest.param({"limits": Limits(per_month=3), "load": {"received": FULL}},
                     [("at_limit", utc("2026-01-31T23:00"))], id="the month's"),
        pytest.param({"limits": Limits(per_day=3, per_week=3), "load": {"received": FULL}},
                     [("at_limit", utc("2026-01-11T23:00"))], id="the last of two to end"),
        pytest.param({"limits": Limits(per_day=3, open=2), "load": {"received": FULL, "open_leads": 2}},
                     [("at_limit", None)], id="open leads end with work"),
        pytest.param({"limits": Limits(open=3), "load": {"open_leads": 2}}, [], id="one more is within the limit"),
        pytest.param({"limits": Limits(open=3), "load": {"open_leads": 2}, "leads": 2}, [("at_limit", None)],
                     id="two more are not"),
        pytest.param({"limits": Limits(per_day=4), "load": {"received": FULL}, "leads": 9}, [],
                     id="what is given by hand counts for no day"),
        pytest.param({"hours": TUESDAYS}, [("off_hours", utc("2026-01-06T08:00"))], id="off hours, until Tuesday"),
        pytest.param({"languages": ("de",), "lead": make.lead(attributes={"language": "English"})},
                     [("language", None)], id="a language they do not speak"),
        pytest.param({"languages": ("de", "en"), "lead": make.lead(attributes={"language": "en-GB"})}, [], id="one"),
        pytest.param({"lead": make.lead(attributes={"language": "en"})}, [], id="nobody said what they speak"),
        pytest.param({"languages": ("de",), "lead": make.lead()}, [], id="the lead says nothing"),
        pytest.param({"languages": ("de",), "lead": make.lead(attributes={"language": "Klingon"})}, [], id="unknown"),
        pytest.param({"pauses": (pause(),), "lead": make.received(BOB)}, [], id="it is theirs already"),
    ],
)  # fmt: skip
def test_what_stands_against_it(given, found):
    """Source: docs/rules.md, "Claiming" 8."""
    assert warned(**given) == tuple(AssignWarning(*one) for one in found)


@pytest.mark.parametrize(
    ("limits", "ends"),
    [(Limits(per_week=1), "2026-01-11T23:00"), (Limits(per_month=1), "2026-01-31T23:00")],
    ids=["until the Monday that comes", "until the first that comes"],
)
@pytest.mark.parametrize("day", [0, 2, 6], ids=["on a Monday", "on a Wednesday", "on a Sunday"])
def test_a_limit_ends_with_its_period_whatever_day_it_is(limits, ends, day):
    now = NOON + timedelta(days=day)
    load = Workload(agent_id=BOB, active=True, received=dict.fromkeys(periods(now, ZONE), 1))
    [told] = find_warnings(make.member(BOB, limits=limits), load, make.plan(), now)
    assert told == AssignWarning("at_limit", utc(ends))


def test_one_lead_is_given_unless_more_are_said():
    load = Workload(agent_id=BOB, active=True, open_leads=1)
    assert find_warnings(make.member(BOB, limits=Limits(open=2)), load, make.plan(), NOON) == ()


def test_the_month_ends_also_on_its_last_day():
    now = utc("2026-01-31T12:00")
    load = Workload(agent_id=BOB, active=True, received=dict.fromkeys(periods(now, ZONE), 1))
    [told] = find_warnings(make.member(BOB, limits=Limits(per_month=1)), load, make.plan(), now)
    assert told.until == utc("2026-01-31T23:00")


def test_limits_and_hours_are_those_of_the_teams_clock():
    """At 23:30 UTC it is half past midnight in Madrid, on the day after."""
    early = (Window(days=("tue",), start="00:00", to="06:00"),)
    to = make.member(BOB, limits=Limits(per_day=1), hours=early)
    monday, tuesday = (
        find_warnings(to, Workload(agent_id=BOB, active=True, received={day: 1}), make.plan(), utc("2026-01-05T23:30"))
        for day in ("2026-01-05", "2026-01-06")
    )
    assert (monday, tuesday) == ((), (AssignWarning("at_limit", utc("2026-01-06T23:00")),))


def test_everything_is_told_together():
    lead = make.lead(attributes={"language": "francés"})
    told = warned(
        lead, load={"open_leads": 1}, pauses=(pause(),), limits=Limits(open=1), hours=TUESDAYS, languages=("es",)
    )
    assert [one.code for one in told] == ["away", "at_limit", "off_hours", "language"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Español", "es"), ("ES", "es"), ("en_US", "en"), ("Inglés", "en"), ("Deutsch", "de"), ("català", "ca"),
     ("", None), ("sprechen", None), (7, None), (None, None)],
)  # fmt: skip
def test_a_language_is_known_by_its_code_and_its_names(text, code):
    assert language_of(text) == code
