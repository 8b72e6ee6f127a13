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


def test_of_an_offer_that_nothing_was_seen_of_only_when_it_was_made_is_told():
    told = lead_times(make.lead(), (offered(FIRST, ANN, 1),), {ANN: seen(ANN, FIRST)})
    assert told.offers == (OfferTimes(ANN, at(1)),)


def claimed(by, seconds, where=None):
    return Event.of(ClaimedDetail(from_where=where), at=at(seconds), by=by)


def test_of_agents_who_are_offered_it_together_only_who_claims_it_has_claimed_it():
    detail = OfferedDetail(offer_id=FIRST, route_id=MAIN, agent_ids=(ANN, BOB), deadline="2026-01-05T13:00:00Z")
    history = (Event.of(detail, at=at(1), by="route"), claimed(BOB, 9))
    told = lead_times(make.received(BOB), history, {ANN: seen(ANN, FIRST, seen_at=at(4))})
    assert told.offers == (OfferTimes(ANN, at(1), at(4), at(4)), OfferTimes(BOB, at(1), claimed_at=at(9)))


def test_a_claim_from_the_pool_is_no_claim_of_an_offer_that_had_ended():
    history = (offered(FIRST, ANN, 1), claimed(ANN, 90, where="pool"))
    told = lead_times(make.owned(ANN), history, {})
    assert (told.owned_at, told.offers) == (at(90), (OfferTimes(ANN, at(1)),))


def test_a_claim_of_an_offer_that_the_reader_does_not_see_tells_only_when_it_got_an_owner():
    told = lead_times(make.owned(BOB), (claimed("agent", 9),), {})
    assert (told.offered_at, told.owned_at, told.offers) == (None, at(9), ())


def test_a_lead_that_comes_again_counts_from_its_first_offer_and_its_first_owner():
    assigned = Event.of(AssignedDetail(agent_id=BOB), at=at(80), by="route")
    history = (offered(FIRST, ANN, 1), claimed(ANN, 5), offered(SECOND_OFFER, ANN, 50),
               claimed(ANN, 60), assigned)  # fmt: skip
    told = lead_times(make.owned(BOB), history, {})
    assert (told.offered_at, told.owned_at) == (at(1), at(5))
    assert told.offers == (OfferTimes(ANN, at(1), claimed_at=at(5)), OfferTimes(ANN, at(50), claimed_at=at(60)))


def test_a_lead_that_a_route_assigned_had_its_offer_and_its_owner_at_once():
    assigned = Event.of(AssignedDetail(agent_id=ANN, route_id=MAIN), at=at(2), by="route")
    handed = Event.of(AssignedDetail(agent_id=BOB), at=at(9), by=BOSS)
    told = lead_times(make.owned(BOB), (assigned, handed), {})
    assert (told.offered_at, told.owned_at, told.offers) == (at(2), at(2), ())
