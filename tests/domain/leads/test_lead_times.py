"""Does a lead's way tell each step that is known, and no more?"""

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import AssignedDetail, ClaimedDetail, ExpiredDetail, OfferedDetail
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.leads.lead_times import OfferTimes, lead_times
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, MAIN, NOON, SECOND

FIRST, SECOND_OFFER = make.id_of("offer", "1"), make.id_of("offer", "2")


def at(seconds):
    return NOON + seconds * SECOND


def offered(offer_id, agent_id, seconds):
    detail = OfferedDetail(offer_id=offer_id, route_id=MAIN, agent_ids=(agent_id,), deadline="2026-01-05T13:00:00Z")
    return Event.of(detail, at=at(seconds), by="route")


def seen(agent_id, offer_id, **when):
    return OfferSeen(lead_id=LEAD, agent_id=agent_id, offer_id=offer_id, at=NOON, **when)


def test_each_offer_has_its_steps_and_the_lead_its_own():
    history = (offered(FIRST, ANN, 1), Event.of(ExpiredDetail(agent_ids=(ANN,)), at=at(60), by="clock"),
               offered(SECOND_OFFER, BOB, 61), Event.of(ClaimedDetail(seconds=9), at=at(70), by=BOB))  # fmt: skip
    lead = make.received(BOB, contacted_at=at(100))
    known = {
        ANN: seen(ANN, FIRST, delivered_at=at(2)),
        BOB: seen(BOB, SECOND_OFFER, delivered_at=at(65), seen_at=at(63)),
    }
    told = lead_times(lead, history, known)
    assert (told.received_at, told.offered_at, told.owned_at, told.contacted_at) == (NOON, at(1), at(70), at(100))
    assert told.offers == (
        OfferTimes(ANN, at(1), at(2)), OfferTimes(BOB, at(61), at(63), at(63), at(70)),
    )  # fmt: skip


def test_what_is_known_of_a_later_offer_is_not_told_of_an_earlier_one():
    told = lead_times(make.lead(), (offered(FIRST, ANN, 1),), {ANN: seen(ANN, SECOND_OFFER, seen_at=at(9))})
    assert told.offers == (OfferTimes(ANN, at(1)),)


def test_a_lead_given_by_hand_was_offered_to_nobody():
    by_hand = Event.of(AssignedDetail(agent_id=ANN), at=at(5), by=BOSS)
    told = lead_times(make.owned(ANN), (by_hand,), {})
    assert (told.offered_at, told.owned_at, told.offers) == (None, at(5), ())
