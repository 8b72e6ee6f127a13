"""Does a search find a person by what the reader sees of them, and by nothing else?"""

import pytest

from shared.domain.leads.search import PersonQuery, matches_person
from tests import make
from tests.make import ANN, BOB, BOSS, CAT

LUCIA = make.contact()  # Lucía Pérez, Lucia@example.com, 600 11 22 33
MAIL, PHONE = ("email", "lucia@example.com"), ("phone", "+34600112233")
SETTINGS = make.settings()
MANAGER = make.member(BOSS, role="manager")


def named(*words):
    return PersonQuery(" ".join(words), words=words)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param(named("lucia"), True, id="a first name, without its accent"),
        pytest.param(named("per"), True, id="how the last name begins"),
        pytest.param(named("per", "lu"), True, id="both, in any order"),
        pytest.param(named("lu", "gomez"), False, id="one of two words"),
        pytest.param(named("erez"), False, id="how a word ends"),
        pytest.param(PersonQuery("luci", words=("luci",), email="luci"), True, id="a word or an e-mail"),
        pytest.param(PersonQuery("lucia@ex", email="lucia@ex"), True, id="how an e-mail begins"),
        pytest.param(PersonQuery("example", email="example"), False, id="a part within an e-mail"),
        pytest.param(PersonQuery("2233", digits="2233"), True, id="how a phone ends"),
        pytest.param(PersonQuery("6001", digits="6001"), False, id="how a phone begins"),
        pytest.param(PersonQuery("lucia@example.com", whole=MAIL), True, id="the whole e-mail"),
        pytest.param(PersonQuery("0034 6", digits="00346", whole=PHONE), True, id="the whole phone, however dialled"),
        pytest.param(PersonQuery("600112234", whole=("phone", "+34600112234")), False, id="another phone"),
        pytest.param(PersonQuery("lucia", whole=("phone", "lucia@example.com")), False, id="an e-mail as a phone"),
        pytest.param(PersonQuery("x"), False, id="nothing that could be sought"),
    ],
)
def test_a_person_is_found_by_name_email_or_phone(sought, found):
    """Source: docs/rules.md, "Restrictions" 2."""
    assert sought.matches(LUCIA) is found


def test_a_query_for_an_address_finds_no_name_and_one_for_a_name_no_address():
    """Names and addresses are looked up apart, and a person who is found by both is listed once."""
    both = PersonQuery("gil", words=("gil",), email="gil@")
    assert (both.matches_name(make.contact(last_name="Gil")), both.matches_address(LUCIA)) == (True, False)
    assert not PersonQuery("lucia@", email="lucia@").matches_name(LUCIA)
    assert not named("lucia").matches_address(LUCIA)


def test_a_person_is_found_by_the_names_of_leads_that_were_merged_with_theirs():
    """Source: docs/rules.md, "Merging" 1."""
    assert named("gom", "lucia").matches(LUCIA, ("gomez",))
    assert not named("gom", "lucia").matches(LUCIA)


@pytest.mark.parametrize(
    ("lead", "me", "sought", "found"),
    [
        pytest.param(make.owned(ANN), make.member(ANN), named("perez"), True, id="the owner's"),
        pytest.param(make.owned(ANN), MANAGER, named("perez"), True, id="a Manager"),
        pytest.param(make.owned(ANN), make.member(BOB), named("lucia"), False, id="who may not see the lead"),
        pytest.param(make.owned(ANN), make.member(BOB, sees="team"), named("lucia", "p"), True, id="what is shown"),
        pytest.param(make.owned(ANN), make.member(BOB, sees="team"), named("perez"), False, id="a masked name"),
        pytest.param(make.owned(ANN), make.member(BOB, sees="team"), PersonQuery("l", whole=MAIL), False, id="a mail"),
        pytest.param(make.owned(ANN), make.member(BOB, sees="team"), PersonQuery("3", digits="3"), False, id="a phone"),
        pytest.param(make.offered(CAT), make.member(CAT), named("perez"), False, id="masked until it is claimed"),
        pytest.param(make.owned(ANN, also_named=("gomez",)), make.member(ANN), named("gom"), True, id="also named"),
        pytest.param(
            make.owned(ANN, also_named=("gomez",)), make.member(BOB, sees="team"), named("gom"), False,
            id="also named, and masked",
        ),
    ],
)  # fmt: skip
def test_only_what_the_reader_would_be_shown_is_compared(lead, me, sought, found):
    """Source: docs/rules.md, "Restrictions" 2: a masked field cannot match."""
    assert matches_person(lead, sought, me, SETTINGS) is found


def test_a_name_that_is_shown_before_the_claim_is_compared_too():
    """Source: docs/rules.md, "Offers and deadlines" 6."""
    open_to_all = make.settings(hide_contact_until_claimed=False)
    assert matches_person(make.offered(CAT), named("perez"), make.member(CAT), open_to_all)


@pytest.mark.parametrize(
    ("text", "words", "may"),
    [
        pytest.param("lucia", ("lucia",), True, id="a first name"),
        pytest.param("lucia p", ("lucia", "p"), True, id="with an initial"),
        pytest.param("lucia pe", ("lucia", "pe"), False, id="more than an initial"),
        pytest.param("lucia p g", ("lucia", "p", "g"), False, id="two initials"),
        pytest.param("lucia2", ("lucia2",), False, id="a digit is in no name that is shown"),
        pytest.param("lucia p2", ("lucia", "p2"), False, id="nor two characters"),
        pytest.param("600112233", (), False, id="no name"),
    ],
)
def test_a_masked_person_can_only_be_found_by_a_first_name_and_an_initial(text, words, may):
    assert PersonQuery(text, words=words).may_match_masked is may
