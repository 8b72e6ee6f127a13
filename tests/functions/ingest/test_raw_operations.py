"""Do those who may read what was received, as text, and is it recorded that they saw it?"""

import gzip
import json

import pytest

from functions.ingest.deliveries.readable import MAX_TEXT, readable
from shared.domain.lead_records.merging import MergedLead
from shared.domain.lead_records.raw_delivery import RawPart
from tests import make
from tests.functions import put_off, team
from tests.functions.ingest_client import ASKED, SECOND
from tests.make import ANN, BOB, BOSS, PORTAL, WEB

OTHER = {"first_name": "Eva", "emails": ["eva@example.com"]}


def ask(door, path, me=BOSS):
    return door.ask("GET", path, sub=make.member(me).sub)


def of_lead(door, lead_id, me=BOSS):
    return ask(door, f"/leads/{lead_id}/deliveries", me)


def seen(door):
    return [item["PK"]["S"] for item in door.kept("SEEN#")]


@pytest.fixture
def owned(door):
    """Return a lead of Ann's, delivered and assigned."""
    lead_id = door.signed()[1]["lead_id"]
    lead = team.read(door.table, lead_id)
    team.change(door.table, lead.model_copy(update={"state": "owned", "owner": ANN, "offer": None, "todo": None}))
    return lead_id


def test_a_manager_reads_what_a_source_sent(door):
    lead_id = door.signed()[1]["lead_id"]
    [raw] = door.raws()
    status, shown = ask(door, f"/sources/{WEB}/deliveries/{raw.hash}")
    assert (status, shown["outcome"], shown["lead_id"], shown["delivery_id"]) == (200, "accepted", lead_id, raw.hash)
    [part] = shown["parts"]
    assert json.loads(part["text"]) == ASKED
    assert seen(door) == [f"SEEN#{lead_id}"]


def test_what_could_not_be_read_is_shown_and_nobody_was_seen(door):
    put_off.files()
    door.post(PORTAL, "", {"X-Api-Key": door.secret.source_secret(PORTAL, 1)})
    [raw] = door.raws()
    status, shown = ask(door, f"/sources/{PORTAL}/deliveries/{raw.hash}")
    assert (status, shown["outcome"], shown["reason"]) == (200, "unreadable", "body_malformed")
    assert [part.get("text") for part in shown["parts"]] == [""]
    assert seen(door) == []


def test_there_is_no_delivery_of_another_source_or_of_none(door):
    door.signed()
    [raw] = door.raws()
    assert ask(door, f"/sources/{PORTAL}/deliveries/{raw.hash}")[0] == 404
    assert ask(door, f"/sources/{make.id_of('source', 'none')}/deliveries/{raw.hash}")[0] == 404


def test_an_agent_reads_no_source(door):
    door.signed()
    [raw] = door.raws()
    assert ask(door, f"/sources/{WEB}/deliveries/{raw.hash}", ANN)[0] == 403


def test_the_owner_reads_what_was_sent_about_their_lead_and_no_other_agent(door, owned):
    status, shown = of_lead(door, owned, ANN)
    assert (status, len(shown["items"])) == (200, 1)
    assert "Busco un piso." in shown["items"][0]["parts"][0]["text"]
    assert seen(door) == [f"SEEN#{owned}"]
    assert of_lead(door, owned, BOB)[0] == 404


def test_who_is_offered_a_lead_reads_nothing_before_the_claim(door):
    lead_id = door.signed()[1]["lead_id"]
    team.change(door.table, make.offered(ANN, lead_id=lead_id, version=team.read(door.table, lead_id).version))
    assert of_lead(door, lead_id, ANN)[1]["code"] == "not_owner"
    assert seen(door) == []


def test_repeats_are_listed_too_the_newest_first(door, owned):
    door.now += SECOND
    door.signed({**ASKED, "message": "¿Y bien?"}, event_id="second")
    shown = of_lead(door, owned)[1]["items"]
    assert [one["repeat"] for one in shown] == [True, False]
    assert "¿Y bien?" in shown[0]["parts"][0]["text"]


# What was received, as text


def text(raw, content_type="", **headers):
    return readable(raw, RawPart(content_type=content_type, headers=headers, size=len(raw)))


def test_a_form_is_shown_by_its_fields():
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    assert text(b"name=Zo%C3%A9&note=a+b%0Ac", kind).text == "name: Zoé\nnote: a b\nc"


def test_a_mail_is_shown_by_its_texts_and_the_names_of_its_files():
    mail = (
        b"From: Zoe <zoe@example.com>\r\nSubject: Piso\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nMa\xf1ana\r\n"
        b'--x\r\nContent-Type: image/jpeg; name="f.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/\r\n--x--\r\n'
    )
    assert text(mail, "message/rfc822") == readable(mail, RawPart(content_type="text/plain", size=len(mail)), mail=True)
    assert text(mail, "message/rfc822").text == (
        "From: Zoe <zoe@example.com>\nSubject: Piso\n\nMañana\n\n[f.jpg, image/jpeg, 3 bytes]"
    )


def test_a_form_with_files_is_shown_by_its_fields_and_the_names_of_its_files():
    body = (
        b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nzoe@example.com\r\n'
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF\0\r\n--x--"
    )
    shown = text(body, "multipart/form-data; boundary=x").text
    assert shown == "email: zoe@example.com\n\n[a.pdf, application/pdf, 5 bytes]"


def test_what_was_compressed_is_unpacked_and_what_is_no_text_is_named():
    assert text(gzip.compress(b"hola"), **{"content-encoding": "gzip"}).text == "hola"
    assert text(b"broken", **{"content-encoding": "gzip"}).text == "broken"
    assert text(b"\x89PNG\0\0", "image/png").text == "[image/png, 6 bytes]"


def test_a_long_text_is_cut_and_says_so():
    assert text(b"x" * MAX_TEXT) == ("x" * MAX_TEXT, False)
    assert text(b"x" * (MAX_TEXT + 1)) == ("x" * MAX_TEXT, True)


@pytest.mark.parametrize(
    "kind", ["text/plain; charset=none-such", "text/plain; charset=\0", "multipart/mixed", "x" * 400]
)
def test_a_strange_type_is_shown_as_text(kind):
    assert "hola" in text(b"hola\x1b[31m", kind).text
    assert "\x1b" not in text(b"hola\x1b[31m", kind).text


def test_a_mail_within_mails_without_end_is_shown():
    nested = b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(3_000)) + b"hola"
    assert text(nested, "message/rfc822").text


def test_a_mail_of_too_many_parts_within_each_other_is_shown_as_one_text():
    """Taking it apart takes minutes: 800 levels in 800 KB took twenty seconds."""
    levels = range(120)
    nested = "".join(f"--b{one}\nContent-Type: multipart/mixed; boundary=b{one + 1}\n\n" for one in levels)
    mail = f"From: Zoe <zoe@example.com>\nContent-Type: multipart/mixed; boundary=b0\n\n{nested}--b120\n\nHola\n"
    shown = readable(mail.encode(), RawPart(size=len(mail)), mail=True).text
    assert shown.startswith("From: Zoe <zoe@example.com>\n\n--b0\nContent-Type: multipart/mixed")
    assert shown.endswith("--b120\n\nHola")


def test_what_was_sent_about_a_merged_lead_is_read_with_the_other(door, owned):
    door.now += SECOND
    other = door.signed({**ASKED, "contact": OTHER}, event_id="second")[1]["lead_id"]
    assert other != owned
    assert len(of_lead(door, owned, ANN)[1]["items"]) == 1
    went = MergedLead(lead_id=other, at=door.now, by=BOSS)
    team.change_lead(door.table, owned, lambda lead: lead.model_copy(update={"merged_from": (went,)}))
    status, shown = of_lead(door, owned, ANN)
    assert (status, [one["lead_id"] for one in shown["items"]]) == (200, [other, owned])
