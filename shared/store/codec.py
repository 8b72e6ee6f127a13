"""Convert records to items and back: key, version and body. `item_attributes` adds attributes for indexes and TTL."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from shared.domain.kernel.audit import Audit, AuditCopy
from shared.domain.kernel.contact import Card
from shared.domain.kernel.event import Event
from shared.domain.kernel.notification import Inbox, LastPush, Notification
from shared.domain.kernel.record import LeadId, Record, Value
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.counters import CounterRow
from shared.domain.lead_records.delivery import Answered, Delivery
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.lead_import import Import, ImportErrors
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.lead_records.plan_walk import PlanWalk
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.lead_records.retention_progress import RetentionProgress
from shared.domain.lead_records.seen import Seen, SeenCopy
from shared.domain.lead_records.sign_in import SignIns
from shared.domain.lead_records.source_watch import WatchedSources
from shared.domain.lead_records.task import Task
from shared.domain.lead_records.view import Views
from shared.domain.lead_records.visit import Visit
from shared.domain.notifications.address_pause import AddressPause
from shared.domain.notifications.live_connection import LiveConnection, LiveTicket
from shared.domain.notifications.resting import Rest
from shared.domain.notifications.subscription import Subscription
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.rota import Rota
from shared.domain.plan_records.route import Rotation, Route
from shared.domain.plan_records.settings import Logo, Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import OutboundDelivery, Target
from shared.domain.plan_records.template import Template
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.rollup import MonthRollup, RollupPage
from shared.domain.routing.trace import Trace
from shared.store import keys, packing, unknown_fields
from shared.store.item_attributes import attributes
from shared.store.keys import Key

type Attribute = Any  # a value as DynamoDB has it, such as {"S": "text"}
type Item = dict[str, Attribute]

RECENT = 12  # history entries kept on the lead itself
SPILL = 6  # history entries that stay on the lead when older ones move to a page


class HistoryPage(Value):
    """A page of older entries of a lead's history, oldest first."""

    lead_id: LeadId
    number: int
    events: tuple[Event, ...]


@singledispatch
def key(record: Record) -> Key:
    """Return the key of the record's item."""
    raise TypeError(f"{type(record).__name__} has no place in the table")


key.register(Route, lambda r: keys.route(r.route_id))
key.register(Member, lambda r: keys.member(r.agent_id))
key.register(Source, lambda r: keys.source(r.source_id))
key.register(Rota, lambda r: keys.rota(r.route_id))
key.register(Settings, lambda _: keys.SETTINGS)
key.register(Logo, lambda _: keys.LOGO)
key.register(Order, lambda _: keys.ORDER)
key.register(Rotation, lambda r: keys.rotation(r.route_id))
key.register(Workload, lambda r: keys.workload(r.agent_id))
key.register(Visit, lambda r: keys.visit(r.agent_id))
key.register(SignIns, lambda r: keys.sign_ins(r.agent_id))
key.register(Views, lambda r: keys.views(r.owner))
key.register(MonthRollup, lambda r: keys.rollup(r.month))
key.register(RollupPage, lambda r: keys.rollup_page(r.month, r.number))
key.register(Lead, lambda r: keys.lead(r.lead_id))
key.register(Trace, lambda r: keys.trace(r.lead_id, r.at, r.lead_version))
key.register(Note, lambda r: keys.note(r.lead_id, r.recorded_at, r.note_id))
key.register(Message, lambda r: keys.note(r.lead_id, r.at, r.message_id))
key.register(Comment, lambda r: keys.note(r.lead_id, r.at, r.comment_id))
key.register(Task, lambda r: keys.task(r.stored_with, r.comment_id))
key.register(Inbox, lambda r: keys.inbox(r.agent_id))
key.register(Notification, lambda r: keys.notification(r.agent_id, r.notification_id))
key.register(Subscription, lambda r: keys.subscription(r.agent_id, r.hash))
key.register(LiveTicket, lambda r: keys.live_ticket(r.hash))
key.register(AddressPause, lambda r: keys.address_pause(r.agent_id))
key.register(LiveConnection, lambda r: keys.live_connection(r.connection_id))
key.register(Target, lambda r: keys.target(r.target_id))
key.register(Template, lambda r: keys.template(r.template_id))
key.register(Rest, lambda r: keys.rest(r.subject))
key.register(OutboundDelivery, lambda r: keys.outbound(r.target_id, r.delivery_id))
key.register(Card, lambda r: keys.card(r.hash))
key.register(Delivery, lambda r: keys.delivery(r.source_id, r.hash))
key.register(Answered, lambda r: keys.answered(r.agent_id, r.operation, r.hash))
key.register(Import, lambda r: keys.imported(r.import_id))
key.register(ImportErrors, lambda r: keys.import_errors(r.import_id, r.run, r.start))
key.register(Erasure, lambda r: keys.erasure(r.erasure_id))
key.register(RetentionProgress, lambda _: keys.RETENTION)
key.register(WatchedSources, lambda _: keys.WATCHED)
key.register(PlanWalk, lambda r: keys.plan_walk(r.waiting))
key.register(Audit, lambda r: keys.audit(r.at, r.audit_id))
key.register(AuditCopy, lambda r: keys.audit_copy(r.at, r.audit_id))
key.register(OfferSeen, lambda r: keys.offer_seen(r.lead_id, r.agent_id))
key.register(Seen, lambda r: keys.seen(r.lead_id, r.day, r.agent_id))
key.register(SeenCopy, lambda r: keys.seen_copy(r.lead_id, r.day, r.agent_id))


@key.register
def _(raw: RawDelivery) -> Key:
    """Return the key of a delivery as it was received: beside its lead, or else beside its source."""
    if raw.lead_id:
        return keys.raw_delivery(raw.lead_id, raw.at, raw.hash)
    return keys.raw_delivery_of_source(raw.source_id, raw.hash)


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
    agent_id = item["PK"]["S"].removeprefix(keys.PartitionKey.INBOXES)
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
