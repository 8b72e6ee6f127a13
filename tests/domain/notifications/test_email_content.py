"""Does an email say what its reader may know, in their language, and nothing else?"""

import re
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.i18n.translate import TABLES
from shared.domain.kernel.notification import LOSSES, Notification, NotificationKind
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.task import Task
from shared.domain.notifications.channel_rules import may_send, offer_link, send_at, visible_lead
from shared.domain.notifications.email_content import compose_email
from shared.domain.notifications.lead_summary import summarise
from shared.domain.plan_records.target import Target
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, END, MAIN, NOON, OFFER, SECOND, WEB

KINDS = get_args(NotificationKind)
PLAN = make.plan()
ATTRIBUTES = {"place": "Gracia", "intent": "buy", "price_min": 200_000, "price_max": 300_000, "note": "SENTINEL-NOTE"}
SECRETS = ("Pérez", "lucia@", "600", "SENTINEL")


def notice(kind, **change):
    given = {"notification_id": make.id_of("notification", "n"), "agent_id": ANN, "kind": kind, "at": NOON}
    given |= {"detail": {"act": "report.exported", "by": BOSS, "subject": "report"}} if kind == "sensitive_act" else {}
    return Notification(**{**given, "forget_at": END, **change})


def write(kind, lead=None, me=ANN, address=None, plan=PLAN, count=1, **change):
    me = plan.members[me].model_copy(update=change)
    return compose_email(notice(kind, count=count), lead, me, plan, address)


def whole(told):
    return " ".join([told.subject, *told.paragraphs, *(f"{name} {value}" for name, value in told.summary), told.footer])


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lead", [None, make.owned()], ids=["of no lead", "of a lead"])
def test_every_kind_of_notification_has_a_text_in_every_language(kind, language, lead):
    told = write(kind, lead, language=language)
    assert told.subject
    assert len(told.paragraphs) > 1
    assert all(text[0].isupper() for text in (told.subject, *told.paragraphs))
    assert not re.search(r"[{}]|mail\.|None", whole(told))


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_languages_differ(kind):
    assert write(kind, language="es").subject != write(kind, language="en").subject


def test_members_without_a_language_get_the_teams():
    assert write("offer", plan=make.plan(language="en")).subject == "To claim: a person without a name"
    assert write("offer", plan=make.plan(language="es")).subject == "Por reclamar: una persona sin nombre"


def test_an_offer_email_states_allowed_facts_and_its_deadline_in_the_teams_time():
    told = write("offer", make.offered(attributes=ATTRIBUTES, message="SENTINEL-MESSAGE"), address="https://x/claim")
    assert told.subject == "Por reclamar: Lucía P"
    assert "Tienes hasta el lunes 5 de enero a las 13:05." in told.paragraphs
    assert told.summary == (
        ("Prospecto", "Lucía P"), ("Fuente", "Web"), ("Busca", "comprar"), ("Zona", "Gracia"),
        ("Precio", "de 200.000 a 300.000"),
    )  # fmt: skip
    assert told.link == ("Ver y reclamar", "https://x/claim")
    assert not [secret for secret in SECRETS if secret in whole(told)]


def test_a_jump_ball_email_says_that_others_have_the_offer():
    sentence = "También lo tienen otras personas: será de quien reclame primero."
    assert sentence in write("offer", make.offered(ANN, BOB)).paragraphs
    assert sentence not in write("offer", make.offered(ANN)).paragraphs


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("me", [ANN, BOSS])
def test_no_email_contains_the_persons_addresses_or_message(kind, me):
    lead = make.owned(attributes=ATTRIBUTES, message="SENTINEL-MESSAGE", response=make.response())
    told = whole(write(kind, lead, me))
    assert not [secret for secret in ("lucia@", "600", "SENTINEL") if secret in told]


def test_a_name_unfit_for_a_subject_is_cleaned():
    lead = make.owned(contact=make.contact(first_name="Eva\r\nBcc: all@example.com\x00", last_name="x" * 200))
    subject = write("lead_assigned", lead).subject
    assert subject.isprintable()
    assert len(subject) <= 150


def test_leads_are_counted_in_the_right_number():
    assert write("leads_received", count=1).paragraphs[1] == "Alguien te asignó 1 prospecto."
    assert write("leads_received", count=7, language="en").paragraphs[1] == "Somebody assigned 7 leads to you."


WHO, WEBHOOK = PLAN.members[BOSS].name, "crm.example.com"
AT = "2026-01-05T12:00:00Z"
TARGET = make.id_of("target", "t")
DETAIL = {  # what each kind is told with, beside the lead, and what its mail must say of that
    "lead_assigned": ({"by": BOSS}, WHO), "lead_merged": ({"by": BOSS}, WHO), "leads_received": ({"by": BOSS}, WHO),
    "response_missed": ({"agent_id": BOSS, "stays": True}, WHO), "mention": ({"by": BOSS}, WHO),
    "task_assigned": ({"by": BOSS}, WHO), "task_overdue": ({"agent_id": BOSS}, WHO), "task_done": ({"by": BOSS}, WHO),
    "attention": ({"agent_id": BOSS}, WHO), "attempted": ({"agent_id": BOSS}, WHO), "doubted": ({"by": BOSS}, WHO),
    "reminded": ({"by": BOSS}, WHO), "route_switched": ({"by": BOSS, "route_id": MAIN, "status": "paused"}, "Main"),
    "limit_reached": ({"limit": "week", "max": 7}, "7"), "erasure_due": ({"leads": 31, "from": AT}, "31"),
    "source_silent": ({"source_id": WEB, "since": AT}, "Web"),
    "source_failing": ({"source_id": WEB, "since": AT}, "Web"),
    "target_disabled": ({"target_id": TARGET, "trouble": "gone"}, WEBHOOK), "to_read": ({"waiting": 12}, "12"),
    "address_paused": ({"agent_id": BOSS, "cause": "bounce"}, WHO),
}  # fmt: skip
LEADLESS = {"offer_missed", "offer_withdrawn", "sensitive_act"}  # of the first two the reader may see no lead any more


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_says_who_what_and_when_and_has_a_link(kind, language):
    detail, named = DETAIL.get(kind, ({}, "" if kind in LEADLESS else "Lucía"))
    lead = make.owned(response=make.response())
    target = Target(target_id=TARGET, url=f"https://{WEBHOOK}/hook", events=("lead.claimed",), created_at=NOON)
    plan = replace(PLAN, targets={TARGET: target})
    me = plan.members[ANN].model_copy(update={"language": language})
    told = compose_email(notice(kind, detail=detail) if detail else notice(kind), lead, me, plan, "https://x/page")
    assert named in " ".join((told.subject, *told.paragraphs))
    assert told.link[1] == "https://x/page"
    if kind not in ("offer", "task_due", "task_overdue"):  # these say until when, if that is still to come
        assert re.search(r"\d\d:\d\d", " ".join(told.paragraphs))
    said = " ".join((told.subject, told.paragraphs[1]))
    assert not re.search(r"[{}]|\(borrado\)|\(deleted\)|lguien (?!lo confirme)|omebody ", said)


@pytest.mark.parametrize(("language", "because"), [("es", "de Casa porque "), ("en", "from Casa because ")])
@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_says_from_which_team_and_why(kind, language, because):
    told = write(kind, make.owned(response=make.response()), language=language)
    assert told.team == "Casa"
    assert because in told.footer


LED = {"owner": "the lead is yours", "offered": "a lead was offered to you", "supervises": "you supervise the team",
       "covers": "you cover for the owner of the lead"}  # fmt: skip


@pytest.mark.parametrize("kind", ["message", "asked_again", "reminded"])
@pytest.mark.parametrize(("lead", "me", "change", "why"), [
    (make.owned(ANN), ANN, {}, "owner"), (None, ANN, {}, "owner"), (make.offered(ANN), ANN, {}, "offered"),
    (make.owned(BOB), ANN, {}, "covers"), (make.owned(BOB), BOSS, {}, "supervises"),
    (make.owned(BOB), BOSS, {"covers_for": (BOB,)}, "covers"),
])  # fmt: skip
def test_what_a_lead_is_to_the_reader_is_why_they_are_told_of_it(kind, lead, me, change, why):
    assert f"because {LED[why]}." in write(kind, lead, me, language="en", **change).footer


def test_who_was_to_respond_and_who_supervises_are_told_that_nobody_did_for_their_own_reason():
    lead, me = make.owned(), PLAN.members[BOSS].model_copy(update={"language": "en"})
    for detail, why in (({"stays": True}, "you were to respond"), ({"agent_id": ANN}, "you supervise the team")):
        assert why in compose_email(notice("response_missed", detail=detail), lead, me, PLAN, None).footer


def test_a_task_is_theirs_or_of_who_they_cover_for():
    task = Task(
        comment_id=make.id_of("comment", "1"),
        lead_id=make.LEAD,
        at=NOON,
        due_at=END,
        by=BOSS,
        assignee=BOB,
        text="Call",
    )
    for me, why in ((ANN, "you cover for who has the task"), (BOB, "the task is yours")):
        reader = PLAN.members[me].model_copy(update={"language": "en"})
        lead = make.owned(me, tasks=(task,))
        told = compose_email(notice("task_due", detail={"task_id": task.task_id}), lead, reader, PLAN, None)
        assert why in told.footer


def test_who_chooses_what_they_get_is_led_to_where_that_is_done():
    me = PLAN.members[ANN].model_copy(update={"language": "en"})
    told = compose_email(notice("message"), make.owned(), me, PLAN, "https://x/lead", "https://x/me")
    assert told.settings == ("Choose my notices", "https://x/me")
    assert compose_email(notice("sensitive_act"), None, me, PLAN, None, "https://x/me").settings is None


def test_the_deadline_of_a_response_is_stated():
    told = write("response_due", make.owned(response=make.response()), language="en")
    assert "You have until Monday 5 January at 14:00." in told.paragraphs


@pytest.mark.parametrize(("given", "es", "en"), [
    ({"price_min": 1000}, "desde 1.000", "from 1,000"),
    ({"price_max": 1250.5}, "hasta 1.250,5", "up to 1,250.5"),
    ({"price_min": 900, "price_max": 900}, "900", "900"),
    ({"price_max": "300 mil"}, "hasta 300 mil", "up to 300 mil"),
])  # fmt: skip
def test_prices_are_formatted_as_people_write_them(given, es, en):
    lead = make.owned(attributes=given)
    for language, name, text in (("es", "Precio", es), ("en", "Price", en)):
        assert (name, text) in summarise(PLAN.members[ANN], lead, PLAN, language)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda part: st.lists(part) | st.dictionaries(
        st.text(), part
    ),
    max_leaves=5,
)  # fmt: skip


@given(
    attributes=st.dictionaries(st.sampled_from(["place", "intent", "price_min", "price_max", "property_type"]), JSON)
)
def test_any_attributes_of_a_provider_can_be_formatted(attributes):
    for _, value in summarise(PLAN.members[ANN], make.owned(attributes=attributes), PLAN, "es"):
        assert value.isprintable()
        assert len(value) <= 300


# Whether it goes out


OPEN = make.offered(ANN)


@pytest.mark.parametrize(("lead", "detail", "now", "goes"), [
    pytest.param(OPEN, {}, NOON, True, id="it stands"),
    pytest.param(OPEN, {"offer_id": OFFER}, NOON, True, id="it is that one"),
    pytest.param(OPEN, {"offer_id": make.id_of("offer", "old")}, NOON, False, id="it is a later one"),
    pytest.param(OPEN, {}, END, False, id="its deadline has come"),
    pytest.param(make.offered(offer=make.offer(BOB)), {}, NOON, False, id="another has it"),
    pytest.param(make.owned(), {}, NOON, False, id="claimed"),
    pytest.param(make.pooled(), {}, NOON, False, id="pooled"),
    pytest.param(None, {}, NOON, False, id="gone"),
])  # fmt: skip
def test_an_offer_email_is_sent_only_while_the_offer_stands(lead, detail, now, goes):
    assert may_send(notice("offer", detail=detail), lead, make.member(), PLAN, now) is goes


@pytest.mark.parametrize("kind", sorted(set(KINDS) - LOSSES - {"offer"}))
def test_no_email_is_sent_about_a_lead_that_the_reader_may_not_see(kind):
    assert may_send(notice(kind), make.owned(ANN), make.member(ANN), PLAN, NOON)
    assert not may_send(notice(kind), make.owned(BOB), make.member(ANN), PLAN, NOON)
    assert may_send(notice(kind), make.owned(BOB), make.member(BOSS, role="manager"), PLAN, NOON)


def test_no_email_of_a_mention_reaches_who_sees_the_lead_but_reads_it_no_more():
    open_team = make.plan(agents_see="team")
    assert may_send(notice("mention"), make.owned(ANN), make.member(ANN), open_team, NOON)
    assert not may_send(notice("mention"), make.owned(BOB), make.member(ANN), open_team, NOON)


@pytest.mark.parametrize("kind", sorted(LOSSES))
def test_an_email_about_a_lost_lead_says_only_that(kind):
    lead = make.owned(BOB, tried=(ANN,))
    assert may_send(notice(kind), lead, make.member(), PLAN, NOON)
    assert visible_lead(lead, make.member(), PLAN) is None


@pytest.mark.parametrize("status", ["invited", "removed"])
@pytest.mark.parametrize("kind", KINDS)
def test_inactive_members_get_no_email(kind, status):
    assert not may_send(notice(kind), make.owned(), make.member(status=status), PLAN, NOON)


def test_an_offer_email_has_a_claim_link_for_its_own_agent():
    assert offer_link(make.offered(ANN, BOB), make.member(BOB), NOON).agent_id == BOB
    assert offer_link(make.offered(ANN, BOB), make.member(CAT), NOON) is None


MORNING = (Window(days=("mon", "tue", "wed", "thu", "fri"), start="08:00", to="21:00"),)
MIDNIGHT = NOON.replace(hour=0)  # 01:00 in Madrid


@pytest.mark.parametrize(("clock", "hours", "deadline", "at"), [
    pytest.param("always", MORNING, MIDNIGHT + timedelta(hours=9), MIDNIGHT, id="the clock does not stop"),
    pytest.param("working", (), MIDNIGHT + timedelta(hours=9), MIDNIGHT, id="no hours are all hours"),
    pytest.param("working", MORNING, MIDNIGHT + timedelta(hours=9), NOON.replace(hour=7), id="when the team begins"),
    pytest.param("working", MORNING, MIDNIGHT + timedelta(hours=7), None, id="it ends before"),
])  # fmt: skip
def test_outside_working_hours_no_email_is_sent_about_an_offer_whose_clock_stops(clock, hours, deadline, at):
    plan = make.plan([make.route(claim_clock=clock)], working_hours=hours)
    lead = make.offered(offer=make.offer(ANN, made_at=MIDNIGHT - SECOND, deadline=deadline))
    assert send_at(notice("offer"), lead, plan, MIDNIGHT) == at
    assert send_at(notice("lead_assigned"), lead, plan, MIDNIGHT) == MIDNIGHT


def test_within_working_hours_offer_emails_are_sent_at_once():
    plan = make.plan([make.route(claim_clock="working")], working_hours=MORNING)
    assert send_at(notice("offer"), make.offered(), plan, NOON) == NOON
