"""Is a member's address paused by what counts, once, and used again when somebody says so?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.notifications.address_events import ended_address, events_of_address
from shared.domain.notifications.address_pause import (
    AddressEvent,
    AddressPause,
    may_use_again,
    members_at,
    pause_address,
    use_again,
)
from shared.store import codec
from tests import make
from tests.make import ANN, BOB, BOSS, CHIEF, NOON

PLAN = make.plan()
HOUR = timedelta(hours=1)
JOINED = PLAN.members[ANN].created_at
PAUSED = AddressPause(agent_id=ANN, at=NOON, cause="bounce", version=3)
USED = PAUSED.model_copy(update={"used_again_at": NOON + HOUR})


def pause(known, sent_at, cause="bounce"):
    trouble = AddressEvent(cause, (PLAN.members[ANN].email,), sent_at)
    return pause_address(known, PLAN.members[ANN], trouble, NOON + 2 * HOUR)


@pytest.mark.parametrize("cause", ["bounce", "complaint"])
def test_a_first_trouble_pauses_the_address(cause):
    expected = AddressPause(agent_id=ANN, at=NOON + 2 * HOUR, cause=cause)
    assert pause(None, JOINED + HOUR, cause) == expected
    assert expected.stands


def test_a_second_trouble_changes_nothing_of_why_and_since_when():
    assert pause(PAUSED, NOON + HOUR, "complaint") is None


def test_an_address_that_is_used_again_is_paused_again_by_a_later_mail_only():
    assert pause(USED, USED.used_again_at) is None
    assert pause(USED, USED.used_again_at - HOUR) is None
    again = pause(USED, USED.used_again_at + timedelta(seconds=1), "complaint")
    assert (again.stands, again.at, again.cause, again.version) == (True, NOON + 2 * HOUR, "complaint", 3)


def test_a_mail_to_who_had_the_address_before_says_nothing_of_a_new_member():
    assert pause(None, JOINED) is None


def test_a_pause_for_a_reason_of_a_newer_release_stands_can_be_ended_and_keeps_its_reason():
    item = codec.to_item(PAUSED)
    item["body"]["S"] = item["body"]["S"].replace('"bounce"', '"quota"')
    read = codec.from_item(AddressPause, item)
    assert (read.stands, read.is_newer) == (True, False)
    ended = use_again(read, NOON)
    assert not ended.stands
    assert '"quota"' in codec.to_item(ended)["body"]["S"]


def test_only_a_paused_address_can_be_used_again():
    assert use_again(PAUSED, NOON + HOUR) == USED
    assert use_again(USED, NOON + 2 * HOUR) is None
    assert use_again(None, NOON) is None


def test_the_member_and_the_rainmaker_use_an_address_again():
    assert [may_use_again(ANN, PLAN.members[who]) for who in (ANN, BOB, BOSS, CHIEF)] == [True, False, False, True]


def test_an_address_is_that_of_each_member_who_has_it_and_was_not_removed():
    shared = PLAN.members[ANN].email
    members = {
        ANN: PLAN.members[ANN].model_copy(update={"status": "invited"}),
        BOB: PLAN.members[BOB].model_copy(update={"email": shared}),
        BOSS: PLAN.members[BOSS].model_copy(update={"email": shared, "status": "removed"}),
    }
    assert {one.agent_id for one in members_at(shared, replace(PLAN, members=members))} == {ANN, BOB}
    assert members_at("somebody@example.org", PLAN) == ()


def told(events):
    return sorted((one.agent_id, one.kind, one.key, one.detail["agent_id"], one.detail["cause"]) for one in events)


def test_its_member_and_each_rainmaker_are_told_once():
    for_both = sorted((who, "address_paused", f"{ANN}:{NOON.isoformat()}", ANN, "bounce") for who in (ANN, CHIEF))
    assert told(events_of_address(None, PAUSED, PLAN)) == for_both
    assert told(events_of_address(USED, PAUSED, PLAN)) == for_both
    assert told(ended_address(PAUSED, USED, PLAN)) == for_both
    for before, after in ((PAUSED, PAUSED), (PAUSED, USED), (None, USED)):
        assert told(events_of_address(before, after, PLAN)) == []
    for before, after in ((None, PAUSED), (USED, PAUSED), (PAUSED, PAUSED), (USED, USED)):
        assert told(ended_address(before, after, PLAN)) == []


def test_a_rainmaker_whose_own_address_it_is_is_told_once():
    own = PAUSED.model_copy(update={"agent_id": CHIEF})
    assert [one.agent_id for one in events_of_address(None, own, PLAN)] == [CHIEF]


def test_nobody_is_told_of_a_member_who_left():
    gone = PLAN.members[ANN].model_copy(update={"status": "removed"})
    plan = replace(PLAN, members={**PLAN.members, ANN: gone})
    assert told(events_of_address(None, PAUSED, plan)) == []
