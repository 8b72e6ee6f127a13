"""Convert records to items and back: key, version and body. `item_attributes` adds attributes for indexes and TTL."""

from collections.abc import Mapping
from typing import Any

from shared.domain.kernel.notification import Inbox, LastPush
from shared.domain.kernel.record import LeadId, Record
from shared.domain.lead_records.counters import CounterRow
from shared.domain.lead_records.history_page import HistoryPage
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.workload import Workload
from shared.store import keys, packing, unknown_fields
from shared.store.item_attributes import attributes
from shared.store.partitions import PartitionKey
from shared.store.record_keys import key

type Attribute = Any  # a value as DynamoDB has it, such as {"S": "text"}
type Item = dict[str, Attribute]

RECENT = 12  # history entries kept on the lead itself
SPILL = 6  # history entries that stay on the lead when older ones move to a page


def to_item(record: Record) -> Item:
    """Return the item to write for the record, with its version increased by one.

    Records of the plan are stored with their default values: if a later release changes a default, a team's plan
    must not change.
    """
    where, after = key(record), record.stored()
    flat = {"PK": where.pk, "SK": where.sk, "v": after.version, **attributes(record)}
    if isinstance(record, Workload):
        flat |= _flat_workload(record)
    elif isinstance(record, Inbox):
        fields = record.model_dump(mode="json", exclude={"agent_id", "version", "pushed", "mailed"})
        last = {"pushed": stored_pushes(record.pushed), "mailed": stored_pushes(record.mailed)}
        flat |= fields | {name: those for name, those in last.items() if those}
    else:
        known = after.model_dump_json(by_alias=True, exclude_defaults=where.pk != keys.PLAN)
        flat["body"] = unknown_fields.added(after, known)
    return to_attributes(flat)


def from_item[R: Record](kind: type[R], item: Item) -> R:
    """Return the record in an item. The version comes from the item, not from the body.

    Fields of a later release are kept out of sight and written back: after a roll-back, its leads must still be routed.
    """
    if issubclass(kind, Workload):
        return kind.model_validate(_workload_fields(item))
    if issubclass(kind, Inbox):
        return kind.model_validate(_inbox_fields(item))
    record = unknown_fields.read(kind, packing.body_of(item))
    return record.model_copy(update={"version": int(item["v"]["N"])})


def to_attributes(flat: dict[str, Any]) -> Item:
    """Return plain values as DynamoDB attributes, without those that are None."""
    return {name: _attribute(value) for name, value in flat.items() if value is not None}


def _attribute(value: str | float | dict[str, str]) -> Attribute:
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, dict):
        return {"M": to_attributes(value)}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


def period_attribute(period: str) -> str:
    """Return the name of the attribute that counts the leads a member received in a period."""
    return f"n#{period}"


def owed_attribute(route_id: str) -> str:
    """Return the name of the attribute that counts the turns that a route owes a member."""
    return f"o#{route_id}"


def _flat_workload(workload: Workload) -> dict[str, Any]:
    return {
        "active": workload.active,
        "open_offers": workload.open_offers,
        "open_leads": workload.open_leads,
        "last_offered_at": keys.instant(workload.last_offered_at) if workload.last_offered_at else None,
        "missed": workload.missed or None,
        keys.TODO: keys.FOLLOW if workload.waited_for else None,
        **{period_attribute(period): count for period, count in workload.received.items()},
        **{owed_attribute(route_id): count for route_id, count in workload.owed.items()},
    }


def _workload_fields(item: Item) -> dict[str, Any]:
    return {
        "agent_id": item["SK"]["S"].removeprefix("MEMBER#"),
        "version": int(item["v"]["N"]),
        "active": item.get("active", {}).get("BOOL", False),
        "open_offers": int(item.get("open_offers", {}).get("N", 0)),
        "open_leads": int(item.get("open_leads", {}).get("N", 0)),
        "last_offered_at": item.get("last_offered_at", {}).get("S"),
        "missed": int(item.get("missed", {}).get("N", 0)),
        "received": {name[2:]: int(value["N"]) for name, value in item.items() if name.startswith("n#")},
        "owed": {name[2:]: int(value["N"]) for name, value in item.items() if name.startswith("o#")},
        "waited_for": keys.TODO in item,
    }


def stored_pushes(pushes: Mapping[LeadId, LastPush]) -> dict[str, str]:
    """Return the latest pushes, or mails, as they are stored: by lead, instant and mark in one text."""
    return {lead_id: f"{push.at.isoformat()} {push.mark}" for lead_id, push in pushes.items()}


def _last_push(text: str) -> dict[str, str]:
    at, _, mark = text.partition(" ")
    return {"at": at, "mark": mark}


def _inbox_fields(item: Item) -> dict[str, Any]:
    names = ("unread", "epoch", "counter")
    counts: dict[str, Any] = {name: int(item[name]["N"]) for name in names if name in item}
    limits = {name: period["S"] for name, period in item.get("limits", {}).get("M", {}).items()}
    snoozed = {one: until["S"] for one, until in item.get("snoozed", {}).get("M", {}).items()}
    pushed, mailed = (
        {one: _last_push(push["S"]) for one, push in item.get(name, {}).get("M", {}).items()}
        for name in ("pushed", "mailed")
    )
    agent_id = item["PK"]["S"].removeprefix(PartitionKey.INBOXES)
    version = int(item.get("v", {}).get("N", 0))
    maps = {"limits": limits, "snoozed": snoozed, "pushed": pushed, "mailed": mailed}
    return {"agent_id": agent_id, "version": version, **counts, **maps}


def to_counter_row(item: Item) -> CounterRow:
    """Return the counter row in an item."""
    day, *row = item["SK"]["S"].split("#")
    counts = {name: int(value["N"]) for name, value in item.items() if "N" in value}
    agent_id, route_id, source_id = (None if one == "-" else one for one in row)
    return CounterRow(f"{item['PK']['S'].removeprefix('TALLY#')}-{day}", agent_id, route_id, source_id, counts)


def spill(lead: Lead) -> tuple[Lead, HistoryPage | None]:
    """Return the lead with its recent history, and a page of the older entries if there are more than `RECENT`."""
    if len(lead.history) <= RECENT:
        return lead, None
    cut = len(lead.history) - SPILL
    page = HistoryPage(lead_id=lead.lead_id, number=lead.spilled, events=lead.history[:cut])
    return lead.model_copy(update={"history": lead.history[cut:], "spilled": lead.spilled + 1}), page
