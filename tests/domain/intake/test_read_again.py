"""Does reading a delivery again correct its lead, and nothing that anybody else said or did?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.intake.read_again import FIELDS, MAX_TOLD, ROUTED_WITHIN, ReadAgainInquiry, correct
from shared.domain.kernel.contact import Address, Card, Contact, Objection
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import EditedDetail, MergedDetail, PooledDetail, RepeatedDetail
from shared.domain.lead_records.consent import Statement
from shared.domain.lead_records.inquiry import Inquiry, ToMember, ToPool, ToRouting, json_size
from shared.domain.notifications.notification_events import events_of_lead
from shared.store import codec
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, NOON, PORTAL, SECOND, WEB

NOW = NOON + 60 * SECOND
OTHER, AUDIT = make.id_of("lead", "other"), make.id_of("audit", "one")
names = st.sampled_from(["", "Ana", "Lucía", "Zoé"])
mails = st.lists(st.sampled_from(["a@x.es", "b@x.es", "c@x.es"]), unique=True, max_size=3)


def address(mail):
    return Address(given=mail.upper(), normal=mail)


def person(first="Lucía", last="Pérez", emails=("lucia@x.es",), phones=()):
    return Contact(first_name=first, last_name=last, emails=tuple(map(address, emails)),
                   phones=tuple(map(address, phones)))  # fmt: skip


def said(contact=None, *, place=None, joined=False, at=NOON, **change):
    """Return a delivery as it is read now."""
    contact = contact or person()
    asked = Inquiry(
        contact, tuple(f"h:{one.normal}" for one in contact.emails), tuple(f"h:{one.normal}" for one in contact.phones),
        **{"attributes": {"place": "Retiro"}, "message": "Busco piso.", "source_id": WEB, "source_title": "Web",
           "by": "provider", **change},
    )  # fmt: skip
    return ReadAgainInquiry(asked, place or ToRouting(), at, joined)


def read_again(lead, reading, *, cards=(), now=NOW, plan=None):
    people = (lead.contact, reading.inquiry.contact)
    hashes = {one: (f"h:{one.normal}",) for who in people for one in (*who.emails, *who.phones)}
    known = {card.hash: card for card in cards}
    return correct(lead, reading, lead.history, hashes, known, plan or make.plan(), BOSS, now, audit_id=AUDIT)


def misread(**change):
    """Return a lead of which the first reading took nearly everything for something else."""
    wrong = person("Oferta", "Especial", ["agente@x.es"])
    read = {"contact": wrong, "attributes": {"nota": "Busco piso."}, "message": "Aviso legal"}
    return make.owned(ANN, **{**read, **change})


def unread(**change):
    return make.pooled(**{"contact": Contact(), "reason": "unreadable", "message": "Lucía, lucia@x.es", **change})


def test_the_lead_is_as_it_is_read_now_and_its_history_tells_both():
    became = read_again(misread(), said())
    lead = became.edit.decision.lead
    assert (became.became, became.fields) == (
        "corrected", ("first_name", "last_name", "emails", "attributes", "message")
    )  # fmt: skip
    assert (lead.contact, lead.attributes, lead.message) == (person(), {"place": "Retiro"}, "Busco piso.")
    assert (lead.state, lead.owner, lead.version) == ("owned", ANN, misread().version)
    [event] = lead.history[len(misread().history) :]
    assert (event.kind, event.by, event.at) == ("read_again", BOSS, NOW)
    assert event.detail["before"] == {"first_name": "Oferta", "last_name": "Especial", "emails": ["AGENTE@X.ES"],
                                      "attributes.nota": "Busco piso.", "message": "Aviso legal"}  # fmt: skip
    assert event.detail["after"] == {"first_name": "Lucía", "last_name": "Pérez", "emails": ["LUCIA@X.ES"],
                                     "attributes.place": "Retiro", "message": "Busco piso."}  # fmt: skip


def test_a_wrong_address_leads_here_no_more_and_the_right_one_does():
    card = Card(hash="h:agente@x.es", current=LEAD, leads=(LEAD,), version=1)
    edit = read_again(misread(), said(), cards=[card]).edit
    assert edit.gone == (card,)
    assert [(one.hash, one.current) for one in edit.cards] == [("h:lucia@x.es", LEAD)]


@pytest.mark.parametrize("field", ["first_name", "last_name", "emails", "phones", "attributes"])
def test_what_a_member_corrected_stays(field):
    lead = misread()
    by_hand = lead.with_event(EditedDetail(fields=(field,)), at=NOON, by=ANN)
    became = read_again(by_hand, said(person(phones=["600"])))
    after = became.edit.decision.lead
    assert field not in became.fields
    assert set(became.fields) == set(FIELDS) - {field}
    kept = {**dict(after.contact), "attributes": after.attributes}[field]
    assert kept == {**dict(lead.contact), "attributes": lead.attributes}[field]


def test_a_correction_that_does_not_say_of_what_keeps_all():
    unknown = Event(at=NOON, kind="edited", by=ANN, detail={"of": "a newer release"})
    lead = misread()
    assert read_again(lead.model_copy(update={"history": (*lead.history, unknown)}), said()).became == "unchanged"


@pytest.mark.parametrize("detail", [RepeatedDetail(source_id=PORTAL), MergedDetail(lead_id=OTHER)])
def test_where_others_came_together_the_reading_only_adds(detail):
    lead = misread().with_event(detail, at=NOON, by="provider")
    after = read_again(lead, said(person(phones=["600"]))).edit.decision.lead
    who = after.contact
    assert who.name == "Oferta Especial"
    assert [one.normal for one in (*who.emails, *who.phones)] == ["agente@x.es", "lucia@x.es", "600"]
    assert (after.attributes, after.message) == (lead.attributes, lead.message)


def test_a_delivery_that_anybody_may_have_sent_and_that_joined_adds_nothing_to_the_contact():
    lead = misread(attributes={}, message=None)
    reading = said(person(emails=["lucia@x.es", "agente@x.es"], phones=["600"]), joined=True, by_anybody=True)
    became = read_again(lead, reading)
    assert (became.edit.decision.lead.contact, became.fields) == (lead.contact, ("attributes", "message"))


def test_a_delivery_that_joined_adds_only():
    reading = said(person(emails=["lucia@x.es", "agente@x.es"]), joined=True)
    after = read_again(misread(attributes={}, message=None), reading).edit.decision.lead
    assert after.contact.name == "Oferta Especial"
    assert [one.normal for one in after.contact.emails] == ["agente@x.es", "lucia@x.es"]
    assert (after.attributes, after.message) == ({"place": "Retiro"}, "Busco piso.")


def test_a_delivery_that_joined_and_is_somebody_else_by_now_changes_nothing():
    assert read_again(misread(), said(joined=True)).became == "unchanged"


def test_nobody_is_merged_and_managers_are_told():
    theirs = Card(hash="h:lucia@x.es", current=OTHER, leads=(OTHER,), version=1)
    before = misread()
    edit = read_again(before, said(), cards=[theirs]).edit
    assert edit.decision.lead.possible_duplicates == (OTHER,)
    assert [(one.current, one.leads) for one in edit.cards] == [(OTHER, (OTHER, before.lead_id))]
    told = events_of_lead(before, edit.decision.lead.stored(), make.plan())
    assert "possible_duplicate" in {one.kind for one in told}


@pytest.mark.parametrize("age", [timedelta(0), ROUTED_WITHIN])
def test_an_unread_lead_is_routed_once_somebody_is_found_in_it(age):
    became = read_again(unread(), said(at=NOW - age))
    lead = became.edit.decision.lead
    assert (became.became, lead.state, lead.reason, lead.todo) == ("routed", "unrouted", None, "route")
    assert lead.contact == person()


def test_an_unread_lead_of_a_members_own_source_becomes_theirs():
    became = read_again(unread(), said(place=ToMember(BOB, "own_source")))
    assert (became.became, became.edit.decision.lead.owner) == ("routed", BOB)
    assert became.edit.decision.workload_changes[0].open_leads == 1


def test_what_came_long_ago_stays_in_the_pool_for_managers():
    became = read_again(unread(), said(at=NOW - ROUTED_WITHIN - SECOND))
    lead = became.edit.decision.lead
    assert (became.became, lead.state, lead.reason, lead.contact) == ("corrected", "pooled", "unreadable", person())


def test_what_an_archived_source_sent_stays_in_the_pool():
    assert read_again(unread(), said(place=ToPool("no_source"))).edit.decision.lead.state == "pooled"


@pytest.mark.parametrize(("cause", "state"), [("unreadable", "unrouted"), (None, "pooled")])
def test_what_an_earlier_release_could_not_read_is_routed_too(cause, state):
    pooled = Event.of(PooledDetail(reason="routing_failed", cause=cause), at=NOON, by="provider")
    lead = unread(reason="routing_failed", history=(pooled,))
    assert read_again(lead, said()).edit.decision.lead.state == state


def test_a_pooled_lead_that_was_read_stays_there():
    assert read_again(misread(state="pooled", owner=None, reason="unclaimed"), said()).became == "corrected"


def test_an_unread_lead_that_somebody_filled_in_is_routed_as_they_wrote_it():
    lead = unread().with_event(EditedDetail(fields=("first_name", "last_name", "emails")), at=NOON, by=BOSS,
                               contact=person("Lucia", "P."))  # fmt: skip
    after = read_again(lead, said()).edit.decision.lead
    assert (after.state, after.contact.name) == ("unrouted", "Lucia P.")


def test_what_the_person_agreed_to_comes_with_an_unread_lead():
    reading = said(consents=(Statement(purpose="marketing", given=True),))
    [consent] = read_again(unread(), reading).edit.decision.lead.consents
    assert (consent.purpose, consent.at, consent.by) == ("marketing", NOON, "provider")


@pytest.mark.parametrize("where", ["lead", "card"])
def test_an_objection_stops_it(where):
    objection = Objection(what="marketing", at=NOON)
    lead = unread(objection=objection if where == "lead" else None)
    cards = [Card(hash="h:lucia@x.es", objection=objection, version=1)] if where == "card" else []
    became = read_again(lead, said(), cards=cards)
    assert (became.became, became.edit.decision.changed) == ("objected", False)


@pytest.mark.parametrize("change", [{"merged_into": OTHER}, {"erased_at": NOON}])
def test_a_lead_that_is_nobodys_any_more_stays_as_it_is(change):
    lead = misread().model_copy(update={"state": "closed", **change})
    assert not read_again(lead, said()).edit.decision.changed


def test_a_lead_remains_somebody():
    by_hand = misread().with_event(EditedDetail(fields=("emails",)), at=NOON, by=ANN, contact=person("", "", []))
    nobody = by_hand.model_copy(update={"contact": Contact(first_name="Oferta")})
    assert read_again(nobody, said(Contact(emails=(address("x@x.es"),)))).edit.decision.lead.contact.name == "Oferta"


def test_the_history_keeps_few_values_so_that_the_lead_fits_into_its_item():
    lead = misread(attributes={f"a{n}": "ñ" * 500 for n in range(30)}, message="é" * 4_000)
    for n in range(30):
        lead = read_again(lead, said(message=f"{n}" * 4_000)).edit.decision.lead.model_copy(update={"version": n})
        lead, _ = codec.spill(lead)
    assert all(json_size(one.detail["before"]) <= MAX_TOLD for one in lead.history if one.kind == "read_again")
    assert lead.history[-1].typed_detail.fields == ("message",)
    assert len(codec.to_item(lead)["body"]["S"].encode()) < 350_000


@given(names, mails, names, mails, mails, st.booleans(), st.booleans(), st.booleans())
def test_read_twice_nothing_changes_the_second_time(old, had, new, found, others, joined, together, pooled):
    if not (new or found) or not (old or had):
        return
    lead = (unread if pooled else make.owned)(contact=person(old, "", had), message="m", attributes={"a": 1})
    if together:
        lead = lead.with_event(RepeatedDetail(source_id=WEB), at=NOON, by="provider")
    reading = said(person(new, "", found), joined=joined)
    cards = {f"h:{one}": Card(hash=f"h:{one}", current=OTHER, leads=(OTHER,), version=1) for one in others}
    first = read_again(lead, reading, cards=cards.values())
    cards |= {one.hash: one for one in first.edit.cards}
    for one in first.edit.gone:
        del cards[one.hash]
    after = first.edit.decision.lead.stored()
    second = read_again(after, reading, cards=cards.values())
    assert (second.became, second.edit.decision.lead) == ("unchanged", after)
