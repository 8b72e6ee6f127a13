"""Do two leads of one person become one, without losing anything and with correct counts?"""

import pytest

from shared.domain.kernel.contact import Address, Card, Contact, DoNotContact
from shared.domain.kernel.errors import (
    Forbidden,
    Invalid,
    LeadClosed,
    LeadErased,
    LeadMerged,
    Missing,
    TooManyTasks,
)
from shared.domain.kernel.event_details import ReopenedDetail
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, json_size
from shared.domain.lead_records.merging import MergedLead
from shared.domain.lead_records.task import Task
from shared.domain.leads.merge import merge
from shared.domain.plan_records.workload import WorkloadChange
from tests import make
from tests.make import ANN, BOB, BOSS, END, LEAD, MAIN, NOON, OFFER, SECOND

NOW, AUDIT = NOON + 60 * SECOND, make.id_of("audit", "one")
AGAIN = make.id_of("response", "again")
INTO, THIRD = make.id_of("lead", "into"), make.id_of("lead", "third")
MANAGER = make.member(BOSS, role="manager")


def merged(lead, into, *cards, me=MANAGER):
    return merge(lead, into, cards, me, make.settings(), NOW, audit_id=AUDIT, response_id=AGAIN)


def went(name):
    return MergedLead(lead_id=make.id_of("lead", name), at=NOON, by=BOSS)


def tasks(count, lead_id=LEAD, by=ANN):
    return tuple(
        Task(comment_id=make.id_of("comment", f"{lead_id[-2:]}{n}"), lead_id=lead_id, at=NOON, due_at=END, by=by,
             agent_id=by)
        for n in range(count)
    )  # fmt: skip


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
    assert gone.history[-2].detail == {"into": INTO, "agent_id": BOB, "joined": True}
    assert (done.decision.workload_changes, gone.offer, gone.clock) == (loads, None, None)
    assert gone.stop_clock == (OFFER if lead.offer else None)
    audit = done.decision.audit
    assert (audit.what, audit.subject, audit.after) == ("lead.merged", LEAD, {"into": INTO, "owner": BOB})
    assert (done.into.state, done.into.owner) == ("owned", BOB)
    assert done.into.history[-1].detail == {"lead_id": LEAD, "agent_id": BOB, "joined": True}
    assert done.decision.counters[0].counts == {"merged": 1}


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


@pytest.mark.parametrize(
    ("there", "loads", "counts"),
    [
        pytest.param(make.pooled(lead_id=INTO), (), 1, id="pooled"),
        pytest.param(make.lead(INTO), (), 1, id="unrouted"),
        pytest.param(make.offered(BOB, lead_id=INTO), (WorkloadChange(BOB, open_offers=-1),), 2, id="offered"),
    ],
)
def test_one_that_has_no_owner_gets_the_others(there, loads, counts):
    done = merged(make.received(ANN, response=make.response(), since=NOON), there)
    gone, grown = done.decision.lead, done.into
    assert (grown.state, grown.owner, grown.offer, grown.via, grown.since) == ("owned", ANN, None, MAIN, NOON)
    assert (grown.response.response_id, grown.response.due) == (AGAIN, make.response().due)
    assert (grown.todo, gone.todo, gone.stop_clock) == ("wind", "stop", make.RESPONSE)
    assert grown.history[-1].detail == {
        "lead_id": LEAD, "agent_id": ANN, "took": True, "route_id": MAIN, "joined": True
    }  # fmt: skip
    assert (done.decision.workload_changes, len(done.decision.counters)) == (loads, counts)
    if there.offer:
        assert grown.history[-2].kind == "withdrawn"


@pytest.mark.parametrize("lead", [make.lead(), make.offered(ANN), make.pooled(), make.owned(ANN, state="closed")])
@pytest.mark.parametrize("there", [make.lead(INTO), make.offered(BOB, lead_id=INTO), make.pooled(lead_id=INTO)])
def test_without_an_owner_on_either_side_the_offer_of_the_other_stays(lead, there):
    done = merged(lead, there)
    assert (done.into.state, done.into.offer, done.into.owner) == (there.state, there.offer, None)
    assert done.decision.lead.offer is None


def test_open_tasks_go_along_and_stay_stored_with_their_comments():
    done = merged(make.owned(ANN, tasks=tasks(2)), into(tasks=tasks(1, INTO)))
    assert (done.decision.lead.tasks, len(done.into.tasks)) == ((), 3)
    assert {(task.lead_id, task.home, task.stored_with) for task in done.tasks} == {(INTO, LEAD, LEAD)}


def test_the_two_are_read_as_one_with_what_went_into_them_before():
    lead = make.owned(ANN, merged_from=(went("a"),), tasks=())
    grown = merged(lead, into(merged_from=(went("b"),))).into
    assert grown.all_ids == (INTO, make.id_of("lead", "b"), make.id_of("lead", "a"), LEAD)
    assert grown.merged_from[-1] == MergedLead(lead_id=LEAD, at=NOW, by=BOSS)


def test_the_words_of_the_merged_name_still_find_the_person():
    lead = make.owned(ANN, contact=make.contact(first_name="Luci", last_name="Gómez"), also_named=("lu",))
    assert merged(lead, into(contact=make.contact())).into.also_named == ("luci", "gomez", "lu")


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
    assert (again.decision.changed, again.decision.lead, again.into, again.cards) == (False, gone, None, ())


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
            make.owned(ANN, state="closed", merged_into=THIRD), into(), MANAGER, LeadMerged, id="went into another"
        ),
        pytest.param(
            make.owned(ANN), into(state="closed", merged_into=THIRD), MANAGER, LeadMerged, id="into one that did"
        ),
        pytest.param(
            make.owned(ANN), into(state="closed", erased_at=NOON), MANAGER, LeadErased, id="into an erased one"
        ),
        pytest.param(
            make.owned(ANN),
            into(merged_from=tuple(went(f"old{n}") for n in range(20))),
            MANAGER,
            Invalid,
            id="too many",
        ),
        pytest.param(
            make.owned(ANN, tasks=tasks(6)), into(tasks=tasks(5, INTO)), MANAGER, TooManyTasks, id="too many tasks"
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


def test_two_leads_may_have_as_many_tasks_together_as_one_and_as_many_went_into_one():
    assert len(merged(make.owned(ANN, tasks=tasks(5)), into(tasks=tasks(5, INTO))).into.tasks) == 10
    went_into = tuple(went(f"old{n}") for n in range(18))
    assert len(merged(make.owned(ANN, merged_from=(went("a"),)), into(merged_from=went_into)).into.merged_from) == 20
    with pytest.raises(Invalid):
        merged(make.owned(ANN, merged_from=(went("a"), went("b"))), into(merged_from=went_into))


@pytest.mark.parametrize(("left", "owed"), [(1, True), (0, False), (-1, False)], ids=["due", "just over", "over"])
def test_a_response_goes_along_with_the_owner_while_it_is_due(left, owed):
    """Source: docs/rules.md, "Merging" 2."""
    lead = make.received(ANN, response=make.response(due=NOW + left * SECOND))
    assert (merged(lead, make.pooled(lead_id=INTO)).into.response is not None) is owed


def test_the_others_owner_goes_on_owing_their_response_and_their_offer_is_not_withdrawn():
    """Source: docs/rules.md, "Merging" 2."""
    there = make.received(BOB, lead_id=INTO, response=make.response())
    assert merged(make.received(ANN), there).into.response == there.response
    offer = make.offered(BOB, lead_id=INTO)
    done = merged(make.pooled(), offer)
    assert (done.into.offer, [dict(row.counts) for row in done.decision.counters]) == (offer.offer, [{"merged": 1}])


def test_the_owner_of_a_lead_that_was_closed_is_not_told_of_as_the_owner():
    """Source: docs/rules.md, "Merging" 2: the last owner of a closed lead does not count."""
    done = merged(make.owned(ANN, state="closed"), make.pooled(lead_id=INTO, owner=None))
    assert (done.into.owner, "agent_id" in done.into.history[-1].detail) == (None, False)


def test_an_owner_by_merging_had_it_by_the_route_that_brought_the_merged_lead():
    """A win counts for that route. Source: docs/rules.md, "Merging" 2, "Supervision" 2."""
    grown = merged(make.received(ANN, response=make.response()), make.pooled(lead_id=INTO)).into
    assert (grown.routed_last.route_id, grown.routed_last.agent_id) == (MAIN, ANN)


def test_merging_a_lead_on_its_route_keeps_its_way_in_the_history():
    gone = merged(make.received(), into()).decision.lead
    assert (gone.route_id, gone.turns, gone.via) == (MAIN, {MAIN: 1}, None)
