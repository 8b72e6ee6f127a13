"""Does the sweep make the persons of earlier releases' leads findable, once, and without undoing anything newer?"""

from datetime import timedelta

import pytest

from functions.expire.sweeping import search_filling
from functions.expire.sweeping.search_filling import SearchFilling
from shared.store import indexes, search_keys
from tests import make
from tests.functions import team
from tests.make import ANN, NOON, id_of

SETTINGS = make.settings(created_at=NOON - timedelta(days=70))
LATER = NOON + timedelta(days=1)


def person(number, *, days=0, **contact):
    at = NOON - timedelta(days=days)
    named = make.contact(first_name="Eva", last_name=f"Sanz {number}", **contact)
    return make.owned(ANN, lead_id=id_of("lead", f"{number}"), created_at=at, since=at, contact=named)


@pytest.fixture
def found(table):
    """Provide a function that returns the leads found by a word of the index of names."""

    def found(word):
        entries = table.query(f"{indexes.WORDS}{word[0]}", word, index=indexes.NAME)
        return {entry["PK"]["S"].removeprefix("LEAD#") for entry in entries}

    return found


def filling(table, secret, at_once=search_filling.AT_ONCE):
    return SearchFilling(table, secret.part_hashes, lambda: LATER, at_once)


def test_leads_of_earlier_releases_are_found_by_their_surnames(table, secret, found):
    leads = [person(1), person(2, days=40), person(3, days=69)]
    team.store(table, *leads)
    assert found("sanz") == set()
    one = filling(table, secret)
    assert [one.fill_next(SETTINGS) for _ in range(6)] == [1, 0, 1, 1, 0, 0]
    assert found("sanz") == {lead.lead_id for lead in leads}


def test_some_are_filled_with_each_sweep_by_any_process_and_then_nothing_is_read(table, secret, found):
    team.store(table, *(person(number) for number in range(5)))
    filled = [filling(table, secret, 2).fill_next(SETTINGS) for _ in range(8)]
    assert filled == [2, 2, 1, 0, 0, 0, 0, 0]
    assert len(found("sanz")) == 5
    last = filling(table, secret)
    last.fill_next(SETTINGS)
    table.calls.clear()
    assert (last.fill_next(SETTINGS), table.calls) == (0, [])


def test_what_a_lead_has_by_then_is_left_as_it_is(table, secret, found):
    """An edit between reading the lead and writing has written what is true now."""
    lead, other = person(1), person(2)
    team.store(table, lead, other)
    edited = lead.model_copy(update={"contact": make.contact(first_name="Eva", last_name="Ruiz")})

    def rival(commit, writes):
        table.around("commit", None)
        commit(search_keys.writes(secret.part_hashes, edited, lead))
        commit(writes)

    table.around("commit", rival)
    filling(table, secret).fill_next(SETTINGS)
    assert (found("ruiz"), found("sanz")) == ({lead.lead_id}, {other.lead_id})


def test_an_erased_lead_stays_unfound(table, secret, found):
    team.store(table, person(1).model_copy(update={"erased_at": NOON}))
    filling(table, secret).fill_next(SETTINGS)
    assert found("sanz") == set()


def test_a_failure_is_tried_again(table, secret, found):
    team.store(table, person(1))

    def fails(*_):
        raise TimeoutError

    table.around("commit", fails)
    one = filling(table, secret)
    assert one.fill_next(SETTINGS) == 0
    table.around("commit", None)
    assert (one.fill_next(SETTINGS), len(found("sanz"))) == (1, 1)
