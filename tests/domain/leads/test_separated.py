"""What exactly does a lead get back when its merge is undone, and what of the other lead stays?

What each state becomes, and what is refused, is in `test_separate`.
"""

from datetime import timedelta

import pytest

from shared.domain.kernel.closing import Closing
from shared.domain.kernel.contact import Card
from shared.domain.lead_records.conversation import Conversation
from shared.domain.leads.merge import BEFORE, merge
from shared.domain.leads.separate import separate
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, NOON, SECOND

MERGED_AT, NOW = NOON + 60 * SECOND, NOON + timedelta(hours=2)
INTO, THIRD = make.id_of("lead", "into"), make.id_of("lead", "third")
MANAGER, PLAN, SETTINGS = make.member(BOSS, role="manager"), make.plan(), make.settings()
IDS = {"audit_id": make.id_of("audit", "one"), "response_id": make.id_of("response", "again")}
WAITS = Conversation(opened_at=NOON, waiting_since=NOON)


def hashes_of(contact):
    return [(f"h:{normal}",) for _, _, normal in contact.normals]


def merged(lead, into, *cards):
    done = merge(lead, into, cards, MANAGER, SETTINGS, MERGED_AT, **IDS)
    return done.decision.lead, done.into


def parted(gone, into, *cards, now=NOW):
    return separate(gone, into, cards, MANAGER, PLAN, now, hashes_of=hashes_of, **IDS)


def into(**change):
    return make.owned(BOB, **{"lead_id": INTO, **change})


@pytest.mark.parametrize(
    ("lead", "detail"),
    [
        pytest.param(make.owned(ANN), {"out_of": INTO, "agent_id": ANN}, id="its owner's"),
        pytest.param(make.pooled(), {"out_of": INTO, "reason": "unclaimed"}, id="in the pool"),
        pytest.param(make.offered(ANN), {"out_of": INTO, "reason": "released"}, id="no more with routing"),
        pytest.param(
            make.owned(ANN, state="closed", outcome="lost"), {"out_of": INTO, "outcome": "lost"}, id="closed"
        ),
    ],
)  # fmt: skip
def test_history_and_audit_say_where_the_lead_went_back(lead, detail):
    """Source: docs/rules.md, "Restrictions" 4."""
    done = parted(*merged(lead, into()))
    back = done.decision.lead
    event = back.history[-1]
    assert (event.kind, event.by, event.at, event.detail) == ("separated", BOSS, NOW, detail)
    assert done.decision.audit.after == {"state": back.state, "owner": back.owner}
    assert done.tasks == ()


def test_the_history_of_the_other_says_why_it_is_in_the_pool_again():
    gone, grown = merged(make.owned(ANN), make.pooled(lead_id=INTO, reason="no_route"))
    assert parted(gone, grown).into.history[-1].detail == {"lead_id": LEAD, "reason": "no_route"}


@pytest.mark.parametrize("outcome", ["lost", "won"])
def test_a_closed_one_is_what_it_was_with_what_was_said_then(outcome):
    lead = make.owned(
        ANN, state="closed", outcome=outcome, since=NOON - timedelta(days=9), won_at=NOON - timedelta(days=90),
        closing=Closing(note="too dear"), possible_duplicates=(INTO, THIRD),
    )  # fmt: skip
    back = parted(*merged(lead, into())).decision.lead
    assert {name: getattr(back, name) for name in BEFORE} == {name: getattr(lead, name) for name in BEFORE}


@pytest.mark.parametrize("lead", [make.owned(ANN), make.pooled(), make.lead()], ids=lambda lead: lead.state)
def test_an_open_one_gets_back_its_conversation_and_what_may_be_its_duplicate(lead):
    lead = lead.model_copy(update={"conversation": WAITS, "possible_duplicates": (INTO, THIRD)})
    back = parted(*merged(lead, into())).decision.lead
    assert (back.conversation, back.possible_duplicates) == (WAITS, (INTO, THIRD))


def test_one_that_was_won_and_opened_again_is_kept_as_won_by_the_law():
    """Source: docs/rules.md, "People's data" 6."""
    for lead in (make.owned(ANN, won_at=NOON), make.pooled(won_at=NOON)):
        back = parted(*merged(lead, into())).decision.lead
        assert (back.outcome, back.last_won_at, back.merged_into, back.merge) == (None, NOON, None, None)


def test_a_response_that_was_due_at_this_very_instant_is_owed_no_more():
    lead = make.received(ANN, response=make.response(due=NOW))
    assert parted(*merged(lead, into())).decision.lead.response is None
    assert parted(*merged(lead, into()), now=NOW - SECOND).decision.lead.response is not None


def test_one_that_was_held_until_this_very_instant_is_held_no_more():
    gone, grown = merged(make.pooled(reason="no_route", routes_at=NOW), into())
    assert parted(gone, grown).decision.lead.routes_at is None
    assert parted(gone, grown, now=NOW - SECOND).decision.lead.routes_at == NOW


@pytest.mark.parametrize("first", [None, NOON])
def test_an_owner_who_answered_on_the_other_lead_has_reached_out_to_their_own_person(first):
    gone, grown = merged(make.received(ANN, contacted_at=first), make.pooled(lead_id=INTO))
    answered = grown.model_copy(update={"answered_at": NOW, "contacted_at": first or NOW})
    back = parted(gone, answered).decision.lead
    assert (back.answered_at, back.contacted_at) == (NOW, first or NOW)


def test_that_the_team_has_reached_out_to_the_others_person_since_stays():
    """A Manager did, who is no owner of either."""
    gone, grown = merged(make.owned(ANN), into())
    reached = grown.model_copy(update={"contacted_at": NOW})
    assert parted(gone, reached).into.contacted_at == NOW


@pytest.mark.parametrize(("here", "there"), [(WAITS, None), (None, WAITS), (WAITS, Conversation(opened_at=NOON))])
def test_each_person_waits_again_as_they_did_unless_something_was_said_since(here, there):
    gone, grown = merged(make.owned(ANN, conversation=here), into(conversation=there))
    done = parted(gone, grown)
    assert (done.decision.lead.conversation, done.into.conversation) == (here, there)


def test_an_address_that_both_have_leads_again_to_whom_it_led_before():
    lead = make.owned(ANN)
    [mail, *_] = (versions[0] for versions in hashes_of(lead.contact))
    card = Card(hash=mail, current=LEAD, leads=(INTO, LEAD), version=1)
    done = merge(lead, into(), (card,), MANAGER, SETTINGS, MERGED_AT, **IDS)
    assert done.cards[0].current == INTO
    cards = {one.hash: one for one in parted(done.decision.lead, done.into, *done.cards).cards}
    assert (cards[mail].current, set(cards[mail].leads)) == (LEAD, {LEAD, INTO})


def test_undoing_twice_leaves_the_lead_as_it_is():
    back = parted(*merged(make.owned(ANN), into())).decision.lead
    assert separate(back, None, (), MANAGER, PLAN, NOW, hashes_of=hashes_of, **IDS).decision.lead == back
