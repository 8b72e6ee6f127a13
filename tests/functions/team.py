"""Put a team into the table, for tests of handlers."""

import json
from itertools import batched

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload
from shared.store import codec, decisions, keys, record_keys, search_keys
from shared.store.plans import next_version, version_of
from shared.store.table import MAX_WRITES, Write, put
from tests import make


def seat(table, *, routes=None, members=None, sources=None, **settings):
    """Write a plan with its members' workloads; active members may receive."""
    plan = make.plan(routes, members, sources, **settings)
    records = [plan.settings, Order(route_ids=plan.order.route_ids), *plan.routes, *plan.members.values()]
    loads = [Workload(agent_id=m.agent_id, active=m.status == "active") for m in plan.members.values()]
    version = version_of(table.items([keys.VERSION]).get(keys.VERSION))
    writes = [*map(put, [*records, *plan.sources.values(), *loads]), next_version(version)]
    for some in batched(writes, MAX_WRITES, strict=False):
        table.commit(some)
    return plan


def change(table, record):
    """Write to the plan once more: `record` as read from the table, changed."""
    version = version_of(table.items([keys.VERSION]).get(keys.VERSION))
    table.commit([put(record), next_version(version)])


def store(table, *leads):
    """Write leads as new, many per transaction: each one costs in memory as much as the whole table has items."""
    writes = [write for lead in leads for write in decisions.put_lead(lead.model_copy(update={"version": 0}))]
    for some in batched(writes, MAX_WRITES, strict=False):
        table.commit(some)


def make_searchable(table, secret, *leads):
    """Write by what the persons of stored leads are found, as entry does."""
    writes = [write for lead in leads for write in search_keys.writes(secret.part_hashes, lead)]
    for some in batched(writes, MAX_WRITES, strict=False):
        table.commit(some)


def read(table, lead_id=make.LEAD):
    """Return the current lead."""
    return table.get(Lead, keys.lead(lead_id))


def change_lead(table, lead_id, change):
    """Write what `change` makes of the current lead."""
    table.commit(decisions.put_lead(change(read(table, lead_id))))


def load(table, agent_id):
    """Return the member's current counts."""
    return table.get(Workload, keys.workload(agent_id))


def read_settings(table):
    """Return the current settings."""
    return table.get(Settings, keys.SETTINGS)


def everything(client, name="relevo"):
    """Return the whole table, to compare before and after a refusal."""
    return sorted(client.scan(TableName=name)["Items"], key=lambda item: (item["PK"]["S"], item["SK"]["S"]))


def stream(*leads):
    """Return the stream's event for these leads' writes."""
    return {"Records": [{"eventName": "MODIFY", "dynamodb": {"NewImage": codec.to_item(lead)}} for lead in leads]}


def newer(table, record, **values):
    """Store a record of the plan or a lead as a newer release would: with these values, which this one cannot read."""
    [item] = table.items([record_keys.key(record)]).values()
    body = json.loads(item["body"]["S"]) | values
    version = version_of(table.items([keys.VERSION]).get(keys.VERSION))
    stored = {**item, "body": {"S": json.dumps(body)}}
    table.commit([Write(record_keys.key(record), "Put", {"Item": stored}), next_version(version)])


def stored(table, record):
    """Return the body of a record as it is stored."""
    [item] = table.items([record_keys.key(record)]).values()
    return json.loads(item["body"]["S"])
