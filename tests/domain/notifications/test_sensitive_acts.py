"""Is everybody who must know told of a sensitive act, whatever they chose, and of nothing else?"""

import pytest

from shared.domain.i18n.translate import TABLES, translate
from shared.domain.kernel.audit import Audit
from shared.domain.notifications.channels import channels_for
from shared.domain.notifications.email_content import act_sentence, compose_security_email
from shared.domain.notifications.grouping import notification_id
from shared.domain.notifications.sensitive_acts import ACTS, SensitiveAct, act_of, events_of_act
from shared.domain.plan_records.member import Notifications
from tests import make
from tests.make import ANN, BOB, BOSS, CHIEF, NOON, WEB, id_of

OTHER = id_of("agent", "other")
PLAN = make.plan(
    members=[
        make.member(ANN), make.member(BOB, first_name="Bob", last_name="Ruiz"), make.member(BOSS, role="manager"),
        make.member(CHIEF, role="rainmaker", first_name="Ceci", last_name="Sol"),
        make.member(OTHER, role="rainmaker"), make.member(id_of("agent", "new"), role="rainmaker", status="invited"),
        make.member(id_of("agent", "gone"), role="rainmaker", status="removed"),
    ]
)  # fmt: skip


def entry(what, subject=BOB, by=CHIEF, before=None, after=None):
    return Audit(audit_id=id_of("audit", "a"), at=NOON, by=by, what=what, subject=subject, before=before, after=after)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (entry("target.created", id_of("target", "t")), "target.created"),
        (entry("target.changed", id_of("target", "t")), "target.changed"),
        (entry("target.deleted", id_of("target", "t")), "target.deleted"),
        (entry("target.secret_renewed", id_of("target", "t")), "target.secret_renewed"),
        (entry("source.secret_renewed", WEB), "source.secret_renewed"),
        (entry("member.invited", after={"role": "manager"}), "member.invited"),
        (entry("member.invited", after={"role": "rainmaker"}), "member.invited"),
        (entry("member.changed", before={"role": "agent"}, after={"role": "rainmaker"}), "member.role_changed"),
        (entry("member.changed", before={"role": "rainmaker"}, after={"role": "agent"}), "member.role_changed"),
        (entry("member.changed", before={"role": "agent"}, after={"role": "manager"}), "member.role_changed"),
        (entry("member.removed", OTHER), "member.removed"),
        (entry("member.signed_out", after={"everywhere": True}), "member.signed_out"),
        (entry("member.second_factor_reset"), "member.second_factor_reset"),
        (
            entry("settings.changed", before={"managers_export": False}, after={"managers_export": True}),
            "settings.export_allowed",
        ),
        (entry("contact.exported", make.LEAD), "contact.exported"),
        (entry("contact.erased", id_of("erasure", "e")), "contact.erased"),
        (entry("report.exported", "report", by=BOSS), "report.exported"),
        (entry("leads.exported", "leads", by=BOSS), "leads.exported"),
        (entry("import.exported", id_of("import", "one"), by=BOSS), "import.exported"),
        (entry("audit.exported", "audit"), "audit.exported"),
    ],
)
def test_a_sensitive_act_is_known_by_its_audit_entry(one, code):
    assert act_of(one, PLAN).code == code


def test_each_act_has_an_entry_above():
    (mark,) = (one for one in test_a_sensitive_act_is_known_by_its_audit_entry.pytestmark if one.name == "parametrize")
    assert {code for _, code in mark.args[1]} == set(ACTS)


@pytest.mark.parametrize(
    "one",
    [
        entry("member.invited", after={"role": "agent"}),
        entry("member.changed", before={"phone": None}, after={"phone": "600"}),
        entry("member.changed", before={"role": "manager"}, after={"role": "agent"}),
        entry("member.removed", BOB),
        entry("member.signed_out", CHIEF),
        entry("settings.changed", before={"managers_export": True}, after={"managers_export": False}),
        entry("route.changed"),
        entry("target.disabled", id_of("target", "t"), by="deliver"),
    ],
)
def test_any_other_change_is_told_to_nobody(one):
    assert list(events_of_act(one, PLAN)) == []


def test_active_rainmakers_the_actor_and_the_member_concerned_are_told():
    told = {one.agent_id for one in events_of_act(entry("member.second_factor_reset", BOB, by=BOSS), PLAN)}
    assert told == {CHIEF, OTHER, BOSS, BOB}


def test_entries_of_one_request_are_one_notification():
    entries = [entry("contact.exported", id_of("lead", f"{number}")) for number in range(3)]
    assert len({notification_id(event) for one in entries for event in events_of_act(one, PLAN)}) == 2


def test_no_choice_of_a_member_mutes_a_sensitive_act():
    mute = make.member(CHIEF, role="rainmaker", notifications=Notifications(email=(), push=()))
    (event, _) = events_of_act(entry("audit.exported", "audit"), PLAN)
    assert channels_for(mute, event, PLAN, NOON) == ("email",)


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("code", ACTS)
def test_every_act_is_put_into_words_with_the_names_of_members(code, language):
    told = translate(act_sentence(SensitiveAct(code, CHIEF, BOB, NOON), PLAN), language)
    assert told.startswith("Ceci Sol ")
    assert not code.startswith("member.") or "Bob Ruiz" in told
    assert "agent_" not in told


def test_a_source_is_named_and_who_is_no_member_has_words():
    assert translate(act_sentence(SensitiveAct("source.secret_renewed", CHIEF, WEB, NOON), PLAN), "en").endswith(
        "source “Web”"
    )
    told = translate(act_sentence(SensitiveAct("member.invited", "bootstrap", CHIEF, NOON), PLAN), "en")
    assert told == "the deployment invited Ceci Sol as Manager or Rainmaker"


def test_the_security_address_is_told_who_did_what_when_and_where_to_look():
    told = compose_security_email(SensitiveAct("contact.exported", CHIEF, make.LEAD, NOON), PLAN, "https://x/audit")
    assert told.subject == "Aviso de seguridad: Ceci Sol exportó los datos de una persona"
    assert told.paragraphs[:3] == (
        "Hola:", "Ceci Sol exportó los datos de una persona.", "Cuándo: lunes 5 de enero a las 13:00."
    )  # fmt: skip
    assert told.link == ("Abrir el registro de cambios", "https://x/audit")
    assert make.LEAD not in str(told)
