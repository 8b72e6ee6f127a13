"""Do mails that name nobody who asks wait for a Manager, who makes leads of them or dismisses them?"""

import base64
import os

import pytest

from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead import Lead
from shared.store import codec, keys
from shared.store.table import put, put_whole
from tests import make
from tests.functions import put_off, team
from tests.functions.ingest_client import DAY, SECOND
from tests.make import ANN, BOSS, CHIEF

MAIL = make.id_of("source", "mail")
BOUNCE = """From: Mail Delivery System <mailer-daemon@example.net>
To: agencia@example.org
Subject: Undelivered Mail
Message-ID: <bounce-1@example.net>
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

The mail to <b>Eva</b> came back.
"""


@pytest.fixture
def entry(door):
    """Provide ingest with a source of mails."""
    team.change(door.table, make.source(MAIL, title="Buzón", kind="email"))
    door.now += SECOND
    return door


def arrive(door, raw=BOUNCE):
    return door.post(MAIL, raw, {"X-Api-Key": door.secret.source_secret(MAIL, 1)})


def numbered(number):
    return BOUNCE.replace("bounce-1", f"bounce-{number}").replace("Undelivered", f"Undelivered {number}")


def listed(door, me=BOSS, query=None):
    return door.ask("GET", "/to-read", sub=make.member(me).sub, query=query or {})


def subjects(door):
    return [one["subject"] for one in listed(door)[1]["items"]]


def act(door, verb, me=BOSS, delivery_id=None):
    hashed = delivery_id or deliveries(door)[0].hash
    return door.ask("POST", f"/to-read/{MAIL}/{hashed}/{verb}", sub=make.member(me).sub)


def deliveries(door):
    return [codec.from_item(Delivery, item) for item in door.kept("DELIVERY#")]


def test_a_mail_that_names_nobody_makes_no_lead_and_waits_to_be_read(entry):
    assert arrive(entry) == (200, {})
    assert entry.kept("LEAD#") == entry.kept("TALLY#") == []
    status, page = listed(entry)
    [mail] = page["items"]
    assert (status, page["next"], mail["source_title"]) == (200, None, "Buzón")
    assert (mail["sender"], mail["subject"]) == (
        "Mail Delivery System <mailer-daemon@example.net>", "Undelivered Mail",
    )  # fmt: skip
    assert (mail["text"], mail["cut"]) == ("The mail to <b>Eva</b> came back.", False)


def test_a_mail_that_comes_again_waits_once(entry):
    arrive(entry)
    assert arrive(entry) == (200, {})
    assert len(listed(entry)[1]["items"]) == len(deliveries(entry)) == 1


def test_another_mail_under_a_used_id_waits_too(entry):
    arrive(entry)
    arrive(entry, BOUNCE.replace("came back", "is late"))
    assert len(listed(entry)[1]["items"]) == 2
    assert sorted(one.id_reused for one in deliveries(entry)) == [False, True]


def test_mails_are_listed_newest_first_page_by_page(entry):
    for number in range(3):
        arrive(entry, numbered(number))
        entry.now += SECOND
    first = listed(entry, query={"limit": "2"})[1]
    rest = listed(entry, query={"limit": "2", "cursor": first["next"]})[1]
    assert [one["subject"][12] for one in (*first["items"], *rest["items"])] == ["2", "1", "0"]
    assert rest["next"] is None


def test_the_mails_that_wait_are_counted(entry):
    for number in range(3):
        arrive(entry, numbered(number))
    act(entry, "dismiss")
    assert entry.ask("GET", "/to-read/count", sub=make.member(CHIEF).sub) == (200, {"count": 2})


def test_a_page_takes_one_query_and_one_batch_read(entry):
    for number in range(3):
        arrive(entry, numbered(number))
    entry.calls.clear()
    listed(entry)
    assert entry.calls.count("query") == 1
    assert entry.calls.count("batch_get_item") <= 2  # the plan's version, and the mails


@pytest.mark.parametrize("path", ["/to-read", "/to-read/count"])
def test_an_agent_reads_no_mails(entry, path):
    assert entry.ask("GET", path, sub=make.member(ANN).sub)[0] == 403


def test_a_dismissed_mail_leaves_the_list_and_comes_back(entry):
    arrive(entry)
    assert act(entry, "dismiss")[1]["outcome"] == "dismissed"
    assert act(entry, "dismiss")[0] == 200
    assert subjects(entry) == []
    assert arrive(entry) == (200, {}), "nobody is asked again"
    assert subjects(entry) == []
    assert act(entry, "restore")[1]["outcome"] == "to_read"
    assert subjects(entry) == ["Undelivered Mail"]


def test_one_click_makes_a_lead_that_goes_where_its_sources_leads_go(entry):
    arrive(entry)
    entry.now += DAY
    status, made = act(entry, "lead")
    lead = team.read(entry.table, made["lead_id"])
    assert (status, made["repeat"], lead.state, lead.todo) == (201, False, "unrouted", "route")
    assert (lead.source_id, lead.history[0].by) == (MAIL, BOSS)
    assert lead.message == "Undelivered Mail The mail to Eva came back."
    assert subjects(entry) == []
    raw = next(iter(entry.table.query(keys.lead(lead.lead_id).pk, keys.RAW)))
    assert raw["PK"]["S"] == keys.lead(lead.lead_id).pk, "what was received lies beside the lead"


def test_making_a_lead_again_answers_the_same_lead(entry):
    arrive(entry)
    made = act(entry, "lead")[1]
    assert act(entry, "lead", CHIEF) == (200, made)
    assert arrive(entry) == (200, made)
    assert len(entry.leads()) == 1


def test_of_two_who_make_a_lead_at_once_both_get_the_one_that_was_made(entry):
    arrive(entry)
    made = []

    def after_the_other(commit, *given, **more):
        entry.table.around("commit", None)
        made.append(act(entry, "lead", CHIEF)[1])
        return commit(*given, **more)

    entry.table.around("commit", after_the_other)
    assert act(entry, "lead") == (200, made[0])
    assert len(entry.leads()) == 1


def test_who_makes_a_lead_while_another_dismisses_the_mail_is_told(entry):
    arrive(entry)

    def after_the_other(commit, *given, **more):
        entry.table.around("commit", None)
        act(entry, "dismiss", CHIEF)
        return commit(*given, **more)

    entry.table.around("commit", after_the_other)
    assert act(entry, "lead")[1]["code"] == "changed_by_other"
    assert entry.leads() == []


def test_a_dismissed_mail_can_still_become_a_lead_and_then_stays_one(entry):
    arrive(entry)
    act(entry, "dismiss")
    assert act(entry, "lead")[0] == 201
    assert act(entry, "restore")[1]["code"] == "changed_by_other"
    assert act(entry, "dismiss")[1]["code"] == "changed_by_other"


def test_of_an_inquiry_no_second_lead_is_made_and_it_is_not_dismissed(entry):
    asked = "From: Eva Gil <eva.gil@example.com>\nSubject: Piso\nMessage-ID: <a-1@example.com>\n\n¿Sigue libre?\n"
    made = arrive(entry, asked)[1]
    assert act(entry, "lead") == (200, {"lead_id": made["lead_id"], "repeat": False})
    assert act(entry, "dismiss")[1]["code"] == "changed_by_other"


@pytest.mark.parametrize("verb", ["lead", "dismiss", "restore"])
def test_there_is_no_mail_of_an_unknown_id(entry, verb):
    assert act(entry, verb, delivery_id="unknown")[0] == 404


def test_a_large_mail_is_read_from_its_file(entry):
    put_off.files()
    arrive(entry, BOUNCE + base64.encodebytes(os.urandom(60_000)).decode())
    [mail] = listed(entry)[1]["items"]
    assert mail["text"].startswith("The mail to <b>Eva</b> came back.")
    assert mail["cut"]
    assert act(entry, "lead")[0] == 201


def test_a_mail_that_could_not_be_kept_is_pooled(entry):
    status, body = arrive(entry, BOUNCE + base64.encodebytes(os.urandom(60_000)).decode())  # there is no bucket
    lead = team.read(entry.table, body["lead_id"])
    assert (status, lead.state, lead.reason) == (202, "pooled", "unreadable")


def test_what_was_received_and_is_forgotten_is_listed_without_text(entry):
    arrive(entry)
    [raw] = entry.raws()
    entry.table.commit([put(raw.model_copy(update={"parts": ()}))])
    [mail] = listed(entry)[1]["items"]
    assert "text" not in mail
    assert act(entry, "lead")[0] == 404
    assert act(entry, "dismiss")[0] == 200


def test_a_mail_waits_no_longer_than_what_was_received_is_kept(entry):
    arrive(entry)
    [delivery], [raw] = deliveries(entry), entry.raws()
    assert delivery.forget_at == raw.forget_at == entry.now + 90 * DAY
    act(entry, "lead")
    assert deliveries(entry)[0].forget_at is None, "that a lead was made of it is known for ever"


def raw_of(door):
    [raw] = door.raws()
    return raw


def changed(door, raw, text):
    """Let other bytes be kept of a mail than came."""
    told = text.encode()
    part = put_off.raws().keep(raw.parts[0].model_copy(update={"size": len(told)}), told, "", 90)
    door.table.commit([put_whole(raw.model_copy(update={"parts": (part,)}))])


def test_a_list_reads_no_mail(entry):
    """A mail that is made to be read slowly is read once: when it comes."""
    arrive(entry)
    changed(entry, raw_of(entry), BOUNCE.replace("Undelivered", "Other"))
    [mail] = listed(entry)[1]["items"]
    assert (mail["subject"], mail["text"]) == ("Undelivered Mail", "The mail to <b>Eva</b> came back.")


def test_of_a_mail_that_an_earlier_release_set_aside_only_the_beginning_is_read(entry):
    arrive(entry)
    changed(entry, raw_of(entry).model_copy(update={"said": None}), BOUNCE + "a " * 40_000)
    [mail] = listed(entry)[1]["items"]
    assert (mail["subject"], mail["cut"]) == ("Undelivered Mail", True)
    assert mail["text"].startswith("The mail to <b>Eva</b> came back.")


def test_what_a_mail_says_is_kept_once_when_a_lead_is_made_of_it(entry):
    arrive(entry)
    assert raw_of(entry).said.subject == "Undelivered Mail"
    act(entry, "lead")
    assert {raw.said for raw in entry.raws()} == {None}
    assert "Undelivered Mail" not in str([item for item in entry.everything() if item["PK"]["S"].startswith("RAW#")])


SEVERAL = "".join(
    f"<prospect><customer><contact><name part='full'>{name} Ruiz</name><email>{name}@correo.example</email></contact>"
    f"<comments>Hola</comments></customer></prospect>"
    for name in ("Ana", "Eva", "Zoe")
)  # fmt: skip


@pytest.fixture
def several(entry):
    """Let a mail that waits hold three people, as if its reading had learnt to find them since."""
    put_off.files()
    arrive(entry)
    head = "From: Portal <avisos@portal.example>\nSubject: Contactos\nMessage-ID: <bounce-1@example.net>\n\n"
    changed(entry, entry.raws()[0], f"{head}<adf>{SEVERAL}</adf>")
    return entry


def first_names(door):
    return sorted(codec.from_item(Lead, item).contact.first_name for item in door.leads())


def test_each_person_who_is_found_by_now_becomes_a_lead(several):
    status, answer = act(several, "lead")
    assert (status, first_names(several)) == (201, ["Ana", "Eva", "Zoe"])
    assert team.read(several.table, answer["lead_id"]).contact.first_name == "Ana"
    kept = [raw for raw in several.raws() if raw.parts]
    assert len({raw.lead_id for raw in kept}) == 3
    assert all(part.shared and part.file for raw in kept for part in raw.parts)
    assert listed(several)[1]["items"] == []
    waited = next(one.hash for one in deliveries(several) if one.lead_id == answer["lead_id"])
    assert act(several, "lead", delivery_id=waited) == (200, answer)
    assert len(several.leads()) == 3


def test_a_mail_of_which_not_all_could_be_made_still_waits_and_makes_the_rest(several):
    [waiting] = deliveries(several)
    commits = []

    def die(commit, writes):
        commits.append(writes)
        if len(commits) == 2:
            raise Busy
        return commit(writes)

    several.table.around("commit", die)
    assert act(several, "lead")[0] == 503
    several.table.around("commit", None)
    assert len(several.leads()) == len(listed(several)[1]["items"]) == 1
    assert act(several, "lead", delivery_id=waiting.hash)[0] == 201
    assert first_names(several) == ["Ana", "Eva", "Zoe"]
    assert all(part.file for raw in several.raws() for part in raw.parts)
