"""Does undoing a merge give back what existed before, leave what came later, and refuse what cannot be undone?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.contact import Address, Card, Contact, DoNotContact, Objection
from shared.domain.kernel.errors import Forbidden, LeadErased, MergedAgain, Missing, NotMerged, UndoOver
from shared.domain.lead_records.consent import Consent
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.task import Task
from shared.domain.leads.claim import assign
from shared.domain.leads.close import close
from shared.domain.leads.merge import INTO_BEFORE, merge
from shared.domain.leads.separate import separate
from shared.domain.plan_records.workload import WorkloadChange
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, END, LEAD, NOON, SECOND

MERGED_AT, NOW = NOON + 60 * SECOND, NOON + timedelta(hours=2)
INTO, THIRD = make.id_of("lead", "into"), make.id_of("lead", "third")
MANAGER, PLAN, SETTINGS = make.member(BOSS, role="manager"), make.plan(), make.settings()
IDS = {"audit_id": make.id_of("audit", "one"), "response_id": make.id_of("response", "again")}
OTHER = Contact(first_name="Luci", emails=(Address(given="l@example.com", normal="l@example.com"),))


def hashes_of(contact):
    return [(f"h:{normal}", f"old:{normal}") for _, _, normal in contact.normals]


def merged(lead, into, *cards):
    done = merge(lead, into, cards, MANAGER, SETTINGS, MERGED_AT, **IDS)
    return done.decision.lead.stored(), done.into.stored()


def parted(gone, into, *cards, me=MANAGER, plan=PLAN, now=NOW):
    return separate(gone, into, cards, me, plan, now, hashes_of=hashes_of, **IDS)


def into(**change):
    return make.owned(BOB, **{"lead_id": INTO, "contact": OTHER, **change})


LEADS = {
    "unrouted": make.lead(),
    "offered": make.offered(ANN),
    "owned": make.received(ANN, response=make.response(due=NOON + timedelta(days=1))),
    "pooled": make.pooled(),
    "held": make.pooled(reason="no_route", routes_at=NOON + timedelta(days=1)),
    "no longer held": make.pooled(reason="no_route", routes_at=NOON + timedelta(minutes=5)),
    "closed": make.owned(ANN, state="closed", outcome="lost"),
    "won": make.owned(ANN, state="closed", outcome="won"),
}
ENDS = {
    "unrouted": ("pooled", None, "released"),
    "offered": ("pooled", None, "released"),
    "owned": ("owned", ANN, None),
    "pooled": ("pooled", None, "unclaimed"),
    "held": ("pooled", None, "no_route"),
    "no longer held": ("pooled", None, "no_route"),
    "closed": ("closed", ANN, None),
    "won": ("closed", ANN, None),
}
OTHERS = {
    "unrouted": make.lead(INTO, contact=OTHER),
    "offered": make.offered(BOB, lead_id=INTO, contact=OTHER),
    "owned": into(),
    "pooled": make.pooled(lead_id=INTO, contact=OTHER),
}


@pytest.mark.parametrize("there", OTHERS)
@pytest.mark.parametrize("here", LEADS)
def test_both_leads_are_what_they_were(here, there):
    lead, other = LEADS[here], OTHERS[there]
    done = parted(*merged(lead, other))
    back, left = done.decision.lead, done.into
    assert (back.state, back.owner, back.reason) == ENDS[here]
    assert (back.merged_into, back.merge, back.outcome) == (None, None, lead.outcome)
    assert back.last_won_at == lead.last_won_at
    took = here == "owned" and there != "owned"
    if took:
        assert (left.state, left.owner, left.offer) == ("pooled", None, None)
    else:
        assert (left.state, left.owner, left.offer, left.since) == (other.state, other.owner, other.offer, other.since)
    for name in INTO_BEFORE - {"state", "reason"}:
        assert getattr(left, name) == getattr(other, name), name
    assert (left.merged_from, back.routes_at) == ((), lead.routes_at if here == "held" else None)
    gains = () if here != "owned" or took else (WorkloadChange(ANN, open_leads=1),)
    assert done.decision.workload_changes == gains
    [counted] = done.decision.counters
    assert (counted.counts, counted.day, counted.source_id) == ({"merged": -1}, "2026-01-05", lead.source_id)
    assert (done.decision.audit.what, done.decision.audit.before) == ("lead.separated", {"into": INTO})
    assert (back.history[-1].kind, left.history[-1].detail["lead_id"]) == ("separated", LEAD)


def test_an_owner_owes_a_response_again_until_its_former_deadline():
    lead = make.received(ANN, response=make.response(due=NOON + timedelta(days=1)))
    back = parted(*merged(lead, into())).decision.lead
    assert (back.response.due, back.response.response_id) == (lead.response.due, IDS["response_id"])
    assert (back.via, back.since, back.todo) == (lead.via, lead.since, "wind")
    late = parted(*merged(lead, into()), now=NOON + timedelta(days=2)).decision.lead
    assert late.response is None


def test_one_that_was_answered_with_the_other_lead_owes_none():
    gone, grown = merged(make.received(ANN, response=make.response(due=END + timedelta(days=1))), OTHERS["pooled"])
    answered = grown.model_copy(update={"response": None, "answered_at": NOW})
    done = parted(gone, answered)
    assert (done.decision.lead.response, done.decision.lead.answered_at) == (None, NOW)
    assert done.into.response is None


@pytest.mark.parametrize(
    ("hours", "reason", "held"),
    [
        pytest.param(3, "no_route", True, id="held again"),
        pytest.param(2, "no_route", False, id="its instant has come"),
    ],
)
def test_an_other_that_got_an_owner_by_the_merge_is_in_the_pool_again_as_it_was(hours, reason, held):
    """Source: docs/rules.md, "Merging" 5."""
    at = NOON + timedelta(hours=hours)
    there = make.pooled(lead_id=INTO, contact=OTHER, reason=reason, routes_at=at)
    left = parted(*merged(make.received(ANN), there)).into
    assert (left.state, left.reason, left.routes_at) == ("pooled", reason, at if held else None)


def test_one_that_was_with_routing_is_released_into_the_pool():
    """Nothing says why it would be there."""
    there = make.lead(INTO, contact=OTHER)
    assert parted(*merged(make.received(ANN), there)).into.reason == "released"


@pytest.mark.parametrize("twin", [THIRD, LEAD])
def test_what_may_be_its_duplicate_is_told_again_of_the_other(twin):
    """That the two may be one was known before, or was not; another that was found since stays."""
    there = into(possible_duplicates=(twin,))
    gone, grown = merged(make.owned(ANN), there)
    assert parted(gone, grown).into.possible_duplicates == (twin,)
    fourth = make.id_of("lead", "fourth")
    found = grown.model_copy(update={"possible_duplicates": (*grown.possible_duplicates, fourth)})
    assert (fourth in parted(gone, found).into.possible_duplicates) is (twin == THIRD)


def test_who_has_answered_the_other_since_has_reached_out_to_its_person():
    lead = make.owned(ANN, contacted_at=NOON)
    gone, grown = merged(lead, into())
    assert parted(gone, grown).into.contacted_at is None
    answered = grown.model_copy(update={"answered_at": NOW})
    assert parted(gone, answered).into.contacted_at == NOW


def test_who_left_the_team_gets_nothing_back():
    plan = make.plan(members=[make.member(ANN, status="removed"), make.member(BOB), MANAGER])
    back = parted(*merged(make.owned(ANN), into()), plan=plan).decision
    assert (back.lead.state, back.lead.owner, back.lead.reason, back.workload_changes) == (
        "pooled", None, "released", (),
    )  # fmt: skip


def test_an_owner_that_the_other_lead_got_since_stays():
    gone, grown = merged(make.owned(ANN), OTHERS["pooled"])
    handed = assign(grown, make.member(CAT), MANAGER, SETTINGS, NOW, audit_id="audit_2").lead
    done = parted(gone, handed)
    assert (done.into.state, done.into.owner, done.decision.lead.owner) == ("owned", CAT, ANN)
    assert done.decision.workload_changes == (WorkloadChange(ANN, open_leads=1),)
    closed = close(grown, "lost", MANAGER, SETTINGS, NOW, audit_id="audit_2").lead
    done = parted(gone, closed)
    assert (done.into.state, done.into.outcome, done.decision.lead.state) == ("closed", "lost", "owned")
    assert done.decision.workload_changes == (WorkloadChange(ANN, open_leads=1),)


def test_what_was_changed_since_stays():
    mark = DoNotContact(channels=("call",), by=ANN, at=NOON)
    consent = Consent(purpose="marketing", channel="any", given=True, at=NOON, by="provider")
    lead = make.owned(
        ANN, attributes={"place": "Retiro", "intent": "buy"}, message="Hello", do_not_contact=mark, consents=(consent,),
        conversation=Conversation(opened_at=NOON, waiting_since=NOON), contacted_at=NOON,
    )  # fmt: skip
    gone, grown = merged(lead, into(message=None))
    later = consent.model_copy(update={"at": NOW, "given": False})
    wrote = Conversation(opened_at=NOON, waiting_since=NOW)
    since = grown.model_copy(
        update={
            "attributes": {**grown.attributes, "intent": "rent", "rooms": 2}, "message": "Other",
            "consents": (*grown.consents, later), "conversation": wrote, "last_message_at": NOW,
        }
    )  # fmt: skip
    left = parted(gone, since).into
    assert (left.attributes, left.message, left.consents) == ({"intent": "rent", "rooms": 2}, "Other", (later,))
    assert (left.conversation, left.last_message_at) == (wrote, NOW)
    assert (left.do_not_contact, left.contacted_at) == (None, None)
    back = parted(gone, since).decision.lead
    assert (back.message, back.do_not_contact, back.consents) == ("Hello", mark, (consent,))
    assert back.conversation == lead.conversation


def test_the_address_of_the_lead_goes_back_and_one_added_since_stays():
    gone, grown = merged(make.owned(ANN), into())
    new = Address(given="n@example.com", normal="n@example.com")
    since = grown.model_copy(update={"contact": grown.contact.model_copy(update={
        "emails": (*grown.contact.emails, new), "last_name": "Gil"})})  # fmt: skip
    left = parted(gone, since).into
    assert (left.contact.emails, left.contact.phones) == ((*OTHER.emails, new), ())
    assert (left.contact.first_name, left.contact.last_name) == ("Luci", "Gil")


def test_open_tasks_go_back_where_they_came_from():
    def task(name, lead_id):
        return Task(comment_id=make.id_of("comment", name), lead_id=lead_id, at=NOON, due_at=END, by=ANN, agent_id=ANN)

    gone, grown = merged(make.owned(ANN, tasks=(task("a", LEAD), task("b", LEAD))), into(tasks=(task("c", INTO),)))
    since = grown.model_copy(update={"tasks": (*grown.tasks[:2], task("d", INTO))})
    done = parted(gone, since)
    assert [one.comment_id for one in done.into.tasks] == [make.id_of("comment", "c"), make.id_of("comment", "d")]
    [back] = done.decision.lead.tasks
    assert (back.comment_id, back.lead_id, back.home) == (make.id_of("comment", "a"), LEAD, None)
    assert done.decision.tasks == (back,)


def test_addresses_lead_to_the_lead_again():
    lead = make.owned(ANN)
    mail, phone = (versions[0] for versions in hashes_of(lead.contact))
    shared = lead.contact.phones
    other = into(contact=OTHER.model_copy(update={"phones": shared}))
    first = Card(hash=mail, current=LEAD, leads=(LEAD,), version=1)
    second = Card(hash=phone, current=INTO, leads=(LEAD, INTO), version=1)
    done = merge(lead, other, (first, second), MANAGER, SETTINGS, MERGED_AT, **IDS)
    after = {card.hash: card for card in (first, second)} | {card.hash: card for card in done.cards}
    cards = parted(done.decision.lead, done.into, *after.values()).cards
    assert {card.hash: (card.current, card.leads) for card in cards} == {
        mail: (LEAD, (LEAD,)), phone: (INTO, (INTO, LEAD)),
    }  # fmt: skip


def test_an_address_without_a_card_gets_one_and_one_that_leads_elsewhere_stays():
    lead = make.owned(ANN)
    mail, phone = (versions[0] for versions in hashes_of(lead.contact))
    elsewhere = Card(hash=f"old{phone[1:]}", current=THIRD, leads=(THIRD,), version=4)
    cards = parted(*merged(lead, into()), elsewhere).cards
    assert {card.hash: (card.current, card.leads, card.version) for card in cards} == {
        mail: (LEAD, (LEAD,), 0), elsewhere.hash: (THIRD, (THIRD, LEAD), 4),
    }  # fmt: skip


ALL, MARKETING = Objection(what="all", at=NOON), Objection(what="marketing", at=NOON)


@pytest.mark.parametrize(
    ("here", "there", "since", "of_card", "back", "left"),
    [
        pytest.param(ALL, None, ..., ALL, ALL, None, id="the merged one's"),
        pytest.param(ALL, None, ..., None, ALL, None, id="the merged one's, of no address"),
        pytest.param(None, ALL, ..., None, None, ALL, id="the other's"),
        pytest.param(ALL, MARKETING, ..., ALL, ALL, MARKETING, id="of both"),
        pytest.param(None, None, ALL, ALL, ALL, ALL, id="recorded since, for all addresses"),
        pytest.param(ALL, None, None, None, None, None, id="withdrawn since"),
    ],
)
def test_objections_go_with_their_person(here, there, since, of_card, back, left):
    gone, grown = merged(make.owned(ANN, objection=here), into(objection=there))
    if since is not ...:
        grown = grown.model_copy(update={"objection": since})
    mail = hashes_of(make.contact())[0][0]
    done = parted(gone, grown, Card(hash=mail, current=INTO, leads=(INTO,), objection=of_card, version=1))
    assert (done.decision.lead.objection, done.into.objection) == (back, left)


def test_the_other_lead_was_not_merged_itself():
    done = parted(*merged(make.owned(ANN), into()))
    with pytest.raises(NotMerged):
        separate(done.into, None, (), MANAGER, PLAN, NOW, hashes_of=hashes_of, **IDS)


def test_a_closed_one_may_again_be_a_duplicate_of_the_other():
    lead = make.owned(ANN, state="closed", outcome="lost", possible_duplicates=(INTO, THIRD))
    assert parted(*merged(lead, into())).decision.lead.possible_duplicates == (INTO, THIRD)


def test_each_owner_has_answered_their_own_lead():
    """What the other's owner answered since is no answer of the merged lead's owner."""
    gone, grown = merged(make.received(ANN, answered_at=NOON), into())
    done = parted(gone, grown.model_copy(update={"answered_at": NOW}))
    assert (done.decision.lead.answered_at, done.into.answered_at) == (NOON, NOW)


def test_undoing_twice_changes_nothing():
    gone, grown = merged(make.owned(ANN), into())
    back = parted(gone, grown).decision.lead
    again = separate(back, None, (), MANAGER, PLAN, NOW, hashes_of=hashes_of, **IDS)
    assert (again.decision.changed, again.into, again.cards) == (False, None, ())


def test_what_was_separated_can_be_merged_again():
    done = parted(*merged(make.owned(ANN), into()))
    gone, grown = merged(done.decision.lead, done.into)
    assert (gone.merged_into, grown.all_ids) == (INTO, (INTO, LEAD))


def test_the_latest_merge_is_undone_first():
    first, grown = merged(make.owned(ANN), into())
    second, more = merged(make.owned(ANN, lead_id=THIRD), grown)
    with pytest.raises(MergedAgain):
        parted(first, more)
    left = parted(second, more).into
    assert parted(first, left.stored()).into.merged_from == ()


def test_a_lead_takes_along_what_went_into_it():
    first, grown = merged(make.owned(ANN), into())
    second, last = merged(grown, make.owned(CAT, lead_id=THIRD))
    assert last.all_ids == (THIRD, LEAD, INTO)
    with pytest.raises(MergedAgain):
        parted(first, second)
    done = parted(second, last)
    assert (done.into.merged_from, done.decision.lead.all_ids) == ((), (INTO, LEAD))
    assert parted(first, done.decision.lead.stored()).decision.lead.owner == ANN


@pytest.mark.parametrize(
    ("change", "there", "me", "days", "refusal"),
    [
        pytest.param({}, {}, MANAGER, 31, UndoOver, id="too late"),
        pytest.param({"merge": None}, {}, MANAGER, 0, UndoOver, id="merged by an earlier release"),
        pytest.param({}, {"erased_at": NOW}, MANAGER, 0, LeadErased, id="the other was erased"),
        pytest.param({"erased_at": NOW}, {}, MANAGER, 0, LeadErased, id="erased"),
        pytest.param({}, {"merged_into": THIRD}, MANAGER, 0, MergedAgain, id="the other was merged"),
        pytest.param({"merged_into": None}, {}, MANAGER, 0, NotMerged, id="not merged"),
        pytest.param({}, {}, make.member(ANN), 0, Forbidden, id="its last owner"),
        pytest.param({}, {}, make.member(CAT), 0, Missing, id="who may not see it"),
    ],
)
def test_what_cannot_be_undone_is_refused(change, there, me, days, refusal):
    gone, grown = merged(make.owned(ANN), into())
    gone, grown = gone.model_copy(update=change), grown.model_copy(update=there)
    with pytest.raises(refusal):
        parted(gone, grown, me=me, now=MERGED_AT + timedelta(days=days))


def test_a_merge_can_be_undone_until_the_very_end():
    assert parted(*merged(make.owned(ANN), into()), now=MERGED_AT + timedelta(days=30)).decision.changed


texts = st.sampled_from(["", "a", "b"])
people = st.builds(
    Contact,
    first_name=texts, last_name=texts,
    emails=st.lists(st.sampled_from("abcd"), unique=True, max_size=3).map(
        lambda names: tuple(Address(given=f"{n}@x.com", normal=f"{n}@x.com") for n in names)),
)  # fmt: skip
values = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))
said = st.none() | st.sampled_from(["x", "y"])


@given(people, people, values, values, said, said)
def test_merging_and_undoing_leaves_both_as_they_were(one, other, here, there, said_here, said_there):
    lead = make.owned(ANN, contact=one, attributes=here, message=said_here)
    target = into(contact=other, attributes=there, message=said_there)
    done = parted(*merged(lead, target))
    for name in ("contact", "attributes", "message", "also_named"):
        assert getattr(done.decision.lead, name) == getattr(lead, name)
        assert getattr(done.into, name) == getattr(target, name)
