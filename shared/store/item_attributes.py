"""Attributes of items beside key, version and body: for indexes, time to live, and the stream's event filters.

Kinds are told by their names, so that storing a lead does not load the classes of all other records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from shared.domain.intake.to_read import waits_to_be_read
from shared.domain.kernel.contact import cut, normalise_text
from shared.domain.kernel.record import Record
from shared.store import conversation_entries, indexes, keys

if TYPE_CHECKING:
    from shared.domain.kernel.audit import Audit
    from shared.domain.kernel.notification import Notification
    from shared.domain.lead_records.comment import Comment
    from shared.domain.lead_records.delivery import Answered, Delivery
    from shared.domain.lead_records.erasure import Erasure
    from shared.domain.lead_records.lead import Lead
    from shared.domain.lead_records.lead_import import Import, ImportErrors
    from shared.domain.lead_records.offer_seen import OfferSeen
    from shared.domain.lead_records.plan_walk import PlanWalk
    from shared.domain.lead_records.raw_delivery import RawDelivery
    from shared.domain.lead_records.retention_progress import RetentionProgress
    from shared.domain.lead_records.seen import Seen, SeenCopy
    from shared.domain.lead_records.source_watch import WatchedSources
    from shared.domain.lead_records.task import Task
    from shared.domain.notifications.address_pause import AddressPause
    from shared.domain.notifications.live_connection import LiveConnection, LiveTicket
    from shared.domain.notifications.resting import Rest
    from shared.domain.plan_records.route import Route
    from shared.domain.plan_records.target import OutboundDelivery, Target

type Attributes = dict[str, str | int | None]

NAME_BYTES = 900  # of the 1,024 that DynamoDB allows in an index key; the rest is for the id


def searched_name(lead: Lead) -> str:
    """Return the name by which a lead is found, normalised, followed by the words of merged leads' names."""
    return " ".join((normalise_text(lead.contact.name), *lead.also_named)).strip()


def attributes(record: Record) -> Attributes:
    """Return the record's attributes beside key, version and body; those that are None are not stored."""
    found = ATTRIBUTES.get(type(record).__name__)
    return found(record) if found else {}


def _lead(lead: Lead) -> Attributes:
    if not lead.is_real:  # without entries in indexes it is in no list, and without `tell` nobody is told
        return {keys.TODO: lead.todo, "stop_clock": lead.stop_clock}
    name = searched_name(lead)
    due_pk, due_sk = _due(lead)
    conversation = lead.conversation
    talk_pk, talk_sk = _talk(lead)
    waiting_since = conversation.waiting_since if conversation else None
    return {
        indexes.QUEUE.pk: "ERASED" if lead.erased_at else lead.state.upper(),
        indexes.QUEUE.sk: _queued(lead),
        indexes.ALL.pk: f"LEADS#{lead.created_at:%Y-%m}",
        indexes.ALL.sk: f"{keys.instant(lead.created_at)}#{lead.lead_id}",
        indexes.NAME.pk: name[:1] or None,
        indexes.NAME.sk: f"{cut(name, NAME_BYTES)}#{lead.lead_id}" if name else None,
        indexes.DUE.pk: due_pk,
        indexes.DUE.sk: due_sk,
        indexes.CONVERSATION.pk: talk_pk,
        indexes.CONVERSATION.sk: talk_sk,
        "conv_owner": lead.owner if conversation else None,
        "waiting_since": keys.instant(waiting_since) if waiting_since else None,
        keys.TODO: lead.todo,
        keys.TELL: lead.tell,
        "stop_clock": lead.stop_clock,
    }


def _comment(comment: Comment) -> Attributes:
    return {keys.TELL: "commented" if comment.version == 0 else "comment_changed"}


def _route(_route: Route) -> Attributes:
    return {keys.TELL: "route"}


def _audit(_entry: Audit) -> Attributes:
    return {keys.TELL: "audited"}


def _offer_seen(seen: OfferSeen) -> Attributes:
    return {keys.TTL: int(seen.forget_at.timestamp())}


def _seen(entry: Seen) -> Attributes:
    return {keys.TELL: "seen", keys.TTL: int(entry.forget_at.timestamp())}


def _seen_copy(copy: SeenCopy) -> Attributes:
    return {
        indexes.ALL.pk: indexes.seen_by(copy.agent_id),
        indexes.ALL.sk: f"{copy.day}#{copy.lead_id}",
        keys.TTL: int(copy.forget_at.timestamp()),
    }


def _target(target: Target) -> Attributes:
    return {keys.TELL: "target_disabled" if target.trouble else "target"}


def _task(task: Task) -> Attributes:
    if task.deleted_at or task.unlisted:
        return {}
    own, team = {
        "open": (indexes.open_tasks, indexes.TEAM_OPEN),
        "done": (indexes.done_tasks, indexes.TEAM_DONE),
        "cancelled": (indexes.cancelled_tasks, indexes.TEAM_CANCELLED),
    }[task.state]
    waits = task.state == "open" and not task.told
    apart = task.state == "open" and not task.follows
    place = f"{keys.instant(task.done_at or task.due_at)}#{task.lead_id}#{task.comment_id}"
    return {
        indexes.QUEUE.pk: own(task.assignee),
        indexes.QUEUE.sk: place,
        indexes.ALL.pk: team,
        indexes.ALL.sk: place,
        indexes.CONVERSATION.pk: indexes.APART if apart else None,
        indexes.CONVERSATION.sk: place if apart else None,
        indexes.DUE.pk: indexes.TASK if waits else None,
        indexes.DUE.sk: place if waits else None,
    }


def _notification(notification: Notification) -> Attributes:
    new = indexes.new_notifications(notification.agent_id, notification.epoch)
    return {
        indexes.QUEUE.pk: None if notification.archived else new,
        indexes.QUEUE.sk: None if notification.archived else _by_latest(notification),
        keys.TTL: int(notification.forget_at.timestamp()),
    }


def _outbound_delivery(outbound: OutboundDelivery) -> Attributes:
    due = outbound.attempts[-1].at if outbound.trouble else outbound.due
    work = indexes.GIVEN_UP if outbound.trouble else indexes.OUTBOUND
    return {
        indexes.ALL.pk: keys.outbound(outbound.target_id, "").pk,
        indexes.ALL.sk: f"{keys.instant(outbound.at)}#{outbound.delivery_id}",
        indexes.DUE.pk: work if due else None,
        indexes.DUE.sk: f"{keys.instant(due)}#{outbound.target_id}#{outbound.delivery_id}" if due else None,
        keys.TTL: int(outbound.forget_at.timestamp()),
    }


def _rest(rest: Rest) -> Attributes:
    return {keys.TTL: int(rest.forget_at.timestamp())}


def _live_ticket(ticket: LiveTicket) -> Attributes:
    return {keys.TTL: int(ticket.until.timestamp())}


def _live_connection(connection: LiveConnection) -> Attributes:
    return {keys.TTL: int(connection.until.timestamp())}


def _delivery(delivery: Delivery) -> Attributes:
    waits = waits_to_be_read(delivery)
    due = delivery.at if waits else delivery.due
    return {
        indexes.ALL.pk: None if delivery.read_as else indexes.deliveries(delivery.source_id),
        indexes.ALL.sk: None if delivery.read_as else f"{keys.instant(delivery.at)}#{delivery.hash}",
        indexes.DUE.pk: indexes.TO_READ if waits else indexes.FETCH if due else None,
        indexes.DUE.sk: f"{keys.instant(due)}#{delivery.source_id}#{delivery.hash}" if due else None,
        keys.TELL: delivery.outcome if waits or delivery.was_set_aside else None,
        keys.TTL: int(delivery.forget_at.timestamp()) if delivery.forget_at else None,
    }


def _raw_delivery(raw: RawDelivery) -> Attributes:
    return {keys.TTL: int(raw.forget_at.timestamp())}


def _import(one: Import) -> Attributes:
    return {
        indexes.DUE.pk: indexes.IMPORT if one.due else None,
        indexes.DUE.sk: f"{keys.instant(one.due)}#{one.import_id}" if one.due else None,
        keys.TTL: int(one.forget_at.timestamp()),
    }


def _import_errors(page: ImportErrors) -> Attributes:
    return {keys.TTL: int(page.forget_at.timestamp())}


def _erasure(erasure: Erasure) -> Attributes:
    return {
        indexes.ALL.pk: "ERASURES",
        indexes.ALL.sk: f"{keys.instant(erasure.at)}#{erasure.erasure_id}",
        indexes.DUE.pk: indexes.ERASE if erasure.due else None,
        indexes.DUE.sk: f"{keys.instant(erasure.due)}#{erasure.erasure_id}" if erasure.due else None,
        keys.TTL: int(erasure.forget_at.timestamp()),
    }


def _retention_progress(_progress: RetentionProgress) -> Attributes:
    return {keys.TELL: "erasure_due"}


def _plan_walk(walk: PlanWalk) -> Attributes:
    return {keys.TODO: keys.FOLLOW if walk.goes_on else None}


def _watched_sources(watched: WatchedSources) -> Attributes:
    return {keys.TELL: "source_watched" if watched.any_told or watched.was_told else None}


def _address_pause(_pause: AddressPause) -> Attributes:
    return {keys.TELL: "address"}


def _answered(answered: Answered) -> Attributes:
    return {keys.TTL: int(answered.until.timestamp())}


def _by_latest(notification: Notification) -> str:
    """Return the sort key of a new notification: like its id, but by its latest event."""
    return f"notification_{int(notification.at.timestamp() * 1000):012x}{notification.notification_id[-20:]}"


def _queued(lead: Lead) -> str:
    if lead.offer is not None:
        who = "*" if lead.offer.together else lead.offer.agent_ids[0]
        return f"{who}#{keys.instant(lead.offer.deadline)}"
    since = keys.instant(lead.since)
    return f"{lead.owner}#{since}" if lead.state == "owned" else since


def _talk(lead: Lead) -> tuple[str | None, str | None]:
    """Return the lead's key in the index `conversation`: while its conversation is open, or its last owner's."""
    if lead.conversation is not None:
        return conversation_entries.key_of(lead, lead.conversation)
    if lead.state == "closed" and lead.owner is not None:
        return indexes.closed_by_owner(lead.owner), f"{keys.instant(lead.since)}#{lead.lead_id}"
    return None, None


def _due(lead: Lead) -> tuple[str | None, str | None]:
    """Return the lead's key in the index `due`: while its owner owes a response, it is held, or it waits in doubt.

    Leads that are held until the same instant sort by creation, the oldest first. Those that are held without an
    instant come after all others, by when their hold is over.
    """
    came = f"{keys.instant(lead.created_at)}#{lead.lead_id}"
    if lead.response is not None:
        return indexes.RESPONSE, f"{keys.instant(lead.response.due)}#{lead.lead_id}"
    if lead.routes_at is not None:
        return indexes.HELD, f"{keys.instant(lead.routes_at)}#{came}"
    if lead.held_until is not None:
        return (
            indexes.HELD,
            f"{indexes.NO_INSTANT}{keys.instant(lead.held_until)}#{came}",
        )
    if lead.doubt is not None:
        return indexes.DOUBT, f"{keys.instant(lead.doubt.at)}#{lead.lead_id}"
    return None, None


ATTRIBUTES: Mapping[str, Callable[[Any], Attributes]] = {
    "AddressPause": _address_pause,
    "Answered": _answered,
    "Audit": _audit,
    "Comment": _comment,
    "Delivery": _delivery,
    "Erasure": _erasure,
    "Import": _import,
    "ImportErrors": _import_errors,
    "Lead": _lead,
    "LiveConnection": _live_connection,
    "LiveTicket": _live_ticket,
    "Notification": _notification,
    "OfferSeen": _offer_seen,
    "OutboundDelivery": _outbound_delivery,
    "PlanWalk": _plan_walk,
    "RawDelivery": _raw_delivery,
    "Rest": _rest,
    "RetentionProgress": _retention_progress,
    "Route": _route,
    "Seen": _seen,
    "SeenCopy": _seen_copy,
    "Target": _target,
    "Task": _task,
    "WatchedSources": _watched_sources,
}
"""Map the names of kinds of records to functions that return the attributes of one; all others have none."""
