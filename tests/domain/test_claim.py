"""May this member take, pass, assign or release this lead, and what comes of it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.claim import assign, claim, pass_on, release
from shared.domain.errors import (
    AgentUnknown,
    AlreadyClaimed,
    Forbidden,
    LeadClosed,
    Missing,
    NotActive,
    NotOffered,
    OfferExpired,
    Refusal,
)
from shared.domain.load import LoadChange
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, END, NOON, OFFER, SECOND, closed, offered, owned, pooled

IN_TIME, LATE = NOON + SECOND, END
ME = {a: make.member(a) for a in (ANN, BOB, CAT)} | {BOSS: make.member(BOSS, role="manager")}
AUDIT = make.id_of("audit", "1")


MINE = make.settings()
TEAM = make.settings(agents_see="team")
NO_POOL = make.settings(agents_see_pool=False)


def outcome(do, *arguments, **options):
    """The refusal's class, or who owns the lead now."""
    try:
        return do(*arguments, **options).lead.owner
    except Refusal as refusal:
        return type(refusal)


@pytest.mark.parametrize(
    ("lead", "me", "settings", "now", "expected"),
    [
        pytest.param(offered(), ANN, MINE, IN_TIME, ANN, id="offered to me, in time"),
        pytest.param(offered(), ANN, MINE, END - SECOND, ANN, id="a second before the deadline"),
        pytest.param(offered(), ANN, MINE, END, OfferExpired, id="on the deadline is too late"),
        pytest.param(offered(), BOB, MINE, IN_TIME, Missing, id="offered to another, unseen"),
        pytest.param(offered(), BOB, TEAM, IN_TIME, NotOffered, id="offered to another, seen"),
        pytest.param(
            offered(BOB, tried=(ANN,)), ANN, MINE, IN_TIME, OfferExpired, id="my offer ended, the next has it"
        ),
        pytest.param(
            make.lead(tried=(ANN,)), ANN, MINE, IN_TIME, OfferExpired, id="my offer ended, not routed again yet"
        ),
        pytest.param(make.lead(), ANN, MINE, IN_TIME, Missing, id="unrouted, unseen"),
        pytest.param(make.lead(), BOSS, MINE, IN_TIME, NotOffered, id="unrouted, seen"),
        pytest.param(owned(ANN), ANN, MINE, LATE, ANN, id="again, same agent"),
        pytest.param(
            owned(BOB, tried=(ANN, BOB)), ANN, MINE, IN_TIME, AlreadyClaimed, id="owned by another, I had an offer"
        ),
        pytest.param(owned(BOB), ANN, MINE, IN_TIME, Missing, id="owned by another, unseen"),
        pytest.param(owned(BOB), BOSS, MINE, IN_TIME, AlreadyClaimed, id="owned by another, seen"),
        pytest.param(pooled(), ANN, MINE, IN_TIME, ANN, id="from the pool"),
        pytest.param(pooled(tried=(ANN,)), ANN, MINE, IN_TIME, ANN, id="from the pool, though my offer ended"),
        pytest.param(pooled(), ANN, NO_POOL, IN_TIME, Missing, id="the pool is not for agents"),
        pytest.param(pooled(tried=(ANN,)), ANN, NO_POOL, IN_TIME, OfferExpired, id="nor for one who had an offer"),
        pytest.param(pooled(), BOSS, NO_POOL, IN_TIME, BOSS, id="a Manager always sees the pool"),
        pytest.param(closed, BOSS, MINE, IN_TIME, LeadClosed, id="closed"),
        pytest.param(closed, ANN, MINE, IN_TIME, Missing, id="closed, unseen"),
    ],
)
def test_claim(lead, me, settings, now, expected):
    assert outcome(claim, lead, ME[me], settings, now) == expected


@pytest.mark.parametrize(
    ("lead", "me", "now", "expected"),
    [
        pytest.param(offered(), ANN, IN_TIME, None, id="offered to me"),
        pytest.param(offered(), ANN, END, OfferExpired, id="on the deadline is too late"),
        pytest.param(offered(BOB, tried=(ANN,), passed=(ANN,)), ANN, LATE, None, id="twice changes nothing"),
        pytest.param(offered(BOB, tried=(ANN,)), ANN, IN_TIME, OfferExpired, id="after it expired"),
        pytest.param(offered(BOB), ANN, IN_TIME, Missing, id="offered to another, unseen"),
        pytest.param(offered(BOB), BOSS, IN_TIME, NotOffered, id="offered to another, seen"),
        pytest.param(owned(ANN), ANN, IN_TIME, AlreadyClaimed, id="mine already"),
        pytest.param(owned(ANN, passed=(ANN,)), ANN, IN_TIME, AlreadyClaimed, id="mine, though I passed it once"),
        pytest.param(
            owned(BOB, tried=(ANN, BOB), passed=(ANN,)), ANN, IN_TIME, BOB, id="again, though another has it by now"
        ),
        pytest.param(pooled(), ANN, IN_TIME, NotOffered, id="pooled"),
        pytest.param(closed, BOSS, IN_TIME, LeadClosed, id="closed"),
    ],
)
def test_pass(lead, me, now, expected):
    assert outcome(pass_on, lead, ME[me], MINE, now) == expected


def test_a_claim_makes_the_agent_the_owner_and_stops_the_clock():
    decision = claim(offered(), ME[ANN], MINE, IN_TIME)
    lead = decision.lead
    assert (lead.state, lead.owner, lead.offer, lead.since) == ("owned", ANN, None, IN_TIME)
    assert (lead.todo, lead.stop_clock, lead.tell) == ("stop", OFFER, "claimed")
    assert lead.history[-1].kind == "claimed"
    assert decision.loads == (LoadChange(ANN, -1, 1, {"2026-01-05": 1, "2026-W02": 1, "2026-01": 1}),)
    assert [dict(row.counts) for row in decision.tallies] == [{"claimed": 1, "t0": 1}]


def test_a_pool_claim_counts_as_an_open_lead_only():
    decision = claim(pooled(), ME[ANN], MINE, IN_TIME)
    assert decision.loads == (LoadChange(ANN, open_leads=1),)
    assert decision.tallies[0].counts == {"pool_claimed": 1}


def test_passing_sends_the_lead_on_with_me_remembered():
    decision = pass_on(offered(), ME[ANN], MINE, IN_TIME, "busy")
    lead = decision.lead
    assert (lead.state, lead.tried, lead.passed, lead.todo, lead.stop_clock) == (
        "unrouted",
        (ANN,),
        (ANN,),
        "route",
        OFFER,
    )
    assert lead.history[-1].detail == {"agent_ids": [ANN], "reason": "busy"}
    assert decision.loads == (LoadChange(ANN, open_offers=-1),)


@pytest.mark.parametrize(
    "again",
    [claim(owned(), ME[ANN], MINE, LATE), pass_on(offered(BOB, passed=(ANN,), tried=(ANN,)), ME[ANN], MINE, LATE)],
)
def test_doing_it_again_writes_nothing(again):
    assert not again.changed


@pytest.mark.parametrize(
    ("lead", "me", "to", "expected"),
    [
        pytest.param(make.lead(), BOSS, BOB, BOB, id="unrouted"),
        pytest.param(offered(), BOSS, BOB, BOB, id="offered to another"),
        pytest.param(owned(ANN), BOSS, BOB, BOB, id="owned by another"),
        pytest.param(pooled(), BOSS, BOB, BOB, id="pooled"),
        pytest.param(closed, BOSS, BOB, LeadClosed, id="closed"),
        pytest.param(owned(ANN), ANN, BOB, Forbidden, id="an agent may not, even the owner"),
        pytest.param(owned(BOB), ANN, ANN, Missing, id="nor learn that the lead exists"),
    ],
)
def test_assign(lead, me, to, expected):
    assert outcome(assign, lead, ME[to], ME[me], MINE, IN_TIME, audit_id=AUDIT) == expected


def test_nobody_cannot_be_assigned_a_lead():
    assert outcome(assign, pooled(), None, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT) == AgentUnknown


def test_only_an_active_member_can_be_assigned_a_lead():
    away = make.member(BOB, status="invited")
    assert outcome(assign, pooled(), away, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT) == NotActive


def test_assigning_an_offered_lead_withdraws_the_offer_and_moves_the_counts():
    decision = assign(offered(), ME[BOB], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT, note="knows the street")
    assert [event.kind for event in decision.lead.history[-2:]] == ["withdrawn", "assigned"]
    assert (decision.lead.stop_clock, decision.lead.tried) == (OFFER, (ANN,))
    assert decision.loads == (LoadChange(ANN, open_offers=-1), LoadChange(BOB, open_leads=1))
    assert (decision.audit.by, decision.audit.after) == (BOSS, {"owner": BOB})


def test_assigning_who_has_the_offer_counts_them_once():
    decision = assign(offered(), ME[ANN], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert decision.loads == (LoadChange(ANN, open_offers=-1, open_leads=1),)


def test_reassigning_takes_the_lead_off_the_former_owner():
    decision = assign(owned(ANN), ME[BOB], ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert decision.loads == (LoadChange(ANN, open_leads=-1), LoadChange(BOB, open_leads=1))


@pytest.mark.parametrize("lead", [make.lead(), offered(), owned()], ids=["unrouted", "offered", "owned"])
def test_release_returns_a_lead_to_the_pool(lead):
    decision = release(lead, ME[BOSS], MINE, IN_TIME, audit_id=AUDIT)
    assert (decision.lead.state, decision.lead.reason, decision.lead.owner) == ("pooled", "released", None)


def test_releasing_a_pooled_lead_changes_nothing():
    assert not release(pooled(), ME[BOSS], MINE, IN_TIME, audit_id=AUDIT).changed


attempts = st.lists(st.tuples(st.sampled_from([claim, pass_on]), st.sampled_from([ANN, BOB, CAT]), st.integers(-5, 5)))


@given(attempts)
def test_a_lead_never_has_two_owners(attempts):
    """Whatever the order of claims and passes, the first owner stays the owner, and only in time."""
    lead, owners = offered(ANN), []
    for do, me, late in attempts:
        try:
            lead = do(lead, ME[me], MINE, END + late * SECOND).lead
        except Refusal:
            continue
        if lead.owner and lead.owner not in owners:
            owners.append(lead.owner)
            assert late < 0
    assert owners in ([], [ANN])
