"""Does an inquiry become a new lead, or join an existing one, as docs/rules.md, "Entry" says?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.intake.admit import MAX_REPEATED, admit, admit_by_hand, record_attempt
from shared.domain.intake.recognise import KnownPerson, recognise
from shared.domain.kernel.contact import MAX_SHARED, Address, Card, Contact, DoNotContact
from shared.domain.kernel.errors import AlreadyInTeam, Forbidden
from shared.domain.lead_records.inquiry import (
    ARCHIVED_TAKES,
    MAX_ATTRIBUTES,
    MAX_MESSAGE,
    Inquiry,
    ToMember,
    ToPool,
    ToRouting,
    accepts_deliveries,
    json_size,
    place_of,
)
from shared.domain.plan_records.workload import WorkloadChange
from shared.store import codec
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, LEAD, MAIN, NOON, PORTAL, SECOND, WEB

NEW, OTHER, AUDIT = make.id_of("lead", "new"), make.id_of("lead", "other"), make.id_of("audit", "one")
NOW = NOON + 60 * SECOND
MINUTE, HOUR = 60 * SECOND, 3600 * SECOND
ROUTE, POOL = ToRouting(), ToPool("by_hand")


def asks(first_name="Lucía", *, emails=("e",), phones=("p",), **change):
    """Return an inquiry whose addresses are known by `emails` and `phones`."""
    contact = Contact(
        first_name=first_name,
        emails=tuple(Address(given=f"{e}@example.com", normal=f"{e}@example.com") for e in emails),
        phones=tuple(Address(given=f"+{p}", normal=f"+{p}") for p in phones),
    )
    given_inquiry = {
        "contact": contact,
        "emails": tuple(f"e:{e}" for e in emails),
        "phones": tuple(f"p:{p}" for p in phones),
        "attributes": {"place": "Retiro"},
        "message": "Again, please.",
        "source_id": PORTAL,
        "source_title": "Portal",
        "by": "provider",
    }
    return Inquiry(**{**given_inquiry, **change})


def known(*leads, **cards):
    """Return cards by `e_x` or `p_x`, each naming its leads, the current one last."""
    return KnownPerson(
        {
            name.replace("_", ":"): Card(hash=name.replace("_", ":"), current=ids[-1], leads=ids, version=1)
            for name, ids in cards.items()
        },
        {lead.lead_id: lead for lead in leads},
    )


def admitted(inquiry, to=ROUTE, found=None, plan=None):
    return admit(inquiry, to, found or KnownPerson(), plan or make.plan(), NOW, lead_id=NEW, audit_id=AUDIT)


def kinds(lead):
    return [event.kind for event in lead.history]


def test_a_new_person_is_a_new_lead_to_be_routed():
    admission = admitted(asks())
    lead = admission.decision.lead
    assert (lead.lead_id, lead.state, lead.todo, lead.tell, lead.version) == (NEW, "unrouted", "route", "received", 0)
    assert (lead.source_id, lead.created_at, lead.since, kinds(lead)) == (PORTAL, NOW, NOW, ["received"])
    assert not admission.repeat
    assert not admission.decision.workload_changes
    assert [(card.hash, card.current, card.leads) for card in admission.cards] == [
        ("e:e", NEW, (NEW,)),
        ("p:p", NEW, (NEW,)),
    ]


def test_a_new_lead_may_go_to_the_pool():
    lead = admitted(asks(), ToPool("no_source")).decision.lead
    assert (lead.state, lead.reason, lead.todo, lead.counted) == ("pooled", "no_source", None, False)
    assert kinds(lead) == ["received", "pooled"]


def test_the_owner_of_a_source_owns_its_leads_at_once():
    decision = admitted(asks(), ToMember(ANN, "own_source")).decision
    assert (decision.lead.state, decision.lead.owner, decision.lead.reason) == ("owned", ANN, "own_source")
    assert (decision.lead.todo, kinds(decision.lead)) == (None, ["received", "assigned"])
    assert decision.lead.history[-1].detail == {"agent_id": ANN, "reason": "own_source"}
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=1),)
    assert not decision.counters
    assert decision.audit is None


def test_a_lead_assigned_by_hand_is_counted_and_audited():
    decision = admitted(asks(by=BOSS), ToMember(ANN)).decision
    assert (decision.lead.owner, decision.lead.reason, decision.lead.history[-1].by) == (ANN, None, BOSS)
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=1),)
    assert [(tally.agent_id, dict(tally.counts)) for tally in decision.counters] == [(ANN, {"hand_assigned": 1})]
    assert (decision.audit.by, decision.audit.subject, decision.audit.after) == (BOSS, NEW, {"owner": ANN})


@pytest.mark.parametrize(
    ("inquiry", "cards", "found"),
    [
        pytest.param(asks(), {"e_e": (LEAD,)}, LEAD, id="by e-mail"),
        pytest.param(asks("Pedro"), {"e_e": (LEAD,)}, LEAD, id="by e-mail, whatever the name"),
        pytest.param(asks(), {"p_p": (LEAD,)}, LEAD, id="by phone and name"),
        pytest.param(asks("LUCIA"), {"p_p": (LEAD,)}, LEAD, id="by phone, case and accents aside"),
        pytest.param(asks(""), {"p_p": (LEAD,)}, LEAD, id="by phone, without a name"),
        pytest.param(asks("Pedro"), {"p_p": (LEAD,)}, None, id="the phone of somebody else"),
        pytest.param(asks(), {"e_e": (LEAD,), "p_p": (OTHER,)}, LEAD, id="the e-mail decides"),
        pytest.param(asks(emails=("x", "e")), {"e_e": (LEAD,), "p_p": (OTHER,)}, LEAD, id="so does a second e-mail"),
        pytest.param(asks(), {"p_p": (LEAD, OTHER)}, LEAD, id="of a shared phone's leads the one with the name"),
        pytest.param(asks(emails=(), phones=()), {"e_e": (LEAD,)}, None, id="nothing to be recognised by"),
        pytest.param(asks(), {"e_e": (make.id_of("lead", "gone"),)}, None, id="a lead that is gone"),
    ],
)
def test_a_known_person_is_recognised(inquiry, cards, found):
    other = make.lead(OTHER, contact=Contact(first_name="Marta"))
    lead = recognise(inquiry, known(make.lead(), other, **cards))
    assert (lead and lead.lead_id) == found


def test_a_repeat_to_an_owned_lead_only_adds_the_inquiry():
    before = make.owned(ANN, tried=(BOB,), route_id=MAIN)
    admission = admitted(asks(), found=known(before, e_e=(LEAD,)))
    lead = admission.decision.lead
    assert admission.repeat
    assert (lead.state, lead.owner, lead.since, lead.version) == ("owned", ANN, before.since, before.version)
    assert (lead.last_activity_at, lead.tell, lead.todo) == (NOW, "repeated", None)
    assert lead.history[-1].detail == {
        "source_id": PORTAL,
        "inquiry": {"message": "Again, please.", "attributes": {"place": "Retiro"}},
    }
    assert not admission.decision.workload_changes


@pytest.mark.parametrize("to", [ROUTE, POOL, ToMember(ANN), ToMember(ANN, "own_source")])
def test_a_repeat_leaves_an_open_offer_and_its_clock_running(to):
    before = make.offered(BOB)
    decision = admitted(asks(), to, known(before, e_e=(LEAD,))).decision
    assert (decision.lead.state, decision.lead.offer, decision.lead.stop_clock) == ("offered", before.offer, None)
    assert not decision.workload_changes


def test_a_repeat_leaves_the_owners_response_due_and_its_clock_running():
    before = make.received(response=make.response(), rivals=(BOB,))
    lead = admitted(asks(), found=known(before, e_e=(LEAD,))).decision.lead
    assert (lead.owner, lead.via, lead.response, lead.rivals) == (ANN, MAIN, before.response, (BOB,))
    assert (lead.clock, lead.todo, lead.stop_clock) == (before.clock, None, None)


def test_a_lead_routed_again_forgets_its_earlier_offers():
    before = make.pooled(
        skips=(MAIN,), returned_by=(ANN,), beaten=(BOB,), turns={MAIN: 1}, tried=(ANN,), routes_at=NOON + SECOND
    )
    lead = admitted(asks(), found=known(before, e_e=(LEAD,))).decision.lead
    assert (lead.skips, lead.returned_by, lead.beaten, lead.turns, lead.tried, lead.routes_at) == (
        (),
        (),
        (),
        {},
        (),
        None,
    )


def test_an_unrouted_lead_stays_unrouted():
    lead = admitted(asks(), POOL, known(make.lead(), e_e=(LEAD,))).decision.lead
    assert (lead.state, lead.todo, lead.since) == ("unrouted", "route", NOON)


def test_a_pooled_lead_is_routed_again():
    before = make.pooled(tried=(ANN,), passed=(ANN,), route_id=MAIN, place=2, turns={MAIN: 7}, counted=True)
    lead = admitted(asks(), found=known(before, e_e=(LEAD,))).decision.lead
    assert (lead.state, lead.reason, lead.todo, lead.since) == ("unrouted", None, "route", NOW)
    assert (lead.tried, lead.passed, lead.route_id, lead.place, lead.turns) == ((), (), None, -1, {})
    assert (lead.counted, lead.source_id, lead.source_title) == (True, PORTAL, "Portal")
    assert kinds(lead) == ["received", "repeated"]


def test_a_pooled_lead_goes_where_a_new_inquiry_would():
    decision = admitted(asks(), ToMember(ANN, "own_source"), known(make.pooled(), e_e=(LEAD,))).decision
    assert (decision.lead.state, decision.lead.owner, decision.workload_changes) == (
        "owned",
        ANN,
        (WorkloadChange(ANN, open_leads=1),),
    )


def test_a_pooled_lead_stays_there_if_a_new_inquiry_would_be_pooled():
    before = make.pooled()
    lead = admitted(asks(source_id=None), ToPool("no_source"), known(before, e_e=(LEAD,))).decision.lead
    assert (lead.state, lead.reason, lead.since, lead.source_id) == ("pooled", "unclaimed", before.since, WEB)


def test_a_closed_lead_reopens_for_its_owner():
    decision = admitted(asks(), found=known(make.owned(ANN, state="closed"), e_e=(LEAD,))).decision
    assert (decision.lead.state, decision.lead.owner, decision.lead.since) == ("owned", ANN, NOW)
    assert decision.workload_changes == (WorkloadChange(ANN, open_leads=1),)
    assert kinds(decision.lead) == ["received", "repeated", "reopened"]


@pytest.mark.parametrize("owner", [ANN, None])
def test_a_closed_lead_of_an_inactive_owner_is_routed(owner):
    plan = make.plan(members=[make.member(ANN, status="removed"), make.member(BOB)])
    before = make.owned(owner, state="closed", turns={MAIN: 1}, tried=(BOB,))
    decision = admitted(asks(), found=known(before, e_e=(LEAD,)), plan=plan).decision
    assert (decision.lead.state, decision.lead.owner, decision.lead.todo) == ("unrouted", None, "route")
    assert (decision.lead.turns, decision.lead.tried, decision.workload_changes) == ({}, (), ())


def test_a_repeat_adds_what_the_lead_lacked():
    before = make.owned(contact=Contact(emails=(Address(given="e@example.com", normal="e@example.com"),)))
    lead = admitted(asks(emails=("e", "f")), found=known(before, e_e=(LEAD,))).decision.lead
    assert [address.normal for address in lead.contact.emails] == ["e@example.com", "f@example.com"]
    assert [address.normal for address in lead.contact.phones] == ["+p"]
    assert (lead.contact.first_name, lead.message, lead.attributes) == ("Lucía", "Again, please.", {"place": "Retiro"})


def test_a_repeat_takes_nothing_away():
    before = make.owned(message="First.", attributes={"place": "Gracia"})
    lead = admitted(asks("Pedro"), found=known(before, e_e=(LEAD,))).decision.lead
    assert (lead.contact.first_name, lead.message, lead.attributes) == ("Lucía", "First.", {"place": "Gracia"})


def test_a_lead_keeps_ten_addresses_and_is_found_by_more():
    ten = tuple(Address(given=f"{n}@example.com", normal=f"{n}@example.com") for n in range(10))
    before = make.owned(contact=Contact(emails=ten))
    admission = admitted(asks(), found=known(before, p_p=(LEAD,)))
    assert admission.decision.lead.contact.emails == ten
    assert [(card.hash, card.current) for card in admission.cards] == [("e:e", LEAD)]


def test_only_changed_cards_are_written():
    """A write that changes nothing would cost, and conflict with others needlessly."""
    found = known(make.owned(), make.owned(lead_id=OTHER), e_e=(LEAD,), p_p=(LEAD, OTHER))
    [card] = admitted(asks(), found=found).cards
    assert (card.hash, card.current, card.leads, card.version) == ("p:p", LEAD, (OTHER, LEAD), 1)


def test_a_phone_shared_by_hundreds_keeps_the_latest_leads():
    many = tuple(make.id_of("lead", f"{n}") for n in range(MAX_SHARED))
    [_, card] = admitted(asks(), found=known(p_p=many)).cards
    assert card.leads == (*many[1:], NEW)


@given(st.integers(min_value=0, max_value=2 * MAX_REPEATED))
def test_a_repeats_attributes_are_kept_while_there_is_room(length):
    given_attributes = {"a": "x" * length, "b": 1}
    lead = admitted(asks(attributes=given_attributes), found=known(make.owned(), e_e=(LEAD,))).decision.lead
    told = lead.history[-1].detail["inquiry"]["attributes"]
    assert json_size(told) <= MAX_REPEATED
    room_for_a = json_size({"a": "x" * length}) <= MAX_REPEATED
    assert ("a" in told) == room_for_a
    assert ("b" in told) == (not room_for_a or json_size(given_attributes) <= MAX_REPEATED)


def test_a_lead_fits_into_one_item_however_often_it_is_repeated():
    """An item holds 400 KB. The worst text takes six bytes a character as JSON."""
    worst = asks(message="\x01" * MAX_MESSAGE, attributes={"a": "é" * ((MAX_ATTRIBUTES - 10) // 2)})
    lead = admitted(worst).decision.lead
    for _ in range(40):
        lead = admitted(worst, found=known(lead, e_e=(NEW,))).decision.lead
        lead, _ = codec.spill(lead)
        assert len(codec.to_item(lead)["body"]["S"].encode()) < 390_000


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({}, ToRouting()),
        ({"owner": ANN}, ToMember(ANN, "own_source")),
        ({"owner": BOB}, ToRouting()),
        ({"owner": make.id_of("agent", "gone")}, ToRouting()),
        ({"owner": ANN, "status": "archived", "archived_at": NOON}, ToPool("no_source")),
    ],
)
def test_a_source_decides_where_its_leads_go(change, place):
    plan = make.plan(members=[make.member(ANN), make.member(BOB, status="invited")])
    assert place_of(make.source(**change), plan) == place


def test_an_archived_source_still_accepts_leads_for_thirty_days():
    archived = make.source(status="archived", archived_at=NOON)
    assert accepts_deliveries(make.source(), NOON)
    assert accepts_deliveries(archived, NOON + ARCHIVED_TAKES - SECOND)
    assert not accepts_deliveries(archived, NOON + ARCHIVED_TAKES)
    assert not accepts_deliveries(make.source(status="archived"), NOON)


# Two leads of one person, and new ones by the setting


DOUBT = {"possible_duplicate": OTHER}
TWO = {"e_e": (LEAD,), "p_p": (OTHER,)}
MARK = DoNotContact(channels="all", by=BOB, at=NOON)


def test_an_email_and_a_phone_of_two_leads_make_a_possible_duplicate_of_the_emails_lead():
    found = known(make.owned(ANN), make.owned(BOB, lead_id=OTHER), **TWO)
    admission = admitted(asks(), found=found)
    lead = admission.decision.lead
    assert (lead.lead_id, lead.possible_duplicates) == (LEAD, (OTHER,))
    assert lead.history[-1].detail.items() >= DOUBT.items()
    [card] = admission.cards
    assert (card.hash, card.current, card.leads) == ("p:p", LEAD, (OTHER, LEAD))


@pytest.mark.parametrize(
    ("first_name", "cards"),
    [
        pytest.param("Pedro", TWO, id="the phone is somebody else's"),
        pytest.param("Lucía", {"e_e": (LEAD,), "p_p": (LEAD, OTHER, LEAD)}, id="both lead to one"),
        pytest.param("Lucía", {"p_p": (OTHER,)}, id="a phone alone"),
    ],
)
def test_other_matches_are_no_possible_duplicate(first_name, cards):
    found = known(make.owned(ANN), make.owned(BOB, lead_id=OTHER), **cards)
    lead = admitted(asks(first_name), found=found).decision.lead
    assert not lead.possible_duplicates
    assert "possible_duplicate" not in lead.history[-1].detail


def test_the_same_possible_duplicate_is_stored_once():
    before = make.owned(ANN, possible_duplicates=(OTHER, NEW))
    lead = admitted(asks(), found=known(before, make.owned(BOB, lead_id=OTHER), **TWO)).decision.lead
    assert lead.possible_duplicates == (NEW, OTHER)


def test_the_address_of_a_merged_lead_leads_to_the_other():
    gone = make.owned(BOB, lead_id=OTHER, state="closed", merged_into=LEAD)
    for cards in ({"e_e": (OTHER,)}, {"p_p": (OTHER,)}, TWO):
        lead = admitted(asks(), found=known(make.owned(ANN), gone, **cards)).decision.lead
        assert (lead.lead_id, lead.owner, lead.possible_duplicates) == (LEAD, ANN, ())


def test_a_repeat_is_recorded_in_the_history():
    assert admitted(asks()).decision.lead.asked_again_at is None
    assert admitted(asks(), found=known(make.offered(BOB), e_e=(LEAD,))).decision.lead.asked_again_at == NOW


def test_a_reopened_lead_may_be_routed_once_more():
    before = make.owned(ANN, state="closed", outcome="lost", turns={MAIN: 1}, tried=(ANN,), route_id=MAIN)
    lead = admitted(asks(), found=known(before, e_e=(LEAD,))).decision.lead
    assert (lead.state, lead.owner, lead.outcome, lead.turns, lead.tried, lead.route_id) == (
        "owned", ANN, None, {}, (), None,
    )  # fmt: skip


def test_a_repeat_keeps_the_do_not_contact_mark():
    before = make.owned(ANN, do_not_contact=MARK)
    assert admitted(asks(), found=known(before, e_e=(LEAD,))).decision.lead.do_not_contact == MARK


def test_if_the_setting_says_so_a_repeat_is_a_new_lead():
    before = make.owned(ANN, do_not_contact=MARK)
    found = known(before, make.owned(BOB, lead_id=OTHER), **TWO)
    admission = admitted(asks(), found=found, plan=make.plan(repeat_leads="route"))
    lead = admission.decision.lead
    assert (lead.lead_id, lead.state, lead.todo, admission.repeat) == (NEW, "unrouted", "route", False)
    assert (lead.do_not_contact, lead.asked_again_at, lead.possible_duplicates) == (MARK, None, (OTHER,))
    assert [(event.kind, event.detail) for event in lead.history] == [("received", DOUBT)]
    assert {card.hash: (card.current, card.leads) for card in admission.cards} == {
        "e:e": (NEW, (LEAD, NEW)),
        "p:p": (NEW, (OTHER, NEW)),
    }


def entered(to, found, me=None, **settings):
    me = me or make.member(BOB)
    plan = make.plan(**settings)
    return admit_by_hand(asks(by=me.agent_id), to, found, plan, me, NOW, lead_id=NEW, audit_id=AUDIT)


def test_manual_entry_does_not_reveal_a_lead_that_the_member_may_not_see():
    found = known(make.owned(ANN), e_e=(LEAD,))
    with pytest.raises(AlreadyInTeam):
        entered(ROUTE, found)
    with pytest.raises(AlreadyInTeam):
        entered(ROUTE, found, agents_see="team")
    assert entered(ROUTE, found, make.member(ANN)).repeat
    assert entered(ROUTE, found, make.member(BOSS, role="manager")).repeat


def test_manual_entry_reveals_no_lead_where_repeats_are_new_leads_either():
    found = known(make.owned(ANN), e_e=(LEAD,))
    with pytest.raises(AlreadyInTeam):
        entered(ROUTE, found, repeat_leads="route")
    assert entered(ROUTE, found, make.member(ANN), repeat_leads="route").decision.lead.lead_id == NEW


@pytest.mark.parametrize("lead", [make.owned(ANN), make.offered(ANN), make.lead(), make.received(), make.closed])
def test_an_attempt_to_enter_a_known_person_changes_only_the_history(lead):
    after = record_attempt(lead, make.member(BOB), make.settings(), NOW).lead
    untold = {"history", "tell", "attempted"}
    assert after.model_dump(exclude=untold) == lead.model_dump(exclude=untold)
    assert (after.history[-1].kind, after.history[-1].by, after.tell) == ("attempted", BOB, "attempted")


def test_an_attempt_is_recorded_once_a_day_per_member_in_the_teams_time():
    bob, cat, mine, night = make.member(BOB), make.member(CAT), make.settings(), NOON + 10 * HOUR  # 23:00 in Madrid
    once = record_attempt(make.owned(ANN), bob, mine, night).lead
    assert not record_attempt(once, bob, mine, night + 59 * MINUTE).changed
    twice = record_attempt(once, cat, mine, night).lead
    assert kinds(twice) == ["received", "attempted", "attempted"]
    next_day = record_attempt(twice, bob, mine, night + HOUR).lead
    assert list(next_day.attempted) == [BOB]
    assert record_attempt(next_day, cat, mine, night + HOUR).changed


def test_manual_entry_takes_no_lead_out_of_a_pool_that_the_member_may_not_see():
    found = known(make.pooled(), e_e=(LEAD,))
    shown = {"hide_contact_until_claimed": False}
    assert entered(ToMember(BOB), found, **shown).decision.lead.owner == BOB
    with pytest.raises(AlreadyInTeam):
        entered(ToMember(BOB), found)
    with pytest.raises(Forbidden):
        entered(ToMember(BOB), found, agents_see_pool=False, agents_see="team", **shown)


def stranger(*given, **change):
    return asks(*given, by_anybody=True, **change)


@pytest.mark.parametrize(
    ("lead", "becomes"),
    [
        (make.owned(ANN), "owned"),
        (make.offered(ANN), "offered"),
        (make.pooled(), "unrouted"),
        (make.closed, "unrouted"),
    ],
    ids=["owned", "offered", "pooled", "closed"],
)
def test_what_anybody_may_have_sent_joins_a_known_person_and_changes_no_contact(lead, becomes):
    lead = lead.model_copy(update={"contact": make.contact(first_name="", last_name="")})
    found = known(lead, e_e=(LEAD,), p_q=(OTHER,))
    admission = admitted(stranger("Bea", emails=("e", "mine"), phones=("q", "mine")), found=found)
    after = admission.decision.lead
    assert (admission.repeat, after.state, after.contact, admission.cards) == (True, becomes, lead.contact, ())
    [repeated] = (event for event in after.history if event.kind == "repeated")
    assert repeated.detail["inquiry"]["name"]["first_name"] == "Bea"
    assert repeated.detail["inquiry"]["message"] == "Again, please."


def test_a_known_address_that_anybody_may_have_sent_goes_on_leading_to_whom_it_led():
    lead = make.owned(ANN, contact=make.contact(first_name="Marta"))
    admission = admitted(stranger("Bea", emails=("mine",)), found=known(lead, p_p=(LEAD,)))
    assert {card.hash: (card.current, card.leads) for card in admission.cards} == {
        "e:mine": (NEW, (NEW,)),
        "p:p": (LEAD, (LEAD, NEW)),
    }
    earlier = stranger("Bea", emails=("mine",), earlier={"p:p": ("p:old",)})
    cards = admitted(earlier, found=known(lead, p_old=(LEAD,))).cards
    assert {card.hash: card.current for card in cards} == {"e:mine": NEW, "p:p": LEAD}


OTHER_NAMES = [
    pytest.param(("Bea", "Casa"), {"first_name": "Bea", "last_name": "Casa"}, id="another name"),
    pytest.param(("Lucía", "Pérez Vidal"), {"first_name": "Lucía", "last_name": "Pérez Vidal"}, id="a fuller name"),
    pytest.param(("LUCIA", "perez"), None, id="the same, case and accents aside"),
    pytest.param(("Lucía", ""), None, id="a part of the name"),
    pytest.param(("", ""), None, id="no name"),
]


@pytest.mark.parametrize(("name", "kept"), OTHER_NAMES)
@pytest.mark.parametrize(
    "lead", [make.owned(ANN), make.offered(ANN), make.pooled()], ids=["owned", "offered", "pooled"]
)
def test_a_repeat_under_another_name_keeps_it_in_the_history_only(lead, name, kept):
    contact = Contact(first_name=name[0], last_name=name[1], emails=(Address(given="e@example.com"),))
    after = admitted(asks(contact=contact), found=known(lead, e_e=(LEAD,))).decision.lead
    (repeated,) = (event for event in after.history if event.kind == "repeated")
    assert repeated.detail["inquiry"].get("name") == kept
    assert after.contact.name == lead.contact.name


def test_a_first_name_of_somebody_unnamed_is_theirs():
    lead = make.owned(ANN, contact=make.contact(first_name="", last_name=""))
    after = admitted(asks("Bea"), found=known(lead, e_e=(LEAD,))).decision.lead
    assert (after.contact.first_name, "name" in after.history[-1].detail["inquiry"]) == ("Bea", False)
