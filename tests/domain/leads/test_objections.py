"""Objections: how they are kept by address, and what they do to inquiries, corrections and merges."""

import pytest

from shared.domain.intake.admit import admit
from shared.domain.intake.recognise import KnownPerson, objection_to
from shared.domain.kernel.contact import Address, Card, Objection, widest
from shared.domain.kernel.errors import Invalid
from shared.domain.lead_records.inquiry import Inquiry, ToRouting
from shared.domain.leads.checks import check_objection
from shared.domain.leads.edit import Correction, edit
from shared.domain.leads.merge import merge
from shared.domain.leads.objections import mark_objection, object_to, without_objection
from shared.domain.leads.permissions import allowed_verbs
from tests import make
from tests.make import ANN, BOSS, LEAD, NOON, SECOND

MARKETING, ALL = Objection(what="marketing", at=NOON), Objection(what="all", at=NOON + SECOND)
LATER = NOON + 60 * SECOND
NEW = make.id_of("lead", "new")
BOSSY = make.member(BOSS, role="manager")


def test_all_contact_is_wider_than_marketing_and_of_equal_ones_the_earliest_stands():
    again = MARKETING.model_copy(update={"at": LATER})
    assert widest([None, again, MARKETING]) == MARKETING
    assert widest([MARKETING, ALL]) == ALL
    assert widest([None]) is None


def test_an_address_that_nobody_had_gets_a_card_without_leads_under_the_hash_in_force():
    assert object_to("marketing", [("new", "old")], {}, NOON) == [Card(hash="new", objection=MARKETING)]


def test_a_card_that_is_there_under_an_earlier_hash_keeps_the_objection():
    card = Card(hash="old", current=LEAD, leads=(LEAD,), version=3)
    assert object_to("marketing", [("new", "old")], {"old": card}, NOON) == [
        card.model_copy(update={"objection": MARKETING})
    ]


@pytest.mark.parametrize(
    ("there", "what", "changes"),
    [(MARKETING, "marketing", False), (ALL, "marketing", False), (ALL, "all", False), (MARKETING, "all", True)],
)
def test_an_objection_is_widened_and_never_narrowed(there, what, changes):
    assert bool(object_to(what, [("h",)], {"h": Card(hash="h", objection=there)}, LATER)) == changes


def test_a_withdrawal_deletes_cards_that_were_kept_for_the_objection_alone():
    alone, used = Card(hash="a", objection=ALL), Card(hash="b", current=LEAD, leads=(LEAD,), objection=ALL)
    none = Card(hash="c", current=LEAD, leads=(LEAD,))
    assert without_objection([alone, used, none]) == ([used.model_copy(update={"objection": None})], [alone])


def asks(emails=("e",), phones=(), earlier=None):
    return Inquiry(contact=make.contact(), emails=emails, phones=phones, attributes={}, message="Hi", source_id=None,
                   source_title="Web", by="provider", earlier=earlier or {})  # fmt: skip


@pytest.mark.parametrize(
    "inquiry",
    [asks(), asks(emails=("x",), phones=("e",)), asks(emails=("newer",), earlier={"newer": ("e",)})],
    ids=["by e-mail", "by phone", "by an earlier hash"],
)
@pytest.mark.parametrize("repeats", ["same_owner", "route"])
def test_a_new_inquiry_of_who_objects_is_a_lead_and_arrives_marked(inquiry, repeats):
    known = KnownPerson({"e": Card(hash="e", objection=ALL, version=1)})
    assert objection_to(inquiry, known) == ALL
    admission = admit(inquiry, ToRouting(), known, make.plan(repeat_leads=repeats), NOON, lead_id=NEW, audit_id="audit")
    assert (admission.decision.lead.objection, admission.repeat) == (ALL, False)
    assert "all" not in {card.hash for card in admission.cards}
    kept = [card for card in admission.cards if card.hash == "e"]
    assert all(card.objection == ALL and card.current == NEW for card in kept)


def test_a_repeat_of_who_objects_marks_the_lead_they_are():
    known = KnownPerson({"e": Card(hash="e", current=LEAD, leads=(LEAD,), objection=ALL)}, {LEAD: make.owned(ANN)})
    lead = admit(asks(), ToRouting(), known, make.plan(), NOON, lead_id=NEW, audit_id="audit").decision.lead
    assert (lead.lead_id, lead.objection) == (LEAD, ALL)


def test_who_does_not_object_is_not_marked():
    known = KnownPerson({"other": Card(hash="other", objection=ALL)})
    assert objection_to(asks(), known) is None


def test_a_mark_is_an_event_that_names_what_they_object_to():
    lead = mark_objection(make.owned(ANN), ALL, BOSS, LATER).lead
    assert (lead.objection, lead.history[-1].kind, lead.history[-1].detail) == (ALL, "objection", {"what": "all"})
    again = mark_objection(lead, ALL, BOSS, LATER)
    assert (again.changed, again.lead) == (False, lead)
    lifted = mark_objection(lead, None, BOSS, LATER).lead
    assert (lifted.objection, lifted.history[-1].detail) == (None, {})


def test_an_erased_lead_is_not_marked():
    gone = make.owned(ANN, state="closed", erased_at=NOON)
    assert not mark_objection(gone, ALL, BOSS, LATER).changed


def test_a_correction_marks_the_lead_by_its_new_addresses():
    new = Address(given="n@example.com", normal="n@example.com")
    before, *_ = make.contact().emails
    phones = make.contact().phones
    hashes = {new: ("n",), before: ("b",), **dict.fromkeys(phones, ("p",))}
    cards = {"n": Card(hash="n", objection=MARKETING), "b": Card(hash="b", current=LEAD, leads=(LEAD,), objection=ALL)}

    def corrected(lead, emails):
        return edit(lead, Correction(emails=emails), hashes, cards, BOSSY, make.settings(), NOON, version=None)

    lead = make.owned(ANN, objection=ALL)
    done = corrected(lead, (new,))
    assert corrected(make.owned(ANN), (new,)).decision.lead.objection == MARKETING
    assert done.decision.lead.objection == ALL, "leaving out the address by which they object lifts nothing"
    kept = {card.hash: card for card in done.cards}
    assert (kept["n"].current, kept["n"].objection) == (LEAD, ALL)
    assert (kept["b"].all_leads, kept["b"].objection) == ((), ALL)
    assert not done.gone


def test_an_address_that_is_added_to_a_lead_whose_person_objects_objects_too():
    new, known = (Address(given=f"{one}@example.com", normal=f"{one}@example.com") for one in "nk")
    hashes = {new: ("n",), known: ("k",), **{one: (one.normal,) for one in (*make.contact().emails,
                                                                          *make.contact().phones)}}  # fmt: skip
    cards = {"k": Card(hash="k", current=LEAD, leads=(LEAD,), objection=MARKETING)}
    corrections = Correction(emails=(*make.contact().emails, new, known))
    lead = make.owned(ANN, objection=ALL)
    done = edit(lead, corrections, hashes, cards, BOSSY, make.settings(), NOON, version=None)
    assert {card.hash: card.objection for card in done.cards} == {"n": ALL, "k": ALL}
    quiet = edit(make.owned(ANN), corrections, hashes, {}, BOSSY, make.settings(), NOON, version=None)
    assert {card.objection for card in quiet.cards} == {None}


def test_a_merge_takes_over_what_an_address_objects_to_since_the_lead_was_marked():
    into = make.owned(ANN, lead_id=NEW)
    card = Card(hash="e", current=LEAD, leads=(LEAD,), objection=MARKETING)
    merged = merge(
        make.owned(ANN), into, (card,), BOSSY, make.settings(), NOON, audit_id="audit", response_id=make.RESPONSE
    )
    assert (merged.into.objection, [one.objection for one in merged.cards]) == (MARKETING, [MARKETING])


def test_a_merge_keeps_the_wider_objection():
    into = make.owned(ANN, lead_id=NEW, objection=MARKETING)
    merged = merge(
        make.owned(ANN, objection=ALL),
        into,
        (),
        BOSSY,
        make.settings(),
        NOON,
        audit_id="audit",
        response_id=make.RESPONSE,
    )
    assert merged.into.objection == ALL


def test_who_has_no_address_by_which_an_objection_is_kept_is_named_as_the_reason():
    with pytest.raises(Invalid) as refused:
        check_objection(make.owned(ANN, contact={"first_name": "Eva"}), BOSSY, make.settings(), NOON)
    [mistake] = refused.value.mistakes
    assert (mistake.loc, mistake.reason) == (("path", "lead_id"), "nothing_to_look_for")


@pytest.mark.parametrize(
    ("lead", "me", "verbs"),
    [
        (make.owned(ANN), make.member(ANN), {"record_objection"}),
        (make.owned(ANN, objection=MARKETING), make.member(ANN), {"record_objection"}),
        (make.owned(ANN, objection=ALL), make.member(ANN), set()),
        (make.owned(ANN, objection=ALL), BOSSY, {"withdraw_objection"}),
        (make.owned(ANN, objection=MARKETING), BOSSY, {"record_objection", "withdraw_objection"}),
        (make.owned(ANN, contact={"first_name": "Eva"}), BOSSY, set()),
    ],
)
def test_the_owner_records_an_objection_and_only_managers_withdraw_it(lead, me, verbs):
    listed = allowed_verbs(lead, me, make.settings(), NOON)
    assert set(listed) & {"record_objection", "withdraw_objection"} == verbs
