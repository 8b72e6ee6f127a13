"""Do lists and searches answer the same, at the same cost, whatever the leads are that the caller may not see?"""

from datetime import timedelta

import pytest

from functions.supervise.doors import ReadLimits
from shared.domain.kernel.contact import Card
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.task import Task
from shared.store import codec, keys
from shared.store.lists import agent_leads
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NOON, WEB, id_of

MINUTE = timedelta(minutes=1)
LISTS = [
    {},
    {"state": "offered"},
    {"state": "owned"},
    {"state": "pooled"},
    {"state": "closed"},
    {"state": "unrouted"},
    {"owner": "me"},
    {"owner": BOB},
    {"owner": "me", "state": "closed"},
    {"owner": "me", "sort": "waiting"},
    {"source": WEB},
    {"route": MAIN},
]
TEXTS = ["l", "lucia", "lucia p", "lucia pe", "lucia perez", "ana.b", "lucia@example.com", "+34600112233", "6",
         "perez", "pe", "p", "luci", "lucia@exa", "2233", "112233"]  # fmt: skip
MADE = {
    "owned": lambda who, **more: make.owned(who, **more),
    "closed": lambda who, **more: make.lead(state="closed", owner=who, todo=None, **more),
    "offered": lambda who, **more: make.offered(who, **more),
    "shared": lambda who, **more: make.offered(who, CAT, **more),
    "unrouted": lambda who, **more: make.lead(**more),  # noqa: ARG005
}  # fmt: skip


def leads(who, kinds, prefix, **contact):
    """Make a lead of each kind, `who` its agent, all of the same person."""
    return [
        MADE[kind](who, lead_id=id_of("lead", f"{prefix}{n:03}"), since=NOON + n * MINUTE, created_at=NOON + n * MINUTE,
                   contact=make.contact(**contact))
        for n, kind in enumerate(kinds)
    ]  # fmt: skip


@pytest.fixture
def ask(table, secret, event):
    """Provide a function that asks everything as Ann: what each answers, its calls, and the leads it read."""
    call = supervising.caller(table, secret, event, limits=ReadLimits(leads=8))

    def ask(limit=2, me=ANN):
        told = {}
        for what in [*LISTS, *TEXTS]:
            table.calls.clear()
            if isinstance(what, str):
                body = call("/leads/search", me, method="POST", body={"q": what, "limit": limit})[1]
            else:
                body = call("/leads", me, limit=limit, **what)[1]
            shown = [(lead["lead_id"], lead["contact"]) for lead in body["items"]]
            told[str(what)] = (shown, body["next"] and len(body["next"]), list(table.calls))
        return told

    return ask


def add_cards(table, secret, stored):
    team.make_searchable(table, secret, *stored)
    cards = {}
    for lead in stored:
        for kind, _, normal in lead.contact.normals:
            cards.setdefault(secret.contact_hashes(kind, normal)[0], []).append(lead.lead_id)
    there = table.items(map(keys.card, cards))
    for hashed, ids in cards.items():
        old = codec.from_item(Card, there[keys.card(hashed)]) if keys.card(hashed) in there else None
        card = Card(hash=hashed, current=ids[-1], leads=(*(old.leads if old else ()), *ids))
        table.commit([put(card.model_copy(update={"version": old.version if old else 0}))])


@pytest.mark.parametrize("kinds", [["owned"], ["closed"] * 20, ["offered"] * 3, ["unrouted"] * 20, ["shared"] * 20])
@pytest.mark.parametrize("mine", [["owned"], ["owned", "closed", "offered", "shared"] * 2, []])
def test_an_agents_pages_tell_nothing_of_hidden_leads(table, secret, ask, kinds, mine):
    """Ids make hidden leads come before and after the caller's own."""
    team.seat(table)
    visible = [*leads(ANN, mine, "5"), make.pooled(lead_id=id_of("lead", "pool"))]
    team.store(table, *visible)
    add_cards(table, secret, visible)
    ask()
    before = ask()
    hidden = [*leads(BOB, kinds, "1"), *leads(BOB, kinds, "9")]
    team.store(table, *hidden)
    add_cards(table, secret, hidden)
    after = ask()
    if "shared" in kinds:  # what is offered to several is read to learn to whom
        before, after = ({name: told[:2] for name, told in one.items()} for one in (before, after))
    assert after == before


@pytest.mark.parametrize("surname", ["Perez", "Pe", "P", "Perezosamente-Largo " * 6])
def test_masked_surnames_change_nothing_for_an_agent_who_sees_the_team(table, secret, ask, surname):
    team.seat(table, agents_see="team")
    decoy = leads(ANN, ["owned"], "5", first_name="Lucia", last_name="Perezq", emails=(), phones=())
    masked = leads(BOB, ["owned", "closed"] * 3, "1", first_name="Lucia", last_name="Prieto", emails=(), phones=())
    team.store(table, *decoy, *masked)
    ask(1)
    before = ask(1)
    for lead in masked:
        contact = make.contact(first_name="Lucia", last_name=surname)
        table.commit([put(team.read(table, lead.lead_id).model_copy(update={"contact": contact}))])
    add_cards(table, secret, [team.read(table, lead.lead_id) for lead in masked])
    assert ask(1) == before


def test_an_address_sent_as_a_name_cannot_be_read_letter_by_letter(table, secret, ask):
    """Masked, such a person has no first name at all."""
    team.seat(table, agents_see="team")
    named = {"last_name": "", "emails": (), "phones": ()}
    masked = leads(BOB, ["owned"] * 3, "1", first_name="zoe@example.com", **named)
    team.store(table, *masked)
    ask(1)
    before = ask(1)
    for lead in masked:
        contact = make.contact(first_name="ana.beltran@example.com", **named)
        table.commit([put(team.read(table, lead.lead_id).model_copy(update={"contact": contact}))])
    team.make_searchable(table, secret, *(team.read(table, lead.lead_id) for lead in masked))
    assert ask(1) == before


@pytest.mark.parametrize("sees", ["own", "team"])
def test_an_agent_pages_to_all_that_they_may_see_once(table, secret, event, sees):
    """However little one page reads."""
    team.seat(table, agents_see=sees)
    mine = leads(ANN, ["owned", "closed", "offered", "shared"] * 3, "5")
    others = leads(BOB, ["owned", "closed", "offered", "shared"] * 3, "1")
    pool = [make.pooled(lead_id=id_of("lead", f"pool{n}")) for n in range(3)]
    team.store(table, *mine, *others, *pool)
    call = supervising.caller(table, secret, event, limits=ReadLimits(leads=5))
    seen = {lead.lead_id for lead in [*mine, *pool, *(others if sees == "team" else ())]}
    for query in ({}, {"q": "lucia"}, {"q": "l"}, {"q": "lucia p"}):
        found, after = [], {}
        while True:
            if query:
                body = call("/leads/search", ANN, method="POST", body={**query, "limit": 2, **after})[1]
            else:
                body = call("/leads", ANN, limit=2, **after)[1]
            found += [lead["lead_id"] for lead in body["items"]]
            if body["next"] is None:
                break
            after = {"cursor": body["next"]}
        assert (len(found), set(found)) == (len(seen), seen), query


def test_an_agents_own_list_is_newest_first(table, secret, event):
    team.seat(table)
    mine = leads(ANN, ["owned", "closed", "offered", "owned"], "5")
    team.store(table, *mine)
    body = supervising.caller(table, secret, event)("/leads", ANN)[1]
    assert [lead["lead_id"] for lead in body["items"]] == sorted((lead.lead_id for lead in mine), reverse=True)


def test_a_cursor_ends_with_the_sight_it_was_made_for(table, secret, event):
    team.seat(table)
    team.store(table, *leads(ANN, ["owned"] * 4, "5"))
    call = supervising.caller(table, secret, event)
    cursor = call("/leads", ANN, limit=1)[1]["next"]
    member = codec.from_item(type(make.member()), table.items([keys.member(ANN)])[keys.member(ANN)])
    team.change(table, member.model_copy(update={"sees": "team"}))
    assert call("/leads", ANN, limit=1, cursor=cursor)[1]["code"] == "cursor_invalid"


def tasks(who, owner, number):
    lead = make.owned(owner, lead_id=id_of("lead", f"{who}{owner}{number}"))
    comment_id, at = id_of("comment", f"{who}{owner}{number}"), NOON + number * MINUTE
    return [
        lead,
        Comment(comment_id=comment_id, lead_id=lead.lead_id, body="x", by=who, at=at, has_task=True),
        Task(comment_id=comment_id, lead_id=lead.lead_id, at=at, due_at=at, done_at=at, by=who, agent_id=who),
    ]


def test_a_page_of_tasks_has_a_next_one_only_if_it_shows_something(table, secret, event):
    team.seat(table)
    call = supervising.caller(table, secret, event)
    for record in [*tasks(ANN, ANN, 5), *(one for n in (1, 2, 3) for one in tasks(ANN, BOB, n))]:
        table.commit([put(record.model_copy(update={"version": 0}))])
    body = call("/tasks", ANN, state="done", limit=1)[1]
    assert (len(body["items"]), body["next"]) == (1, None)
    for record in tasks(ANN, ANN, 0):
        table.commit([put(record.model_copy(update={"version": 0}))])
    body = call("/tasks", ANN, state="done", limit=1)[1]
    second = call("/tasks", ANN, state="done", limit=1, cursor=body["next"])[1]
    assert [one["lead_id"] for one in (*body["items"], *second["items"])] == [
        id_of("lead", f"{ANN}{ANN}{number}") for number in (5, 0)
    ]
    assert second["next"] is None


def test_every_cursor_of_a_list_has_the_same_length(table, secret, event):
    """A position of the index of names holds a whole name, masked or not."""
    team.seat(table)
    call, lengths = supervising.caller(table, secret, event), set()
    for number, surname in enumerate(["A", "Pérez", "Ж" * 150, "x" * 199]):
        for part in (1, 2):
            contact = make.contact(first_name=f"Eva{number}", last_name=surname)
            team.store(table, make.owned(ANN, lead_id=id_of("lead", f"{number}{part}"), contact=contact))
        for me in (BOSS, ANN):
            body = call("/leads/search", me, method="POST", body={"q": f"eva{number}", "limit": 1})[1]
            lengths.add(len(body["next"]))
    assert len(lengths) == 1


def test_a_page_reads_at_most_so_many_leads_and_then_goes_on(table):
    stored = leads(ANN, ["owned"] * 9, "5")
    team.store(table, *stored)
    ids = sorted((lead.lead_id for lead in stored), reverse=True)
    read = []

    def reads(wanted):
        read.extend(wanted)
        return [team.read(table, one) for one in wanted]

    page = agent_leads.page([ids], None, 3, lambda _: False, reads, most=5)
    assert (page.records, page.next, read) == ((), {"lead_id": ids[4]}, ids[:5])
