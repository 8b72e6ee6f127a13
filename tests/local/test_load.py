"""Does `make load` notice a lead that is lost, late, or in two states?"""

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.load.deliveries import CONTENTS, make_up
from benchmarks.load.fates import Fates, judge

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def lead(state="offered", offered=2, deadline=60, **change):
    speed = {"received_at": str(NOW), "offered_at": str(NOW + offered * SECOND)}
    offer = {"deadline": str(NOW + deadline * SECOND)} if state == "offered" else None
    return {"lead_id": "one", "state": state, "offer": offer, "since": str(NOW), "speed": speed} | change


def wrong(one, lists=({"one"},), seconds=10):
    return judge([one], lists, NOW + seconds * SECOND).wrong


def test_a_lead_in_one_state_that_was_offered_in_time_is_well():
    assert wrong(lead()) == wrong(lead("owned")) == []


def test_a_pooled_lead_without_an_offer_is_as_old_as_its_state():
    never = {"received_at": str(NOW)}
    assert wrong(lead("pooled", speed=never)) == []
    assert wrong(lead("pooled", speed=never, since=str(NOW + 61 * SECOND))) == ["one was offered after 61 s"]


@pytest.mark.parametrize(
    ("one", "lists", "seconds", "said"),
    [
        (lead("unrouted"), [{"one"}], 10, "one is not routed"),
        (lead(), [], 10, "one is in 0 lists"),
        (lead(), [{"one"}, {"one"}], 10, "one is in 2 lists"),
        (lead(offered=61), [{"one"}], 62, "one was offered after 61 s"),
        (lead(deadline=60), [{"one"}], 211, f"one is still offered, past its deadline {NOW + 60 * SECOND}"),
    ],
)
def test_what_is_wrong_is_named(one, lists, seconds, said):
    assert wrong(one, lists, seconds) == [said]


def delivery(kind="standard"):
    return make_up({"kind": kind, "path": "/webhooks/one", "secret": "whsec_AAAA"})


class Team:
    """Has one lead, and none that a delivery became later."""

    def lead_by_now(self, _delivery):
        return None

    def lead(self, _lead_id):
        return lead()

    def listed(self, state, wanted):
        return wanted if state == "offered" else set()


def test_a_repeated_delivery_that_becomes_another_lead_is_a_contradiction():
    fates, once = Fates(), delivery()
    fates.answered(once, {"lead_id": "one"})
    fates.answered(once, {"lead_id": "two"})
    assert fates.deliveries() == 1
    assert "a delivery became one and, repeated, two" in fates.look(Team()).wrong


def test_a_delivery_that_no_lead_came_of_is_lost():
    fates = Fates()
    fates.answered(delivery(), {})
    assert fates.look(Team()).wrong == ["no lead came of a delivery by standard"]


@pytest.mark.parametrize("kind", CONTENTS)
def test_each_kind_is_delivered_with_a_proof_or_forged_without(kind):
    once = delivery(kind)
    assert once.headers != once.forged().headers == {"Content-Type": once.headers["Content-Type"]}
