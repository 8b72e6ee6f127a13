"""Is every person found by what the caller is shown of them, and by nothing else?"""

import json
from datetime import timedelta

import pytest

from shared.domain.kernel.contact import Address, Card
from shared.domain.lead_records.conversation import Conversation
from shared.store import codec, keys
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, NIGHT, NOON, PORTAL, WEB, id_of

MINUTE = timedelta(minutes=1)
OTHER = id_of("lead", "other")


@pytest.fixture
def call(table, secret, event):
    return supervising.caller(table, secret, event)


@pytest.fixture
def search(table, call):
    """Provide a function that searches as a member and returns the persons found."""
    team.seat(table)

    def find(q, me=BOSS, **more):
        status, body = call("/leads/search", me, method="POST", body={"q": q, **more})
        assert status == 200, body
        return [lead["lead_id"] for lead in body["items"]]

    return find


@pytest.fixture
def store(table, secret):
    """Provide a function that stores leads with the cards that entry would write."""

    def store(*leads):
        team.store(table, *leads)
        team.make_searchable(table, secret, *leads)
        cards = {}
        for lead in leads:
            for kind, _, normal in lead.contact.normals:
                cards.setdefault(secret.contact_hashes(kind, normal)[0], []).append(lead.lead_id)
        table.commit([put(Card(hash=h, current=ids[-1], leads=tuple(ids))) for h, ids in cards.items()])

    return store


@pytest.mark.parametrize(
    "q",
    ["lucia@example.com", " LUCIA@EXAMPLE.COM ", "+34 600 11 22 33", "600112233", "(600) 11-22-33", "Lucía", "lucia",
     "LUCIA P", "lucía  pérez", "L", "Pérez", "PER", "p", "pérez, lucía", "P L", "lucia@", "Lucia@Exa", "luci", "2233",
     "11 22-33", "112233", "00 11 22 33"],
)  # fmt: skip
def test_a_person_is_found_by_words_of_the_name_an_address_or_a_part_of_one(store, search, q):
    store(make.owned(ANN))
    for me in (ANN, BOSS, CHIEF):
        assert search(q, me) == [LEAD]


@pytest.mark.parametrize(
    "q", ["ucia@example.com", "example", "l@", "lucia@examplf", "60011223", "2234", "233", "ucía", "Lucía Pérez Gil",
          "z", "Lucía z", "rez"]
)  # fmt: skip
def test_other_parts_of_names_and_addresses_find_nobody(store, search, q):
    store(make.owned(ANN))
    assert search(q) == []


@pytest.mark.parametrize(
    ("lead", "sees"),
    [
        pytest.param(make.offered(ANN), "own", id="offered to me"),
        pytest.param(make.pooled(), "own", id="in the pool"),
        pytest.param(make.owned(BOB), "team", id="another's, of an open team"),
        pytest.param(make.offered(BOB), "team", id="offered to another, in an open team"),
        pytest.param(make.closed, "team", id="closed, in an open team"),
    ],
)
def test_a_masked_person_is_found_by_the_first_name_and_initial_only(table, store, call, lead, sees):
    team.seat(table, agents_see=sees)
    store(lead)

    def find(q):
        return call("/leads/search", ANN, method="POST", body={"q": q})[1]["items"]

    assert [one["contact"]["last_name"] for one in find("lucia p")] == ["P"]
    assert len(find("Lucía")) == 1
    for q in ("lucia@example.com", "lucia@", "+34600112233", "2233", "Lucía Pé", "lucia perez", "perez", "pe"):
        assert find(q) == [], q


@pytest.mark.parametrize("lead", [make.owned(BOB), make.offered(BOB), make.closed, make.lead()])
def test_an_agent_finds_no_lead_that_they_may_not_see(store, search, lead):
    store(lead)
    for q in ("lucia", "lucia p", "perez", "lucia@example.com", "lucia@e", "600112233", "2233"):
        assert search(q, ANN) == []
        assert search(q, BOSS) == [LEAD]


def test_a_new_owner_finds_the_lead_at_once_and_a_former_one_does_not(table, store, search):
    store(make.owned(ANN))
    table.commit([put(team.read(table).model_copy(update={"owner": BOB}))])
    assert (search("lucia@example.com", ANN), search("lucia@example.com", BOB)) == ([], [LEAD])


def test_all_leads_of_an_address_are_found_newest_first(store, search):
    store(make.owned(ANN), make.owned(BOB, lead_id=OTHER))
    both = sorted([LEAD, OTHER], reverse=True)
    assert search("600 11 22 33") == search("lucia@example.com") == both
    assert search("600 11 22 33", ANN) == [LEAD]
    assert search("lucia@example.com", limit=1) == both[:1]


@pytest.mark.parametrize(
    ("filters", "there"),
    [
        ({"state": "owned"}, True),
        ({"state": "pooled"}, False),
        ({"owner": ANN, "source": WEB}, True),
        ({"owner": BOB}, False),
        ({"owner": "me"}, False),
        ({"source": PORTAL}, False),
        ({"route": NIGHT}, False),
    ],
)
def test_filters_apply_to_a_search(store, search, filters, there):
    store(make.owned(ANN))
    for q in ("lucia", "lucia@example.com"):
        assert search(q, **filters) == [LEAD] * there


def named(number):
    contact = make.contact(first_name=f"María {number:02}", emails=(), phones=())
    return make.owned(ANN, lead_id=id_of("lead", f"{number:02}"), contact=contact)


def test_a_search_by_name_is_paged_in_order_of_names(table, call):
    team.seat(table)
    team.store(table, *(named(number) for number in range(12)))
    found, after = [], {}
    while True:
        body = call("/leads/search", BOSS, method="POST", body={"q": "maria", "limit": 5, **after})[1]
        found += [lead["contact"]["first_name"] for lead in body["items"]]
        if body["next"] is None:
            break
        assert "maria" not in body["next"]
        after = {"cursor": body["next"]}
        assert call("/leads/search", BOSS, method="POST", body={"q": "mario", **after})[1]["code"] == "cursor_invalid"
        assert call("/leads/search", CHIEF, method="POST", body={"q": "maria", **after})[1]["code"] == "cursor_invalid"
    assert found == [f"María {number:02}" for number in range(12)]


@pytest.mark.parametrize("q", ["", "   ", "x" * 201, "´", None])
def test_an_empty_search_is_422(table, call, q):
    team.seat(table)
    status, body = call("/leads/search", BOSS, method="POST", body={"q": q})
    assert (status, body["code"]) == (422, "invalid")
    assert body["errors"][0]["loc"] == ["body", "q"]


def test_a_search_takes_few_calls(table, store, search):
    store(make.owned(ANN))
    search("lucia")
    reads, found = ["query"], ["query", "batch_get_item"]
    for q, calls in (
        ("lucia p", found + reads),  # first names, other words
        ("lucia", found + 2 * reads),  # and e-mails
        ("perez", reads + found + reads),
        ("2233", found),
        ("lucia@example.com", ["batch_get_item"] * 2),
    ):
        table.calls.clear()
        assert search(q) == [LEAD]
        assert table.calls == calls, q


PEOPLE = {
    "María del Pilar|Fernández López": "maria@example.com",
    "García|Garrido": "garcia.garrido@example.com",
    "Ana-Belén|O'Brien": "info@example.com",
    "Promociones|2000 S.L.": "info@promociones.example",
    "Jean Luc|Fernandez": "jl@example.com",
}


@pytest.fixture
def people(store):
    """Store some people; provide a function that returns whose these leads are."""
    leads = {}
    for number, (name, email) in enumerate(PEOPLE.items()):
        first, last = name.split("|")
        contact = make.contact(
            first_name=first, last_name=last, emails=(Address(given=email, normal=email),), phones=()
        )
        leads[id_of("lead", f"{number}")] = name.replace("|", " ")
        store(make.owned(ANN, lead_id=id_of("lead", f"{number}"), contact=contact))
    return lambda ids: [leads[one] for one in ids]


@pytest.mark.parametrize("me", [ANN, BOSS])
@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("fern", ["Jean Luc Fernandez", "María del Pilar Fernández López"]),
        ("Pilar", ["María del Pilar Fernández López"]),
        ("lópez maría", ["María del Pilar Fernández López"]),
        ("luc fern", ["Jean Luc Fernandez"]),
        ("gar", ["García Garrido"]),
        ("garr", ["García Garrido"]),
        ("gar gar", ["García Garrido"]),
        ("belen", ["Ana-Belén O'Brien"]),
        ("brien ana", ["Ana-Belén O'Brien"]),
        ("o'brien", ["Ana-Belén O'Brien"]),
        ("promociones 2000", ["Promociones 2000 S.L."]),
        ("info@", ["Ana-Belén O'Brien", "Promociones 2000 S.L."]),
        ("info", ["Ana-Belén O'Brien", "Promociones 2000 S.L."]),
        ("info@p", ["Promociones 2000 S.L."]),
    ],
)
def test_any_word_of_a_name_finds_each_person_once(search, people, me, q, names):
    assert sorted(people(search(q, me))) == names


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.parametrize("q", ["fern", "gar", "info", "a", "l"])
def test_pages_of_a_search_have_what_one_answer_has(search, people, call, q, limit):
    found, after = [], {}
    while True:
        body = call("/leads/search", BOSS, method="POST", body={"q": q, "limit": limit, **after})[1]
        found += [lead["lead_id"] for lead in body["items"]]
        if body["next"] is None:
            break
        after = {"cursor": body["next"]}
    assert found == search(q)
    assert len(set(found)) == len(found)


def test_words_that_many_share_are_passed_over_without_reading_their_leads(table, search, store):
    contact = make.contact(first_name="María", last_name="Zúñiga", emails=(), phones=())
    store(*(named(number) for number in range(30)), make.owned(ANN, contact=contact))
    search("maria")
    table.calls.clear()
    assert search("maria z") == [LEAD]
    assert table.calls.count("batch_get_item") == 1


def test_a_person_of_an_earlier_release_is_found_by_first_name_and_whole_address(table, search, secret):
    team.store(table, make.owned(ANN))
    for kind, _, normal in make.contact().normals:
        table.commit([put(Card(hash=secret.contact_hashes(kind, normal)[0], current=LEAD, leads=(LEAD,)))])
    for q in ("lucia", "lucia p", "lucia@example.com", "600112233"):
        assert search(q) == [LEAD], q


def test_the_search_text_is_neither_logged_nor_returned(store, search, logged):
    store(make.owned(ANN))
    for q in ("lucia@example.com", "600112233", "Lucía Pérez"):
        assert search(q) == [LEAD]
        search(q, BOB)
    told = logged().casefold()
    assert "request_answered" in told
    assert not any(part in told for part in ("lucia", "lucía", "600112233", "pérez", "@"))


# Who waits longest


def talking(number, *, waits=None, active=0, **change):
    talk = Conversation(opened_at=NOON, waiting_since=NOON + waits * MINUTE if waits is not None else None)
    return make.owned(ANN, lead_id=id_of("lead", str(number)), since=NOON + number * MINUTE,
                      conversation=talk, last_activity_at=NOON + active * MINUTE, **change)  # fmt: skip


WAITING = [
    talking(1, active=5),
    talking(2, waits=4),
    talking(3, waits=1),
    make.owned(ANN, lead_id=id_of("lead", "4"), last_activity_at=NOON + 9 * MINUTE),
    talking(5, waits=4),
]
IN_ORDER = [id_of("lead", name) for name in "32541"]


def test_whoever_waits_for_longer_than_the_team_allows_is_marked(table, call):
    team.seat(table, warn_after_seconds=60)
    waiting, answered = talking(1, waits=-60), talking(2)
    team.store(table, waiting, answered)
    items = call("/leads", ANN, owner="me", sort="waiting")[1]["items"]
    assert [lead.get("waits_too_long") for lead in items] == [True, None]


@pytest.mark.parametrize(("me", "owner"), [(ANN, "me"), (BOSS, ANN), (ANN, ANN)])
def test_the_longest_waiting_come_first_then_the_latest_active(table, call, me, owner):
    team.seat(table)
    team.store(table, *WAITING, make.owned(BOB, lead_id=OTHER))
    items = call("/leads", me, owner=owner, sort="waiting")[1]["items"]
    assert [lead["lead_id"] for lead in items] == IN_ORDER
    assert [lead.get("waiting_since") for lead in items[:2]] == ["2026-01-05T12:01:00Z", "2026-01-05T12:04:00Z"]
    assert "waiting_since" not in items[3]
    assert items[3]["last_activity_at"] == "2026-01-05T12:09:00Z"


def test_the_list_of_waiting_leads_is_paged(table, call):
    team.seat(table)
    team.store(table, *WAITING)
    found, after = [], {}
    while True:
        body = call("/leads", ANN, owner="me", sort="waiting", limit=2, **after)[1]
        found.append([lead["lead_id"] for lead in body["items"]])
        if body["next"] is None:
            break
        after = {"cursor": body["next"]}
    assert found == [IN_ORDER[:2], IN_ORDER[2:4], IN_ORDER[4:]]
    assert call("/leads", ANN, owner="me", **after)[1]["code"] == "cursor_invalid"


def test_the_list_of_waiting_leads_takes_two_calls(table, call):
    team.seat(table)
    team.store(table, *WAITING)
    call("/me")
    table.calls.clear()
    assert len(call("/leads", owner="me", sort="waiting")[1]["items"]) == 5
    assert table.calls == ["query", "batch_get_item"]


@pytest.mark.parametrize("query", [{}, {"state": "pooled"}, {"owner": "me", "state": "closed"}])
def test_only_an_owners_open_leads_can_be_sorted_by_waiting(table, call, query):
    team.seat(table)
    status, body = call("/leads", BOSS, sort="waiting", **query)
    assert (status, body["code"], body["errors"][0]["loc"]) == (422, "invalid", ["query", "sort"])


def test_an_agent_cannot_list_anothers_leads(table, call):
    team.seat(table)
    team.store(table, make.owned(BOB))
    assert call("/leads", ANN, owner=BOB, sort="waiting")[1] == {"items": [], "next": None}


# The plan moves on meanwhile


def change_member(table, agent_id, **change):
    [item] = table.items([keys.member(agent_id)]).values()
    team.change(table, codec.from_item(type(make.member()), item).model_copy(update=change))


@pytest.mark.parametrize("query", [{}, {"state": "owned"}, {"owner": BOB}, {"owner": BOB, "sort": "waiting"}])
def test_a_demotion_takes_effect_with_the_next_list(table, store, call, query):
    team.seat(table)
    store(make.owned(BOB, created_at=NOON))
    assert len(call("/leads", BOSS, **query)[1]["items"]) == 1
    change_member(table, BOSS, role="agent")
    assert call("/leads", BOSS, **query)[1]["items"] == []
    change_member(table, BOSS, role="manager")
    assert len(call("/leads", BOSS, **query)[1]["items"]) == 1
    change_member(table, BOSS, status="removed")
    assert call("/leads", BOSS, **query)[0] == 403
    change_member(table, BOSS, status="active")
    assert call("/leads", BOSS, **query)[0] == 200


def test_a_demotion_takes_effect_with_the_next_search(table, store, search):
    store(make.owned(BOB))
    assert search("lucia@example.com") == search("lucia") == [LEAD]
    change_member(table, BOSS, role="agent")
    assert search("lucia@example.com") == search("lucia") == []


def test_an_unreadable_address_finds_nobody_and_causes_no_error(table, search):
    contact = make.contact(first_name="", last_name="", emails=(Address(given="lucia at example"),), phones=())
    team.store(table, make.owned(ANN, contact=contact))
    assert search("lucia at example") == []
    assert json.dumps(search("@")) == "[]"


def test_cards_are_found_under_the_hashes_they_were_always_stored_under(secret):
    """Another hash would make strangers of everybody the team knows."""
    assert secret.contact_hashes("phone", "+34600112233") == secret.keyed_hashes("contact", "phone:+34600112233")
