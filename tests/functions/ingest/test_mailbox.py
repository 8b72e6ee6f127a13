"""Does a mail to a source's address become its lead, once, however it was addressed, and nobody else's?"""

import base64
import json
import random

import pytest

from functions.ingest.mailbox.build import MailboxDoors, build
from functions.ingest.mailbox.proven_sender import proven_sender
from functions.ingest.providers.mail import SENDER
from shared.domain.kernel.errors import Busy, MadeByNewerRelease
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.source import FormerSecret
from shared.secrets import mail_names
from shared.store import codec
from tests import make, memory
from tests.functions import put_off, team
from tests.functions.ingest_client import DAY, NOW, change
from tests.granted import Granted
from tests.make import ANN, BOSS
from tests.tables import StagedTable

PORTAL = make.id_of("source", "mails")
MAILS = make.source(PORTAL, title="mails", kind="email")
MAIL = """From: Portal <avisos@portal.example>
To: equipo@inmobiliaria.example
Subject: Nuevo contacto
Message-ID: <{id}@portal.example>
Content-Type: text/plain; charset=utf-8

Nombre: {name}
Email: {email}
Mensaje: ¿Sigue libre el piso?
"""
GMAIL = """Return-Path: <forwarding-noreply@google.com>
From: Equipo de Gmail <forwarding-noreply@google.com>
To: {to}
Subject: (#735416429) Gmail Forwarding Confirmation - Receive Mail from equipo@gmail.com
Content-Type: text/plain; charset=UTF-8

equipo@gmail.com has requested to automatically forward mail to your email address.
Confirmation code: 735416429

To allow it, please click the link below to confirm the request:

{link}

If you click the link and it appears to be broken, copy and paste it. To cancel:

https://mail-settings.google.com/mail/uf-%5BANGjdJ8x%5D-Qb1
"""
MEMBER = make.member(ANN).email
COLLEAGUE = f"Ana <{MEMBER}>"
CONFIRM = "https://mail-settings.google.com/mail/vf-%5BANGjdJ8x%5D-Qb1kZ_w"


class Mailbox:
    """Receive mails as SES does, and handle what it tells of them with the function's own grants."""

    def __init__(self, door):
        self.door, self.files, self.told = door, put_off.files(), 0
        self.table = StagedTable(Granted(memory.client("dynamodb"), "mailbox"))
        self.worker = build(MailboxDoors(
            table=self.table, now=lambda: door.now, secret=door.secret, mails=self.files, raws=put_off.raws(),
        ))  # fmt: skip

    def address(self, source_id=PORTAL, version=1):
        return f"{self.door.secret.mail_name(source_id, version)}@leads.example.com"

    def receive(self, mail, *to, **verdicts):
        """Store a mail, and return the message that tells of it."""
        self.told += 1
        key, raw = f"mail/{self.told}", mail if isinstance(mail, bytes) else mail.encode()
        self.files.write(key, raw)
        receipt = {
            "recipients": list(to or (self.address(),)),
            "action": {"type": "S3", "bucketName": put_off.BUCKET, "objectKey": key},
            **{f"{name}Verdict": {"status": status} for name, status in verdicts.items()},
        }
        return json.dumps({"notificationType": "Received", "mail": {"messageId": f"{self.told}"}, "receipt": receipt})

    def take(self, mail, *to, **verdicts):
        return self.worker.work(self.receive(mail, *to, **verdicts))

    def deliveries(self):
        found = (item for item in self.door.everything() if item["PK"]["S"].startswith("DELIVERY#"))
        return [codec.from_item(Delivery, item) for item in found]


@pytest.fixture
def mailbox(door):
    team.change(door.table, MAILS)
    return Mailbox(door)


def mail(number=1, name="Zoé Ruiz"):
    return MAIL.format(id=number, name=name, email=f"zoe{number}@gmail.com")


def passed_on():
    """Return a mail that a colleague passed on, with a note above it."""
    return (
        f"From: {COLLEAGUE}\nSubject: Fwd: Nuevo\nContent-Type: text/plain; charset=utf-8\n\nTe lo paso.\n\n"
        "---------- Forwarded message ---------\nDe: Portal <noreply@portal.example>\n\n"
        "Nombre: Sara Uno\nTeléfono: 615000025\n"
    )


def comments(mailbox):
    found = (item for item in mailbox.door.everything() if "#comment_" in item["SK"]["S"])
    return [codec.from_item(Comment, item) for item in found]


def names(door):
    return [codec.from_item(Lead, item).contact.first_name for item in door.leads()]


def test_a_mail_becomes_a_lead_of_the_source_it_was_sent_to_and_is_deleted(mailbox):
    assert mailbox.take(mail()) == ["accepted"]
    (lead,) = mailbox.door.leads()
    assert codec.from_item(Lead, lead).source_id == PORTAL
    assert names(mailbox.door) == ["Zoé"]
    (raw,) = mailbox.door.raws()
    assert put_off.raws().read(raw.parts[0]).decode() == mail(), "kept as it was received"
    assert put_off.kept() == []


def test_the_envelope_counts_and_not_the_headers(mailbox):
    """Mail that is forwarded names somebody else, and a blind copy nobody."""
    assert "leads.example.com" not in mail()
    assert mailbox.take(mail(), "somebody@else.example", mailbox.address().upper()) == ["accepted"]


def test_what_follows_a_plus_is_the_senders_own(mailbox):
    assert mailbox.take(mail(), mailbox.address().replace("@", "+habitaclia@")) == ["accepted"]


def test_a_message_that_comes_again_makes_no_second_lead(mailbox):
    told = mailbox.receive(mail())
    assert mailbox.worker.work(told) == ["accepted"]
    assert mailbox.worker.work(told) == ["handled_before"]
    assert mailbox.take(mail()) == ["accepted"]
    assert len(mailbox.door.leads()) == 1


def test_a_mail_that_could_not_be_stored_is_still_there(mailbox):
    def busy(commit, writes):
        raise Busy

    told = mailbox.receive(mail())
    mailbox.table.around("commit", busy)
    with pytest.raises(Busy):
        mailbox.worker.work(told)
    assert put_off.kept() == ["mail/1"]
    mailbox.table.around("commit", None)
    assert mailbox.worker.work(told) == ["accepted"]


@pytest.mark.parametrize("to", ["equipo@leads.example.com", "aaaaaaaaaaaaaaaaaaaa@leads.example.com", "@", ""])
def test_a_mail_to_no_sources_address_is_deleted_unread(mailbox, to):
    before = mailbox.door.everything()
    assert mailbox.take(mail(), to) == ["refused"]
    assert put_off.kept() == []
    assert mailbox.door.everything() == before


def test_the_address_of_another_kind_of_source_takes_no_mail(mailbox):
    assert mailbox.take(mail(), mailbox.address(make.WEB)) == ["refused"]


def test_a_mail_to_two_sources_becomes_a_lead_of_each(mailbox):
    other = make.id_of("source", "other mails")
    team.change(mailbox.door.table, make.source(other, title="other mails", kind="email"))
    assert mailbox.take(mail(), mailbox.address(), mailbox.address(other)) == ["accepted", "accepted"]
    assert {one.source_id for one in mailbox.deliveries()} == {PORTAL, other}


def test_a_renewed_address_takes_the_place_of_the_former_one_which_ends_after_a_day(mailbox):
    change(mailbox.door, MAILS, secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    assert mailbox.take(mail(1), mailbox.address(version=1)) == ["accepted"]
    assert mailbox.take(mail(2), mailbox.address(version=2)) == ["accepted"]
    mailbox.door.now = NOW + DAY
    assert mailbox.take(mail(3), mailbox.address(version=1)) == ["refused"]
    assert mailbox.take(mail(4), mailbox.address(version=2)) == ["accepted"]


def test_mail_for_an_archived_source_is_pooled_for_a_month_and_then_refused(mailbox):
    change(mailbox.door, MAILS, status="archived", archived_at=NOW)
    assert mailbox.take(mail(1)) == ["accepted"]
    (lead,) = mailbox.door.leads()
    assert codec.from_item(Lead, lead).state == "pooled"
    mailbox.door.now = NOW + 31 * DAY
    assert mailbox.take(mail(2)) == ["refused"]


def test_a_mail_with_a_virus_is_kept_apart_and_told_and_makes_no_lead(mailbox):
    assert mailbox.take(mail(), virus="FAIL", spam="PASS") == ["virus_found"]
    assert mailbox.door.leads() == []
    (told,) = mailbox.deliveries()
    assert (told.outcome, told.reason) == ("unreadable", "virus_found")
    assert len(mailbox.door.raws()) == 1


def test_what_looks_like_spam_is_a_lead_all_the_same(mailbox):
    """Forwarded mail often does, and only who was told the address can send it."""
    assert mailbox.take(mail(), spam="FAIL", virus="PASS", dmarc="FAIL") == ["accepted"]


def test_gmails_question_is_told_with_its_code_and_link_and_makes_no_lead(mailbox):
    asked = GMAIL.format(to=mailbox.address(), link=CONFIRM)
    assert mailbox.take(asked, dmarc="PASS") == ["confirmation"]
    assert mailbox.door.leads() == []
    (told,) = mailbox.deliveries()
    assert told.outcome == "confirmation"
    assert (told.confirmation.code, told.confirmation.link) == ("735416429", CONFIRM)
    assert mailbox.take(asked, dmarc="PASS") == ["confirmation"]
    assert len(mailbox.deliveries()) == 1, "the same question is told once"


@pytest.mark.parametrize(
    "link",
    [
        "https://mail-settings.google.com.evil.example/mail/vf-1",
        "https://evil.example/mail/vf-1",
        "http://mail.google.com/mail/vf-1",
        "https://mail.google.com@evil.example/mail/vf-1",
        "https://notgoogle.com/mail/vf-1",
        "javascript:alert('https')",
    ],
)
def test_no_link_is_shown_but_googles_own(mailbox, link):
    assert mailbox.take(GMAIL.format(to=mailbox.address(), link=link), dmarc="PASS") == ["confirmation"]
    (told,) = mailbox.deliveries()
    assert (told.confirmation.code, told.confirmation.link) == ("735416429", None)


@pytest.mark.parametrize("verdict", ["FAIL", "GRAY"])
def test_what_somebody_writes_in_a_members_name_is_a_comment_of_the_source(mailbox, verdict):
    assert mailbox.take(passed_on(), dmarc=verdict) == ["accepted"]
    (comment,) = comments(mailbox)
    assert (comment.by, comment.body) == ("provider", f"Dice ser de {COLLEAGUE} (sin comprobar):\n\nTe lo paso.")
    assert SENDER not in mailbox.door.raws()[0].parts[0].headers


def test_what_a_member_provably_wrote_is_a_comment_of_theirs(mailbox):
    assert mailbox.take(passed_on(), dmarc="PASS") == ["accepted"]
    (comment,) = comments(mailbox)
    assert (comment.by, comment.body) == (ANN, "Te lo paso.")
    (raw,) = mailbox.door.raws()
    assert raw.parts[0].headers == {SENDER: make.member(ANN).email}, "reading it again knows it"


@pytest.mark.parametrize(
    "head",
    [
        f"From: {MEMBER}\nFrom: eve@evil.example",
        f"From: {MEMBER}, eve@evil.example",
        f"From: Ann [mailto:{MEMBER}] <eve@evil.example>",
        f"From: =?utf-8?q?{MEMBER.replace('@', '=40')}=3E?= <eve@evil.example>",
        f"X: a\rFrom: {MEMBER}\r\rY: b\nFrom: eve@evil.example",
        f"From: {MEMBER}\n\nY: b\r\nFrom: eve@evil.example",
    ],
)
def test_a_mail_that_may_be_read_as_from_two_proves_neither(mailbox, head):
    """DMARC proves one domain; what reads the mail may not take another address for it."""
    found = passed_on().replace(f"From: {COLLEAGUE}", head)
    assert proven_sender(found.encode()) != MEMBER or "\r\n" in found
    mailbox.take("Received: by ses\r\n" * ("\r\n" in found) + found, dmarc="PASS")
    assert [one.by for one in comments(mailbox)] in ([], ["provider"])


def test_a_mail_attached_to_a_proven_one_proves_nothing(mailbox):
    inner = passed_on().replace("Fwd: Nuevo", "Fwd: Otro")
    mailbox.take(
        "From: eve@evil.example\nSubject: Fwd: Nuevo\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n",
        dmarc="PASS",
    )
    assert [one.by for one in comments(mailbox)] == ["provider"]


@pytest.mark.parametrize("verdict", ["FAIL", "GRAY"])
def test_a_question_that_google_did_not_sign_is_a_mail_for_somebody_to_read(mailbox, verdict):
    assert mailbox.take(GMAIL.format(to=mailbox.address(), link=CONFIRM), dmarc=verdict) == ["accepted"]
    assert mailbox.deliveries()[0].outcome == "to_read"


def test_a_mail_of_40_mb_becomes_a_lead_and_is_kept_whole(mailbox):
    photos = "".join(
        f"--b\nContent-Type: image/jpeg; name=\"{one}.jpg\"\nContent-Transfer-Encoding: base64\n\n"
        f"{base64.encodebytes(random.Random(one).randbytes(7_300_000)).decode()}\n"
        for one in range(4)
    )  # fmt: skip
    head = "From: a@portal.example\nSubject: Contacto\nContent-Type: multipart/mixed; boundary=b\n\n"
    text = "--b\nContent-Type: text/plain; charset=utf-8\n\nNombre: Zoé Ruiz\nEmail: zoe@gmail.com\n"
    whole = f"{head}{photos}{text}--b--\n"
    assert 39_000_000 < len(whole) < 40_000_000
    assert mailbox.take(whole) == ["accepted"]
    assert names(mailbox.door) == ["Zoé"]
    (raw,) = mailbox.door.raws()
    assert raw.parts[0].size == len(whole.encode())
    assert put_off.raws().read(raw.parts[0]) == whole.encode()


@pytest.mark.parametrize("body", ["", "[]", "no JSON", '{"notificationType": "AmazonSnsSubscriptionSucceeded"}'])
def test_a_message_about_no_mail_does_nothing(mailbox, body):
    assert mailbox.worker.work(body) == ["no_mail"]


def test_the_handler_takes_what_the_queue_delivers(mailbox):
    mailbox.worker({"Records": [{"body": mailbox.receive(mail())}]}, None)
    assert names(mailbox.door) == ["Zoé"]


def test_addresses_are_unlike_and_tell_nothing_of_the_secret(door):
    (name,) = mail_names(door.secret, MAILS, NOW)
    assert len(name) == 20
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz234567")
    others = {door.secret.mail_name(make.id_of("source", str(one)), version) for one in range(50) for version in (1, 2)}
    assert len(others | {name}) == 101


def test_nobody_reads_the_address_in_what_was_received(mailbox):
    """Whoever forwards a mail by hand writes to the address, which is the source's key."""
    address = mailbox.address()
    assert mailbox.take(mail().replace("equipo@inmobiliaria.example", address.upper())) == ["accepted"]
    assert mailbox.take(GMAIL.format(to=address, link=CONFIRM) + f"\nTo {address}\n", dmarc="PASS") == ["confirmation"]
    shown = [shown_to(BOSS, mailbox, f"/sources/{PORTAL}/deliveries/{one.hash}") for one in mailbox.deliveries()]
    (lead,) = mailbox.door.leads()
    shown.append(shown_to(BOSS, mailbox, f"/leads/{codec.from_item(Lead, lead).lead_id}/deliveries"))
    assert len(shown) == 3
    for text in shown:
        assert "***@leads.example.com" in text.lower()
        assert address.partition("@")[0] not in text.lower()


def test_a_former_address_is_hidden_as_long_as_it_is_accepted(mailbox):
    change(mailbox.door, MAILS, secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    mailbox.take(mail().replace("equipo@inmobiliaria.example", mailbox.address()))
    (delivery,) = mailbox.deliveries()
    text = shown_to(BOSS, mailbox, f"/sources/{PORTAL}/deliveries/{delivery.hash}")
    assert "To: ***@leads.example.com" in text


def test_the_list_of_mails_to_read_does_not_show_the_address(mailbox):
    address = mailbox.address()
    told = f"From: {address}\nSubject: Out of office for {address}\nAuto-Submitted: auto-replied\n\nTo {address}.\n"
    mailbox.take(told)
    text = shown_to(BOSS, mailbox, "/to-read")
    assert text.count("***@leads.example.com") == 3
    assert address.partition("@")[0] not in text


def test_the_fields_of_a_source_do_not_show_the_address(mailbox):
    mailbox.take(mail().replace("Mensaje:", f"Reenviado a: {mailbox.address()}\nMensaje:"))
    text = shown_to(BOSS, mailbox, f"/sources/{PORTAL}/fields")
    assert "***@leads.example.com" in text
    assert mailbox.address().partition("@")[0] not in text


def shown_to(me, mailbox, path):
    """Return the answer to a member's question, as text."""
    status, shown = mailbox.door.ask("GET", path, sub=make.member(me).sub)
    assert status == 200
    return json.dumps(shown, ensure_ascii=False).replace("\\n", "\n")


def test_a_mail_to_a_source_of_a_newer_release_is_still_there(mailbox):
    team.newer(mailbox.door.table, MAILS, status="muted")
    told = mailbox.receive(MAIL.format(id="1", name="Ana", email="ana@example.com"))
    with pytest.raises(MadeByNewerRelease):
        mailbox.worker.work(told)
    assert len(put_off.kept()) == 1
    team.newer(mailbox.door.table, MAILS, status="active")
    assert mailbox.worker.work(told) == ["accepted"]
    assert put_off.kept() == []
