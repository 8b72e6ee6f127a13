"""Who is notified of what, and who is not?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.event_details import AttemptedDetail, RepeatedDetail
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Conversation
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.leads.merge import merge
from shared.domain.leads.separate import separate
from shared.domain.notifications import notification_events, team_events
from shared.domain.plan_records.member import Absence, Limits, Pause
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.expire import expire
from shared.domain.routing.response_deadline import miss_response, remind_owner
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, END, LEAD, MAIN, NOON, OFFER, SECOND, offered, owned, pooled

PLAN = make.plan()
BOSSES = {BOSS, CHIEF}
MANAGER = PLAN.members[BOSS]
AUDIT = "audit_1"
ZONE = PLAN.settings.zone
DAY = timedelta(days=1)


def absence(cover=None, start=NOON):
    return Absence(
        absence_id=make.id_of("absence", "a"), side="own", start=start, until=END + DAY, cover=cover, by=ANN, at=NOON
    )


def told(before, after, plan=PLAN):
    """Return who is notified of a step, and of what."""
    return {(news.agent_id, news.kind) for news in notification_events.events_of_lead(before, after, plan)}


def step(decision):
    return decision.lead.stored()


def test_the_agents_of_an_offer_are_notified_with_its_deadline():
    after = make.lead().offered(make.offer(), place=0)
    news = list(notification_events.events_of_lead(make.lead(), after, PLAN))
    assert [(one.agent_id, one.kind, one.detail["deadline"]) for one in news] == [
        (ANN, "offer", f"{END:%Y-%m-%dT%H:%M:%SZ}")
    ]


def test_an_agent_whose_offer_expired_is_notified_though_the_lead_is_no_longer_visible():
    after = step(expire(offered(), OFFER, PLAN.settings.zone, END))
    assert told(offered(), after) == {(ANN, "offer_missed")}


def test_members_are_not_notified_of_their_own_claim_or_pass():
    claimed = claim(
        offered(), PLAN.members[ANN], PLAN, NOON, workload=Workload(agent_id=ANN), response_id=make.RESPONSE
    )
    assert told(offered(), step(claimed)) == set()
    assert told(offered(), step(pass_offer(offered(), PLAN.members[ANN], PLAN.settings, NOON))) == set()


def test_assigning_notifies_the_new_owner_and_agents_whose_offer_ends_but_not_the_assigner():
    after = step(assign(offered(), PLAN.members[BOB], MANAGER, PLAN.settings, NOON, audit_id=AUDIT))
    assert told(offered(), after) == {(ANN, "offer_withdrawn"), (BOB, "lead_assigned")}
    mine = step(assign(offered(), PLAN.members[ANN], MANAGER, PLAN.settings, NOON, audit_id=AUDIT))
    assert told(offered(), mine) == {(ANN, "lead_assigned")}
    own = step(assign(pooled(), MANAGER, MANAGER, PLAN.settings, NOON, audit_id=AUDIT))
    assert told(pooled(), own) == set()


def test_managers_are_notified_of_a_pooled_lead_unless_they_pooled_it():
    after = step(release(owned(), MANAGER, PLAN.settings, NOON, audit_id=AUDIT))
    assert told(owned(), after) == {(CHIEF, "pooled")}
    by_route = make.lead().pooled("no_route", at=NOON, by="route")
    assert told(make.lead(), by_route) == {(boss, "pooled") for boss in BOSSES}


def test_a_held_lead_notifies_nobody():
    held = make.lead().pooled("no_route", at=NOON, by="route", routes_at=END)
    assert told(make.lead(), held) == set()


@pytest.mark.parametrize(("away", "others"), [
    pytest.param({}, set(), id="at work"),
    pytest.param({"pauses": (Pause(side="own", by=ANN, at=NOON),)}, BOSSES, id="paused"),
    pytest.param({"hours": (Window(days=("sat",), **{"from": "09:00", "to": "10:00"}),)}, BOSSES, id="off hours"),
])  # fmt: skip
def test_a_repeat_notifies_the_owner_and_managers_if_the_owner_is_away(away, others):
    plan = make.plan(members=[make.member(ANN, **away), *(PLAN.members[boss] for boss in BOSSES)])
    after = owned().with_event(RepeatedDetail(source_id=None), at=NOON, by="provider")
    assert told(owned(), after, plan) == {(agent_id, "asked_again") for agent_id in {ANN, *others}}


def wrote(lead):
    """Return the lead after a message of its person's."""
    return lead.updated(last_message_at=NOON, last_activity_at=NOON, tell="message")


@pytest.mark.parametrize(("away", "others"), [
    pytest.param({}, set(), id="at work"),
    pytest.param({"pauses": (Pause(side="own", by=ANN, at=NOON),)}, BOSSES, id="paused"),
    pytest.param({"absences": (absence(),)}, BOSSES, id="absent"),
    pytest.param({"absences": (absence(cover=BOB),)}, {BOB, *BOSSES}, id="covered"),
    pytest.param({"absences": (absence(cover=BOSS),)}, BOSSES, id="covered by a Manager"),
    pytest.param({"absences": (absence(cover=BOB, start=NOON + SECOND),)}, set(), id="absent later"),
])  # fmt: skip
@pytest.mark.parametrize("says", ["message", "asked_again"])
def test_what_the_person_says_is_told_to_the_cover_and_managers_too_if_the_owner_is_away(says, away, others):
    bob = make.member(BOB, covers_for=(ANN,))
    plan = make.plan(members=[make.member(ANN, **away), bob, *(PLAN.members[boss] for boss in BOSSES)])
    repeated = owned().with_event(RepeatedDetail(source_id=None), at=NOON, by="provider")
    after = wrote(owned()) if says == "message" else repeated
    assert told(owned(), after, plan) == {(agent_id, says) for agent_id in {ANN, *others}}


@pytest.mark.parametrize(("zone", "others"), [(None, set()), ("America/New_York", BOSSES)])
def test_hours_are_in_the_members_own_time_zone(zone, others):
    hours = (Window(days=("mon",), **{"from": "09:00", "to": "14:00"}),)  # it is 13:00 in Madrid
    ann = make.member(ANN, hours=hours, time_zone=zone)
    plan = make.plan(members=[ann, *(PLAN.members[boss] for boss in BOSSES)])
    assert told(owned(), wrote(owned()), plan) == {(agent_id, "message") for agent_id in {ANN, *others}}


def merged(here, there, me=MANAGER):
    return merge(here, there, (), me, PLAN.settings, NOON, audit_id=AUDIT, response_id=make.RESPONSE)


INTO = make.id_of("lead", "into")


@pytest.mark.parametrize(
    ("here", "there", "of_here", "of_there"),
    [
        pytest.param(owned(), make.owned(BOB, lead_id=INTO), {ANN}, {BOB}, id="two owners"),
        pytest.param(owned(), make.owned(ANN, lead_id=INTO), set(), {ANN}, id="one owner of both"),
        pytest.param(owned(), make.pooled(lead_id=INTO), set(), {ANN}, id="the owner goes along"),
        pytest.param(make.pooled(), make.owned(BOB, lead_id=INTO), set(), {BOB}, id="one owner"),
        pytest.param(make.pooled(), make.pooled(lead_id=INTO), set(), set(), id="nobody's"),
        pytest.param(make.owned(ANN, state="closed"), make.owned(BOB, lead_id=INTO), set(), {BOB}, id="closed"),
        pytest.param(make.owned(BOSS), make.owned(BOB, lead_id=INTO), set(), {BOB}, id="one's own"),
    ],
)
def test_both_owners_are_notified_of_a_merge_and_of_its_undoing(here, there, of_here, of_there):
    done = merged(here, there)
    gone, grown = step(done.decision), done.into.stored()
    assert {one for one, kind in told(here, gone) if kind == "lead_merged"} == of_here
    assert {one for one, kind in told(there, grown) if kind == "lead_merged"} == of_there
    back = separate(gone, grown, (), MANAGER, PLAN, NOON, hashes_of=lambda _: (), audit_id=AUDIT,
                    response_id=make.RESPONSE)  # fmt: skip
    regained = {here.owner} - {BOSS} if here.state == "owned" else set()
    assert {one for one, kind in told(gone, step(back.decision)) if kind == "lead_merged"} == regained
    kept = {there.owner} if there.state == "owned" else set()
    assert {one for one, kind in told(grown, back.into.stored()) if kind == "lead_merged"} == kept


def test_who_loses_a_lead_by_a_merge_does_not_read_to_which():
    done = merged(owned(), make.owned(BOB, lead_id=INTO))
    [event] = notification_events.events_of_lead(owned(), step(done.decision), PLAN)
    assert (event.lead_id, event.detail) == (LEAD, {"lost": True, "by": BOSS})


def test_an_offer_that_a_merge_ends_is_told_to_its_agents():
    done = merged(offered(), make.owned(BOB, lead_id=INTO))
    assert told(offered(), step(done.decision)) == {(ANN, "offer_withdrawn")}


def test_possible_duplicates_and_attempts_notify_managers_only():
    twin = make.id_of("lead", "b")
    doubt = owned().with_event(RepeatedDetail(source_id=None, possible_duplicate=twin), at=NOON, by="provider")
    assert {(boss, "possible_duplicate") for boss in BOSSES} < told(owned(), doubt)
    tried = owned().with_event(AttemptedDetail(), at=NOON, by=BOB)
    assert told(owned(), tried) == {(boss, "attempted") for boss in BOSSES}


def test_a_missed_response_notifies_its_owner_and_managers_if_the_lead_stays():
    lead = make.received(response=make.response())
    due = lead.response.due
    assert told(lead, step(miss_response(lead, lead.response.response_id, ZONE, due))) == {(ANN, "response_missed")}
    wrote = lead.model_copy(update={"last_activity_at": due - SECOND})
    stays = step(miss_response(wrote, wrote.response.response_id, ZONE, due))
    assert told(wrote, stays) == {(agent_id, "response_missed") for agent_id in {ANN, *BOSSES}}


def test_half_time_of_a_response_reminds_its_owner_once():
    lead = make.received(response=make.response())
    after = step(remind_owner(lead, lead.response.reminder_id, lead.response.half))
    assert told(lead, after) == {(ANN, "response_due")}
    assert not remind_owner(after, lead.response.reminder_id, lead.response.half).changed


def test_reminders_of_the_sweep_are_notified_once_each():
    lead = owned(conversation=Conversation(opened_at=NOON))
    late = lead.updated(
        conversation=lead.conversation.model_copy(update={"told": True}),
    )
    assert told(lead, late) == {(boss, "attention") for boss in BOSSES}
    assert told(late, late.updated()) == set()
    assert told(pooled(), pooled().updated(pool_told=True)) == {(boss, "pooled_long") for boss in BOSSES}


def test_a_message_notifies_the_owner():
    assert told(owned(), owned().updated(last_message_at=NOON, tell="message")) == {(ANN, "message")}
    assert told(owned(), owned().updated(last_message_at=NOON)) == set(), "they recorded it themselves"
    assert told(pooled(), pooled().updated(last_message_at=NOON, tell="message")) == set()


def test_members_who_left_or_may_not_see_the_lead_are_not_notified():
    gone = make.plan(members=[make.member(ANN, status="removed"), make.member(BOSS, role="manager")])
    assert told(make.lead(), make.lead().offered(make.offer(), place=0), gone) == set()
    mine = owned().with_event(RepeatedDetail(source_id=None), at=NOON, by="provider")
    assert (BOB, "asked_again") not in told(owned(), mine)


def test_only_new_history_entries_are_notified():
    old = owned()
    for _ in range(9):
        old = old.with_event(RepeatedDetail(source_id=None), at=NOON, by="provider")
    new = step(release(old, MANAGER, PLAN.settings, NOON + SECOND, audit_id=AUDIT))
    assert [event.kind for event in new.events_since(old)] == ["released"]
    spilled = new.model_copy(update={"history": new.history[-6:]})
    assert [event.kind for event in spilled.events_since(old)] == ["released"]


@pytest.mark.parametrize("sees", ["own", "team"])
def test_a_mention_notifies_members_who_may_read_it_but_not_its_author(sees):
    comment = Comment(comment_id=make.id_of("comment", "c"), lead_id=LEAD, body="x", by=BOSS, at=NOON,
                      mentions=(ANN, BOB, BOSS, CHIEF))  # fmt: skip
    plan = make.plan(agents_see=sees)
    told = notification_events.events_of_comment(None, comment, owned(), plan)
    assert [one.agent_id for one in told] == [ANN, CHIEF]
    assert [one.agent_id for one in notification_events.events_of_comment(None, comment, offered(), plan)] == [CHIEF]


@pytest.mark.parametrize(("by", "wanted"), [
    pytest.param("schedule", BOSSES, id="by its schedule"),
    pytest.param(CHIEF, {BOSS}, id="by the Rainmaker"),
])  # fmt: skip
def test_switching_a_route_notifies_managers_but_not_who_did_it(by, wanted):
    before = make.route()
    after = before.model_copy(update={"status": "paused", "switched_at": NOON, "switched_by": by})
    assert {one.agent_id for one in team_events.events_of_route(before, after, PLAN)} == wanted
    assert list(team_events.events_of_route(after, after, PLAN)) == []


def test_a_reached_limit_is_notified():
    member = make.member(ANN, limits=Limits(per_day=2, open=5))
    load = Workload(agent_id=ANN, received={"2026-01-05": 1}, open_leads=2)
    assert list(team_events.events_of_limits(member, load, PLAN, NOON)) == []
    full = load.model_copy(update={"received": {"2026-01-05": 2}})
    (news,) = team_events.events_of_limits(member, full, PLAN, NOON)
    assert news.detail == {"limit": "day", "period": "2026-01-05", "max": 2}


def test_lists_change_for_owners_before_and_after_and_for_agents_of_the_offer():
    after = step(assign(offered(), PLAN.members[CAT], MANAGER, PLAN.settings, NOON, audit_id=AUDIT))
    assert notification_events.affected_members(offered(), after) == {ANN, CAT}


def test_the_reminder_comes_at_half_time_in_whole_seconds():
    response = make.response()
    assert response.half - response.since == timedelta(seconds=(response.due - response.since).total_seconds() / 2)
    assert response.reminder_id.startswith("reminder_")
    assert response.route_id == MAIN


def test_a_target_disabled_by_failures_notifies_the_rainmaker_and_one_disabled_by_hand_nobody():
    before = Target(target_id=make.id_of("target", "t"), url="https://crm.example.com", events=("lead.claimed",),
                    created_at=NOON)  # fmt: skip
    after = before.model_copy(update={"status": "disabled", "disabled_at": NOON, "trouble": "gone"})
    (news,) = team_events.events_of_target(before, after, PLAN)
    assert (news.agent_id, news.detail["trouble"]) == (CHIEF, "gone")
    assert list(team_events.events_of_target(after, after, PLAN)) == []
    assert list(team_events.events_of_target(before, after.model_copy(update={"trouble": None}), PLAN)) == []
