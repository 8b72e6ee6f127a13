"""Is a person found by what the search keys of a lead hold, and is no address in them?"""

import pytest

from shared.domain.kernel.contact import Address
from shared.store import search_keys
from shared.store.search_keys import address_ranges, attributes
from tests import make
from tests.make import LEAD


def contact(first="Lucía", last="Pérez Gil", emails=("lucia.perez@example.com",), phones=("+34600112233",)):
    each = {"emails": emails, "phones": phones}
    given = {name: tuple(Address(given=one, normal=one) for one in several) for name, several in each.items()}
    return make.contact(first_name=first, last_name=last, **given)


def lies_in(entry, where):
    return entry.get(where.on.pk) == where.pk and entry[where.on.sk].startswith(where.prefix)


def written(writes):
    items = {write.key.sk: write.body["Item"] for write in writes}
    return {sk: {name: v["S"] for name, v in item.items() if name not in ("PK", "SK")} for sk, item in items.items()}


@pytest.mark.parametrize("end", range(4, len("lucia.perez@example.com") + 1))
def test_every_beginning_of_an_e_mail_leads_to_its_entry(secret, end):
    [entry, _] = attributes(secret.part_hashes, make.lead(contact=contact()))
    [where] = address_ranges(secret.part_hashes, "email", "lucia.perez@example.com"[:end])
    assert lies_in(entry, where)


@pytest.mark.parametrize("typed", ["luci_", "lucia.perex", "lucia.p@", "ucia.perez"])
def test_another_beginning_leads_elsewhere(secret, typed):
    [entry, _] = attributes(secret.part_hashes, make.lead(contact=contact()))
    assert not any(lies_in(entry, where) for where in address_ranges(secret.part_hashes, "email", typed))


@pytest.mark.parametrize("count", range(4, 12))
def test_the_end_of_a_phone_leads_to_its_entry(secret, count):
    [entry, _] = attributes(secret.part_hashes, make.lead(contact=contact()))
    [where] = address_ranges(secret.part_hashes, "phone", "34600112233"[-count:])
    assert lies_in(entry, where)


def test_an_item_has_a_word_an_e_mail_and_a_phone_and_the_next_one_the_rest(secret):
    one, two, three = attributes(secret.part_hashes, make.lead(contact=contact(emails=("a@example.com",) * 3)))
    assert [sorted(entry) for entry in (one, two, three)] == [
        ["all_pk", "all_sk", "name_pk", "name_sk", "queue_pk", "queue_sk"],
        ["all_pk", "all_sk", "name_pk", "name_sk"],
        ["all_pk", "all_sk"],
    ]
    assert [entry["name_sk"] for entry in (one, two)] == [f"perez gil\tlucia#{LEAD}", f"gil\tlucia perez#{LEAD}"]


def test_neither_an_e_mail_nor_a_phone_nor_a_part_of_one_is_in_clear(secret):
    entries = attributes(secret.part_hashes, make.lead(contact=contact(first="", last="")))
    told = str(entries).replace(LEAD, "")
    assert not any(part in told for part in ("luci", "pere", "exam", "2233", "3322", "6001"))


@pytest.mark.parametrize(
    ("person", "items"),
    [
        pytest.param(contact(last="Pérez", emails=(), phones=()), 1, id="two words"),
        pytest.param(contact(last="", emails=(), phones=()), 0, id="one word"),
        pytest.param(contact(first="", last="", emails=(), phones=("+34600112233",) * 10), 10, id="ten phones"),
        pytest.param(contact(last="a " * 90, emails=(), phones=()), search_keys.MAX_WORDS, id="very many words"),
        pytest.param(contact(first="¡Eva", last="", emails=(), phones=()), 1, id="a name that begins with a mark"),
        pytest.param(contact(first="", last="", emails=("a@b",), phones=("911",)), 0, id="too short"),
    ],
)
def test_a_person_takes_no_more_items_than_needed(secret, person, items):
    assert len(attributes(secret.part_hashes, make.lead(contact=person))) == items


def test_only_what_changes_is_written_and_what_is_gone_is_emptied(secret):
    before, hashes = make.owned(contact=contact()), secret.part_hashes
    assert len(search_keys.writes(hashes, before)) == 2
    assert search_keys.writes(hashes, before, before) == []
    closed = before.model_copy(update={"state": "closed"})
    assert search_keys.writes(hashes, closed, before) == []
    renamed = before.model_copy(update={"contact": contact(last="Pérez")})
    changed = written(search_keys.writes(hashes, renamed, before))
    assert list(changed) == ["SEARCH#00", "SEARCH#01"]
    assert changed["SEARCH#00"]["name_sk"].startswith("perez\tlucia#")
    assert changed["SEARCH#01"] == {}
    called = before.model_copy(update={"contact": contact(phones=("+34600112233", "+34911222333"))})
    assert list(written(search_keys.writes(hashes, called, before))) == ["SEARCH#01"]
