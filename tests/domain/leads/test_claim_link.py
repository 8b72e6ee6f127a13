"""Does a claim link claim only its own offer, and only for its own agent?"""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.errors import AlreadyClaimed, LeadClosed, LimitReached, Missing, OfferExpired
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.leads import claim_link
from shared.domain.leads.claim import claim, pass_offer
from shared.domain.leads.claim_link import ClaimLink, claim_by_link, from_token, link_state, pass_by_link, to_token
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.route import ResponseRule
from shared.domain.plan_records.workload import Workload
from tests import make
from tests.make import ANN, BOB, END, LEAD, NOON, OFFER, RESPONSE, SECOND

KEY = b"k" * 32
LINK = ClaimLink(LEAD, OFFER, ANN, END)
TOKEN = to_token(KEY, LINK)

ids = st.binary(min_size=16, max_size=16).map(bytes.hex)
links = st.builds(
    lambda lead, offer, agent, seconds: ClaimLink(
        f"lead_{lead}", f"offer_{offer}", f"agent_{agent}", datetime.fromtimestamp(seconds, UTC)
    ),
    ids, ids, ids, st.integers(0, 2**33),
)  # fmt: skip


@given(link=links, key=st.binary(min_size=32, max_size=32))
def test_a_written_token_is_read_back(link, key):
    assert from_token([key], to_token(key, link)) == link


def test_a_token_is_short_and_safe_in_a_url():
    assert claim_link.TOKEN.fullmatch(TOKEN)
    assert len(TOKEN) == 92


@pytest.mark.parametrize("bit", range(69 * 8))
def test_a_token_with_any_flipped_bit_is_invalid(bit):
    packed = bytearray(base64.urlsafe_b64decode(TOKEN))
    packed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Missing):
        from_token([KEY], base64.urlsafe_b64encode(packed).decode())


@pytest.mark.parametrize("token", [
    "", "A" * 92, TOKEN[:-1], TOKEN[:-4], TOKEN[1:], f"{TOKEN}A", f"{TOKEN}AAAA", f"{TOKEN}=", f" {TOKEN}",
    f"{TOKEN}\n", TOKEN.replace(TOKEN[5], "+", 1), TOKEN[:-1] + "ñ", "../" * 30 + "xx", TOKEN.swapcase(),
])  # fmt: skip
def test_a_forged_or_truncated_token_is_invalid(token):
    with pytest.raises(Missing):
        from_token([KEY], token)


def test_another_tenants_token_is_invalid():
    with pytest.raises(Missing):
        from_token([b"x" * 32], TOKEN)


@given(token=st.text(max_size=120))
def test_random_tokens_are_invalid(token):
    with pytest.raises(Missing):
        from_token([KEY], token)


def test_the_link_is_valid_until_the_offers_deadline():
    assert ClaimLink.of(LEAD, make.offer(ANN, BOB), BOB) == ClaimLink(LEAD, OFFER, BOB, END)


ANOTHER = make.offered(offer=make.offer(ANN, offer_id=make.id_of("offer", "next"), deadline=END + timedelta(hours=1)))


@pytest.mark.parametrize(("lead", "expected"), [
    pytest.param(make.offered(ANN), "open", id="its offer stands"),
    pytest.param(make.offered(ANN, BOB), "open", id="together with others"),
    pytest.param(make.offered(offer=make.offer(BOB)), "over", id="offered to another"),
    pytest.param(ANOTHER, "over", id="another offer to the same agent"),
    pytest.param(make.owned(ANN), "yours", id="claimed"),
    pytest.param(make.owned(BOB), "taken", id="claimed by another"),
    pytest.param(make.pooled(tried=(ANN,)), "over", id="pooled"),
    pytest.param(make.lead(tried=(ANN,)), "over", id="on its way"),
    pytest.param(make.closed, "over", id="closed"),
])  # fmt: skip
def test_state_of_a_link(lead, expected):
    assert link_state(lead, LINK, make.member()) == expected


def claims(lead, now=NOON, me=None, workload=None):
    me = me or make.member()
    workload = workload or Workload(agent_id=ANN)
    return claim_by_link(lead, LINK, me, make.plan(), now, workload=workload, response_id=RESPONSE)


def test_a_link_claims_as_the_agent_would():
    decision = claims(make.offered(ANN))
    assert (decision.lead.state, decision.lead.owner) == ("owned", ANN)
    assert decision.lead.history[-1].kind == "claimed"
    assert decision.lead.history[-1].by == ANN


def test_a_claim_through_a_link_owes_and_counts_what_a_claim_in_the_console_does():
    plan = make.plan([make.route(response=ResponseRule(within_seconds=600))])
    seen = OfferSeen(
        lead_id=LEAD, agent_id=ANN, offer_id=OFFER, at=NOON, delivered_at=NOON + SECOND, seen_at=NOON + 2 * SECOND
    )
    given = {"workload": Workload(agent_id=ANN), "response_id": RESPONSE, "seen": seen}
    asked = (make.member(), plan, NOON + 9 * SECOND)
    assert claim_by_link(make.offered(ANN), LINK, *asked, **given) == claim(make.offered(ANN), *asked, **given)


def passes(lead, now=NOON, me=None, **settings):
    return pass_by_link(lead, LINK, me or make.member(), make.settings(**settings), now)


def test_a_link_passes_as_the_agent_would_once():
    """Source: docs/rules.md, "Offers and deadlines" 3."""
    passed = passes(make.offered(ANN))
    assert passed == pass_offer(make.offered(ANN), make.member(), make.settings(), NOON)
    assert (passed.lead.state, passed.lead.tried) == ("unrouted", (ANN,))
    assert not passes(passed.lead).changed


@pytest.mark.parametrize(("lead", "now", "refusal"), [
    pytest.param(make.offered(ANN), END, OfferExpired, id="on the deadline is too late"),
    pytest.param(make.owned(ANN), NOON, AlreadyClaimed, id="after claiming it"),
    pytest.param(make.owned(BOB, tried=(ANN,)), NOON, AlreadyClaimed, id="another has claimed it"),
    pytest.param(make.closed.model_copy(update={"tried": (ANN,)}), NOON, LeadClosed, id="closed"),
    pytest.param(ANOTHER, NOON, OfferExpired, id="only the offer it was made for"),
    pytest.param(make.pooled(tried=(ANN,)), NOON, OfferExpired, id="it is in the pool"),
])  # fmt: skip
def test_a_link_does_not_pass(lead, now, refusal):
    with pytest.raises(refusal):
        passes(lead, now)


def test_who_claimed_it_is_told_by_a_link_only_to_who_may_see_the_lead():
    """Source: docs/rules.md, "Claiming" 3."""
    for sees, owner in (("own", None), ("team", BOB)):
        with pytest.raises(AlreadyClaimed) as refused:
            passes(make.owned(BOB, tried=(ANN,)), agents_see=sees)
        assert refused.value.owner == owner


def test_claiming_twice_changes_nothing():
    assert not claims(make.owned(ANN)).changed


@pytest.mark.parametrize(("lead", "now", "refusal"), [
    pytest.param(make.offered(ANN), END, OfferExpired, id="on the deadline is too late"),
    pytest.param(make.owned(ANN), END, OfferExpired, id="the link ends though it was claimed"),
    pytest.param(make.owned(BOB, tried=(ANN,)), NOON, AlreadyClaimed, id="another was faster"),
    pytest.param(make.offered(offer=make.offer(BOB), tried=(ANN,)), NOON, OfferExpired, id="it went on to another"),
    pytest.param(ANOTHER, NOON, OfferExpired, id="only the offer it was made for"),
    pytest.param(make.pooled(tried=(ANN,)), NOON, OfferExpired, id="not from the pool"),
    pytest.param(make.closed.model_copy(update={"tried": (ANN,)}), NOON, LeadClosed, id="closed"),
])  # fmt: skip
def test_a_link_is_refused(lead, now, refusal):
    with pytest.raises(refusal):
        claims(lead, now)


def test_limits_apply_to_a_jump_ball():
    me = make.member(limits=Limits(open=0))
    with pytest.raises(LimitReached):
        claims(make.offered(ANN, BOB), me=me)


def test_a_link_of_an_inactive_member_claims_nothing():
    with pytest.raises(Missing):
        claims(make.offered(ANN), me=make.member(status="removed"))


def test_a_claim_a_second_before_the_deadline_is_in_time():
    assert claims(make.offered(ANN), END - SECOND).lead.owner == ANN
