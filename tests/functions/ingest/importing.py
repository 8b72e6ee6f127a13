"""Use imports as members and the queue do: the function's operations, and the worker."""

import json

from functions.ingest.imports.build import ImportDoors, build
from functions.ingest.imports.chunk import ROWS
from shared import ids
from shared.domain.lead_records.lead_import import Import
from shared.queue import Queue
from shared.store import keys
from tests import make, memory
from tests.functions.ingest_client import BUCKET
from tests.granted import granted
from tests.make import BOSS, WEB

PLENTY = 1_000_000


class Office:
    """Run a Manager's import, and the worker, which shares the function's queue and bucket."""

    def __init__(self, door):
        self.door, self.table, self.queue = door, door.table, door.imports
        self.s3 = memory.client("s3")
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.worker = self.employ()

    def employ(self, *, rows=ROWS, new_id=ids.new):
        """Start a worker, as another process would, that takes up to so many rows at once."""
        return build(
            ImportDoors(
                table=granted(self.table, "import"),
                now=lambda: self.door.now,
                new_id=new_id,
                secret=self.door.secret,
                uploads=self.door.uploads,
                queue=Queue(lambda: self.queue, "imports"),
                rows=rows,
            )
        )

    def ask(self, method, path, me=BOSS, **given):
        return self.door.ask(method, path, sub=make.member(me).sub, **given)

    def make(self, me=BOSS, key=None, **body):
        headers = {"idempotency-key": key} if key else {}
        return self.ask(
            "POST", "/imports", me, body={"routing": "route", "source_id": WEB, "bytes": 100, **body}, headers=headers
        )

    def upload(self, import_id, content):
        raw = content if isinstance(content, bytes) else content.encode()
        self.s3.put_object(Bucket=BUCKET, Key=f"imports/{import_id}", Body=raw)

    def start(self, import_id, **body):
        return self.ask("POST", f"/imports/{import_id}/start", body=body)

    def work(self, left=lambda: PLENTY):
        """Process the queue's messages, and those they cause, until it is empty."""
        outcomes = []
        while self.queue.sent:
            outcomes.append(self.worker.work(self.queue.sent.pop(0)["import_id"], left))
        return outcomes

    def run(self, content, *, start=None, **body):
        """Run one import from its upload to its end; return it as it is shown then."""
        _, made = self.make(**body)
        self.upload(made["import_id"], content)
        status, answer = self.start(made["import_id"], **(start or {}))
        assert status == 202, answer
        self.work()
        return self.see(made["import_id"])

    def see(self, import_id):
        return self.ask("GET", f"/imports/{import_id}")[1]

    def record(self, import_id):
        return self.table.get(Import, keys.imported(import_id))

    def errors(self, import_id, **query):
        return self.ask("GET", f"/imports/{import_id}/errors", query=query or None)

    def people(self):
        """Return the names of the leads, sorted."""
        leads = [json.loads(item["body"]["S"]) for item in self.door.leads()]
        return sorted(lead["contact"].get("first_name", "") for lead in leads)


def sheet(people, header="nombre,email,telefono"):
    return "\n".join([header, *people]) + "\n"


def persons(many, first=0):
    return [f"P{n},p{n}@example.com,6{n:08}" for n in range(first, first + many)]


def tally(shown):
    return shown["done"], shown["created"], shown["repeated"], shown["failed"]
