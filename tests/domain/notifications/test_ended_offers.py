"""Whose offer does a change of a lead end, how, and what becomes of the notification about it?"""

import pytest

from shared.domain.kernel.notification import Inbox
from shared.domain.lead_records.offer import ResponseDeadline
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.notifications import notification_events
from shared.domain.notifications.ended_offers import archive_ended, ended_duties, ended_offers
from shared.domain.notifications.grouping import group_events, is_new, notification_id, set_archived
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.expire import expire
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, END, NOON, OFFER, SECOND, offered, pooled

PLAN = make.plan()
MANAGER = PLAN.members[BOSS]


def claimed(lead, agent_id):
    load = Workload(agent_id=agent_id)
    member = PLAN.members[agent_id]
    return claim(lead, member, PLAN, NOON + SECOND, workload=load, response_id=make.RESPONSE).lead


def passed(lead, agent_id):
    return pass_offer(lead, PLAN.members[agent_id], PLAN.settings, NOON + SECOND).lead


def assigned(lead, agent_id):
    return assign(lead, PLAN.members[agent_id], MANAGER, PLAN.settings, NOON, audit_id="audit_1").lead


def ends(before, after):
    return {one.agent_id: one.end for one in ended_offers(before, after)}


@pytest.mark.parametrize(("before", "after", "how"), [
    pytest.param(offered(), claimed(offered(), ANN), {ANN: "claimed"}, id="claimed"),
    pytest.param(offered(ANN, BOB), claimed(offered(ANN, BOB), BOB), {ANN: "taken", BOB: "claimed"}, id="taken"),
    pytest.param(offered(), passed(offered(), ANN), {ANN: "passed"}, id="passed"),
    pytest.param(offered(ANN, BOB), passed(offered(ANN, BOB), BOB), {BOB: "passed"}, id="passed by one of two"),
    pytest.param(offered(), expire(offered(), OFFER, PLAN.settings.zone, END).lead, {ANN: "expired"}, id="expired"),
    pytest.param(offered(), assigned(offered(), CAT), {ANN: "withdrawn"}, id="assigned to another"),
    pytest.param(offered(), release(offered(), MANAGER, PLAN.settings, NOON, audit_id="audit_1").lead,
                 {ANN: "withdrawn"}, id="pooled by hand"),
    pytest.param(None, offered(), {}, id="a new offer"),
    pytest.param(pooled(), pooled(), {}, id="no offer"),
    pytest.param(offered(), offered(), {}, id="the same offer"),
])  # fmt: skip
def test_an_offer_ends_once_for_each_of_its_agents(before, after, how):
    assert ends(before, after) == how


def test_the_next_offer_to_the_same_agent_does_not_keep_the_earlier_one_open():
    again = offered().model_copy(update={"offer": make.offer(offer_id=make.id_of("offer", "again"))})
    assert ends(offered(), again) == {ANN: "withdrawn"}


def notified(lead):
    """Return the notification of the lead's offer to Ana, and her inbox."""
    events = notification_events.events_of_lead(make.lead(), lead, PLAN)
    return group_events(None, list(events), Inbox(agent_id=ANN)), Inbox(agent_id=ANN, unread=1)


def test_the_end_finds_the_notification_of_the_very_offer():
    lead = make.lead().offered(make.offer(), place=0)
    notice, _ = notified(lead)
    (end,) = ended_offers(lead, claimed(lead, ANN))
    assert end.notification_id == notice.notification_id
    (event,) = notification_events.events_of_lead(make.lead(), lead, PLAN)
    assert notification_id(event) == notice.notification_id


def test_the_notification_of_an_ended_offer_is_archived_once_and_stays_if_its_reader_brings_it_back():
    notice, inbox = notified(make.lead().offered(make.offer(), place=0))
    archived, after = archive_ended(notice, inbox, "taken")
    assert (is_new(archived, after, NOON), archived.ended, after.unread) == (False, "taken", 0)
    back, mine = set_archived(archived, after, archived=False)
    assert archive_ended(back, mine, "taken") == (back, mine)
    assert mine.unread == 1


def owing(**change):
    made = {"response_id": make.RESPONSE, "route_id": make.MAIN, "since": NOON, "due": END, "actions": ("call",)}
    return make.owned(response=ResponseDeadline(**made, reminded=True), **change)


@pytest.mark.parametrize(("change", "end"), [
    ({"response": None}, ["answered"]), ({"response": None, "owner": BOB}, ["over"]), ({}, []),
    ({"state": "closed", "response": None}, ["over"]),
])  # fmt: skip
def test_the_reminder_of_a_response_ends_when_it_is_owed_no_more(change, end):
    before = owing()
    after = before.model_copy(update=change)
    assert [(one.agent_id, one.end) for one in ended_duties(before, after, PLAN, NOON)] == [(ANN, one) for one in end]


def test_who_was_not_reminded_has_nothing_to_archive():
    before = owing().model_copy(update={"response": owing().response.model_copy(update={"reminded": False})})
    assert not list(ended_duties(before, before.model_copy(update={"response": None}), PLAN, NOON))
    assert not list(ended_duties(None, before, PLAN, NOON))
