"""Are a person's data corrected completely, by permitted members, and is the person found by the new data?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.contact import Address, Card
from shared.domain.kernel.event_details import ClaimedDetail
from shared.store import codec, keys
from shared.store.decisions import put_lead
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, NOON, id_of

OTHER, THIRD = id_of("lead", "other"), id_of("lead", "third")
NEW = {"contact": {"emails": ["Lucia.P@Example.com"]}}


@pytest.fixture
def call(table, secret, event):
    """Provide a caller that edits the lead as a member; return the status and the body."""
    team.seat(table)
    ask = supervising.caller(table, secret, event)

    def edit(body, me=BOSS, *, match=None, lead_id=LEAD):
        headers = {"if-match": f'"{match}"'} if match is not None else {}
        return ask(f"/leads/{lead_id}", me, method="PATCH", body=body, headers=headers)

    return edit


class Cards:
    """Read and write the cards of addresses in the table."""

    def __init__(self, table, secret):
        self._table, self._secret = table, secret

    def keyed_hash(self, normal):
        """Return an address as its card is named."""
        return self._secret.contact_hashes("email" if "@" in normal else "phone", normal)[0]

    def of(self, normal):
        """Return the lead that an address leads to, and all leads that had it."""
        found = self._table.get(Card, keys.card(self.keyed_hash(normal)))
        return (found.current, found.leads) if found else None

    def lead(self, normal, *lead_ids):
        """Store an address that these leads had, the last of them now."""
        self._table.commit([put(Card(hash=self.keyed_hash(normal), current=lead_ids[-1], leads=lead_ids))])


@pytest.fixture
def cards(table, secret):
    return Cards(table, secret)


@pytest.fixture
def store(table, cards):
    """Provide a function that stores a lead with the cards of its addresses."""

    def store(lead):
        team.store(table, lead)
        for address in (*lead.contact.emails, *lead.contact.phones):
            cards.lead(address.normal, lead.lead_id)

    return store


@pytest.mark.parametrize("me", [ANN, BOSS, CHIEF])
def test_only_sent_fields_change(table, store, call, me):
    store(make.owned(ANN, attributes={"place": "Retiro"}, message="Hola"))
    status, body = call({"contact": {"first_name": " Lucia ", "phones": ["+34 611 22 33 44"]}}, me)
    assert status == 200
    assert body["contact"] == {"first_name": "Lucia", "last_name": "Pérez", "emails": ["lucia@example.com"],
                               "phones": ["+34611223344"]}  # fmt: skip
    assert (body["attributes"], body["message"], body["version"]) == ({"place": "Retiro"}, "Hola", 2)
    assert team.read(table).contact.phones == (Address(given="+34 611 22 33 44", normal="+34611223344"),)


def test_attributes_are_replaced_as_a_whole_and_null_empties(table, store, call):
    store(make.owned(ANN, attributes={"place": "Retiro", "rooms": 3}))
    assert call({"attributes": {"place": "Sol"}})[1]["attributes"] == {"place": "Sol"}
    assert call({"attributes": None})[1]["attributes"] == {}
    assert call({"contact": {"last_name": None, "phones": None}})[1]["contact"]["phones"] == []
    assert team.read(table).contact.last_name == ""


def test_the_history_names_the_fields_and_no_personal_data(table, store, call):
    store(make.owned(ANN))
    call({"contact": {"first_name": "Luz", "emails": ["luz@example.com"]}, "attributes": {"secreto": "x"}}, ANN)
    event = team.read(table).history[-1]
    assert (event.kind, event.by) == ("edited", ANN)
    assert event.detail == {"fields": ["first_name", "emails", "attributes"]}
    assert team.read(table).tell == "edited"


def test_a_new_address_leads_to_the_lead_and_a_removed_one_nowhere(store, cards, call):
    store(make.owned(ANN))
    call(NEW)
    assert cards.of("lucia.p@example.com") == (LEAD, (LEAD,))
    assert cards.of("lucia@example.com") is None
    assert cards.of("+34600112233") == (LEAD, (LEAD,))


def test_a_removed_address_still_leads_to_the_others_who_share_it(table, cards, call):
    team.store(table, make.owned(ANN))
    cards.lead("lucia@example.com", OTHER, THIRD, LEAD)
    cards.lead("+34600112233", LEAD, OTHER)
    call({"contact": {"emails": [], "phones": []}})
    assert cards.of("lucia@example.com") == (THIRD, (OTHER, THIRD))
    assert cards.of("+34600112233") == (OTHER, (OTHER,))


def test_a_new_address_of_another_lead_stays_with_it_as_possible_duplicate(table, store, cards, call):
    store(make.owned(ANN))
    cards.lead("lucia.p@example.com", OTHER)
    body = call(NEW)[1]
    assert body["possible_duplicates"] == [OTHER]
    assert cards.of("lucia.p@example.com") == (OTHER, (OTHER, LEAD))
    assert team.read(table).history[-1].detail == {"fields": ["emails"], "possible_duplicate": OTHER}
    assert "possible_duplicates" not in call({"contact": {"first_name": "Luz"}}, ANN)[1]


def test_unchanged_values_write_nothing_but_who_saw_the_lead(store, call):
    store(make.owned(ANN, attributes={"place": "Retiro"}))
    before = supervising.but_seen()
    same = {"contact": {"first_name": "Lucía", "emails": ["LUCIA@example.com"], "phones": ["600112233"]}}
    for body in ({}, {"contact": {}}, same, {"attributes": {"place": "Retiro"}}):
        status, answer = call(body)
        assert (status, answer["version"]) == (200, 1)
    assert supervising.but_seen() == before


def test_an_unchanged_address_keeps_its_spelling(table, store, call):
    store(make.owned(ANN))
    call({"contact": {"emails": ["lucia@EXAMPLE.com", "otra@example.com"]}})
    assert [one.given for one in team.read(table).contact.emails] == ["Lucia@example.com", "otra@example.com"]


@pytest.mark.parametrize("lead", [make.lead(), make.offered(ANN), make.pooled(), make.owned(ANN, state="closed")])
def test_a_correction_keeps_the_leads_state(table, store, call, lead):
    store(lead)
    before = team.read(table)
    assert call({"contact": {"last_name": "Pérez Gil"}})[0] == 200
    after = team.read(table)
    kept = ("state", "since", "owner", "offer", "reason", "outcome", "route_id", "tried", "last_activity_at")
    assert all(getattr(after, name) == getattr(before, name) for name in kept)
    assert after.todo == ("route" if lead.state == "unrouted" else None)


def test_a_running_clock_continues(table, store, call):
    store(make.received(response=make.response()))
    call({"contact": {"last_name": "Gil"}}, ANN)
    assert (team.read(table).response, team.read(table).todo) == (make.response(), None)


@pytest.mark.parametrize(
    ("lead", "me", "status", "code"),
    [
        pytest.param(make.owned(BOB), ANN, 404, "not_found", id="another's"),
        pytest.param(make.offered(ANN), ANN, 403, "not_owner", id="offered to me"),
        pytest.param(make.pooled(), ANN, 403, "not_owner", id="pooled"),
        pytest.param(make.owned(ANN, state="closed", merged_into=OTHER), BOSS, 409, "lead_merged", id="merged"),
    ],
)
def test_callers_without_permission_change_nothing(store, call, lead, me, status, code):
    store(lead)
    before = supervising.everything()
    answer, body = call(NEW, me)
    assert (answer, body["code"]) == (status, code)
    assert supervising.everything() == before


def test_an_outdated_version_is_refused(store, call):
    store(make.owned(ANN))
    assert call(NEW, match=1)[0] == 200
    before = supervising.everything()
    status, body = call({"contact": {"first_name": "Luz"}}, match=1)
    assert (status, body["code"]) == (409, "changed_by_other")
    assert supervising.everything() == before


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"contact": {"first_name": "", "last_name": "", "emails": [], "phones": []}}, ["body", "contact"]),
        ({"contact": {"emails": ["a@example.com"] * 11}}, ["body", "contact", "emails"]),
        ({"contact": {"first_name": "x" * 201}}, ["body", "contact", "first_name"]),
        ({"attributes": {"a": "x" * 16_400}}, ["body", "attributes"]),
        ({"source_id": make.WEB}, ["body", "source_id"]),
        ({"message": "Hola"}, ["body", "message"]),
        ({"contact": {"name": "Luz"}}, ["body", "contact", "name"]),
    ],
)
def test_an_invalid_value_is_422_and_names_the_field(store, call, body, loc):
    store(make.owned(ANN))
    status, answer = call(body)
    assert (status, answer["code"], answer["errors"][0]["loc"]) == (422, "invalid", loc)


def test_a_correction_races_with_a_new_inquiry_from_the_new_address(table, store, cards, call):
    """Between read and write the address becomes another lead's: it stays with that one."""
    store(make.owned(ANN))

    def overtaken(commit, writes):
        table.around("commit", None)
        cards.lead("lucia.p@example.com", OTHER)
        commit(writes)

    table.around("commit", overtaken)
    assert call(NEW)[1]["possible_duplicates"] == [OTHER]
    assert cards.of("lucia.p@example.com") == (OTHER, (OTHER, LEAD))
    assert len(team.read(table).history) == 2


def test_a_claim_in_between_is_not_undone(table, store, call):
    store(make.pooled())

    def overtaken(commit, writes):
        table.around("commit", None)
        commit(put_lead(team.read(table).owned(ClaimedDetail(), BOB, at=NOON + timedelta(seconds=1), by=BOB)))
        commit(writes)

    table.around("commit", overtaken)
    assert (call(NEW)[1]["owner"], team.read(table).state) == (BOB, "owned")


def test_no_correction_is_logged(store, call, logged):
    store(make.owned(ANN))
    call({"contact": {"first_name": "Centinela", "emails": ["centinela@example.com"]}})
    call({"contact": {"emails": ["centinela@example.com"] * 11}})
    assert "request_answered" in logged()
    assert "centinela" not in logged().casefold()


def test_a_stored_card_is_read_back(table, store, cards, call):
    store(make.owned(ANN))
    call(NEW)
    [item] = table.items([keys.card(cards.keyed_hash("lucia.p@example.com"))]).values()
    assert codec.from_item(Card, item).version == 1
