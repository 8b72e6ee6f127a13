"""The key of each kind of record.

Kinds are told by their names, so that storing a lead does not load the classes of all other records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from shared.domain.kernel.record import Record
from shared.store import keys
from shared.store.keys import Key

if TYPE_CHECKING:
    from shared.domain.lead_records.raw_delivery import RawDelivery


def key(record: Record) -> Key:
    """Return the key of the record's item.

    Raises:
        TypeError: such records are not stored.
    """
    kind = type(record).__name__
    if kind not in KEYS:
        raise TypeError(f"{kind} has no place in the table")
    return KEYS[kind](record)


def _raw_delivery(raw: RawDelivery) -> Key:
    """Return the key of a delivery as it was received: beside its lead, or else beside its source."""
    if raw.lead_id:
        return keys.raw_delivery(raw.lead_id, raw.at, raw.hash)
    return keys.raw_delivery_of_source(raw.source_id, raw.hash)


KEYS: Mapping[str, Callable[[Any], Key]] = {
    "AddressPause": lambda r: keys.address_pause(r.agent_id),
    "Answered": lambda r: keys.answered(r.agent_id, r.operation, r.hash),
    "Audit": lambda r: keys.audit(r.at, r.audit_id),
    "AuditCopy": lambda r: keys.audit_copy(r.at, r.audit_id),
    "Card": lambda r: keys.card(r.hash),
    "Comment": lambda r: keys.note(r.lead_id, r.at, r.comment_id),
    "Delivery": lambda r: keys.delivery(r.source_id, r.hash),
    "Erasure": lambda r: keys.erasure(r.erasure_id),
    "Import": lambda r: keys.imported(r.import_id),
    "ImportErrors": lambda r: keys.import_errors(r.import_id, r.run, r.start),
    "Inbox": lambda r: keys.inbox(r.agent_id),
    "Lead": lambda r: keys.lead(r.lead_id),
    "LiveConnection": lambda r: keys.live_connection(r.connection_id),
    "LiveTicket": lambda r: keys.live_ticket(r.hash),
    "Logo": lambda _: keys.LOGO,
    "Member": lambda r: keys.member(r.agent_id),
    "Message": lambda r: keys.note(r.lead_id, r.at, r.message_id),
    "MonthRollup": lambda r: keys.rollup(r.month),
    "Note": lambda r: keys.note(r.lead_id, r.recorded_at, r.note_id),
    "Notification": lambda r: keys.notification(r.agent_id, r.notification_id),
    "OfferSeen": lambda r: keys.offer_seen(r.lead_id, r.agent_id),
    "Order": lambda _: keys.ORDER,
    "OutboundDelivery": lambda r: keys.outbound(r.target_id, r.delivery_id),
    "PlanWalk": lambda r: keys.plan_walk(r.waiting),
    "RawDelivery": _raw_delivery,
    "Rest": lambda r: keys.rest(r.subject),
    "RetentionProgress": lambda _: keys.RETENTION,
    "RollupPage": lambda r: keys.rollup_page(r.month, r.number),
    "Rota": lambda r: keys.rota(r.route_id),
    "Rotation": lambda r: keys.rotation(r.route_id),
    "Route": lambda r: keys.route(r.route_id),
    "Seen": lambda r: keys.seen(r.lead_id, r.day, r.agent_id),
    "SeenCopy": lambda r: keys.seen_copy(r.lead_id, r.day, r.agent_id),
    "Settings": lambda _: keys.SETTINGS,
    "SignIns": lambda r: keys.sign_ins(r.agent_id),
    "Source": lambda r: keys.source(r.source_id),
    "Subscription": lambda r: keys.subscription(r.agent_id, r.hash),
    "Target": lambda r: keys.target(r.target_id),
    "Task": lambda r: keys.task(r.stored_with, r.comment_id),
    "Template": lambda r: keys.template(r.template_id),
    "Trace": lambda r: keys.trace(r.lead_id, r.at, r.lead_version),
    "Views": lambda r: keys.views(r.owner),
    "Visit": lambda r: keys.visit(r.agent_id),
    "WatchedSources": lambda _: keys.WATCHED,
    "Workload": lambda r: keys.workload(r.agent_id),
}
"""Map the name of each kind of record to a function that returns the key of one."""
