"""Call the supervise function over the tests' table."""

from functions.supervise.build import build
from functions.supervise.doors import SuperviseDoors
from shared.domain.kernel.audit import Audit
from shared.domain.lead_records.conversation import Conversation
from shared.photos import Photos
from shared.store import codec
from tests import documented, make, memory
from tests.functions import put_off, team
from tests.granted import granted
from tests.make import ANN, LEAD, NOON, SECOND

PHOTOS = "relevo-photos"


class Pushes:
    """Stand in for the queue of pushes.

    Attributes:
        messages: sent so far.
    """

    def __init__(self):
        self.messages = []

    def send(self, messages):
        self.messages += messages


def everything():
    """Return the whole table."""
    return memory.items()


def but_seen():
    """Return the whole table without who saw which lead, which an answer that changed nothing records."""
    return [item for item in everything() if not item["PK"]["S"].startswith("SEEN#")]


def audits():
    """Return the audit entries, oldest first."""
    items = [item for item in everything() if item["PK"]["S"].startswith("AUDIT#")]
    return [codec.from_item(Audit, item) for item in items]


def caller(table, secret, event, **doors):
    """Return `ask(path, me=ANN, *, method, body, headers, **query)`, which returns the status, and the body if any.

    The time is noon unless `doors` contain another `now`. `ask.whole` returns all that API Gateway gets.
    """
    given = {
        "pushes": Pushes(),
        "photos": Photos(lambda: memory.client("s3"), PHOTOS),
        "raws": put_off.raws(),
        "now": lambda: NOON,
        "request_step": 10**9,
        **doors,
    }
    api = build(SuperviseDoors(table=granted(table, "supervise"), secret=secret, **given))

    def whole(path, me=ANN, *, method="GET", body=None, headers=None, claims=None, **query):
        sub = make.member(me).sub if me else None
        asked = {name: str(value) for name, value in query.items()} or None
        return api.handler(event(method, path, sub=sub, body=body, query=asked, headers=headers, claims=claims), None)

    def ask(path, *given, method="GET", **more):
        return documented.answered(method, path, whole(path, *given, method=method, **more))

    ask.whole = whole
    return ask


def each_second(ask, watch):
    """Return `call(method, what, body=None, me=ANN, key=None, lead_id=LEAD, **query)`, a second after the last.

    `what` is of the lead, or a whole path. `key` is the request's Idempotency-Key.
    """

    def call(method, what, body=None, me=ANN, key=None, lead_id=LEAD, **query):
        watch.now += SECOND
        headers = {"idempotency-key": key} if key else None
        path = what if what.startswith("/") else f"/leads/{lead_id}/{what}"
        return ask(path, me, method=method, body=body, headers=headers, **query)

    return call


def on_conversation(table, secret, event, watch, limits):
    """Seat a team with one lead, of Ann, whose person waits for an answer; return `each_second` on it."""
    team.seat(table)
    team.store(table, make.received(ANN, conversation=Conversation(opened_at=NOON, waiting_since=NOON)))
    return each_second(caller(table, secret, event, now=watch, limits=limits), watch)
