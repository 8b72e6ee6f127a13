"""Are values that a newer release stored kept, and does what has them take no part until that release is back?"""

import json
from datetime import timedelta

import pytest
from pydantic import ValidationError

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.template import Template
from shared.store import codec
from shared.store.plans import Plans
from tests import make
from tests.functions import team
from tests.make import ANN, BOSS, MAIN, NOON, id_of

SECOND = id_of("route", "second")
UNREAD = {"of": ["a newer", "release"]}
TARGET = Target(
    target_id=id_of("target", "crm"), url="https://crm.example.com", events=("lead.claimed",), created_at=NOON
)
TEMPLATE = Template(
    template_id=id_of("template", "hello"),
    title="Hello",
    channels=("email",),
    language="es",
    text="Hola",
    created_at=NOON,
)
WHOLE = [
    (make.route(), "rule", "by_score"),
    (make.route(), "title", "t" * 31),
    (make.route(), "sources", {"category": "portals"}),
    (make.route(), "windows", [{"day": "payday"}]),
    (make.route(), "conditions", [{"field": "place", "op": "near", "value": "Retiro"}]),
    (make.route(), "claim_clock", "daylight"),
    (make.route(), "claim_seconds", 1),
    (make.route(), "agents", [{"office": "north"}]),
    (make.route(), "when_nobody", {"office": "north"}),
    (make.route(), "response", UNREAD),
    (make.route(), "activation", UNREAD),
    (make.route(), "status", "trial"),
    (make.source(), "kind", "tiktok"),
    (make.source(), "status", "muted"),
    (make.source(), "title", "t" * 61),
    (make.source(), "form", {"sites": UNREAD}),
    (make.source(), "former", [UNREAD]),
    (TARGET, "events", ["lead.claimed", "lead.reassigned"]),
    (TARGET, "events", UNREAD),
    (TARGET, "status", "trial"),
    (TARGET, "trouble", "slow"),
    (TEMPLATE, "channels", ["telegram"]),
    (TEMPLATE, "text", "{my_pet}"),
    (TEMPLATE, "language", "ca"),
    (make.rota(make.shift()), "shifts", [UNREAD]),
    (make.member(), "role", "auditor"),
    (make.member(), "status", "on_leave"),
    (make.member(), "hours", [UNREAD]),
    (make.member(), "limits", {"per_quarter": "ten", "open": []}),
    (make.member(), "pauses", [UNREAD]),
    (make.member(), "absences", [UNREAD]),
    (make.member(), "ended_sessions", [UNREAD]),
]
"""List what a record takes no part for: of each kind, values of fields of every type."""
IN_PART = [
    (make.member(), "notifications", {"email": ["lead_rings"]}, None),
    (make.member(), "sees", "office", "own"),
    (make.member(), "language", "ca", None),
    (make.member(), "quiet_hours", "siesta", None),
    (make.member(), "calendar", UNREAD, None),
    (make.settings(), "repeat_leads", "by_score", "same_owner"),
    (make.settings(), "agents_see", "office", "own"),
    (make.settings(), "agents_see_pool", "some", False),
    (make.settings(), "managers_export", "some", False),
    (make.settings(), "language", "ca", "es"),
    (make.settings(), "waiting_clock", "daylight", "always"),
    (make.settings(), "working_hours", [UNREAD], ()),
    (make.settings(), "close_reasons", [UNREAD], ()),
    (make.owned(), "reason", "by_score", None),
    (make.owned(), "outcome", "let", None),
    (make.owned(), "todo", "score", None),
]
"""List what is read in the place of a value, of records that take part all the same."""


def by_newer(record, field, value):
    item = codec.to_item(record)
    return {**item, "body": {"S": json.dumps(json.loads(item["body"]["S"]) | {field: value})}}


def body_of(record):
    """Return what is stored of a record; it has the version that was read."""
    return json.loads(codec.to_item(record.model_copy(update={"version": record.version - 1}))["body"]["S"])


def names(cases):
    return [f"{type(record).__name__} {field} {json.dumps(value)[:30]}" for record, field, value, *_ in cases]


@pytest.mark.parametrize(("record", "field", "value"), WHOLE, ids=names(WHOLE))
def test_a_record_with_such_a_value_takes_no_part_and_is_written_back_as_it_was(record, field, value):
    item = by_newer(record, field, value)
    read = codec.from_item(type(record), item)
    assert read.is_newer
    assert field in read.newer_fields
    assert body_of(read) == json.loads(item["body"]["S"])


@pytest.mark.parametrize(("record", "field", "value", "instead"), IN_PART, ids=names(IN_PART))
def test_a_value_that_decides_nothing_has_something_else_in_its_place_and_is_written_back(
    record, field, value, instead
):
    item = by_newer(record, field, value)
    read = codec.from_item(type(record), item)
    assert not read.is_newer
    assert read.newer_fields == {field}
    assert instead in (getattr(read, field), None)
    assert body_of(read) == json.loads(item["body"]["S"])


def test_several_such_values_and_unknown_fields_are_kept_together():
    item = by_newer(make.route(), "rule", "by_score")
    body = json.loads(item["body"]["S"]) | {"when_nobody": "call", "from_later": UNREAD}
    body["agents"][0]["from_later"] = 1
    read = codec.from_item(Route, {**item, "body": {"S": json.dumps(body)}})
    assert body_of(read) == body


def test_a_field_that_is_set_here_is_stored_as_it_was_set_and_no_other():
    read = codec.from_item(Route, by_newer(make.route(), "rule", "by_score"))
    fewer = read.model_copy(update={"agents": read.agents[:1]})
    assert fewer.is_newer
    assert body_of(fewer) == body_of(read) | {"agents": [{"agent_id": ANN, "weight": None}]}
    lead = codec.from_item(Lead, by_newer(make.owned(), "reason", "by_score"))
    assert "reason" not in body_of(lead.model_copy(update={"reason": None}))


def test_a_record_as_made_here_is_none_of_a_newer_release():
    for record in (make.route(), make.source(), make.member(), make.settings(), make.owned(), TARGET, TEMPLATE):
        read = codec.from_item(type(record), codec.to_item(record))
        assert (read.is_newer, read.newer_fields) == (False, frozenset())
        assert read == record.stored()


def test_a_lead_whose_state_is_not_known_cannot_be_read():
    for field, value in (("state", "parked"), ("offer", UNREAD), ("contact", 3), ("objection", UNREAD)):
        with pytest.raises(ValidationError):
            codec.from_item(Lead, by_newer(make.owned(), field, value))


def test_what_is_not_known_of_safety_is_read_as_the_stricter():
    since = (NOON - timedelta(days=30)).isoformat()
    read = codec.from_item(Settings, by_newer(make.settings(), "second_factor", {"mode": "passkey", "since": since}))
    assert (read.second_factor.mode, read.second_factor.since) == ("required", NOON - timedelta(days=30))
    read = codec.from_item(Settings, by_newer(make.settings(), "retention", {"leads_months": "by_country"}))
    assert (read.retention.leads_months, read.retention.keep_won_years) == (None, 30)


def test_a_member_of_whom_that_is_not_known_cannot_sign_in_and_is_offered_nothing():
    read = codec.from_item(Member, by_newer(make.member(), "role", "auditor"))
    assert (read.role, read.status) == ("agent", "invited")
    assert make.plan(members=[read]).members_by_sub == {}
    gone = make.member(status="removed", removed_at=NOON)
    assert codec.from_item(Member, by_newer(gone, "role", "auditor")).status == "removed"


def test_a_source_whose_kind_is_not_known_stands_in_as_one_that_takes_no_deliveries():
    assert codec.from_item(Source, by_newer(make.source(), "kind", "tiktok")).kind == "manual"


# The plan


@pytest.fixture
def seated(table):
    rest = {"routes": [make.route(), make.route(SECOND, (BOSS,), title="Second")], "sources": [make.source()]}
    team.seat(table, **rest)
    for record in (TARGET, TEMPLATE, make.rota(make.shift())):
        team.change(table, record)
    return table


@pytest.mark.parametrize(("record", "field", "value"), WHOLE, ids=names(WHOLE))
def test_the_plan_is_read_whole(seated, record, field, value):
    team.newer(seated, record, **{field: value})
    plan = Plans(seated).current()
    assert [route.route_id for route in plan.routes] == [MAIN, SECOND]
    assert plan.index.active.bit_count() == (1 if isinstance(record, Route) or field == "shifts" else 2)
    assert (len(plan.sources), len(plan.targets), len(plan.templates), len(plan.rotas)) == (1, 1, 1, 1)


def test_a_route_whose_shifts_are_not_known_is_passed_over_and_stays_as_it_was_stored(seated):
    team.newer(seated, make.rota(), shifts=[UNREAD])
    before = team.stored(seated, make.route())
    route = Plans(seated).current().routes[0]
    assert (route.status, route.is_newer) == ("paused", True)
    assert body_of(route) == before


def test_a_record_that_nothing_can_stand_in_for_leaves_the_rest_of_the_plan(seated, logged):
    team.newer(seated, make.route(), created_at=UNREAD)
    plan = Plans(seated).current()
    assert [route.route_id for route in plan.routes] == [SECOND]
    assert plan.order == Order(route_ids=(MAIN, SECOND), version=1)
    assert "plan_record_unreadable" in logged()


def test_a_team_cannot_do_without_its_settings(seated):
    team.newer(seated, make.settings(), created_at=UNREAD)
    with pytest.raises(ValidationError):
        Plans(seated).current()
