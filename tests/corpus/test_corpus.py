"""Is the corpus well-formed, and are its thirds alike?"""

import unicodedata
from collections import Counter
from itertools import combinations

import phonenumbers
import pytest

from tests.corpus.corpus import FOLDERS, ROOT, THIRDS, cases
from tests.corpus.readable import digits, readable

ALL = [case for folder in FOLDERS for case in cases(folder)]
ARRIVALS = {
    "adf", "api_key", "csv", "email", "form", "google", "mailgun", "meta", "postmark", "realtor", "sendgrid",
    "standard", "typeform", "whatsapp",
}  # fmt: skip
LANGUAGES = {"de", "en", "es", "fr", "it", "pt"}
OTHER_LANGUAGES = {"ca", "eu", "gl", "nl", "pl"}
"""Languages that only the further inputs have."""
OUTCOMES = {"leads", "nothing", "test", "to_read", "unreadable"}
KNOWN_ATTRIBUTES = {
    "intent", "language", "listing_id", "listing_url", "place", "postcode", "price", "price_max", "price_min",
    "property_type",
}  # fmt: skip
RESERVED = ("example", "example.com", "example.org", "example.net", "test", "invalid")
"""No person of the corpus may have an address that could exist."""


def plain(text):
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def addresses(case):
    return [address for lead in case.leads for address in (*lead.emails, *lead.optional_emails)]


def phones(case):
    return [phone for lead in case.leads for phone in (*lead.phones, *lead.optional_phones)]


def words_of(case):
    """Return the labels' words that an input must hold as they are; what a label translates is left out."""
    for lead in case.leads:
        yield from (word for word in (lead.message, *lead.message_without, *lead.kept) if word)
        if "double-encoded" not in case.kinds:
            yield from (lead.name or "").split()
        for name, value in lead.attributes.items():
            if isinstance(value, str) and name not in ("intent", "language", "property_type"):
                yield value


def test_ids_are_unique():
    assert {case for case, count in Counter(case.id for case in ALL).items() if count > 1} == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_labelled_and_every_label_has_its_file(folder):
    files = {file.name for file in (ROOT / folder).iterdir()} - {"labels.toml"}
    assert files == {case.file.name for case in cases(folder)}


def test_the_thirds_have_as_many_inputs_of_each_kind():
    mixes = [Counter(case.arrives for case in cases(third)) for third in THIRDS]
    assert {kind for kind in ARRIVALS if max(mix[kind] for mix in mixes) - min(mix[kind] for mix in mixes) > 2} == set()


def test_the_thirds_have_about_as_many_inputs_of_each_language_and_outcome():
    for mixes in (
        [Counter(case.language for case in cases(third)) for third in THIRDS],
        [Counter(case.outcome for case in cases(third)) for third in THIRDS],
    ):
        for value in set().union(*mixes):
            counts = [mix[value] for mix in mixes]
            assert max(counts) - min(counts) <= 5, (value, counts)


def test_most_inputs_are_spanish_and_each_third_has_every_language():
    for third in THIRDS:
        mix = Counter(case.language for case in cases(third))
        assert set(mix) == LANGUAGES
        assert mix.most_common(1)[0][0] == "es"


def test_no_person_is_in_two_folders():
    """Else a reader could learn a name or a number instead of a layout."""
    for of in (addresses, phones, lambda case: [lead.name for lead in case.leads if lead.name]):
        held = [{value for case in cases(folder) for value in of(case)} for folder in FOLDERS]
        assert [shared for one, other in combinations(held, 2) if (shared := sorted(one & other))] == []


def problems(check):
    """Return what is wrong of each input, by its third and id."""
    return {f"{case.third}/{case.id}": found for case in ALL if (found := check(case))}


def test_labels_have_known_words():
    def check(case):
        words = {case.arrives: ARRIVALS, case.language: LANGUAGES | OTHER_LANGUAGES, case.outcome: OUTCOMES}
        unknown = [word for word, known in words.items() if word not in known]
        return unknown + [name for lead in case.leads for name in lead.attributes if name not in KNOWN_ATTRIBUTES]

    assert problems(check) == {}


def test_inputs_with_leads_and_no_others_name_people():
    assert [case.id for case in ALL if not case.kinds or bool(case.leads) is not (case.outcome == "leads")] == []


def test_a_persons_address_is_reserved_and_in_lower_case():
    def check(case):
        people = [address for lead in case.leads for address in lead.emails]
        return [a for a in people if not a.rpartition("@")[2].endswith(RESERVED)] + [
            a for a in addresses(case) if a != a.lower()
        ]

    assert problems(check) == {}


def test_a_phone_is_valid_and_written_as_e164():
    def wrong(phone):
        parsed = phonenumbers.parse(phone, None)
        plain_form = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        return plain_form != phone or not phonenumbers.is_valid_number(parsed)

    assert problems(lambda case: list(filter(wrong, phones(case)))) == {}


def test_an_input_says_what_its_labels_say():
    def check(case):
        text = readable(case)
        said, found, numbers = words_of(case), plain(text), digits(text)
        return (
            [word for word in said if plain(word) not in found]
            + [address for lead in case.leads for address in lead.emails if address not in found]
            + [phone for phone in phones(case) if phone[-7:] not in numbers]
        )

    assert problems(check) == {}


def test_what_belongs_to_nobody_is_in_the_input_and_is_nobodys():
    def check(case):
        text = readable(case)
        found, numbers = plain(text), digits(text)
        absent = [value for value in case.never if "@" in value and value.lower() not in found]
        if "scientific-notation" not in case.kinds:
            absent += [value for value in case.never if value.startswith("+") and value[-6:] not in numbers]
        return absent + sorted(set(case.never) & {*addresses(case), *phones(case)})

    assert problems(check) == {}
