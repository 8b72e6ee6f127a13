"""May this member know that a lead exists, and who the person is?"""

import pytest

from shared.domain import access
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import DETAILS, reveals
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.consent import Consent
from shared.domain.lead_records.merging import MergedLead
from shared.domain.lead_records.task import Task
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, LEAD, MAIN, NOON, OFFER, WEB, closed, offered, owned, pooled

LEADS = {
    "unrouted": make.lead(),
    "offered to me": offered(ANN),
    "offered to another": offered(BOB),
    "offered to several": offered(ANN, BOB),
    "mine": owned(ANN),
    "another's": owned(BOB),
    "pooled": pooled(),
    "closed": closed,
}
OWN = {"offered to me", "offered to several", "mine", "pooled"}


def seen(me, **settings):
    return {name for name, lead in LEADS.items() if access.may_see(me, lead, make.settings(**settings))}


def known(me, **settings):
    return {
        name
        for name, lead in LEADS.items()
        if access.may_see(me, lead, make.settings(**settings))
        and access.may_see_contact(me, lead, make.settings(**settings))
    }


@pytest.mark.parametrize("me", [make.member(BOSS, role="manager"), make.member(CHIEF, role="rainmaker")])
def test_managers_and_rainmakers_see_everything(me):
    assert seen(me) == known(me) == set(LEADS)


def test_an_agent_sees_their_offers_their_leads_and_the_pool():
    assert seen(make.member(ANN)) == OWN


def test_an_agent_sees_no_pool_when_that_is_off():
    assert seen(make.member(ANN), agents_see_pool=False) == OWN - {"pooled"}


def test_an_agent_of_an_open_team_sees_every_lead_but_not_the_person():
    assert seen(make.member(ANN), agents_see="team") == set(LEADS)
    assert known(make.member(ANN), agents_see="team") == {"mine"}


def test_a_members_own_setting_takes_precedence():
    assert seen(make.member(ANN, sees="team")) == set(LEADS)
    assert seen(make.member(ANN, sees="own"), agents_see="team") == OWN


def test_the_person_is_hidden_until_the_claim_unless_the_team_says_otherwise():
    assert known(make.member(ANN)) == {"mine"}
    assert known(make.member(ANN), hide_contact_until_claimed=False) == OWN


PERSON = {"message": "Llamadme", "attributes": {"street": "Calle Mayor 7", "place": "Ruzafa"}}
MANAGER = make.member(BOSS, role="manager")


@pytest.mark.parametrize(
    ("me", "whole"),
    [
        pytest.param(make.member(ANN), True, id="the owner"),
        pytest.param(MANAGER, True, id="a Manager"),
        pytest.param(make.member(BOB, sees="team"), False, id="another who sees the team's leads"),
    ],
)
def test_the_person_is_shown_whole_or_masked(me, whole):
    lead, settings = make.owned(ANN, **PERSON), make.settings()
    assert access.visible_contact(me, lead, settings) == (lead.contact if whole else lead.contact.masked)
    assert access.visible_message(me, lead, settings) == (lead.message if whole else None)
    known = lead.attributes if whole else {"place": "Ruzafa"}
    assert access.visible_attributes(me, lead, settings) == known


def test_what_is_said_about_a_lead_is_for_its_owner_and_who_supervises():
    asked = {name: access.may_see_exchange(make.member(ANN, sees="team"), lead) for name, lead in LEADS.items()}
    assert [name for name, yes in asked.items() if yes] == ["mine"]
    assert all(access.may_see_exchange(MANAGER, lead) for lead in LEADS.values())


@pytest.mark.parametrize("sees", ["own", "team"])
def test_who_reads_what_is_said_is_the_owner_their_cover_and_who_supervises(sees):
    members = [make.member(BOSS, role="manager"), make.member(CHIEF, role="rainmaker", status="removed"),
               make.member(ANN), make.member(BOB, covers_for=(ANN,)), make.member(CAT)]  # fmt: skip
    plan = make.plan(members=members, agents_see=sees)
    found = {name: {one.agent_id for one in access.readers(lead, plan)} for name, lead in LEADS.items()}
    owners = {"mine": {ANN, BOB}, "another's": {BOB}}
    assert found == {name: {BOSS, *owners.get(name, ())} for name in LEADS}


def test_a_cover_looks_after_what_the_absent_member_owns_and_not_after_what_they_closed():
    """Source: docs/rules.md, "Eligible agents" 6."""
    over, cover = make.lead(state="closed", owner=ANN, todo=None), make.member(BOB, covers_for=(ANN,))
    assert [access.looks_after(make.member(ANN), lead) for lead in (owned(ANN), over)] == [True, True]
    assert [access.looks_after(cover, lead) for lead in (owned(ANN), over)] == [True, False]


@pytest.mark.parametrize(("me", "may"), [(make.member(ANN), True), (make.member(CAT), False), (MANAGER, True)])
def test_an_agent_sees_the_routes_that_they_are_on(me, may):
    """Source: docs/rules.md, "Restrictions" 3."""
    assert access.may_see_route(me, make.route(agents=(ANN, BOB))) is may


def test_an_agent_knows_no_other_agent_of_an_offer_and_no_other_lead():
    lead = make.owned(ANN, offer=make.offer(ANN, BOB), possible_duplicates=(LEAD,), merged_into=LEAD)
    for me, recipients, duplicates, into in (
        (make.member(ANN), (ANN,), (), None), (make.member(CAT), (), (), None), (MANAGER, (ANN, BOB), (LEAD,), LEAD)
    ):  # fmt: skip
        assert access.visible_recipients(me, lead.offer) == recipients
        assert access.visible_duplicates(me, lead) == duplicates
        assert access.visible_merged_into(me, lead) == into


@pytest.mark.parametrize(("by", "shown"), [(ANN, ANN), (BOB, "agent"), (BOSS, BOSS), ("provider", "provider")])
def test_an_agent_is_told_who_acted_if_it_was_themself_or_who_supervises(by, shown):
    assert access.visible_actor(make.member(ANN), by, make.plan()) == shown


@pytest.mark.parametrize(("hidden", "told"), [(True, {"agent_ids": []}), (False, {"agent_ids": [], "reason": "Lucía"})])
def test_a_managers_reason_for_passing_is_hidden_while_the_person_is(hidden, told):
    passed = Event(at=NOON, kind="passed", by=BOSS, detail={"agent_ids": [BOSS], "reason": "Lucía"})
    plan = make.plan(hide_contact_until_claimed=hidden)
    assert access.visible_event(make.member(ANN), passed, offered(ANN), plan).detail == told


EVENTS = (
    Event(at=NOON, kind="attempted", by=BOB),
    Event(at=NOON, kind="repeated", by="provider", detail={"possible_duplicate": LEAD, "source_id": WEB}),
    Event(at=NOON, kind="merged", by=BOSS, detail={"lead_id": LEAD}),
    Event(at=NOON, kind="merged", by=BOSS, detail={"into": LEAD}),
    Event(at=NOON, kind="closed", by=BOB, detail={"outcome": "lost"}),
    Event(at=NOON, kind="do_not_contact", by=BOB, detail={"channels": ["call"]}),
)


def test_an_owner_sees_neither_attempts_to_enter_the_person_nor_other_leads():
    told = access.visible_history(make.member(ANN), EVENTS, make.owned(ANN), make.plan())
    assert [(event.kind, event.by, event.detail) for event in told] == [
        ("repeated", "provider", {"source_id": WEB}), ("merged", BOSS, {}), ("merged", BOSS, {}),
        ("closed", "agent", {"outcome": "lost"}), ("do_not_contact", "agent", {"channels": ["call"]}),
    ]  # fmt: skip


OTHER = make.id_of("lead", "other")
BULK = {"bulk_id": make.id_of("bulk", "one"), "undoes": make.id_of("bulk", "other")}
TASK = {"task_id": make.id_of("task", "1"), "text": "Llamar"}
FULL = {
    "received": {"possible_duplicate": OTHER},
    "repeated": {"source_id": WEB, "inquiry": {"message": "Hi"}, "possible_duplicate": OTHER},
    "offered": {"offer_id": OFFER, "route_id": MAIN, "agent_ids": [ANN, BOB], "deadline": "2026-01-05T12:05:00Z"},
    "claimed": {"seconds": 9, "from": "pool"},
    "passed": {"agent_ids": [BOB], "reason": "my cousin"},
    "expired": {"agent_ids": [BOB, ANN], "excused": "away"},
    "assigned": {
        "agent_id": ANN,
        "route_id": MAIN,
        "from": BOB,
        "reason": "member_removed",
        "note": "agent_s like it",
        **BULK,
    },
    "pooled": {"reason": "by_hand", "agent_id": BOB, "cause": "unreadable"},
    "released": {"reason": "released", "from": BOB, "note": "x", **BULK},
    "given_back": {"reason": "no_time", "note": "x"},
    "handed_over": {"agent_id": BOB, "from": ANN, "note": "x"},
    "sent": {"from": BOB, "note": "x", "again": True, **BULK},
    "closed": {
        "outcome": "won",
        "reason_id": "x",
        "reason": "x",
        "note": "x",
        "value": {"amount": 1, "currency": "EUR"},
        **BULK,
    },
    "reopened": {"reason": "released", "agent_id": BOB, **BULK},
    "response_missed": {"agent_id": BOB, "stays": True},
    "withdrawn": {"reason": "member_removed", "agent_ids": [BOB, ANN], "agent_id": BOB},
    "merged": {"into": OTHER, "lead_id": OTHER, "agent_id": BOB, "took": True, "route_id": MAIN, "joined": True},
    "separated": {"out_of": OTHER, "lead_id": OTHER, "agent_id": BOB, "reason": "released", "outcome": "lost"},
    "do_not_contact": {"channels": ["call"]},
    "consent": {"purpose": "marketing", "channel": "email", "given": True},
    "objection": {"what": "marketing"},
    "edited": {"fields": ["emails"], "possible_duplicate": OTHER},
    "read_again": {
        "fields": ["message"],
        "before": {"message": "a"},
        "after": {"message": "b"},
        "possible_duplicate": OTHER,
    },
    "erased": {"erasure_id": make.id_of("erasure", "1")},
    "judged": {"confirmed": True, "agent_id": BOB, "route_id": MAIN},
    "task_made": {**TASK, "due_at": "x", "agent_id": BOB},
    "task_changed": {
        **TASK,
        "due_at": "y",
        "agent_id": BOB,
        "former_text": "x",
        "former_due_at": "x",
        "from": ANN,
    },
    "task_done": TASK,
    "task_reopened": {**TASK, "agent_id": ANN},
    "task_deleted": TASK,
    "comment_edited": {"comment_id": make.id_of("comment", "1")},
    "comment_deleted": {"comment_id": make.id_of("comment", "1")},
    "conversation_closed": {"days": 3},
}
"""Events with all the details of their kind."""

# What Ann reads of them while the person is hidden and a Manager acted; then what is added where she owns the lead;
# then what is taken away where it was another agent who acted.
READ = {
    "received": ({}, [], []),
    "repeated": ({"source_id": WEB}, ["inquiry"], []),
    "offered": ({**FULL["offered"], "agent_ids": [ANN]}, [], []),
    "claimed": (FULL["claimed"], [], []),
    "passed": ({"agent_ids": []}, ["reason"], ["reason"]),
    "expired": ({"agent_ids": [ANN]}, [], []),
    "assigned": ({"agent_id": ANN, "route_id": MAIN, "reason": "member_removed", **BULK}, ["note"], ["reason"]),
    "pooled": ({"reason": "by_hand"}, ["cause"], ["reason"]),
    "released": ({"reason": "released", **BULK}, ["note"], ["reason"]),
    "given_back": ({"reason": "no_time"}, ["note"], ["reason", "note"]),
    "handed_over": ({"from": ANN}, ["note"], []),
    "sent": ({"again": True, **BULK}, ["note"], []),
    "closed": ({"outcome": "won", "reason_id": "x", **BULK}, ["note", "reason", "value"], []),
    "reopened": ({"reason": "released", **BULK}, [], ["reason"]),
    "response_missed": ({}, ["stays"], []),
    "withdrawn": ({"reason": "member_removed", "agent_ids": [ANN]}, [], ["reason"]),
    "merged": ({"took": True, "route_id": MAIN, "joined": True}, [], []),
    "separated": ({"reason": "released", "outcome": "lost"}, [], ["reason"]),
    "do_not_contact": ({"channels": ["call"]}, [], []),
    "consent": ({}, ["purpose", "channel", "given"], []),
    "objection": ({"what": "marketing"}, [], []),
    "edited": ({"fields": ["emails"]}, [], []),
    "read_again": ({"fields": ["message"]}, ["before", "after"], []),
    "erased": (FULL["erased"], [], []),
    "judged": ({"confirmed": True, "route_id": MAIN}, [], []),
    "task_made": ({"task_id": TASK["task_id"], "due_at": "x"}, ["text"], []),
    "task_changed": (
        {"task_id": TASK["task_id"], "due_at": "y", "former_due_at": "x", "from": ANN},
        ["text", "former_text"],
        [],
    ),
    "task_done": ({"task_id": TASK["task_id"]}, ["text"], []),
    "task_reopened": ({"task_id": TASK["task_id"], "agent_id": ANN}, ["text"], []),
    "task_deleted": ({"task_id": TASK["task_id"]}, ["text"], []),
    "comment_edited": (FULL["comment_edited"], [], []),
    "comment_deleted": (FULL["comment_deleted"], [], []),
    "conversation_closed": (FULL["conversation_closed"], [], []),
}


@pytest.mark.parametrize("kind", FULL)
def test_an_agent_reads_of_each_kind_what_reveals_nothing_they_may_not_know(kind):
    hidden, with_person, with_motive = READ[kind]
    known = hidden | {name: FULL[kind][name] for name in with_person}
    masked = {name: value for name, value in known.items() if name not in with_motive}

    def read(by, lead):
        found = Event(at=NOON, kind=kind, by=by, detail={**FULL[kind], "newer": "x"})
        return access.visible_event(make.member(ANN), found, lead, make.plan())

    assert read(BOSS, offered(ANN)).detail == hidden
    assert read(BOSS, owned(ANN)).detail == known
    assert (read(BOB, owned(ANN)).by, read(BOB, owned(ANN)).detail) == ("agent", masked)


def test_what_a_task_says_is_for_who_reads_the_comments_even_where_the_contact_is_shown():
    found = Event(at=NOON, kind="task_made", by=BOSS, detail=FULL["task_made"])
    plan = make.plan(hide_contact_until_claimed=False)
    assert "text" not in access.visible_event(make.member(ANN), found, offered(ANN), plan).detail


def test_every_kind_that_agents_read_is_proved_here():
    """A kind that is added must say here who reads what of it."""
    names = {kind: set(reveals(kind)) for kind, detail in DETAILS.items() if not detail.supervisors_only}
    assert {kind: set(detail) for kind, detail in FULL.items()} == names


def test_what_a_newer_release_has_written_is_shown_to_nobody():
    newer = Event(at=NOON, kind="teleported", by="route")
    boss = make.member(BOSS, role="manager")
    assert list(access.visible_history(boss, [newer], make.owned(ANN), make.plan())) == []


def test_a_manager_sees_the_whole_history():
    assert (
        tuple(access.visible_history(make.member(BOSS, role="manager"), EVENTS, make.owned(ANN), make.plan())) == EVENTS
    )


@pytest.mark.parametrize("status", ["invited", "removed"])
@pytest.mark.parametrize("role", ["agent", "manager", "rainmaker"])
def test_inactive_members_see_nothing(status, role):
    assert seen(make.member(ANN, status=status, role=role)) == set()


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        pytest.param("Lucía", "Pérez", ("Lucía", "P"), id="first name and initial"),
        pytest.param("Lucía Pérez García", "", ("Lucía", "P"), id="a whole name in the first"),
        pytest.param("Lucía", "", ("Lucía", ""), id="no last name"),
        pytest.param("", "", ("", ""), id="no name"),
        pytest.param("+34600112233", "", ("", ""), id="a phone where a name should be"),
        pytest.param("lucia@example.com", "Pérez", ("", "P"), id="an e-mail where a name should be"),
    ],
)
def test_a_masked_name_is_one_word_and_an_initial(first, last, shown):
    masked = make.contact(first_name=first, last_name=last).masked
    assert (masked.first_name, masked.last_name) == shown


def test_a_masked_lead_says_no_more_than_an_offer_may():
    lead = offered(ANN, attributes={"place": "Gracia", "phone_2": "600"}, message="call me on 600")
    me, settings = make.member(ANN), make.settings()
    assert access.visible_contact(me, lead, settings).model_dump(exclude_defaults=True) == {
        "first_name": "Lucía",
        "last_name": "P",
    }
    assert access.visible_attributes(me, lead, settings) == {"place": "Gracia"}
    assert access.visible_message(me, lead, settings) is None


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        pytest.param("place", "Gracia", True, id="a place"),
        pytest.param("place", ["Gracia", "Sants"], True, id="places"),
        pytest.param("price_max", 300_000, True, id="a price"),
        pytest.param("price_max", "250.000 - 300.000 €", True, id="a price in words"),
        pytest.param("listing_id", "103456789012", True, id="the number of a listing"),
        pytest.param("listing_url", "https://portal.example.com/inmueble/103456789012", True, id="a listing's page"),
        pytest.param("teléfono_2", "600112233", False, id="a name of the sender's own"),
        pytest.param("place_2", "Gracia", False, id="a known name that came twice"),
        pytest.param("place", "Gracia, llamar al 600 11 22 33", False, id="a place with a phone"),
        pytest.param("language", "es (lucia@example.com)", False, id="a language with an e-mail"),
        pytest.param("listing_url", "https://wa.me/34600112233", False, id="a link to a phone"),
        pytest.param("place", ["Gracia", "+34 600-112-233"], False, id="a phone among places"),
        pytest.param("intent", {"call": "soon"}, False, id="an object under a known name"),
    ],
)
def test_until_the_claim_attributes_are_shown_that_were_recognised_and_hold_no_address(name, value, shown):
    lead, settings = offered(ANN, attributes={name: value}), make.settings()
    assert access.visible_attributes(make.member(ANN), lead, settings) == ({name: value} if shown else {})
    assert access.visible_attributes(MANAGER, lead, settings) == {name: value}


RAINMAKER, AGENT = make.member(CHIEF, role="rainmaker"), make.member(ANN)


@pytest.mark.parametrize(
    ("me", "setting", "may"),
    [
        pytest.param(RAINMAKER, True, True, id="the Rainmaker"),
        pytest.param(RAINMAKER, False, True, id="the Rainmaker, whatever Managers may"),
        pytest.param(MANAGER, True, True, id="a Manager"),
        pytest.param(MANAGER, False, False, id="a Manager who may not"),
        pytest.param(AGENT, True, False, id="an Agent"),
        pytest.param(make.member(CHIEF, role="rainmaker", status="removed"), True, False, id="who has left"),
    ],
)
def test_the_rainmaker_exports_and_managers_do_unless_it_is_off(me, setting, may):
    """Source: docs/rules.md, "Restrictions" 3."""
    assert access.may_export(me, make.settings(managers_export=setting)) is may


@pytest.mark.parametrize(
    ("me", "made_by", "may"),
    [
        pytest.param(MANAGER, BOSS, True, id="their own"),
        pytest.param(MANAGER, CHIEF, False, id="another's"),
        pytest.param(RAINMAKER, BOSS, True, id="another's, the Rainmaker"),
        pytest.param(AGENT, ANN, False, id="who supervises no more"),
        pytest.param(make.member(BOSS, role="manager", status="removed"), BOSS, False, id="who has left"),
    ],
)
def test_failed_rows_of_an_own_import_are_always_exported(me, made_by, may):
    """Source: docs/rules.md, "Restrictions" 3."""
    assert access.may_export_rows(me, made_by, make.settings(managers_export=False)) is may


@pytest.mark.parametrize(("me", "may"), [(ANN, True), (BOB, False), (BOSS, True)])
def test_what_a_comment_said_before_is_for_its_author_and_who_supervises(me, may):
    """Source: docs/rules.md, "Supervision" 4."""
    comment = Comment(comment_id=make.id_of("comment", "1"), lead_id=LEAD, body="x", by=ANN, at=NOON)
    reader = MANAGER if me == BOSS else make.member(me)
    assert access.may_see_former(reader, comment) is may


@pytest.mark.parametrize(
    ("me", "read"),
    [
        pytest.param(make.member(ANN), True, id="the owner"),
        pytest.param(MANAGER, True, id="a Manager"),
        pytest.param(make.member(BOB, sees="team"), False, id="another who sees the team's leads"),
    ],
)
def test_statements_of_consent_and_merged_leads_are_for_who_reads_of_the_person(me, read):
    """Source: docs/rules.md, "Consent and objections" 3, "Merging" 1."""
    said = Consent(purpose="marketing", channel="any", given=True, at=NOON, by="provider")
    went = MergedLead(lead_id=make.id_of("lead", "other"), at=NOON, by=BOSS)
    lead = owned(ANN, consents=(said,), merged_from=(went,))
    assert access.visible_consents(me, lead, make.settings()) == ((said,) if read else ())
    assert access.visible_merged_from(me, lead) == ((went,) if read else ())


def test_in_an_open_pool_the_consents_are_shown_with_the_person_but_not_what_was_written():
    said = Consent(purpose="marketing", channel="any", given=True, at=NOON, by="provider")
    went = MergedLead(lead_id=make.id_of("lead", "other"), at=NOON, by=BOSS)
    lead, open_to_all = pooled(consents=(said,), merged_from=(went,)), make.settings(hide_contact_until_claimed=False)
    assert access.visible_consents(AGENT, lead, open_to_all) == (said,)
    assert access.visible_merged_from(AGENT, lead) == ()


@pytest.mark.parametrize(
    ("me", "read"),
    [
        pytest.param(make.member(ANN), True, id="the lead's owner"),
        pytest.param(MANAGER, True, id="a Manager"),
        pytest.param(make.member(BOB, sees="team"), True, id="its assignee, who sees the lead"),
        pytest.param(make.member(CAT, sees="team"), True, id="its author, who sees the lead"),
        pytest.param(make.member(BOB), False, id="its assignee, who sees the lead no more"),
        pytest.param(make.member(make.id_of("agent", "dan"), sees="team"), False, id="another who sees the lead"),
    ],
)
def test_a_task_is_read_by_whose_it_is_who_made_it_and_who_reads_the_comments(me, read):
    """Source: docs/rules.md, "Tasks" 7."""
    task = Task(comment_id=make.id_of("comment", "1"), lead_id=LEAD, at=NOON, due_at=NOON, by=CAT, assignee=BOB)
    assert access.may_see_task(me, task, owned(ANN), make.settings()) is read
