"""Do members see exactly the leads they may see?"""

import pytest

from shared.domain.kernel.contact import Address
from shared.domain.plan_records.member import Member
from shared.store import keys
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, id_of


@pytest.fixture
def call(table, secret, event):
    return supervising.caller(table, secret, event)


@pytest.mark.parametrize("path", ["/me", "/leads", f"/leads/{make.LEAD}"])
def test_a_removed_member_and_a_stranger_are_forbidden(table, call, path):
    team.seat(table, members=[make.member(ANN, status="removed"), make.member(CHIEF, role="rainmaker")])
    assert [call(path, who)[0] for who in (ANN, BOB, None)] == [403, 403, 403]


def test_an_invited_member_sees_no_leads_before_signing_in(table, call):
    team.seat(table, members=[make.member(ANN, status="invited"), make.member(CHIEF, role="rainmaker")])
    assert call("/leads")[0] == 403


LEADS = {
    "unrouted": make.lead(id_of("lead", "unrouted")),
    "offered to me": make.offered(ANN, lead_id=id_of("lead", "offer-me")),
    "offered to another": make.offered(BOB, lead_id=id_of("lead", "offer-other")),
    "was offered to me": make.offered(BOB, lead_id=id_of("lead", "tried"), tried=(ANN,)),
    "mine": make.owned(ANN, lead_id=id_of("lead", "mine")),
    "another's": make.owned(BOB, lead_id=id_of("lead", "others")),
    "pooled": make.pooled(lead_id=id_of("lead", "pooled")),
    "closed": make.lead(id_of("lead", "closed"), state="closed", owner=BOB, todo=None),
    "closed, mine": make.lead(id_of("lead", "closed-mine"), state="closed", owner=ANN, todo=None),
}
OWN = {"offered to me", "mine", "pooled", "closed, mine"}
EVERYTHING = set(LEADS)
NAMES = {lead.lead_id: name for name, lead in LEADS.items()}

MATRIX = [
    pytest.param(ANN, {}, OWN, id="an agent"),
    pytest.param(ANN, {"agents_see_pool": False}, OWN - {"pooled"}, id="an agent without the pool"),
    pytest.param(ANN, {"agents_see": "team"}, EVERYTHING, id="an agent of an open team"),
    pytest.param(BOSS, {}, EVERYTHING, id="a manager"),
    pytest.param(CHIEF, {}, EVERYTHING, id="the rainmaker"),
]


def listed(call, me, **query):
    """Return the names of all leads on all pages."""
    found, after = [], {}
    while True:
        status, body = call("/leads", me, **query, **after)
        assert status == 200
        found += [NAMES[lead["lead_id"]] for lead in body["items"]]
        if body["next"] is None:
            assert len(found) == len(set(found))
            return set(found)
        after = {"cursor": body["next"]}


@pytest.mark.parametrize(("me", "settings", "sees"), MATRIX)
def test_detail_list_timeline_and_trace_agree_on_who_sees_what(table, call, me, settings, sees):
    team.seat(table, **settings)
    team.store(table, *LEADS.values())
    for kind in ("", "/timeline", "/trace"):
        found = {name: call(f"/leads/{lead.lead_id}{kind}", me)[0] for name, lead in LEADS.items()}
        assert found == {name: 200 if name in sees else 404 for name in LEADS}
    assert listed(call, me) == listed(call, me, limit=1) == sees


@pytest.mark.parametrize(("me", "settings", "sees"), MATRIX)
@pytest.mark.parametrize("state", ["unrouted", "offered", "owned", "pooled", "closed"])
def test_a_list_by_state_holds_the_visible_leads_of_that_state(table, call, me, settings, sees, state):
    team.seat(table, **settings)
    team.store(table, *LEADS.values())
    assert listed(call, me, state=state) == {name for name in sees if LEADS[name].state == state}


@pytest.mark.parametrize(("me", "settings", "sees"), MATRIX)
def test_a_list_by_owner_holds_the_leads_they_own_now(table, call, me, settings, sees):
    team.seat(table, **settings)
    team.store(table, *LEADS.values())
    assert listed(call, me, owner=BOB) == {"another's"} & sees
    assert listed(call, me, owner=BOB, state="closed") == {"closed"} & sees
    assert listed(call, me, owner=BOB, state="pooled") == set()
    assert listed(call, ANN, owner="me") == {"mine"}


def test_an_invisible_lead_answers_like_a_missing_one(table, call):
    team.seat(table)
    team.store(table, *LEADS.values())
    assert call(f"/leads/{LEADS["another's"].lead_id}") == call(f"/leads/{id_of('lead', 'nowhere')}")


@pytest.mark.parametrize(
    ("name", "settings", "knows"),
    [
        ("mine", {}, True),
        ("offered to me", {}, False),
        ("pooled", {}, False),
        ("offered to me", {"hide_contact_until_claimed": False}, True),
        ("another's", {"agents_see": "team"}, False),
        ("another's", {"agents_see": "team", "hide_contact_until_claimed": False}, False),
    ],
)
def test_an_agent_reads_the_person_only_where_allowed(table, call, name, settings, knows):
    team.seat(table, **settings)
    team.store(
        table, LEADS[name].model_copy(update={"message": "call me on 600", "attributes": {"nif": "1", "place": "Sol"}})
    )
    [listed_lead] = call("/leads")[1]["items"]
    detail = call(f"/leads/{LEADS[name].lead_id}")[1]
    assert detail.pop("speed")
    assert ("readers" in detail) is (name == "mine")
    detail.pop("readers", None)
    assert listed_lead == detail
    assert bool(detail["contact"]["phones"]) == bool(detail["contact"]["emails"]) == ("message" in detail) == knows
    assert detail["contact"]["last_name"] == ("Pérez" if knows else "P")
    assert set(detail["attributes"]) == ({"nif", "place"} if knows else {"place"})


def test_an_agent_reads_no_other_agent_in_an_offer(table, call):
    team.seat(table)
    team.store(table, make.offered(ANN, BOB))
    path = f"/leads/{make.LEAD}"
    assert call(path)[1]["offer"]["agent_ids"] == [ANN]
    assert call(path, BOSS)[1]["offer"]["agent_ids"] == [ANN, BOB]


def test_members_are_identified_by_their_record_not_by_their_token(table, call):
    """A demotion takes effect at once, whatever the token says."""
    team.seat(table)
    team.store(table, LEADS["another's"])
    path = f"/leads/{LEADS["another's"].lead_id}"
    assert call(path, BOSS)[0] == 200
    member = table.get(Member, keys.member(BOSS))
    team.change(table, member.model_copy(update={"role": "agent"}))
    assert call(path, BOSS)[0] == 404


def test_an_address_without_a_normal_form_is_shown_as_such_to_those_who_see_addresses(table, call):
    team.seat(table)
    odd = make.contact(phones=(Address(given="ask for Lucía"), Address(given="600112233", normal="+34600112233")))
    team.store(table, make.owned(ANN, contact=odd), make.pooled(lead_id=id_of("lead", "pooled"), contact=odd))
    shown = call(f"/leads/{make.LEAD}", ANN)[1]["contact"]
    assert (shown["phones"], shown["unrecognised"]) == (["ask for Lucía", "+34600112233"], ["ask for Lucía"])
    assert "unrecognised" not in call(f"/leads/{id_of('lead', 'pooled')}", ANN)[1]["contact"]
