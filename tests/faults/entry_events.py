"""Hold scenarios of what makes leads apart from requests: details to fetch, files, mails, what was put off."""

import json
from datetime import timedelta

from functions.ingest.fetching.graph import FetchedLead, NotFetched
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead_import import Import
from shared.queue import Queue
from shared.secrets import IssuedSecret, SourceSecrets
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries, WaitingDelivery
from tests import make, memory
from tests.faults import cloud as aws
from tests.faults.requests import BODY
from tests.faults.scenario import Scenario
from tests.functions import team
from tests.functions.messages import Messages
from tests.make import BOSS, NOON, PORTAL, WEB, id_of

META, KEPT, IMPORT = id_of("source", "meta"), id_of("secret", "kept"), id_of("import", "one")
POINTER = {"entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": "7"}}]}]}


def queued(**message):
    """Return the event of a queue's message."""
    return {"Records": [{"messageId": "1", "body": json.dumps(message)}]}


# fetch, import


class Graph:
    """Stand in for Meta's Graph API."""

    def __init__(self, trouble):
        self._trouble = trouble

    def lead(self, lead_id, _token):
        if self._trouble:
            raise NotFetched(self._trouble)
        body = {"id": lead_id, "field_data": [{"name": "email", "values": ["p@example.com"]}]}
        return FetchedLead(body, json.dumps(body).encode())


def _pointed_to(trouble=None):
    def seed(cloud):
        cloud.graph = Graph(trouble)
        secrets = SourceSecrets(cloud.secret, memory.client("secretsmanager"), "relevo/sources")
        secrets.store(META, KEPT, IssuedSecret("the-apps-secret", "the-pages-token"))
        meta = make.source(META, title="Facebook", kind="meta", kept=KEPT)
        team.seat(cloud.table, sources=[make.source(), meta])
        waits = Delivery(source_id=META, hash="a" * 32, at=NOON, outcome="pending", points_to="1", due=NOON)
        cloud.put(waits)
        return queued(source_id=META, hash="a" * 32)

    return seed


def running(**change):
    given = {"import_id": IMPORT, "at": NOON, "by": BOSS, "to": "route", "source_id": WEB, "status": "running"}
    return Import(**given | {"run": 1, "due": NOON} | change)


def _rows(cloud):
    """Five rows, two at a time; the third is unreadable and the last repeats the first."""
    team.seat(cloud.table)
    rows = ("a,a@example.com", "b,b@example.com", "c,c", "d,d@example.com", "a,a@example.com")
    body = "\n".join(["nombre,email", *rows]).encode()
    tag = memory.client("s3").put_object(Bucket=aws.UPLOADS, Key=f"imports/{IMPORT}", Body=body)["ETag"]
    cloud.put(running(upload=tag))
    return queued(import_id=IMPORT)


# waiting


def _put_off(source_id, headers, body):
    def seed(cloud):
        meta = make.source(META, title="Facebook", kind="meta", kept=KEPT)
        team.seat(cloud.table, sources=[make.source(PORTAL, title="Portal", kind="api_key"), meta])
        asked, files = Messages(), Uploads(lambda: memory.client("s3"), aws.WAITING)
        delivery = WaitingDelivery(source_id, headers, json.dumps(body).encode())
        WaitingDeliveries(files, Queue(lambda: asked, "waiting")).put_off("once", delivery)
        return queued(key=asked.sent[0]["key"])

    return seed


# mailbox

MAIL = b"From: Portal <avisos@portal.example>\n\nNombre: Ada\nEmail: ada@gmail.com\nMensaje: Hola\n"


def _mail(cloud):
    """SES put a mail to the address of a source into the bucket, and tells of it."""
    team.seat(cloud.table, sources=[make.source(PORTAL, title="Portal", kind="email")])
    Uploads(lambda: memory.client("s3"), aws.WAITING).write("mail/1", MAIL)
    address = f"{cloud.secret.mail_name(PORTAL, 1)}@leads.example.com"
    receipt = {"recipients": [address], "action": {"type": "S3", "bucketName": aws.WAITING, "objectKey": "mail/1"}}
    return queued(notificationType="Received", mail={"messageId": "1"}, receipt=receipt)


LATER = NOON + timedelta(hours=12)
ENTRY = (
    Scenario("fetch", "details become a lead", _pointed_to()),
    Scenario("fetch", "details are asked for later", _pointed_to("unreachable"), swept_at=LATER, loose=True),
    Scenario("import", "rows become leads", _rows),
    Scenario("import", "its time is over", _rows, left=0),
    Scenario("mailbox", "a mail becomes a lead", _mail),
    Scenario("waiting", "a delivery that was put off becomes a lead", _put_off(PORTAL, {}, BODY)),
    Scenario("waiting", "a put off delivery asks for details", _put_off(META, {}, POINTER), swept_at=LATER),
)
