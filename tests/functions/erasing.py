"""A person's way through every feature, with a sentinel in every field; and the erasure of it all."""

import base64
import json
import random
import zlib
from datetime import UTC, datetime, timedelta

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.expire.sweeping.erasures import Erasures
from functions.notify.build import NotifyDoors
from functions.notify.build import build as build_notify
from functions.supervise.build import build as build_supervise
from functions.supervise.doors import SuperviseDoors
from shared import ids
from shared.blocked import BlockedStore
from shared.domain.leads.photos import UPLOADED_WITHIN
from shared.domain.plan_records.target import Target
from shared.domain.routing.trace import Trace
from shared.ledger import Ledger
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.store import codec, packing
from shared.store.table import put
from shared.uploads import Uploads
from tests import make, memory
from tests.functions import put_off, team
from tests.functions.ingest.importing import Office, sheet
from tests.functions.ingest_client import BUCKET, HAND
from tests.functions.live_sockets import Connections
from tests.functions.messages import Messages
from tests.functions.sweeping import sweeping
from tests.granted import Granted, granted
from tests.make import ANN, BOB, BOSS, CHIEF, id_of
from tests.tables import StagedTable

LEDGER, BLOCKED, PHOTOS = "relevo-ledger", "relevo-blocked", "relevo-photos"
WORD, PHONE, EMAIL = "zqxjane", "+34600999888", "zqxjane@example.com"
SENTINELS = ("zqxjane", "600999888")
MINUTE = timedelta(minutes=1)
CRM = id_of("target", "crm")


def said(number):
    """Return a text with a sentinel that occurs once."""
    return f"{WORD} {number}"


class PersonsWay:
    """A team at work on one table: ingest, import, claim, supervise, notify and the sweep.

    Attributes:
        leads: the person's leads: the first, and one that is merged into it.
        ledger: the ledger of erased leads.
        table: as ingest and claim use it; supervise and the sweep have their own, held to their grants.
        swept: the table as the sweep uses it.
    """

    def __init__(self, door, secret, event):
        self.door, self.table, self.secret, self._event = door, door.table, secret, event
        self.office = Office(door)
        door.now = datetime.now(UTC) + MINUTE  # files in memory are stamped with the real time
        for bucket in (LEDGER, BLOCKED, PHOTOS):
            place = {"LocationConstraint": "eu-west-1"}
            memory.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
        put_off.files()
        self.ledger = Ledger(lambda: memory.client("s3"), LEDGER)
        self.outgoing, self._doors = Messages(), {"table": self.table, "now": lambda: self.door.now}
        queue = Queue(lambda: self.outgoing, "outgoing")
        asked = granted(self.table, "supervise")
        apis = (
            build_claim(ClaimDoors(**self._doors | {"table": granted(self.table, "claim")}, secret=secret)),
            build_supervise(
                SuperviseDoors(
                    **{**self._doors, "table": asked},
                    secret=secret,
                    pushes=queue,
                    photos=Photos(lambda: memory.client("s3"), PHOTOS),
                    raws=put_off.raws(),
                )
            ),
        )
        self._handlers = {f"{one.method} {one.path}": api.handler for api in apis for one in api.operations}
        notifying = self._doors | {"table": granted(self.table, "notify")}
        self._notify = build_notify(
            NotifyDoors(**notifying, outgoing=queue, mails=queue, pushes=queue, live=Connections().sockets)
        )
        self.swept = StagedTable(Granted(memory.client("dynamodb"), "sweep"))
        self.sweep = sweeping(
            self.swept, self._doors["now"], secret=secret, uploads=door.uploads, ledger=self.ledger, outgoing=queue,
            raws=put_off.raws(), photos=Photos(lambda: memory.client("s3"), PHOTOS),
            blocked=BlockedStore(lambda: memory.client("s3"), BLOCKED),
            imports=Queue(lambda: self.office.queue, "imports"),
        )  # fmt: skip
        self.leads = []

    def erasures(self, dynamodb, s3):
        """Return what goes on with erasures, over clients of its own; it is the sweep's only part that matters here."""
        uploads, ledger = Uploads(lambda: s3, BUCKET), Ledger(lambda: s3, LEDGER)
        table, now = StagedTable(Granted(dynamodb, "sweep")), self._doors["now"]
        blocked = BlockedStore(lambda: s3, BLOCKED)
        raws = RawFiles(Uploads(lambda: s3, put_off.BUCKET))
        photos = Photos(lambda: s3, PHOTOS)
        work = Erasures(table, uploads, photos, raws, ledger, blocked, self.secret.contact_hashes, ids.new, now).work
        return lambda: work(make.settings())

    def ask(self, operation, body=None, me=CHIEF, **names):
        """Send a request to claim or supervise; return the status and the body."""
        method, pattern = operation.split(" ")
        path = pattern.format_map({"lead_id": self.leads[0] if self.leads else "", **names})
        given = self._event(method, path, sub=make.member(me).sub, body=body)
        answer = self._handlers[operation](given, None)
        return answer["statusCode"], json.loads(answer["body"]) if answer.get("body") else None

    def do(self, operation, body=None, me=CHIEF, **names):
        status, answer = self.ask(operation, body, me, **names)
        assert status < 300, (operation, answer)
        return answer

    def enter(self, number, me=BOSS, routing="pool", **contact):
        """Enter an inquiry by hand; return the status and the lead."""
        person = {"first_name": WORD, "last_name": said("last"), "emails": [EMAIL], "phones": [PHONE], **contact}
        body = {"contact": person, "attributes": {"place": said(number), "extra": [said("list")]},
                "message": said(number), "source_id": HAND, "routing": routing}  # fmt: skip
        return self.door.ask("POST", "/leads", sub=make.member(me).sub, body=body)

    def lead(self, lead_id=None):
        return team.read(self.table, lead_id or self.leads[0])

    def go(self):
        """Take the person through every feature; return their leads."""
        team.change(self.table, Target(target_id=CRM, url="https://crm.example.com/in", events=("lead.received",),
                                       created_at=self.door.now))  # fmt: skip
        self._come_in()
        self._are_worked_on()
        self._come_by_file()
        self._come_by_webhook()
        self.do("PUT /leads/{lead_id}/objection", {"what": "marketing"}, ANN)
        self._are_told_of()
        return self.leads

    def go_shortly(self):
        """Take the person through little, for tests that erase them often."""
        self._come_in()
        self.do("POST /leads/{lead_id}/messages", {"direction": "in", "channel": "text", "body": said("message")})
        self.do("POST /leads/{lead_id}/merge", {"into": self.leads[0]}, lead_id=self.leads[1])

    def _come_in(self):
        status, lead = self.enter("first")
        assert status == 201, lead
        self.leads.append(lead["lead_id"])
        assert self.enter("again")[0] == 200  # a repeat
        status, other = self.enter("other", emails=["other-zqxjane@example.com"], phones=[])
        assert status == 201, other
        self.leads.append(other["lead_id"])
        self.enter("attempted", me=BOB)  # they may not see the lead once it is owned

    def _are_worked_on(self):
        self.do("POST /leads/{lead_id}/assign", {"agent_id": ANN, "note": said("assign")})
        self.enter("attempted", me=BOB)
        self.do("POST /leads/{lead_id}/messages", {"direction": "in", "channel": "text", "body": said("message")}, ANN)
        self.do("POST /leads/{lead_id}/interactions", {"kind": "call", "outcome": "spoke", "body": said("call")}, ANN)
        photo = self.photograph(said("photo"))
        self.do("POST /leads/{lead_id}/interactions", {"kind": "note", "body": said("note"), "photos": [photo]}, ANN)
        self.door.now += UPLOADED_WITHIN  # so that no erasure waits for more photos
        task = {"due_at": (self.door.now + timedelta(days=1)).isoformat()}
        comment = {"body": said("comment"), "mentions": [BOSS], "task": task}
        made = self.do("POST /leads/{lead_id}/comments", comment, ANN)
        self.do("POST /leads/{lead_id}/comments", {**comment, "body": said("done")}, ANN)
        self.do("PATCH /leads/{lead_id}/comments/{comment_id}", {"done": True}, ANN, comment_id=made["comment_id"])
        self.do("PUT /leads/{lead_id}/do-not-contact", {"channels": ["call"]}, ANN)
        agreed = {"purpose": "marketing", "given": True, "source": said("source"), "text": said("text"),
                  "version": said("version"), "note": said("consent")}  # fmt: skip
        self.do("PUT /leads/{lead_id}/consents", agreed, ANN)
        self.do("POST /leads/{lead_id}/give-back", {"reason": "no_time", "note": said("give back")}, ANN)
        for number in range(8):  # so that the history has pages
            self.do("POST /leads/{lead_id}/assign", {"agent_id": ANN, "note": said(f"assign {number}")})
            self.do("POST /leads/{lead_id}/release", {"note": said(f"release {number}")})
        self.do("PATCH /leads/{lead_id}", {"contact": {"last_name": said("edited")}})
        self.do("POST /leads/{lead_id}/merge", {"into": self.leads[0]}, lead_id=self.leads[1])
        self.do("POST /leads/{lead_id}/assign", {"agent_id": ANN})
        self.table.commit([put(Trace(
            lead_id=self.leads[0], lead_version=1, at=self.door.now, plan_version=1, outcome="pooled",
            attributes={"place": said("trace")},
        ))])  # fmt: skip

    def photograph(self, content, me=ANN):
        """Upload a photo to the first lead, as a browser does; return its id."""
        size = len(content.encode())
        photo_id = self.do("POST /leads/{lead_id}/photos", {"bytes": size}, me)["photo_id"]
        key = f"photos/{self.leads[0]}/{photo_id}"
        memory.client("s3").put_object(Bucket=PHOTOS, Key=key, Body=content.encode())
        return photo_id

    def _come_by_file(self):
        self.office.run(sheet([f"{said('row')},{EMAIL},{PHONE}"]))
        _, made = self.office.make()
        self.office.upload(made["import_id"], sheet([f"{said('unused')},{EMAIL},"]))

    def _come_by_webhook(self):
        """Deliver what is kept as it was received: a small body, and one that is too large for the table."""
        person = {"first_name": WORD, "last_name": said("last"), "emails": [EMAIL], "phones": [PHONE]}
        for noise in ("", random.Random(1).randbytes(20_000).hex()):
            status, answer = self.door.keyed(
                {"contact": person, "message": said("webhook")}, **{"id": noise[:9] or "0", "": noise}
            )
            assert (status, answer["lead_id"]) == (202, self.leads[0])

    def _are_told_of(self):
        """Have notify read the last write of the leads, with all of their history, and the comments."""
        items = [item for item in self.items() if item["PK"]["S"].startswith("LEAD#") and "tell" in item]
        self._notify({"Records": [{"eventName": "INSERT", "dynamodb": {"NewImage": item}} for item in items]}, None)

    def search(self):
        return self.do("POST /contacts/search", {"email": EMAIL, "phone": PHONE})["items"]

    def erase(self, *lead_ids):
        body = {"lead_ids": lead_ids or [self.leads[0]], "identity_checked": "document"}
        return self.do("POST /contacts/erase", body)["erasure_id"]

    def erasure(self, erasure_id):
        return self.do("GET /contacts/erasures/{erasure_id}", erasure_id=erasure_id)

    def items(self):
        return team.everything(memory.client("dynamodb"))

    def notify_of(self, before, after):
        """Have notify read one write of a lead; return the outbound deliveries' types."""
        images = {"OldImage": codec.to_item(before), "NewImage": codec.to_item(after)}
        self._notify({"Records": [{"eventName": "MODIFY", "dynamodb": images}]}, None)
        found = [item for item in self.items() if item["PK"]["S"] == f"OUTBOUND#{CRM}"]
        return {json.loads(item["body"]["S"])["type"] for item in found}


def files():
    """Return every file of every bucket, as text by its name."""
    s3, found = memory.client("s3"), {}
    for bucket in (BUCKET, LEDGER, PHOTOS):
        for one in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            found[one["Key"]] = s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read().decode()
    for one in s3.list_objects_v2(Bucket=put_off.BUCKET).get("Contents", []):
        found[one["Key"]] = zlib.decompress(
            s3.get_object(Bucket=put_off.BUCKET, Key=one["Key"])["Body"].read()
        ).decode()
    return found


def kept_deals():
    """Return what the blocked store holds, by key."""
    s3 = memory.client("s3")
    keys = [one["Key"] for one in s3.list_objects_v2(Bucket=BLOCKED).get("Contents", [])]
    return {key: json.loads(s3.get_object(Bucket=BLOCKED, Key=key)["Body"].read()) for key in keys}


def sentinels(*places):
    """Return the sentinels in what is given, and where."""
    return [
        (sentinel, text[max(0, text.find(sentinel) - 200) : text.find(sentinel) + 40])
        for place in places
        for text in [json.dumps(_unpacked(place), ensure_ascii=False).lower()]
        for sentinel in SENTINELS
        if sentinel in text
    ]


def kind_of(item):
    """Return the record's class of an item of the table."""
    pk, sk = item["PK"]["S"].split("#")[0], item["SK"]["S"]
    if pk == "LEAD" and sk.startswith("NOTE#"):
        return sk.rpartition("#")[2].partition("_")[0].title()
    names = {"LEAD": "Lead", "HISTORY": "HistoryPage", "TRACE": "Trace", "TASK": "Task", "SEARCH": "search keys",
             "RAW": "RawDelivery"}  # fmt: skip
    return names[sk.split("#")[0]] if pk == "LEAD" else {"CONTACT": "Card"}.get(pk, "")


def _unpacked(place):
    """Return what is given, files or items, with what items hold packed as text."""
    if isinstance(place, dict):
        return place
    bodies = {at: packing.body_of(one) for at, one in enumerate(place) if isinstance(one, dict) and "body" in one}
    shown = [{**one, "body": bodies[at]} if at in bodies else one for at, one in enumerate(place)]
    parts = [part for body in bodies.values() if '"packed":' in body for part in json.loads(body)["parts"]]
    return [shown, [zlib.decompress(base64.b64decode(one["packed"])).decode() for one in parts if "packed" in one]]
