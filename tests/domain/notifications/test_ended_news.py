"""Is what was told of a lead over with what it told of, for all who were told, and not before?"""

from typing import get_args

import pytest

from shared.domain.kernel.event_details import AttemptedDetail, EditedDetail, RepeatedDetail, ResponseMissedDetail
from shared.domain.kernel.notification import Inbox, NotificationKind
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.doubt import Doubt
from shared.domain.leads.claim import assign, release
from shared.domain.leads.close import close
from shared.domain.leads.reminders import remind_of_lead
from shared.domain.notifications.ended_news import ENDS, ended_news
from shared.domain.notifications.ended_offers import archive_over
from shared.domain.notifications.grouping import group_events, is_new, mark_of, notification_id
from shared.domain.notifications.notification_events import events_of_lead
from tests import make
from tests.make import ANN, BOB, BOSS, CHIEF, END, NOON, SECOND, id_of, offered, owned, pooled

PLAN = make.plan()
MANAGER = PLAN.members[BOSS]
LATER = NOON + SECOND
OTHER = id_of("lead", "other")
WAITS = Conversation(opened_at=NOON, waiting_since=NOON)


def closed(lead):
    return close(lead, "lost", MANAGER, PLAN.settings, END, audit_id="audit_1").lead


def assigned(lead, to=ANN):
    return assign(lead, PLAN.members[to], MANAGER, PLAN.settings, NOON, audit_id="audit_1").lead


def answered(lead):
    talk = lead.conversation.model_copy(update={"waiting_since": None}) if lead.conversation else None
    return lead.updated(answered_at=END, conversation=talk)


def happened(lead, detail, by=BOB, **change):
    return lead.with_event(detail, at=LATER, by=by, **change)


LONG = pooled().updated(pool_told=True)
OPEN = owned().updated(conversation=WAITS.model_copy(update={"told": True}))
DOUBTED = pooled().updated(doubt=Doubt(by=ANN, at=NOON, since=NOON))
TWICE = happened(owned(), EditedDetail(fields=("email",), possible_duplicate=OTHER), possible_duplicates=(OTHER,))
AGAIN = happened(owned(conversation=WAITS), RepeatedDetail(source_id=make.WEB), by="provider")
LATE = happened(owned(), ResponseMissedDetail(agent_id=ANN, stays=True), by="clock")
MOVED = happened(owned(), ResponseMissedDetail(agent_id=ANN), by="clock", state="unrouted", owner=None)

TRIED = happened(owned(), AttemptedDetail())
WAITING = owned(conversation=WAITS)
REMINDED = remind_of_lead(WAITING, MANAGER, PLAN.settings, LATER).lead
TOLD = {  # the lead before, what is told of the lead after, and how that ends
    "pooled": (make.lead(), pooled(), assigned(pooled())),
    "pooled_long": (pooled(), LONG, assigned(LONG)),
    "attention": (owned(conversation=WAITS), OPEN, OPEN.updated(conversation=None)),
    "doubted": (pooled(), DOUBTED, DOUBTED.updated(doubt=None)),
    "lead_assigned": (pooled(), assigned(pooled()), answered(assigned(pooled()))),
    "possible_duplicate": (owned(), TWICE, TWICE.updated(possible_duplicates=())),
    "asked_again": (owned(conversation=WAITS), AGAIN, answered(AGAIN)),
    "response_missed": (owned(), LATE, answered(LATE)),
    "attempted": (owned(), TRIED, closed(TRIED)),
    "reminded": (WAITING, REMINDED, answered(REMINDED)),
}
CASES = [
    *(pytest.param(kind, *case, id=kind) for kind, case in TOLD.items()),
    *(pytest.param(kind, before, told, closed(told), id=f"{kind}, closed") for kind, (before, told, _) in TOLD.items()),
    pytest.param("lead_assigned", pooled(), assigned(pooled()), assigned(assigned(pooled()), BOB), id="another's"),
    pytest.param("response_missed", owned(), MOVED, closed(MOVED), id="the lead that moved on is closed"),
]


def places(events):
    return {(one.agent_id, notification_id(one), mark_of(one)) for one in events}


@pytest.mark.parametrize(("kind", "before", "told", "over"), CASES)
def test_what_was_told_is_over_with_its_subject_for_all_who_were_told(kind, before, told, over):
    news = [one for one in events_of_lead(before, told, PLAN) if one.kind == kind]
    assert news
    assert places(news) <= places(ended_news(told, over, PLAN))


@pytest.mark.parametrize(("told", "over"), [case.values[2:] for case in CASES])
def test_what_still_holds_is_not_over(told, over):
    noted = told.updated(noted_at=END)
    assert list(ended_news(None, told, PLAN)) == list(ended_news(told, noted, PLAN)) == []
    assert not places(ended_news(over, over.updated(noted_at=END), PLAN))


def test_who_was_offered_a_lead_in_vain_keeps_that_until_it_is_closed():
    given = release(offered(), MANAGER, PLAN.settings, LATER, audit_id="audit_1").lead
    news = [one for one in events_of_lead(offered(), given, PLAN) if one.kind == "offer_withdrawn"]
    assert [one.agent_id for one in news] == [ANN]
    assert not places(news) & places(ended_news(given, assigned(given, BOB), PLAN))
    assert places(news) <= places(ended_news(given, closed(given), PLAN))


def test_another_who_supervises_is_told_of_the_end_too():
    ended = {one.agent_id for one in ended_news(LONG, assigned(LONG), PLAN) if one.kind == "pooled_long"}
    assert ended == {BOSS, CHIEF}


def test_a_notification_of_several_leads_is_archived_with_the_last_of_them():
    two = [pooled(), pooled(lead_id=OTHER)]
    news = [one for lead in two for one in events_of_lead(make.lead(lead.lead_id), lead, PLAN) if one.agent_id == CHIEF]
    notice, inbox = group_events(None, news, Inbox(agent_id=CHIEF)), Inbox(agent_id=CHIEF, unread=1)
    first, second = (
        [mark_of(one) for one in ended_news(lead, assigned(lead), PLAN) if one.agent_id == CHIEF] for lead in two
    )
    left, same = archive_over(notice, inbox, first)
    assert (is_new(left, same, NOON), same.unread, archive_over(left, same, first)) == (True, 1, (left, same))
    gone, after = archive_over(left, same, second)
    assert (is_new(gone, after, NOON), after.unread) == (False, 0)
    assert archive_over(gone, after, [*first, *second, "of another"]) == (gone, after)


def test_it_is_said_of_every_kind_what_ends_it():
    assert set(ENDS) == set(get_args(NotificationKind))
    assert {kind for kind, end in ENDS.items() if end == "reader"} == {"mention", "sensitive_act", "task_done"}
