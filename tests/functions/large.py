"""Put a large team into the table: most leads owned and in conversation, and a week of counters on three routes."""

from datetime import timedelta
from itertools import batched

from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.visit import Visit
from shared.domain.plan_records.workload import Workload
from shared.store import codec
from tests import make
from tests.functions import counter_rows
from tests.functions.counter_rows import NOW, TODAY, ago
from tests.make import WEB, id_of

MINUTE = timedelta(minutes=1)
COUNTS = {"claimed": 1, "passed": 1, "t44": 1, "calls": 2, "r60": 1}


def fill(client, agents=100, leads=10_000):
    """Write all items at once, with DynamoDB's client.

    Args:
        client: of DynamoDB.
        agents: each has a workload, a visit, and on each day a row of counters for each route.
        leads: half of them have a conversation, a tenth each is offered and pooled, the others are closed.
    """
    for some in batched(items(agents, leads), 25, strict=False):
        client.batch_write_item(RequestItems={"relevo": [{"PutRequest": {"Item": item}} for item in some]})


def items(agents=100, leads=10_000):
    """Yield all items: of records and counters, and 600 leads whole; of other leads, what the indexes tell."""
    names = [id_of("agent", f"{n:03}") for n in range(agents)]
    for number, record in enumerate(_records(names, leads)):
        item = codec.to_item(record)
        if 300 <= number < leads - 300:
            del item["body"]  # it would decide the pages of a stand-in that counts whole items
        yield item
    for row in rows(names):
        yield counter_rows.item(row, COUNTS)


def rows(names):
    """Return the rows of a week of counters."""
    return [(ago(days), one, id_of("route", f"{n}"), WEB) for days in range(7) for one in names for n in range(3)]


def _records(names, leads):
    for n in range(leads):
        lead_id, owner, minutes = id_of("lead", f"{n:05}"), names[n % len(names)], n * MINUTE
        if n % 10 == 0:
            yield pooled(lead_id, minutes)
        elif n % 10 == 1:
            yield offered(lead_id, owner, minutes)
        elif n % 10 < 7:
            yield talking(lead_id, owner, minutes, waits=n % 2)
        else:
            yield make.lead(lead_id, state="closed", owner=owner, outcome="won", todo=None)
    yield from (make.member(one) for one in names)
    yield from map(load, names)
    yield from map(visit, names)


def pooled(lead_id, minutes):
    """Return a lead pooled so many minutes ago."""
    return make.pooled(lead_id=lead_id, since=NOW - minutes)


def offered(lead_id, agent_id, minutes):
    """Return a lead that an agent may claim for so many minutes."""
    return make.offered(lead_id=lead_id, offer=make.offer(agent_id, deadline=NOW + minutes))


def talking(lead_id, agent_id, minutes, *, waits):
    """Return a lead whose conversation with an agent is open for so many minutes."""
    talk = Conversation(opened_at=NOW - minutes, waiting_since=NOW - minutes if waits else None)
    return make.owned(agent_id, lead_id=lead_id, conversation=talk, answered_at=NOW)


def load(agent_id):
    """Return an agent's workload."""
    return Workload(agent_id=agent_id, active=True, open_leads=70, received={TODAY: 3})


def visit(agent_id):
    """Return an agent's last visit."""
    return Visit(agent_id=agent_id, at=NOW)
