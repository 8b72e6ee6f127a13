"""What does a correction change of a lead, and which lead does each address find then?"""

import pytest

from shared.domain.kernel.contact import MAX_DOUBTS, MAX_SHARED, Address, Card
from shared.domain.kernel.errors import ChangedByOther, Invalid, LeadMerged, Missing, NotOwner
from shared.domain.leads.edit import Correction, edit
from tests import make
from tests.make import ANN, BOB, LEAD, NOON, SECOND, id_of

NOW = NOON + 60 * SECOND
OTHER, THIRD = id_of("lead", "other"), id_of("lead", "third")
[MAIL], [PHONE] = make.contact().emails, make.contact().phones
NEW = Address(given="N@example.com", normal="n@example.com")
MINE = make.owned(ANN, attributes={"place": "Retiro"})


def found_under(*addresses):
    """Return the hashes of addresses: of each, that of a new card, and that of one made under an earlier key."""
    return {address: (f"new:{address.normal}", f"old:{address.normal}") for address in addresses}


def card(address, *leads, key="new", current=None, **change):
    current = current or (leads[0] if leads else None)
    return Card(**{"hash": f"{key}:{address.normal}", "current": current, "leads": leads, "version": 1, **change})


def corrected(lead, *cards, me=ANN, version=None, hashes=None, **change):
    known = found_under(MAIL, PHONE, NEW) if hashes is None else hashes
    by_hash = {one.hash: one for one in cards}
    asker = make.member(me) if isinstance(me, str) else me
    return edit(lead, Correction(**change), known, by_hash, asker, make.settings(), NOW, version=version)


def leads_of(cards):
    return {one.hash: (one.current, one.leads) for one in cards}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        pytest.param({"first_name": "Luz"}, ("first_name",), id="a first name"),
        pytest.param({"last_name": ""}, ("last_name",), id="no last name"),
        pytest.param({"phones": ()}, ("phones",), id="no phone"),
        pytest.param({"emails": (MAIL, NEW)}, ("emails",), id="one more e-mail"),
        pytest.param({"attributes": {}}, ("attributes",), id="no attributes"),
        pytest.param(
            {"attributes": {"place": "Sol"}, "last_name": "Gil", "emails": ()}, ("last_name", "emails", "attributes"),
            id="several",
        ),
    ],
)  # fmt: skip
def test_the_history_names_the_fields_that_changed_and_only_these_change(change, fields):
    lead = corrected(MINE, **change).decision.lead
    contact = {name: value for name, value in change.items() if name != "attributes"}
    assert lead.contact == MINE.contact.model_copy(update=contact)
    assert lead.attributes == change.get("attributes", MINE.attributes)
    event = lead.history[-1]
    assert (event.kind, event.by, event.at, event.detail) == ("edited", ANN, NOW, {"fields": list(fields)})


def test_a_correction_to_what_is_there_changes_nothing():
    same = {"first_name": "Lucía", "emails": (MAIL,), "attributes": {"place": "Retiro"}}
    done = corrected(MINE, card(MAIL, OTHER), **same)
    assert (done.decision.changed, done.decision.lead, done.cards, done.gone) == (False, MINE, (), ())


def test_an_address_that_was_known_keeps_its_spelling_and_one_without_a_normal_form_is_taken_as_given():
    shouted, odd = Address(given="LUCIA@EXAMPLE.COM", normal="lucia@example.com"), Address(given="ask my sister")
    lead = corrected(MINE, emails=(shouted,), phones=(PHONE, odd)).decision.lead
    assert (lead.contact.emails, lead.contact.phones) == ((MAIL,), (PHONE, odd))


def test_of_a_closed_lead_too_the_person_can_be_corrected():
    assert corrected(make.owned(ANN, state="closed", outcome="lost"), first_name="Luz").decision.changed


@pytest.mark.parametrize(("version", "stale"), [(1, False), (None, False), (2, True), (0, True)])
def test_who_has_read_another_version_corrects_nothing(version, stale):
    if stale:
        with pytest.raises(ChangedByOther):
            corrected(MINE, version=version, first_name="Luz")
    else:
        assert corrected(MINE, version=version, first_name="Luz").decision.changed


@pytest.mark.parametrize(
    ("lead", "me", "refusal"),
    [
        pytest.param(make.owned(BOB), make.member(ANN), Missing, id="another's"),
        pytest.param(make.owned(BOB), make.member(ANN, sees="team"), NotOwner, id="another's in an open team"),
        pytest.param(make.owned(state="closed", merged_into=OTHER), make.member(ANN), LeadMerged, id="merged"),
    ],
)
def test_who_may_not_act_on_a_lead_corrects_nothing(lead, me, refusal):
    with pytest.raises(refusal):
        corrected(lead, me=me, first_name="Luz")


def test_a_person_without_name_and_address_is_refused():
    with pytest.raises(Invalid) as refused:
        corrected(MINE, first_name="", last_name="", emails=(), phones=())
    [mistake] = refused.value.mistakes
    assert (mistake.loc, mistake.reason) == (("body", "contact"), "contact_empty")


# Which lead each address finds


def test_new_addresses_find_the_lead():
    phone = Address(given="600 99 88 77", normal="+34600998877")
    done = corrected(MINE, emails=(MAIL, NEW), phones=(PHONE, phone), hashes=found_under(MAIL, PHONE, NEW, phone))
    assert done.cards == tuple(
        Card(hash=f"new:{one.normal}", current=LEAD, leads=(LEAD,)) for one in (phone, NEW)
    )  # fmt: skip
    assert done.decision.lead.possible_duplicates == ()


def test_an_address_that_finds_another_lead_keeps_finding_it_and_the_two_may_be_one_person():
    """Source: docs/rules.md, "Entry" 6."""
    done = corrected(MINE, card(NEW, OTHER, key="old"), emails=(MAIL, NEW))
    assert leads_of(done.cards) == {"old:n@example.com": (OTHER, (OTHER, LEAD))}
    assert done.decision.lead.possible_duplicates == (OTHER,)
    assert done.decision.lead.history[-1].detail["possible_duplicate"] == OTHER


def test_an_address_whose_card_led_nowhere_or_here_finds_the_lead():
    assert leads_of(corrected(MINE, card(NEW), emails=(NEW,)).cards) == {"new:n@example.com": (LEAD, (LEAD,))}
    done = corrected(MINE, card(NEW, LEAD), emails=(NEW,))
    assert (done.cards, done.decision.lead.possible_duplicates) == ((), ())


def test_an_address_of_many_leads_keeps_the_latest():
    many = tuple(id_of("lead", f"n{number}") for number in range(MAX_SHARED))
    [after] = corrected(MINE, card(NEW, *many), emails=(MAIL, NEW)).cards
    assert (after.current, after.leads) == (many[0], (*many[1:], LEAD))


def test_the_latest_possible_duplicates_are_kept_and_one_found_again_is_the_latest():
    many = tuple(id_of("lead", f"n{number}") for number in range(MAX_DOUBTS))
    lead = MINE.model_copy(update={"possible_duplicates": many})
    again = corrected(lead, card(NEW, many[0]), emails=(MAIL, NEW)).decision.lead
    assert again.possible_duplicates == (*many[1:], many[0])
    one_more = corrected(lead, card(NEW, OTHER), emails=(MAIL, NEW)).decision.lead
    assert one_more.possible_duplicates == (*many[1:], OTHER)


def test_the_history_names_the_first_of_several_possible_duplicates():
    second = Address(given="z@example.com", normal="z@example.com")
    done = corrected(
        MINE, card(NEW, OTHER), card(second, THIRD), emails=(second, NEW), hashes=found_under(MAIL, PHONE, NEW, second)
    )
    assert done.decision.lead.possible_duplicates == (OTHER, THIRD)
    assert done.decision.lead.history[-1].detail["possible_duplicate"] == OTHER


def test_a_removed_address_finds_nobody_and_its_card_goes():
    done = corrected(MINE, card(MAIL, LEAD), card(PHONE, LEAD), emails=())
    assert ([one.hash for one in done.gone], done.cards) == (["new:lucia@example.com"], ())


@pytest.mark.parametrize(
    ("leads", "current", "finds"),
    [
        pytest.param((OTHER, LEAD, THIRD), LEAD, (THIRD, (OTHER, THIRD)), id="the latest of the others"),
        pytest.param((LEAD, OTHER), OTHER, (OTHER, (OTHER,)), id="whom it found already"),
        pytest.param((LEAD,), OTHER, (OTHER, (OTHER,)), id="whom it found, though no longer among the latest"),
        pytest.param((OTHER,), LEAD, (OTHER, (OTHER,)), id="who is left, where only its first was this lead"),
    ],
)
def test_a_removed_address_goes_on_finding_the_others_who_share_it(leads, current, finds):
    done = corrected(MINE, card(MAIL, *leads, current=current), emails=())
    assert (leads_of(done.cards), done.gone) == ({"new:lucia@example.com": finds}, ())


def test_a_removed_address_of_which_the_lead_is_not_known_stays_as_it_is():
    done = corrected(MINE, card(MAIL, OTHER), emails=())
    assert (done.cards, done.gone, done.decision.changed) == ((), (), True)


def test_an_address_that_stays_is_left_alone():
    done = corrected(MINE, card(MAIL, OTHER), emails=(MAIL, NEW))
    assert [one.hash for one in done.cards] == ["new:n@example.com"]


def test_an_address_without_a_hash_finds_nobody():
    odd = Address(given="ask my sister")
    done = corrected(MINE, phones=(PHONE, odd))
    assert (done.decision.changed, done.cards) == (True, ())
