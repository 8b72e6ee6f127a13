"""A large team in the table: 100 agents and 10,000 leads, most of them owned and talked about, and a week of counts."""

from datetime import timedelta

from shared.domain.conversation import Conversation
from shared.domain.load import Load
from shared.domain.visit import Visit
from shared.store import codec
from tests import make
from tests.functions import tallying
from tests.functions.tallying import NOW, TODAY, ago
from tests.make import WEB, id_of

MINUTE = timedelta(minutes=1)
AGENTS = [id_of("agent", f"{n:03}") for n in range(100)]


def fill(client):
    """Write them all at once; most leads as bare as the indexes have them, by whose size DynamoDB cuts its pages."""
    items = [{"PutRequest": {"Item": codec.to_item(record)}} for record in _records()]
    for item in items[300:9_700]:
        del item["PutRequest"]["Item"]["body"]
    for start in range(0, len(items), 25):
        client.batch_write_item(RequestItems={"relevo": items[start : start + 25]})
    counts = {"claimed": 1, "passed": 1, "t44": 1, "calls": 2, "r60": 1}
    rows = ((ago(days), one, id_of("route", f"{n}"), WEB) for days in range(7) for one in AGENTS for n in range(3))
    tallying.fill(client, ((row, counts) for row in rows))


def _records():
    for n in range(10_000):
        lead_id, owner, minutes = id_of("lead", f"{n:05}"), AGENTS[n % 100], n * MINUTE
        if n % 10 == 0:
            yield make.pooled(lead_id=lead_id, since=NOW - minutes)
        elif n % 10 == 1:
            yield make.offered(lead_id=lead_id, offer=make.offer(owner, deadline=NOW + minutes))
        elif n % 10 < 7:
            talk = Conversation(opened_at=NOW - minutes, waiting_since=NOW - minutes if n % 2 else None)
            yield make.owned(owner, lead_id=lead_id, conversation=talk)
        else:
            yield make.lead(lead_id, state="closed", owner=owner, outcome="won", todo=None)
    yield from (make.member(one) for one in AGENTS)
    yield from (Load(agent_id=one, active=True, open_leads=70, received={TODAY: 3}) for one in AGENTS)
    yield from (Visit(agent_id=one, at=NOW) for one in AGENTS)
