"""Call the ingest function as providers and members do."""

import json
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from functions.ingest.build import build
from functions.ingest.doors import IngestDoors
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.queue import Queue
from shared.secrets import SourceSecrets
from shared.store import codec, record_keys
from shared.uploads import Uploads
from tests import documented, make, memory
from tests.counting import Counting
from tests.functions import team
from tests.functions.messages import Messages
from tests.functions.put_off import raws, waiting
from tests.granted import granted
from tests.make import ANN, PORTAL, WEB

NOW = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
HAND = make.id_of("source", "hand")
BUCKET = "relevo-imports"
ASKED = {
    "contact": {"first_name": "Lucía", "last_name": "Pérez", "emails": ["Lucia@Example.com"], "phones": ["600112233"]},
    "attributes": {"place": "Retiro"},
    "message": "Busco un piso.",
}


class Vault(Counting):
    """Wrap Secrets Manager's client; find nothing while `away`."""

    away = False

    def get_secret_value(self, SecretId):
        self.calls.append("get_secret_value")
        return self._client.get_secret_value(SecretId="elsewhere" if self.away else SecretId)


class IngestClient:
    """Call the function as providers and members do, at an instant that the test sets.

    Attributes:
        queue: the messages to fetch.
        imports: the messages to import.
        put_off: the messages to handle what was put off.
        calls: the methods of DynamoDB's client called so far, in order.
    """

    def __init__(self, table, secret, event):
        self.table, self.secret, self._event, self.now = table, secret, event, NOW
        self.vault, self.calls = Vault(memory.client("secretsmanager")), table.calls
        self.secrets = SourceSecrets(secret, self.vault, "relevo/sources")
        self.queue, self.imports, self.put_off = Messages(), Messages(), Messages()
        self.uploads = Uploads(lambda: memory.client("s3"), BUCKET)
        self.open(Throttle())

    def open(self, throttle):
        """Build the function again, as a new process does, with this throttle for each source."""
        self.api = build(
            IngestDoors(
                table=granted(self.table, "ingest"),
                now=lambda: self.now,
                secret=self.secret,
                secrets=self.secrets,
                fetches=Queue(lambda: self.queue, "fetches"),
                imports=Queue(lambda: self.imports, "imports"),
                uploads=self.uploads,
                waiting=waiting(self.put_off),
                raws=raws(),
                throttle=throttle,
            )
        )

    def ask_raw(self, method, path, **given):
        return self.api.handler(self._event(method, path, **given), None)

    def ask(self, method, path, **given):
        answer = self.ask_raw(method, path, **given)
        self.headers_of_answer = answer["headers"]
        return documented.answered(method, path, answer)

    def post(self, source_id, raw, headers):
        return self.ask("POST", f"/webhooks/{source_id}", raw=raw, headers=headers)

    def headers(self, raw, *, event_id="event-1", version=1, at=None, source_id=WEB):
        at = at or self.now
        signature = Webhook(self.secret.source_secret(source_id, version)).sign(event_id, at, raw)
        return {"webhook-id": event_id, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}

    def signed(self, asked=None, **given):
        raw = json.dumps(asked or ASKED, ensure_ascii=False)
        return self.post(given.get("source_id", WEB), raw, self.headers(raw, **given))

    def keyed(self, asked=None, *, version=1, **more):
        raw = json.dumps((asked or ASKED) | more)
        return self.post(PORTAL, raw, {"X-Api-Key": self.secret.source_secret(PORTAL, version)})

    def enter(self, me=ANN, key=None, contact=None, **given):
        body = {"contact": contact or ASKED["contact"], "routing": "route", **given}
        if body["routing"] == "route":
            body.setdefault("source_id", WEB)
        headers = {"idempotency-key": key} if key else {}
        return self.ask("POST", "/leads", sub=make.member(me).sub, body=body, headers=headers)

    def everything(self):
        """Return all items but what was received."""
        return [item for item in memory.items() if not _is_raw(item)]

    def raws(self):
        """Return what was received, as it is stored, oldest first."""
        items = [item for item in memory.items() if _is_raw(item)]
        return sorted((codec.from_item(RawDelivery, item) for item in items), key=lambda one: one.at)

    def kept(self, prefix):
        return [item for item in self.everything() if item["PK"]["S"].startswith(prefix)]

    def leads(self):
        return [item for item in self.kept("LEAD#") if item["SK"]["S"] == "LEAD"]


def _is_raw(item):
    return any(item[name]["S"].startswith("RAW#") for name in ("PK", "SK"))


def change(door, record, **fields):
    """Write to the plan behind ingest's back."""
    now = door.table.get(type(record), record_keys.key(record))
    team.change(door.table, now.model_copy(update=fields))
