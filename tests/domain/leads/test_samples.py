"""Do sample leads show what they are made to show, as leads would that had come that way?

Who sees them, and that no verb is for them, is in `test_sample_leads`.
"""

import re
from datetime import timedelta

import pytest

from shared.domain.i18n.sample_texts import SAMPLE_TEXTS
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.samples import SAMPLE_IDS
from shared.domain.leads.conversations import stage
from shared.domain.leads.samples import make_samples
from tests import make
from tests.make import CHIEF, MAIN, NIGHT, NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PLAN = make.plan(language="en")
ME = make.member(CHIEF, role="rainmaker")
KINDS = ("offered", "waiting", "overdue", "won", "pooled")


@pytest.fixture
def made():
    """Provide what is decided of each sample lead, by what it shows."""
    return dict(zip(KINDS, make_samples(ME, PLAN, NOON), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_counts_nowhere_and_leaves_no_work(made, kind):
    """Source: docs/rules.md, "Sample data" 1."""
    decision, lead = made[kind], made[kind].lead
    assert (lead.origin, lead.is_real) == ("sample", False)
    assert (decision.counters, decision.workload_changes, decision.audit) == ((), (), None)
    assert (lead.todo, lead.tell, lead.stop_clock) == (None, None, None)
    assert {one.lead_id for one in (*decision.records, *decision.tasks)} <= {lead.lead_id}
    assert decision.tasks == lead.tasks


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_has_a_past_in_order_that_nobody_has_to_wait_for(made, kind):
    lead = made[kind].lead
    told = [event.at for event in lead.history]
    assert told == sorted(told)
    assert (told[0], lead.history[0].kind, lead.history[0].by) == (lead.created_at, "received", "provider")
    assert lead.since == told[-1]
    assert lead.created_at <= lead.last_activity_at <= NOON
    [email], [phone] = lead.contact.emails, lead.contact.phones
    assert email.given == email.normal == f"{lead.contact.first_name.lower()}@example.com"
    assert phone.given == phone.normal
    assert re.fullmatch(r"\+120255501\d\d", phone.normal), "a number that is reserved for examples"


def test_each_sample_is_another_person_with_an_id_of_its_own(made):
    assert tuple(one.lead.lead_id for one in made.values()) == SAMPLE_IDS
    people = [one.lead.contact for one in made.values()]
    assert len({(one.name, one.emails, one.phones) for one in people}) == len(people)


def test_the_offered_one_is_offered_to_who_asks_for_a_day(made):
    lead = made["offered"].lead
    offer = lead.offer
    assert (lead.state, offer.agent_ids, offer.turn) == ("offered", (CHIEF,), 1)
    assert (offer.made_at, offer.deadline) == (NOON - 4 * MINUTE, NOON + DAY)
    assert (lead.created_at, lead.place, lead.attributes["intent"]) == (offer.made_at, 0, "buy")


@pytest.mark.parametrize(
    ("routes", "named"),
    [
        pytest.param([make.route(NIGHT, status="paused"), make.route(MAIN)], MAIN, id="the first that is active"),
        pytest.param([], f"route_{0:032x}", id="none of the team's"),
    ],
)
def test_the_offer_names_a_route(routes, named):
    offered, *_ = make_samples(ME, make.plan(routes), NOON)
    assert (offered.lead.route_id, offered.lead.offer.route_id) == (named, named)


def test_in_the_waiting_one_the_person_has_written_and_waits(made):
    lead = made["waiting"].lead
    assert (lead.state, lead.owner, lead.since, stage(lead)) == (
        "owned", CHIEF, NOON - 3 * HOUR + 2 * MINUTE, "new",
    )  # fmt: skip
    wrote = NOON - 50 * MINUTE
    assert lead.conversation == Conversation(opened_at=NOON - 3 * HOUR, waiting_since=wrote)
    assert (lead.last_message_at, lead.last_activity_at, lead.created_at) == (wrote, wrote, NOON - 3 * HOUR)
    [message] = made["waiting"].records
    assert (message.direction, message.at, message.by, message.channel) == ("in", wrote, "provider", "whatsapp")
    assert (message.body, lead.attributes["intent"]) == (SAMPLE_TEXTS["en"].asks, "buy")


def test_in_the_overdue_one_the_person_was_answered_and_a_task_is_a_day_late(made):
    lead = made["overdue"].lead
    answered = NOON - 3 * DAY + 20 * MINUTE
    assert (lead.state, lead.owner, stage(lead)) == ("owned", CHIEF, "contacted")
    assert (lead.contacted_at, lead.answered_at, lead.noted_at) == (answered, answered, answered)
    assert lead.conversation == Conversation(opened_at=lead.created_at)
    assert (lead.created_at, lead.last_activity_at) == (NOON - 3 * DAY, answered)
    [task] = lead.tasks
    assert (task.assignee, task.by, task.at, task.due_at) == (CHIEF, CHIEF, answered, NOON - DAY)
    assert (task.text, task.alone, task.told, task.unlisted) == (SAMPLE_TEXTS["en"].task, True, True, True)
    [message] = made["overdue"].records
    assert (message.direction, message.at, message.by) == ("out", answered, CHIEF)
    assert (message.body, lead.attributes["intent"]) == (SAMPLE_TEXTS["en"].answers, "sell")


def test_the_won_one_was_met_and_closed_two_days_ago(made):
    lead = made["won"].lead
    assert (lead.state, lead.outcome, lead.owner, stage(lead)) == ("closed", "won", CHIEF, "closed")
    assert (lead.created_at, lead.since, lead.last_activity_at) == (NOON - 21 * DAY, NOON - 2 * DAY, NOON - 2 * DAY)
    assert (lead.contacted_at, lead.appointment_at) == (lead.created_at + HOUR, lead.created_at + DAY)
    assert [(event.kind, event.by) for event in lead.history[1:]] == [("claimed", CHIEF), ("closed", CHIEF)]
    assert (lead.history[1].detail, lead.history[2].detail) == ({"seconds": 120}, {"outcome": "won"})
    assert (lead.history[1].at - lead.created_at, lead.attributes["intent"]) == (2 * MINUTE, "buy")


def test_the_pooled_one_was_claimed_by_nobody(made):
    lead = made["pooled"].lead
    assert (lead.state, lead.reason, lead.owner) == ("pooled", "unclaimed", None)
    assert (lead.created_at, lead.since) == (NOON - 45 * MINUTE, NOON - 40 * MINUTE)
    assert (lead.history[-1].by, lead.attributes["intent"]) == ("route", "rent")


@pytest.mark.parametrize(
    ("mine", "teams", "shown"),
    [
        pytest.param("es", "en", "es", id="of who asks"),
        pytest.param(None, "en", "en", id="the team's, where they chose none"),
    ],
)
def test_samples_are_in_the_language(mine, teams, shown):
    texts = SAMPLE_TEXTS[shown]
    made = make_samples(make.member(CHIEF, role="rainmaker", language=mine), make.plan(language=teams), NOON)
    people = (texts.offered, texts.waiting, texts.overdue, texts.won, texts.pooled)
    assert [
        (one.lead.contact.first_name, one.lead.contact.last_name, one.lead.message, one.lead.attributes["place"])
        for one in made
    ] == [(one.first_name, one.last_name, one.message, one.place) for one in people]
    assert {one.lead.source_title for one in made} == {texts.source}


def test_samples_are_made_at_a_whole_second():
    odd = NOON + timedelta(microseconds=7)
    assert {one.lead.created_at.microsecond for one in make_samples(ME, PLAN, odd)} == {0}
