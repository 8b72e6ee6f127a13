"""Do two leads of one person become one, without losing anything and with correct counts?"""

import pytest

from shared.domain.kernel.contact import Address, Card, Contact, DoNotContact
from shared.domain.kernel.errors import Forbidden, Invalid, LeadClosed, Missing
from shared.domain.kernel.event_details import ReopenedDetail
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, json_size
from shared.domain.leads.merge import merge
from shared.domain.plan_records.workload import WorkloadChange
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, MAIN, NOON, OFFER, SECOND

NOW, AUDIT = NOON + 60 * SECOND, make.id_of("audit", "one")
INTO, THIRD = make.id_of("lead", "into"), make.id_of("lead", "third")
MANAGER = make.member(BOSS, role="manager")


def merged(lead, into, *cards, me=MANAGER):
    return merge(lead, into, cards, me, make.settings(), NOW, audit_id=AUDIT)


def into(**change):
    return make.owned(BOB, **{"lead_id": INTO, **change})


@pytest.mark.parametrize(
    ("lead", "told", "loads"),
    [
        pytest.param(make.lead(), ["merged", "closed"], (), id="unrouted"),
        pytest.param(
            make.offered(ANN), ["withdrawn", "merged", "closed"], (WorkloadChange(ANN, open_offers=-1),), id="offered"
        ),
        pytest.param(make.owned(ANN), ["merged", "closed"], (WorkloadChange(ANN, open_leads=-1),), id="owned"),
        pytest.param(make.pooled(), ["merged", "closed"], (), id="pooled"),
        pytest.param(make.owned(ANN, state="closed", outcome="lost"), ["merged", "closed"], (), id="closed"),
    ],
)
def test_the_merged_lead_is_closed_as_a_duplicate(lead, told, loads):
    done = merged(lead, into())
    gone = done.decision.lead
    assert (gone.state, gone.outcome, gone.merged_into, gone.owner) == ("closed", "duplicate", INTO, lead.owner)
    assert [event.kind for event in gone.history[1:]] == told
    assert (gone.history[-2].detail, gone.history[-2].by) == ({"into": INTO}, BOSS)
    assert (done.decision.workload_changes, gone.offer, gone.clock) == (loads, None, None)
    assert gone.stop_clock == (OFFER if lead.offer else None)
    audit = done.decision.audit
    assert (audit.what, audit.subject, audit.after) == ("lead.merged", LEAD, {"into": INTO})
    assert (done.into.state, done.into.owner) == ("owned", BOB)
    assert (done.into.history[-1].kind, done.into.history[-1].detail) == ("merged", {"lead_id": LEAD})


def test_a_merge_adds_what_the_other_lead_lacked_and_removes_nothing():
    there = into(
        contact=Contact(first_name="Luci", emails=(Address(given="l@example.com", normal="l@example.com"),)),
        attributes={"place": "Gracia"}, message=None,
    )  # fmt: skip
    lead = make.owned(ANN, attributes={"place": "Retiro", "intent": "buy"}, message="Hello", last_activity_at=NOW)
    grown = merged(lead, there).into
    assert (grown.contact.first_name, grown.contact.last_name) == ("Luci", "")
    assert [one.normal for one in grown.contact.emails] == ["l@example.com", "lucia@example.com"]
    assert [one.normal for one in grown.contact.phones] == ["+34600112233"]
    assert (grown.attributes, grown.message) == ({"place": "Gracia", "intent": "buy"}, "Hello")
    assert (grown.last_activity_at, grown.created_at) == (NOW, there.created_at)


def test_a_merge_keeps_within_the_limits_of_a_lead():
    half = "x" * (MAX_ATTRIBUTES * 3 // 5)
    grown = merged(make.owned(ANN, attributes={"b": half, "c": 1}), into(attributes={"a": half})).into
    assert set(grown.attributes) == {"a", "c"}
    assert json_size(grown.attributes) <= MAX_ATTRIBUTES


@pytest.mark.parametrize(
    "there", [make.offered(BOB, lead_id=INTO), make.received(lead_id=INTO), into(), make.lead(INTO)]
)
def test_the_target_of_a_merge_keeps_its_state(there):
    grown = merged(make.pooled(), there).into
    for name in ("state", "since", "owner", "offer", "via", "response", "clock", "todo", "tried", "turns"):
        assert getattr(grown, name) == getattr(there, name), name


def test_a_do_not_contact_mark_on_either_lead_holds_for_the_merged_one():
    mark = DoNotContact(channels="all", by=ANN, at=NOON)
    there = make.received(BOB, lead_id=INTO, response=make.response())
    grown = merged(make.owned(ANN, do_not_contact=mark), there).into
    assert (grown.do_not_contact, grown.response, grown.todo) == (mark, None, "stop")


def test_cards_of_the_merged_lead_point_to_the_other():
    first = Card(hash="e", current=LEAD, leads=(THIRD, LEAD), version=1)
    shared = Card(hash="p", current=THIRD, leads=(INTO, LEAD, THIRD), version=1)
    foreign = Card(hash="q", current=THIRD, leads=(THIRD,), version=1)
    cards = merged(make.owned(ANN), into(), first, shared, foreign).cards
    assert [(card.hash, card.current, card.leads, card.version) for card in cards] == [
        ("e", INTO, (THIRD, INTO), 1),
        ("p", THIRD, (INTO, THIRD), 1),
    ]


def test_a_merge_removes_the_possible_duplicate():
    done = merged(make.owned(ANN, possible_duplicates=(INTO, THIRD)), into(possible_duplicates=(THIRD, LEAD)))
    assert (done.decision.lead.possible_duplicates, done.into.possible_duplicates) == ((THIRD,), (THIRD,))


def test_merging_again_into_the_same_lead_changes_nothing():
    gone = merged(make.owned(ANN), into()).decision.lead
    again = merged(gone, into(state="closed"))
    assert (again.decision.changed, again.into, again.cards) == (False, None, ())


def test_a_reopened_merged_lead_stands_by_itself_again():
    gone = merged(make.owned(ANN), into()).decision.lead
    open_ = gone.with_routing_reset().with_event(ReopenedDetail(), at=NOW, by=BOSS, state="owned")
    assert (open_.merged_into, open_.outcome) == (None, None)


@pytest.mark.parametrize(
    ("lead", "there", "me", "refusal"),
    [
        pytest.param(make.owned(ANN), None, MANAGER, Invalid, id="into nothing"),
        pytest.param(make.owned(ANN), make.owned(ANN), MANAGER, Invalid, id="into itself"),
        pytest.param(make.owned(ANN), into(state="closed"), MANAGER, LeadClosed, id="into a closed one"),
        pytest.param(
            make.owned(ANN, state="closed", merged_into=THIRD), into(), MANAGER, LeadClosed, id="went into another"
        ),
        pytest.param(make.owned(ANN), into(), make.member(ANN), Forbidden, id="an owner"),
        pytest.param(make.owned(BOB), into(), make.member(ANN), Missing, id="who may not see it"),
    ],
)
def test_an_invalid_merge_is_refused(lead, there, me, refusal):
    with pytest.raises(refusal) as refused:
        merged(lead, there, me=me)
    if refusal is Invalid:
        assert refused.value.mistakes[0].loc == ("body", "into")


def test_merging_a_lead_on_its_route_keeps_its_way_in_the_history():
    gone = merged(make.received(), into()).decision.lead
    assert (gone.route_id, gone.turns, gone.via) == (MAIN, {MAIN: 1}, None)
