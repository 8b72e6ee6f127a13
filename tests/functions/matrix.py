"""Test the matrix of docs/security.md: every operation, by every role, on every lead.

A new operation needs a row there and, if it takes a body, its body here. Other ids of its path go into `OWN` and
`ANOTHERS`, and records that must exist into `records`; records beside a lead go into `beside`.
"""

import base64
import json
import re
import zlib
from datetime import timedelta
from functools import cache
from itertools import batched
from pathlib import Path

from infra import wiring
from shared.domain.kernel.contact import Card
from shared.domain.kernel.notification import Notification
from shared.domain.lead_records.bulk_act import BulkAct
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead_import import Import
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.lead_records.task import Task
from shared.domain.lead_records.view import View, Views
from shared.domain.notifications.vapid import public_key
from shared.domain.plan_records.member import Absence
from shared.domain.plan_records.second_factor import SecondFactor
from shared.domain.plan_records.settings import Logo
from shared.domain.plan_records.source import FormerSecret
from shared.domain.plan_records.target import OutboundDelivery, Target
from shared.domain.plan_records.template import Template
from shared.domain.plan_records.workload import Workload
from shared.secrets import MasterSecret
from shared.store import codec, keys, record_keys
from tests import documented, make, memory
from tests.counting import Counting
from tests.functions import deployed
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, DAN, EVE, MAIN, NIGHT, PORTAL, WEB, id_of
from tests.tables import create_table

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = json.loads((ROOT / "docs" / "openapi.json").read_text())
OPERATIONS = [f"{method.upper()} {path}" for path, item in OPENAPI["paths"].items() for method in item]
PUBLIC = {http.key for function in wiring.FUNCTIONS for http in function.http if http.public}

# The callers: the Rainmaker, a Manager, an Agent, and an Agent who sees the team's leads.
CALLERS = {"rainmaker": CHIEF, "manager": BOSS, "agent": ANN, "agent of an open team": DAN}
LEADS = ("mine", "offered to me", "was offered to me", "another's", "pooled", "mine, closed", "another's, closed",
         "unknown")  # fmt: skip
LEAD_IDS = {kind: id_of("lead", str(place)) for place, kind in enumerate(LEADS)}
INTO, IMPORT, IMPORT_OF_ANOTHER = id_of("lead", "into"), id_of("import", "mine"), id_of("import", "other")

VIEW, VIEW_OF_TEAM = id_of("view", "mine"), id_of("view", "team")
NOTICE, NOTICE_OF_ANOTHER = id_of("notification", "mine"), id_of("notification", "other")
ABSENCE, ABSENCE_OF_ANOTHER = id_of("absence", "mine"), id_of("absence", "other")
TARGET, DELIVERY = id_of("target", "crm"), id_of("delivery", "one")
BULK = id_of("bulk", "one")  # a Manager's
ERASURE, TEMPLATE = id_of("erasure", "one"), id_of("template", "one")
PICTURE = "iVBORw0KGgo="  # the first bytes of a PNG
COMMENT = id_of("comment", "one")  # on every lead, with an open task
# It belongs to nobody: nobody created this link.
_TEAMS = {
    "comment_id": COMMENT,
    "task_id": Task.id_of(COMMENT),
    "target_id": TARGET,
    "template_id": TEMPLATE,
    "photo_id": id_of("photo", "one"),
    "delivery_id": DELIVERY,
    "token": "A" * 92,
    "erasure_id": ERASURE,
    "bulk_id": BULK,
}

# Ids that a path names beside a lead: the caller's own, and another's. None is the caller's id.
OWN = {
    "route_id": MAIN,
    "agent_id": None,
    "source_id": WEB,
    "import_id": IMPORT,
    "notification_id": NOTICE,
    "view_id": VIEW,
    "absence_id": ABSENCE,
    **_TEAMS,
}
ANOTHERS = {"route_id": NIGHT, "agent_id": CAT, "source_id": PORTAL, "import_id": IMPORT_OF_ANOTHER,
            "notification_id": NOTICE_OF_ANOTHER, "view_id": VIEW_OF_TEAM,
            "absence_id": ABSENCE_OF_ANOTHER, **_TEAMS}  # fmt: skip

_PERSON = {"first_name": "Ana", "last_name": "Díaz", "email": "nueva@example.com", "role": "agent"}
_ROUTE = {
    "title": "Tardes",
    "rule": "round_robin",
    "sources": "all",
    "claim_seconds": 60,
    "agents": [{"agent_id": BOB}],
}
_BROWSER = "https://push.example.com/abc"
BODIES = {
    "POST /me/push-subscriptions": {
        "endpoint": _BROWSER,
        "keys": {"p256dh": public_key(7), "auth": "AAAAAAAAAAAAAAAAAAAAAA"},
    },
    "DELETE /me/push-subscriptions": {"endpoint": _BROWSER},
    "POST /outbound": {"url": "https://erp.example.com/in", "events": ["lead.claimed"]},
    "PATCH /outbound/{target_id}": {"events": ["lead.closed"]},
    "POST /templates": {"title": "Hola", "channels": ["whatsapp"], "language": "es", "text": "Hola"},
    "PATCH /templates/{template_id}": {"text": "Buenas"},
    "POST /leads/{lead_id}/photos": {"bytes": 1000},
    "PATCH /me": {"language": "en"},
    "PUT /me/pause": {},
    "POST /me/absences": {"until": "2099-01-01T00:00:00Z"},
    "PATCH /me/absences/{absence_id}": {"reason": "x"},
    "POST /me/sign-out": {},
    "POST /leads": {"contact": {"first_name": "Eva"}, "routing": "pool"},
    "POST /leads/search": {"q": "lucia"},
    "POST /contacts/search": {"email": "lucia@example.com"},
    "POST /contacts/export": {"lead_ids": [INTO], "identity_checked": "document"},
    "POST /contacts/objections": {"email": "lucia@example.com", "what": "marketing"},
    "POST /contacts/objections/withdraw": {"email": "lucia@example.com"},
    "PUT /leads/{lead_id}/objection": {"what": "marketing"},
    "POST /contacts/erase": {"lead_ids": [INTO], "identity_checked": "document"},
    "POST /bulk-acts/{bulk_id}/undo": {"ids": [INTO]},
    "PUT /views/{view_id}": {"name": "Mine", "wanted": {"owner": "me"}},
    "POST /leads/export": {"ids": [INTO]},
    "POST /leads/bulk": {"ids": [INTO], "action": "release"},
    "PATCH /leads/{lead_id}": {"contact": {"last_name": "Gil"}},
    "POST /leads/{lead_id}/assign": {"agent_id": CAT},
    "POST /leads/{lead_id}/close": {"outcome": "won"},
    "POST /leads/{lead_id}/give-back": {"reason": "no_time"},
    "POST /leads/{lead_id}/handover": {"to": {"agent_id": CAT}},
    "POST /leads/{lead_id}/interactions": {"kind": "call", "outcome": "spoke"},
    "POST /leads/{lead_id}/merge": {"into": INTO},
    "POST /leads/{lead_id}/not-a-lead": {"confirmed": True},
    "POST /leads/{lead_id}/route": {"note": "by mistake"},
    "POST /leads/{lead_id}/messages": {"direction": "out", "channel": "text", "body": "Hola"},
    "POST /leads/{lead_id}/conversation": {"state": "open"},
    "POST /notifications/{notification_id}/snooze": {"until": "tomorrow"},
    "POST /leads/{lead_id}/comments": {"body": "Hola"},
    "PATCH /leads/{lead_id}/comments/{comment_id}": {"done": True},
    "POST /leads/{lead_id}/tasks": {"text": "Llamar", "due_at": "2030-01-01T00:00:00Z"},
    "PATCH /leads/{lead_id}/tasks/{task_id}": {"done": True},
    "PUT /leads/{lead_id}/do-not-contact": {"channels": "all"},
    "PUT /leads/{lead_id}/consents": {"purpose": "marketing", "given": True, "source": "by phone"},
    "POST /imports": {"routing": "pool"},
    "POST /imports/{import_id}/start": {},
    "POST /routes": _ROUTE,
    "PUT /routes/{route_id}": _ROUTE,
    "PUT /routes/{route_id}/rota": {"rota_only": True},
    "PUT /routes/order": {"ids": [NIGHT, MAIN], "version": 1},
    "POST /agents": _PERSON,
    "PATCH /agents/{agent_id}": {"phone": "600"},
    "PUT /agents/{agent_id}/limits": {"per_day": 3},
    "PUT /agents/{agent_id}/pause": {},
    "POST /agents/{agent_id}/absences": {"until": "2099-01-01T00:00:00Z"},
    "PATCH /agents/{agent_id}/absences/{absence_id}": {"reason": "x"},
    "POST /sources": {"title": "Otra", "kind": "standard"},
    "PATCH /sources/{source_id}": {"title": "Otra"},
    "PUT /sources/{source_id}/mapping": {"campo_7": "phone"},
    "POST /sources/{source_id}/mapping/preview": {"campo_7": "phone"},
    "POST /sources/{source_id}/test": {},
    "POST /plan/preview": {"source_id": WEB},
    "PATCH /settings": {"hold_hours": 3},
    "PUT /settings/logo": {"image": PICTURE},
}
QUERIES = {
    "DELETE /agents/{agent_id}": {"leads_to": "pool"},
    "GET /audit/seen": {"of": INTO},
    "GET /plan/holidays": {"country": "ES"},
    "GET /webhooks/{source_id}": {"hub.mode": "subscribe", "hub.verify_token": "x", "hub.challenge": "1"},
}
# Lists, and the query or body to request them with.
LISTS = {
    "`GET /leads`": ("GET", "/leads", {}, None),
    "`GET /leads` `owner=me`": ("GET", "/leads", {"owner": "me"}, None),
    "`GET /leads` `owner=me` `sort=waiting`": ("GET", "/leads", {"owner": "me", "sort": "waiting"}, None),
    "`GET /leads` `owner=` another": ("GET", "/leads", {"owner": BOB}, None),
    "`GET /leads` `state=offered`": ("GET", "/leads", {"state": "offered"}, None),
    "`GET /leads` `state=owned`": ("GET", "/leads", {"state": "owned"}, None),
    "`GET /leads` `state=pooled`": ("GET", "/leads", {"state": "pooled"}, None),
    "`GET /leads` `state=closed`": ("GET", "/leads", {"state": "closed"}, None),
    "`GET /leads` `source`, `route`": ("GET", "/leads", {"source": WEB, "route": MAIN}, None),
    "`POST /leads/search` first name": ("POST", "/leads/search", {}, {"q": "lucía"}),
    "`POST /leads/search` last name": ("POST", "/leads/search", {}, {"q": "lucia pérez"}),
    "`POST /leads/search` e-mail": ("POST", "/leads/search", {}, {"q": "lucia@example.com"}),
    "`POST /leads/search` phone": ("POST", "/leads/search", {}, {"q": "600 11 22 33"}),
    "`GET /pool`": ("GET", "/pool", {}, None),
    "`GET /me/offers`": ("GET", "/me/offers", {}, None),
}  # fmt: skip


def lead(kind, me):
    """Return a lead as it is to `me`; None for a missing one."""
    found = _lead(kind, me)
    return found and found.model_copy(update={"tasks": asked(found)[1:]})


def _lead(kind, me):
    lead_id = LEAD_IDS[kind]
    soon = {"deadline": make.NOON + timedelta(minutes=9)}
    routed = {"lead_id": lead_id, "route_id": MAIN, "turns": {MAIN: 1}}
    closed = {"state": "closed", "outcome": "lost", **routed}
    return {
        "mine": make.received(me, lead_id=lead_id),
        "offered to me": make.offered(offer=make.offer(me, **soon), lead_id=lead_id),
        "was offered to me": make.offered(offer=make.offer(BOB, **soon), lead_id=lead_id, tried=(me,)),
        "another's": make.received(BOB, lead_id=lead_id),
        "pooled": make.pooled(reason="no_route", lead_id=lead_id, route_id=MAIN),
        "mine, closed": make.owned(me, **closed),
        "another's, closed": make.owned(BOB, **closed),
        "unknown": None,
    }[kind]


def asked(one):
    """Return a comment on the lead, with its task."""
    comment = Comment(
        comment_id=COMMENT, lead_id=one.lead_id, body="Llámala", by=one.owner or CAT, at=make.NOON, has_task=True
    )  # fmt: skip
    task = Task(
        comment_id=COMMENT, lead_id=one.lead_id, at=make.NOON, due_at=make.END, by=CAT, agent_id=one.owner or CAT
    )
    return comment, task


def beside(one, _me):
    """Return the records beside the lead, for paths that name them."""
    return asked(one)


def records(me):
    """Return the records for any caller: the team, and what paths name."""
    members = [
        make.member(CHIEF, role="rainmaker"), make.member(BOSS, role="manager"), make.member(DAN, sees="team"),
        *(make.member(one) for one in (ANN, BOB, CAT)), make.member(EVE, status="removed"),
    ]  # fmt: skip
    planned = {"from": "2100-01-01T00:00:00Z", "until": "2100-02-01T00:00:00Z", "by": BOSS, "at": make.NOON}
    ids = {me: ABSENCE, CAT: ABSENCE_OF_ANOTHER}
    for place, one in enumerate(members):
        if one.agent_id in ids:
            away = [Absence(absence_id=ids[one.agent_id], side=side, **planned) for side in ("own", "team")]
            members[place] = one.model_copy(update={"absences": tuple(away)})
    routes = [make.route(MAIN, (ANN, BOB, DAN)), make.route(NIGHT, (BOB, CAT), title="Night", sources=(PORTAL,))]
    renewed = {"secret_version": 2, "former": (FormerSecret(version=1, until=make.NOON + timedelta(hours=24)),)}
    sources = [
        make.source(owner=me, **renewed), make.source(PORTAL, title="Portal", kind="api_key", owner=CAT, **renewed),
    ]  # fmt: skip
    plan = make.plan(routes, members, sources)
    settings = plan.settings.model_copy(update={"second_factor": SecondFactor(mode="optional", since=make.NOON)})
    loads = [Workload(agent_id=one.agent_id, active=one.status == "active") for one in members]
    imports = [
        Import(import_id=one, at=make.NOON, by=by, to="pool") for one, by in ((IMPORT, me), (IMPORT_OF_ANOTHER, CAT))
    ]
    told = [
        Notification(notification_id=one, agent_id=who, kind="mention", at=make.NOON, forget_at=make.END)
        for one, who in ((NOTICE, me), (NOTICE_OF_ANOTHER, CAT))
    ]
    target = Target(
        target_id=TARGET, url="https://crm.example.com/in", events=("lead.claimed",), created_at=make.NOON,
        secret_version=2, former=FormerSecret(version=1, until=make.NOON + timedelta(hours=24)),
    )  # fmt: skip
    sent = OutboundDelivery(
        delivery_id=DELIVERY, target_id=TARGET, lead_id=INTO, type="lead.claimed", kind="claimed", by=BOB, at=make.NOON,
        since=make.NOON, state="delivered", forget_at=make.END,
    )  # fmt: skip
    views = [Views(owner=one, entries=(View(view_id=VIEW, name="Mine"),)) for one in CALLERS.values()]
    views.append(Views(owner="team", entries=(View(view_id=VIEW_OF_TEAM, name="Ours"),)))
    before = {"state": "pooled", "reason": "unclaimed", "since": make.NOON.isoformat()}
    acted = BulkAct(bulk_id=BULK, by=BOSS, at=make.NOON, before=before)
    template = Template(
        template_id=TEMPLATE, title="Hola", channels=("text",), language="es", text="Hola", created_at=make.NOON
    )
    delivered = [
        Delivery(source_id=one, hash=DELIVERY, at=make.NOON, outcome=outcome)
        for one, outcome in ((WEB, "to_read"), (PORTAL, "unreadable"))
    ]
    sent_there = b'{"contact": {"first_name": "Eva"}}'
    packed = base64.b64encode(zlib.compress(sent_there)).decode()
    part = RawPart(headers={"webhook-id": "event-1"}, size=len(sent_there), packed=packed)
    received = RawDelivery(source_id=WEB, hash=DELIVERY, at=make.NOON, parts=(part,), forget_at=make.END)
    erasure = Erasure(erasure_id=ERASURE, at=make.NOON, by=CHIEF, lead_ids=(INTO,))
    return [settings, Logo(image=PICTURE), plan.order, *routes, *members, *sources, *loads, *imports, *told, *views,
            target, template, sent, *delivered, received, erasure,
            make.owned(BOB, lead_id=INTO, bulk=acted)]  # fmt: skip


def cards(secret, lead_ids):
    """Return the cards by which all these leads are found: by the email and the phone of `make.contact()`."""
    found = tuple(lead_ids)
    hashes = [secret.contact_hashes(kind, normal)[0] for kind, _, normal in make.contact().normals]
    return [Card(hash=one, current=found[-1], leads=found) for one in hashes]


# The table of docs/security.md


def rows(title):
    """Return the rows of the table below this heading: first cell, and the other cells by column."""
    text = (ROOT / "docs" / "security.md").read_text().split(f"\n### {title}\n", 1)[1]
    lines = re.split(r"^#", text, maxsplit=1, flags=re.M)[0].splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    [_, *columns], _, *found = table
    return {name: dict(zip(columns, cells, strict=True)) for name, *cells in found}


def expected(cell):
    """Return each caller's expected answer by a cell.

    A cell holds one answer for all; or one for Managers and the Rainmaker and one for Agents; or for these, an
    Agent, and an Agent of an open team; or one for each of the four.
    """
    parts = [part.strip("` ") for part in cell.split("/")]
    places = {1: (0, 0, 0, 0), 2: (0, 0, 1, 1), 3: (0, 0, 1, 2), 4: (0, 1, 2, 3)}[len(parts)]
    return {caller: parts[place] for caller, place in zip(CALLERS, places, strict=True)}


# The world


@cache
def items(me):
    """Return the items of `records(me)`, by key: nearly every test of the matrix writes them."""
    return {record_keys.key(record): codec.to_item(record) for record in records(me)}


@cache
def lead_requests(me):
    """Return the requests that write a lead of every kind, as it is to `me`, and the records beside it."""
    there = [one for kind in LEADS if (one := lead(kind, me))]
    return [put_request(record) for record in (*there, *(one for lead in there for one in beside(lead, me)))]


def put_request(record):
    return {"PutRequest": {"Item": codec.to_item(record)}}


def world():
    """Create the data in this process's memory, which is emptied first."""
    memory.forget()
    client = memory.client("dynamodb")
    create_table(client)
    memory.client("secretsmanager").create_secret(Name="master", SecretString="of the matrix")
    made = World(client, MasterSecret(memory.client("secretsmanager"), "master"))
    for one in (IMPORT, IMPORT_OF_ANOTHER):
        memory.client("s3").put_object(Bucket=deployed.BUCKET, Key=f"imports/{one}", Body=b"name\nEva\n")
    return made


class World:
    """Hold the table, with only what a cell needs, and every function that answers HTTP, at noon.

    Attributes:
        counted: the functions' DynamoDB client, which counts its calls.
    """

    event = None

    def __init__(self, client, secret):
        self._client, self._secret, self._kept = client, secret, {}
        self.counted = Counting(client)
        apis = deployed.apis(self.counted, secret, lambda: make.NOON)
        self._handlers = {f"{one.method} {one.path}": api.handler for api in apis for one in api.operations}

    def seat(self, me):
        """Start over with the records for `me`."""
        self._kept = items(me)
        self.restore()

    def restore(self):
        """Undo an operation's writes. If one changed the plan, its version is incremented."""
        there = self.there()
        version = there.pop(keys.VERSION, None)
        wrong = {key for key in there | self._kept if there.get(key) != self._kept.get(key)}
        gone = [{"DeleteRequest": {"Key": {"PK": {"S": pk}, "SK": {"S": sk}}}} for pk, sk in wrong - self._kept.keys()]
        self._write([*gone, *({"PutRequest": {"Item": self._kept[key]}} for key in wrong & self._kept.keys())])
        if version is None or any(key.pk == keys.PLAN for key in wrong):
            self._raise(version)

    def change_plan(self, *found):
        """Add records of the plan, until they are removed by `restore`, and increment its version."""
        self.put(*found)
        self._raise(self.there().get(keys.VERSION))

    def _raise(self, version):
        number = int(version["v"]["N"]) + 1 if version else 1
        item = {"PK": {"S": keys.VERSION.pk}, "SK": {"S": keys.VERSION.sk}, "v": {"N": str(number)}}
        self._client.put_item(TableName="relevo", Item=item)

    def there(self):
        """Return all items, by key."""
        return {keys.Key(item["PK"]["S"], item["SK"]["S"]): item for item in memory.items()}

    def item(self, key):
        """Return one item, if it is there."""
        return self._client.get_item(TableName="relevo", Key={"PK": {"S": key.pk}, "SK": {"S": key.sk}}).get("Item")

    def put_leads(self, me):
        """Add a lead of every kind, as it is to `me`, and the records beside it."""
        self._write([*lead_requests(me), *map(put_request, cards(self._secret, LEAD_IDS.values()))])

    def put(self, *found):
        """Add records, until they are removed by `restore`."""
        self._write(map(put_request, found))

    def _write(self, requests):
        for some in batched(requests, 25, strict=False):
            self._client.batch_write_item(RequestItems={"relevo": list(some)})

    def ask(self, operation, me, *, theirs=True, lead_id=INTO):
        """Send the operation's request as `me`, on their own or another's record.

        Return `ok`, or the refusal's code.
        """
        pattern = operation.split(" ")[1]
        named = {name: one or me for name, one in (OWN if theirs else ANOTHERS).items()}
        path = pattern.format_map({"lead_id": lead_id, **named})
        query, body = QUERIES.get(operation), BODIES.get(operation)
        status, answer = self.send(operation, path, make.member(me).sub if me else None, query=query, body=body)
        return "ok" if status < 300 else answer["code"]

    def send(self, operation, path, sub, *, query=None, body=None):
        """Send one request; return the status and the body."""
        method = operation.split(" ")[0]
        answer = self._handlers[operation](self.event(method, path, sub=sub, query=query, body=body), None)
        assert answer["statusCode"] != 500, operation
        return documented.answered(method, path, answer)
