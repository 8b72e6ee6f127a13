"""Does entering by hand tell nothing of masked persons, change nobody's contact, and have an end?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.rates import ENTRIES_BY_HAND, RATES, SEARCHES
from shared.store import keys
from shared.store.decisions import put_lead
from shared.store.table import Write
from tests import make
from tests.functions import supervising, team
from tests.functions.ingest_client import DAY, NOW, change
from tests.make import ANN, BOB, BOSS

VICTIM = {"first_name": "Lucía", "last_name": "Pérez", "emails": ["lucia@example.com"], "phones": ["600 11 22 33"]}
MINE = "699 99 99 99"


def spend(table, rate, agent_id=ANN, now=NOW, number=None):
    """Store that the caller has made so many requests in the window that `now` is in."""
    key = keys.caller_rate(agent_id, rate.name, rate.ends(now))
    count = {"N": str(rate.most if number is None else number)}
    table.commit([Write(key, "Put", {"Item": {"PK": {"S": key.pk}, "SK": {"S": key.sk}, "n": count}})])


@pytest.fixture
def victim(door):
    """Provide a function that enters a person whose contact Ann sees masked, if at all."""

    def enter(where):
        if where == "pooled":
            return door.enter(BOSS, routing="pool", contact=VICTIM)[1]["lead_id"]
        change(door, make.settings(), agents_see="team")
        return door.enter(BOSS, routing={"agent_id": BOB}, contact=VICTIM)[1]["lead_id"]

    return enter


@pytest.mark.parametrize("where", ["pooled", "another's"])
@pytest.mark.parametrize("by", [{"emails": ["LUCIA@example.com"]}, {"phones": ["+34600112233"]}])
def test_a_masked_person_is_already_in_team_and_nothing_tells_which_lead(door, victim, where, by):
    lead_id = victim(where)
    before = team.read(door.table, lead_id)
    status, body = door.enter(ANN, contact={"first_name": "Lucía", **by}, routing={"agent_id": ANN})
    assert (status, body["code"]) == (409, "already_in_team")
    assert lead_id not in str(body)
    lead = team.read(door.table, lead_id)
    assert (lead.contact, lead.owner, lead.state) == (before.contact, before.owner, before.state)
    assert [event.kind for event in lead.history[len(before.history) :]] == ["attempted"]


@pytest.mark.parametrize("me", [ANN, BOSS])
def test_a_repeat_by_hand_changes_no_contact_and_no_card(door, me):
    _, there = door.enter(ANN, routing={"agent_id": ANN}, contact=VICTIM)
    cards = door.kept("CONTACT#")
    status, body = door.enter(
        me, contact={"first_name": "Lucía", "emails": ["lucia@example.com"], "phones": [MINE]}, routing="pool"
    )
    assert (status, body["lead_id"]) == (200, there["lead_id"])
    assert body["contact"]["phones"] == ["+34600112233"]
    assert (door.kept("CONTACT#"), len(door.leads())) == (cards, 1)


def test_a_known_address_beside_ones_own_joins_nobody_to_anybody(door):
    """Not by a list of addresses, of which the first is one's own, nor by another first name with the same phone."""
    hidden = door.enter(BOB, routing={"agent_id": BOB}, contact=VICTIM)[1]["lead_id"]
    door.enter(ANN, routing={"agent_id": ANN}, contact={"first_name": "Eva", "emails": ["eva@example.com"]})
    both = {"first_name": "Eva", "emails": ["eva@example.com", "lucia@example.com"]}
    assert door.enter(ANN, routing={"agent_id": ANN}, contact=both)[1]["contact"]["emails"] == ["eva@example.com"]
    other = {"first_name": "Zoe", "phones": ["600112233"]}
    assert door.enter(ANN, routing={"agent_id": ANN}, contact=other)[0] == 201
    asked = {"first_name": "", "last_name": "Pérez", "phones": ["600112233"], "emails": []}
    status, body = door.enter(BOSS, routing="pool", contact={name: value for name, value in asked.items() if value})
    assert (status, body["lead_id"]) == (200, hidden)


def test_a_repeated_request_answers_the_same_status_and_id_and_nothing_of_what_became_of_the_lead(door):
    status, first = door.enter(key="k-1")
    lead = team.read(door.table, first["lead_id"])
    taken = lead.model_copy(
        update={
            "state": "owned", "owner": BOB, "since": NOW + timedelta(hours=2), "last_activity_at": NOW + DAY / 3,
            "contacted_at": NOW, "conversation": None, "response": make.response(), "asked_again_at": NOW + DAY / 4,
        }
    )  # fmt: skip
    door.table.commit(put_lead(taken))
    found, again = door.enter(key="k-1")
    assert (found, again["lead_id"], again["version"], again["may"]) == (status, first["lead_id"], 1, [])
    assert (again["since"], again["last_activity_at"], again["stage"]) == (
        first["created_at"], first["created_at"], "new",
    )  # fmt: skip
    hidden = {"owner", "owner_name", "offer", "response", "conversation", "asked_again_at", "waiting_since", "reason"}
    assert not hidden & again.keys()
    assert again["contact"] == {"first_name": "Lucía", "last_name": "P", "emails": [], "phones": []}


def test_an_agent_enters_so_many_leads_an_hour_and_is_told_when_to_come_again(door):
    spend(door.table, ENTRIES_BY_HAND, number=ENTRIES_BY_HAND.most - 1)
    assert door.enter(key="k-1")[0] == 201
    before = door.everything()
    answer = door.ask_raw("POST", "/leads", sub=make.member(ANN).sub, body={"contact": VICTIM, "routing": "pool"})
    assert (answer["statusCode"], "too_many_requests" in answer["body"]) == (429, True)
    assert int(answer["headers"]["Retry-After"]) == (ENTRIES_BY_HAND.ends(NOW) - NOW).total_seconds()
    assert door.everything() == before
    assert door.enter(key="k-1")[0] == 201, "a request sent again is no further one"
    assert [door.enter(BOSS, contact=VICTIM)[0], door.enter(BOB, contact={"first_name": "Z"})[0]] == [200, 201]
    door.now += timedelta(hours=1)
    assert door.enter(contact={"first_name": "Leo"})[0] == 201


def test_refused_attempts_count_and_over_the_limit_tell_nothing_more(door):
    door.enter(BOB, routing={"agent_id": BOB}, contact=VICTIM)
    spend(door.table, ENTRIES_BY_HAND, number=ENTRIES_BY_HAND.most - 2)
    told = [door.enter(ANN, contact=VICTIM)[1]["code"] for _ in range(4)]
    assert told == ["already_in_team", "already_in_team", "too_many_requests", "too_many_requests"]
    assert door.enter(ANN, contact={"first_name": "Nobody"})[1]["code"] == "too_many_requests"


def test_an_agent_searches_so_often_a_minute_and_a_manager_as_they_like(table, secret, event):
    team.seat(table)
    call = supervising.caller(table, secret, event)
    spend(table, SEARCHES, now=make.NOON, number=SEARCHES.most - 1)
    spend(table, SEARCHES, BOSS, now=make.NOON)
    search = {"method": "POST", "body": {"q": "lucia"}}
    assert [call("/leads/search", me, **search)[0] for me in (ANN, ANN, BOSS, BOB)] == [200, 429, 200, 200]
    headers = call.whole("/leads/search", ANN, **search)["headers"]
    assert 1 <= int(headers["Retry-After"]) <= 60


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.name)
def test_a_window_ends_after_now_and_no_later_than_its_length(rate):
    for seconds in (0, 0.5, 59.999, 3599, 3600, 86_399):
        now = NOW + timedelta(seconds=seconds)
        assert timedelta(0) < rate.ends(now) - now <= rate.window
