"""Does a mail that comes by SMTP become a lead on the deployed stack, by a function that may do just that?"""

import base64
import random

from local import mail
from tests.e2e.stack import HOURS

MAIL = """From: Portal <avisos@portal.example>
To: equipo@inmobiliaria.example
Subject: Nuevo contacto
Message-ID: <{id}@portal.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Nombre: Zoé Ruiz
Email: zoe-{id}@gmail.com
Mensaje: ¿Sigue libre el piso?
{photo}
--b--
"""
PHOTO = """--b
Content-Type: image/jpeg; name=piso.jpg
Content-Transfer-Encoding: base64

{}"""
GMAIL = """From: Equipo de Gmail <forwarding-noreply@google.com>
To: {to}
Subject: (#735416429) Confirmación de reenvío de Gmail
Content-Type: text/plain; charset=utf-8

Código de confirmación: 735416429
https://mail-settings.google.com/mail/vf-%5BANGjdJ8x%5D-{id}
"""


def offered(stack, source):
    found = stack.leads_of(source)
    return found if found and found[0]["state"] == "offered" else None


def kept(stack):
    """Return the mails that were not handled yet."""
    (bucket,) = [one["Name"] for one in stack.client("s3").list_buckets()["Buckets"] if "waiting" in one["Name"]]
    return stack.client("s3").list_objects_v2(Bucket=bucket, Prefix="mail/").get("Contents", [])


def send(stack, to, text):
    mail.send_mail(stack.told["smtp"], to, text.encode())


def test_a_mail_to_a_sources_address_becomes_a_lead_once_and_is_deleted(stack, until):
    source = stack.source("email")
    stack.route(stack.agents[:1], HOURS, source)
    text = MAIL.format(id=source["source_id"], photo="")
    for _ in range(2):
        send(stack, source["mail_address"], text)
    (lead,) = until(lambda: offered(stack, source))
    assert lead["contact"]["first_name"] == "Zoé"
    until(lambda: not kept(stack))
    assert len(stack.leads_of(source)) == 1


def test_a_mail_with_a_photo_of_10_mb_becomes_a_lead_and_can_be_read_as_it_came(stack, until):
    source = stack.source("email")
    photo = base64.encodebytes(random.Random(1).randbytes(7_500_000)).decode()
    text = MAIL.format(id=source["source_id"], photo=PHOTO.format(photo))
    assert len(text) > 10_000_000
    send(stack, source["mail_address"], text)
    (lead,) = until(lambda: stack.leads_of(source))
    assert lead["contact"]["first_name"] == "Zoé"
    (delivery,) = stack.rainmaker.ask("GET", f"/sources/{source['source_id']}/deliveries")["items"]
    assert delivery["outcome"] == "accepted"


def test_gmails_question_shows_at_the_source_and_a_mail_to_nobody_is_deleted(stack, until):
    source = stack.source("email")
    send(stack, f"nadie-{source['source_id']}@leads.example.com", MAIL.format(id="nobody", photo=""))
    send(stack, source["mail_address"], GMAIL.format(to=source["mail_address"], id=source["source_id"]))
    (asked,) = until(lambda: stack.rainmaker.ask("GET", f"/sources/{source['source_id']}/deliveries")["items"])
    link = f"https://mail-settings.google.com/mail/vf-%5BANGjdJ8x%5D-{source['source_id']}"
    assert (asked["outcome"], asked["confirmation"]) == ("confirmation", {"code": "735416429", "link": link})
    until(lambda: not kept(stack))
    assert stack.leads_of(source) == []
